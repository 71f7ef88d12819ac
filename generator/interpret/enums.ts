import type { SchemaObject } from '../document/openapi.js';
import type { EnumMember } from '../model/model.js';
import { byCodeUnit } from '../util/order.js';
import { originOf, type Context } from './context.js';

/**
 * The members of an enumeration of strings or of numbers, sorted by value, with the names and
 * descriptions that NSwag (`x-enumNames`) and others (`x-enum-varnames`) print beside the values.
 * Undefined when the schema is no such enumeration (mixed values, booleans, objects).
 */
export function enumMembers(
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
  const names = parallel(context, schema, schema['x-enumNames'] ?? schema['x-enum-varnames']);
  const descriptions = parallel(
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

export function enumAllowsNull(schema: SchemaObject): boolean {
  return (schema.enum ?? []).includes(null);
}

function parallel(
  context: Context,
  schema: SchemaObject,
  list: unknown,
): readonly unknown[] | undefined {
  if (!Array.isArray(list)) return undefined;
  const values = schema.enum ?? [];
  const withoutNull = values.filter((value) => value !== null);
  if (list.length === values.length) return list;
  // Names are printed from the C# enum, which has no null: skip its place.
  if (list.length === withoutNull.length) {
    let next = 0;
    return values.map((value) => (value === null ? undefined : list[next++]));
  }
  context.diagnostics.report(
    'enum-names-mismatch',
    originOf(context, schema).pointer,
    `There are ${list.length} names for ${withoutNull.length} values.`,
  );
  return undefined;
}

function compareValues(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : byCodeUnit(String(a), String(b));
}
