import { convertArgument } from '../convert-argument.js';
import { isRecord, toText } from '../values.js';
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
  isTextCodec,
  selectListCodec,
  selectObjectCodec,
  selectScalarCodec,
  selectVariant,
} from './select-codec.js';

/**
 * Converts a value that a program holds to the one on the wire, and leaves the program's value unchanged. A string in
 * place of a `Date`, or a number in place of a `bigint`, is sent as it is.
 *
 * @param name What the value is, for the error.
 * @throws ArgumentError for an invalid `Date`, and for a string of digits that is not an integer. It names the property.
 */
export function encode(codec: Codec, value: unknown, name = 'body'): unknown {
  if (value === null || value === undefined) return value;
  if (typeof codec === 'function') return encode(codec(), value, name);
  if (typeof codec === 'string')
    return convertArgument(name, value, () => encodeScalar(codec, value));
  if (isTextCodec(codec)) return codec.format(value);
  if ('allOf' in codec)
    return codec.allOf.reduce<unknown>((inner, part) => encode(part, inner, name), value);
  if ('oneOf' in codec) return encodeChoice(codec, value, name);
  if ('discriminator' in codec) {
    const variant = isRecord(value) ? selectVariant(codec, value, 'program') : undefined;
    return variant === undefined ? value : encode(variant, value, name);
  }
  if (isListCodec(codec)) return Array.isArray(value) ? encodeList(codec, value, name) : value;
  // An object with `toJSON`, such as the date of a library, converts itself.
  return isRecord(value) && typeof value['toJSON'] !== 'function'
    ? encodeObject(codec, value, name)
    : value;
}

function encodeScalar(codec: ScalarCodec, value: unknown): unknown {
  if (codec === 'date') return value instanceof Date ? toText(value) : value;
  if (codec === 'text' || typeof value !== 'string') return value;
  if (/^-?\d{1,40}$/.test(value)) return BigInt(value);
  throw new TypeError('a 64-bit integer must be a string of digits');
}

function encodeChoice(codec: OneOfCodec, value: unknown, name: string): unknown {
  const member = Array.isArray(value)
    ? selectListCodec(codec)
    : isRecord(value)
      ? selectObjectCodec(codec, value, 'program')
      : selectScalarCodec(codec, value);
  return member === undefined ? value : encode(member, value, name);
}

function encodeList(
  { items, first = [] }: ListCodec,
  list: readonly unknown[],
  name: string,
): unknown {
  return list.map((item, index) => {
    const inner = index < first.length ? first[index] : items;
    return inner === undefined ? item : encode(inner, item, `${name}[${index}]`);
  });
}

function encodeObject(
  { properties = {}, names = {}, others, declared = [] }: ObjectCodec,
  value: Readonly<Record<string, unknown>>,
  path: string,
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
    setProperty(
      result,
      name,
      codec === undefined ? member : encode(codec, member, `${path}.${name}`),
    );
  }
  return result;
}
