import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { LoadedDocument } from '../document/openapi.js';
import { mutationsOf, publishedDocument } from './testing/arbitrary.js';
import { allFindings, loadText } from './testing/findings.js';
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

/** Describes findings by subject, kinds and ids of oasdiff, sorted. */
async function describeFindings(before: Json, after: Json): Promise<readonly string[]> {
  const findings = allFindings(await load(before), await load(after), '2026-11-24');
  return findings
    .map(({ subject, kinds, oasdiff }) =>
      [subject.wireName, subject.part, ...subject.path, '|', ...kinds, '|', ...oasdiff].join(' '),
    )
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
    expect(allFindings(before, await load(structuredClone(document)), '2026-11-24')).toEqual([]);
    // Path parameters are always required, whatever the document says.
    const all = mutationsOf(document).filter(
      (mutation) => !/parameters\/\d+\/required: true/.test(mutation.description),
    );
    const unseen: string[] = [];
    for (let index = 0; index < all.length; index += Math.ceil(all.length / 25)) {
      const { description: what, document: after } = all[index] ?? { description: '', document };
      const found = allFindings(before, await load(after), '2026-11-24');
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

/** True at the end: oasdiff has no id for the difference. */
const OTHERS: readonly (readonly [name: string, before: Sides, after: Sides, hasNoId?: true])[] = [
  ['required query parameter', query(text), query(text, true)],
  ['required form field', form(text), form(text, true)],
  ['required property', body(object({ a: text })), body(object({ a: text }, ['a']))],
  ['property added', definition(object({})), definition(object({ a: text }))],
  ['body added', { swagger: {}, openapi: {} }, body(text)],
  ['consumes and produces', media('application/json'), media('application/json', 'text/plain')],
  ['host', served('https', 'a.test', '/v1'), served('https', 'b.test', '/v1'), true],
  ['basePath', served('https', 'a.test', '/v1'), served('https', 'a.test', '/v2'), true],
  ['schemes', served('http', 'a.test', '/v1'), served('https', 'a.test', '/v1'), true],
  ['collectionFormat', collected('csv', false), collected('multi', true), true],
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
      await findKindsAndIds(swagger(before.swagger), swagger(after.swagger)),
      await findKindsAndIds(openapi(before.openapi), openapi(after.openapi)),
    ];
    expect(older).toEqual(newer);
    expect(newer.kinds).not.toEqual([]);
  });

  it.each(
    OTHERS.map(([name, before, after, hasNoId = false]) => ({ name, before, after, hasNoId })),
  )('has ids of oasdiff, if there are any: $name', async ({ before, after, hasNoId }) => {
    const { ids } = await findKindsAndIds(swagger(before.swagger), swagger(after.swagger));
    expect(ids.length === 0).toBe(hasNoId);
  });
});

async function findKindsAndIds(
  before: Json,
  after: Json,
): Promise<{ readonly kinds: readonly string[]; readonly ids: readonly string[] }> {
  const [old, now] = [
    await loadText(JSON.stringify(before)),
    await loadText(JSON.stringify(after)),
  ];
  const findings = allFindings(old, now, '2026-11-24');
  return {
    kinds: [...new Set(findings.flatMap(({ kinds }) => kinds))].sort(),
    ids: [...new Set(findings.flatMap(({ oasdiff }) => oasdiff))].sort(),
  };
}
