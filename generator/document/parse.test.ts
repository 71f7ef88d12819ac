import { documentOf, load, tryLoad } from './testing/load.js';

const JSON_TEXT = JSON.stringify(documentOf('3.0.1'));
const YAML_TEXT = `openapi: 3.0.1
info: { title: Test, version: 1.5 }
paths:
  /x:
    get:
      responses:
        200: { description: OK }
`;

/** Aliases that double at each line. */
const BOMB = `${YAML_TEXT}x-a0: &a0 [1, 1]\n${Array.from({ length: 40 }, (_, i) => `x-a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`;

/** Each alias is one level deeper than the one before it, though no line is. */
const LADDER = `${YAML_TEXT}x-a0: &a0 {}\n${Array.from({ length: 600 }, (_, i) => `x-a${i + 1}: &a${i + 1} { a: *a${i} }\n`).join('')}`;

/** Each mapping copies a thousand entries. */
const MERGES = `${YAML_TEXT}x-a: &a { ${Array.from({ length: 1001 }, (_, i) => `k${i}: 1`).join(', ')} }\n${Array.from({ length: 1000 }, (_, i) => `x-b${i}: { <<: *a }\n`).join('')}`;

const nested = (levels: number) => `${'{"items":'.repeat(levels)}{}${'}'.repeat(levels)}`;
const deep = (levels: number) =>
  `{"openapi":"3.0.1","paths":{"/x":{"get":{}}},"components":{"schemas":{"T":${nested(levels)}}}}`;

describe('a text', () => {
  it.each<[string, string]>([
    ['JSON', JSON_TEXT],
    ['JSON with a byte order mark', `\uFEFF${JSON_TEXT}`],
    ['YAML', YAML_TEXT],
    ['JSON with a trailing comma', JSON_TEXT.replace(/\}$/, ', // last\n}')],
    ['JSON with comments', `// first\n/* { */ ${JSON_TEXT.replaceAll(',', ', /* " */ ')} // last`],
    ['4 more levels than a document needs', deep(496)],
  ])('is read: %s', async (_, text) => {
    const { loaded, reported } = await tryLoad(text);
    expect(reported).toEqual([]);
    expect(Object.keys(loaded?.document.paths ?? {})).toEqual(['/x']);
  });

  it('is refused when its only path is an extension', async () => {
    const { loaded, reported } = await tryLoad('{"swagger":"2.0","paths":{"x-a":{"get":{}}}}');
    expect(reported).toEqual(['paths-empty ', 'extension-unused /paths/x-a']);
    expect(loaded).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['nothing', ' \n', 'not-a-document '],
    ['a page', '<!DOCTYPE html><html></html>', 'not-a-document '],
    ['words', 'just words', 'not-a-document '],
    ['a list', '[]', 'not-a-document '],
    ['another object', '{"a":1}', 'not-a-document '],
    ['a cut text', JSON_TEXT.slice(0, -2), 'syntax '],
    ['braces that only YAML could read', '{openapi: 3.0.1, paths: {}}', 'syntax '],
    ['a key twice in YAML', `${YAML_TEXT}info: {}\n`, 'syntax '],
    ['a merge key without a mapping', `${YAML_TEXT}x-a: { <<: 1 }\n`, 'syntax '],
    ['an alias before its anchor', `${YAML_TEXT}x-a: *a\nx-b: &a {}\n`, 'syntax '],
    ['merge keys that copy too much', MERGES, 'nesting-too-deep '],
    ['wrong YAML', 'a: b: c\n', 'syntax '],
    ['OpenAPI 4', '{"openapi":"4.0.0","paths":{}}', 'version-unsupported /openapi'],
    ['Swagger 1.2', '{"swagger":"1.2"}', 'version-unsupported /swagger'],
    ['no version but an object', '{"openapi":{}}', 'version-unsupported /openapi'],
    ['no paths', '{"openapi":"3.0.1"}', 'paths-empty '],
    ['no operation', '{"openapi":"3.0.1","paths":{"/x":{}}}', 'paths-empty '],
    [
      '501 levels',
      deep(497),
      'nesting-too-deep /components/schemas/T/items/items/items/items/items',
    ],
    [
      'a million levels',
      deep(1_000_000),
      'nesting-too-deep /components/schemas/T/items/items/items/items/items',
    ],
    [
      'YAML of 501 levels',
      `openapi: 3.0.1\nx-a: ${'['.repeat(501)}${']'.repeat(501)}\n`,
      'nesting-too-deep ',
    ],
    ['YAML of 100 000 levels', `openapi: 3.0.1\nx-a: ${'['.repeat(100_000)}`, 'nesting-too-deep '],
    ['an alias that contains itself', `${YAML_TEXT}x-a: &a { b: *a }\n`, 'nesting-too-deep /x-a'],
    ['a bomb of aliases', BOMB, 'nesting-too-deep '],
    ['a ladder of aliases', LADDER, 'nesting-too-deep '],
  ])('is refused: %s', async (_, text, want) => {
    const { loaded, reported } = await tryLoad(text);
    expect(reported).toEqual([want]);
    expect(loaded).toBeUndefined();
  });

  it.each<[string, string, string]>([
    ['JSON', '{\n  "a": 1\n  "b": 2,\n', 'Line 3, column 3: invalid JSON (comma expected).'],
    [
      'JSON with comments',
      '{ // a\n  "a": 1, /*\n*/ b\n',
      'Line 3, column 4: invalid JSON (invalid symbol).',
    ],
    ['YAML', 'a:\n  b: c: d\n', 'Line 2, column 6: invalid YAML (block as implicit key).'],
    ['YAML', 'a: 1\nb: 2\na: 3\n', 'Line 3, column 1: invalid YAML (duplicate key).'],
  ])('is reported with the position of the error in %s', async (_, text, want) => {
    expect((await tryLoad(text)).messages).toEqual([want]);
  });

  it.each<[string, string, string]>([
    ['JSON', JSON_TEXT, '3.0.1'],
    ['a number in YAML', YAML_TEXT.replace('3.0.1', '3.1'), '3.1'],
    ['an integer in YAML', YAML_TEXT.replace('openapi: 3.0.1', 'swagger: 2.0'), '2.0'],
    ['a future patch version', JSON_TEXT.replace('3.0.1', '3.1.9'), '3.1.9'],
  ])('declares its version: %s', async (_, text, want) => {
    expect((await tryLoad(text)).loaded?.publishedVersion).toBe(want);
  });

  it.each(['1.5', '1.0', '1.10', '2020-01-01', '007', '1e3', 'true'])(
    'keeps the version of the API as it is spelt: %s',
    async (version) => {
      const { loaded } = await tryLoad(YAML_TEXT.replace('1.5', version));
      expect(loaded?.document.info).toEqual({ title: 'Test', version });
    },
  );
});

describe('a merge key', () => {
  it.each<[string, string, unknown]>([
    ['of one mapping', '{ <<: *a, z: 3 }', { x: 1, y: 2, z: 3 }],
    ['below what it is merged into', '{ x: 3, <<: *a }', { x: 3, y: 2 }],
    ['above it', '{ <<: *a, x: 3 }', { x: 3, y: 2 }],
    ['of a list, whose first mapping wins', '{ <<: [*b, *a] }', { x: 9, y: 2 }],
    ['twice, of which the first wins', '{ <<: *b, <<: *a }', { x: 9, y: 2 }],
    ['of a mapping that merges another', '{ <<: { <<: *a, y: 4 } }', { x: 1, y: 4 }],
    ['that is quoted, which is a property', '{ "<<": *b }', { '<<': { x: 9 } }],
  ])('%s', async (_, written, want) => {
    const text = `${YAML_TEXT}x-a: &a { x: 1, y: 2 }\nx-b: &b { x: 9 }\nx-c: ${written}\n`;
    expect((await load(text)).published['x-c']).toEqual(want);
  });

  it('adds responses and properties', async () => {
    const { document } = await load(`openapi: 3.0.1
info: { title: Test, version: '1' }
x-errors: &errors
  400: { description: Bad }
  500: { description: Worse }
x-base: &base
  type: object
  properties: { s: { type: string } }
paths:
  /x:
    get:
      responses:
        <<: *errors
        200: { description: OK }
        500: { description: Mine }
components:
  schemas:
    Merged: { <<: *base, required: [s] }
`);
    expect(document.paths['/x']?.get?.responses).toEqual({
      200: { description: 'OK' },
      400: { description: 'Bad' },
      500: { description: 'Mine' },
    });
    expect(document.components.schemas['Merged']).toEqual({
      type: 'object',
      properties: { s: { type: 'string' } },
      required: ['s'],
    });
  });
});

describe('the values of an enum', () => {
  it.each<[string, object, string[]]>([
    ['of its type', { type: 'string', enum: ['1', null] }, []],
    ['of one of its types', { type: ['string', 'integer'], enum: ['a', 1] }, []],
    ['that are integers among numbers', { type: 'number', enum: [1, 1.5] }, []],
    ['without a type', { enum: [1, 'a', true] }, []],
    ['numbers as text, of an integer', { type: 'integer', enum: ['1'] }, []],
    ['numbers of a text', { type: 'string', enum: ['a', 1] }, ['enum']],
    ['a fraction of an integer', { type: 'integer', enum: [1.5] }, ['enum']],
    ['a boolean', { type: 'string', const: true }, ['const']],
  ])('are reported when their type does not allow them: %s', async (_, schema, want) => {
    const { reported } = await tryLoad(
      documentOf('3.1.0', { components: { schemas: { T: schema } } }),
    );
    expect(reported).toEqual(want.map((key) => `enum-value-mismatch /components/schemas/T/${key}`));
  });
});

describe('values without quotation marks in an enumeration of a YAML text', () => {
  it.each<[string, string, string[]]>([
    ['numbers of a text', '{ type: string, enum: [1.0, a] }', ['/components/schemas/T/enum']],
    ['a boolean of a text', '{ type: string, enum: [true] }', ['/components/schemas/T/enum']],
    [
      'numbers inside',
      '{ properties: { a/b: { type: string, enum: [1] } } }',
      ['/components/schemas/T/properties/a~1b/enum'],
    ],
    ['words, dates and null', '{ type: string, enum: [on, no, 2020-01-01, null] }', []],
    ['numbers in quotation marks', "{ type: string, enum: ['1.0'] }", []],
    ['numbers of a number', '{ type: number, enum: [1.0] }', []],
  ])('are told where they are text: %s', async (_, schema, want) => {
    const { reported } = await tryLoad(`${YAML_TEXT}components: { schemas: { T: ${schema} } }\n`);
    expect(reported).toEqual(want.map((pointer) => `enum-unquoted ${pointer}`));
  });
});

describe('a value that YAML reads as no text', () => {
  const read = async (schema: string) => {
    const text = `${YAML_TEXT}components: { schemas: { N: &n { enum: &list [1.0, 2] }, T: ${schema} } }\n`;
    return (await load(text)).document.components.schemas['T'];
  };

  it.each<[string, string, unknown]>([
    [
      'an enum of text',
      '{ type: string, enum: [1.0, on, NO, 2020-01-01, 0x1F, true, 1_000, null] }',
      {
        type: 'string',
        enum: ['1.0', 'on', 'NO', '2020-01-01', '0x1F', 'true', '1_000', null],
      },
    ],
    [
      'more digits than a number has',
      '{ type: string, enum: [12345678901234567890] }',
      { type: 'string', enum: ['12345678901234567890'] },
    ],
    [
      'an alias of a list of numbers',
      '{ type: string, enum: *list }',
      { type: 'string', enum: ['1.0', '2'] },
    ],
    [
      'const, default and example',
      '{ type: string, const: 1.0, default: 1.0, example: 1.0 }',
      { type: 'string', const: '1.0', default: '1.0', example: '1.0' },
    ],
    [
      'inside a default',
      '{ type: array, items: { type: string }, default: [1.0] }',
      { type: 'array', items: { type: 'string' }, default: ['1.0'] },
    ],
    ['an enum of numbers', '{ type: number, enum: [1.0] }', { type: 'number', enum: [1] }],
    ['an enum without a type', '{ enum: [1.0, no] }', { enum: [1, 'no'] }],
    [
      'names of properties',
      '{ properties: { 1.0: {}, on: {}, null: {}, 200: {} }, required: [1.0] }',
      { properties: { '1.0': {}, on: {}, null: {}, 200: {} }, required: ['1.0'] },
    ],
  ])('is as it is written: %s', async (_, schema, want) => {
    expect(await read(schema)).toEqual(want);
  });
});
