import { byCodeUnit } from '../../../util/order.js';
import type { SchemaObject } from '../../raw-openapi.js';
import type { Direction } from '../../finding.js';
import type { KeywordContext } from '../difference.js';
import { getTypes, resolve, type Annotations, type Schema } from '../resolve.js';

/** The properties that a schema has from the parts of an `allOf`: they are neither added nor removed. */
export interface Inherited {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

/** Compares `properties`, `required` and `additionalProperties`. */
export function compareObjects(
  before: SchemaObject,
  after: SchemaObject,
  inherited: Inherited,
  context: KeywordContext,
): void {
  const was = before.properties ?? {};
  const is = after.properties ?? {};
  const requiredBefore = new Set(before.required);
  const requiredAfter = new Set(after.required);
  // Sorted, since the first of two properties with the same pair of schemas names the pair.
  for (const name of Object.keys(was).sort(byCodeUnit)) {
    const schema = was[name] ?? true;
    const newer = Object.hasOwn(is, name) ? is[name] : undefined;
    if (newer === undefined) {
      if (!inherited.after.has(name)) addRemoved(name, schema, requiredBefore.has(name), context);
      continue;
    }
    const [wasRequired, isRequired] = [requiredBefore.has(name), requiredAfter.has(name)];
    if (wasRequired !== isRequired) addRequiredness(name, schema, newer, isRequired, context);
    context.pair(schema, newer, { path: [name], property: { required: wasRequired } });
  }
  for (const [name, schema] of Object.entries(is)) {
    if (Object.hasOwn(was, name) || inherited.before.has(name)) continue;
    addAdded(name, schema, requiredAfter.has(name), context);
  }
  compareUndeclared(before, after, context);
  compareAdditional(before.additionalProperties, after.additionalProperties, context);
}

function addRemoved(
  name: string,
  schema: Schema,
  required: boolean,
  context: KeywordContext,
): void {
  const { annotations } = resolve(schema, context.before);
  context.add('property-removed', {
    path: [name],
    at: { before: schema },
    ...getOnly(annotations),
    facts: { ...getAccess(annotations), required },
  });
}

function addAdded(name: string, schema: Schema, required: boolean, context: KeywordContext): void {
  const { annotations } = resolve(schema, context.after);
  context.add('property-added', {
    path: [name],
    at: { after: schema },
    ...getOnly(annotations),
    facts: { ...getAccess(annotations), required, hasDefault: annotations.default !== undefined },
  });
}

function addRequiredness(
  name: string,
  before: Schema,
  after: Schema,
  isRequired: boolean,
  context: KeywordContext,
): void {
  const { annotations } = resolve(after, context.after);
  const was = getAccess(resolve(before, context.before).annotations);
  const access = getAccess(annotations);
  context.add(isRequired ? 'property-became-required' : 'property-became-optional', {
    path: [name],
    at: { before, after },
    ...getOnly(annotations),
    facts: {
      ...access,
      writeOnly: access.writeOnly || was.writeOnly,
      hasDefault: annotations.default !== undefined,
    },
  });
}

/** The only direction that has the property, if there is one. */
function getOnly({ readOnly, writeOnly }: Annotations): { readonly only?: Direction } {
  if (readOnly) return { only: 'response' };
  return writeOnly ? { only: 'request' } : {};
}

interface Access {
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
}

function getAccess({ readOnly, writeOnly }: Annotations): Access {
  return { readOnly: readOnly === true, writeOnly: writeOnly === true };
}

/** `required` may name properties that another part of an `allOf` declares, or that nothing declares. */
function compareUndeclared(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const isDeclared = (name: string): boolean =>
    Object.hasOwn(before.properties ?? {}, name) || Object.hasOwn(after.properties ?? {}, name);
  const was = new Set(before.required?.filter((name) => !isDeclared(name)));
  const is = new Set(after.required?.filter((name) => !isDeclared(name)));
  const facts = { oasdiffSuffixes: [] };
  for (const name of is)
    if (!was.has(name)) context.add('property-became-required', { path: [name], facts });
  for (const name of was)
    if (!is.has(name)) context.add('property-became-optional', { path: [name], facts });
}

function compareAdditional(
  before: Schema | undefined,
  after: Schema | undefined,
  context: KeywordContext,
): void {
  const was = getOpenness(before);
  const is = getOpenness(after);
  const details = { path: ['*'], before, after };
  if (was === 'typed' && is === 'typed')
    context.pair(before ?? true, after ?? true, { path: ['*'] });
  else if (was === is) return;
  else if (is === 'forbidden') context.add('additional-properties-forbidden', details);
  else if (was === 'forbidden') context.add('additional-properties-allowed', details);
  else if (is === 'typed') context.add('additional-properties-typed', details);
  else if (was === 'typed') context.add('additional-properties-untyped', details);
  else if (is === 'declared') context.add('additional-properties-declared', details);
  else context.add('additional-properties-undeclared', details);
}

/** JSON Schema 2020-12, section 10.3.2.3: a missing keyword means `true`, but only a written one shows in the type. */
function getOpenness(schema: Schema | undefined): 'missing' | 'declared' | 'typed' | 'forbidden' {
  if (schema === undefined) return 'missing';
  if (typeof schema === 'boolean') return schema ? 'declared' : 'forbidden';
  return Object.keys(schema).length === 0 ? 'declared' : 'typed';
}

/** Compares `items` and `prefixItems`. */
export function compareArrays(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const path = ['[]'];
  if (before.items !== undefined && after.items !== undefined)
    context.pair(before.items, after.items, { path });
  else if (after.items !== undefined && mayBeArray(before))
    context.add('type-specialized', { path, at: { after: after.items } });
  else if (before.items !== undefined && mayBeArray(after))
    context.add('type-generalized', { path, at: { before: before.items } });
  comparePositions(before, after, context);
}

/** `items` has no meaning beside another type. */
function mayBeArray(schema: SchemaObject): boolean {
  const types = getTypes(schema);
  return types.length === 0 || types.includes('array');
}

function comparePositions(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const was = before.prefixItems ?? [];
  const is = after.prefixItems ?? [];
  was.forEach((schema, index) => {
    const other = is[index];
    if (other !== undefined) context.pair(schema, other, { path: [`[${index}]`] });
  });
  const sides = { before: was.length, after: is.length };
  if (is.length > was.length)
    context.add('prefix-items-added', { ...sides, facts: { effect: 'changed' } });
  if (is.length < was.length)
    context.add('prefix-items-removed', { ...sides, facts: { effect: 'changed' } });
}
