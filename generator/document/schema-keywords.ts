import type { JsonObject } from './json.js';
import { isArray, own } from './json.js';
import type { SchemaObject } from './openapi.js';
import { ARRAY, NUMBER, type ShapeReader } from './value-types.js';
import type { SchemaDraft } from './schema-dialects.js';
import { oneOrMany } from './schema-dialects.js';

/** A schema's keywords, by what they hold. */

export const STRING_KEYWORDS = [
  'format',
  'title',
  'description',
  'contentMediaType',
  'contentEncoding',
  'pattern',
  'x-ms-discriminator-value',
] as const;
export const BOOLEAN_KEYWORDS = ['deprecated', 'readOnly', 'writeOnly', 'uniqueItems'] as const;
export const NUMBER_KEYWORDS = [
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
export const VALUE_KEYWORDS = ['default', 'example', 'const'] as const;
export const LIST_KEYWORDS = ['enum', 'examples'] as const;
export const ENUM_LABEL_KEYWORDS = [
  'x-enumNames',
  'x-enum-varnames',
  'x-enumDescriptions',
  'x-enum-descriptions',
] as const;
export const BOUND_KEYWORDS = ['exclusiveMinimum', 'exclusiveMaximum'] as const;
export const COMPOSITION_KEYWORDS = ['allOf', 'oneOf', 'anyOf'] as const;

/** One bit a group, so that the groups of a schema are one number. */
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
  ...toEntries(STRING_KEYWORDS, GROUP.texts),
  ...toEntries(BOOLEAN_KEYWORDS, GROUP.flags),
  ...toEntries(NUMBER_KEYWORDS, GROUP.numbers),
  ...toEntries(VALUE_KEYWORDS, GROUP.values),
  ...toEntries(['$ref'], GROUP.reference),
  ...toEntries(['type'], GROUP.type),
  ...toEntries(BOUND_KEYWORDS, GROUP.bounds),
  ...toEntries([...LIST_KEYWORDS, ...ENUM_LABEL_KEYWORDS], GROUP.lists),
  ...toEntries(['properties', 'required', 'additionalProperties'], GROUP.object),
  ...toEntries(['items', 'prefixItems', 'additionalItems'], GROUP.items),
  ...toEntries([...COMPOSITION_KEYWORDS, 'not', 'discriminator'], GROUP.composition),
]);

/** The groups that a schema has keywords of. A schema has few of the fifty keywords; this saves looking for each. */
export function getGroups(schema: JsonObject): number {
  let groups = 0;
  for (const key of Object.keys(schema)) groups |= GROUPS.get(key) ?? 0;
  return groups;
}

function toEntries(keys: readonly string[], group: number): readonly (readonly [string, number])[] {
  return keys.map((key) => [key, group] as const);
}

type Schema = SchemaObject | boolean;

/** Normalizes the schema under a key; reports and returns undefined when the value is no schema. */
export type MakeSchema = (value: unknown, key: string, owner: object) => Schema | undefined;

/** The keywords that only a comparison of two documents reads, with the kind of their values. */
const COMPARED_KEYWORDS: ReadonlyMap<string, KeywordKind> = new Map<ComparedKeyword, KeywordKind>([
  ['if', 'schema'],
  ['then', 'schema'],
  ['else', 'schema'],
  ['contains', 'schema'],
  ['minContains', 'number'],
  ['maxContains', 'number'],
  ['propertyNames', 'schema'],
  ['patternProperties', 'schemas'],
  ['dependentRequired', 'names'],
  ['dependentSchemas', 'schemas'],
  ['unevaluatedItems', 'schema'],
  ['unevaluatedProperties', 'schema'],
  ['contentSchema', 'schema'],
  ['x-extensible-enum', 'list'],
  ['x-sunset', 'data'],
  ['x-stability-level', 'data'],
]);

type KeywordKind = 'schema' | 'schemas' | 'number' | 'names' | 'list' | 'data';

type ComparedKeyword = Extract<
  keyof SchemaObject,
  | 'if'
  | 'then'
  | 'else'
  | 'contains'
  | 'minContains'
  | 'maxContains'
  | 'propertyNames'
  | 'patternProperties'
  | 'dependentRequired'
  | 'dependentSchemas'
  | 'unevaluatedItems'
  | 'unevaluatedProperties'
  | 'contentSchema'
  | 'x-extensible-enum'
  | 'x-sunset'
  | 'x-stability-level'
>;

/** Adds the keywords that only a comparison reads to `draft`, whatever the document's version. */
export function readComparedKeywords(
  draft: SchemaDraft,
  shapes: ShapeReader,
  node: JsonObject,
  make: MakeSchema,
): void {
  for (const key of Object.keys(node)) {
    const kind = COMPARED_KEYWORDS.get(key);
    if (kind === undefined) continue;
    const value = readComparedKeyword(shapes, node, key, kind, make);
    if (value !== undefined) Object.assign(draft, { [key]: value });
  }
}

function readComparedKeyword(
  shapes: ShapeReader,
  node: JsonObject,
  key: string,
  kind: KeywordKind,
  make: MakeSchema,
): unknown {
  switch (kind) {
    case 'schema':
      return make(own(node, key), key, node);
    case 'schemas':
      return shapes.map(node, key, make);
    case 'number':
      return shapes.read(node, key, NUMBER);
    case 'names':
      return shapes.map(node, key, (_, name, map) => shapes.strings(map, name));
    case 'list':
      return shapes.read(node, key, ARRAY);
    case 'data':
      return own(node, key);
    default:
      return kind satisfies never;
  }
}

/** JSON Schema 2020-12, validation, section 6.1.1. */
const TYPES: ReadonlySet<unknown> = new Set(
  'null boolean object array number string integer'.split(' '),
);

/** What is expected where {@link readTypeNames} reports a malformed type. */
export const EXPECTED_TYPE = `one of ${[...TYPES].join(', ')}`;

/**
 * Reads a schema's `type`. An unknown name such as `int` gives no type, but is kept for comparisons.
 *
 * @param report Called when a name is unknown.
 */
export function readTypeNames(type: unknown, report: () => void): SchemaDraft {
  if (typeof type === 'string' && TYPES.has(type)) return { type };
  const list = isArray(type) ? type : [type];
  const words = new Set(list.filter((one): one is string => typeof one === 'string'));
  const types = [...words].filter((word) => TYPES.has(word));
  const unknown = [...words].filter((word) => !TYPES.has(word));
  if (list.length === 0 || !list.every((one) => TYPES.has(one))) report();
  return {
    ...(types.length > 0 && { type: oneOrMany(types) }),
    ...(unknown.length > 0 && { 'x-unknown-types': unknown }),
  };
}
