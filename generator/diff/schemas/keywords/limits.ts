import type { SchemaObject } from '../../raw-openapi.js';
import type { Effect, KeywordContext } from '../difference.js';
import { getTypes } from '../resolve.js';

export type TypeName = 'string' | 'number' | 'array' | 'object';

/** A limit: the type of the values that it limits, and how it compares; undefined where both mean the same. */
interface Limit {
  readonly type: TypeName;
  /** The limit as text; undefined if the schema does not have it. */
  readonly print: (schema: SchemaObject) => string | undefined;
  readonly compare: (before: SchemaObject, after: SchemaObject) => Effect | undefined;
  /** Whether a number, or the length of a text, is within the limit; without it, only a server can say. */
  readonly allows?: (size: number, schema: SchemaObject) => boolean;
}

type NumberKeyword = {
  [K in keyof SchemaObject]-?: NonNullable<SchemaObject[K]> extends number ? K : never;
}[keyof SchemaObject];

/** @param absent The number that a missing bound means, if it means one. */
function count(
  type: TypeName,
  keyword: NumberKeyword,
  bound: 'lower' | 'upper',
  absent?: number,
): Limit {
  return {
    type,
    print: ({ [keyword]: value }) => printLimit(keyword, value),
    compare: ({ [keyword]: was = absent }, { [keyword]: is = absent }) =>
      compareBounds(was, is, bound),
    allows: (size, { [keyword]: limit = size }) =>
      bound === 'lower' ? size >= limit : size <= limit,
  };
}

function printLimit(keyword: string, value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : `${keyword}: ${value}`;
}

function compareBounds(
  was: number | undefined,
  is: number | undefined,
  bound: 'lower' | 'upper',
): Effect | undefined {
  if (was === is) return undefined;
  if (was === undefined) return 'tightened';
  return is === undefined || is < was === (bound === 'lower') ? 'relaxed' : 'tightened';
}

/** The inclusive and the exclusive bound count as one: the tighter of the two. */
function range(bound: 'lower' | 'upper'): Limit {
  const [inclusive, exclusive, word] =
    bound === 'upper'
      ? (['maximum', 'exclusiveMaximum', 'below'] as const)
      : (['minimum', 'exclusiveMinimum', 'above'] as const);
  const getTighter = (schema: SchemaObject) => {
    const [value, beyond] = [schema[inclusive], schema[exclusive]];
    const isExclusive =
      beyond !== undefined &&
      (value === undefined || beyond === value || beyond < value === (bound === 'upper'));
    return { value: isExclusive ? beyond : value, isExclusive };
  };
  return {
    type: 'number',
    print: (schema) => {
      const { value, isExclusive } = getTighter(schema);
      return value === undefined
        ? undefined
        : `${inclusive}: ${isExclusive ? `${word} ` : ''}${value}`;
    },
    compare: (before, after) => {
      const [was, is] = [getTighter(before), getTighter(after)];
      if (was.value !== is.value) return compareBounds(was.value, is.value, bound);
      if (was.isExclusive === is.isExclusive) return undefined;
      return is.isExclusive ? 'tightened' : 'relaxed';
    },
    allows: (size, schema) => {
      const { value = size, isExclusive } = getTighter(schema);
      if (size === value) return !isExclusive;
      return size > value === (bound === 'lower');
    },
  };
}

const LIMITS: readonly Limit[] = [
  range('lower'),
  range('upper'),
  count('string', 'minLength', 'lower', 0),
  count('string', 'maxLength', 'upper'),
  count('array', 'minItems', 'lower', 0),
  count('array', 'maxItems', 'upper'),
  count('object', 'minProperties', 'lower', 0),
  count('object', 'maxProperties', 'upper'),
  count('array', 'minContains', 'lower', 1),
  count('array', 'maxContains', 'upper'),
  {
    type: 'number',
    print: ({ multipleOf }) => printLimit('multipleOf', multipleOf),
    compare: ({ multipleOf: was }, { multipleOf: is }) => {
      if (was === is) return undefined;
      if (was === undefined) return 'tightened';
      if (is === undefined || was % is === 0) return 'relaxed';
      return is % was === 0 ? 'tightened' : 'changed';
    },
    allows: (size, { multipleOf = size }) => size === multipleOf || size % multipleOf === 0,
  },
  {
    type: 'array',
    print: ({ uniqueItems }) => (uniqueItems ? 'uniqueItems' : undefined),
    compare: ({ uniqueItems: was = false }, { uniqueItems: is = false }) =>
      was === is ? undefined : is ? 'tightened' : 'relaxed',
  },
  {
    type: 'string',
    print: ({ pattern }) => printLimit('pattern', pattern),
    compare: ({ pattern: was = '' }, { pattern: is = '' }) => {
      if (was === is) return undefined;
      if (was === '') return 'tightened';
      return is === '' || is === '.*' ? 'relaxed' : 'changed';
    },
  },
];

/**
 * Compares the keywords that limit numbers, lengths and counts, and `pattern`. A limit counts where both schemas allow
 * values of the type that it limits (JSON Schema 2020-12, validation, section 6): it says nothing of other values.
 */
export function compareLimits(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const listed = [before, after].filter((schema) => (schema.enum ?? schema.const) !== undefined);
  if (listed.length === 2) return;
  for (const { type, print, compare, allows } of LIMITS) {
    // Which of the listed values are allowed is compared value by value.
    if ((allows && listed.length > 0) || !mayHave(before, type) || !mayHave(after, type)) continue;
    const effect = compare(before, after);
    if (effect === undefined) continue;
    context.add(`constraint-${effect}`, { before: print(before), after: print(after) });
  }
}

/** Whether a number or a text is within the limits that can be computed; other values always are. */
export function isWithinLimits(value: unknown, schema: SchemaObject): boolean {
  if (typeof value !== 'number' && typeof value !== 'string') return true;
  const size = typeof value === 'number' ? value : Array.from(value).length;
  return LIMITS.every(
    ({ type, allows }) => type !== typeof value || !allows || allows(size, schema),
  );
}

/** Whether a schema allows values of a type. */
export function mayHave(schema: SchemaObject, type: TypeName): boolean {
  const types = getTypes(schema);
  return (
    types.length === 0 || types.includes(type) || (type === 'number' && types.includes('integer'))
  );
}
