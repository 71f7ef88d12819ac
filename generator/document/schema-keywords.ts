import type { JsonObject } from './json.js';

/** A schema's keywords, by what they hold. */

export const TEXTS = [
  'format',
  'title',
  'description',
  'contentMediaType',
  'contentEncoding',
  'pattern',
] as const;
export const FLAGS = ['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'] as const;
export const NUMBERS = [
  'minimum',
  'maximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const;
export const VALUES = ['default', 'example', 'const'] as const;
export const LISTS = ['enum', 'examples'] as const;
export const ENUM_TEXTS = [
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
] as const;
export const BOUNDS = ['exclusiveMinimum', 'exclusiveMaximum'] as const;
export const COMPOSITIONS = ['allOf', 'oneOf', 'anyOf'] as const;

/** One bit a group, so that those of a schema are one number. */
export const GROUP = {
  texts: 1,
  flags: 2,
  numbers: 4,
  values: 8,
  reference: 16,
  type: 32,
  bounds: 64,
  lists: 128,
  object: 256,
  items: 512,
  composition: 1024,
} as const;

const GROUPS: ReadonlyMap<string, number> = new Map<string, number>([
  ...of(TEXTS, GROUP.texts),
  ...of(FLAGS, GROUP.flags),
  ...of(NUMBERS, GROUP.numbers),
  ...of(VALUES, GROUP.values),
  ...of(['$ref'], GROUP.reference),
  ...of(['type'], GROUP.type),
  ...of(BOUNDS, GROUP.bounds),
  ...of([...LISTS, ...ENUM_TEXTS], GROUP.lists),
  ...of(['properties', 'required', 'additionalProperties'], GROUP.object),
  ...of(['items', 'prefixItems', 'additionalItems'], GROUP.items),
  ...of([...COMPOSITIONS, 'not', 'discriminator'], GROUP.composition),
]);

/** Which groups a schema says anything of. It has few of the fifty keywords, and each would be looked for. */
export function groupsOf(schema: JsonObject): number {
  let groups = 0;
  for (const key of Object.keys(schema)) groups |= GROUPS.get(key) ?? 0;
  return groups;
}

function of(keys: readonly string[], group: number): readonly (readonly [string, number])[] {
  return keys.map((key) => [key, group] as const);
}
