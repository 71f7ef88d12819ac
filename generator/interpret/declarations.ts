import type { SchemaObject } from '../document/openapi.js';
import type { Declaration, DeclarationId } from '../model/model.js';
import { byCodeUnit } from '../util/order.js';
import { originOf, type Context } from './context.js';
import { docsOf } from './docs.js';
import { enumAllowsNull, enumMembers } from './enums.js';
import { asInterface } from './inheritance.js';
import { discriminatorOf, ownTags } from './mappings.js';
import { schemaId } from './references.js';
import { typeOf, typesOf } from './types.js';

/** Declares every component schema and every schema that a reference points into, in the order of their ids. */
export function declareAll(context: Context): void {
  const { schemas } = context.loaded.document.components;
  for (const name of Object.keys(schemas).sort(byCodeUnit)) declarationOf(context, schemaId(name));
  declarePointedAt(context);
}

/** Declaring one may bring up others, so it goes on until nothing new appears. */
export function declarePointedAt(context: Context): void {
  const ids = [...context.pointedAt.keys()].filter((id) => !context.declarations.has(id));
  if (ids.length === 0) return;
  for (const id of ids.sort(byCodeUnit)) declarationOf(context, id);
  declarePointedAt(context);
}

/** The declaration with this id, made when first asked for; undefined while it is being made: it inherits from itself. */
export function declarationOf(context: Context, id: DeclarationId): Declaration | undefined {
  const known = context.declarations.get(id);
  if (known !== undefined || context.inProgress.has(id)) return known;
  const source = sourceOf(context, id);
  if (source === undefined) return undefined;
  context.inProgress.add(id);
  const declaration = declare(context, id, source.wireName, source.schema);
  context.inProgress.delete(id);
  context.declarations.set(id, declaration);
  return declaration;
}

function sourceOf(
  context: Context,
  id: DeclarationId,
): { wireName: string; schema: SchemaObject | boolean } | undefined {
  const pointed = context.pointedAt.get(id);
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
    docs: docsOf(typeof schema === 'boolean' ? {} : schema),
    origin: typeof schema === 'boolean' ? { pointer: id.slice(1) } : originOf(context, schema),
  };
  if (typeof schema === 'boolean') return { ...base, kind: 'alias', type: typeOf(context, schema) };
  const members = isPlainEnum(schema) ? enumMembers(context, schema) : undefined;
  if (members?.[0] !== undefined) {
    const valueType = typeof members[0].value === 'string' ? 'string' : 'number';
    return { ...base, kind: 'enum', valueType, members, nullable: enumAllowsNull(schema) };
  }
  const shape = asInterface(context, schema);
  if (shape !== undefined) {
    const own = ownTags(context, id);
    if (own !== undefined) context.discriminators.push(own);
    const variants = discriminatorOf(context, discriminating(schema));
    return { ...base, kind: 'interface', ...shape, ...(variants && { variants }) };
  }
  return { ...base, kind: 'alias', type: typeOf(context, schema) };
}

/** A base in the middle of an inheritance says its discriminator beside its own properties, in a part of its `allOf`. */
function discriminating(schema: SchemaObject): SchemaObject {
  if (schema.discriminator !== undefined) return schema;
  const parts = (schema.allOf ?? []).filter((part) => typeof part === 'object');
  return parts.find((part) => part.discriminator !== undefined) ?? schema;
}

function isPlainEnum(schema: SchemaObject): boolean {
  if (schema.enum === undefined || schema.allOf || schema.oneOf || schema.anyOf || schema.$ref)
    return false;
  return typesOf(schema).every((type) => type !== 'object' && type !== 'array');
}
