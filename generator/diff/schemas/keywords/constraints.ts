import type { SchemaObject } from '../../raw-openapi.js';
import type { Effect, KeywordContext, Limit, LimitChange, Rule } from '../difference.js';
import type { Schema } from '../resolve.js';
import { toCanonicalJson } from '../digest.js';

type NumberKeyword = {
  [K in keyof SchemaObject]-?: NonNullable<SchemaObject[K]> extends number ? K : never;
}[keyof SchemaObject];

/** Bounds on counts; `absent` is the number that a missing bound means, if it means one. */
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

/** Compares the keywords that limit numbers, lengths and counts, and `pattern`. */
export function compareLimits(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  compareRange(before, after, 'minimum', 'exclusiveMinimum', context);
  compareRange(before, after, 'maximum', 'exclusiveMaximum', context);
  for (const { keyword, limit, isUpper, absent } of COUNTS) {
    const [was, is] = [before[keyword], after[keyword]];
    if ((was ?? absent) === (is ?? absent)) continue;
    const change = getChange(was, is);
    const effect = getEffect(was ?? absent, is ?? absent, isUpper);
    context.add(`${limit}-${change}`, { before: was, after: is, facts: { effect } });
  }
  compareSteps(before.multipleOf, after.multipleOf, context);
  compareUniqueness(before.uniqueItems === true, after.uniqueItems === true, context);
  comparePattern(before.pattern, after.pattern, context);
}

interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** The inclusive and the exclusive bound count as one: the tighter of the two. */
function compareRange(
  before: SchemaObject,
  after: SchemaObject,
  keyword: 'minimum' | 'maximum',
  exclusive: 'exclusiveMinimum' | 'exclusiveMaximum',
  context: KeywordContext,
): void {
  const isUpper = keyword === 'maximum';
  const short = isUpper ? 'max' : 'min';
  const oasdiffSuffixes = [
    ...describeKeywordChange(short, before[keyword], after[keyword]),
    ...describeKeywordChange(`exclusive-${short}`, before[exclusive], after[exclusive]),
  ];
  const was = getTighter(before[keyword], before[exclusive], isUpper);
  const is = getTighter(after[keyword], after[exclusive], isUpper);
  if (was?.value === is?.value && was?.exclusive === is?.exclusive) return;
  const change = getChange(was?.value, is?.value);
  const effect =
    was?.value === is?.value
      ? is?.exclusive
        ? 'tightened'
        : 'relaxed'
      : getEffect(was?.value, is?.value, isUpper);
  context.add(`${keyword}-${change}`, {
    before: toBoundText(was, isUpper),
    after: toBoundText(is, isUpper),
    facts: { effect, oasdiffSuffixes },
  });
}

function describeKeywordChange(
  name: string,
  was: number | undefined,
  is: number | undefined,
): readonly string[] {
  return was === is ? [] : [`${name}-${getChange(was, is)}`];
}

function getTighter(
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

function toBoundText(bound: Bound | undefined, isUpper: boolean): string | number | undefined {
  if (bound === undefined || !bound.exclusive) return bound?.value;
  return `${isUpper ? 'below' : 'above'} ${bound.value}`;
}

function getChange(was: number | undefined, is: number | undefined): LimitChange {
  if (was === undefined) return 'set';
  if (is === undefined) return 'unset';
  return is > was ? 'increased' : is < was ? 'decreased' : 'changed';
}

function getEffect(was: number | undefined, is: number | undefined, isUpper: boolean): Effect {
  if (was === undefined) return 'tightened';
  if (is === undefined) return 'relaxed';
  return is < was === isUpper ? 'tightened' : 'relaxed';
}

function compareSteps(
  was: number | undefined,
  is: number | undefined,
  context: KeywordContext,
): void {
  if (was === is) return;
  const sides = { before: was, after: is };
  context.add(`multiple-of-${getChange(was, is)}`, {
    ...sides,
    facts: { effect: getStepEffect(was, is) },
  });
}

function getStepEffect(was: number | undefined, is: number | undefined): Effect {
  if (was === undefined) return 'tightened';
  if (is === undefined || was % is === 0) return 'relaxed';
  return is % was === 0 ? 'tightened' : 'changed';
}

function compareUniqueness(was: boolean, is: boolean, context: KeywordContext): void {
  if (was === is) return;
  const facts = { effect: is ? 'tightened' : 'relaxed' } as const;
  context.add(`unique-items-${is ? 'set' : 'unset'}`, { before: was, after: is, facts });
}

function comparePattern(
  was: string | undefined,
  is: string | undefined,
  context: KeywordContext,
): void {
  if ((was ?? '') === (is ?? '')) return;
  const sides = { before: was, after: is };
  if (!was) context.add('pattern-set', { ...sides, facts: { effect: 'tightened' } });
  else if (!is) context.add('pattern-unset', { ...sides, facts: { effect: 'relaxed' } });
  else {
    const effect = is === '.*' ? 'relaxed' : 'changed';
    context.add('pattern-changed', { ...sides, facts: { effect } });
  }
}

/** Keywords with one schema that limits values beyond what types express. */
const SINGLE_RULES = [
  ['if', 'if'],
  ['then', 'then'],
  ['else', 'else'],
  ['not', 'not'],
  ['contains', 'contains'],
  ['property-names', 'propertyNames'],
  ['unevaluated-items', 'unevaluatedItems'],
  ['unevaluated-properties', 'unevaluatedProperties'],
  ['content-schema', 'contentSchema'],
] as const satisfies readonly (readonly [Rule, keyof SchemaObject])[];

/** Keywords that map names or patterns to such schemas. */
const MAPPED_RULES = [
  ['pattern-property', 'patternProperties'],
  ['dependent-schema', 'dependentSchemas'],
] as const satisfies readonly (readonly [Rule, keyof SchemaObject])[];

const CONDITIONS = new Set<Rule>(['if', 'not']);

/** Compares the keywords of JSON Schema 2020-12 that types do not express, and the content of strings. */
export function compareRules(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  for (const [rule, keyword] of SINGLE_RULES)
    compareRule(rule, before[keyword], after[keyword], [keyword], context);
  for (const [rule, keyword] of MAPPED_RULES) {
    const [was, is] = [before[keyword] ?? {}, after[keyword] ?? {}];
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const schemas = [getOwn(was, name), getOwn(is, name)] as const;
      compareRule(rule, ...schemas, [`${keyword} ${name}`], context);
    }
  }
  compareDependencies(before, after, context);
  compareContent(before, after, context);
}

function getOwn<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function compareRule(
  rule: Rule,
  was: Schema | undefined,
  is: Schema | undefined,
  path: readonly string[],
  context: KeywordContext,
): void {
  if (was !== undefined && is !== undefined) {
    const condition = CONDITIONS.has(rule) ? { condition: true as const } : {};
    context.pair(was, is, { path, ...condition });
    return;
  }
  const schema = was ?? is;
  if (schema === undefined) return;
  // oasdiff has no id for a boolean under `unevaluated...`.
  const ids = typeof schema === 'boolean' ? { oasdiffSuffixes: [] } : {};
  const facts = { effect: is === undefined ? 'relaxed' : 'tightened', ...ids } as const;
  context.add(`${rule}-${is === undefined ? 'removed' : 'added'}`, {
    before: was === undefined ? undefined : path.join(' '),
    after: is === undefined ? undefined : path.join(' '),
    facts,
  });
}

function compareDependencies(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const was = before.dependentRequired ?? {};
  const is = after.dependentRequired ?? {};
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [older, newer] = [getOwn(was, name), getOwn(is, name)];
    if (older === undefined) addDependency('added', name, older, newer, context);
    else if (newer === undefined) addDependency('removed', name, older, newer, context);
    else if (toCanonicalJson([...older].sort()) !== toCanonicalJson([...newer].sort()))
      addDependency('changed', name, older, newer, context);
  }
}

function addDependency(
  change: 'added' | 'removed' | 'changed',
  name: string,
  was: readonly string[] | undefined,
  is: readonly string[] | undefined,
  context: KeywordContext,
): void {
  const effect = ({ added: 'tightened', removed: 'relaxed', changed: 'changed' } as const)[change];
  const text = (names?: readonly string[]): string | undefined =>
    names && `${name} requires ${names.join(', ')}`;
  context.add(`dependent-required-${change}`, {
    before: text(was),
    after: text(is),
    facts: { effect },
  });
}

/** The content of strings: JSON Schema 2020-12, validation, section 8. */
function compareContent(before: SchemaObject, after: SchemaObject, context: KeywordContext): void {
  if (before.contentMediaType !== after.contentMediaType)
    context.add('content-media-type-changed', {
      before: before.contentMediaType,
      after: after.contentMediaType,
    });
  if (before.contentEncoding !== after.contentEncoding)
    context.add('content-encoding-changed', {
      before: before.contentEncoding,
      after: after.contentEncoding,
    });
}
