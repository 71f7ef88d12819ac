import { isRecord } from '../values.js';
import {
  renameProperties,
  setProperty,
  type Codec,
  type ListCodec,
  type ObjectCodec,
  type OneOfCodec,
  type ScalarCodec,
} from './codec.js';
import {
  isListCodec,
  selectListCodec,
  selectObjectCodec,
  selectScalarCodec,
  selectVariant,
} from './select-codec.js';

/**
 * Converts a value that a program holds to the one on the wire, and leaves the program's value unchanged. A string in
 * place of a `Date`, or a number in place of a `bigint`, is sent as it is.
 *
 * @throws TypeError for an invalid `Date`, and for a string of digits that is not an integer.
 */
export function encode(codec: Codec, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof codec === 'function') return encode(codec(), value);
  if (typeof codec === 'string') return encodeScalar(codec, value);
  if ('allOf' in codec)
    return codec.allOf.reduce<unknown>((inner, part) => encode(part, inner), value);
  if ('oneOf' in codec) return encodeChoice(codec, value);
  if ('discriminator' in codec) {
    const variant = isRecord(value) ? selectVariant(codec, value, 'program') : undefined;
    return variant === undefined ? value : encode(variant, value);
  }
  if (isListCodec(codec)) return Array.isArray(value) ? encodeList(codec, value) : value;
  // An object with `toJSON`, such as the date of a library, converts itself.
  return isRecord(value) && typeof value['toJSON'] !== 'function'
    ? encodeObject(codec, value)
    : value;
}

function encodeScalar(codec: ScalarCodec, value: unknown): unknown {
  if (codec === 'date') return value instanceof Date ? formatDate(value) : value;
  if (codec === 'text' || typeof value !== 'string') return value;
  if (/^-?\d{1,40}$/.test(value)) return BigInt(value);
  throw new TypeError('A 64-bit integer must be a string of digits');
}

function formatDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new TypeError('An invalid Date cannot be sent');
  return date.toISOString();
}

function encodeChoice(codec: OneOfCodec, value: unknown): unknown {
  const member = Array.isArray(value)
    ? selectListCodec(codec)
    : isRecord(value)
      ? selectObjectCodec(codec, value, 'program')
      : selectScalarCodec(codec, value);
  return member === undefined ? value : encode(member, value);
}

function encodeList({ items, first = [] }: ListCodec, list: readonly unknown[]): unknown {
  return list.map((item, index) => {
    const inner = index < first.length ? first[index] : items;
    return inner === undefined ? item : encode(inner, item);
  });
}

function encodeObject(
  { properties = {}, names = {}, others, declared = [] }: ObjectCodec,
  value: Readonly<Record<string, unknown>>,
): unknown {
  const wireNames = Object.fromEntries(Object.entries(names).map(([wire, name]) => [name, wire]));
  const known = new Set(declared);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(renameProperties(value, wireNames))) {
    const codec = Object.hasOwn(properties, name)
      ? properties[name]
      : known.has(name)
        ? undefined
        : others;
    setProperty(result, name, codec === undefined ? member : encode(codec, member));
  }
  return result;
}
