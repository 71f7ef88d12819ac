import { tryLoad } from '../document/testing/load.js';
import type { OpenApiDocument } from '../document/openapi.js';
import type { ApiModel, Operation } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { readModel } from '../pipeline/testing/read-model.js';

type Json = Readonly<Record<string, unknown>>;

const OK = { 200: { description: 'OK' } };
const TEXT = { type: 'string' };
const EVENT = {
  type: 'object',
  required: ['data'],
  properties: { data: TEXT, event: TEXT, id: TEXT },
};
const QUERY = {
  name: 'all',
  in: 'querystring',
  content: {
    'application/x-www-form-urlencoded': { schema: { type: 'object', properties: { q: TEXT } } },
  },
};
const CONTENT = '/paths/~1x/post/requestBody/content';
const TICK = { type: 'object', properties: { at: TEXT } };

/** A document of OpenAPI 3.2 whose only operation is GET /x, with these parts. */
const documentOf = (parts: Json): Json => ({
  openapi: '3.2.0',
  info: { title: 'Test', version: '1' },
  paths: { '/x': { get: { tags: ['X'], responses: OK } } },
  ...parts,
});
const withItem = (item: Json, parts: Json | string = {}) =>
  typeof parts === 'string'
    ? documentOf({ paths: { [parts]: item } })
    : documentOf({ paths: { '/x': item }, ...parts });
const withOperation = (operation: Json, parts: Json = {}) =>
  withItem({ get: { tags: ['X'], responses: OK, ...operation } }, parts);
const withAnswer = (content: Json, parts: Json = {}) =>
  withOperation({ responses: { 200: { description: 'OK', content } } }, parts);
const withBody = (content: Json) =>
  withItem({ post: { tags: ['X'], requestBody: { content }, responses: OK } });
const withSchemes = (securitySchemes: Json) => documentOf({ components: { securitySchemes } });

const ids = (model: ApiModel) => getOperations(model).map(({ id }) => id);
const only = (model: ApiModel): Operation => {
  const [operation] = getOperations(model);
  if (operation === undefined) throw new Error('no operation');
  return operation;
};
const answer = (model: ApiModel) => only(model).responses[0];

interface Row {
  readonly document: Json;
  /** What the model has of it. */
  readonly read?: (model: ApiModel) => unknown;
  /** What the normal form has of it, where another part of the program reads that. */
  readonly normal?: (document: OpenApiDocument) => unknown;
  readonly want?: unknown;
  /** The diagnostics, as `code pointer`. */
  readonly told: readonly string[];
}

/** Every field that OpenAPI 3.2 adds to 3.1, by object. */
const FIELDS: Readonly<Record<string, Row>> = {
  'document: $self is the base of references': {
    document: withAnswer(
      {
        'application/json': { schema: { $ref: 'https://a.example/v1/api#/components/schemas/T' } },
        'text/json': { schema: { $ref: 'api#/components/schemas/T' } },
      },
      { $self: 'https://a.example/v1/api', components: { schemas: { T: TICK } } },
    ),
    read: (model) => answer(model)?.body?.type,
    want: { kind: 'reference', id: '#/components/schemas/T' },
    told: [],
  },
  'document: a file is not found by $self alone': {
    document: withAnswer(
      { 'application/json': { schema: { $ref: 'other.json#/T' } } },
      { $self: 'https://a.example/v1/api' },
    ),
    told: ['reference-external /paths/~1x/get/responses/200/content/application~1json/schema/$ref'],
  },
  'document: $self does not move servers': {
    document: documentOf({ $self: 'https://a.example/v1/api', servers: [{ url: '/v2' }] }),
    read: (model) => model.servers,
    want: [{ url: '/v2' }],
    told: [],
  },
  'document: a malformed $self': {
    document: documentOf({ $self: 5 }),
    told: ['node-malformed /$self'],
  },
  'components: mediaTypes, referred to by an entry of content': {
    document: withAnswer(
      { 'application/json': { $ref: '#/components/mediaTypes/Ticks' } },
      { components: { mediaTypes: { Ticks: { schema: { type: 'array', items: TEXT } } } } },
    ),
    read: (model) => answer(model)?.body?.type,
    want: { kind: 'array', items: { kind: 'scalar', scalar: 'string' } },
    told: [],
  },
  'components: a media type that does not exist': {
    document: withAnswer({ 'application/json': { $ref: '#/components/mediaTypes/Ticks' } }),
    told: ['reference-unknown /paths/~1x/get/responses/200/content/application~1json/$ref'],
  },
  'components: pathItems': {
    document: withItem(
      { $ref: '#/components/pathItems/X' },
      { components: { pathItems: { X: { query: { tags: ['X'], responses: OK } } } } },
    ),
    read: ids,
    want: ['QUERY /x'],
    told: [],
  },
  'path item: query': {
    document: withItem({
      query: {
        tags: ['X'],
        requestBody: { content: { 'application/json': { schema: TEXT } } },
        responses: OK,
      },
    }),
    read: (model) => {
      const { id, method, idempotent, body } = only(model);
      return { id, method, idempotent, type: body?.contents[0].type };
    },
    want: {
      id: 'QUERY /x',
      method: 'QUERY',
      idempotent: true,
      type: { kind: 'scalar', scalar: 'string' },
    },
    told: [],
  },
  'path item: additionalOperations': {
    document: withItem({
      additionalOperations: {
        PURGE: { tags: ['X'], responses: OK },
        COPY: { tags: ['X'], responses: OK },
      },
    }),
    read: (model) => getOperations(model).map(({ id, idempotent }) => [id, idempotent]),
    want: [
      ['COPY /x', false],
      ['PURGE /x', false],
    ],
    told: [],
  },
  'path item: an additional method that has a field': {
    document: withItem({ additionalOperations: { POST: { tags: ['X'], responses: OK } } }),
    read: ids,
    want: ['POST /x'],
    told: ['method-malformed /paths/~1x/additionalOperations/POST'],
  },
  'path item: an additional method beside its field': {
    document: withItem({
      query: { tags: ['X'], operationId: 'a', responses: OK },
      additionalOperations: { QUERY: { tags: ['X'], operationId: 'b', responses: OK } },
    }),
    read: (model) => getOperations(model).map(({ operationId }) => operationId),
    want: ['a'],
    told: ['method-malformed /paths/~1x/additionalOperations/QUERY'],
  },
  'path item: an additional method that cannot be sent': {
    document: withItem({
      get: { tags: ['X'], responses: OK },
      additionalOperations: {
        'A B': { tags: ['X'], responses: OK },
        CONNECT: { tags: ['X'], responses: OK },
      },
    }),
    read: ids,
    want: ['GET /x'],
    told: [
      'method-malformed /paths/~1x/additionalOperations/A B',
      'method-malformed /paths/~1x/additionalOperations/CONNECT',
    ],
  },
  'path item: x-oai-additionalOperations, before 3.2': {
    document: {
      ...withItem({
        'x-oai-additionalOperations': {
          QUERY: { tags: ['X'], responses: OK },
          PURGE: {
            tags: ['X'],
            responses: {
              200: {
                description: '',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/T' } } },
              },
            },
          },
        },
      }),
      openapi: '3.0.4',
      components: { schemas: { T: TICK } },
    },
    read: (model) =>
      getOperations(model).map(({ id, responses }) => [id, responses[0]?.body?.type]),
    want: [
      ['PURGE /x', { kind: 'reference', id: '#/components/schemas/T' }],
      ['QUERY /x', undefined],
    ],
    told: [],
  },
  'path item: a broken reference in x-oai-additionalOperations': {
    document: {
      ...withItem({
        'x-oai-additionalOperations': {
          QUERY: { tags: ['X'], responses: { 200: { $ref: '#/components/responses/R' } } },
        },
      }),
      openapi: '3.1.1',
    },
    told: ['reference-unknown /paths/~1x/x-oai-additionalOperations/QUERY/responses/200/$ref'],
  },
  'parameter: in querystring': {
    document: withOperation({ parameters: [QUERY] }),
    read: (model) => only(model).parameters.map(({ in: location, type }) => [location, type.kind]),
    want: [['querystring', 'object']],
    told: [],
  },
  'parameter: querystring beside query and another querystring': {
    document: withOperation({
      parameters: [QUERY, { ...QUERY, name: 'z' }, { name: 'page', in: 'query', schema: TEXT }],
    }),
    read: (model) => only(model).parameters.map(({ wireName }) => wireName),
    want: ['all'],
    told: [
      'parameter-conflict /paths/~1x/get/parameters/1',
      'parameter-conflict /paths/~1x/get/parameters/2',
    ],
  },
  'parameter: querystring of a media type that cannot be written': {
    document: withOperation({
      parameters: [{ ...QUERY, content: { 'text/csv': { schema: { type: 'array' } } } }],
    }),
    read: (model) => only(model).parameters.map(({ type }) => type),
    want: [{ kind: 'scalar', scalar: 'string' }],
    told: ['parameter-unwritable /paths/~1x/get/parameters/0'],
  },
  'parameter: style cookie': {
    document: withOperation({
      parameters: [{ name: 'c', in: 'cookie', style: 'cookie', schema: { type: 'array' } }],
    }),
    read: (model) => only(model).parameters.map(({ style, explode }) => [style, explode]),
    want: [['cookie', true]],
    told: [],
  },
  'parameter: allowReserved outside of queries': {
    document: withItem(
      {
        get: {
          tags: ['X'],
          parameters: [
            { name: 'p', in: 'path', required: true, allowReserved: true, schema: TEXT },
            { name: 'c', in: 'cookie', allowReserved: true, schema: TEXT },
          ],
          responses: OK,
        },
      },
      '/x/{p}',
    ),
    read: (model) => only(model).parameters.map(({ allowReserved }) => allowReserved),
    want: [true, true],
    told: ['part-unsupported /paths/~1x~1{p}/get/parameters/1/allowReserved'],
  },
  ...Object.fromEntries(
    [
      ['text/event-stream', 'events'],
      ['application/jsonl', 'jsonLines'],
      ['application/x-ndjson', 'jsonLines'],
      ['application/json-seq', 'jsonSequence'],
      ['application/geo+json-seq', 'jsonSequence'],
    ].map(([mediaType = '', encoding]): [string, Row] => [
      `media type: itemSchema of ${mediaType}`,
      {
        document: withAnswer(
          { [mediaType]: { itemSchema: EVENT } },
          { components: { schemas: { T: TICK } } },
        ),
        read: (model) => {
          const body = answer(model)?.body;
          return [body?.encoding, body?.type.kind];
        },
        want: [encoding, 'object'],
        told: [],
      },
    ]),
  ),
  'media type: itemSchema of multipart/mixed': {
    document: withAnswer({ 'multipart/mixed': { itemSchema: TICK } }),
    read: (model) => answer(model)?.body?.type,
    want: { kind: 'binary' },
    told: ['response-unparsed /paths/~1x/get/responses/200/content/multipart~1mixed'],
  },
  'media type: itemSchema before 3.2': {
    document: { ...withAnswer({ 'text/event-stream': { itemSchema: EVENT } }), openapi: '3.0.4' },
    read: (model) => answer(model)?.body?.encoding,
    want: 'events',
    told: [],
  },
  'media type: schema of the whole beside itemSchema': {
    document: withAnswer({
      'application/jsonl': { itemSchema: TEXT, schema: { type: 'array', items: TEXT } },
    }),
    read: (model) => answer(model)?.body?.type,
    want: { kind: 'scalar', scalar: 'string' },
    told: [],
  },
  'media type: itemSchema, prefixEncoding and itemEncoding of a request': {
    document: withBody({
      'multipart/mixed': {
        itemSchema: TEXT,
        prefixEncoding: [{ contentType: 'application/json' }, { contentType: 'image/*' }],
        itemEncoding: { contentType: 'text/csv', headers: { 'X-N': { schema: TEXT } } },
      },
    }),
    read: (model) => {
      const content = only(model).body?.contents[0];
      return [content?.type, content?.parts];
    },
    want: [
      { kind: 'array', items: { kind: 'scalar', scalar: 'string' } },
      [
        { wireName: '*', kind: 'mediaType', mediaType: 'text/csv' },
        { wireName: '0', kind: 'mediaType', mediaType: 'application/json' },
      ],
    ],
    told: [`part-unsupported ${CONTENT}/multipart~1mixed/itemEncoding/headers`],
  },
  'encoding: encoding, prefixEncoding and itemEncoding': {
    document: withBody({
      'multipart/form-data': {
        encoding: {
          a: {
            contentType: 'multipart/mixed',
            encoding: { b: { contentType: 'text/csv' } },
            prefixEncoding: [{ contentType: 'image/png' }],
            itemEncoding: { contentType: 5 },
          },
        },
      },
    }),
    normal: ({ paths }) => paths['/x']?.post?.requestBody,
    want: {
      content: {
        'multipart/form-data': {
          encoding: {
            a: {
              contentType: 'multipart/mixed',
              encoding: { b: { contentType: 'text/csv' } },
              prefixEncoding: [{ contentType: 'image/png' }],
              itemEncoding: {},
            },
          },
        },
      },
    },
    told: [
      `part-unsupported ${CONTENT}/multipart~1form-data/encoding/a/encoding`,
      `part-unsupported ${CONTENT}/multipart~1form-data/encoding/a/itemEncoding`,
      `node-malformed ${CONTENT}/multipart~1form-data/encoding/a/itemEncoding/contentType`,
      `part-unsupported ${CONTENT}/multipart~1form-data/encoding/a/prefixEncoding`,
    ],
  },
  'response: summary, and no description': {
    document: withOperation({ responses: { 200: { summary: 'The ticks' } } }),
    read: (model) => answer(model)?.docs,
    want: { summary: 'The ticks' },
    told: [],
  },
  'tag: summary': {
    document: documentOf({ tags: [{ name: 'X', summary: 'Exes', description: 'All of them.' }] }),
    read: (model) => model.services.map(({ docs }) => docs),
    want: [{ summary: 'Exes', description: 'All of them.' }],
    told: [],
  },
  'tag: parent and kind': {
    document: documentOf({ tags: [{ name: 'X', parent: 'Y', kind: 'nav' }, { name: 'Y' }] }),
    normal: ({ tags }) => tags,
    want: [{ name: 'X', parent: 'Y', kind: 'nav' }, { name: 'Y' }],
    told: ['part-unused /tags/0/kind', 'part-unused /tags/0/parent'],
  },
  'server: name': {
    document: documentOf({ servers: [{ url: 'https://a.example', name: 'production' }] }),
    read: (model) => model.servers,
    want: [{ url: 'https://a.example', name: 'production' }],
    told: [],
  },
  'security scheme: deviceAuthorization': {
    document: withSchemes({
      s: {
        type: 'oauth2',
        flows: {
          deviceAuthorization: {
            deviceAuthorizationUrl: 'https://a.example/device',
            tokenUrl: 'https://a.example/token',
            scopes: { read: '' },
          },
        },
      },
    }),
    read: (model) => model.securitySchemes,
    want: [
      {
        name: 's',
        kind: 'oauth2',
        flow: 'deviceAuthorization',
        tokenUrl: 'https://a.example/token',
        scopes: ['read'],
      },
    ],
    told: [
      'part-unused /components/securitySchemes/s/flows/deviceAuthorization/deviceAuthorizationUrl',
    ],
  },
  'security scheme: deprecated': {
    document: withSchemes({ s: { type: 'http', scheme: 'bearer', deprecated: true } }),
    read: (model) => model.securitySchemes,
    want: [{ name: 's', kind: 'http', scheme: 'bearer', deprecated: true }],
    told: [],
  },
  'security scheme: oauth2MetadataUrl': {
    document: withSchemes({
      s: { type: 'openIdConnect', oauth2MetadataUrl: 'https://a.example/meta' },
    }),
    normal: ({ components }) => components.securitySchemes,
    want: { s: { type: 'openIdConnect', oauth2MetadataUrl: 'https://a.example/meta' } },
    told: ['part-unused /components/securitySchemes/s/oauth2MetadataUrl'],
  },
  'security requirement: a URI': {
    document: withOperation(
      { security: [{ '#/components/securitySchemes/s': [] }] },
      { components: { securitySchemes: { s: { type: 'http', scheme: 'bearer' } } } },
    ),
    read: (model) => only(model).security,
    want: { kind: 'schemes', alternatives: [[{ scheme: 's', scopes: [] }]] },
    told: [],
  },
  'schema: nodeType in xml': {
    document: documentOf({
      components: { schemas: { T: { ...TEXT, xml: { nodeType: 'attribute' } } } },
    }),
    told: ['part-unused /components/schemas/T/xml'],
  },
  'discriminator: defaultMapping': {
    document: documentOf({
      components: {
        schemas: {
          T: {
            oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }],
            discriminator: { propertyName: 'kind', mapping: { a: 'A' }, defaultMapping: 'B' },
          },
          A: { type: 'object', required: ['kind'], properties: { kind: TEXT } },
          B: { type: 'object', properties: { kind: TEXT } },
        },
      },
    }),
    read: (model) => {
      const T = model.declarations.get('#/components/schemas/T');
      return T?.kind === 'alias' && T.type.kind === 'union' && T.type.discriminator?.fallback;
    },
    want: '#/components/schemas/B',
    told: [],
  },
  'example: dataValue and serializedValue': {
    document: withOperation({
      parameters: [
        {
          name: 'q',
          in: 'query',
          schema: TEXT,
          examples: {
            b: { dataValue: 'two', serializedValue: 'q=two' },
            a: { serializedValue: 'q=one' },
          },
        },
      ],
    }),
    read: (model) => only(model).parameters.map(({ docs }) => docs),
    want: [{ example: 'two' }],
    told: ['part-unused /paths/~1x/get/parameters/0/examples/a/serializedValue'],
  },
};

describe('OpenAPI 3.2', () => {
  it.each(Object.entries(FIELDS))('%s', async (_, { document, read, normal, want, told }) => {
    const { loaded, reported } = await tryLoad(document);
    const found = normal && loaded && normal(loaded.document);
    if (loaded === undefined) {
      expect(reported).toEqual(told);
      return;
    }
    const { model, diagnostics } = await readModel(document);
    if (read !== undefined) expect(read(model)).toEqual(want);
    else expect(found).toEqual(want);
    expect(diagnostics.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(told);
  });
});
