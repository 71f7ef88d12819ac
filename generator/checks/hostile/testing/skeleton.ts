/** Documents that have text in every location of `locations.ts`. */
export type Json = Record<string, unknown>;

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: unknown) => ({ content: { 'application/json': { schema } } });
const answer = (schema: unknown) => ({ 200: { description: 'OK', ...json(schema) } });
const object = (properties: Json, more: Json = {}) => ({ type: 'object', properties, ...more });
const id = { name: 'id', in: 'path', required: true, schema: text };

/** The parts that hold one string, with its number in their names: paths, tags, components and webhooks. */
export function createPart(number: number): Json {
  const tags = [`Part${number}`];
  const named = (name: string) => `${name}${number}`;
  const kinds = { cat: `#/components/schemas/${named('Cat')}` };
  return {
    tags: [
      {
        name: tags[0],
        summary: 'x',
        description: 'x',
        parent: 'x',
        kind: 'x',
        'x-displayName': 'x',
      },
    ],
    paths: {
      [`/plain${number}`]: {
        post: {
          tags: ['x'],
          operationId: named('plain'),
          summary: 'x',
          description: 'x',
          externalDocs: { url: 'https://x.example', description: 'x' },
          'x-said': 'x',
          'x-sunset': 'x',
          servers: [{ url: 'https://x.example' }],
          parameters: [
            {
              name: 'q',
              in: 'query',
              description: 'x',
              example: 'x',
              schema: { ...text, default: 'x' },
            },
            { name: 'h', in: 'header', schema: { ...text, pattern: 'x' } },
            { name: 'c', in: 'cookie', style: 'cookie', schema: text },
            { name: 'chosen', in: 'query', schema: { ...text, enum: ['x', 'other value'] } },
            { name: 'deep', in: 'query', style: 'deepObject', schema: object({ named: text }) },
          ],
          responses: {
            200: {
              summary: 'x',
              headers: { named: { schema: text, description: 'x' } },
              content: {
                'application/json': {
                  schema: ref(named('Held')),
                  example: 'x',
                  examples: { named: { summary: 'x', value: 'x' } },
                },
              },
              links: { named: { operationId: named('plain') } },
            },
            named: { summary: 'x', description: 'x' },
          },
          callbacks: {
            named: { '{$request.body#/url}': { post: { responses: answer(text) } } },
            other: { expression: { post: { responses: answer(text) } } },
          },
          security: [{ known: ['x'] }, { named: [] }],
        },
      },
      [`/params${number}/{id}`]: { get: { tags, parameters: [id], responses: answer(text) } },
      [`/named${number}`]: { get: { tags, responses: answer(ref(named('Plain'))) } },
      [`/mixed${number}`]: {
        get: { tags, parameters: [id], responses: answer(ref(named('Choice'))) },
      },
      [`/whole${number}`]: { get: { responses: answer(ref(named('Base'))) } },
      [`/bodies${number}`]: bodies(tags, named),
      [`/later${number}`]: later(tags),
    },
    components: {
      schemas: {
        [named('Plain')]: object(
          {
            said: {
              ...text,
              title: 'x',
              description: 'x',
              default: 'x',
              example: 'x',
              pattern: 'x',
              format: 'x',
              contentMediaType: 'x',
              'x-said': 'x',
            },
            fixed: { const: 'x' },
            chosen: { ...text, enum: ['x', 'other value'] },
            deep: { type: 'object', default: { named: 'x' }, examples: ['x'] },
            named: text,
          },
          {
            title: 'x',
            description: 'x',
            required: ['x'],
            patternProperties: { named: text },
            dependentRequired: { named: ['said'] },
          },
        ),
        [named('Held')]: object({
          named: { ...text, format: 'date-time' },
          choice: ref(named('Choice')),
          values: ref(named('Values')),
          names: ref(named('Names')),
          varnames: ref(named('Varnames')),
          own: ref(named('Named')),
        }),
        [named('Values')]: { ...text, enum: ['x', 'other value'] },
        [named('Names')]: {
          type: 'integer',
          enum: [1, 2],
          'x-enumNames': ['x', 'Second'],
          'x-enumDescriptions': ['x', ''],
        },
        [named('Varnames')]: {
          type: 'integer',
          enum: [1, 2],
          'x-enum-varnames': ['x', 'Second'],
          'x-enum-descriptions': ['x', ''],
        },
        [named('Choice')]: {
          oneOf: [ref(named('Cat')), ref(named('Dog'))],
          discriminator: { propertyName: 'kind', mapping: { named: kinds.cat } },
        },
        [named('Cat')]: object({ kind: text, born: text }),
        [named('Dog')]: object({ kind: text, count: { type: 'integer', format: 'int64' } }),
        [named('Base')]: object(
          { kind: text },
          {
            discriminator: {
              propertyName: 'kind',
              mapping: { named: `#/components/schemas/${named('Derived')}` },
            },
          },
        ),
        [named('Derived')]: {
          allOf: [ref(named('Base')), object({ born: text })],
        },
        [named('Named')]: object({ field: text }),
      },
      parameters: { [named('Named')]: { name: 'shared', in: 'query', schema: text } },
      responses: { [named('Named')]: { description: 'x' } },
      requestBodies: { [named('Named')]: { content: { 'application/json': { schema: text } } } },
      securitySchemes: {
        [named('oauth')]: {
          type: 'oauth2',
          flows: {
            clientCredentials: {
              tokenUrl: 'https://x.example/token',
              scopes: { named: 'x', other: 'x' },
            },
          },
        },
        [named('http')]: { type: 'http', scheme: 'x', bearerFormat: 'x' },
        [named('openid')]: { type: 'openIdConnect', openIdConnectUrl: 'x' },
        [named('Named')]: { type: 'apiKey', in: 'header', name: 'x' },
      },
    },
    webhooks: { [named('Named')]: { post: { responses: answer(text) } } },
  };
}

/** What OpenAPI 3.2 adds. */
function later(tags: readonly string[]): Json {
  const operation = { tags, responses: { 204: { description: 'No Content' } } };
  return {
    query: {
      ...operation,
      parameters: [
        {
          name: 'x',
          in: 'querystring',
          examples: { named: { dataValue: 'x', serializedValue: 'x' } },
          content: { 'application/x-www-form-urlencoded': { schema: object({ named: text }) } },
        },
      ],
    },
    additionalOperations: { named: operation },
    post: {
      ...operation,
      requestBody: {
        content: {
          'multipart/mixed': { itemSchema: text, prefixEncoding: [{ contentType: 'x' }] },
        },
      },
      responses: {
        200: {
          description: 'OK',
          content: {
            'text/event-stream': {
              itemSchema: object({ data: text, event: { ...text, enum: ['x', 'y'] } }),
            },
          },
        },
      },
    },
  };
}

function bodies(tags: readonly string[], named: (name: string) => string): Json {
  const body = (content: Json, more: Json = {}) => ({
    tags,
    requestBody: { content, required: true, ...more },
    responses: { 204: { description: 'No Content' } },
  });
  const date = { ...text, format: 'date-time' };
  return {
    post: {
      ...body({ 'application/x-www-form-urlencoded': { schema: object({ named: date }) } }),
      responses: { 200: { description: 'OK', content: { named: { schema: text } } } },
    },
    put: body(
      {
        'multipart/form-data': {
          schema: object({ named: text, file: { ...text, format: 'binary' } }),
          encoding: { file: { contentType: 'x' } },
        },
      },
      { description: 'x' },
    ),
    patch: body({ named: { schema: text } }),
    delete: body({ named: { schema: ref(named('Held')) } }),
  };
}

/** What a document has once. */
export function createRoot(): Json {
  return {
    openapi: '3.2.0',
    $self: 'https://x.example/openapi',
    info: {
      title: 'x',
      version: 'x',
      description: 'x',
      summary: 'x',
      termsOfService: 'x',
      contact: { name: 'x', url: 'x', email: 'x' },
      license: { name: 'x', url: 'x' },
    },
    externalDocs: { url: 'x', description: 'x' },
    servers: [
      { url: 'x' },
      { url: 'https://api.example/', name: 'x', description: 'x' },
      {
        url: 'https://api.example/{base}',
        variables: {
          base: { default: 'v1', enum: ['x'], description: 'x' },
          named: { default: 'x' },
        },
      },
      { url: 'https://api.example/' },
      { url: 'https://api.example/' },
    ],
    tags: [],
    paths: { '/ping': { get: { tags: ['Ping'], responses: { 200: { description: 'OK' } } } } },
    components: {
      schemas: {},
      parameters: {},
      responses: {},
      requestBodies: {},
      securitySchemes: {
        known: { type: 'http', scheme: 'bearer' },
        key: { type: 'apiKey', in: 'header', name: 'x' },
        odd: { type: 'apiKey', in: 'x', name: 'x' },
        odder: { type: 'x' },
        oauth: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: 'x', scopes: { read: 'x' } } },
        },
      },
    },
    webhooks: {},
    'x-said': 'x',
    'x-named': 'x',
  };
}
