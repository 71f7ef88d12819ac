import type { SchemaObject } from '../document/openapi.js';
import type { Origin, Property, TypeRef } from '../model/model.js';
import { BINARY, intersection, NEVER, NULL, union, UNKNOWN } from '../model/type-refs.js';
import { defined } from '../util/defined.js';
import { sortedBy } from '../util/order.js';
import { getMediaKind } from '../util/media-kinds.js';
import { getOrigin, referenceTo, type Context } from './context.js';
import { getSharedDiscriminator, readDiscriminator } from './discriminators.js';
import { readDocs } from './docs.js';
import { resolveType } from './type-shape.js';

type Schema = SchemaObject | boolean | undefined;

/** The type of a schema (JSON Schema 2020-12: all keywords apply at once, so their types intersect). */
export function toType(context: Context, schema: Schema): TypeRef {
  if (schema === undefined || schema === true) return UNKNOWN;
  if (schema === false) return NEVER;
  const parts: TypeRef[] = [];
  if (schema.$ref !== undefined) parts.push(referenceTo(context, schema.$ref));
  for (const part of schema.allOf ?? []) parts.push(toType(context, part));
  if (schema.oneOf) parts.push(readUnion(context, schema, schema.oneOf));
  if (schema.anyOf) parts.push(readUnion(context, schema, schema.anyOf));
  const own = readOwnType(context, schema, parts.length > 0);
  return intersection(parts.length > 0 ? [...parts, own] : [own]);
}

/** The type of a schema's own keywords, without its references and compositions. */
function readOwnType(context: Context, schema: SchemaObject, composed: boolean): TypeRef {
  if (isNever(schema)) return NEVER;
  reportInexactValues(context, schema);
  if (schema.const !== undefined) return toLiteralType(schema.const, getOrigin(context, schema));
  if (schema.enum !== undefined) {
    const origin = getOrigin(context, schema);
    return union(schema.enum.map((value) => toLiteralType(value, origin)));
  }
  const types = getTypeKeywords(schema);
  // `type: object` beside `allOf` only repeats the type of the parts.
  if (composed && !hasObjectShape(schema) && schema.items === undefined) {
    const scalars = types.filter(
      (type) => type !== 'object' && type !== 'array' && type !== 'null',
    );
    return scalars.length === 0
      ? UNKNOWN
      : union(types.map((type) => toTypeOfKind(context, schema, type)));
  }
  if (types.length === 0) return toImplicitType(context, schema);
  return union(types.map((type) => toTypeOfKind(context, schema, type)));
}

/** Reports the values of an enumeration, or a constant, that a number cannot hold: `JSON.parse` has rounded them. */
export function reportInexactValues(context: Context, schema: SchemaObject): void {
  const values = schema.enum ?? (schema.const === undefined ? [] : [schema.const]);
  const rounded = values.filter((value) => Number.isInteger(value) && !Number.isSafeInteger(value));
  if (rounded.length === 0) return;
  context.diagnostics.report(
    'number-inexact',
    getOrigin(context, schema).pointer,
    `A number cannot hold ${rounded.length === 1 ? 'a value' : `${rounded.length} values`} of the enumeration exactly. Rounded, it has ${rounded.slice(0, 5).join(', ')}.`,
  );
}

/** `{ not: {} }` is `false` as an object (JSON Schema 2020-12, section 4.3.2). */
function isNever({ not }: SchemaObject): boolean {
  return not === true || (typeof not === 'object' && Object.keys(not).length === 0);
}

function toImplicitType(context: Context, schema: SchemaObject): TypeRef {
  if (hasObjectShape(schema)) return toTypeOfKind(context, schema, 'object');
  if (schema.items !== undefined || schema.prefixItems !== undefined)
    return toTypeOfKind(context, schema, 'array');
  return schema.format === 'binary' ? BINARY : UNKNOWN;
}

function toTypeOfKind(context: Context, schema: SchemaObject, type: string): TypeRef {
  switch (type) {
    case 'null':
      return NULL;
    case 'boolean':
      return { kind: 'scalar', scalar: 'boolean' };
    case 'integer':
    case 'number':
      return {
        kind: 'scalar',
        scalar: type,
        ...readFormat(schema),
        ...(schema['x-accepts-text'] && { acceptsText: true }),
      };
    case 'string':
      return isBinary(schema)
        ? BINARY
        : { kind: 'scalar', scalar: 'string', ...readFormat(schema) };
    case 'array':
      return toArrayType(context, schema);
    case 'object':
      return toObjectType(context, schema);
    default:
      return UNKNOWN;
  }
}

/**
 * Raw bytes: `format: binary` up to 3.0, since 3.1 a `contentMediaType` such as `image/png` without an encoding (OpenAPI 3.1,
 * section 4.8.14.4).
 */
function isBinary({ format, contentMediaType, contentEncoding }: SchemaObject): boolean {
  if (format === 'binary') return true;
  return (
    contentMediaType !== undefined &&
    contentEncoding === undefined &&
    getMediaKind(contentMediaType) === 'binary'
  );
}

/** The type of a body or a form; a reference to bytes is bytes. */
export function toContentType(context: Context, schema: Schema): TypeRef {
  const type = toType(context, schema);
  return resolveType(type, context.declarations).kind === 'binary' ? BINARY : type;
}

function readFormat(schema: SchemaObject): { format?: string } {
  return typeof schema.format === 'string' && schema.format !== '' ? { format: schema.format } : {};
}

function toArrayType(context: Context, schema: SchemaObject): TypeRef {
  if (schema.prefixItems === undefined)
    return { kind: 'array', items: toType(context, schema.items) };
  const items = schema.prefixItems.map((item) => toType(context, item));
  // `prefixItems` requires none of the items (JSON Schema 2020-12, section 10.3.1.1); `minItems` does.
  const required = Math.min(schema.minItems ?? 0, items.length);
  const isClosed = schema.items === false || (schema.maxItems ?? Infinity) <= items.length;
  return {
    kind: 'tuple',
    items,
    ...(!isClosed && { rest: toType(context, schema.items) }),
    ...(required < items.length && { required }),
  };
}

function toObjectType(context: Context, schema: SchemaObject): TypeRef {
  const properties = readProperties(context, schema);
  const additional = getAdditionalType(context, schema);
  if (properties.length > 0) {
    const index = additional && union([additional, ...properties.map((property) => property.type)]);
    return { kind: 'object', properties, ...defined({ additional: index }) };
  }
  if (additional === undefined && schema.additionalProperties === false)
    return { kind: 'object', properties: [] };
  return { kind: 'record', values: additional ?? UNKNOWN };
}

/** The declared properties and those that only `required` names, as `unknown`; sorted by wire name. */
export function readProperties(context: Context, schema: SchemaObject): readonly Property[] {
  const known = context.properties.get(schema);
  if (known !== undefined) return known;
  const discriminatorCount = context.discriminators.length;
  const properties = collectDeclaredProperties(context, schema);
  if (context.discriminators.length === discriminatorCount)
    context.properties.set(schema, properties);
  return properties;
}

function collectDeclaredProperties(context: Context, schema: SchemaObject): readonly Property[] {
  const declared = schema.properties ?? {};
  const required = schema.required === undefined ? NONE : new Set(schema.required);
  const properties: Property[] = [];
  for (const wireName of Object.keys(declared)) {
    const node = declared[wireName];
    if (node !== undefined)
      properties.push(readProperty(context, schema, wireName, node, required));
  }
  for (const wireName of required) {
    if (Object.hasOwn(declared, wireName) || isDiscriminator(schema, wireName)) continue;
    properties.push({
      wireName,
      type: UNKNOWN,
      required: true,
      access: 'both',
      docs: {},
      origin: getOrigin(context, schema),
    });
  }
  return sortedBy(properties, (property) => property.wireName);
}

const NONE: ReadonlySet<string> = new Set();

/** The discriminator of a union is a property of its members, which have it with their value. */
function isDiscriminator({ discriminator, oneOf, anyOf }: SchemaObject, wireName: string): boolean {
  return (oneOf ?? anyOf) !== undefined && discriminator?.propertyName === wireName;
}

function readProperty(
  context: Context,
  owner: SchemaObject,
  wireName: string,
  node: SchemaObject | boolean,
  required: ReadonlySet<string>,
): Property {
  const schema = typeof node === 'boolean' ? {} : node;
  return {
    wireName,
    type: toType(context, node),
    required: required.has(wireName),
    access: schema.readOnly === true ? 'read' : schema.writeOnly === true ? 'write' : 'both',
    docs: readDocs(schema),
    origin: getOrigin(context, typeof node === 'boolean' ? owner : node),
  };
}

/**
 * The type of undeclared properties; undefined when none are allowed, or nothing is said of them. Where `patternProperties`
 * name all that are allowed, they have one of the types of the patterns.
 */
export function getAdditionalType(context: Context, schema: SchemaObject): TypeRef | undefined {
  const { additionalProperties: additional, patternProperties } = schema;
  const others = additional ?? (patternProperties && schema.unevaluatedProperties);
  if (others === undefined) return undefined;
  const named = Object.values(patternProperties ?? {}).map((part) => toType(context, part));
  const types = others === false ? named : [...named, toType(context, others)];
  return types.length === 0 ? undefined : union(types);
}

function readUnion(
  context: Context,
  schema: SchemaObject,
  members: readonly (SchemaObject | boolean)[],
): TypeRef {
  const declared = readDiscriminator(context, schema);
  const types = members.map((member) => toType(context, member));
  if (declared?.fallback !== undefined) types.push({ kind: 'reference', id: declared.fallback });
  const type = union(types);
  const discriminator = declared ?? getSharedDiscriminator(context, type);
  if (discriminator === undefined) return type;
  context.discriminators.push(discriminator);
  if (type.kind !== 'union') return type;
  return { ...type, discriminator };
}

/** The literal type of a value; an object or an array becomes an object or tuple of literals. */
function toLiteralType(value: unknown, origin: Origin): TypeRef {
  if (value === null) return NULL;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: 'literal', value };
  if (Array.isArray(value))
    return { kind: 'tuple', items: value.map((item) => toLiteralType(item, origin)) };
  return typeof value === 'object' ? toLiteralObject(value, origin) : UNKNOWN;
}

function toLiteralObject(value: object, origin: Origin): TypeRef {
  const properties = Object.entries(value).map(([wireName, inner]): Property => ({
    wireName,
    type: toLiteralType(inner, origin),
    required: true,
    access: 'both',
    docs: {},
    origin,
  }));
  return { kind: 'object', properties: sortedBy(properties, ({ wireName }) => wireName) };
}

export function getTypeKeywords(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

export function hasObjectShape(schema: SchemaObject): boolean {
  return (
    Object.keys(schema.properties ?? {}).length > 0 ||
    (schema.required ?? []).some((wireName) => !isDiscriminator(schema, wireName)) ||
    (schema.additionalProperties !== undefined && schema.additionalProperties !== false) ||
    Object.keys(schema.patternProperties ?? {}).length > 0
  );
}
