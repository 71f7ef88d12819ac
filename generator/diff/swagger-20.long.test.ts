import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { LoadedDocument } from '../document/openapi.js';
import { mutationsOf, publishedDocument } from './testing/arbitrary.js';
import { allFindings, listKinds, loadText } from './testing/findings.js';
import { json, list, object, text, whole, type Json } from './testing/pairs/documents.js';
import { asSwagger20 } from './testing/swagger-20.js';

/** In OpenAPI 3.0 a parameter and its schema have a description each; in 2.0 they share one. */
function describedOnce(document: Json): Json {
  return JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('in' in value && 'schema' in value))
      return value;
    const { description, ...schema } = value.schema as Json;
    return { ...value, schema, ...(description !== undefined && { description }) };
  }) as Json;
}

const load = (document: Json): Promise<LoadedDocument> => loadText(JSON.stringify(document));
const changed = publishedDocument.chain((document) =>
  fc.record({
    before: fc.constant(document),
    mutation: fc.constantFrom(...mutationsOf(document)),
  }),
);

describe('a change in Swagger 2.0', () => {
  it('is the same as in OpenAPI 3.0', async () => {
    await fc.assert(
      fc.asyncProperty(changed, async ({ before, mutation }) => {
        const [was, is] = [before, mutation.document].map(describedOnce) as [Json, Json];
        const older = await describeFindings(asSwagger20(was), asSwagger20(is));
        expect({ [mutation.description]: older }).toEqual({
          [mutation.description]: await describeFindings(was, is),
        });
      }),
      { numRuns: 80 },
    );
  });

  it('is none between documents that mean the same in both versions', async () => {
    await fc.assert(
      fc.asyncProperty(publishedDocument.map(describedOnce), async (document) => {
        expect(await describeFindings(asSwagger20(document), document)).toEqual([]);
        expect(await describeFindings(document, asSwagger20(document))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});

/** Describes findings by subject and kinds, sorted. */
async function describeFindings(before: Json, after: Json): Promise<readonly string[]> {
  const findings = allFindings(await load(before), await load(after));
  return findings
    .map((finding) => {
      const { wireName, part, path } = finding.subject;
      return [wireName, part, ...path, '|', ...listKinds(finding)].join(' ');
    })
    .sort();
}

/** Published documents that are not part of this repository. */
const SPECS = join(__dirname, '..', '..', '..', 'shared', 'specs');
const published = existsSync(SPECS)
  ? readdirSync(SPECS).filter(
      (name) =>
        name.endsWith('.json') &&
        /"swagger": *"2\.0"/.test(readFileSync(join(SPECS, name), 'utf8').slice(0, 2000)),
    )
  : [];

(published.length > 0 ? describe : describe.skip)('a published Swagger 2.0 document', () => {
  it.each(published)('%s has a finding for each change, and no others', async (name) => {
    const document = JSON.parse(readFileSync(join(SPECS, name), 'utf8')) as Json;
    const before = await load(document);
    expect(allFindings(before, await load(structuredClone(document)))).toEqual([]);
    // Path parameters are always required, whatever the document says.
    const all = mutationsOf(document).filter(
      (mutation) => !/parameters\/\d+\/required: true/.test(mutation.description),
    );
    const unseen: string[] = [];
    for (let index = 0; index < all.length; index += Math.ceil(all.length / 25)) {
      const { description: what, document: after } = all[index] ?? { description: '', document };
      const found = allFindings(before, await load(after));
      if (found.length === 0) unseen.push(what);
    }
    expect(unseen).toEqual([]);
  });
});

/** One operation in both versions of OpenAPI. */
interface Sides {
  readonly swagger: Json;
  readonly openapi: Json;
}

const done = { 204: { description: 'Done' } };

/** A document with `POST /things`; `document` has properties of the document itself. */
function swagger({ document = {}, ...operation }: Json): Json {
  return {
    swagger: '2.0',
    info: { title: 'Things', version: '1' },
    consumes: ['application/json'],
    produces: ['application/json'],
    paths: { '/things': { post: { responses: done, ...operation } } },
    ...(document as Json),
  };
}

function openapi({ document = {}, ...operation }: Json): Json {
  return {
    openapi: '3.0.3',
    info: { title: 'Things', version: '1' },
    paths: { '/things': { post: { responses: done, ...operation } } },
    ...(document as Json),
  };
}

function body(schema: Json): Sides {
  return {
    swagger: { parameters: [{ in: 'body', name: 'body', schema }] },
    openapi: { requestBody: json(schema) },
  };
}

function query(schema: Json, required = false): Sides {
  const place = { in: 'query', name: 'q', required };
  return {
    swagger: { parameters: [{ ...place, ...schema }] },
    openapi: { parameters: [{ ...place, schema }] },
  };
}

function form(schema: Json, required = false): Sides {
  const type = 'application/x-www-form-urlencoded';
  return {
    swagger: { consumes: [type], parameters: [{ in: 'formData', name: 'f', required, ...schema }] },
    openapi: {
      requestBody: {
        ...(required && { required }),
        content: { [type]: { schema: object({ f: schema }, required ? ['f'] : []) } },
      },
    },
  };
}

function definition(schema: Json): Sides {
  const response = (reference: string) => ({ schema: { $ref: reference } });
  return {
    swagger: {
      responses: { 200: { description: 'OK', ...response('#/definitions/Thing') } },
      document: { definitions: { Thing: schema } },
    },
    openapi: {
      responses: {
        200: {
          description: 'OK',
          content: { 'application/json': response('#/components/schemas/Thing') },
        },
      },
      document: { components: { schemas: { Thing: schema } } },
    },
  };
}

function header(schema: Json | undefined): Sides {
  const response = (headers: Json) => ({ responses: { 204: { description: 'Done', headers } } });
  return {
    swagger: response(schema === undefined ? {} : { Age: schema }),
    openapi: response(schema === undefined ? {} : { Age: { schema } }),
  };
}

function media(...types: readonly string[]): Sides {
  const content = Object.fromEntries(types.map((type) => [type, { schema: text }]));
  return {
    swagger: {
      consumes: types,
      produces: types,
      parameters: [{ in: 'body', name: 'body', schema: text }],
      responses: { 200: { description: 'OK', schema: text } },
    },
    openapi: {
      requestBody: { content },
      responses: { 200: { description: 'OK', content } },
    },
  };
}

function served(scheme: string, host: string, basePath: string): Sides {
  return {
    swagger: { document: { schemes: [scheme], host, basePath } },
    openapi: { document: { servers: [{ url: `${scheme}://${host}${basePath}` }] } },
  };
}

function collected(collectionFormat: string, explode: boolean): Sides {
  const place = { in: 'query', name: 'q' };
  return {
    swagger: { parameters: [{ ...place, ...list(text), collectionFormat }] },
    openapi: { parameters: [{ ...place, style: 'form', explode, schema: list(text) }] },
  };
}

const CHANGES: readonly (readonly [name: string, before: Json, after: Json])[] = [
  ['type', text, whole],
  ['format', whole, { ...whole, format: 'int64' }],
  ['format of text', text, { ...text, format: 'date-time' }],
  ['enum', { ...text, enum: ['a', 'b'] }, { ...text, enum: ['b', 'c'] }],
  ['became an enum', text, { ...text, enum: ['a'] }],
  ['default', { ...whole, default: 1 }, { ...whole, default: 2 }],
  ['default added', whole, { ...whole, default: 2 }],
  ['maximum', { ...whole, maximum: 9 }, { ...whole, maximum: 5 }],
  ['maximum set', whole, { ...whole, maximum: 5 }],
  ['minimum', { ...whole, minimum: 9 }, { ...whole, minimum: 5 }],
  ['length', { ...text, minLength: 1, maxLength: 5 }, { ...text, minLength: 2, maxLength: 9 }],
  ['pattern', { ...text, pattern: '^a' }, { ...text, pattern: '^b' }],
  ['items', list(text), list(whole)],
];

const PLACES: readonly (readonly [name: string, make: (schema: Json) => Sides])[] = [
  ['a body', body],
  ['a property of a body', (schema) => body(object({ a: schema }))],
  ['a query parameter', (schema) => query(schema)],
  ['a form field', (schema) => form(schema)],
  ['a definition', definition],
  ['a property of a definition', (schema) => definition(object({ a: schema }))],
  ['a header', header],
];

const OTHERS: readonly (readonly [name: string, before: Sides, after: Sides])[] = [
  ['required query parameter', query(text), query(text, true)],
  ['required form field', form(text), form(text, true)],
  ['required property', body(object({ a: text })), body(object({ a: text }, ['a']))],
  ['property added', definition(object({})), definition(object({ a: text }))],
  ['body added', { swagger: {}, openapi: {} }, body(text)],
  ['consumes and produces', media('application/json'), media('application/json', 'text/plain')],
  ['host', served('https', 'a.test', '/v1'), served('https', 'b.test', '/v1')],
  ['basePath', served('https', 'a.test', '/v1'), served('https', 'a.test', '/v2')],
  ['schemes', served('http', 'a.test', '/v1'), served('https', 'a.test', '/v1')],
  ['collectionFormat', collected('csv', false), collected('multi', true)],
  ['header added', header(undefined), header(text)],
];

const rows = [
  ...PLACES.flatMap(([place, make]) =>
    CHANGES.map(
      ([change, before, after]) => [`${change} of ${place}`, make(before), make(after)] as const,
    ),
  ),
  ...OTHERS.map(([change, before, after]) => [change, before, after] as const),
];

describe('a comparison of Swagger 2.0 documents', () => {
  it.each(rows)('finds the same as for OpenAPI 3.0: %s', async (_, before, after) => {
    const [older, newer] = [
      await findKinds(swagger(before.swagger), swagger(after.swagger)),
      await findKinds(openapi(before.openapi), openapi(after.openapi)),
    ];
    expect(older).toEqual(newer);
    expect(newer).not.toEqual([]);
  });
});

async function findKinds(before: Json, after: Json): Promise<readonly string[]> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  return [...new Set(allFindings(old, now).flatMap(listKinds))].sort();
}

/** Lists by `collectionFormat` in each location; `multi` exists where a name can be repeated. */
const FORMATS = ['csv', 'ssv', 'tsv', 'pipes', 'multi'];
const LISTS: readonly (readonly [
  location: string,
  want: string,
  make: (collectionFormat?: string) => Json,
])[] = [
  [
    'query',
    'parameter-serialization-changed',
    (format) => withList({ in: 'query', name: 'v' }, format),
  ],
  [
    'path',
    'parameter-serialization-changed',
    (format) => withList({ in: 'path', name: 'v', required: true }, format),
  ],
  [
    'header',
    'parameter-serialization-changed',
    (format) => withList({ in: 'header', name: 'v' }, format),
  ],
  [
    'formData',
    'request encoding-changed',
    (format) => withList({ in: 'formData', name: 'v' }, format),
  ],
  [
    'response header',
    'header-serialization-changed',
    (format) =>
      swagger({ responses: { 204: { description: 'Done', headers: { V: listOf(format) } } } }),
  ],
];

function listOf(collectionFormat?: string): Json {
  return { ...list(text), ...(collectionFormat !== undefined && { collectionFormat }) };
}

function withList(parameter: Json, format?: string): Json {
  return swagger({ parameters: [{ ...parameter, ...listOf(format) }] });
}

describe('the collectionFormat of a list', () => {
  it.each(
    LISTS.flatMap(([location, want, make]) =>
      FORMATS.flatMap((was) =>
        FORMATS.map((is) => {
          const repeats = location === 'query' || location === 'formData';
          const isSame =
            was === is || (!repeats && [was, is].every((one) => /csv|multi/.test(one)));
          return [location, was, is, isSame ? [] : [want], make] as const;
        }),
      ),
    ),
  )('in %s from %s to %s', async (_, was, is, want, make) => {
    expect(await findKinds(make(was), make(is))).toEqual(want);
  });

  it.each(LISTS)('in %s has a default', async (location, _, make) => {
    // Forms repeat the name, as ASP.NET reads them; all else has commas.
    const written = make(location === 'formData' ? 'multi' : 'csv');
    expect(await findKinds(make(), written)).toEqual([]);
  });
});
