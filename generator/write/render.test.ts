import { StructureKind } from 'ts-morph';
import { Imports } from '../emit/index.js';
import { KIND, createSourceFile, createTypeAlias, type Statement } from '../emit/structures.js';
import { formatText, printFiles, renderFiles } from './index.js';

const HEADER = '// Made by a program.\n';

const file = (statements: readonly Statement[]) =>
  createSourceFile(HEADER, new Imports(), statements);
const rendered = async (statements: readonly Statement[]) => {
  const { texts } = await renderFiles(new Map([['src/a.ts', file(statements)]]));
  return texts.get('src/a.ts');
};

describe('KIND', () => {
  it.each(Object.entries(KIND))('has the number of ts-morph for %s', (name, kind) => {
    expect(StructureKind[kind]).toBe(name);
  });
});

describe('renderFiles', () => {
  it.each<[string, readonly Statement[], string]>([
    ['a text', ['export {};'], 'export {};\n'],
    ['an alias', [createTypeAlias('A', '"b"|  C', [])], "export type A = 'b' | C;\n"],
    [
      'aliases with comments, separated by empty lines',
      [
        createTypeAlias('A', 'string', ['One.']),
        createTypeAlias('B', 'string', ['Two.\n\nLines.']),
      ],
      '/** One. */\nexport type A = string;\n\n/**\n * Two.\n *\n * Lines.\n */\nexport type B = string;\n',
    ],
    [
      'an interface, its index signature first',
      [
        {
          kind: KIND.Interface,
          isExported: true,
          name: 'A',
          properties: [{ name: 'b', type: 'string', hasQuestionToken: true, docs: ['Text.'] }],
          indexSignatures: [{ keyName: 'key', keyType: 'string', returnType: 'unknown' }],
        },
      ],
      '\nexport interface A {\n  [key: string]: unknown;\n  /** Text. */\n  b?: string;\n}\n',
    ],
  ])('prints and formats %s', async (_, statements, want) => {
    expect(await rendered(statements)).toBe(HEADER + want);
  });

  it('does not change a final text', async () => {
    const files = new Map([['src/a.ts', { kind: 'final', text: 'a  =1' }] as const]);
    const { texts } = await renderFiles(files);
    expect(texts).toEqual(new Map([['src/a.ts', 'a  =1']]));
  });

  it('ends when `onFile` throws', async () => {
    const files = new Map([['a.ts', file(['export {};'])]]);
    await expect(
      renderFiles(files, {
        onFile: () => {
          throw new Error('too long');
        },
      }),
    ).rejects.toThrow('too long');
  });
});

describe('a text that does not parse', () => {
  it.each([
    ['a type without an end', [createTypeAlias('A', '{ b: string', [])], "'}' expected"],
    ['a comment that ends early', [createTypeAlias('A', 'string', ['a */ let'])], /./],
    ['a string without an end', ["export const a = 'b;"], 'Unterminated string literal'],
    ['no type', [createTypeAlias('A', '', [])], "'=' expected"],
    ['an invalid name', [createTypeAlias('a-b', 'string', [])], /./],
  ] as const)('throws an error with the path: %s', async (_, statements, why) => {
    const files = new Map([['src/models/broken.ts', file(statements)]]);
    const path = /^src\/models\/broken\.ts does not parse: .*\(\d+:\d+\)/;
    await expect(printFiles(files)).rejects.toThrow(path);
    await expect(printFiles(files)).rejects.toThrow(why);
    await expect(renderFiles(files)).rejects.toThrow(path);
  });

  it.each(['src/client.ts', 'package.json'])('throws for the template %s', async (path) => {
    const files = new Map([[path, { kind: 'template', text: '{ "a": ' } as const]]);
    await expect(renderFiles(files)).rejects.toThrow(`${path} does not parse: `);
  });

  it('is found by printFiles in a template', async () => {
    const files = new Map([['src/client.ts', { kind: 'template', text: 'class {' } as const]]);
    await expect(printFiles(files)).rejects.toThrow('src/client.ts does not parse: ');
  });

  it('is found by formatText', async () => {
    await expect(formatText('src/a.ts', 'const a = ;')).rejects.toThrow(
      /^src\/a\.ts does not parse: .*\(1:11\)/,
    );
  });
});
