import { documentOf, documentWith, tryLoad } from './testing/load.js';

const place = { type: 'object', properties: { city: { type: 'string' } } };

/** The normal form of a reference from property `p` of schema `T`, beside others, and what was reported. */
async function resolve(ref: string, schemas: object, parts: object = {}) {
  const T = { type: 'object', properties: { p: { $ref: ref } } };
  const document = { ...documentWith('3.1.1', { T, ...schemas }), ...parts };
  const { loaded, reported } = await tryLoad(document, undefined, 'https://a.example/api.json');
  const schema = loaded?.document.components.schemas['T'];
  const property = typeof schema === 'object' ? schema.properties?.['p'] : undefined;
  return { got: typeof property === 'object' ? property.$ref : property, reported };
}

describe('a reference by an identifier', () => {
  it.each<[string, string, object, string]>([
    ['$anchor', '#place', { Place: { ...place, $anchor: 'place' } }, 'Place'],
    ['$dynamicAnchor', '#place', { Place: { ...place, $dynamicAnchor: 'place' } }, 'Place'],
    [
      '$anchor of an inner schema',
      '#city',
      { Place: { type: 'object', properties: { city: { $anchor: 'city', type: 'string' } } } },
      'Place/properties/city',
    ],
    [
      'absolute $id',
      'https://x.example/place',
      { Place: { ...place, $id: 'https://x.example/place' } },
      'Place',
    ],
    ['relative $id', 'schemas/place', { Place: { ...place, $id: '/schemas/place' } }, 'Place'],
    [
      '$id with an empty fragment',
      'https://x.example/place#',
      { Place: { ...place, $id: 'https://x.example/place#' } },
      'Place',
    ],
    [
      '$id and a pointer',
      'place#/properties/city',
      { Place: { ...place, $id: 'place' } },
      'Place/properties/city',
    ],
    [
      '$id and $anchor',
      'place#it',
      { Place: { $id: 'place', properties: { in: { ...place, $anchor: 'it' } } } },
      'Place/properties/in',
    ],
    [
      '$id of a definition',
      'https://x.example/city',
      { Place: { ...place, $defs: { City: { type: 'string', $id: 'https://x.example/city' } } } },
      'City',
    ],
    [
      'the address of the document',
      'https://a.example/api.json#place',
      { Place: { ...place, $anchor: 'place' } },
      'Place',
    ],
  ])('leads to the schema: %s', async (_, ref, schemas, want) => {
    const { got, reported } = await resolve(ref, schemas);
    expect(got).toBe(`#/components/schemas/${want}`);
    expect(reported.filter((line) => !line.startsWith('part-'))).toEqual([]);
  });

  it('is relative to the $id around it, and a pointer else to the document', async () => {
    const inner = {
      $id: 'https://x.example/tree',
      type: 'object',
      $defs: { Leaf: { type: 'string' } },
    };
    const properties = {
      self: { $ref: '#' },
      leaf: { $ref: '#/$defs/Leaf' },
      other: { $ref: '#/components/schemas/Other' },
      near: { $ref: 'near' },
    };
    const { loaded } = await tryLoad(
      documentWith('3.1.1', {
        Near: { $id: 'https://x.example/near', type: 'integer' },
        Other: { type: 'boolean' },
        Tree: { ...inner, properties },
      }),
    );
    const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const tree = loaded?.document.components.schemas['Tree'];
    expect(typeof tree === 'object' && tree.properties).toEqual({
      self: to('Tree'),
      leaf: to('Leaf'),
      other: to('Other'),
      near: to('Near'),
    });
  });

  it.each<[string, object, string]>([
    [
      'to an anchor that nothing has',
      documentWith('3.1.1', { T: { $ref: '#no' }, U: { $anchor: 'yes' } }),
      'reference-unknown /components/schemas/T/$ref',
    ],
    [
      'to data that looks like a schema',
      documentWith('3.1.1', { T: { $ref: '#a' }, U: { example: { $anchor: 'a' } } }),
      'reference-unknown /components/schemas/T/$ref',
    ],
    [
      'to a property named $anchor',
      documentWith('3.1.1', { T: { $ref: '#a' }, U: { properties: { $anchor: { title: 'a' } } } }),
      'reference-unknown /components/schemas/T/$ref',
    ],
    [
      'in 3.0, which has none',
      documentWith('3.0.4', { T: { $ref: '#a' }, U: { $anchor: 'a' } }),
      'reference-unknown /components/schemas/T/$ref',
    ],
    [
      'to an address of another document',
      documentWith('3.1.1', {
        T: { $ref: 'https://x.example/b' },
        U: { $id: 'https://x.example/a' },
      }),
      'reference-external /components/schemas/T/$ref',
    ],
  ])('is refused: %s', async (_, document, want) => {
    const { loaded, reported } = await tryLoad(document, undefined, 'https://a.example/api.json');
    expect(loaded).toBeUndefined();
    expect(reported).toContain(want);
  });

  it('works in operations', async () => {
    const content = { 'application/json': { schema: { $ref: 'urn:place' } } };
    const responses = { 200: { description: 'OK', content } };
    const { loaded } = await tryLoad(
      documentOf('3.1.1', {
        paths: { '/x': { get: { responses } } },
        components: { schemas: { Place: { $id: 'urn:place', ...place } } },
      }),
    );
    expect(JSON.stringify(loaded?.document.paths)).toContain('"#/components/schemas/Place"');
  });
});
