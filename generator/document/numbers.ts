import type { SchemaObject } from './openapi.js';
import { getTypes, oneOrMany, type SchemaDraft } from './schema-dialects.js';

/**
 * Reads a number as System.Text.Json documents it. Its default reader also accepts numbers as text, so .NET 10 writes
 * `type: [integer, string]` with a pattern of digits, and in OpenAPI 3.0, which has no list of types, the pattern and the
 * format alone. What is answered is a number all the same.
 *
 * @returns the schema with the type of the number alone, without the pattern, and marked `x-accepts-text`; the schema
 *   itself when it is no such number.
 */
export function readLenientNumber(draft: SchemaDraft): SchemaDraft {
  const { pattern, format = '', type: _type, ...rest } = draft;
  const type = getNumberType(draft);
  // A pattern constrains text alone (JSON Schema 2020-12, validation, section 6.3.3).
  const keepsPattern = pattern !== undefined && !DIGITS.test(pattern);
  if (type === undefined || keepsPattern || !hasNumericValues(draft)) return draft;
  const types = getTypes(draft).includes('null') ? [type, 'null'] : [type];
  return {
    type: oneOrMany(types),
    ...(format !== '' && { format }),
    ...rest,
    'x-accepts-text': true,
  };
}

/** The type of a number that is also accepted as text; undefined for anything else. */
function getNumberType({ pattern, format = '', ...schema }: SchemaObject): string | undefined {
  const types = getTypes(schema).filter((type) => type !== 'null');
  const numbers = types.filter((type) => type !== 'string');
  const isNumber = numbers.every((type) => type === 'integer' || type === 'number');
  if (!isNumber) return undefined;
  if (numbers.length > 0) {
    const isMarked =
      pattern !== undefined || (numbers.length < types.length && FORMATS.has(format));
    return isMarked ? (numbers.find((type) => type === 'number') ?? 'integer') : undefined;
  }
  if (types.length > 0 || DESCRIBES_VALUES.some((key) => schema[key] !== undefined))
    return undefined;
  if (pattern === undefined || FORMATS.has(format)) return FORMATS.get(format);
  const [canonical, fraction] = CANONICAL_DIGITS.exec(pattern) ?? [];
  return canonical === undefined ? undefined : fraction === undefined ? 'integer' : 'number';
}

/** Formats of numbers alone. A `decimal` may be text, so it decides nothing (OpenAPI Format Registry). */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ...['8', '16', '32', '64', '128'].flatMap((bits) =>
    [`int${bits}`, `uint${bits}`].map((format) => [format, 'integer'] as const),
  ),
  ['double-int', 'integer'],
  ['float', 'number'],
  ['double', 'number'],
]);

/** Keywords that say more of the values than that they are numbers: without a type, those decide. */
const DESCRIBES_VALUES = [
  '$ref',
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'enum',
  'const',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'prefixItems',
  'contentMediaType',
  'contentEncoding',
] as const satisfies readonly (keyof SchemaObject)[];

/** A pattern of digits, with or without sign, fraction and exponent. */
const DIGITS =
  /^\^(?:-\??|\[[+-]{2}\]\?)?(?:\((?:\?:)?0\|\[1-9\](?:\\d|\[0-9\])\*\)|(?:\\d|\[0-9\])\+)(?:\((?:\?:)?\\\.(?:\\d|\[0-9\])\+\)\?)?(?:\((?:\?:)?\[eE\]\[[+-]{2}\]\?(?:\\d|\[0-9\])\+\)\?)?\$$/;

/** The patterns of System.Text.Json. They exclude leading zeros, as JSON does, so the text is that of a number. */
const CANONICAL_DIGITS =
  /^\^(?:-\?)?\(\?:0\|\[1-9\]\\d\*\)(\(\?:\\\.\\d\+\)\?(?:\(\?:\[eE\]\[\+-\]\?\\d\+\)\?)?)?\$$/;

/** Texts that an enumeration lists are values of their own. */
function hasNumericValues({ enum: values = [], const: value }: SchemaObject): boolean {
  return [...values, ...(value === undefined ? [] : [value])].every(
    (each) => each === null || typeof each === 'number',
  );
}
