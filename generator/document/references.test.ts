import { resolvePointer } from './index.js';
import { documentOf, documentWith, load, tryLoad } from './testing/load.js';

const generic = 'PagedList`1[[X, Asm, Version=1.0]]';

describe('a reference', () => {
  it.each<[string, string, string]>([
    ['as Swashbuckle writes it', generic, `#/components/schemas/${generic}`],
    ['percent-encoded', generic, `#/components/schemas/${encodeURIComponent(generic)}`],
    ['with a slash and a tilde', 'a/b~c', '#/components/schemas/a~1b~0c'],
    ['with a percent sign', '50%Off', '#/components/schemas/50%Off'],
    ['to a name that looks encoded', 'a%20b', '#/components/schemas/a%20b'],
  ])('is resolved %s, and written in one way', async (_, name, ref) => {
    const schemas = { [name]: { type: 'object' }, T: { items: { $ref: ref } } };
    const { document } = await load(documentWith('3.0.1', schemas));
    const { items } = document.components.schemas['T'] as { items: { $ref: string } };
    expect(items.$ref).toBe(
      `#/components/schemas/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    );
    expect(resolvePointer(document, items.$ref)).toEqual({ type: 'object' });
  });

  const object = (properties: object) => ({ type: 'object', properties });
  const self = (path: string) => ({ $ref: `#/components/schemas/#${path}` });
  const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });

  it.each<[string, Record<string, unknown>, unknown]>([
    [
      'a property of the schema around it',
      { T: object({ home: to('Place'), other: self('/properties/home') }), Place: object({}) },
      to('Place'),
    ],
    [
      'the same without the prefix',
      { T: object({ home: to('Place'), other: { $ref: '#/properties/home' } }), Place: object({}) },
      to('Place'),
    ],
    [
      'an inline property, through another schema',
      {
        T: object({ home: to('Place'), other: self('/properties/home/properties/street') }),
        Place: object({ street: object({ name: { type: 'string' } }) }),
      },
      { $ref: '#/components/schemas/Place/properties/street' },
    ],
    ['the schema around it', { T: object({ other: self('') }) }, to('T')],
    ['the same, without the prefix', { T: object({ other: { $ref: '#' } }) }, to('T')],
    ['a list item', { T: { type: 'array', items: object({ other: self('/items') }) } }, undefined],
    ['nothing in the schema around it', { T: object({ other: self('/properties/home') }) }, {}],
    [
      'something in a schema that contains it as well',
      {
        T: object({ home: to('T'), other: self('/properties/home') }),
        Outer: object({ home: { type: 'string' }, t: to('T') }),
      },
      {},
    ],
    ['itself', { T: object({ other: self('/properties/other') }) }, {}],
    [
      'another such reference',
      { T: object({ home: self('/properties/gone'), other: self('/properties/home') }) },
      {},
    ],
  ])('of .NET 9 leads to %s', async (_, schemas, want) => {
    for (const version of ['3.0.1', '3.1.1']) {
      const content = { 'application/json': { schema: to('T') } };
      const get = { responses: { 200: { description: 'OK', content } } };
      const { loaded, reported } = await tryLoad(
        documentOf(version, { paths: { '/t': { get } }, components: { schemas } }),
      );
      const T = loaded?.document.components.schemas['T'] as {
        readonly properties?: { readonly other?: unknown };
        readonly items?: { readonly properties: { readonly other?: unknown } };
      };
      const { other } = T.properties ?? T.items?.properties ?? {};
      expect(other).toEqual(want ?? { $ref: '#/components/schemas/T/items' });
      expect(new Set(reported.map((each) => each.split(' ')[0]))).toEqual(
        new Set(['reference-relative']),
      );
    }
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'to nothing',
      { T: { $ref: '#/components/schemas/X' } },
      ['reference-unknown /components/schemas/T/$ref'],
    ],
    [
      'to a text',
      { T: { $ref: '#/info/title' } },
      ['reference-unknown /components/schemas/T/$ref'],
    ],
    [
      'to what every object inherits',
      { T: { $ref: '#/components/schemas/toString' } },
      ['reference-unknown /components/schemas/T/$ref'],
    ],
    ['to an anchor', { T: { $ref: '#here' } }, ['reference-unknown /components/schemas/T/$ref']],
    [
      'to itself',
      { T: { $ref: '#/components/schemas/T' } },
      ['reference-cycle /components/schemas/T/$ref'],
    ],
    [
      'in a ring',
      {
        A: { $ref: '#/components/schemas/B' },
        B: { $ref: '#/components/schemas/A' },
        C: { items: { $ref: '#/components/schemas/A' } },
      },
      [
        'reference-cycle /components/schemas/A/$ref',
        'reference-cycle /components/schemas/B/$ref',
        'reference-cycle /components/schemas/C/items/$ref',
      ],
    ],
    [
      'in a property named default',
      { T: { properties: { default: { $ref: '#/x' } } } },
      ['reference-unknown /components/schemas/T/properties/default/$ref'],
    ],
    [
      'in a schema named example',
      { example: { $ref: '#/x' } },
      ['reference-unknown /components/schemas/example/$ref'],
    ],
    [
      'to another file',
      { T: { $ref: 'other.json#/Pet' } },
      ['reference-external /components/schemas/T/$ref'],
    ],
    [
      'to another host',
      { T: { $ref: 'https://a.example/x.json' } },
      ['reference-external /components/schemas/T/$ref'],
    ],
  ])('is refused: %s', async (_, schemas, want) => {
    const { loaded, reported } = await tryLoad(documentWith('3.0.1', schemas));
    expect(reported).toEqual(want);
    expect(loaded).toBeUndefined();
  });

  it.each<[string, unknown]>([
    ['example', { example: { $ref: 'x' } }],
    ['default', { default: { $ref: '#/x' } }],
    ['enum', { enum: [{ $ref: 'x' }] }],
    ['const', { const: { $ref: 'x' } }],
    ['an extension', { 'x-a': { $ref: 'x' } }],
    [
      'the default of a property named properties',
      { properties: { properties: { default: { $ref: 'x' } } } },
    ],
    ['a property named $ref', { properties: { $ref: { type: 'string' } } }],
  ])('is none in %s', async (_, schema) => {
    const { reported } = await tryLoad(documentWith('3.1.1', { T: schema }));
    expect(reported.filter((line) => line.startsWith('reference'))).toEqual([]);
  });

  it('to a response of the operation, or to a parameter of another, stays', async () => {
    const list = { name: 'a', in: 'query', schema: { type: 'array' } };
    const paths = {
      '/a': { get: { parameters: [list], responses: { 200: { description: 'OK' } } } },
      '/b': {
        get: {
          parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }],
          responses: { 200: { $ref: '#/paths/~1a/get/responses/200' } },
        },
      },
    };
    const { document } = await load(documentOf('3.1.1', { paths }));
    expect(document.paths).toEqual(paths);
  });

  it('into a schema follows it to where the normal form puts it', async () => {
    const schemas = {
      T: {
        properties: {
          inner: {
            nullable: true,
            allOf: [{ type: 'object', properties: { a: { enum: ['x'] } } }, { title: 'more' }],
          },
          same: { $ref: '#/components/schemas/T/properties/inner/allOf/0/properties/a' },
        },
      },
    };
    const { document } = await load(documentWith('3.0.1', schemas));
    const { same } = (
      document.components.schemas['T'] as { properties: { same: { $ref: string } } }
    ).properties;
    expect(same.$ref).toBe('#/components/schemas/T/properties/inner/anyOf/0/allOf/0/properties/a');
    expect(resolvePointer(document, same.$ref)).toEqual({ enum: ['x'] });
  });

  it('to a node that the normal form lacks makes it a component', async () => {
    const { document } = await load(
      documentWith('3.1.1', {
        T: {
          $defs: { Inner: { type: 'integer' } },
          items: { $ref: '#/components/schemas/T/$defs/Inner' },
        },
      }),
    );
    expect(document.components.schemas).toEqual({
      T: { items: { $ref: '#/components/schemas/Inner' } },
      Inner: { type: 'integer' },
    });
  });

  it('of a path item is written out', async () => {
    const get = { responses: { 200: { description: 'OK' } } };
    const { document } = await load(
      documentOf('3.1.1', {
        paths: {
          '/a': { $ref: '#/components/pathItems/A', summary: 'S' },
          '/b': { $ref: '#/paths/~1a' },
        },
        components: { pathItems: { A: { get } } },
      }),
    );
    expect(document.paths).toEqual({ '/a': { summary: 'S', get }, '/b': { get } });
  });

  it('to a schema true or false inside another is replaced by it', async () => {
    const to = (key: string) => ({ $ref: `#/components/schemas/Holder/${key}` });
    const holder = { type: 'object', properties: { a: true, b: false } };
    const uses = { anything: to('properties/a'), nothing: to('properties/b') };
    const { document } = await load(
      documentWith('3.1.0', { Holder: holder, T: { type: 'object', properties: uses } }),
    );
    expect(document.components.schemas['T']).toEqual({
      type: 'object',
      properties: { anything: {}, nothing: { not: {} } },
    });
  });

  it('in a mapping is written in one way; a schema name stays', async () => {
    const mapping = { a: '#/components/schemas/A%20B', b: 'Bare' };
    const { document } = await load(
      documentWith('3.0.1', { 'A B': {}, T: { discriminator: { propertyName: 'k', mapping } } }),
    );
    expect(document.components.schemas['T']).toEqual({
      discriminator: { propertyName: 'k', mapping: { a: '#/components/schemas/A B', b: 'Bare' } },
    });
  });
});

describe('resolvePointer', () => {
  const document = { a: [{ 'b/c': 1 }], '': 2, '~': 3 };
  it.each<[string, unknown]>([
    ['', document],
    ['#', document],
    ['#/a/0/b~1c', 1],
    ['/a/0/b~1c', 1],
    ['#/', 2],
    ['#/~0', 3],
    ['#/%7E0', 3],
    ['#/a/00', undefined],
    ['#/a/-', undefined],
    ['#/a/length', undefined],
    ['#/toString', undefined],
    ['#/a/0/b/c', undefined],
    ['#/%', undefined],
    ['other', undefined],
  ])('%j', (pointer, want) => {
    expect(resolvePointer(document, pointer)).toEqual(want);
  });
});
