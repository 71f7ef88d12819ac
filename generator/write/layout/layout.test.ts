import * as fc from 'fast-check';
import { createPrettier } from '../format.js';
import { layOut } from './index.js';
import { layOutMarkdown } from './markdown.js';

const prettier = createPrettier();

async function expectAsPrettier(text: string): Promise<void> {
  expect(layOut(text)).toBe(await prettier.format('a.ts', text));
}

const LONG = 'AVeryLongNameOfATypeThatLeavesNoRoomForAnotherOneBesideItOnTheLine';

describe('layOut gives the bytes of prettier', () => {
  it.each([
    ['imports that fit', "import type { A, B } from './a.js';\n"],
    [
      'imports that do not',
      `import type { ${LONG}, Another } from '../models/a-name-that-is-long.js';\n`,
    ],
    ['one import that does not', `import type { ${LONG}${LONG} } from '../models/a-name.js';\n`],
    ['an export of everything', "export * from './a.js';\n"],
    ['an empty module', 'export {};\n'],
    ['a comment of stars, out of place', '/**\n * a\n   *  b\n* c\n */\nexport type A = string;\n'],
    ['blank lines, too many', 'export type A = string;\n\n\n\nexport type B = string;\n'],
    ['a union of names', `export type A = ${LONG} | ${LONG};\n`],
    ['a union of two members and null', `export interface A {\na: ${LONG} | B | null;\n}\n`],
    ['a name and null', `export interface A {\n${LONG}: ${LONG} | null;\n}\n`],
    ['a list of a union', `export interface A {\n${LONG}: (${LONG} | 'b')[];\n}\n`],
    ['an intersection', `export type A = ${LONG} & ${LONG} & { a: string };\n`],
    ['an intersection in a union', `export type A = (${LONG} & B) | (${LONG} & C);\n`],
    [
      'an object within a list, with comments',
      'export interface A {\na?: {\n/** One. */\nb: {\nc: string;\n}[];\n\nd?: number;\n} | null;\n}\n',
    ],
    ['an index signature', `export type A = { [key: string]: ${LONG} | ${LONG} };\n`],
    ['a tuple', `export interface A {\na: [${LONG}, string?, ...${LONG}[]];\n}\n`],
    ['arguments of types', `export type A = ApiError<${LONG} | ${LONG}>;\n`],
    ['an object as the argument of a type', 'export type A = ApiError<{\na: string;\n}>;\n'],
    [
      'an access by key',
      `export type A = (typeof ${LONG})[keyof typeof ${LONG}] | (string & {});\n`,
    ],
    ['strings with quotes', `export type A = 'it\\'s' | "say \\"it\\"" | 'a"b' | '${LONG}';\n`],
    [
      'a function that is too wide',
      `export function f(client: ApiCaller, params: ${LONG} = {}, options?: B): ApiPromise<A> {\nreturn client.call({ method: 'GET', path: path\`/a/\${b}\`, query: queryOf({ a: params.a, b: params['b-c'] }) }, options);\n}\n`,
    ],
    [
      'a function whose result is an object of its own',
      'export function f(client: ApiCaller): ApiPromise<{\na: string;\n}> {\nreturn client.call({ method: "GET" });\n}\n',
    ],
    [
      'a class',
      `export class A {\nreadonly #client: ApiCaller;\n\nconstructor(client: ApiCaller) {\nthis.#client = client;\n}\n\n/** Does. */\nf(a: ${LONG}, b: ${LONG}): ApiPromise<A | undefined> {\nreturn f(this.#client, a, b);\n}\n}\n`,
    ],
    ['an enum', 'export enum A {\n/** a */\nB = "b",\n\'c-d\' = 1,\n}\n'],
    [
      'an object that is constant',
      "export const A = {\n/** a */\nB: \"b\",\n'c': 1,\n\n'd-e': -1,\n} as const;\n",
    ],
    [
      'a client that is made',
      `const client = new ${LONG}({ tokenStore: new FileTokenStore('.token.json'), a: 'b' });\n`,
    ],
    [
      'a codec',
      `export const ${LONG}: Codec = { properties: { a: { items: () => ${LONG} }, b: 'date', c: () => ${LONG} } };\n`,
    ],
  ])('%s', async (_what, text) => {
    await expectAsPrettier(text);
  });

  it('whatever type a property has, however long its names are', async () => {
    const { type } = fc.letrec<{ type: Printed; operand: Printed }>((tie) => ({
      operand: fc.oneof(
        { maxDepth: 4 },
        name().map(alone),
        fc
          .constantFrom('string', 'unknown', 'null', "'text'", '5', 'Record<string, never>')
          .map(alone),
        tie('type').map(({ text, isUnion }) => alone(isUnion ? `(${text})[]` : `${text}[]`)),
        fc
          .tuple(name(), fc.array(tie('type'), { minLength: 1, maxLength: 2 }))
          .map(([of, all]) => alone(`${of}<${all.map(({ text }) => text).join(', ')}>`)),
        fc
          .array(fc.tuple(name(), fc.boolean(), tie('type')), { minLength: 1, maxLength: 3 })
          .map((members) => {
            const lines = members.map(
              ([key, may, { text }]) => `${key.toLowerCase()}${may ? '?' : ''}: ${text};`,
            );
            return alone(`{\n${lines.join('\n')}\n}`);
          }),
      ),
      type: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        tie('operand'),
        fc
          .array(tie('operand'), { minLength: 2, maxLength: 4 })
          .map((all) => ({ text: all.map(({ text }) => text).join(' | '), isUnion: true })),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(name(), type, type, async (key, { text: one }, { text: other }) => {
        const property = `${key.toLowerCase()}?: ${one};`;
        await expectAsPrettier(`export interface A {\n${property}\n}\n`);
        await expectAsPrettier(`export type A = ${one};\n`);
        await expectAsPrettier(
          `export function f(a: ${key}, b?: ${key}): ApiPromise<${other}> {\nreturn client.call(a, b);\n}\n`,
        );
      }),
      { numRuns: 100, seed: 8 },
    );
  });
});

it('reads a string of many megabytes, and one that never ends, without losing itself in it', () => {
  const text = 'x'.repeat(20_000_000);
  expect(layOut(`export type A = '${text}';\n`)).toBe(`export type A =\n  '${text}';\n`);
  expect(layOut(`export type A = '${text}\\`)).toBeUndefined();
});

describe('layOutMarkdown', () => {
  const markdown = (code: string) => `# A\n\n\`\`\`ts\n${code}\n\`\`\`\n`;

  it.each([
    `import { ${LONG}, another } from '@a/package';`,
    `const client = new ${LONG}({ tokenStore: new FileTokenStore('.token.json') });`,
  ])('gives the bytes of prettier: %s', async (code) => {
    const text = markdown(code);
    expect(layOutMarkdown(text)).toBe(await prettier.format('a.md', text));
  });

  it('leaves to prettier what is too wide and not known', () => {
    expect(layOutMarkdown(markdown(`await client.${LONG}(${LONG});`))).toBeUndefined();
  });
});

describe('layOut leaves to prettier', () => {
  it.each([
    ['a statement that is never printed', 'if (a) {\n  b();\n}\n'],
    ['a function type', `export type A = (a: ${LONG}, b: ${LONG}) => void;\n`],
    ['a comment within a line', `export type A = /** a */ ${LONG} | ${LONG};\n`],
    ['a key of other letters', "export const A = {\n'\u0410': 1,\n} as const;\n"],
    ['text that does not parse', 'export interface A {\na: |;;\n'],
  ])('%s', (_what, text) => {
    expect(layOut(text)).toBeUndefined();
  });

  it.each([
    "import { if } from './a.js';",
    "import { A, if } from './a.js';",
    "import { A as if } from './a.js';",
    'export type if = A;',
    'export type A = if;',
    'export interface if {\n}',
    'export interface if extends B {\n}',
    'export interface A extends if {\n}',
    'export interface A extends B, if {\n}',
    'export interface A {\na: if;\n}',
    'export interface A {\nreadonly a?: B | if;\n}',
    'export interface A {\na: if | B;\n}',
    'export interface A {\na: if<B>;\n}',
    'export interface A {\na: B<if>;\n}',
    'export interface A {\na: B<C, if>;\n}',
    'export interface A {\na: if[];\n}',
    'export class if {\n}',
    'export class if extends B {\n}',
    'export class A extends if {\n}',
    'export class A {\nreadonly a: if;\n}',
    'export class A {\nreadonly a = new if(this);\n}',
    'export enum if {\n}',
  ])('a reserved word where a name stands: %j', (text) => {
    expect(layOut(`${text.replaceAll('if', 'Name')}\n`)).toBeDefined();
    expect(layOut(`${text}\n`)).toBeUndefined();
  });
});

interface Printed {
  readonly text: string;
  readonly isUnion: boolean;
}

function alone(text: string): Printed {
  return { text, isUnion: false };
}

function name(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom('Pet', 'Vehicle', 'Trip'), fc.nat(45))
    .map(([start, length]) => `${start}${'x'.repeat(length)}`);
}
