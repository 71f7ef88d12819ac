import { createLocator } from './index.js';

const JSON_TEXT = `{
  "paths": {
    "/x": { "get": {} },
    "": 1
  },
  "tags": [
    { "name": "a" }, "b"
  ]
}`;

const JSONC_TEXT = `// { "paths": 1 }
{
  /* "paths": */ "paths": { // }
    "/x": { "get": /* } */ {} } /* , */,
    // "tags"
    "n": [1/*]*/, 2,],
  },
}`;

const YAML_TEXT = `# A comment
paths:
  /x:
    get: &get
      tags: [a, b]
  /y:
    get: *get
  200: {}
  1.0: &one { a: 1 }
  "<<": { b: { c: 1 } }
  m: { <<: [*get, *one], a: 2 }
`;

describe('createLocator', () => {
  it.each<[string, string, string, string]>([
    ['JSON', JSON_TEXT, '', '1:1'],
    ['JSON', JSON_TEXT, '/paths', '2:3'],
    ['JSON', JSON_TEXT, '/paths/~1x', '3:5'],
    ['JSON', JSON_TEXT, '/paths/~1x/get', '3:13'],
    ['JSON', JSON_TEXT, '/paths/', '4:5'],
    ['JSON', JSON_TEXT, '/tags/0', '7:5'],
    ['JSON', JSON_TEXT, '/tags/1', '7:22'],
    ['JSON, as near as it gets', JSON_TEXT, '/tags/0/x/y', '7:5'],
    ['JSON that is cut', JSON_TEXT.slice(0, 40), '/paths/~1x/get', '3:13'],
    ['JSON with comments', JSONC_TEXT, '/paths', '3:18'],
    ['JSON with comments', JSONC_TEXT, '/paths/~1x/get', '4:13'],
    ['JSON with comments', JSONC_TEXT, '/paths/n/1', '6:19'],
    ['YAML', YAML_TEXT, '/paths/~1x/get', '4:5'],
    ['YAML', YAML_TEXT, '/paths/~1x/get/tags/1', '5:17'],
    ['YAML through an alias', YAML_TEXT, '/paths/~1y/get/tags', '5:7'],
    ['YAML', YAML_TEXT, '/paths/200', '8:3'],
    ['YAML', YAML_TEXT, '/paths/1.0', '9:3'],
    ['YAML, a quoted key', YAML_TEXT, '/paths/<</b/c', '10:16'],
    ['YAML through a merge key', YAML_TEXT, '/paths/m/tags/1', '5:17'],
    ['YAML beside a merge key', YAML_TEXT, '/paths/m/a', '11:26'],
  ])('in %s, case %#', (_, text, pointer, want) => {
    const position = createLocator(text)(pointer);
    expect(`${position?.line}:${position?.column}`).toBe(want);
  });

  it('follows a merge key that leads back to its mapping', () => {
    expect(createLocator('a: &a\n  <<: [*a, *a]\n  b: 1\n')('/a/c')).toEqual({
      line: 1,
      column: 1,
    });
  });

  it('finds nothing in an empty text', () => {
    expect(createLocator('')('/a')).toBeUndefined();
  });

  it('finds a node below more levels than the call stack allows', () => {
    expect(createLocator('['.repeat(1_000_000))('/0/0/0/a')).toEqual({ line: 1, column: 4 });
  });

  it('is not led astray by braces and quotes in strings, nor by what is no JSON', () => {
    const text = '{"a\\\\\\"{": "}\\"]", "b": [1, {"c": "\\\\"}, 2], "b\\u0041": tru, : }';
    expect(createLocator(text)('/a\\"{')?.column).toBe(2);
    expect(createLocator(text)('/b/1/c')?.column).toBe(text.indexOf('"c"') + 1);
    expect(createLocator(text)('/b/2')?.column).toBe(text.indexOf('2') + 1);
    expect(createLocator(text)('/bA')?.column).toBe(text.indexOf('"b\\u') + 1);
    expect(createLocator(text)('/d')?.column).toBe(1);
  });
});
