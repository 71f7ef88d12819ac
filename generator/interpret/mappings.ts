import type { SchemaObject } from '../document/openapi.js';
import type { DeclarationId, Discriminator, TypeRef } from '../model/model.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { originOf, type Context } from './context.js';
import { bareName } from './discriminators.js';
import { referenceTo, schemaId } from './references.js';

/** OpenAPI 3.1, section 4.8.25: a mapping's value is a reference, or a schema's bare name; without one, names are the values. */
export function discriminatorOf(context: Context, schema: SchemaObject): Discriminator | undefined {
  if (schema.discriminator === undefined) return undefined;
  const mapping = new Map<string, string>();
  for (const [value, target] of Object.entries(schema.discriminator.mapping ?? {})) {
    const id = mappedDeclaration(context, target);
    if (id === undefined) {
      const { pointer } = originOf(context, schema);
      context.diagnostics.report(
        'discriminator-unresolved',
        pointer,
        `The value '${value}' maps to '${target}', which is not there.`,
      );
    } else {
      mapping.set(value, id);
    }
  }
  const mapped = new Set(mapping.values());
  for (const member of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
    if (typeof member === 'boolean' || member.$ref === undefined) continue;
    const type = referenceTo(context, member.$ref);
    if (type.kind === 'reference' && !mapped.has(type.id)) mapping.set(bareName(type.id), type.id);
  }
  return {
    propertyName: schema.discriminator.propertyName,
    mapping: sortedBy(
      [...mapping].map(([value, id]) => ({ value, id })),
      (entry) => entry.value,
    ),
  };
}

function mappedDeclaration(context: Context, target: string): DeclarationId | undefined {
  const { schemas } = context.loaded.document.components;
  if (Object.hasOwn(schemas, target)) return schemaId(target);
  if (!target.startsWith('#')) return undefined;
  const type = referenceTo(context, target);
  return type.kind === 'reference' ? type.id : undefined;
}

/**
 * What a schema's discriminator says of itself alone: the tag of a type that stands for no other, as Swashbuckle prints it
 * beside every type that a choice or a base elsewhere lists. Undefined when it says more, or nothing.
 */
export function ownTags(context: Context, id: DeclarationId): Discriminator | undefined {
  const { schemas } = context.loaded.document.components;
  const schema = schemas[id.slice(schemaId('').length)];
  if (typeof schema !== 'object' || schema.discriminator === undefined) return undefined;
  const { propertyName, mapping = {} } = schema.discriminator;
  const values = Object.keys(mapping).sort(byCodeUnit);
  const isAlone = Object.values(mapping).every((to) => mappedDeclaration(context, to) === id);
  if (!isAlone || values.length === 0) return undefined;
  return { propertyName, mapping: values.map((value) => ({ value, id })) };
}

/** The discriminator of a choice that has none of its own, where each of its members says its own tag by the same property. */
export function sharedDiscriminator(context: Context, type: TypeRef): Discriminator | undefined {
  if (type.kind !== 'union') return undefined;
  const members = type.members.filter(({ kind }) => kind !== 'null');
  const tags = members.flatMap((member) =>
    member.kind === 'reference' ? (ownTags(context, member.id) ?? []) : [],
  );
  const [first] = tags;
  if (first === undefined || tags.length < members.length) return undefined;
  const mapping = tags.flatMap((tag) => tag.mapping);
  const values = new Set(mapping.map(({ value }) => value));
  const { propertyName } = first;
  if (values.size < mapping.length || tags.some((tag) => tag.propertyName !== propertyName))
    return undefined;
  return { propertyName, mapping: sortedBy(mapping, ({ value }) => value) };
}
