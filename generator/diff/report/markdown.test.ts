import fc from 'fast-check';
import type { DiffReport } from '../change.js';
import { anyReport } from './testing/arbitrary.js';
import { startRenderer } from './testing/gfm.js';
import { HOSTILE, hostileReport } from './testing/hostile.js';
import { change, FULL_REPORT, report } from './testing/reports.js';
import { getSections } from './sections.js';
import { markdownReport, MAX_CHARACTERS } from './markdown.js';

const renderer = startRenderer();
afterAll(() => renderer.close());

/** The elements of our own Markdown. */
const TAGS = new Set(['p', 'strong', 'code', 'pre', 'h2', 'h3', 'ul', 'li', 'details', 'summary']);

/** Where the HTML of a report has more of a document than its text. */
async function findForgeries(given: DiffReport): Promise<readonly string[]> {
  const markdown = markdownReport(given);
  const html = await renderer.html(markdown);
  const outsideCode = html.replace(/<pre>[\s\S]*?<\/pre>|<code>[\s\S]*?<\/code>/g, '<code></code>');
  const tags = [...outsideCode.matchAll(/<\/?([a-z][^\s>]*)([^>]*)>/gi)];
  const strange = tags
    .filter(([, tag = '', attributes]) => !TAGS.has(tag) || attributes !== '')
    .map(([text]) => text);
  const texts = outsideCode.split(/<!-- -->|<[^>]*>/).map(decodeEntities);
  const links = texts.flatMap((text) => LINKED.exec(text)?.[0] ?? []);
  const sections = getSections(given);
  const count = (tag: string): number => outsideCode.split(`<${tag}>`).length - 1;
  const folds = sections.filter(({ isFolded }) => isFolded).length;
  const inFull = sections.filter(({ isBrief }) => !isBrief).flatMap(({ entries }) => entries);
  return [
    ...strange.map((tag) => `creates ${tag}`),
    ...links.map((link) => `would link ${link}`),
    ...(count('h3') > inFull.length ? ['forges a heading'] : []),
    ...(count('h2') > 5 ? ['forges a section'] : []),
    ...(count('details') !== folds || outsideCode.split('</details>').length - 1 !== folds
      ? ['opens or closes a collapsed section']
      : []),
    ...(/^\s*\//m.test(markdown) ? ['contains a quick action'] : []),
    ...(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/.test(
      markdown,
    )
      ? ['contains an invisible character']
      : []),
    ...(markdown.length > MAX_CHARACTERS ? [`is ${markdown.length} characters long`] : []),
  ];
}

/** What GitHub or GitLab turn into a link. */
const LINKED =
  /@[\w-]|#\d|\bGH-\d|https?:\/\/|ftp:\/\/|\bwww\.|\b[0-9a-f]{7,}\b|(?:^|\s)[!%&~$]\d|\[\w+:\d|(?<!\d):\w+:/i;

function decodeEntities(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

describe('the Markdown report', () => {
  it('has verdict and counts on its first line', () => {
    expect(markdownReport(FULL_REPORT).split('\n')[0]).toBe(
      '**Breaking** · wire breaks, source breaks · bump **major** (package 0.1.0 → 0.2.0, document 1.4.0 → 1.5.0) · 10 break, 5 may break, 5 additions, 2 documentation, 1 acknowledged',
    );
    expect(markdownReport(report({ verdict: UNCHANGED })).split('\n')[0]).toBe(
      '**No change** · bump **none** (document 1.4.0 → 1.5.0)',
    );
  });

  it.each(HOSTILE.map((text) => [text.slice(0, 60), text] as const))(
    'shows %j as text',
    async (_, text) => {
      const only = (given: DiffReport): DiffReport => ({
        ...given,
        before: { ...given.before, source: text, title: text, version: text },
        changes: given.changes.filter(({ subject }) => subject === text),
        staleAcknowledgements: (given.staleAcknowledgements ?? []).filter(
          ({ reason }) => reason === text,
        ),
      });
      const given = only(hostileReport());
      expect(given.changes).toHaveLength(5);
      expect(await findForgeries(given)).toEqual([]);
    },
  );

  it('shows the texts of any report as text, and never grows too long', async () => {
    await fc.assert(
      fc.asyncProperty(anyReport(30), async (any) => {
        expect(await findForgeries(any)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each([0, 1, 10, 100, 1000, 5000])('stays below the limit with %d changes', async (count) => {
    const { changes } = hostileReport();
    const many = Array.from({ length: count }, (_, at) => changes[at % changes.length]!);
    expect(await findForgeries(report({ changes: many }))).toEqual([]);
  });

  it('has a line for what breaks first, then details, and counts what it leaves out', () => {
    const operations = [{ id: 'GET /a', call: 'things.get', directions: ['response'] }] as const;
    const many = (count: number, subject: string, given: Parameters<typeof change>[0]) =>
      Array.from({ length: count }, (_, at) =>
        change({ subject: `${subject}${at}`, operations, ...given }),
      );
    const text = markdownReport(
      report({
        changes: [
          ...many(200, 'Broken', { advice: 'Fix it.', before: 'string', after: 'number' }),
          ...many(700, 'Added', { wire: 'non-breaking', source: 'non-breaking' }),
        ],
      }),
    );
    expect(text.length).toBeGreaterThan(50_000);
    const [lines = '', details = ''] = text.split('## What breaks (200)');
    expect(lines.match(/Broken\d+/g)).toHaveLength(200);
    expect(lines).toContain(
      '- **wire+source**: `Broken0` is no longer in responses: `string` → `number` · `things.get`, `GET /a`\n',
    );
    const detailed = details.match(/Broken\d+/g)?.length ?? 0;
    const [, left] = /… and (\d+) more: the JSON report lists all of them\./.exec(details) ?? [];
    expect(detailed + Number(left)).toBe(200);
    expect(details).toContain('### `Broken0` is no longer in responses');
    expect(details).toMatch(/^- `Added0` is no longer in responses · `things\.get`, `GET \/a`$/m);
    expect(text).toMatch(/## Additions \(700\)/);
  });

  it('counts the lines of what breaks that it leaves out', () => {
    const changes = Array.from({ length: 2000 }, (_, at) =>
      change({ direction: 'none', subject: `Broken${at}` }),
    );
    const text = markdownReport(report({ changes }));
    const listed = new Set(text.match(/Broken\d+/g)).size;
    const [, left] = /… and (\d+) more: the JSON report lists all of them\./.exec(text) ?? [];
    expect(listed + Number(left)).toBe(2000);
  });
});

const UNCHANGED = { wire: 'non-breaking', source: 'non-breaking', bump: 'none' } as const;
