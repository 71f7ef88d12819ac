import { isRecord } from '../parameters.js';
import { isListCodec, listCodec, objectCodec, scalarCodec, discriminatedCodec } from './choose.js';
import type { Codec, ListCodec, ObjectCodec, OneOfCodec, ScalarCodec } from './codec.js';
import { instantOf } from './instant.js';
import { renamed } from './rename.js';

/** A parsed answer in a place of its own, so that it can be replaced as a whole. */
export interface Whole {
  value: unknown;
}

/** The digits of numbers that JavaScript's cannot hold: by the object or list that holds them, then by the key there. */
export type LongNumbers = Map<object, Record<string, string>>;

/** An answer has the kind of value that the document promises, and yet it cannot be read. */
export class UnreadableError extends Error {
  /** What is not there: `a date at 'soldAt'`. */
  readonly missing: string;

  constructor(missing: string) {
    super(`There is not ${missing}`);
    this.missing = missing;
  }
}

type Holder = Record<PropertyKey, unknown>;

interface Place {
  readonly holder: Holder;
  readonly key: string | number;
  readonly codec: Codec;
}

interface Work {
  readonly places: Place[];
  readonly long: LongNumbers | undefined;
}

/**
 * Makes of a parsed answer what a program is to hold, in place; however deep it nests, nothing is called deeper.
 *
 * @throws UnreadableError for a text that should name a point in time, and names none.
 */
export function decode(codec: Codec, whole: Whole, long?: LongNumbers): unknown {
  const work: Work = { places: [], long };
  decodeAt(whole as unknown as Holder, 'value', codec, work);
  // What lies inside comes before what was put on hold earlier: a part of an `allOf` is done before the next begins.
  for (let place = work.places.pop(); place; place = work.places.pop()) open(place, work);
  return whole.value;
}

/** Scalars at once; whatever holds others waits for its turn. */
function decodeAt(holder: Holder, key: string | number, codec: Codec, work: Work): void {
  if (typeof codec !== 'string') work.places.push({ holder, key, codec });
  else holder[key] = scalarOf(codec, holder[key], key, () => digitsAt(work, holder, key));
}

function digitsAt({ long }: Work, holder: Holder, key: string | number): string | undefined {
  const digits = long?.get(holder);
  return digits && Object.hasOwn(digits, key) ? digits[key] : undefined;
}

function open({ holder, key, codec }: Place, work: Work): void {
  const value = holder[key];
  if (value === null || value === undefined) return;
  if (typeof codec === 'function' || typeof codec === 'string') {
    decodeAt(holder, key, typeof codec === 'function' ? codec() : codec, work);
  } else if ('allOf' in codec) {
    for (const part of [...codec.allOf].reverse()) work.places.push({ holder, key, codec: part });
  } else if ('discriminator' in codec) {
    const variant = isRecord(value) ? discriminatedCodec(codec, value, 'wire') : undefined;
    if (variant) decodeAt(holder, key, variant, work);
  } else if ('oneOf' in codec) {
    const member = memberFor(codec, value);
    if (member) decodeAt(holder, key, member, work);
  } else if (Array.isArray(value)) {
    if (isListCodec(codec)) openList(value as unknown[], codec, work);
  } else if (isRecord(value) && !isListCodec(codec)) {
    openObject(holder, key, codec, work);
  }
}

function memberFor(codec: OneOfCodec, value: unknown): Codec | undefined {
  if (Array.isArray(value)) return listCodec(codec);
  if (isRecord(value)) return objectCodec(codec, value, 'wire');
  const scalar = scalarCodec(codec, value);
  const mayBeDate = scalar === 'text' && codec.oneOf.includes('date');
  return mayBeDate && instantOf(String(value)) ? 'date' : scalar;
}

function openList(list: unknown[], { items, first = [] }: ListCodec, work: Work): void {
  const holder = list as unknown as Holder;
  for (let index = 0; index < list.length; index += 1) {
    const codec = index < first.length ? first[index] : items;
    if (codec !== undefined) decodeAt(holder, index, codec, work);
  }
}

function openObject(holder: Holder, key: string | number, codec: ObjectCodec, work: Work): void {
  const { properties = {}, names = {}, others, declared = [] } = codec;
  const wire = holder[key] as Holder;
  const target = renamed(wire, names);
  if (target !== wire) {
    holder[key] = target;
    const digits = work.long?.get(wire);
    if (digits) work.long?.set(target, renamed(digits, names));
  }
  for (const [name, inner] of Object.entries(properties)) {
    const called = Object.hasOwn(names, name) ? (names[name] ?? name) : name;
    if (Object.hasOwn(target, called)) decodeAt(target, called, inner, work);
  }
  if (others === undefined) return;
  const known = new Set(declared);
  for (const name of Object.keys(target))
    if (!known.has(name)) decodeAt(target, name, others, work);
}

function scalarOf(
  codec: ScalarCodec,
  value: unknown,
  key: string | number,
  digits: () => string | undefined,
): unknown {
  if (codec === 'text') return value;
  if (codec === 'date') return typeof value === 'string' ? dateOf(value, key) : value;
  const whole = wholeOf(value, digits);
  if (whole === undefined) return value;
  return codec === 'bigint' ? whole : String(whole);
}

function dateOf(text: string, key: string | number): Date {
  const instant = instantOf(text);
  if (instant) return instant;
  throw new UnreadableError(`a date at '${key}': '${text.slice(0, 40)}'`);
}

/** A whole number; .NET may write one as a string. */
function wholeOf(value: unknown, digits: () => string | undefined): bigint | undefined {
  if (typeof value === 'number') {
    const exact = Number.isSafeInteger(value) ? undefined : digits();
    return exact === undefined && !Number.isInteger(value) ? undefined : BigInt(exact ?? value);
  }
  return typeof value === 'string' && /^-?\d{1,40}$/.test(value) ? BigInt(value) : undefined;
}
