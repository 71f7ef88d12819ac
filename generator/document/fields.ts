import { isObject, own, type JsonObject } from './json.js';

/** The kinds of objects in OpenAPI 3.x, and those of Swagger 2.0 that have other fields; each as messages call it. */
export const OBJECT_NAMES = {
  document: 'the document',
  info: '`info`',
  server: 'a server',
  serverVariable: "a server's variable",
  components: '`components`',
  pathItem: 'a path',
  operation: 'an operation',
  webhook: 'a webhook',
  webhookOperation: 'a webhook',
  webhookResponse: 'a response to a webhook',
  reference: 'a reference',
  parameter: 'a parameter',
  requestBody: 'a request body',
  mediaType: 'a media type',
  example: 'an example',
  encoding: 'an encoding',
  response: 'a response',
  tag: 'a tag',
  externalDocs: '`externalDocs`',
  schema: 'a schema',
  discriminator: 'a discriminator',
  securityScheme: 'a security scheme',
  oauthFlows: '`flows`',
  oauthFlow: 'an OAuth flow',
  document2: 'the document',
  pathItem2: 'a path',
  operation2: 'an operation',
  parameter2: 'a parameter',
  items2: "a parameter's items",
  response2: 'a response',
  securityScheme2: 'a security scheme',
} as const;

export type ObjectKind = keyof typeof OBJECT_NAMES;

/**
 * What becomes of each field of a document. `read`: without it, the SDK differs. `unused`: it is left out without
 * harm, which is reported as an info. `unsupported`: the SDK lacks something, which is reported as a warning. `silent`:
 * it has no effect of its own and nothing is reported, since what it holds or what refers to it says enough.
 *
 * A test takes each field out of a document and looks whether the package changes.
 */
type Use = 'read' | 'unused' | 'unsupported' | 'silent';

export interface Field {
  readonly use: Use;
  /** What the SDK does instead, after "'not' of a schema:"; for `unused` and `unsupported`. */
  readonly effect?: string;
  /**
   * What it holds, if that has fields of its own: one object, a list of them, or a map from names to them. Of a patterned
   * map, `x-` keys are extensions; `patternedMaps` is a map to such maps.
   */
  readonly holds?: {
    readonly object: ObjectKind;
    readonly as: 'one' | 'list' | 'map' | 'patterned' | 'patternedMaps';
  };
  /** Whether a value is read nevertheless. */
  readonly isRead?: (value: unknown, owner: JsonObject) => boolean;
}

type Fields = Readonly<Record<string, Field>>;

const read: Field = { use: 'read' };
const silent: Field = { use: 'silent' };
const unused = (effect: string): Field => ({ use: 'unused', effect });
const unsupported = (effect: string, isRead?: Field['isRead']): Field => ({
  use: 'unsupported',
  effect,
  ...(isRead && { isRead }),
});
const one = (object: ObjectKind): Field => ({ use: 'read', holds: { object, as: 'one' } });
const list = (object: ObjectKind): Field => ({ use: 'read', holds: { object, as: 'list' } });
const map = (object: ObjectKind): Field => ({ use: 'read', holds: { object, as: 'map' } });
const patterned = (object: ObjectKind): Field => ({
  use: 'read',
  holds: { object, as: 'patterned' },
});

const fieldsOf = (field: Field, ...names: readonly string[]): Fields =>
  Object.fromEntries(names.map((name) => [name, field]));

/** A sunset date and a stability, which a comparison of two documents reads. */
const LIFECYCLE = fieldsOf(silent, 'x-sunset', 'x-stability-level');

const NO_LINKS = unused('a link has no call of its own');
const NO_EXAMPLES = unused('comments show the first value alone');
const NO_OWN_SCHEMES = unsupported('calls go to the servers of the document');
const NO_ANSWER = unsupported('what your server answers has no type');
const NAMED_BY_KEY = unused('a webhook is named by its key');
const NO_ENCODING = unsupported('each part is sent as its type suggests');
const NOT_SHOWN = unused('the SDK does not show it');
const NO_BROWSER = unused('the SDK opens no browser');
const CHECKED_BY_API = unused('the type cannot say it, and the API checks it');

/** OpenAPI 3.2, section 4.23, with the vocabularies of JSON Schema 2020-12; and what earlier versions of both had. */
const SCHEMA: Fields = {
  ...fieldsOf(
    read,
    '$id',
    '$anchor',
    '$ref',
    'type',
    'format',
    'title',
    'description',
    'deprecated',
    'default',
  ),
  ...fieldsOf(read, 'enum', 'const', 'example', 'examples', 'readOnly', 'writeOnly'),
  ...fieldsOf(read, 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'),
  ...fieldsOf(read, 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'uniqueItems'),
  ...fieldsOf(read, 'minProperties', 'maxProperties', 'contentMediaType', 'contentEncoding'),
  ...fieldsOf(read, 'nullable', 'x-nullable', 'x-enumNames', 'x-enum-varnames'),
  ...fieldsOf(read, 'x-enumDescriptions', 'x-enum-descriptions', 'x-ms-discriminator-value'),
  ...fieldsOf(read, 'x-enum-names', 'x-enum-comments', 'x-ms-enum'),
  ...LIFECYCLE,
  'x-extensible-enum': silent,
  'x-inferred': silent,
  required: unsupported(
    'a property is required by the list of the object that has it',
    (value) => !isBoolean(value),
  ),
  properties: map('schema'),
  additionalProperties: one('schema'),
  items: one('schema'),
  prefixItems: list('schema'),
  additionalItems: one('schema'),
  allOf: list('schema'),
  oneOf: list('schema'),
  anyOf: list('schema'),
  not: { ...CHECKED_BY_API, isRead: admitsNothing },
  discriminator: one('discriminator'),
  $defs: map('schema'),
  definitions: map('schema'),
  ...fieldsOf(
    unsupported('the type has neither the properties nor the conditions that it adds'),
    ...['if', 'then', 'else', 'dependentSchemas', 'dependencies'],
  ),
  patternProperties: {
    ...unsupported('properties of these names have no type', limitsNames),
    holds: { object: 'schema', as: 'map' },
  },
  unevaluatedProperties: unsupported(
    'further properties have no type',
    (value, owner) => isBoolean(value) || own(owner, 'patternProperties') !== undefined,
  ),
  unevaluatedItems: unsupported('further items have no type', isBoolean),
  contentSchema: unsupported('the value is text, except for the data of an event'),
  ...fieldsOf(CHECKED_BY_API, 'contains', 'minContains', 'maxContains', 'propertyNames'),
  dependentRequired: CHECKED_BY_API,
  ...fieldsOf(
    unsupported('a reference is resolved by `$ref` alone'),
    ...['$dynamicRef', '$recursiveRef'],
  ),
  ...fieldsOf(silent, '$dynamicAnchor', '$recursiveAnchor'),
  ...fieldsOf(unused('the rules of OpenAPI apply'), '$schema', '$vocabulary'),
  $comment: unused('it is for the authors of the document'),
  xml: unused('the SDK reads and writes JSON'),
  externalDocs: one('externalDocs'),
};

/** Without `$ref`, which makes a parameter a reference. */
const { $ref: _, ...KEYWORDS } = SCHEMA;

/** Beside `patternProperties`: whether other properties have a type, or are not allowed. */
function limitsNames(_: unknown, owner: JsonObject): boolean {
  return (own(owner, 'additionalProperties') ?? own(owner, 'unevaluatedProperties')) !== undefined;
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

/** A schema that allows no value is `not: {}` or `not: true`, which is read. */
function admitsNothing(value: unknown): boolean {
  return value === true || (isObject(value) && Object.keys(value).length === 0);
}

const DESCRIBED: Fields = {
  ...fieldsOf(read, 'description', 'deprecated', 'style', 'explode', 'required'),
  schema: one('schema'),
  content: map('mediaType'),
  example: read,
  examples: map('example'),
  ...LIFECYCLE,
};

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

const OBJECTS = {
  document: {
    openapi: read,
    $self: read,
    info: one('info'),
    servers: list('server'),
    paths: patterned('pathItem'),
    webhooks: map('webhook'),
    components: one('components'),
    security: read,
    tags: list('tag'),
    externalDocs: one('externalDocs'),
    jsonSchemaDialect: unsupported(
      'schemas are read as JSON Schema 2020-12',
      (dialect) => typeof dialect === 'string' && STANDARD_DIALECT.test(dialect),
    ),
  },
  info: {
    ...fieldsOf(read, 'title', 'version', 'description'),
    ...fieldsOf(NOT_SHOWN, 'summary', 'termsOfService', 'contact', 'license'),
  },
  server: {
    ...fieldsOf(read, 'url', 'name', 'description'),
    variables: map('serverVariable'),
  },
  serverVariable: fieldsOf(read, 'default', 'enum', 'description'),
  components: {
    schemas: map('schema'),
    parameters: map('parameter'),
    requestBodies: map('requestBody'),
    responses: map('response'),
    securitySchemes: map('securityScheme'),
    pathItems: map('pathItem'),
    mediaTypes: map('mediaType'),
    callbacks: { use: 'silent', holds: { object: 'webhook', as: 'patternedMaps' } },
    ...fieldsOf(silent, 'headers', 'links', 'examples'),
  },
  pathItem: {
    $ref: read,
    ...Object.fromEntries(METHODS.map((method) => [method, one('operation')])),
    ...Object.fromEntries(METHODS.map((method) => [method.toUpperCase(), one('operation')])),
    parameters: list('parameter'),
    ...fieldsOf(unused('comments show that of the operation'), 'summary', 'description'),
    servers: list('server'),
    query: one('operation'),
    ...fieldsOf(map('operation'), 'additionalOperations', 'x-oai-additionalOperations'),
  },
  operation: {
    ...fieldsOf(read, 'tags', 'operationId', 'summary', 'description', 'deprecated', 'security'),
    parameters: list('parameter'),
    requestBody: one('requestBody'),
    responses: patterned('response'),
    externalDocs: one('externalDocs'),
    callbacks: { use: 'read', holds: { object: 'webhook', as: 'patternedMaps' } },
    servers: list('server'),
    ...LIFECYCLE,
  },
  /** A path item of `webhooks` or of a callback. */
  webhook: {
    ...fieldsOf(read, '$ref', 'summary', 'description', 'parameters'),
    ...Object.fromEntries(METHODS.map((method) => [method, one('webhookOperation')])),
    ...Object.fromEntries(METHODS.map((method) => [method.toUpperCase(), one('webhookOperation')])),
    servers: NAMED_BY_KEY,
    query: one('webhookOperation'),
    ...fieldsOf(map('webhookOperation'), 'additionalOperations', 'x-oai-additionalOperations'),
  },
  webhookOperation: {
    ...fieldsOf(read, 'summary', 'description', 'deprecated', 'parameters'),
    requestBody: one('requestBody'),
    responses: patterned('webhookResponse'),
    ...fieldsOf(NAMED_BY_KEY, 'tags', 'operationId', 'servers'),
    security: unused('the SDK checks no signature'),
    callbacks: unsupported('what a callback asks for has no type'),
    externalDocs: one('externalDocs'),
    ...LIFECYCLE,
  },
  webhookResponse: {
    ...fieldsOf(NO_ANSWER, 'content', 'headers'),
    ...fieldsOf(NOT_SHOWN, 'description', 'summary'),
    links: NO_LINKS,
  },
  reference: {
    $ref: read,
    ...fieldsOf(unused('comments show that of the target'), 'summary', 'description'),
  },
  parameter: {
    ...DESCRIBED,
    ...fieldsOf(read, 'name', 'in'),
    allowReserved: unsupported(
      'reserved characters are percent-encoded in a cookie',
      (_, parameter) => parameter['in'] !== 'cookie',
    ),
    allowEmptyValue: unused('an empty text can be sent in any case'),
  },
  example: {
    ...fieldsOf(read, 'value', 'dataValue'),
    ...fieldsOf(NO_EXAMPLES, 'summary', 'description', 'serializedValue', 'externalValue'),
  },
  requestBody: { ...fieldsOf(read, 'description', 'required'), content: map('mediaType') },
  mediaType: {
    schema: one('schema'),
    ...fieldsOf(unused('comments show the example of the schema'), 'example', 'examples'),
    encoding: { ...map('encoding'), use: 'silent' },
    description: NOT_SHOWN,
    itemSchema: one('schema'),
    prefixEncoding: list('encoding'),
    itemEncoding: one('encoding'),
  },
  encoding: {
    ...fieldsOf(read, 'contentType', 'style', 'explode', 'allowReserved'),
    headers: unsupported('parts are sent without headers of their own'),
    ...fieldsOf(NO_ENCODING, 'encoding', 'prefixEncoding', 'itemEncoding'),
  },
  response: {
    ...fieldsOf(read, 'summary', 'description'),
    headers: unused('headers are text, and `withResponse()` gives them by name'),
    content: map('mediaType'),
    links: NO_LINKS,
  },
  externalDocs: fieldsOf(read, 'url', 'description'),
  tag: {
    ...fieldsOf(read, 'name', 'summary', 'description'),
    externalDocs: one('externalDocs'),
    ...fieldsOf(NOT_SHOWN, 'parent', 'kind'),
  },
  schema: SCHEMA,
  discriminator: fieldsOf(read, 'propertyName', 'mapping', 'defaultMapping'),
  securityScheme: {
    ...fieldsOf(read, 'type', 'name', 'in', 'scheme', 'bearerFormat', 'description', 'deprecated'),
    flows: one('oauthFlows'),
    ...fieldsOf(NOT_SHOWN, 'openIdConnectUrl', 'oauth2MetadataUrl'),
  },
  oauthFlows: {
    clientCredentials: one('oauthFlow'),
    ...fieldsOf(
      { ...one('oauthFlow'), use: 'silent' },
      ...['password', 'authorizationCode', 'implicit', 'deviceAuthorization'],
    ),
  },
  oauthFlow: {
    ...fieldsOf(read, 'tokenUrl', 'scopes'),
    ...fieldsOf(NO_BROWSER, 'authorizationUrl', 'refreshUrl', 'deviceAuthorizationUrl'),
  },
  document2: {
    ...fieldsOf(read, 'swagger', 'host', 'basePath', 'schemes', 'consumes', 'produces'),
    info: one('info'),
    paths: patterned('pathItem2'),
    definitions: map('schema'),
    parameters: map('parameter2'),
    responses: map('response2'),
    securityDefinitions: map('securityScheme2'),
    security: read,
    tags: list('tag'),
    externalDocs: one('externalDocs'),
  },
  pathItem2: {
    $ref: read,
    ...Object.fromEntries(METHODS.map((method) => [method, one('operation2')])),
    ...Object.fromEntries(METHODS.map((method) => [method.toUpperCase(), one('operation2')])),
    parameters: list('parameter2'),
  },
  operation2: {
    ...fieldsOf(read, 'tags', 'operationId', 'summary', 'description', 'deprecated', 'security'),
    ...fieldsOf(read, 'consumes', 'produces'),
    parameters: list('parameter2'),
    responses: patterned('response2'),
    schemes: NO_OWN_SCHEMES,
    externalDocs: one('externalDocs'),
    ...LIFECYCLE,
  },
  parameter2: {
    ...KEYWORDS,
    ...fieldsOf(read, 'name', 'in', 'required', 'collectionFormat'),
    schema: one('schema'),
    items: one('items2'),
    allowEmptyValue: unused('an empty text can be sent in any case'),
  },
  items2: {
    ...SCHEMA,
    items: one('items2'),
    collectionFormat: unsupported('the inner lists are sent as JSON'),
  },
  response2: {
    description: read,
    schema: one('schema'),
    headers: unused('headers are text, and `withResponse()` gives them by name'),
    examples: unused('comments show the example of the schema'),
  },
  securityScheme2: {
    ...fieldsOf(read, 'type', 'name', 'in', 'flow', 'tokenUrl', 'scopes', 'description'),
    authorizationUrl: NO_BROWSER,
  },
} as const satisfies Record<ObjectKind, Fields>;

/** OpenAPI's dialects and JSON Schema's, whose keywords are read alike. */
const STANDARD_DIALECT =
  /^https:\/\/(?:spec\.openapis\.org\/oas\/3\.\d\/dialect\/|json-schema\.org\/draft\/2020-12\/schema)/;

export const FIELDS: Readonly<Record<ObjectKind, Fields>> = OBJECTS;
