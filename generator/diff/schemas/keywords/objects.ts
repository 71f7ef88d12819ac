import { byCodeUnit } from '../../../util/order.js';
import type { SchemaObject } from '../../document.js';
import type { Direction } from '../../finding.js';
import { resolve, type Notes, type Schema } from '../resolve.js';
import type { Teller } from '../teller.js';

/** Properties that a schema has from elsewhere, so that they are neither new nor gone. */
export interface Inherited {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Compares `properties`, `required` and `additionalProperties`. */
export function compareObjects(
  before: SchemaObject,
  after: SchemaObject,
  inherited: Inherited,
  teller: Teller,
): void {
  const was = before.properties ?? {};
  const is = after.properties ?? {};
  const requiredBefore = new Set(before.required);
  const requiredAfter = new Set(after.required);
  // In order of their names: of two that lead to the same pair of schemas, the first names it.
  for (const name of Object.keys(was).sort(byCodeUnit)) {
    const schema = was[name] ?? true;
    const newer = Object.hasOwn(is, name) ? is[name] : undefined;
    if (newer === undefined) {
      if (!inherited.after.has(name)) tellRemoved(name, schema, requiredBefore.has(name), teller);
      continue;
    }
    const [wasRequired, isRequired] = [requiredBefore.has(name), requiredAfter.has(name)];
    if (wasRequired !== isRequired) tellRequired(name, schema, newer, isRequired, teller);
    teller.relate(schema, newer, { path: [name], property: { required: wasRequired } });
  }
  for (const [name, schema] of Object.entries(is)) {
    if (Object.hasOwn(was, name) || inherited.before.has(name)) continue;
    tellAdded(name, schema, requiredAfter.has(name), teller);
  }
  compareUndeclared(before, after, teller);
  compareAdditional(before.additionalProperties, after.additionalProperties, teller);
}

function tellRemoved(name: string, schema: Schema, required: boolean, teller: Teller): void {
  const { notes } = resolve(schema, teller.before);
  teller.tell('property-removed', {
    path: [name],
    at: { before: schema },
    ...travelling(notes),
    facts: { ...accessOf(notes), required },
  });
}

function tellAdded(name: string, schema: Schema, required: boolean, teller: Teller): void {
  const { notes } = resolve(schema, teller.after);
  teller.tell('property-added', {
    path: [name],
    at: { after: schema },
    ...travelling(notes),
    facts: { ...accessOf(notes), required, hasDefault: notes.default !== undefined },
  });
}

function tellRequired(
  name: string,
  before: Schema,
  after: Schema,
  isRequired: boolean,
  teller: Teller,
): void {
  const { notes } = resolve(after, teller.after);
  const was = accessOf(resolve(before, teller.before).notes);
  const access = accessOf(notes);
  teller.tell(isRequired ? 'property-became-required' : 'property-became-optional', {
    path: [name],
    at: { before, after },
    ...travelling(notes),
    facts: {
      ...access,
      writeOnly: access.writeOnly || was.writeOnly,
      hasDefault: notes.default !== undefined,
    },
  });
}

/** The way on which a property travels, when it is one alone. */
export function travelling(notes: Notes): { readonly only?: Direction } {
  if (notes.readOnly) return { only: 'response' };
  return notes.writeOnly ? { only: 'request' } : {};
}

function accessOf(notes: Notes): { readonly readOnly: boolean; readonly writeOnly: boolean } {
  return { readOnly: notes.readOnly === true, writeOnly: notes.writeOnly === true };
}

/** `required` may name properties that are declared elsewhere: in a part of an `allOf`, or nowhere. */
function compareUndeclared(before: SchemaObject, after: SchemaObject, teller: Teller): void {
  const isDeclared = (name: string): boolean =>
    Object.hasOwn(before.properties ?? {}, name) || Object.hasOwn(after.properties ?? {}, name);
  const was = new Set(before.required?.filter((name) => !isDeclared(name)));
  const is = new Set(after.required?.filter((name) => !isDeclared(name)));
  const facts = { literal: [] };
  for (const name of is)
    if (!was.has(name)) teller.tell('property-became-required', { path: [name], facts });
  for (const name of was)
    if (!is.has(name)) teller.tell('property-became-optional', { path: [name], facts });
}

function compareAdditional(
  before: Schema | undefined,
  after: Schema | undefined,
  teller: Teller,
): void {
  const was = opennessOf(before);
  const is = opennessOf(after);
  const told = { path: ['*'], before, after };
  if (was === 'typed' && is === 'typed')
    teller.relate(before ?? true, after ?? true, { path: ['*'] });
  else if (was === is) return;
  else if (is === 'forbidden') teller.tell('additional-properties-forbidden', told);
  else if (was === 'forbidden') teller.tell('additional-properties-allowed', told);
  else if (is === 'typed') teller.tell('additional-properties-typed', told);
  else if (was === 'typed') teller.tell('additional-properties-untyped', told);
  else if (is === 'declared') teller.tell('additional-properties-declared', told);
  else teller.tell('additional-properties-undeclared', told);
}

/** JSON Schema 2020-12, section 10.3.2.3: nothing said is the same as `true`; a type says so only when it is written. */
function opennessOf(schema: Schema | undefined): 'unsaid' | 'declared' | 'typed' | 'forbidden' {
  if (schema === undefined) return 'unsaid';
  if (typeof schema === 'boolean') return schema ? 'declared' : 'forbidden';
  return Object.keys(schema).length === 0 ? 'declared' : 'typed';
}
