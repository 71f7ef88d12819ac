import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIELDS, type ObjectKind } from './fields.js';
import { findTarget, isObject, own, type JsonObject } from './json.js';

/** Every field of every version of OpenAPI, read off the official JSON Schemas, has its row in the table of `fields.ts`. */

const MODULES = join(__dirname, '../../node_modules');

function readSchema(path: string): JsonObject {
  return JSON.parse(readFileSync(join(MODULES, path), 'utf8')) as JsonObject;
}

const officialSchema = (version: string): JsonObject =>
  readSchema(`@seriousme/openapi-schema-validator/schemas/v${version}/schema.json`);

const SINCE_31 = {
  info: 'info',
  server: 'server',
  'server-variable': 'serverVariable',
  components: 'components',
  'path-item': 'pathItem',
  operation: 'operation',
  parameter: 'parameter',
  'request-body': 'requestBody',
  'media-type': 'mediaType',
  example: 'example',
  encoding: 'encoding',
  response: 'response',
  tag: 'tag',
  'external-documentation': 'externalDocs',
  reference: 'reference',
  'security-scheme': 'securityScheme',
  'oauth-flows': 'oauthFlows',
  implicit: 'oauthFlow',
  password: 'oauthFlow',
  'client-credentials': 'oauthFlow',
  'authorization-code': 'oauthFlow',
} as const;

/** The kind of each object that the official schemas define, by its name there; by version. */
const KINDS: Readonly<Record<string, Readonly<Record<string, ObjectKind>>>> = {
  '2.0': {
    info: 'info',
    pathItem: 'pathItem2',
    operation: 'operation2',
    parameter: 'parameter2',
    primitivesItems: 'items2',
    response: 'response2',
    schema: 'schema',
    fileSchema: 'schema',
    tag: 'tag',
    externalDocs: 'externalDocs',
    basicAuthenticationSecurity: 'securityScheme2',
    apiKeySecurity: 'securityScheme2',
    oauth2ImplicitSecurity: 'securityScheme2',
    oauth2PasswordSecurity: 'securityScheme2',
    oauth2ApplicationSecurity: 'securityScheme2',
    oauth2AccessCodeSecurity: 'securityScheme2',
    jsonReference: 'reference',
  },
  '3.0': {
    Info: 'info',
    Server: 'server',
    ServerVariable: 'serverVariable',
    Components: 'components',
    Schema: 'schema',
    ExternalDocumentation: 'externalDocs',
    Discriminator: 'discriminator',
    Response: 'response',
    MediaType: 'mediaType',
    Example: 'example',
    PathItem: 'pathItem',
    Operation: 'operation',
    Tag: 'tag',
    Parameter: 'parameter',
    RequestBody: 'requestBody',
    SecurityScheme: 'securityScheme',
    OAuthFlows: 'oauthFlows',
    ImplicitOAuthFlow: 'oauthFlow',
    PasswordOAuthFlow: 'oauthFlow',
    ClientCredentialsFlow: 'oauthFlow',
    AuthorizationCodeOAuthFlow: 'oauthFlow',
    Encoding: 'encoding',
  },
  '3.1': SINCE_31,
  '3.2': { ...SINCE_31, 'device-authorization': 'oauthFlow' },
};

/** Objects without a kind: the field that holds them is reported as a whole, or what they define belongs to others. */
const WITHOUT_KIND: Readonly<Record<string, readonly [ObjectKind, string]>> = {
  ...{ contact: ['info', 'contact'], Contact: ['info', 'contact'] },
  ...{ license: ['info', 'license'], License: ['info', 'license'] },
  ...{ xml: ['schema', 'xml'], XML: ['schema', 'xml'] },
  ...{ link: ['response', 'links'], Link: ['response', 'links'] },
  ...{ header: ['response', 'headers'], Header: ['response', 'headers'] },
};

/** Definitions that only others are put together from. */
const MIXINS =
  /-or-reference$|^(?:examples|explode-for-form|parameters|[rR]esponses|ParameterLocation)$|Sub[sS]chema$|^(?:body|nonBody)Parameter$|SecurityScheme$|^responseValue$/;

/** JSON Schema 2020-12 by vocabulary, and what OpenAPI adds (OpenAPI 3.2, section 4.24.1). */
const VOCABULARIES = {
  ...Object.fromEntries(
    [
      ...['core', 'applicator', 'unevaluated', 'validation'],
      ...['meta-data', 'format-annotation', 'content'],
    ].map((name) => [
      name,
      Object.keys(
        readSchema(`ajv/dist/refs/json-schema-2020-12/meta/${name}.json`)['properties'] ?? {},
      ),
    ]),
  ),
  'OpenAPI base': ['discriminator', 'xml', 'externalDocs', 'example'],
};

describe.each(['2.0', '3.0', '3.1', '3.2'])('OpenAPI %s', (version) => {
  const schema = officialSchema(version);
  const definitions = definitionsOf(schema);
  const kinds = Object.entries(KINDS[version] ?? {});

  it.each([
    ['the document', version === '2.0' ? 'document2' : 'document', schema] as const,
    ...kinds.map(([name, kind]) => [name, kind, definitions[name] ?? {}] as const),
  ])('has no field of %s that is neither read nor told', (_, kind, definition) => {
    const fields = fieldsOf(definition, schema);
    expect(fields.size).toBeGreaterThan(0);
    expect([...fields].filter((field) => !Object.hasOwn(FIELDS[kind], field))).toEqual([]);
  });

  it('has no object that is left out', () => {
    const others = Object.entries(definitions).filter(
      ([name, definition]) =>
        fieldsOf(definition, schema).size > 0 &&
        KINDS[version]?.[name] === undefined &&
        !MIXINS.test(name),
    );
    const walked = others.filter(([name]) => {
      const [kind = 'document', field = ''] = WITHOUT_KIND[name] ?? [];
      const { use = 'read' } = FIELDS[kind][field] ?? {};
      return use !== 'unused' && use !== 'unsupported';
    });
    expect(walked.map(([name]) => name)).toEqual([]);
  });
});

it.each(Object.entries(VOCABULARIES))(
  'the vocabulary %s has no keyword that is neither read nor told',
  (_, keywords) => {
    expect(keywords.length).toBeGreaterThan(0);
    expect(keywords.filter((keyword) => !Object.hasOwn(FIELDS.schema, keyword))).toEqual([]);
  },
);

/** The definitions of a schema, and those inside of `oauth-flows`. */
function definitionsOf(schema: JsonObject): Readonly<Record<string, JsonObject>> {
  const all = (schema['$defs'] ?? schema['definitions']) as Readonly<Record<string, JsonObject>>;
  return { ...all, ...(all['oauth-flows']?.['$defs'] as typeof all | undefined) };
}

/** The names under `properties` of a definition, with those that its conditions and parts add; not those of what it holds. */
function fieldsOf(
  definition: unknown,
  root: JsonObject,
  seen = new Set<unknown>(),
): ReadonlySet<string> {
  const names = new Set<string>();
  if (Array.isArray(definition)) {
    for (const part of definition) for (const name of fieldsOf(part, root, seen)) names.add(name);
    return names;
  }
  if (!isObject(definition) || seen.has(definition)) return names;
  seen.add(definition);
  for (const name of Object.keys((own(definition, 'properties') as object | undefined) ?? {}))
    names.add(name);
  const ref = own(definition, '$ref');
  const target = typeof ref === 'string' ? findTarget(root, ref)?.value : undefined;
  const dependent = Object.values(
    (own(definition, 'dependentSchemas') as object | undefined) ?? {},
  );
  const parts = ['allOf', 'oneOf', 'anyOf', 'if', 'then', 'else'].map((key) =>
    own(definition, key),
  );
  for (const part of [target, ...dependent, ...parts])
    for (const name of fieldsOf(part, root, seen)) names.add(name);
  return names;
}
