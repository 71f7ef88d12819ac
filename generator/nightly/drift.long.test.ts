import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import type { ConformOptions } from '../pipeline/conform.js';
import { openSandboxOn, type Sandbox } from '../pipeline/open-sandbox.js';
import { compareNights, conformanceMarkdown, parseKnown, type SeenFinding } from './drift.js';
import { formatSummary, nightly, writeSummary } from './index.js';
import { documentOf, type DocumentServer, startDocumentServer } from './testing/document-server.js';
import { createMessage } from './webhook-message.js';

/** Nights that ask the API, too: what changes there although the document stays the same. */

jest.mock('../pipeline/compile.js', () => ({
  ...jest.requireActual<object>('../pipeline/compile.js'),
  // What is made is the concern of other tests.
  typeCheck: () => undefined,
}));

let cwd: string;
let server: DocumentServer;
let config: GeneratorConfig;
let sandbox: Sandbox;
let first: Awaited<ReturnType<typeof night>>;
const after = mkdtempSync(join(tmpdir(), 'sdkgen-after-'));
beforeAll(async () => {
  server = await startDocumentServer();
  sandbox = await openSandboxOn({ text: FIVE, location: server.url }, {});
  config = { ...defaultConfig(), environments: { preprod: { documentation: server.url } } };
  cwd = after;
  first = await night('2026-11-20', FOUR, honest);
});
afterAll(async () => {
  rmSync(after, { recursive: true, force: true });
  await Promise.all([server.close(), sandbox.close()]);
});

const FOUR = documentOf(['A', 'B', 'C', 'D']);
const FIVE = documentOf(['A', 'B', 'C', 'D', 'E']);
/** What no report may have. */
const CANARY = 'CANARY';

type Answer = (path: string, honest: unknown) => Response | Promise<Response>;
const honest: Answer = (_, body) => Response.json(body);
const lying: Answer = (path, body) =>
  Response.json(path === '/A' ? { ...(body as object), id: null, colour: CANARY } : body);

/** A night whose API is a sandbox on a document, and answers as it is told. */
async function night(
  date: string,
  text: string,
  answer: Answer,
  { budget = 8, ...more }: ConformOptions = {},
) {
  server.publish(text);
  const warnings: string[] = [];
  const report = await nightly(
    config,
    {
      ...{ environments: ['preprod'], date, reportFolder: join(cwd, 'reports') },
      ...{ acceptShrink: false, waitMs: 0 },
      conform: {
        ...{ budget, baseUrl: sandbox.url, sleep: () => Promise.resolve() },
        fetch: async (url, init) => {
          const response = await sandbox.fetch(url, init);
          const target = url instanceof Request ? url.url : String(url);
          return answer(new URL(target).pathname, await response.json());
        },
        ...more,
      },
      onWarning: (_, message) => warnings.push(message),
    },
    { cwd, variables: {} },
  );
  const [result] = report.nights;
  if (result === undefined || result.status === 'failed')
    throw new Error(`The night failed: ${JSON.stringify(result)}`);
  const message = createMessage(report, 'slack', undefined);
  return { report, result, message, warnings };
}

const read = (name: string) => readFileSync(join(cwd, 'reports/preprod', name), 'utf8');
const NULL = {
  id: expect.any(String) as string,
  subject: 'Thing.id',
  message: expect.stringContaining('was null in') as string,
};
const UNDECLARED = { ...NULL, subject: 'Thing', message: expect.stringContaining('colour') };

describe('nights that ask the API', () => {
  /** Each begins after the same first night. */
  beforeEach(() => {
    cwd = mkdtempSync(join(tmpdir(), 'sdkgen-drift-'));
    cpSync(after, cwd, { recursive: true });
  });
  afterEach(() => rmSync(cwd, { recursive: true, force: true }));

  it('tell once what changed although the document did not', async () => {
    expect(first.result).toMatchObject({
      status: 'first',
      conform: { requests: 4, findings: 0, drift: [], added: [], unseen: 0 },
    });
    expect(read('report.md')).not.toContain('The API and its document');
    const section = read('report.md');

    const second = await night('2026-11-21', FOUR, lying);
    expect(second.result).toMatchObject({
      status: 'unchanged',
      conform: { findings: 2, drift: [UNDECLARED, NULL], added: [] },
    });
    expect(second.message).toContain('1 unchanged, 1 drifted');
    expect(second.message).toContain('*preprod: the API changed, its document did not*');
    expect(second.message).toContain('Thing.id was null in');
    const line =
      'preprod: The API was asked with 4 requests: 2 findings, 2 new with the same document.';
    expect(formatSummary(second.report).at(-1)).toBe(line);
    await writeSummary(join(cwd, 'summary.md'), second.report);
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain(`\n\n${line}\n`);
    expect(JSON.parse(read('night.json'))).toMatchObject({ conform: { drift: [{}, {}] } });
    // The report is that of the last package.
    expect(read('report.md')).toBe(section);
    expect(read('conform.md')).toMatch(/^## 2 findings at 2 places/);
    expect(JSON.parse(read('conform.json'))).toMatchObject({ requests: 4 });

    const third = await night('2026-11-22', FOUR, lying);
    expect(third.result).toMatchObject({ conform: { findings: 2, drift: [], added: [] } });
    expect(third.message).toBeUndefined();
    const files = readdirSync(join(cwd, 'reports/preprod')).sort();
    expect(files.filter((name) => name.startsWith('conform'))).toEqual([
      ...['conform.html', 'conform.json', 'conform.md'],
    ]);
    for (const name of files)
      expect(`${name} ${read(name).includes(CANARY)}`).toBe(`${name} false`);
  });

  it('call nothing drift that another document, or another question, explains', async () => {
    const changed = await night('2026-11-21', FIVE, lying);
    expect(changed.result).toMatchObject({
      status: 'changed',
      conform: { findings: 2, drift: [], added: [UNDECLARED, NULL] },
    });
    expect(changed.message).not.toContain('drifted');
    const [, section = ''] = read('report.md').split('## The API and its document\n');
    expect(section.trim().split('\n')).toEqual([
      expect.stringContaining('5 requests: 2 findings, 2 new for another reason. `conform.html`'),
      '',
      expect.stringMatching(/^- \*\*New\*\*: `Thing` .*colour/),
      expect.stringMatching(/^- \*\*New\*\*: `Thing.id` was null in/),
    ]);
    const worse: Answer = (path, body) =>
      path === '/B'
        ? new Response('{', { headers: { 'content-type': 'application/json' } })
        : lying(path, body);
    const asked = await night('2026-11-22', FIVE, worse, { budget: 9 });
    expect(asked.result).toMatchObject({ conform: { findings: 3, drift: [] } });
  });

  it('are as good without an API, say so, and forget nothing', async () => {
    const known = JSON.parse(read('night.json')) as { readonly known: object };
    const refused: Answer = () => new Response(CANARY, { status: 401 });
    const down: Answer = () => Promise.reject(new TypeError('fetch failed'));
    for (const [answer, why] of [
      [refused, 'the API answered 401: these credentials may not read it'],
      [down, 'GET'],
    ] as const) {
      const { result, warnings, message } = await night('2026-11-21', FOUR, answer);
      expect(result).toMatchObject({ status: 'unchanged', unasked: warnings[0] });
      expect(result.conform).toBeUndefined();
      expect(warnings).toEqual([expect.stringContaining(why)]);
      expect(message).toBeUndefined();
      expect(JSON.parse(read('night.json'))).toMatchObject({ known: known.known });
    }
  });
});

describe('the comparison of nights', () => {
  const finding = (id: string, ...operations: readonly string[]): SeenFinding => ({
    ...{ id, subject: `S.${id}`, message: 'was null', operations },
  });
  const known = { basis: 'a', answered: ['GET /x'], findings: ['1'] };

  it.each([
    ['what is known is not new', 'a', [finding('1', 'GET /x')], [], [], 0],
    ['a new finding is drift', 'a', [finding('2', 'GET /x')], ['2'], [], 1],
    ['one of another operation is none', 'a', [finding('2', 'GET /y')], [], ['2'], 1],
    ['with another basis there is none', 'b', [finding('2', 'GET /x')], [], ['2'], 1],
  ])('%s', (_, basis, findings, drift, added, unseen) => {
    const { conform } = compareNights(known, { basis, answered: [], requests: 1, findings });
    const ids = (noted: readonly { readonly id: string }[]) => noted.map(({ id }) => id);
    expect([ids(conform.drift), ids(conform.added), conform.unseen]).toEqual([
      drift,
      added,
      unseen,
    ]);
  });

  it('lists so much as a request has room for, as text', () => {
    const findings = Array.from({ length: 25 }, (_, at) => ({
      ...finding(String(at), 'GET /x'),
      message: 'has <img src=x> @everyone',
    }));
    const seen = { basis: 'a', answered: [], requests: 1, findings };
    const text = conformanceMarkdown(compareNights(known, seen).conform, findings);
    expect(text.match(/^- /gm)).toHaveLength(21);
    expect(text).toContain('- ... and 5 more');
    expect(text).not.toMatch(/(?<!\\)<img|@everyone/);
  });

  it.each([[undefined], [{}], [{ ...known, findings: [1] }], [{ ...known, answered: 'x' }]])(
    'takes %p for nothing',
    (value) => expect(parseKnown(value)).toBeUndefined(),
  );
});
