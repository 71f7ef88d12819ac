import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checksWith, compilerOptions, COMPILERS } from './compilers.js';
import { forbiddenIn } from './forbidden.js';
import { documentNames, documentsIn, isClean, tableText } from './index.js';
import { packageOf } from './packages.js';

describe('what gives its types up', () => {
  it.each([
    ['a type', 'const a: any = 1;', ['1: any']],
    ['a cast', 'const a = 1;\nconst b = a as any;', ['2: any']],
    ['inside another type', 'type A = Record<string, any[]>;', ['1: any']],
    ['a silenced line', 'f();\n// @ts-ignore\ng();', ['2: @ts-ignore']],
    ['in a block', '/* @ts-expect-error it is */ f();', ['1: @ts-expect-error']],
    ['at the end of a block', '/**\n * Text.\n * @ts-ignore\n */\nf();', ['3: @ts-ignore']],
    ['a whole file', '// @ts-nocheck\n', ['1: @ts-nocheck']],
    ['a text', `const a = 'as any, @ts-ignore';`, []],
    ['a comment that talks of it', '// any @ts-ignore is heard at the start alone', []],
    ['a property of that name', 'interface A { any?: string }\nconst b = { any: 1 };', []],
    ['a template', 'const a = `${b} as any`;', []],
  ])('%s', (_, source, want) => {
    expect(forbiddenIn(source).map(({ line, what }) => `${line}: ${what}`)).toEqual(want);
  });
});

describe('the documents of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-documents-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are its JSON and YAML files, sorted', async () => {
    for (const name of ['b.json', 'a.yml', 'c.yaml', 'README.md', 'list.tsv', 'B.JSON'])
      writeFileSync(join(folder, name), '');
    mkdirSync(join(folder, 'd.json'));
    expect(await documentsIn(folder)).toEqual(['B.JSON', 'a.yml', 'b.json', 'c.yaml']);
  });

  it('are asked for again when the folder is not there', async () => {
    await expect(documentsIn(join(folder, 'gone'))).rejects.toThrow(
      /gone' cannot be read: .*ENOENT/,
    );
  });

  it('keep their extension where two would have one name', () => {
    expect([...documentNames(['a.json', 'a.yaml', 'b.json']).values()]).toEqual([
      'a.json',
      'a.yaml',
      'b',
    ]);
  });

  it('that are refused are told with their reason', async () => {
    const path = join(folder, 'wrong.json');
    const schema = { $ref: '#/components/schemas/Gone' };
    const responses = { 200: { content: { 'application/json': { schema } } } };
    const info = { title: 'x', version: '1' };
    const paths = { '/x': { get: { responses } } };
    writeFileSync(path, JSON.stringify({ openapi: '3.0.4', info, paths }));
    const outcome = await packageOf(path, 'wrong', folder);
    expect(outcome.refused).toMatch(
      /^No SDK can be made .*\n  reference-unknown at \/paths\/.*Gone/,
    );
    expect(isClean({ ...outcome, errors: new Map() })).toBe(false);
  });
});

describe('the compilers', () => {
  it('are asked for no option that they do not know', () => {
    const [oldest, ...others] = COMPILERS.map(
      (compiler) => compilerOptions({ compiler, configuration: 'nodenext' })['erasableSyntaxOnly'],
    );
    expect(oldest).toBeUndefined();
    expect(others).toEqual([true, true, true]);
  });

  it('check strictly, libraries too, and without types that the user may not have', () => {
    for (const check of checksWith(COMPILERS))
      expect(compilerOptions(check)).toMatchObject({
        strict: true,
        skipLibCheck: false,
        types: [],
      });
  });
});

it('prints a table in columns', () => {
  expect(
    tableText([
      ['document', 'errors'],
      ['a', '10'],
    ]),
  ).toBe('document  errors\na             10');
});
