import * as ts from 'typescript';
import type { Constraints, Docs } from '../model/model.js';
import { describeConstraints, printComment, createDocsComment, printParamTag } from './jsdoc.js';

const textOf = (docs: Docs) => printComment(createDocsComment(docs));

describe('printComment', () => {
  it.each<[string, Docs, string | undefined]>([
    ['nothing', {}, undefined],
    ['blank texts', { summary: ' ', description: '\n\n' }, undefined],
    ['summary, then description', { summary: 'S', description: 'D' }, 'S\n\nD'],
    ['a description that repeats the summary', { summary: 'S', description: 'S ' }, 'S'],
    ['several lines', { description: 'a  \r\n\r\n  b\u2028c' }, 'a\n\n  b\nc'],
    ['a format', { format: 'date-time' }, 'Date and time, ISO 8601.'],
    [
      'a format of .NET',
      { format: 'date-span' },
      'Duration, .NET `TimeSpan`: `[d.]hh:mm:ss[.fffffff]`.',
    ],
    ['an unknown format', { format: 'plate' }, 'Format: `plate`.'],
    ['a format that the type implies', { format: 'int32' }, undefined],
    ['a format named like a member of Object', { format: 'constructor' }, 'Format: `constructor`.'],
    ['constraints', { constraints: { minLength: 1, maxLength: 9 } }, '1 to 9 characters.'],
    ['a default', { defaultValue: 'a' }, '@defaultValue `"a"`'],
    ['a default of null', { defaultValue: null }, '@defaultValue `null`'],
    ['an example', { example: { a: [1] } }, '@example `{"a":[1]}`'],
    ['deprecation', { deprecated: true }, '@deprecated'],
    [
      'everything, in one order',
      {
        deprecated: true,
        example: 2,
        defaultValue: 1,
        constraints: { minimum: 0 },
        format: 'int64',
        description: 'D',
        summary: 'S',
      },
      'S\n\nD\n\n64-bit integer: exact up to `Number.MAX_SAFE_INTEGER`.\n\nAt least 0.\n\n@defaultValue `1`\n@example `2`\n@deprecated',
    ],
  ])('%s', (_, docs, want) => {
    expect(textOf(docs)).toBe(want);
  });

  it('shortens a long value', () => {
    const text = textOf({ example: 'x'.repeat(1000) }) ?? '';
    expect(text).toMatch(/^@example `"x+…`$/);
    expect(text.length).toBeLessThan(250);
  });
});

it('shows the digits of a 64-bit integer as its type is', () => {
  const print = (runtimeType?: 'bigint' | 'digits') =>
    printComment(
      createDocsComment({
        format: 'int64',
        example: '1234567890123456789',
        ...(runtimeType && { runtimeType }),
      }),
    )
      ?.split('\n')
      .at(-1);
  expect([print(), print('bigint'), print('digits')]).toEqual([
    '@example `1234567890123456789`',
    '@example `1234567890123456789n`',
    '@example `"1234567890123456789"`',
  ]);
});

describe('a page that says more', () => {
  it.each<[NonNullable<Docs['see']>, string]>([
    [{ url: 'https://docs.example/a' }, '@see https://docs.example/a'],
    [
      { url: 'https://docs.example/a', description: 'All about\nit.' },
      '@see All about it: https://docs.example/a',
    ],
    [{ url: 'x */ @throws y' }, '@see x%20*\\/%20@throws%20y'],
  ])('%j', (see, want) => {
    expect(printComment(createDocsComment({ see }))).toBe(want);
  });
});

describe('printParamTag', () => {
  it.each<[Docs, string | undefined]>([
    [{}, undefined],
    [{ description: 'The plate' }, '@param plate - The plate.'],
    [{ description: 'The plate.\n Required.' }, '@param plate - The plate.\n Required.'],
    [
      { description: 'One of:\n\n- a\n- b', example: 'a' },
      '@param plate - One of:\n\n- a\n- b.\nExample: `"a"`.',
    ],
    [{ format: 'uuid', example: 'a' }, '@param plate - UUID. Example: `"a"`.'],
    [
      { deprecated: true, description: 'Old', constraints: { maxLength: 9 }, defaultValue: 1 },
      '@param plate - Deprecated. Old. At most 9 characters. Default: `1`.',
    ],
  ])('of %j', (docs, want) => {
    expect(printParamTag('plate', docs)).toBe(want);
  });
});

/** Lets the compiler read a comment: its tags and links, and the number of statements after it. */
function parseComment(comment: string) {
  const lines = comment.split('\n').map((line) => ` * ${line}`);
  const text = `/**\n${lines.join('\n')}\n */\nexport const value = 1;\n`;
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ES2022, true);
  const [statement] = file.statements;
  if (statement === undefined) throw new Error(`No statement in:\n${text}`);
  const links: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJSDocLink(node) || ts.isJSDocLinkCode(node) || ts.isJSDocLinkPlain(node))
      links.push(node.getText());
    ts.forEachChild(node, visit);
  };
  ts.getJSDocCommentsAndTags(statement).forEach(visit);
  return {
    statements: file.statements.length,
    tags: ts.getJSDocTags(statement).map(({ tagName }) => tagName.text),
    links,
  };
}

describe('a hostile text', () => {
  const HOSTILE = [
    'ends */ export const evil = 1; /*',
    'ends *\u200b/ with something hidden *\u0000/',
    'ends *\n/ on the next line',
    '**/',
    '@deprecated at the start',
    'text\n@deprecated on a line',
    'text\n   @deprecated indented',
    'text\n * @deprecated behind a star',
    'in the middle @deprecated of a line',
    'behind a tab\t@deprecated',
    'behind (@deprecated a bracket',
    '{@link evil} and {@inheritDoc evil} and {@linkcode evil}',
    '{ @link evil}',
    'in `code @deprecated` itself',
    'a lone ` backtick',
    'a fence ```\n@deprecated\n``` of code',
    '\u202e*/ reversed',
    '\u2028@deprecated behind a separator',
    '\r@deprecated behind a return',
    '\\@deprecated behind a backslash',
    '`',
  ];
  const LOCATIONS: readonly (readonly [
    string,
    (text: string) => string | undefined,
    readonly string[],
  ])[] = [
    ['summary', (text) => textOf({ summary: text, deprecated: true }), ['deprecated']],
    ['description', (text) => textOf({ description: text, deprecated: true }), ['deprecated']],
    ['format', (text) => textOf({ format: text }), []],
    ['pattern', (text) => textOf({ constraints: { pattern: text } }), []],
    ['default', (text) => textOf({ defaultValue: text }), ['defaultValue']],
    ['example', (text) => textOf({ example: { [text]: text } }), ['example']],
    [
      'description of a parameter',
      (text) =>
        printComment({
          paragraphs: [],
          tags: [printParamTag('x', { description: text }) ?? '', '@returns it'],
        }),
      ['param', 'returns'],
    ],
    [
      'path',
      (text) =>
        printComment(createDocsComment({}, { notes: [`\`GET /${text.replaceAll('`', "'")}\``] })),
      [],
    ],
  ];
  const table = LOCATIONS.flatMap(([location, print, tags]) =>
    HOSTILE.map((text) => [location, text, print, tags] as const),
  );

  it.each(table)('as %s: %j', (_, text, print, tags) => {
    expect(parseComment(print(text) ?? '')).toEqual({ statements: 1, tags, links: [] });
  });

  it('loses its invisible characters', () => {
    expect(textOf({ summary: 'a\u202eb\u0007c\ud800d' })).toBe('abcd');
  });

  it('keeps e-mail addresses, code, and the links of notes', () => {
    const comment = createDocsComment(
      { description: 'Write to fleet@example.com, see `x`.' },
      { notes: ['See {@link Vehicle}.'] },
    );
    const text = printComment(comment) ?? '';
    expect(text).toBe('Write to fleet@example.com, see `x`.\n\nSee {@link Vehicle}.');
    expect(parseComment(text).links).toEqual(['{@link Vehicle}']);
  });
});

describe('describeConstraints', () => {
  it.each<[Constraints, string]>([
    [{}, ''],
    [{ minimum: 1, maximum: 100 }, 'From 1 to 100.'],
    [{ minimum: 5, maximum: 5 }, 'Exactly 5.'],
    [{ minimum: 0 }, 'At least 0.'],
    [{ maximum: -1.5 }, 'At most -1.5.'],
    [{ exclusiveMinimum: 0 }, 'More than 0.'],
    [{ exclusiveMinimum: 0, maximum: 10 }, 'More than 0, at most 10.'],
    [{ minimum: 0, exclusiveMaximum: 10 }, 'At least 0, less than 10.'],
    [{ minimum: 0, maximum: Number.MAX_VALUE }, 'At least 0.'],
    [{ minimum: -Number.MAX_VALUE, maximum: Number.MAX_VALUE }, ''],
    [{ minimum: 0, maximum: 90, multipleOf: 5 }, 'From 0 to 90; a multiple of 5.'],
    [{ minLength: 0, maxLength: 50 }, 'At most 50 characters.'],
    [{ minLength: 1, maxLength: 2 ** 31 - 1 }, 'At least 1 character.'],
    [{ minLength: 2, maxLength: 2 }, 'Exactly 2 characters.'],
    [{ minLength: 1, maxLength: 9, pattern: '^[A-Z]+$' }, '1 to 9 characters; matches `^[A-Z]+$`.'],
    [{ pattern: '`x`' }, "Matches `'x'`."],
    [{ minItems: 1, uniqueItems: true }, 'At least 1 item; unique items.'],
    [{ maxItems: 1 }, 'At most 1 item.'],
    [{ minProperties: 2, maxProperties: 3 }, '2 to 3 properties.'],
  ])('%j is "%s"', (given, want) => {
    expect(describeConstraints(given)).toBe(want);
  });
});
