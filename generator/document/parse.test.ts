import { documentOf, tryLoad } from './testing/load.js';

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

const nested = (levels: number) => `${'{"not":'.repeat(levels)}{}${'}'.repeat(levels)}`;
const deep = (levels: number) =>
  `{"openapi":"3.0.1","paths":{"/x":{"get":{}}},"components":{"schemas":{"T":${nested(levels)}}}}`;

describe('a text', () => {
  it.each<[string, string]>([
    ['JSON', JSON_TEXT],
    ['JSON with a byte order mark', `\uFEFF${JSON_TEXT}`],
    ['YAML', YAML_TEXT],
    ['JSON with a trailing comma, which YAML allows', JSON_TEXT.replace(/\}$/, ',}')],
    ['4 more levels than a document needs', deep(496)],
  ])('is read: %s', async (_, text) => {
    const { loaded, reported } = await tryLoad(text);
    expect(reported).toEqual([]);
    expect(Object.keys(loaded?.document.paths ?? {})).toEqual(['/x']);
  });

  it.each<[string, string, string]>([
    ['nothing', ' \n', 'not-a-document '],
    ['a page', '<!DOCTYPE html><html></html>', 'not-a-document '],
    ['words', 'just words', 'not-a-document '],
    ['a list', '[]', 'not-a-document '],
    ['another object', '{"a":1}', 'not-a-document '],
    ['a cut text', JSON_TEXT.slice(0, -2), 'syntax '],
    ['wrong YAML', 'a: b: c\n', 'syntax '],
    ['OpenAPI 4', '{"openapi":"4.0.0","paths":{}}', 'version-unsupported /openapi'],
    ['Swagger 1.2', '{"swagger":"1.2"}', 'version-unsupported /swagger'],
    ['no version but an object', '{"openapi":{}}', 'version-unsupported /openapi'],
    ['no paths', '{"openapi":"3.0.1"}', 'paths-empty '],
    ['no operation', '{"openapi":"3.0.1","paths":{"/x":{}}}', 'paths-empty '],
    ['no path but an extension', '{"swagger":"2.0","paths":{"x-a":{"get":{}}}}', 'paths-empty '],
    ['501 levels', deep(497), 'nesting-too-deep /components/schemas/T/not/not/not/not/not'],
    [
      'a million levels',
      deep(1_000_000),
      'nesting-too-deep /components/schemas/T/not/not/not/not/not',
    ],
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
    ['YAML', 'a:\n  b: c: d\n', 'Line 2, column 6: invalid YAML (block as implicit key).'],
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

  it('keeps the version of the API as it is spelt', async () => {
    const { loaded } = await tryLoad(YAML_TEXT);
    expect(loaded?.document.info).toEqual({ title: 'Test', version: '1.5' });
  });
});
