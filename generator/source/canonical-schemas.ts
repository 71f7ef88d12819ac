/**
 * The structure of an OpenAPI document (2.0, 3.0, 3.1, 3.2), as far as it decides which lists are sets.
 * Anything that is not named here is data: examples, defaults, extensions, and lists whose order means something.
 */
export type ShapeName = keyof typeof SHAPES | 'data';

export interface Field {
  readonly shape: ShapeName;
  /** `map`: an object whose keys are names. `set`: a list whose order means nothing. `sets`: a map of sets. */
  readonly as: 'one' | 'map' | 'list' | 'set' | 'sets';
}

export interface Shape {
  readonly fields: Readonly<Record<string, Field>>;
  /** The field of any other key. */
  readonly others?: Field;
  /** True when a key that starts with `x-` is an extension rather than a name. */
  readonly hasExtensions?: boolean;
}

type Fields = Readonly<Record<string, Field>>;

const one = (shape: string): Field => ({ shape: shape as ShapeName, as: 'one' });
const map = (shape: string): Field => ({ shape: shape as ShapeName, as: 'map' });
const list = (shape: string): Field => ({ shape: shape as ShapeName, as: 'list' });
const set = (shape: string): Field => ({ shape: shape as ShapeName, as: 'set' });
const sets: Field = { shape: 'data', as: 'sets' };

/** In Swagger 2.0, the document and each operation may have these. */
const TRANSFER: Fields = { consumes: set('data'), produces: set('data'), schemes: set('data') };

const METHODS: Fields = Object.fromEntries(
  ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'].map((method) => [
    method,
    one('operation'),
  ]),
);

/** JSON Schema 2020-12 and the keywords of drafts 4 and 5; `enum` and its names are sorted together. */
const SCHEMA: Fields = {
  required: set('data'),
  type: set('data'),
  allOf: set('schema'),
  oneOf: set('schema'),
  anyOf: set('schema'),
  prefixItems: list('schema'),
  items: list('schema'),
  dependentRequired: sets,
  ...Object.fromEntries(
    ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'].map((key) => [
      key,
      map('schema'),
    ]),
  ),
  ...Object.fromEntries(
    [
      'not',
      'additionalProperties',
      'additionalItems',
      'unevaluatedProperties',
      'unevaluatedItems',
      'contains',
      'propertyNames',
      'if',
      'then',
      'else',
      'contentSchema',
    ].map((key) => [key, one('schema')]),
  ),
};

/** By part, by position, and for every further position (OpenAPI 3.2, section 4.14). */
const ENCODINGS: Fields = {
  encoding: map('encoding'),
  prefixEncoding: list('encoding'),
  itemEncoding: one('encoding'),
};

export const SHAPES = {
  document: {
    fields: {
      paths: one('paths'),
      servers: list('server'),
      webhooks: map('pathItem'),
      components: one('components'),
      definitions: map('schema'),
      parameters: map('parameter'),
      responses: map('response'),
      tags: set('tag'),
      security: set('requirement'),
      ...TRANSFER,
    },
  },
  components: {
    fields: {
      schemas: map('schema'),
      responses: map('response'),
      parameters: map('parameter'),
      requestBodies: map('content'),
      headers: map('parameter'),
      callbacks: map('paths'),
      pathItems: map('pathItem'),
      mediaTypes: map('mediaType'),
    },
  },
  paths: { fields: {}, others: one('pathItem'), hasExtensions: true },
  pathItem: {
    fields: {
      parameters: set('parameter'),
      servers: list('server'),
      additionalOperations: map('operation'),
      'x-oai-additionalOperations': map('operation'),
      ...METHODS,
    },
  },
  operation: {
    fields: {
      tags: set('data'),
      parameters: set('parameter'),
      requestBody: one('content'),
      responses: map('response'),
      callbacks: map('paths'),
      servers: list('server'),
      security: set('requirement'),
      ...TRANSFER,
    },
  },
  /** A parameter or a header; in Swagger 2.0 it contains the keywords of the schema itself. */
  parameter: { fields: { ...SCHEMA, schema: one('schema'), content: map('mediaType') } },
  response: {
    fields: { schema: one('schema'), content: map('mediaType'), headers: map('parameter') },
  },
  content: { fields: { content: map('mediaType') } },
  mediaType: { fields: { schema: one('schema'), itemSchema: one('schema'), ...ENCODINGS } },
  encoding: { fields: { headers: map('parameter'), ...ENCODINGS } },
  requirement: { fields: {}, others: set('data') },
  tag: { fields: {} },
  /** The first server is the default, so their order is kept; the values of a variable are a set. */
  server: { fields: { variables: map('serverVariable') } },
  serverVariable: { fields: { enum: set('data') } },
  schema: { fields: SCHEMA },
} as const satisfies Record<string, Shape>;
