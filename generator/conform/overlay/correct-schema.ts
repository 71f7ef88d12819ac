import { isRecord } from '../../util/is-record.js';
import type { Mismatch } from '../finding.js';
import type { Shape } from '../shape.js';
import {
  addUnionMember,
  addVariant,
  allowNull,
  getTypes,
  isNullable,
  splitAnnotations,
  type Dialect,
} from './dialect.js';
import { getCommonFormat, getSeenTypes, inferSchema, type InferOptions } from './infer-schema.js';
import { own, withKey, withoutKeys, type JsonObject } from './json-tree.js';

/** What a schema is corrected with. */
export interface SchemaEvidence {
  /** Whether every value was seen to be so, and there were enough to say it of all values. */
  readonly isAlways: boolean;
  readonly options: InferOptions;
}

/** The mismatches that one schema is corrected for, by its own keywords. */
export type SchemaMismatch = Extract<
  Mismatch,
  {
    readonly kind:
      | 'null'
      | 'type'
      | 'number-as-text'
      | 'enum'
      | 'format'
      | 'pattern'
      | 'limit'
      | 'undeclared-property'
      | 'undeclared-keys'
      | 'no-variant'
      | 'unknown-discriminator'
      | 'write-only';
  }
>;

/** The same schema, which accepts what it did and the values of the mismatch; undefined where it says nothing against them. */
export function correctSchema(
  schema: JsonObject,
  mismatch: SchemaMismatch,
  { isAlways, options }: SchemaEvidence,
): JsonObject | undefined {
  const { dialect, seen } = options;
  switch (mismatch.kind) {
    case 'null':
      return isNullable(schema) ? undefined : allowNull(dialect, schema);
    case 'type':
      return correctType(schema, mismatch.shape, isAlways, options);
    case 'number-as-text':
      // A number that .NET documents as a number or text is a number in responses, so this is a union without its marks.
      return isAlways
        ? replaceType(dialect, schema, { type: 'string' })
        : addVariant(dialect, schema, { type: 'string' });
    case 'enum':
      return dropKeywords(schema, getEnumKeywords(schema));
    case 'format': {
      const format = isAlways ? getCommonFormat(mismatch.shape, seen) : undefined;
      return own(schema, 'format') === undefined ? undefined : withKey(schema, 'format', format);
    }
    case 'pattern':
      return dropKeywords(schema, ['pattern']);
    case 'limit':
      return dropKeywords(schema, getLimitKeywords(schema, mismatch.keyword));
    case 'undeclared-property':
      return addProperty(schema, mismatch.property, inferSchema(mismatch.shape, options));
    case 'undeclared-keys':
      return withKey(schema, 'additionalProperties', inferSchema(mismatch.shape, options));
    case 'no-variant':
      return dialect === '2.0'
        ? undefined
        : addUnionMember(schema, mismatch.keyword, inferSchema(mismatch.shape, options));
    case 'unknown-discriminator': {
      const keyword = (['oneOf', 'anyOf'] as const).find((key) => own(schema, key) !== undefined);
      if (keyword === undefined || dialect === '2.0') return undefined;
      return addUnionMember(schema, keyword, inferOther(mismatch, options));
    }
    case 'write-only':
      return dropKeywords(schema, ['writeOnly']);
    default:
      return mismatch satisfies never;
  }
}

/** A schema of the objects whose discriminator has an unknown value. */
export function inferOther(
  { property, shape }: Extract<Mismatch, { readonly kind: 'unknown-discriminator' }>,
  options: InferOptions,
): JsonObject {
  const inferred = inferSchema(shape, options);
  if (shape.types.object !== undefined) return inferred;
  // What was seen are the values of the discriminator alone.
  const { 'x-inferred': mark, ...value } = inferred;
  return {
    type: 'object',
    required: [property],
    properties: Object.fromEntries([[property, value]]),
    additionalProperties: true,
    'x-inferred': mark,
  };
}

function dropKeywords(schema: JsonObject, keywords: readonly string[]): JsonObject | undefined {
  const dropped = keywords.filter((keyword) => Object.hasOwn(schema, keyword));
  return dropped.length === 0 ? undefined : withoutKeys(schema, dropped);
}

/** The names of the values, as the generators of documents write them, go with the values. */
const ENUM_KEYWORDS = [
  ...['enum', 'const', 'x-enumNames', 'x-enum-varnames', 'x-enum-names', 'x-enumDescriptions'],
  ...['x-enum-descriptions', 'x-enum-comments', 'x-ms-enum'],
];

/** Values with names are also written as a union of constants. */
function getEnumKeywords(schema: JsonObject): readonly string[] {
  const isListed = ['enum', 'const'].some((keyword) => Object.hasOwn(schema, keyword));
  return isListed ? ENUM_KEYWORDS : ['oneOf', 'anyOf'];
}

/** Up to 3.0, an exclusive bound is a boolean beside the bound (JSON Schema draft 4, section 5.1.2). */
function getLimitKeywords(schema: JsonObject, keyword: string): readonly string[] {
  const bound = /minimum$/i.test(keyword) ? 'Minimum' : /maximum$/i.test(keyword) ? 'Maximum' : '';
  const exclusive = `exclusive${bound}`;
  return bound !== '' && typeof own(schema, exclusive) === 'boolean'
    ? [exclusive, bound.toLowerCase()]
    : [keyword];
}

function addProperty(
  schema: JsonObject,
  name: string,
  property: JsonObject,
): JsonObject | undefined {
  const properties = own(schema, 'properties');
  const declared = isRecord(properties) ? properties : {};
  if (Object.hasOwn(declared, name)) return undefined;
  return withKey(schema, 'properties', withKey(declared, name, property));
}

const INTEGER_FORMAT = /^u?int\d*$/;

function correctType(
  schema: JsonObject,
  shape: Shape,
  isAlways: boolean,
  options: InferOptions,
): JsonObject {
  const { dialect } = options;
  const declared = getTypes(schema);
  // Null is a finding of its own.
  const { null: _, ...types } = shape.types;
  const observed = inferSchema({ ...shape, types }, options);
  const isNew = !getSeenTypes(shape).some((type) => declared.includes(type));
  if (isAlways && isNew) return replaceType(dialect, schema, observed);
  const added = getTypes(observed);
  if (declared.includes('integer') && added.length === 1 && added[0] === 'number') {
    const format = own(schema, 'format');
    const kept =
      typeof format === 'string' && INTEGER_FORMAT.test(format)
        ? withoutKeys(schema, ['format'])
        : schema;
    const others = declared.map((type) => (type === 'integer' ? 'number' : type));
    return withKey(kept, 'type', Array.isArray(own(schema, 'type')) ? others : others[0]);
  }
  const isPlain = (each: JsonObject) =>
    Object.keys(splitAnnotations(each).rest).every((keyword) => keyword === 'type');
  // Keywords beside a list of types might apply to the new ones as well.
  return dialect === '3.1' && declared.length > 0 && isPlain(schema) && isPlain(observed)
    ? withKey(schema, 'type', [...new Set([...declared, ...added])])
    : addVariant(dialect, schema, observed);
}

/** The annotations of a schema with other types; null stays allowed. A default has the old type, so it goes. */
function replaceType(dialect: Dialect, schema: JsonObject, observed: JsonObject): JsonObject {
  const annotations = withoutKeys(splitAnnotations(schema).annotations, ['default']);
  const isRef = Object.hasOwn(observed, '$ref');
  const replaced = { ...(isRef && dialect !== '3.1' ? {} : annotations), ...observed };
  const members = [own(schema, 'oneOf'), own(schema, 'anyOf')].filter(Array.isArray).flat();
  const allowedNull = isNullable(schema) || members.some((each) => own(each, 'type') === 'null');
  return allowedNull ? allowNull(dialect, replaced) : replaced;
}
