import { isInexact } from './exact-integers.js';
import { isArray, isObject, own, type JsonObject } from './json.js';
import type { SchemaObject } from './openapi.js';

/** A schema in the making. */
export type SchemaDraft = { -readonly [K in keyof SchemaObject]: SchemaObject[K] };

/** Keywords that describe a schema without constraining values. */
export const ANNOTATIONS = [
  'title',
  'description',
  'deprecated',
  'readOnly',
  'writeOnly',
  'default',
  'example',
  'examples',
  'externalDocs',
  'x-extensible-enum',
  'x-sunset',
  'x-stability-level',
] as const satisfies readonly (keyof SchemaObject)[];

const NULL: SchemaObject = Object.freeze({ type: 'null' });

/** `nullable: true` (OpenAPI 3.0, section 4.7.24.1), or NSwag's and AutoRest's `x-nullable` for Swagger 2.0. */
export function isNullable(published: JsonObject): boolean {
  return own(published, 'nullable') === true || own(published, 'x-nullable') === true;
}

/** 3.0 has a boolean beside the bound (JSON Schema draft 4, section 5.1.2), 3.1 the exclusive bound itself. */
export function upgradeExclusiveBounds(draft: SchemaDraft, published: JsonObject): SchemaDraft {
  const { minimum, maximum } = draft;
  if (minimum === undefined && maximum === undefined) return draft;
  const { minimum: _minimum, maximum: _maximum, ...rest } = draft;
  const above = own(published, 'exclusiveMinimum') === true;
  const below = own(published, 'exclusiveMaximum') === true;
  return {
    ...rest,
    ...(minimum !== undefined && (above ? { exclusiveMinimum: minimum } : { minimum })),
    ...(maximum !== undefined && (below ? { exclusiveMaximum: maximum } : { maximum })),
  };
}

/**
 * Up to 3.0, keywords beside `$ref` are ignored (OpenAPI 3.0, section 4.7.23). Annotations are kept nevertheless, since
 * Swashbuckle and NSwag write `readOnly`, `description` and the like for the referring property; `nullable` likewise, see
 * {@link isNullable}. Constraints are dropped: they repeat the target's or contradict them.
 */
export function withoutIgnoredSiblings(draft: SchemaDraft): SchemaDraft {
  if (draft.$ref === undefined) return draft;
  return { $ref: draft.$ref, ...getAnnotations(draft) };
}

/** The same schema, allowing null as well. */
export function withNull(draft: SchemaDraft): SchemaDraft {
  if (draft.$ref !== undefined || draft.allOf !== undefined) {
    // A null type beside them would have to satisfy them too, so null needs a branch of its own.
    const { annotations, rest } = splitAnnotations(draft);
    return { ...annotations, anyOf: [rest, { ...NULL }] };
  }
  const schema = { ...draft };
  if (schema.const !== undefined && schema.const !== null) {
    schema.enum = [schema.const, null];
    delete schema.const;
  }
  if (schema.enum !== undefined && !schema.enum.includes(null))
    schema.enum = [...schema.enum, null];
  if (schema.oneOf !== undefined) schema.oneOf = addNullMember(schema.oneOf);
  if (schema.anyOf !== undefined) schema.anyOf = addNullMember(schema.anyOf);
  const types = getTypes(schema).length > 0 ? getTypes(schema) : getImpliedTypes(schema);
  if (types.length > 0 && !types.includes('null')) schema.type = [...types, 'null'];
  return schema;
}

/**
 * A schema whose only value is null is the type null: the 3.0 printer of .NET writes a member of a union so, which has
 * `{ type: 'null' }` in 3.1.
 */
export function toNullType(draft: SchemaDraft): SchemaDraft {
  const values = draft.enum ?? (draft.const === undefined ? [] : [draft.const]);
  const types = getTypes(draft);
  const admitsNull = types.length === 0 || types.includes('null');
  const isOnlyNull = values.length > 0 && values.every((value) => value === null);
  return isOnlyNull && admitsNull ? { ...getAnnotations(draft), ...NULL } : draft;
}

/** Whether the type admits null, and the list of values beside it does not: in a nullable enumeration, null is meant too. */
export function omitsNull(draft: SchemaDraft): boolean {
  const values = draft.enum ?? (draft.const === undefined ? undefined : [draft.const]);
  return values !== undefined && !values.includes(null) && getTypes(draft).includes('null');
}

/**
 * Whether a member of a union stands for null: OData's documents write a nullable reference as `anyOf` of the reference and
 * of `{ type: object, nullable: true }`.
 */
export function isODataNull(member: unknown, members: readonly unknown[]): boolean {
  if (!isObject(member) || members.length < 2) return false;
  const type = own(member, 'type');
  const types: readonly unknown[] = isArray(type) ? type : type === undefined ? [] : [type];
  const saysMore = Object.keys(member).some((key) => !BARE.has(key));
  if (saysMore || !types.every((each) => each === 'object' || each === 'null')) return false;
  const admitsNull = isNullable(member) || types.includes('null');
  const isReference = (other: unknown) => isObject(other) && typeof own(other, '$ref') === 'string';
  return admitsNull && members.every((other) => other === member || isReference(other));
}

const BARE: ReadonlySet<string> = new Set([
  'type',
  'nullable',
  'x-nullable',
  'title',
  'description',
]);

/** The type that `properties` or `items` imply; a schema with neither allows null already. */
function getImpliedTypes(schema: SchemaObject): readonly string[] {
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) return [];
  if (schema.properties !== undefined || schema.additionalProperties !== undefined)
    return ['object'];
  return schema.items !== undefined || schema.prefixItems !== undefined ? ['array'] : [];
}

export function getTypes(schema: SchemaObject): readonly string[] {
  if (schema.type === undefined) return [];
  return typeof schema.type === 'string' ? [schema.type] : schema.type;
}

export function getAnnotations(schema: SchemaObject): SchemaDraft {
  return splitAnnotations(schema).annotations;
}

/** Splits a schema into its annotations and the rest. */
function splitAnnotations(schema: SchemaObject): {
  readonly annotations: SchemaDraft;
  readonly rest: SchemaDraft;
} {
  const entries = Object.entries(schema);
  const annotates = ([key]: [string, unknown]): boolean => ANNOTATION_KEYS.has(key);
  return {
    annotations: Object.fromEntries(entries.filter(annotates)),
    rest: Object.fromEntries(entries.filter((entry) => !annotates(entry))),
  };
}

const ANNOTATION_KEYS: ReadonlySet<string> = new Set(ANNOTATIONS);

function addNullMember(
  members: readonly (SchemaObject | boolean)[],
): readonly (SchemaObject | boolean)[] {
  const allowsNull = (member: SchemaObject | boolean): boolean =>
    member === true || (member !== false && getTypes(member).includes('null'));
  return members.some(allowsNull) ? members : [...members, { ...NULL }];
}

/** What ASP.NET Core's printers write in any version of OpenAPI, and what they mean by it. */

/**
 * ASP.NET Core writes a nullable reference in 3.1 as `{"type": "null", "allOf": [{$ref}]}` or
 * `{"type": ["null", "object"], "allOf": [...]}`. Literally that allows at most null; meant is "this, or null".
 *
 * @returns the schema without that null, and whether it had one.
 */
export function separateNull(draft: SchemaDraft): {
  readonly schema: SchemaDraft;
  readonly nullable: boolean;
} {
  const composed = draft.$ref ?? draft.allOf ?? draft.oneOf ?? draft.anyOf;
  const types = composed === undefined ? [] : getTypes(draft);
  if (!types.includes('null')) return { schema: draft, nullable: false };
  const { type: _type, ...rest } = draft;
  const others = types.filter((type) => type !== 'null');
  // Beside a reference the type only repeats the target's, and `object` only repeats that of the parts.
  const repeats =
    draft.$ref !== undefined ||
    (others.every((type) => type === 'object') && draft.properties === undefined);
  const schema = repeats ? rest : { ...rest, type: oneOrMany(others) };
  return { schema, nullable: true };
}

/**
 * Replaces an `allOf` with one member, which Swashbuckle writes to put a description beside a reference, by that member and
 * the description; unless there are constraints beside it.
 */
export function collapseSingleAllOf(draft: SchemaDraft): SchemaDraft {
  if (draft.allOf === undefined) return draft;
  const [member, ...others] = draft.allOf;
  if (typeof member !== 'object' || others.length > 0) return draft;
  const { allOf: _allOf, type, ...constraints } = splitAnnotations(draft).rest;
  if (Object.keys(constraints).length > 0) return draft;
  if (type !== undefined && !hasType(member)) return draft;
  return { ...member, ...getAnnotations(draft) };
}

function hasType(schema: SchemaObject): boolean {
  const { $ref, type, allOf, oneOf, anyOf } = schema;
  return ($ref ?? type ?? allOf ?? oneOf ?? anyOf) !== undefined;
}

/** Converts the values of an integer enum that are written as strings: on the wire they are numbers, as the type says. */
export function toNumericEnum(draft: SchemaDraft): SchemaDraft {
  if (draft.enum === undefined) return draft;
  const types = getTypes(draft).filter((type) => type !== 'null');
  const isNumeric = types.length > 0 && types.every((type) => NUMERIC.has(type));
  if (!isNumeric || !draft.enum.every((value) => value === null || isNumber(value))) return draft;
  return { ...draft, enum: draft.enum.map((value) => (value === null ? null : Number(value))) };
}

/** Whether the values of `enum` and `const` are of the schema's type. Null is a question of its own. */
export function hasAllowedValues({
  enum: list = [],
  const: only,
  ...schema
}: SchemaDraft): boolean {
  const types = new Set(getTypes(schema));
  if (types.size === 0) return true;
  if (types.has('number')) types.add('integer');
  const values = [...list, only].filter((value) => value !== null && value !== undefined);
  return values.every((value) => types.has(toTypeName(value)));
}

function toTypeName(value: unknown): string {
  if (isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'number']);

/** Whether a string is a number. One that a number cannot hold exactly is reported where it becomes a type. */
function isNumber(value: unknown): boolean {
  if (typeof value !== 'string' || !/\d$/.test(value)) return false;
  return String(Number(value)) === value || isInexact(value);
}

/**
 * Reads the names and descriptions of an enumeration's values as others write them: AutoRest's `x-ms-enum: { values: [{ value,
 * name, description }] }`, a list `x-enum-names`, descriptions by value (Redocly) or by name (swag's `x-enum-comments`).
 */
export function readEnumNames(draft: SchemaDraft, published: JsonObject): SchemaDraft {
  if (draft.enum === undefined) return draft;
  const values = draft.enum;
  const toTexts = (getText: (value: unknown, index: number) => unknown): readonly string[] =>
    values.map((value, index) => {
      const text = getText(value, index);
      return typeof text === 'string' ? text : '';
    });
  const microsoft = readMicrosoftEnum(published);
  const list = own(published, 'x-enum-names');
  const names = toTexts((value, index) => (isArray(list) ? list[index] : microsoft(value, 'name')));
  const known = draft['x-enumNames'] ?? draft['x-enum-varnames'] ?? names;
  const described = DESCRIPTIONS.map((key) => own(published, key)).filter(isObject);
  const descriptions = toTexts((value, index) =>
    described
      .flatMap((map) => [own(map, String(value)), own(map, known[index] ?? '')])
      .concat(microsoft(value, 'description'))
      .find((text) => typeof text === 'string'),
  );
  const hasText = (texts: readonly string[]): boolean => texts.some((text) => text !== '');
  return {
    ...(hasText(names) && { 'x-enumNames': names }),
    ...(hasText(descriptions) && { 'x-enumDescriptions': descriptions }),
    ...draft,
  };
}

const DESCRIPTIONS = ['x-enumDescriptions', 'x-enum-descriptions', 'x-enum-comments'];

function readMicrosoftEnum(published: JsonObject): (value: unknown, key: string) => unknown {
  const extension = own(published, 'x-ms-enum');
  const values = isObject(extension) ? own(extension, 'values') : undefined;
  const entries = isArray(values) ? values.filter(isObject) : [];
  const byValue = new Map(entries.map((entry) => [String(own(entry, 'value')), entry]));
  return (value, key) => {
    const entry = byValue.get(String(value));
    return entry && own(entry, key);
  };
}

export function oneOrMany(types: readonly string[]): string | readonly string[] {
  const [first] = types;
  return types.length === 1 && first !== undefined ? first : types;
}
