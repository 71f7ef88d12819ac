import type { SchemaObject } from '../document/openapi.js';
import type { Declaration, DeclarationId, EnumMember } from '../model/model.js';
import { defined } from '../util/defined.js';
import { byCodeUnit } from '../util/order.js';
import { getOrigin, schemaId, type Context } from './context.js';
import { getOwnDiscriminator, readDiscriminator } from './discriminators.js';
import { readDocs } from './docs.js';
import { toInterface } from './inheritance.js';
import { getTypeKeywords, reportInexactValues, toType } from './types.js';

/** Declares every component schema and every schema that a reference points into, in the order of their ids. */
export function declareAll(context: Context): void {
  const { schemas } = context.loaded.document.components;
  for (const name of Object.keys(schemas).sort(byCodeUnit)) getDeclaration(context, schemaId(name));
  declareReferencedSchemas(context);
}

/** Repeats until no new reference appears: reading a declaration may find others. */
export function declareReferencedSchemas(context: Context): void {
  const ids = [...context.referenced.keys()].filter((id) => !context.declarations.has(id));
  if (ids.length === 0) return;
  for (const id of ids.sort(byCodeUnit)) getDeclaration(context, id);
  declareReferencedSchemas(context);
}

/** The declaration with this id, read on the first call; undefined for an unknown id, and while it is being read. */
export function getDeclaration(context: Context, id: DeclarationId): Declaration | undefined {
  const known = context.declarations.get(id);
  if (known !== undefined || context.inProgress.has(id)) return known;
  const source = findSchema(context, id);
  if (source === undefined) return undefined;
  context.inProgress.add(id);
  const declaration = declare(context, id, source.wireName, source.schema);
  context.inProgress.delete(id);
  context.declarations.set(id, declaration);
  return declaration;
}

function findSchema(
  context: Context,
  id: DeclarationId,
): { wireName: string; schema: SchemaObject | boolean } | undefined {
  const pointed = context.referenced.get(id);
  if (pointed !== undefined) return pointed;
  const wireName = id.slice(schemaId('').length);
  const schema = context.loaded.document.components.schemas[wireName];
  return schema === undefined ? undefined : { wireName, schema };
}

function declare(
  context: Context,
  id: DeclarationId,
  wireName: string,
  schema: SchemaObject | boolean,
): Declaration {
  const base = {
    id,
    wireName,
    use: { request: false, response: false },
    splits: false,
    docs: readDocs(typeof schema === 'boolean' ? {} : schema),
    origin: typeof schema === 'boolean' ? { pointer: id.slice(1) } : getOrigin(context, schema),
  };
  if (typeof schema === 'boolean') return { ...base, kind: 'alias', type: toType(context, schema) };
  const members = isPlainEnum(schema) ? readEnumMembers(context, schema) : undefined;
  if (members?.[0] !== undefined) {
    reportInexactValues(context, schema);
    const valueType = typeof members[0].value === 'string' ? 'string' : 'number';
    return { ...base, kind: 'enum', valueType, members, nullable: enumAllowsNull(schema) };
  }
  const shape = toInterface(context, schema);
  if (shape !== undefined) {
    const own = getOwnDiscriminator(context, id);
    if (own !== undefined) context.discriminators.push(own);
    const variants = readDiscriminator(context, findDiscriminatingPart(schema));
    return { ...base, kind: 'interface', ...shape, ...defined({ variants }) };
  }
  return { ...base, kind: 'alias', type: toType(context, schema) };
}

/** A derived schema that is a base itself has its discriminator beside its own properties, in a part of its `allOf`. */
function findDiscriminatingPart(schema: SchemaObject): SchemaObject {
  if (schema.discriminator !== undefined) return schema;
  const parts = (schema.allOf ?? []).filter((part) => typeof part === 'object');
  return parts.find((part) => part.discriminator !== undefined) ?? schema;
}

function isPlainEnum(schema: SchemaObject): boolean {
  if (schema.enum === undefined || schema.allOf || schema.oneOf || schema.anyOf || schema.$ref)
    return false;
  return getTypeKeywords(schema).every((type) => type !== 'object' && type !== 'array');
}

/**
 * The members of an enum of strings or of numbers, sorted by value, with the names and descriptions that NSwag
 * (`x-enumNames`) and others (`x-enum-varnames`) print beside the values.
 *
 * @returns undefined for mixed values, booleans and objects.
 */
function readEnumMembers(
  context: Context,
  schema: SchemaObject,
): readonly EnumMember[] | undefined {
  const values = (schema.enum ?? []).filter((value) => value !== null);
  if (values.length === 0) return undefined;
  if (
    !values.every((value) => typeof value === 'string') &&
    !values.every((value) => typeof value === 'number')
  ) {
    return undefined;
  }
  const names = readParallelList(
    context,
    schema,
    schema['x-enumNames'] ?? schema['x-enum-varnames'],
  );
  const descriptions = readParallelList(
    context,
    schema,
    schema['x-enumDescriptions'] ?? schema['x-enum-descriptions'],
  );
  const members = new Map<string | number, EnumMember>();
  (schema.enum ?? []).forEach((value, index) => {
    if ((typeof value !== 'string' && typeof value !== 'number') || members.has(value)) return;
    const name = names?.[index];
    const description = descriptions?.[index];
    members.set(value, {
      value,
      ...(typeof name === 'string' && name !== '' && { name }),
      ...(typeof description === 'string' && description !== '' && { description }),
    });
  });
  return [...members.values()].sort((a, b) => compareValues(a.value, b.value));
}

function enumAllowsNull(schema: SchemaObject): boolean {
  return (schema.enum ?? []).includes(null);
}

function readParallelList(
  context: Context,
  schema: SchemaObject,
  list: unknown,
): readonly unknown[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const labels: readonly unknown[] = list;
  const values = schema.enum ?? [];
  const withoutNull = values.filter((value) => value !== null);
  if (labels.length === values.length) return labels;
  // Names come from the C# enum, which has no null: that entry has none.
  if (labels.length === withoutNull.length) {
    let next = 0;
    return values.map((value) => (value === null ? undefined : labels[next++]));
  }
  context.diagnostics.report(
    'enum-names-mismatch',
    getOrigin(context, schema).pointer,
    `The enum has ${labels.length} names for ${withoutNull.length} values.`,
  );
  return undefined;
}

function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCodeUnit(String(a), String(b));
}
