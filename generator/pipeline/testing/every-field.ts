/** Documents that have every field of OpenAPI, each in a place where it matters if anything reads it. For tests. */

const text = { type: 'string' };

const ok = (schema: object) => ({
  200: { description: 'OK', content: { 'application/json': { schema } } },
});

const query = (name: string, more: object) => ({ name, in: 'query', ...more });

const operation = (more: object) => ({ tags: ['Things'], responses: ok(text), ...more });

/** Each property has one keyword to look at, and what that needs. */
const KEYWORDS = {
  $ref: { $ref: 'https://api.example.com/described.json#/components/schemas/Shape' },
  format: { type: 'string', format: 'date-time' },
  title: { type: 'string', title: 'A title' },
  description: { type: 'string', description: 'A description' },
  deprecated: { type: 'string', deprecated: true },
  default: { type: 'string', default: 'a' },
  enum: { type: 'string', enum: ['a', 'b'] },
  const: { const: 'a' },
  example: { type: 'string', example: 'an example' },
  examples: { type: 'string', examples: ['one of the examples'] },
  readOnly: { type: 'string', readOnly: true },
  writeOnly: { type: 'string', writeOnly: true },
  minimum: { type: 'number', minimum: 1 },
  maximum: { type: 'number', maximum: 9 },
  exclusiveMinimum: { type: 'number', exclusiveMinimum: 0 },
  exclusiveMaximum: { type: 'number', exclusiveMaximum: 10 },
  multipleOf: { type: 'number', multipleOf: 2 },
  minLength: { type: 'string', minLength: 1 },
  maxLength: { type: 'string', maxLength: 9 },
  pattern: { type: 'string', pattern: '^a+$' },
  minItems: { type: 'array', items: text, minItems: 1 },
  maxItems: { type: 'array', items: text, maxItems: 9 },
  uniqueItems: { type: 'array', items: text, uniqueItems: true },
  minProperties: { type: 'object', minProperties: 1 },
  maxProperties: { type: 'object', maxProperties: 9 },
  contentMediaType: { type: 'string', contentMediaType: 'application/octet-stream' },
  contentEncoding: {
    type: 'string',
    contentMediaType: 'application/octet-stream',
    contentEncoding: 'base64',
  },
  nullable: { type: 'string', nullable: true },
  'x-nullable': { type: 'string', 'x-nullable': true },
  required: { type: 'string', required: true },
  additionalProperties: { type: 'object', additionalProperties: text },
  prefixItems: { type: 'array', prefixItems: [text] },
  additionalItems: { type: 'array', items: [{ type: 'number' }], additionalItems: text },
  allOf: { allOf: [{ $ref: '#/components/schemas/Shape' }, { properties: { more: text } }] },
  oneOf: { oneOf: [text, { type: 'number' }] },
  anyOf: { anyOf: [text, { type: 'number' }] },
  not: { type: 'string', not: { enum: ['a'] } },
  $defs: {
    $ref: '#/components/schemas/Things/properties/$defs/$defs/Inner',
    $defs: { Inner: text },
  },
  definitions: {
    $ref: '#/components/schemas/Things/properties/definitions/definitions/Inner',
    definitions: { Inner: { type: 'number' } },
  },
  if: { type: 'object', if: { properties: { a: text } }, then: {}, else: {} },
  dependentSchemas: { type: 'object', dependentSchemas: { a: { properties: { b: text } } } },
  dependencies: { type: 'object', dependencies: { a: ['b'] } },
  patternProperties: {
    type: 'object',
    properties: { a: text },
    patternProperties: { '^x': { type: 'number' } },
  },
  unevaluatedProperties: { type: 'object', unevaluatedProperties: { type: 'number' } },
  unevaluatedItems: { type: 'array', unevaluatedItems: { type: 'number' } },
  contentSchema: {
    type: 'string',
    contentMediaType: 'application/json',
    contentSchema: { type: 'object', properties: { a: text } },
  },
  contains: {
    type: 'array',
    items: text,
    contains: { const: 'a' },
    minContains: 1,
    maxContains: 2,
  },
  propertyNames: { type: 'object', propertyNames: { enum: ['a', 'b'] } },
  dependentRequired: { type: 'object', dependentRequired: { a: ['b'] } },
  $dynamicRef: { $dynamicRef: '#node' },
  $dynamicAnchor: { type: 'string', $dynamicAnchor: 'node' },
  $recursiveRef: { $recursiveRef: '#' },
  $recursiveAnchor: { type: 'string', $recursiveAnchor: true },
  $anchor: { type: 'string', $anchor: 'place' },
  anchored: { $ref: '#place' },
  $id: { type: 'string', $id: 'https://example.com/id' },
  identified: { $ref: 'https://example.com/id' },
  $schema: { type: 'string', $schema: 'https://json-schema.org/draft/2020-12/schema' },
  $vocabulary: { type: 'string', $vocabulary: { 'https://example.com/v': true } },
  $comment: { type: 'string', $comment: 'for authors' },
  xml: { type: 'string', xml: { name: 'a' } },
  externalDocs: {
    type: 'string',
    externalDocs: { url: 'https://example.com/docs', description: 'More' },
  },
};

const PARAMETERS = [
  query('description', { schema: text, description: 'A description' }),
  query('deprecated', { schema: text, deprecated: true }),
  query('style', { schema: { type: 'array', items: text }, style: 'pipeDelimited' }),
  query('explode', { schema: { type: 'array', items: text }, explode: false }),
  query('required', { schema: text, required: true }),
  query('content', {
    content: {
      'application/json': { schema: { type: 'object', properties: { a: text } }, example: {} },
    },
  }),
  query('example', { schema: text, example: 'an example' }),
  query('examples', { schema: text, examples: { a: { value: 'a named example' } } }),
  query('dataValue', {
    schema: text,
    examples: {
      a: {
        dataValue: 'a value',
        serializedValue: 'a%20value',
        externalValue: 'https://example.com/value',
        summary: 'A value',
        description: 'Of data',
      },
    },
  }),
  query('allowReserved', { schema: text, allowReserved: true }),
  query('allowEmptyValue', { schema: text, allowEmptyValue: true }),
  { $ref: '#/components/parameters/Shared', summary: 'mine', description: 'mine' },
];

const METHODS = ['put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

const FORM = {
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: {
        contentType: { type: 'object', properties: { a: text } },
        style: { type: 'object', properties: { a: text } },
        explode: { type: 'array', items: text },
        image: { type: 'string', contentMediaType: 'image/png' },
        base64: { type: 'string', contentMediaType: 'image/png', contentEncoding: 'base64' },
      },
    },
    description: 'the form',
    example: {},
    examples: { a: { value: {} } },
    encoding: {
      contentType: {
        contentType: 'application/json',
        headers: { 'X-A': { schema: text } },
        encoding: { c: {} },
        prefixEncoding: [{}],
        itemEncoding: {},
      },
      style: { style: 'deepObject' },
      explode: { explode: false },
    },
  },
  'application/x-www-form-urlencoded': {
    schema: { type: 'object', properties: { a: text } },
    encoding: { a: { allowReserved: true } },
  },
};

const FLOW = { tokenUrl: 'https://api.example.com/token', scopes: { read: 'Read' } };

const SECURITY_SCHEMES = {
  Key: { type: 'apiKey', name: 'X-Key', in: 'header', description: 'the key', deprecated: true },
  Bearer: { type: 'http', scheme: 'basic', bearerFormat: 'JWT' },
  OpenId: { type: 'openIdConnect', openIdConnectUrl: 'https://api.example.com/openid' },
  OAuth: {
    type: 'oauth2',
    oauth2MetadataUrl: 'https://api.example.com/metadata',
    flows: {
      clientCredentials: { ...FLOW, refreshUrl: 'https://api.example.com/refresh' },
    },
  },
  ...Object.fromEntries(
    ['password', 'authorizationCode', 'implicit', 'deviceAuthorization'].map((flow) => [
      `OAuth ${flow}`,
      {
        type: 'oauth2',
        flows: {
          [flow]: {
            ...FLOW,
            authorizationUrl: 'https://api.example.com/authorize',
            deviceAuthorizationUrl: 'https://api.example.com/device',
          },
        },
      },
    ]),
  ),
};

/** @see FIELDS in document/fields.ts, with the kinds of objects of OpenAPI 3.x. */
export const EVERY_FIELD_OF_3 = {
  openapi: '3.2.0',
  $self: 'https://api.example.com/described.json',
  jsonSchemaDialect: 'https://example.com/dialect',
  info: {
    title: 'Every field',
    version: 'v1',
    description: 'A description',
    summary: 'A summary',
    termsOfService: 'https://example.com/terms',
    contact: { name: 'A' },
    license: { name: 'MIT' },
  },
  externalDocs: { url: 'https://example.com/docs' },
  servers: [
    {
      url: 'https://{region}.example.com',
      name: 'first',
      description: 'The first',
      variables: { region: { default: 'eu', enum: ['eu', 'us'], description: 'Where' } },
    },
    { url: 'https://second.example.com', description: 'The second' },
  ],
  security: [{ Key: [] }],
  tags: [
    {
      name: 'Things',
      description: 'All things',
      summary: 'Things!',
      parent: 'Others',
      kind: 'nav',
      externalDocs: { url: 'https://example.com/docs' },
    },
    { name: 'Others' },
  ],
  webhooks: {
    changed: {
      summary: 'Changed',
      description: 'Something has changed',
      parameters: [{ name: 'X-Signature', in: 'header', schema: text }],
      servers: [{ url: 'https://hooks.example.com' }],
      ...Object.fromEntries(METHODS.map((method) => [method, {}])),
      query: {},
      additionalOperations: { COPY: {} },
    },
    added: {
      get: {
        tags: ['Things'],
        operationId: 'thingAdded',
        summary: 'Added',
        description: 'Something was added',
        deprecated: true,
        security: [],
        servers: [{ url: 'https://hooks.example.com' }],
        externalDocs: { url: 'https://example.com/docs' },
        parameters: [{ name: 'X-Signature', in: 'header', schema: text }],
      },
      post: {
        requestBody: { content: { 'application/json': { schema: text } } },
        responses: {
          200: {
            summary: 'Fine',
            description: 'It was received',
            headers: { 'X-A': { schema: text } },
            content: { 'application/json': { schema: text } },
            links: {},
          },
        },
        callbacks: {},
      },
    },
    upperCase: Object.fromEntries(
      ['get', ...METHODS].map((method) => [method.toUpperCase(), { summary: method }]),
    ),
    referred: { $ref: '#/components/pathItems/Referred' },
    removed: { 'x-oai-additionalOperations': { MOVE: { summary: 'Moved' } } },
  },
  paths: {
    '/things': {
      summary: 'Of things',
      description: 'All about things',
      servers: [{ url: 'https://things.example.com' }],
      parameters: [query('shared', { schema: text })],
      get: operation({
        operationId: 'fetchEverything',
        summary: 'Lists things',
        description: 'All of them',
        deprecated: true,
        security: [{ OAuth: ['read'] }],
        externalDocs: { url: 'https://example.com/docs' },
        servers: [{ url: 'https://lists.example.com' }],
        parameters: PARAMETERS,
        responses: {
          200: {
            summary: 'Good',
            description: 'All things',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Things' } } },
            headers: { 'X-Total': { description: 'How many', schema: { type: 'integer' } } },
            links: { one: { operationId: 'getThing' } },
          },
          404: { $ref: '#/components/responses/Missing' },
        },
        callbacks: {
          done: { '{$request.query.url}': { post: {} } },
          shared: { $ref: '#/components/callbacks/Shared' },
        },
      }),
      ...Object.fromEntries(METHODS.map((method) => [method, operation({})])),
      put: operation({
        requestBody: {
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Things' } } },
        },
      }),
      query: operation({}),
      additionalOperations: { COPY: operation({}) },
      'x-oai-additionalOperations': { MOVE: operation({}) },
    },
    '/forms': {
      post: operation({
        requestBody: { description: 'A form', required: true, content: FORM },
      }),
      put: operation({
        security: [{ Bearer: [] }],
        requestBody: { $ref: '#/components/requestBodies/Thing' },
      }),
    },
    '/mixed': {
      post: operation({
        requestBody: {
          content: {
            'multipart/mixed': {
              schema: { type: 'array', items: text },
              prefixEncoding: [{ contentType: 'text/csv' }],
              itemEncoding: { contentType: 'text/plain' },
            },
          },
        },
      }),
    },
    '/events': {
      get: operation({
        responses: {
          200: {
            description: 'Events',
            content: {
              'text/event-stream': { itemSchema: { $ref: '#/components/schemas/Shape' } },
            },
          },
        },
      }),
    },
    '/lines': {
      get: operation({
        security: [],
        responses: {
          200: {
            summary: 'Lines',
            content: { 'application/jsonl': { $ref: '#/components/mediaTypes/Lines' } },
          },
        },
      }),
    },
    '/referred': { $ref: '#/components/pathItems/Referred' },
    '/upper-case': Object.fromEntries(
      ['get', ...METHODS].map((method) => [method.toUpperCase(), operation({})]),
    ),
  },
  components: {
    schemas: {
      Things: { type: 'object', required: ['const'], properties: KEYWORDS },
      Shape: {
        oneOf: [{ $ref: '#/components/schemas/Square' }, { $ref: '#/components/schemas/Circle' }],
        discriminator: {
          propertyName: 'kind',
          mapping: { square: '#/components/schemas/Square', round: '#/components/schemas/Circle' },
          defaultMapping: '#/components/schemas/Square',
        },
      },
      Square: { type: 'object', properties: { kind: text, side: { type: 'number' } } },
      Circle: { type: 'object', properties: { kind: text, radius: { type: 'number' } } },
      Base: { type: 'object', properties: { tag: text }, discriminator: { propertyName: 'tag' } },
      Derived: {
        allOf: [{ $ref: '#/components/schemas/Base' }],
        'x-ms-discriminator-value': '#derived',
      },
      Named: {
        type: 'integer',
        enum: [1, 2],
        'x-enumNames': ['One', 'Two'],
        'x-enumDescriptions': ['First', 'Second'],
      },
      Varnamed: {
        type: 'integer',
        enum: [1, 2],
        'x-enum-varnames': ['One', 'Two'],
        'x-enum-descriptions': ['First', 'Second'],
      },
      Commented: {
        type: 'integer',
        enum: [1, 2],
        'x-enum-names': ['One', 'Two'],
        'x-enum-comments': { One: 'First' },
      },
      Microsoft: {
        type: 'integer',
        enum: [1, 2],
        'x-ms-enum': { values: [{ value: 1, name: 'One' }] },
      },
    },
    parameters: { Shared: query('referred', { schema: text }) },
    requestBodies: { Thing: { content: { 'application/json': { schema: text } } } },
    responses: { Missing: { description: 'There is none' } },
    headers: {},
    links: {},
    examples: {},
    callbacks: { Shared: { '{$request.query.url}': { post: {} } } },
    mediaTypes: { Lines: { itemSchema: { $ref: '#/components/schemas/Square' } } },
    pathItems: { Referred: { get: operation({}) } },
    securitySchemes: SECURITY_SCHEMES,
  },
};

const okOf2 = { 200: { description: 'OK', schema: text } };

const operationOf2 = (more: object) => ({ tags: ['Things'], responses: okOf2, ...more });

/** The same with the kinds of objects that Swagger 2.0 has of its own. */
export const EVERY_FIELD_OF_2 = {
  swagger: '2.0',
  info: { title: 'Every field', version: 'v1' },
  host: 'api.example.com',
  basePath: '/base',
  schemes: ['http'],
  consumes: ['multipart/form-data'],
  produces: ['text/plain'],
  security: [{ Key: [] }],
  tags: [{ name: 'Things', description: 'All things' }],
  externalDocs: { url: 'https://example.com/docs' },
  paths: {
    '/things': {
      parameters: [{ name: 'shared', in: 'query', type: 'string' }],
      get: operationOf2({
        operationId: 'fetchEverything',
        summary: 'Lists things',
        description: 'All of them',
        deprecated: true,
        security: [{ OAuth: ['read'] }],
        schemes: ['wss'],
        produces: ['application/octet-stream'],
        externalDocs: { url: 'https://example.com/docs' },
        parameters: [
          { name: 'required', in: 'query', type: 'string', required: true },
          {
            name: 'list',
            in: 'query',
            type: 'array',
            items: { type: 'array', items: { type: 'number' }, collectionFormat: 'pipes' },
            collectionFormat: 'ssv',
            allowEmptyValue: true,
            description: 'A description',
          },
          { $ref: '#/parameters/Shared' },
        ],
        responses: {
          200: {
            description: 'All things',
            schema: { $ref: '#/definitions/Thing' },
            headers: { 'X-Total': { type: 'integer' } },
            examples: { 'application/json': {} },
          },
        },
      }),
      ...Object.fromEntries(METHODS.map((method) => [method, operationOf2({})])),
    },
    '/forms': {
      post: operationOf2({
        consumes: ['application/x-www-form-urlencoded'],
        parameters: [{ name: 'a', in: 'formData', type: 'string' }],
      }),
      put: operationOf2({
        security: [],
        parameters: [{ name: 'a', in: 'formData', type: 'string' }],
        responses: { 200: { $ref: '#/responses/Thing' } },
      }),
      patch: operationOf2({
        parameters: [{ name: 'body', in: 'body', schema: { $ref: '#/definitions/Thing' } }],
      }),
    },
    '/referred': { $ref: '#/paths/~1upper-case' },
    '/upper-case': Object.fromEntries(
      ['get', ...METHODS].map((method) => [method.toUpperCase(), operationOf2({})]),
    ),
  },
  parameters: { Shared: { name: 'referred', in: 'query', type: 'string' } },
  responses: { Thing: { description: 'OK', schema: { $ref: '#/definitions/Thing' } } },
  definitions: { Thing: { type: 'object', properties: { a: text } } },
  securityDefinitions: {
    Key: { type: 'apiKey', name: 'X-Key', in: 'header', description: 'the key' },
    OAuth: {
      type: 'oauth2',
      flow: 'application',
      tokenUrl: 'https://api.example.com/token',
      scopes: { read: 'Read' },
    },
    Implicit: {
      type: 'oauth2',
      flow: 'implicit',
      authorizationUrl: 'https://api.example.com/authorize',
      scopes: {},
    },
  },
};
