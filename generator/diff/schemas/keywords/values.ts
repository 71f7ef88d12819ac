import type { SchemaObject } from '../../document.js';
import { spelt } from '../shape.js';
import type { Teller } from '../teller.js';

interface Values {
  readonly all: readonly unknown[];
  readonly isConst: boolean;
}

/** Compares `enum`, `const` and what they are extended by. `null` among the values is nullability, not a value. */
export function compareValues(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  compareSets(valuesOf(before), valuesOf(after), teller);
  compareNames(before, after, teller);
  compareExtensible(before, after, teller);
}

function compareSets(was: Values | undefined, is: Values | undefined, teller: Teller): void {
  if (was === undefined && is === undefined) return;
  const told = { before: shown(was), after: shown(is) };
  if (was === undefined) teller.tell(is?.isConst ? 'const-added' : 'became-enum', told);
  else if (is === undefined) teller.tell(was.isConst ? 'const-removed' : 'enum-removed', told);
  else {
    const removed = missing(was.all, is.all);
    const added = missing(is.all, was.all);
    if (was.isConst && is.isConst) {
      if (added.length > 0) teller.tell('const-changed', told);
      return;
    }
    const literal = [
      ...(was.isConst ? ['const-removed', 'became-enum'] : []),
      ...(is.isConst ? ['const-added'] : []),
    ];
    const facts = literal.length > 0 ? { facts: { literal } } : {};
    if (removed.length > 0) teller.tell('enum-value-removed', { ...facts, before: removed });
    if (added.length > 0) teller.tell('enum-value-added', { ...facts, after: added });
  }
}

function valuesOf(schema: SchemaObject): Values | undefined {
  if (schema.const !== undefined && schema.const !== null)
    return { all: [schema.const], isConst: true };
  if (schema.enum === undefined) return undefined;
  return { all: schema.enum.filter((value) => value !== null), isConst: false };
}

function shown(values: Values | undefined): unknown {
  return values?.isConst ? values.all[0] : values?.all;
}

/** Values of `from` that are not in `other`. */
function missing(from: readonly unknown[], other: readonly unknown[]): readonly unknown[] {
  const there = new Set(other.map(spelt));
  return from.filter((value) => !there.has(spelt(value)));
}

/** Names that a document gives to enum values: programs use them. */
function compareNames(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const was = namesOf(before);
  const is = namesOf(after);
  if (was.size === 0 && is.size === 0) return;
  const shared = (before.enum ?? []).filter((value) =>
    (after.enum ?? []).some((other) => spelt(other) === spelt(value)),
  );
  const renamed = shared.map(spelt).filter((value) => was.get(value) !== is.get(value));
  if (renamed.length === 0) return;
  teller.tell('enum-member-renamed', {
    before: renamed.map((value) => was.get(value) ?? value),
    after: renamed.map((value) => is.get(value) ?? value),
  });
}

function namesOf(schema: SchemaObject): ReadonlyMap<string, string> {
  const names = schema['x-enum-varnames'] ?? schema['x-enumNames'] ?? [];
  const values = schema.enum ?? [];
  if (names.length !== values.length) return new Map();
  return new Map(values.map((value, index) => [spelt(value), names[index] ?? '']));
}

function compareExtensible(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const was = before['x-extensible-enum'];
  const is = after['x-extensible-enum'];
  const removed = missing(was ?? [], is ?? []);
  const added = missing(is ?? [], was ?? []);
  const facts = was === undefined || is === undefined ? { facts: { literal: [] } } : {};
  if (removed.length > 0)
    teller.tell('extensible-enum-value-removed', { ...facts, before: removed });
  if (added.length > 0) teller.tell('extensible-enum-value-added', { ...facts, after: added });
}
