import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run } from './index.js';
import { createTerminal } from './terminal.js';

/**
 * What a new user gets wrong, and every word that is printed then. `UPDATE_GOLDEN=1` writes the transcript anew, for a
 * person to read.
 */
const TRANSCRIPT = join(__dirname, 'testing', 'wrong-command-lines.txt');

const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'sdkgen-wrong-')));
beforeAll(() => {
  const document = { openapi: '3.0.4', info: { title: 'A', version: '1' } };
  const paths = { '/a/{id}': { get: { responses: { 204: { description: 'OK' } } } } };
  const files = {
    'api.json': JSON.stringify({ ...document, paths }),
    'empty.json': ' \n',
    'mark.json': '\uFEFF',
    'page.html': '<!doctype html>\n<title>Swagger UI</title>',
    'error.json': '{"error":"unauthorized"}',
    'cut.json': JSON.stringify({ ...document, paths }).slice(0, 70),
    'nothing.json': JSON.stringify({ ...document, paths: {} }),
    'package.json': '{"name":"left-pad"}',
    'broken.json': JSON.stringify({
      ...document,
      paths: { '/a/{id}': { get: { responses: { 200: { $ref: '#/x' } } } } },
    }),
    'misspelt.config.json': '{ "packagName": "x", "names": { "types": { "a/b": "x-y" } } }',
    'theirs/index.js': '',
  };
  mkdirSync(join(cwd, 'theirs'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
});
afterAll(() => rmSync(cwd, { recursive: true }));

async function transcribe(line: string): Promise<string> {
  const printed = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (printed[name] += text) });
  const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );
  const code = await run(words, {
    terminal: createTerminal(stream('out'), stream('err'), {}),
    env: {},
    cwd,
    today: '2026-11-24',
  });
  return `$ ${line}\n${(printed.out + printed.err).replaceAll(cwd, '<here>').replaceAll(dirname(cwd), '<above>').replaceAll(basename(cwd), '<folder>')}exit ${code}\n`;
}

const blocks = readFileSync(TRANSCRIPT, 'utf8')
  .split(/\n(?=\$ )/)
  .map((block) => `${block.trimEnd()}\n`);
const lineOf = (block: string): string => /^\$ ?(.*)/.exec(block)?.[1] ?? '';

if (process.env['UPDATE_GOLDEN'] !== undefined)
  it('is written anew', async () => {
    const written = [];
    for (const block of blocks) written.push(await transcribe(lineOf(block)));
    writeFileSync(TRANSCRIPT, written.join('\n'));
  });
else
  it.each(blocks.map((block) => [lineOf(block), block]))('%s', async (line, want) => {
    expect(await transcribe(line)).toBe(want);
  });

it('covers each command with twenty wrong lines, none of which succeeds', () => {
  const counts = ['generate', 'check', 'diff', 'nightly', 'sandbox'].map(
    (name) => blocks.filter((block) => new RegExp(`^\\$ ${name}\\b`).test(block)).length,
  );
  for (const count of counts) expect(count).toBeGreaterThanOrEqual(20);
  expect(blocks.filter((block) => block.endsWith('exit 0\n'))).toEqual([]);
});
