import { BLOB, UNRECOGNIZED } from './marks.js';

/** An instance that differs from a good one in one place. Whether it is still good is for a validator to say. */
export interface Mutation {
  /** JSON pointer (RFC 6901) of the place. */
  readonly pointer: string;
  readonly kind: 'missing' | 'null' | 'wrong type' | 'outsider' | 'added';
  readonly value: unknown;
}

/**
 * Every place of an instance, changed in each way that a type can tell: left out, null, of another
 * primitive type, or a value that no enumeration has; a list loses its last item; a list or
 * an object gets one more. The shallowest places come first.
 *
 * @param most how many are wanted.
 */
export function mutationsOf(instance: unknown, most: number): readonly Mutation[] {
  const mutations: Mutation[] = [];
  const places: (readonly string[])[] = [[]];
  for (const place of places) {
    if (mutations.length >= most) break;
    const value = valueAt(instance, place);
    const pointer = place
      .map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      .join('');
    const add = (kind: Mutation['kind'], other: unknown) =>
      mutations.push({ pointer, kind, value: changed(instance, place, other) });
    if (place.length > 0 && !Array.isArray(valueAt(instance, place.slice(0, -1))))
      add('missing', ABSENT);
    if (Array.isArray(value)) {
      if (value.length > 0) add('missing', value.slice(0, -1));
      for (const one of ADDED) add('added', [...(value as readonly unknown[]), one]);
    } else if (typeof value === 'object' && value !== null) {
      for (const one of ADDED) add('added', { ...value, undeclared: one });
    }
    if (value !== null) add('null', null);
    add('wrong type', typeof value === 'string' ? 7 : 'seven');
    if (typeof value === 'string' && !MARKS.has(value)) add('outsider', `${value} of another kind`);
    if (typeof value === 'number') add('outsider', value + 104_729);
    if (typeof value === 'object' && value !== null)
      Object.keys(value).forEach((key) => places.push([...place, key]));
  }
  return mutations;
}

/** Values that stand for something else. */
const MARKS: ReadonlySet<string> = new Set([BLOB, UNRECOGNIZED]);

/** No schema asks for one of them and would accept the other, unless it accepts anything. */
const ADDED: readonly unknown[] = ['text', 7];

const ABSENT = Symbol('absent');

function valueAt(instance: unknown, place: readonly string[]): unknown {
  let value = instance;
  for (const key of place) value = (value as Record<string, unknown>)[key];
  return value;
}

function changed(value: unknown, [key, ...rest]: readonly string[], other: unknown): unknown {
  if (key === undefined) return other;
  const isList = Array.isArray(value);
  const entries = Object.entries(value as object).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner] as const];
    const made = changed(inner, rest, other);
    return made === ABSENT ? [] : [[name, made] as const];
  });
  return isList ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}
