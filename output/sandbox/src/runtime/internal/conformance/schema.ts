import { isRecord } from '../values.js';

/**
 * What is known of values: the part of JSON Schema 2020-12 that the types of a package need, as plain data. `true` is any
 * value, `false` is none. Keywords that start with `x-` say how the program's values differ from those on the wire.
 */
export type Schema = boolean | SchemaObject;

export interface SchemaObject {
  /** `#/$defs/` and the name of a type; it stands alone. */
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  /** The types of the program's values, where they are others: `Date`, `BigInt`, `Temporal.Instant`, `binary`. */
  readonly 'x-type'?: string | readonly string[];
  readonly enum?: readonly unknown[];
  /** All property names are those on the wire. */
  readonly properties?: Readonly<Record<string, Schema>>;
  /** The program's names of properties, by wire name. */
  readonly 'x-names'?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  /** Which of `anyOf` a value is (OpenAPI 3.2, section 4.25). */
  readonly discriminator?: SchemaDiscriminator;
}

export interface SchemaDiscriminator {
  readonly propertyName: string;
  /** The program's name of the property, if it is another. */
  readonly 'x-name'?: string;
  /** References by the property's value. */
  readonly mapping: Readonly<Record<string, string>>;
  /** The reference for any other value, and for none; without it, there is no other value. */
  readonly defaultMapping?: string;
}

/** The schemas of types, by name. */
export type Definitions = Readonly<Record<string, Schema>>;

/** The schemas of JSON responses: by `GET /Vehicles/{id}`, then by status, a range such as `4XX`, or `default`. */
export type ResponseSchemas = Readonly<Record<string, Readonly<Record<string, Schema>>>>;

/** Whether a value is as it is on the wire, or as the program has it. */
export type Side = 'wire' | 'program';

/** The schema of no value. */
export const NONE: SchemaObject = { type: [] };

/** The name of the type that a reference is to. */
export function getName(reference: string): string {
  return reference.slice('#/$defs/'.length);
}

/** Compares a value itself, without what is in it. */
export function compareValue(
  value: unknown,
  { type, 'x-type': programType, enum: values }: SchemaObject,
  side: Side,
): 'null' | 'type' | 'enum' | undefined {
  const types = (side === 'program' && programType) || type;
  const isOfType =
    typeof types === 'string'
      ? isType(value, types)
      : (types?.some((each) => isType(value, each)) ?? true);
  if (isOfType && (values?.includes(value) ?? true)) return undefined;
  if (value === null) return 'null';
  return values?.some((other) => typeof other === typeof value) ? 'enum' : 'type';
}

function isType(value: unknown, type: string): boolean {
  switch (type) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isRecord(value);
    case 'binary':
      return isBinary(value);
    case 'Date':
      return value instanceof Date && !Number.isNaN(value.getTime());
    default:
      return Object.prototype.toString.call(value) === `[object ${type}]`;
  }
}

/** A `Blob`, bytes, or a stream of them. */
function isBinary(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !isRecord(value) || Symbol.asyncIterator in value;
}

/** Describes what a schema accepts: `string or null`, `VehicleDto`, `"A" or "B"`. */
export function describeSchema(schema: Schema, side: Side): string {
  if (typeof schema === 'boolean') return schema ? 'any value' : 'no value';
  const { $ref, type, 'x-type': programType, enum: values, anyOf } = schema;
  if ($ref) return getName($ref);
  if (values) return describeValues(values);
  if (anyOf) return anyOf.map((member) => describeSchema(member, side)).join(' or ');
  const types = [(side === 'program' && programType) || type || 'object'].flat();
  return types.join(' or ') || 'no value';
}

export function describeValues(values: readonly unknown[]): string {
  const texts = values.slice(0, 10).map((value) => JSON.stringify(value));
  return [...texts, ...(values.length > 10 ? ['...'] : [])].join(' or ');
}
