import { allFindings } from './testing/findings.js';
import { loadText } from './testing/load.js';
import { json, list, object, text, whole, type Json } from './testing/pairs/documents.js';

/** One operation in both languages; what is not given is the same on both sides. */
interface Sides {
  readonly swagger: Json;
  readonly openapi: Json;
}

const done = { 204: { description: 'Done' } };

/** `POST /things`; what begins with `document` goes to the document. */
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
  const answer = (reference: string) => ({ schema: { $ref: reference } });
  return {
    swagger: {
      responses: { 200: { description: 'OK', ...answer('#/definitions/Thing') } },
      document: { definitions: { Thing: schema } },
    },
    openapi: {
      responses: {
        200: {
          description: 'OK',
          content: { 'application/json': answer('#/components/schemas/Thing') },
        },
      },
      document: { components: { schemas: { Thing: schema } } },
    },
  };
}

function header(schema: Json | undefined): Sides {
  const answer = (headers: Json) => ({ responses: { 204: { description: 'Done', headers } } });
  return {
    swagger: answer(schema === undefined ? {} : { Age: schema }),
    openapi: answer(schema === undefined ? {} : { Age: { schema } }),
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

/** What oasdiff says of it; a row without ids is one that it is silent about. */
const OTHERS: readonly (readonly [name: string, before: Sides, after: Sides, isSilent?: true])[] = [
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

describe('Swagger 2.0 is compared as the same OpenAPI 3.0 is', () => {
  it.each(rows)('%s', async (_, before, after) => {
    const [older, newer] = [
      await told(swagger(before.swagger), swagger(after.swagger)),
      await told(openapi(before.openapi), openapi(after.openapi)),
    ];
    expect(older).toEqual(newer);
    expect(newer.kinds).not.toEqual([]);
  });

  it.each(
    OTHERS.map(([name, before, after, isSilent = false]) => ({ name, before, after, isSilent })),
  )('and oasdiff has words for it, or none: $name', async ({ before, after, isSilent }) => {
    const { ids } = await told(swagger(before.swagger), swagger(after.swagger));
    expect(ids.length === 0).toBe(isSilent);
  });
});

async function told(
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
