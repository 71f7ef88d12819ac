import type { Decode } from '../caller.js';
import { isRecord } from '../values.js';
import {
  renameProperties,
  type Codec,
  type ListCodec,
  type ObjectCodec,
  type OneOfCodec,
  type ScalarCodec,
  type TextCodec,
} from './codec.js';
import { parseExactJson, type JsonRoot, type LongIntegers } from './exact-json.js';
import {
  isListCodec,
  isTextCodec,
  selectListCodec,
  selectObjectCodec,
  selectScalarCodec,
  selectVariant,
} from './select-codec.js';

/** @returns A decoder for responses: parses JSON and applies the codec. */
export function decoder(codec: Codec): Decode {
  return (text, kind) => decode(codec, parse(text, kind));
}

/** @returns A decoder for responses with 64-bit integers, which keeps all their digits. */
export function exactDecoder(codec: Codec): Decode {
  return (text, kind) => {
    if (kind === 'text') return decode(codec, { value: text });
    const { root, long } = parseExactJson(text);
    return decode(codec, root, long);
  };
}

/** @returns A decoder for errors: a body that the codec cannot decode stays as it is, so that the error itself is reported. */
export function errorDecoder(codec: Codec): Decode {
  return (text, kind) => tryDecode(codec, parse(text, kind));
}

/** @returns An `errorDecoder` for bodies with 64-bit integers. */
export function exactErrorDecoder(codec: Codec): Decode {
  return (text) => {
    const { root, long } = parseExactJson(text);
    return tryDecode(codec, root, long);
  };
}

function parse(text: string, kind: string): JsonRoot {
  return { value: kind === 'text' ? text : (JSON.parse(text) as unknown) };
}

function tryDecode(codec: Codec, root: JsonRoot, long?: LongIntegers): unknown {
  try {
    return decode(codec, root, long);
  } catch {
    return root.value;
  }
}

/** The response has the declared type, but a value in it cannot be decoded. */
export class DecodeError extends Error {
  /** What is missing, for the message of the error that the call rejects with: `a date at 'soldAt': '...'`. */
  readonly missing: string;

  constructor(missing: string) {
    super(`There is not ${missing}`);
    this.missing = missing;
  }
}

/** An object or a list. */
type Container = Record<PropertyKey, unknown>;

/** Where a value lies that is still to be decoded. */
interface Pending {
  readonly container: Container;
  readonly key: string | number;
  readonly codec: Codec;
}

interface Work {
  readonly stack: Pending[];
  readonly long: LongIntegers | undefined;
}

/**
 * Converts parsed JSON to the value that a program holds, in place. It does not recurse, so deep nesting cannot overflow
 * the stack.
 *
 * @throws DecodeError for a string that should be a date and is not; what a {@link TextCodec} throws.
 */
export function decode(codec: Codec, root: JsonRoot, long?: LongIntegers): unknown {
  const work: Work = { stack: [], long };
  decodeAt(root as unknown as Container, 'value', codec, work);
  // Last in, first out: one part of an `allOf` is decoded completely before the next begins.
  for (let next = work.stack.pop(); next; next = work.stack.pop()) decodeNext(next, work);
  return root.value;
}

/** Decodes a scalar at once; anything else goes on the stack. */
function decodeAt(container: Container, key: string | number, codec: Codec, work: Work): void {
  if (isTextCodec(codec)) container[key] = decodeText(codec, container[key], key);
  else if (typeof codec !== 'string') work.stack.push({ container, key, codec });
  else
    container[key] = decodeScalar(codec, container[key], key, () =>
      getDigits(work, container, key),
    );
}

function getDigits({ long }: Work, container: Container, key: string | number): string | undefined {
  const digits = long?.get(container);
  return digits && Object.hasOwn(digits, key) ? digits[key] : undefined;
}

function decodeNext({ container, key, codec }: Pending, work: Work): void {
  const value = container[key];
  if (value === null || value === undefined) return;
  if (typeof codec === 'function' || typeof codec === 'string' || isTextCodec(codec)) {
    decodeAt(container, key, typeof codec === 'function' ? codec() : codec, work);
  } else if ('allOf' in codec) {
    for (const part of [...codec.allOf].reverse()) work.stack.push({ container, key, codec: part });
  } else if ('discriminator' in codec) {
    const variant = isRecord(value) ? selectVariant(codec, value, 'wire') : undefined;
    if (variant) decodeAt(container, key, variant, work);
  } else if ('oneOf' in codec) {
    const member = selectMember(codec, value);
    if (member) decodeAt(container, key, member, work);
  } else if (Array.isArray(value)) {
    if (isListCodec(codec)) decodeList(value as unknown[], codec, work);
  } else if (isRecord(value) && !isListCodec(codec)) {
    decodeObject(container, key, codec, work);
  }
}

function selectMember(codec: OneOfCodec, value: unknown): Codec | undefined {
  if (Array.isArray(value)) return selectListCodec(codec);
  if (isRecord(value)) return selectObjectCodec(codec, value, 'wire');
  if (typeof value === 'string')
    for (const member of codec.oneOf)
      if (isTextCodec(member) && member.parse(value) !== undefined) return member;
  const scalar = selectScalarCodec(codec, value);
  const mayBeDate = scalar === 'text' && codec.oneOf.includes('date');
  return mayBeDate && parseDate(String(value)) ? 'date' : scalar;
}

function decodeList(list: unknown[], { items, first = [] }: ListCodec, work: Work): void {
  const container = list as unknown as Container;
  for (let index = 0; index < list.length; index += 1) {
    const codec = index < first.length ? first[index] : items;
    if (codec !== undefined) decodeAt(container, index, codec, work);
  }
}

function decodeObject(
  container: Container,
  key: string | number,
  codec: ObjectCodec,
  work: Work,
): void {
  const { properties = {}, names = {}, others, declared = [] } = codec;
  const wireObject = container[key] as Container;
  const object = renameProperties(wireObject, names);
  if (object !== wireObject) {
    container[key] = object;
    const digits = work.long?.get(wireObject);
    if (digits) work.long?.set(object, renameProperties(digits, names));
  }
  for (const [name, inner] of Object.entries(properties)) {
    const programName = Object.hasOwn(names, name) ? (names[name] ?? name) : name;
    if (Object.hasOwn(object, programName)) decodeAt(object, programName, inner, work);
  }
  if (others === undefined) return;
  const known = new Set(declared);
  for (const name of Object.keys(object))
    if (!known.has(name)) decodeAt(object, name, others, work);
}

function decodeScalar(
  codec: ScalarCodec,
  value: unknown,
  key: string | number,
  getExactDigits: () => string | undefined,
): unknown {
  if (codec === 'text') return value;
  if (codec === 'date') return typeof value === 'string' ? decodeDate(value, key) : value;
  const integer = toBigInt(value, getExactDigits);
  if (integer === undefined) return value;
  return codec === 'bigint' ? integer : String(integer);
}

function decodeDate(text: string, key: string | number): Date {
  const date = parseDate(text);
  if (date) return date;
  throw toDecodeError('a date', key, text);
}

function decodeText({ what, parse }: TextCodec, value: unknown, key: string | number): unknown {
  if (typeof value !== 'string') return value;
  const parsed = parse(value);
  if (parsed === undefined) throw toDecodeError(what, key, value);
  return parsed;
}

function toDecodeError(what: string, key: string | number, text: string): DecodeError {
  return new DecodeError(`${what} at '${key}': '${text.slice(0, 40)}'`);
}

/** @returns Undefined when the value is not an integer. .NET may write one as a string. */
function toBigInt(value: unknown, getExactDigits: () => string | undefined): bigint | undefined {
  if (typeof value === 'number') {
    const exact = Number.isSafeInteger(value) ? undefined : getExactDigits();
    return exact === undefined && !Number.isInteger(value) ? undefined : BigInt(exact ?? value);
  }
  return typeof value === 'string' && /^-?\d{1,40}$/.test(value) ? BigInt(value) : undefined;
}

/** ISO 8601 as .NET writes it: up to seven digits of a second, with or without a zone. */
const ISO_8601 =
  /^(\d{4}-\d\d-(\d\d))(?:[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?)?(Z|([+-]\d\d):?(\d\d))?$/i;

/**
 * Parses a date or time. A time without a zone is taken as UTC wherever the program runs, so that `getUTCHours()` and the
 * like return its digits. Fractions beyond milliseconds are cut off.
 *
 * @returns Undefined when the text is not a date, or the day does not exist.
 */
export function parseDate(text: string): Date | undefined {
  const [whole, day = '', dayOfMonth = '', time = '00:00', fraction = '', zone, hours, minutes] =
    ISO_8601.exec(text) ?? [];
  if (whole === undefined || !isInMonth(day, Number(dayOfMonth))) return undefined;
  const offset = hours === undefined ? 'Z' : `${hours}:${minutes ?? ''}`;
  const seconds = time.length === 5 ? `${time}:00` : time;
  const date = new Date(`${day}T${seconds}${fraction.slice(0, 4)}${zone ? offset : 'Z'}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** `Date` takes February 30 for a day in March. */
function isInMonth(day: string, dayOfMonth: number): boolean {
  return dayOfMonth <= 28 || new Date(`${day}T00:00:00Z`).getUTCDate() === dayOfMonth;
}
