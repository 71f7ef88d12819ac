import { own, type JsonObject } from './json-tree.js';

/** How a document writes schemas: 3.1 and later are JSON Schema 2020-12. */
export type Dialect = '2.0' | '3.0' | '3.1';

export function getDialect(published: JsonObject): Dialect {
  const version = own(published, 'openapi');
  if (version === undefined) return '2.0';
  // YAML reads `openapi: 3.0` as the number 3.
  const isOld = version === 3 || (typeof version === 'string' && version.startsWith('3.0'));
  return isOld ? '3.0' : '3.1';
}

/** Keywords that describe a schema without constraining its values, as extensions do. */
const ANNOTATIONS = [
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'examples',
  'externalDocs',
];

export function splitAnnotations(schema: JsonObject): {
  readonly annotations: JsonObject;
  readonly rest: JsonObject;
} {
  const isAnnotation = ([key]: [string, unknown]) =>
    ANNOTATIONS.includes(key) || (key.startsWith('x-') && key !== 'x-nullable');
  const entries = Object.entries(schema);
  return {
    annotations: Object.fromEntries(entries.filter(isAnnotation)),
    rest: Object.fromEntries(entries.filter((entry) => !isAnnotation(entry))),
  };
}

export function getTypes(schema: JsonObject): readonly string[] {
  const type = own(schema, 'type');
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  return types.filter((each) => typeof each === 'string');
}

export function toType(types: readonly string[]): unknown {
  return types.length === 1 ? types[0] : types;
}

/** Whether the schema itself says that null is allowed. */
export function isNullable(schema: JsonObject): boolean {
  return (
    own(schema, 'nullable') === true ||
    own(schema, 'x-nullable') === true ||
    getTypes(schema).includes('null')
  );
}

/**
 * The same schema, allowing null as well, as the printers of ASP.NET Core write it: since 3.1 with the type `null`, and beside
 * a reference with `oneOf`; in 3.0 with `nullable`, around a reference `allOf`, since keywords beside `$ref` are ignored; in
 * 2.0 with NSwag's `x-nullable`.
 */
export function allowNull(dialect: Dialect, schema: JsonObject): JsonObject {
  const { annotations, rest } = splitAnnotations(schema);
  const { $ref } = rest;
  if (dialect !== '3.1') {
    const nullable = { [dialect === '2.0' ? 'x-nullable' : 'nullable']: true };
    if ($ref !== undefined) return { ...annotations, allOf: [{ $ref }], ...nullable };
    return { ...withNullValue(schema), ...nullable };
  }
  const isComposed = $ref !== undefined || rest['allOf'] !== undefined;
  if (isComposed) return { ...annotations, oneOf: [NULL, rest] };
  const nullable: JsonObject = withNullValue(schema);
  const types = getTypes(schema).length > 0 ? getTypes(schema) : getImpliedTypes(schema);
  return {
    ...nullable,
    ...(types.length > 0 && { type: [...types, 'null'] }),
    ...addNullVariant(nullable, 'oneOf'),
    ...addNullVariant(nullable, 'anyOf'),
  };
}

const NULL: JsonObject = { type: 'null' };

/** An enumeration, or a constant, has null among its values (OpenAPI 3.0.3, section 4.7.24). */
function withNullValue(schema: JsonObject): JsonObject {
  const { const: only, ...rest } = schema;
  if (only !== undefined && only !== null) return { ...rest, enum: [only, null] };
  const values = own(schema, 'enum');
  if (!Array.isArray(values) || values.includes(null)) return schema;
  return { ...schema, enum: [...(values as readonly unknown[]), null] };
}

function addNullVariant(schema: JsonObject, keyword: 'oneOf' | 'anyOf'): JsonObject {
  const list = own(schema, keyword);
  return Array.isArray(list) ? { [keyword]: [...(list as readonly unknown[]), NULL] } : {};
}

/** Without `type`, properties or items imply one for the types of an SDK. */
function getImpliedTypes(schema: JsonObject): readonly string[] {
  if (own(schema, 'properties') !== undefined || own(schema, 'additionalProperties') !== undefined)
    return ['object'];
  return own(schema, 'items') === undefined ? [] : ['array'];
}

/** A schema of values that either of two schemas accepts. 2.0 has no unions: there it accepts every value. */
export function addVariant(dialect: Dialect, schema: JsonObject, variant: JsonObject): JsonObject {
  const { annotations, rest } = splitAnnotations(schema);
  if (dialect === '2.0') return annotations;
  const { anyOf, ...others } = rest;
  return Array.isArray(anyOf) && Object.keys(others).length === 0
    ? { ...annotations, anyOf: [...(anyOf as readonly unknown[]), variant] }
    : { ...annotations, anyOf: [rest, variant] };
}

/**
 * A union with another variant. `oneOf` becomes `anyOf`: a value that a declared variant accepts may be accepted by the new
 * one as well.
 */
export function addUnionMember(
  schema: JsonObject,
  keyword: 'oneOf' | 'anyOf',
  variant: JsonObject,
): JsonObject {
  const { [keyword]: members, ...rest } = schema;
  const list = Array.isArray(members) ? (members as readonly unknown[]) : [];
  const anyOf = [...list, variant];
  // Beside a second union, this one needs a schema of its own.
  if (keyword === 'oneOf' && rest['anyOf'] !== undefined) {
    const allOf = Array.isArray(rest['allOf']) ? (rest['allOf'] as readonly unknown[]) : [];
    return { ...rest, allOf: [...allOf, { anyOf }] };
  }
  return { ...rest, anyOf };
}
