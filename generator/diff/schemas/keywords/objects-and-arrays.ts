import { byCodeUnit } from '../../../util/order.js';
import type { LoadedDocument, SchemaObject } from '../../raw-openapi.js';
import type { Direction } from '../../finding.js';
import type { KeywordContext } from '../difference.js';
import { NOTHING, resolve, type Annotations, type Schema } from '../resolve.js';
import { isAnything } from './types.js';
import type { Composed } from './all-of.js';

type Properties = Readonly<Record<string, Schema>>;

/** Compares `properties`, `required` and `additionalProperties`. */
export function compareObjects(
  { before, after, withParts }: Composed,
  context: KeywordContext,
): void {
  const [was, is] = [before.properties ?? {}, after.properties ?? {}];
  const names = [was, is].flatMap((properties) => Object.keys(properties));
  const demanded = [before, after].flatMap((one) => one.required ?? []);
  // Sorted, since the first of two properties with the same pair of schemas names the pair.
  for (const name of [...new Set([...names, ...demanded])].sort(byCodeUnit)) {
    const required = {
      before: before.required?.includes(name) ?? false,
      after: after.required?.includes(name) ?? false,
    };
    // What is required but not declared, at most by a base, may have any value.
    const isDeclared = names.includes(name);
    const older = getOwn(was, name) ?? (required.before || !isDeclared || undefined);
    const newer = getOwn(is, name) ?? (required.after || !isDeclared || undefined);
    if (older !== undefined && newer !== undefined) {
      if (required.before !== required.after)
        context.add(required.after ? 'property-became-required' : 'property-became-optional', {
          path: [name],
          ...(isDeclared && { at: { before: older, after: newer } }),
          ...getOnly(resolve(newer, context.after).annotations),
        });
      if (isDeclared) context.pair(older, newer, { path: [name], required });
    } else if (older !== undefined && !withParts.removed.has(name))
      context.add(`${required.before ? 'required' : 'optional'}-property-removed`, {
        path: [name],
        at: { before: older },
        ...getOnly(resolve(older, context.before).annotations),
      });
    else if (newer !== undefined && !withParts.added.has(name))
      context.add(`${required.after ? 'required' : 'optional'}-property-added`, {
        path: [name],
        at: { after: newer },
        ...getOnly(resolve(newer, context.after).annotations),
      });
  }
  compareAdditional(before.additionalProperties, after.additionalProperties, context);
}

function getOwn(properties: Properties, name: string): Schema | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** The only direction that has the property, if there is one. */
function getOnly({ readOnly, writeOnly }: Annotations): { readonly only?: Direction } {
  if (readOnly) return { only: 'response' };
  return writeOnly ? { only: 'request' } : {};
}

function compareAdditional(
  before: Schema | undefined,
  after: Schema | undefined,
  context: KeywordContext,
): void {
  const [was, is] = [getOpenness(before, context.before), getOpenness(after, context.after)];
  const details = { path: ['*'], before, after };
  if (was === 'typed' && is === 'typed')
    context.pair(before ?? true, after ?? true, { path: ['*'] });
  else if (was === is) return;
  else if (is === 'forbidden') context.add('additional-properties-forbidden', details);
  else if (was === 'forbidden') context.add('additional-properties-allowed', details);
  else if (is === 'typed') context.add('additional-properties-typed', details);
  else if (was === 'typed') context.add('additional-properties-untyped', details);
  else
    context.add(
      is === 'declared' ? 'additional-properties-declared' : 'additional-properties-undeclared',
      details,
    );
}

/** JSON Schema 2020-12, section 10.3.2.3: a missing keyword means `true`, but only a written one shows in the type. */
function getOpenness(
  schema: Schema | undefined,
  document: LoadedDocument,
): 'missing' | 'declared' | 'typed' | 'forbidden' {
  if (schema === undefined) return 'missing';
  const { core } = resolve(schema, document);
  if (core === NOTHING) return 'forbidden';
  return isAnything(core) ? 'declared' : 'typed';
}

/** Compares `items` and `prefixItems`. Missing items are any (JSON Schema 2020-12, section 10.3.1.2). */
export function compareArrays(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  if ((before.items ?? after.items) !== undefined)
    context.pair(before.items ?? true, after.items ?? true, { path: ['[]'] });
  const [was, is] = [before.prefixItems ?? [], after.prefixItems ?? []];
  was.forEach((schema, index) => {
    const other = is[index];
    if (other !== undefined) context.pair(schema, other, { path: [`[${index}]`] });
  });
  if (was.length !== is.length)
    context.add('tuple-changed', { before: was.length, after: is.length });
}
