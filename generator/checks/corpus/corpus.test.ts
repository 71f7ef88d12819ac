import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { formatTable, listDocuments } from '../program.js';
import { COMPILERS, createChecks, getCompilerOptions } from './compilers.js';
import { isClean } from './index.js';
import { findForbidden, generatePackage } from './packages.js';

describe('giving up types', () => {
  it.each([
    ['a type', 'const a: any = 1;', ['1: any']],
    ['a cast', 'const a = 1;\nconst b = a as any;', ['2: any']],
    ['inside another type', 'type A = Record<string, any[]>;', ['1: any']],
    ['a silenced line', 'f();\n// @ts-ignore\ng();', ['2: @ts-ignore']],
    ['in a block', '/* @ts-expect-error reason */ f();', ['1: @ts-expect-error']],
    ['at the end of a block', '/**\n * Text.\n * @ts-ignore\n */\nf();', ['3: @ts-ignore']],
    ['a whole file', '// @ts-nocheck\n', ['1: @ts-nocheck']],
    ['a string', `const a = 'as any, @ts-ignore';`, []],
    ['a comment that mentions it', '// any @ts-ignore counts only at the start', []],
    ['a property of that name', 'interface A { any?: string }\nconst b = { any: 1 };', []],
    ['a template', 'const a = `${b} as any`;', []],
  ])('%s', (_, source, want) => {
    expect(findForbidden(source).map(({ line, what }) => `${line}: ${what}`)).toEqual(want);
  });
});

describe('the documents of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are its JSON and YAML files, sorted, with an extension only where two have the same name', async () => {
    for (const name of ['b.json', 'a.yml', 'a.json', 'c.yaml', 'README.md', 'list.tsv', 'B.JSON'])
      writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'd.json'));
    const documents = await listDocuments(folder);
    expect(documents.map(({ path, name }) => [basename(path), name])).toEqual([
      ['B.JSON', 'B'],
      ['a.json', 'a.json'],
      ['a.yml', 'a.yml'],
      ['b.json', 'b'],
      ['c.yaml', 'c'],
    ]);
  });

  it('cannot be listed when the folder does not exist', async () => {
    await expect(listDocuments(join(folder, 'gone'))).rejects.toThrow(
      /gone' cannot be read: .*ENOENT/,
    );
  });

  it('are reported with the reason when they are refused', async () => {
    const path = join(folder, 'wrong.json');
    const schema = { $ref: '#/components/schemas/Gone' };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    const info = { title: 'x', version: '1' };
    const paths = { '/x': { get: { responses } } };
    writeFileSync(path, JSON.stringify({ openapi: '3.0.4', info, paths }));
    const outcome = await generatePackage({ path, name: 'wrong' }, folder);
    expect(outcome.refused).toMatch(
      /^No SDK can be made .*\n {2}reference-unknown at \/paths\/.*Gone/,
    );
    expect(isClean({ ...outcome, errors: new Map() })).toBe(false);
  });
});

describe('the compilers', () => {
  it('get no option that they do not have', () => {
    const [oldest, ...others] = COMPILERS.map(
      (compiler) =>
        getCompilerOptions({ compiler, configuration: 'nodenext' })['erasableSyntaxOnly'],
    );
    expect(oldest).toBeUndefined();
    expect(others).toEqual([true, true, true]);
  });

  it('check strictly, including libraries, and without types that a user may not have', () => {
    for (const check of createChecks(COMPILERS))
      expect(getCompilerOptions(check)).toMatchObject({
        strict: true,
        skipLibCheck: false,
        types: [],
      });
  });
});

it('prints a table in columns', () => {
  expect(
    formatTable([
      ['document', 'errors'],
      ['a', '10'],
    ]),
  ).toBe('document  errors\na             10');
});
