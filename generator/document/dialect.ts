import { isList, isObject, own, type JsonObject } from './json.js';
import type { SchemaObject } from './openapi.js';
import { annotationsOf, split, typesOf, type SchemaDraft } from './upgrade-3.0.js';

/** What ASP.NET Core's printers write in any version of OpenAPI, and what they mean by it. */

/**
 * `{"type": "null", "allOf": [{$ref}]}` and `{"type": ["null", "object"], "allOf": [...]}` are what the
 * printers make of a nullable reference in 3.1. Taken by the letter nothing or null alone would do;
 * meant is "this, or null". Returns the schema without that null, and whether it was there.
 */
export function nullBesideComposition(draft: SchemaDraft): {
  readonly schema: SchemaDraft;
  readonly nullable: boolean;
} {
  const composed = draft.$ref ?? draft.allOf ?? draft.oneOf ?? draft.anyOf;
  const types = composed === undefined ? [] : typesOf(draft);
  if (!types.includes('null')) return { schema: draft, nullable: false };
  const { type: _type, ...rest } = draft;
  const others = types.filter((type) => type !== 'null');
  // Beside a reference the type only repeats the target's, and `object` says no more than the parts do.
  const repeats =
    draft.$ref !== undefined ||
    (others.every((type) => type === 'object') && draft.properties === undefined);
  const schema = repeats ? rest : { ...rest, type: oneOrMany(others) };
  return { schema, nullable: true };
}

/**
 * `allOf` with one member, as Swashbuckle writes it so that a description can stand beside a reference,
 * is that member with the description. Not so when anything beside it constrains.
 */
export function collapsed(draft: SchemaDraft): SchemaDraft {
  if (draft.allOf === undefined) return draft;
  const [member, ...others] = draft.allOf;
  if (typeof member !== 'object' || others.length > 0) return draft;
  const { allOf: _allOf, type, ...constraints } = split(draft).rest;
  if (Object.keys(constraints).length > 0) return draft;
  if (type !== undefined && !saysItsType(member)) return draft;
  return { ...member, ...annotationsOf(draft) };
}

function saysItsType(schema: SchemaObject): boolean {
  const { $ref, type, allOf, oneOf, anyOf } = schema;
  return ($ref ?? type ?? allOf ?? oneOf ?? anyOf) !== undefined;
}

/** The values of an integer's enumeration that are written as text: on the wire they are numbers, as the type says. */
export function digitsAsNumbers(draft: SchemaDraft): SchemaDraft {
  if (draft.enum === undefined) return draft;
  const types = typesOf(draft).filter((type) => type !== 'null');
  const isNumeric = types.length > 0 && types.every((type) => NUMERIC.has(type));
  if (!isNumeric || !draft.enum.every((value) => value === null || isDigits(value))) return draft;
  return { ...draft, enum: draft.enum.map((value) => (value === null ? null : Number(value))) };
}

const NUMERIC: ReadonlySet<string> = new Set(['integer', 'number']);

/** A number is so written when it comes out as the same text: no digit is lost. */
function isDigits(value: unknown): boolean {
  return typeof value === 'string' && /\d$/.test(value) && String(Number(value)) === value;
}

/** AutoRest's `x-ms-enum: { values: [{ value, name, description }] }`, in the order of `enum`, as the extensions that are read. */
export function enumNames(draft: SchemaDraft, published: JsonObject): SchemaDraft {
  if (draft.enum === undefined) return draft;
  const extension = own(published, 'x-ms-enum');
  const values = isObject(extension) ? own(extension, 'values') : undefined;
  if (!isList(values)) return draft;
  const byValue = new Map(
    values.filter(isObject).map((entry) => [String(own(entry, 'value')), entry]),
  );
  const texts = (key: string): readonly string[] =>
    (draft.enum ?? []).map((value) => {
      const entry = byValue.get(String(value));
      const text = entry === undefined ? undefined : own(entry, key);
      return typeof text === 'string' ? text : '';
    });
  const names = texts('name');
  const descriptions = texts('description');
  const says = (list: readonly string[]): boolean => list.some((text) => text !== '');
  return {
    ...(says(names) && { 'x-enumNames': names }),
    ...(says(descriptions) && { 'x-enumDescriptions': descriptions }),
    ...draft,
  };
}

export function oneOrMany(types: readonly string[]): string | readonly string[] {
  const [first] = types;
  return types.length === 1 && first !== undefined ? first : types;
}
