import type { SchemaObject } from '../../raw-openapi.js';
import type { KeywordContext, TypeFacts } from '../difference.js';
import { getLabel } from '../matching.js';
import {
  getReferencedName,
  isAnnotation,
  isNull,
  resolve,
  SCHEMA_REFERENCE,
  type Schema,
} from '../resolve.js';
import { getTypeFacts } from './types.js';

type Keyword = 'oneOf' | 'anyOf';

/** A compared schema, with its key under `components/schemas` if it has one. */
export interface NamedSchema {
  readonly schema: SchemaObject;
  readonly name: string | undefined;
}

/**
 * Compares `oneOf` and `anyOf`; a schema that is not a union counts as one with a single variant.
 *
 * @returns true if only one side is a union, so that the other keywords do not correspond.
 */
export function compareVariants(
  before: NamedSchema,
  after: NamedSchema,
  context: KeywordContext,
): boolean {
  const was = getKeywords(before.schema);
  const is = getKeywords(after.schema);
  if (was.length === 0 && is.length === 0) return false;
  if (was.length === 0) compareWrapped(before, after.schema, is, context);
  else if (is.length === 0) compareUnwrapped(before.schema, after, was, context);
  else {
    const single = was.length === 1 && is.length === 1;
    const keywords: readonly (readonly [Keyword, Keyword])[] = single
      ? [[was[0] ?? 'oneOf', is[0] ?? 'oneOf']]
      : [
          ['oneOf', 'oneOf'],
          ['anyOf', 'anyOf'],
        ];
    for (const pair of keywords) compareLists(before.schema, after.schema, pair, context);
    return false;
  }
  return true;
}

/** Without null, since nullability is compared on its own. */
function getVariants(schema: SchemaObject, keyword: Keyword): readonly Schema[] {
  return (schema[keyword] ?? []).filter((member) => !isNull(member));
}

function getKeywords(schema: SchemaObject): readonly Keyword[] {
  return (['oneOf', 'anyOf'] as const).filter((keyword) => schema[keyword] !== undefined);
}

function compareLists(
  before: SchemaObject,
  after: SchemaObject,
  [older, newer]: readonly [Keyword, Keyword],
  context: KeywordContext,
): void {
  const { pairs, removed, added } = context.matcher.matchMembers(
    getVariants(before, older),
    getVariants(after, newer),
  );
  for (const [was, is] of pairs)
    context.pair(was, is, { path: [`${newer} ${getLabel(is, context.after)}`] });
  if (removed.length > 0)
    context.add('variant-removed', {
      before: removed.map((schema) => getLabel(schema, context.before)),
      facts: { variants: older },
    });
  if (added.length > 0)
    context.add('variant-added', {
      after: added.map((schema) => getLabel(schema, context.after)),
      facts: { variants: newer },
    });
}

/** Compares a schema with the union that it became. */
function compareWrapped(
  before: NamedSchema,
  after: SchemaObject,
  [keyword = 'oneOf']: readonly Keyword[],
  context: KeywordContext,
): void {
  const variants = getVariants(after, keyword);
  const left = findPropertiesLeft(before.schema, variants, context);
  const { pairs, added } = context.matcher.matchMembers([toMember(before)], variants);
  for (const [was, is] of pairs)
    if (areOneSchema(was, is, context))
      context.pair(was, is, { path: [`${keyword} ${getLabel(is, context.after)}`] });
  const details = { after: variants.map((schema) => getLabel(schema, context.after)) };
  if (keyword === 'oneOf' && left !== undefined) {
    context.add('wrapped-in-one-of', details);
    for (const name of left)
      context.add('property-removed', { path: [name], facts: { required: false } });
  } else {
    const facts = { variants: keyword, types: getBothTypes(before.schema, after) };
    const what = isAnything(before.schema) ? 'type-specialized' : 'variant-added';
    if (added.length > 0) context.add(what, { ...details, facts });
  }
}

/** Compares a union with the schema that it became, such as one of its variants. */
function compareUnwrapped(
  before: SchemaObject,
  after: NamedSchema,
  [keyword = 'oneOf']: readonly Keyword[],
  context: KeywordContext,
): void {
  const variants = getVariants(before, keyword);
  const { pairs, removed } = context.matcher.matchMembers(variants, [toMember(after)]);
  for (const [was, is] of pairs)
    if (areOneSchema(was, is, context))
      context.pair(was, is, { path: [`${keyword} ${getLabel(is, context.after)}`] });
  const facts = { variants: keyword, types: getBothTypes(before, after.schema) };
  const details = { before: removed.map((schema) => getLabel(schema, context.before)), facts };
  const what = isAnything(after.schema) ? 'type-generalized' : 'variant-removed';
  if (removed.length > 0) context.add(what, details);
}

/** A schema that allows every value is not a variant to which others are added. */
function isAnything(schema: SchemaObject): boolean {
  return Object.keys(schema).every(isAnnotation);
}

function getBothTypes(before: SchemaObject, after: SchemaObject): readonly [TypeFacts, TypeFacts] {
  return [getTypeFacts(before), getTypeFacts(after)];
}

/** The schema as a member of a list, by reference if it has a name. */
function toMember({ schema, name }: NamedSchema): Schema {
  return name === undefined ? schema : { $ref: SCHEMA_REFERENCE + name };
}

/** False for two that were matched only because no others were left. */
function areOneSchema(before: Schema, after: Schema, context: KeywordContext): boolean {
  const [was, is] = [resolve(before, context.before), resolve(after, context.after)];
  if (was.name !== undefined && is.name !== undefined)
    return context.matcher.getNewName(was.name) === is.name;
  return context.matcher.haveSameShape(was.core, is.core);
}

/** Returns the properties that no variant has; undefined if no property of the object moved into a variant. */
function findPropertiesLeft(
  before: SchemaObject,
  variants: readonly Schema[],
  { after }: KeywordContext,
): readonly string[] | undefined {
  const names = Object.keys(before.properties ?? {});
  const alternatives = variants.map((schema) => resolve(schema, after).core.properties ?? {});
  const left = names.filter((name) => !alternatives.some((one) => Object.hasOwn(one, name)));
  return left.length === names.length ? undefined : left;
}

/**
 * Compares `discriminator`. Left out are mappings of a schema to its own name, which it has without a mapping (OpenAPI 3.1,
 * section 4.8.25), and those of variants that were added or removed, which `compareVariants` reports.
 */
export function compareDiscriminators(
  before: SchemaObject,
  after: SchemaObject,
  context: KeywordContext,
): void {
  const { discriminator: was } = before;
  const { discriminator: is } = after;
  const sides = { before: was?.propertyName, after: is?.propertyName };
  if (was === undefined && is === undefined) return;
  if (was === undefined || is === undefined) {
    context.add(was === undefined ? 'discriminator-added' : 'discriminator-removed', sides);
    return;
  }
  if (was.propertyName !== is.propertyName)
    context.add('discriminator-property-name-changed', sides);
  const older = new Map(Object.entries(was.mapping ?? {}));
  const newer = new Map(Object.entries(is.mapping ?? {}));
  const oldNames = getVariantNames(before);
  const newNames = getVariantNames(after);
  const stayed = oldNames.filter((name) => newNames.includes(context.matcher.getNewName(name)));
  const staying = stayed.map((name) => context.matcher.getNewName(name));
  const added = [...newer]
    .filter(([key, to]) => !older.has(key) && isOwnChange(key, to, newNames, staying))
    .map(([key]) => key)
    .sort();
  const deleted = [...older]
    .filter(([key, to]) => !newer.has(key) && isOwnChange(key, to, oldNames, stayed))
    .map(([key]) => key)
    .sort();
  const changed = [...older.keys()].filter((key) => newer.has(key) && hasOtherTarget(key)).sort();
  if (added.length > 0) context.add('discriminator-mapping-added', { after: added });
  if (deleted.length > 0) context.add('discriminator-mapping-deleted', { before: deleted });
  if (changed.length > 0)
    context.add('discriminator-mapping-changed', {
      before: changed.map((key) => `${key}: ${getTargetName(older.get(key))}`),
      after: changed.map((key) => `${key}: ${getTargetName(newer.get(key))}`),
    });

  const [fallback, next] = [was.defaultMapping, is.defaultMapping].map(getTargetName);
  if (context.matcher.getNewName(fallback ?? '') !== next)
    context.add('discriminator-mapping-changed', {
      before: fallback && `any other: ${fallback}`,
      after: next && `any other: ${next}`,
    });

  function hasOtherTarget(key: string): boolean {
    return (
      context.matcher.getNewName(getTargetName(older.get(key))) !== getTargetName(newer.get(key))
    );
  }
}

/** The names of a union's variants; empty for a base, whose variants refer to it. */
function getVariantNames({ oneOf = [], anyOf = [] }: SchemaObject): readonly string[] {
  return [...oneOf, ...anyOf].flatMap((member) =>
    typeof member === 'object' && member.$ref !== undefined ? [getTargetName(member.$ref)] : [],
  );
}

/** False for a mapping that says nothing new, and for that of a variant which is on one side only. */
function isOwnChange(
  key: string,
  target: string,
  variants: readonly string[],
  onBothSides: readonly string[],
): boolean {
  const name = getTargetName(target);
  return key !== name && (!variants.includes(name) || onBothSides.includes(name));
}

function getTargetName(target = ''): string {
  return target.startsWith(SCHEMA_REFERENCE) ? getReferencedName(target) : target;
}
