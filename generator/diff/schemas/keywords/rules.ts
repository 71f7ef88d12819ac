import type { SchemaObject } from '../../document.js';
import type { Rule } from '../difference.js';
import { spelt } from '../shape.js';
import type { Schema } from '../resolve.js';
import type { Teller } from '../teller.js';

/** Keywords with one schema that limits values in a way that no type says. */
const SINGLE = [
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

/** Keywords that map names or patterns to schemas. */
const MAPS = [
  ['pattern-property', 'patternProperties'],
  ['dependent-schema', 'dependentSchemas'],
] as const satisfies readonly (readonly [Rule, keyof SchemaObject])[];

const CONDITIONS = new Set<Rule>(['if', 'not']);

/** Compares the keywords of JSON Schema 2020-12 that no type says, and what a text holds. */
export function compareRules(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  for (const [rule, keyword] of SINGLE)
    compareRule(rule, before[keyword], after[keyword], [keyword], teller);
  for (const [rule, keyword] of MAPS) {
    const [was, is] = [before[keyword] ?? {}, after[keyword] ?? {}];
    for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const schemas = [valueUnder(was, name), valueUnder(is, name)] as const;
      compareRule(rule, ...schemas, [`${keyword} ${name}`], teller);
    }
  }
  compareDependencies(before, after, teller);
  compareContent(before, after, teller);
}

function valueUnder<T>(map: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

function compareRule(
  rule: Rule,
  was: Schema | undefined,
  is: Schema | undefined,
  path: readonly string[],
  teller: Teller,
): void {
  if (was !== undefined && is !== undefined) {
    const condition = CONDITIONS.has(rule) ? { condition: true as const } : {};
    teller.relate(was, is, { path, ...condition });
    return;
  }
  const schema = was ?? is;
  if (schema === undefined) return;
  // A boolean under `unevaluated...` has no name elsewhere.
  const literal = typeof schema === 'boolean' ? { literal: [] } : {};
  const facts = { effect: is === undefined ? 'relaxed' : 'tightened', ...literal } as const;
  teller.tell(`${rule}-${is === undefined ? 'removed' : 'added'}`, {
    before: shortly(path, was),
    after: shortly(path, is),
    facts,
  });
}

function shortly(path: readonly string[], schema: Schema | undefined): string | undefined {
  return schema === undefined ? undefined : path.join(' ');
}

function compareDependencies(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const was = before.dependentRequired ?? {};
  const is = after.dependentRequired ?? {};
  for (const name of new Set([...Object.keys(was), ...Object.keys(is)])) {
    const [older, newer] = [valueUnder(was, name), valueUnder(is, name)];
    if (older === undefined) tellDependency('added', name, older, newer, teller);
    else if (newer === undefined) tellDependency('removed', name, older, newer, teller);
    else if (spelt([...older].sort()) !== spelt([...newer].sort()))
      tellDependency('changed', name, older, newer, teller);
  }
}

function tellDependency(
  change: 'added' | 'removed' | 'changed',
  name: string,
  was: readonly string[] | undefined,
  is: readonly string[] | undefined,
  teller: Teller,
): void {
  const effect = ({ added: 'tightened', removed: 'relaxed', changed: 'changed' } as const)[change];
  const text = (names?: readonly string[]): string | undefined =>
    names && `${name} requires ${names.join(', ')}`;
  teller.tell(`dependent-required-${change}`, {
    before: text(was),
    after: text(is),
    facts: { effect },
  });
}

/** What a text holds: JSON Schema 2020-12, validation, section 8. */
function compareContent(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  if (before.contentMediaType !== after.contentMediaType)
    teller.tell('content-media-type-changed', {
      before: before.contentMediaType,
      after: after.contentMediaType,
    });
  if (before.contentEncoding !== after.contentEncoding)
    teller.tell('content-encoding-changed', {
      before: before.contentEncoding,
      after: after.contentEncoding,
    });
}
