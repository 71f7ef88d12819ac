import type { JsonSchema } from './json-schemas.js';

/**
 * A schema with the definitions that it needs and no others: to walk a whole document for each of its
 * schemas would be quadratic. Makers of instances know no `unevaluatedProperties`, so it is left out.
 */
export function standalone(
  definitions: Readonly<Record<string, JsonSchema>>,
  reference: string,
): JsonSchema {
  const needed = new Set([nameIn(reference)]);
  // A Set's iteration also visits what is added on the way.
  for (const name of needed) addReferences(definitions[name], needed);
  const $defs = [...needed].map((name) => [name, definitions[name]]);
  const open = JSON.stringify(Object.fromEntries($defs), (key, value: unknown) =>
    key === 'unevaluatedProperties' && value === false ? undefined : value,
  );
  return { $ref: reference, $defs: JSON.parse(open) as JsonSchema };
}

function nameIn(reference: string): string {
  return reference.slice('#/$defs/'.length);
}

function addReferences(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') names.add(nameIn(inner));
    else addReferences(inner, names);
  }
}
