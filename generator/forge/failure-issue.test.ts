import { createFailureIssue, toMarker } from './failure-issue.js';

/** The issue of a nightly run that failed. */

const FAILED = {
  status: 'failed',
  date: '2026-11-30',
  exitCode: 3,
  message: 'GET https://api.test/swagger.json returned 503 Service Unavailable, 4 times.',
  hint: 'Run it again later.',
} as const;
const RUN = 'https://github.com/acme/fleet/actions/runs/7';

describe('the issue of a failed run', () => {
  it('says what happened, what to do, and where', () => {
    const { title, text } = createFailureIssue('staging', FAILED, undefined, RUN);
    expect(title).toBe('The nightly run of staging fails');
    expect(text).toBe(
      `<!-- nightly run of staging; since 2026-11-30 -->

The nightly run of \`staging\` on 2026-11-30 failed with exit code 3.

\`\`\`text
GET https://api.test/swagger.json returned 503 Service Unavailable, 4 times.
\`\`\`

**What to do:** \`Run it again later.\`

[The run](${RUN})

This issue is updated by each run, and closed by the first that succeeds.
`,
    );
  });

  it('says since when, and is found again', () => {
    const first = createFailureIssue('staging', { ...FAILED, date: '2026-11-28' }, undefined, RUN);
    const before = { number: 1, url: '', ...first };
    const { text } = createFailureIssue('staging', FAILED, before, RUN);
    expect(text).toContain('It has failed since 2026-11-28.');
    expect(text.startsWith(toMarker('staging'))).toBe(true);
    expect(text.startsWith(toMarker('stag'))).toBe(false);
  });

  it('lists what a document that shrank no longer has', () => {
    const operations = Array.from({ length: 52 }, (_, at) => `GET /a${at}`);
    const { text } = createFailureIssue(
      'a',
      { ...FAILED, removed: { operations, schemas: [] } },
      undefined,
      undefined,
    );
    expect(text).toContain('The document no longer has these operations (52):\n\n- `GET /a0`\n');
    expect(text).toContain('- `GET /a49`\n- and 2 more\n');
    expect(text).not.toContain('schemas');
  });

  it('quotes a message that is Markdown', () => {
    const message = '```\n@everyone [x](http://evil.test) <!-- -->\n';
    const { text } = createFailureIssue('a', { ...FAILED, message }, undefined, undefined);
    expect(text).toContain(`\`\`\`\`text\n${message}\n\`\`\`\``);
  });
});
