import type { SchemaObject } from '../../raw-openapi.js';
import type { KeywordContext } from '../difference.js';
import type { Schema } from '../resolve.js';
import { toCanonicalJson } from '../digest.js';
import { mayHave, type TypeName } from './limits.js';

/** Keywords with one schema that limits values beyond what types express, and the type of these values if it is one. */
const RULES = {
  if: undefined,
  then: undefined,
  else: undefined,
  not: undefined,
  contains: 'array',
  propertyNames: 'object',
  unevaluatedItems: 'array',
  unevaluatedProperties: 'object',
  contentSchema: 'string',
} as const satisfies { readonly [K in keyof SchemaObject]?: TypeName | undefined };

const CONDITIONS: ReadonlySet<string> = new Set(['if', 'not']);

/** Compares the keywords of JSON Schema 2020-12 that types do not express, and the content of strings. */
export function compareRules(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const applies = (type: TypeName | undefined) =>
    type === undefined || (mayHave(before, type) && mayHave(after, type));
  for (const [keyword, type] of Object.entries(RULES) as [keyof typeof RULES, TypeName?][])
    if (applies(type)) compareRule(before[keyword], after[keyword], keyword, context);
  if (applies('object')) {
    for (const keyword of ['patternProperties', 'dependentSchemas'] as const)
      for (const [name, was, is] of pairByName(before[keyword], after[keyword]))
        compareRule(was, is, `${keyword} ${name}`, context);
    compareDependencies(before, after, context);
  }
  if (applies('string')) compareContent(before, after, context);
}

/** Each name that at least one of two maps has, sorted, with what they have there. */
function pairByName<T>(
  was: Readonly<Record<string, T>> = {},
  is: Readonly<Record<string, T>> = {},
): readonly (readonly [name: string, was: T | undefined, is: T | undefined])[] {
  const getOwn = (map: Readonly<Record<string, T>>, name: string) =>
    Object.hasOwn(map, name) ? map[name] : undefined;
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].sort();
  return names.map((name) => [name, getOwn(was, name), getOwn(is, name)]);
}

function compareRule(
  was: Schema | undefined,
  is: Schema | undefined,
  name: string,
  context: KeywordContext,
): void {
  if (was !== undefined && is !== undefined)
    context.pair(was, is, {
      path: [name],
      ...(CONDITIONS.has(name) && { condition: true as const }),
    });
  else if (is !== undefined) context.add('constraint-tightened', { after: name });
  else if (was !== undefined) context.add('constraint-relaxed', { before: name });
}

function compareDependencies(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  for (const [name, was, is] of pairByName(before.dependentRequired, after.dependentRequired)) {
    const [older, newer] = [was, is].map((names) => names && [...names].sort());
    if (toCanonicalJson(older) === toCanonicalJson(newer)) continue;
    const effect = older === undefined ? 'tightened' : newer === undefined ? 'relaxed' : 'changed';
    const print = (names?: readonly string[]) => names && `${name} requires ${names.join(', ')}`;
    context.add(`constraint-${effect}`, { before: print(older), after: print(newer) });
  }
}

/** The content of strings: JSON Schema 2020-12, validation, section 8. */
function compareContent(before: SchemaObject, after: SchemaObject, context: KeywordContext): void {
  for (const keyword of ['contentMediaType', 'contentEncoding'] as const) {
    const [was, is] = [before[keyword], after[keyword]];
    if (was !== is)
      context.add('format-changed', {
        before: was && `${keyword}: ${was}`,
        after: is && `${keyword}: ${is}`,
      });
  }
}
