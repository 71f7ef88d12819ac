import type { SchemaObject } from '../../document.js';
import type { Effect, Limit, LimitChange } from '../difference.js';
import type { Teller } from '../teller.js';

type NumberKeyword = {
  [K in keyof SchemaObject]-?: NonNullable<SchemaObject[K]> extends number ? K : never;
}[keyof SchemaObject];

/** Bounds on counts; `absent` is what a missing one means, where it means a number. */
const COUNTS: readonly {
  readonly keyword: NumberKeyword;
  readonly limit: Limit;
  readonly isUpper: boolean;
  readonly absent?: number;
}[] = [
  { keyword: 'minLength', limit: 'min-length', isUpper: false, absent: 0 },
  { keyword: 'maxLength', limit: 'max-length', isUpper: true },
  { keyword: 'minItems', limit: 'min-items', isUpper: false, absent: 0 },
  { keyword: 'maxItems', limit: 'max-items', isUpper: true },
  { keyword: 'minProperties', limit: 'min-properties', isUpper: false, absent: 0 },
  { keyword: 'maxProperties', limit: 'max-properties', isUpper: true },
  { keyword: 'minContains', limit: 'min-contains', isUpper: false, absent: 1 },
  { keyword: 'maxContains', limit: 'max-contains', isUpper: true },
];

/** Compares what limits values and is no type. */
export function compareLimits(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  compareRange(before, after, 'minimum', 'exclusiveMinimum', teller);
  compareRange(before, after, 'maximum', 'exclusiveMaximum', teller);
  for (const { keyword, limit, isUpper, absent } of COUNTS) {
    const [was, is] = [before[keyword], after[keyword]];
    if ((was ?? absent) === (is ?? absent)) continue;
    const change = changeOf(was, is);
    const effect = effectOf(was ?? absent, is ?? absent, isUpper);
    teller.tell(`${limit}-${change}`, { before: was, after: is, facts: { effect } });
  }
  compareSteps(before.multipleOf, after.multipleOf, teller);
  compareUniqueness(before.uniqueItems === true, after.uniqueItems === true, teller);
  comparePattern(before.pattern, after.pattern, teller);
}

interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** The inclusive and the exclusive bound are one bound: the tighter of both. */
function compareRange(
  before: SchemaObject,
  after: SchemaObject,
  keyword: 'minimum' | 'maximum',
  exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
  teller: Teller,
): void {
  const isUpper = keyword === 'maximum';
  const short = isUpper ? 'max' : 'min';
  const literal = [
    ...literalChange(short, before[keyword], after[keyword]),
    ...literalChange(`exclusive-${short}`, before[exclusive], after[exclusive]),
  ];
  const was = tighter(before[keyword], before[exclusive], isUpper);
  const is = tighter(after[keyword], after[exclusive], isUpper);
  if (was?.value === is?.value && was?.exclusive === is?.exclusive) return;
  const moved = changeOf(was?.value, is?.value);
  const effect =
    was?.value === is?.value
      ? is?.exclusive
        ? 'tightened'
        : 'relaxed'
      : effectOf(was?.value, is?.value, isUpper);
  teller.tell(`${keyword}-${moved}`, {
    before: boundText(was, isUpper),
    after: boundText(is, isUpper),
    facts: { effect, literal },
  });
}

function literalChange(
  name: string,
  was: number | undefined,
  is: number | undefined,
): readonly string[] {
  return was === is ? [] : [`${name}-${changeOf(was, is)}`];
}

function tighter(
  inclusive: number | undefined,
  exclusive: number | undefined,
  isUpper: boolean,
): Bound | undefined {
  if (exclusive === undefined)
    return inclusive === undefined ? undefined : { value: inclusive, exclusive: false };
  if (inclusive === undefined) return { value: exclusive, exclusive: true };
  const exclusiveWins = isUpper ? exclusive <= inclusive : exclusive >= inclusive;
  return exclusiveWins
    ? { value: exclusive, exclusive: true }
    : { value: inclusive, exclusive: false };
}

function boundText(bound: Bound | undefined, isUpper: boolean): string | number | undefined {
  if (bound === undefined || !bound.exclusive) return bound?.value;
  return `${isUpper ? 'below' : 'above'} ${bound.value}`;
}

function changeOf(was: number | undefined, is: number | undefined): LimitChange {
  if (was === undefined) return 'set';
  if (is === undefined) return 'unset';
  return is > was ? 'increased' : is < was ? 'decreased' : 'changed';
}

function effectOf(was: number | undefined, is: number | undefined, isUpper: boolean): Effect {
  if (was === undefined) return 'tightened';
  if (is === undefined) return 'relaxed';
  return is < was === isUpper ? 'tightened' : 'relaxed';
}

function compareSteps(was: number | undefined, is: number | undefined, teller: Teller): void {
  if (was === is) return;
  const told = { before: was, after: is };
  teller.tell(`multiple-of-${changeOf(was, is)}`, {
    ...told,
    facts: { effect: effectOfSteps(was, is) },
  });
}

function effectOfSteps(was: number | undefined, is: number | undefined): Effect {
  if (was === undefined) return 'tightened';
  if (is === undefined || was % is === 0) return 'relaxed';
  return is % was === 0 ? 'tightened' : 'changed';
}

function compareUniqueness(was: boolean, is: boolean, teller: Teller): void {
  if (was === is) return;
  const facts = { effect: is ? 'tightened' : 'relaxed' } as const;
  teller.tell(`unique-items-${is ? 'set' : 'unset'}`, { before: was, after: is, facts });
}

function comparePattern(was: string | undefined, is: string | undefined, teller: Teller): void {
  if ((was ?? '') === (is ?? '')) return;
  const told = { before: was, after: is };
  if (!was) teller.tell('pattern-set', { ...told, facts: { effect: 'tightened' } });
  else if (!is) teller.tell('pattern-unset', { ...told, facts: { effect: 'relaxed' } });
  else {
    const effect = is === '.*' ? 'relaxed' : 'changed';
    teller.tell('pattern-changed', { ...told, facts: { effect } });
  }
}
