import { isRecord } from '../parameters.js';
import { isListCodec, listCodec, objectCodec, scalarCodec, discriminatedCodec } from './choose.js';
import type { Codec, ListCodec, ObjectCodec, OneOfCodec, ScalarCodec } from './codec.js';
import { renamed, setMember } from './rename.js';

/**
 * What goes on the wire for what a program holds; the program's own value is left as it is. A text in place of a `Date` is
 * sent exactly as it is, as is a number in place of a `bigint`.
 *
 * @throws TypeError for a `Date` that is none, and for digits that are no whole number.
 */
export function encode(codec: Codec, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof codec === 'function') return encode(codec(), value);
  if (typeof codec === 'string') return encodedScalar(codec, value);
  if ('allOf' in codec)
    return codec.allOf.reduce<unknown>((inner, part) => encode(part, inner), value);
  if ('oneOf' in codec) return encodedChoice(codec, value);
  if ('discriminator' in codec) {
    const variant = isRecord(value) ? discriminatedCodec(codec, value, 'program') : undefined;
    return variant === undefined ? value : encode(variant, value);
  }
  if (isListCodec(codec)) return Array.isArray(value) ? encodedList(codec, value) : value;
  // What has a way of its own to write itself, such as a library's date, is left to it.
  return isRecord(value) && typeof value['toJSON'] !== 'function'
    ? encodedObject(codec, value)
    : value;
}

function encodedScalar(codec: ScalarCodec, value: unknown): unknown {
  if (codec === 'date') return value instanceof Date ? textOfDate(value) : value;
  if (codec === 'text' || typeof value !== 'string') return value;
  if (/^-?\d{1,40}$/.test(value)) return BigInt(value);
  throw new TypeError('A 64-bit integer must be written in digits');
}

function textOfDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new TypeError('An invalid Date cannot be sent');
  return date.toISOString();
}

function encodedChoice(codec: OneOfCodec, value: unknown): unknown {
  const member = Array.isArray(value)
    ? listCodec(codec)
    : isRecord(value)
      ? objectCodec(codec, value, 'program')
      : scalarCodec(codec, value);
  return member === undefined ? value : encode(member, value);
}

function encodedList({ items, first = [] }: ListCodec, list: readonly unknown[]): unknown {
  return list.map((item, index) => {
    const inner = index < first.length ? first[index] : items;
    return inner === undefined ? item : encode(inner, item);
  });
}

function encodedObject(
  { properties = {}, names = {}, others, declared = [] }: ObjectCodec,
  value: Readonly<Record<string, unknown>>,
): unknown {
  const wireNames = Object.fromEntries(Object.entries(names).map(([wire, name]) => [name, wire]));
  const known = new Set(declared);
  const result: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(renamed(value, wireNames))) {
    const codec = Object.hasOwn(properties, name)
      ? properties[name]
      : known.has(name)
        ? undefined
        : others;
    setMember(result, name, codec === undefined ? member : encode(codec, member));
  }
  return result;
}
