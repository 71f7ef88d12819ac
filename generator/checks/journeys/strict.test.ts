import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';
import { ExitCode } from '../../errors.js';

/** What the terminal says of the parts of a document that no code comes of, and what `--strict` makes of it. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-strict-'));
afterAll(() => {
  rmSync(work, { recursive: true });
});

/** Its `xml` changes nothing; its `if`, in two places, is lost. */
const documentWith = (keyword: object) => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: 'v1', license: { name: 'MIT' } },
  paths: { '/things': { get: { tags: ['Things'], responses: { 200: { description: 'OK' } } } } },
  components: {
    schemas: {
      A: { type: 'object', xml: { name: 'a' }, properties: { b: keyword, c: keyword } },
    },
  },
});

const LOSING = documentWith({ type: 'object', if: { required: ['d'] } });
const HARMLESS = documentWith({ type: 'object', xml: { name: 'b' } });

async function sdkgen(
  words: string,
  document: object,
): Promise<{ readonly code: ExitCode; readonly printed: string }> {
  writeFileSync(join(work, 'api.json'), JSON.stringify(document, null, 2));
  let printed = '';
  const stream = { write: (text: string) => (printed += text) };
  const code = await run([...words.split(' '), '--input', 'api.json', '--out', 'out'], {
    terminal: createTerminal(stream, stream, {}),
    env: {},
    cwd: work,
    today: '2026-11-24',
  });
  return { code, printed };
}

const lockOf = () => readFileSync(join(work, 'out', 'sdk.lock.json'), 'utf8');

it('a refused document leaves no folder', async () => {
  const { code, printed } = await sdkgen('generate --strict', LOSING);
  expect(code).toBe(ExitCode.Refused);
  expect(readdirSync(work)).toEqual(['api.json']);
  expect(printed.replace(join(work, '/'), '')).toBe(
    [
      "api.json:34:13: error part-unsupported: 'if' of a schema: the type has neither the properties nor the conditions that it adds. at components › schemas › A › properties › b › if and 1 more",
      '  hint: No code comes of it. If the SDK can do without, remove it with an overlay.',
      'info: the document has parts that change nothing in the SDK (xml, license); --json lists them.',
      'error: There is a warning, which `strict` does not accept.',
      '  hint: Correct the document with an overlay, or generate without `strict`.',
      '',
    ].join('\n'),
  );
});

it('a package that was made without it stays as it is', async () => {
  const made = await sdkgen('generate', LOSING);
  expect(made.code).toBe(ExitCode.Done);
  expect(made.printed).toContain('warning part-unsupported');
  const lock = lockOf();
  for (const words of ['generate --strict', 'check --strict']) {
    const { code } = await sdkgen(words, LOSING);
    expect([words, code, lockOf() === lock]).toEqual([words, ExitCode.Refused, true]);
  }
  expect((await sdkgen('check', LOSING)).code).toBe(ExitCode.Done);
});

it('what changes nothing is no warning', async () => {
  const { code, printed } = await sdkgen('generate --strict', HARMLESS);
  expect([code, printed.includes('(xml, license)')]).toEqual([ExitCode.Done, true]);
  const json = JSON.parse((await sdkgen('generate --strict --json', HARMLESS)).printed) as {
    readonly diagnostics: readonly object[];
  };
  expect(json.diagnostics).toMatchObject([
    {
      code: 'part-unused',
      severity: 'info',
      pointer: '/components/schemas/A/properties/b/xml',
      count: 3,
    },
    { code: 'part-unused', severity: 'info', pointer: '/info/license', count: 1 },
  ]);
});
