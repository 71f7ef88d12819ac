import { isDeepStrictEqual } from 'node:util';
import type { SchemaObject } from '../../raw-openapi.js';
import { isAnnotation, type Schema } from '../resolve.js';

type Keyword = keyof SchemaObject;

/**
 * Merges the keywords of two schemas that both apply to a value.
 *
 * @param own Its annotations and discriminator count. A part's discriminator tells the part's own variants apart.
 * @returns undefined where two keywords cannot be one, such as two patterns.
 */
export function mergeKeywords(own: SchemaObject, part: SchemaObject): SchemaObject | undefined {
  const merged: Record<string, unknown> = { ...own };
  for (const [key, value] of Object.entries(part) as [Keyword, unknown][]) {
    const known = own[key];
    if (key === 'discriminator' || isAnnotation(key)) continue;
    const both =
      known === undefined || isDeepStrictEqual(known, value)
        ? value
        : mergeValues(key, known, value);
    if (both === undefined) return undefined;
    merged[key] = both;
  }
  return merged;
}

function mergeValues(key: Keyword, known: unknown, value: unknown): unknown {
  switch (key) {
    case 'type':
      return intersectTypes([known].flat(), [value].flat());
    case 'required':
      return [...new Set([...(known as string[]), ...(value as string[])])];
    case 'properties':
      return mergeProperties(known as Properties, value as Properties);
    case 'minimum':
    case 'exclusiveMinimum':
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return Math.max(Number(known), Number(value));
    case 'maximum':
    case 'exclusiveMaximum':
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return Math.min(Number(known), Number(value));
    case 'uniqueItems':
      return true;
    case 'additionalProperties':
      // Each class of a hierarchy says so of its own properties, and means those of the others too.
      return known === false || value === false ? false : undefined;
    case 'enum': {
      const values = (known as unknown[]).filter((one) => has(value as unknown[], one));
      return values.length > 0 ? values : undefined;
    }
    default:
      return undefined;
  }
}

function has(values: readonly unknown[], value: unknown): boolean {
  return values.some((one) => isDeepStrictEqual(one, value));
}

function intersectTypes(some: readonly unknown[], others: readonly unknown[]): unknown {
  const isWithin = (type: unknown, list: readonly unknown[]) =>
    list.includes(type) || (type === 'integer' && list.includes('number'));
  const both = [
    ...some.filter((type) => isWithin(type, others)),
    ...others.filter((type) => isWithin(type, some)),
  ];
  return both.length > 0 ? [...new Set(both)] : undefined;
}

type Properties = Readonly<Record<string, Schema>>;

function mergeProperties(some: Properties, others: Properties): Properties {
  const merged: Record<string, Schema> = { ...others, ...some };
  for (const [name, other] of Object.entries(others)) {
    const one = Object.hasOwn(some, name) ? some[name] : undefined;
    if (one !== undefined && !isDeepStrictEqual(one, other)) merged[name] = allOf(one, other);
  }
  return merged;
}

const COMBINED = new WeakMap<object, WeakMap<object, SchemaObject>>();

/** The schema of both; one object for the same two, so that it is compared once. */
function allOf(one: Schema, other: Schema): Schema {
  if (typeof one === 'boolean') return one ? other : one;
  if (typeof other === 'boolean') return other ? one : other;
  const known = COMBINED.get(one) ?? new WeakMap<object, SchemaObject>();
  COMBINED.set(one, known);
  const both = known.get(other) ?? { allOf: [one, other] };
  known.set(other, both);
  return both;
}
