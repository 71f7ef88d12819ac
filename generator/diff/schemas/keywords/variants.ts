import type { LoadedDocument, SchemaObject } from '../../raw-openapi.js';
import type { KeywordContext } from '../difference.js';
import { getLabel, type NamedSchema } from '../matching.js';
import {
  getReferencedName,
  isAnnotation,
  isNull,
  resolve,
  SCHEMA_REFERENCE,
  type Schema,
} from '../resolve.js';
import { isAnything, listTypes } from './types.js';

type Keyword = 'oneOf' | 'anyOf';

/**
 * Replaces unions whose variants are types only by a list of types, unless the other schema is another union.
 */
export function withoutTypeUnions(
  before: SchemaObject,
  after: SchemaObject,
): readonly [SchemaObject, SchemaObject] {
  const [was, is] = [toTypes(before), toTypes(after)];
  return was === undefined || is === undefined ? [before, after] : [was, is];
}

function toTypes(schema: SchemaObject): SchemaObject | undefined {
  const { oneOf, anyOf, ...own } = schema;
  const variants = oneOf ?? anyOf;
  if (variants === undefined) return schema;
  const types = variants.map(getOnlyType);
  if (!isAnything(own) || types.includes(undefined)) return undefined;
  return { ...own, type: [...new Set(types)].map(String) };
}

/** Returns the type of a schema that has no other keywords; undefined for other schemas. */
function getOnlyType(schema: Schema): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const { type, ...others } = schema;
  return typeof type === 'string' && isAnything(others) ? type : undefined;
}

/**
 * Compares `oneOf` and `anyOf`; a schema that is not a union counts as one with a variant for each of its types.
 *
 * @returns `compared` if the other keywords do not correspond.
 */
export function compareVariants(
  before: NamedSchema,
  after: NamedSchema,
  context: KeywordContext,
): 'compared' | 'own keywords left' {
  const [was, is] = [getKeywords(before.schema), getKeywords(after.schema)];
  const [older, newer] = [was[0], is[0]];
  if (older !== undefined && newer !== undefined) {
    const isOne = was.length === 1 && is.length === 1;
    for (const [left, right] of isOne
      ? [[older, newer] as const]
      : [['oneOf', 'oneOf'] as const, ['anyOf', 'anyOf'] as const])
      compareLists(
        getVariants(before.schema, left),
        getVariants(after.schema, right),
        right,
        context,
      );
  } else if (older !== undefined) {
    if (limitsMore(before.schema))
      context.add('constraint-relaxed', {
        before: `${older}: ${label(getVariants(before.schema, older), context.before).join(', ')}`,
      });
    else return compareOne(before.schema, after, older, 'before', context);
  } else if (newer !== undefined) {
    if (limitsMore(after.schema))
      context.add('constraint-tightened', {
        after: `${newer}: ${label(getVariants(after.schema, newer), context.after).join(', ')}`,
      });
    else return compareOne(after.schema, before, newer, 'after', context);
  }
  return 'own keywords left';
}

/** Without null, since nullability is compared on its own. */
function getVariants(schema: SchemaObject, keyword: Keyword): readonly Schema[] {
  return (schema[keyword] ?? []).filter((member) => !isNull(member));
}

function getKeywords(schema: SchemaObject): readonly Keyword[] {
  return (['oneOf', 'anyOf'] as const).filter((keyword) => schema[keyword] !== undefined);
}

/** Whether a union limits more than its variants say. */
function limitsMore(union: SchemaObject): boolean {
  return Object.keys(union).some((key) => !OF_UNIONS.has(key) && !isAnnotation(key));
}

const OF_UNIONS: ReadonlySet<string> = new Set(['oneOf', 'anyOf', 'type', 'discriminator']);

function compareLists(
  was: readonly Schema[],
  is: readonly Schema[],
  keyword: Keyword,
  context: KeywordContext,
): void {
  const { pairs, removed, added } = context.matcher.matchMembers(was, is);
  pairVariants(pairs, keyword, context);
  if (removed.length > 0)
    context.add('variant-removed', { before: label(removed, context.before) });
  if (added.length > 0) context.add('variant-added', { after: label(added, context.after) });
}

function label(schemas: readonly Schema[], document: LoadedDocument): readonly string[] {
  return schemas.map((schema) => getLabel(schema, document));
}

function pairVariants(
  pairs: readonly (readonly [Schema, Schema])[],
  keyword: Keyword,
  { pair, after }: KeywordContext,
): void {
  for (const [older, newer] of pairs)
    pair(older, newer, { path: [`${keyword} ${getLabel(newer, after)}`] });
}

/**
 * Compares a union with the schema that it became, or that became it.
 *
 * @param side The document that has the union.
 */
function compareOne(
  union: SchemaObject,
  one: NamedSchema,
  keyword: Keyword,
  side: 'before' | 'after',
  context: KeywordContext,
): 'compared' {
  const isWrapped = side === 'after';
  const variants = getVariants(union, keyword);
  const members = splitByType(one);
  const { pairs } = isWrapped
    ? context.matcher.matchMembers(members, variants)
    : context.matcher.matchMembers(variants, members);
  const matched = pairs.filter((pair) => haveCommonType(pair, context));
  pairVariants(matched, keyword, context);
  const taken = new Set(matched.flat());
  const left = members.filter((member) => !taken.has(member));
  const added = variants.filter((variant) => !taken.has(variant));
  const labels = label(variants, context[side]);
  const sides = (text: unknown) =>
    isWrapped ? { before: text, after: labels } : { before: labels, after: text };
  if (left.length === 0) {
    if (added.length > 0)
      context.add(isWrapped ? 'variant-added' : 'variant-removed', { [side]: labels });
  } else if (added.length === 0 || isAnything(one.schema))
    context.add(isWrapped ? 'type-specialized' : 'type-generalized', { [side]: labels });
  else {
    const moved = isWrapped ? findPropertiesLeft(one.schema, variants, context) : undefined;
    if (moved === undefined)
      context.add('type-changed', sides(label(left, context[isWrapped ? 'before' : 'after'])));
    else context.add('wrapped-in-one-of', { after: labels });
    for (const name of moved ?? []) context.add('optional-property-removed', { path: [name] });
  }
  return 'compared';
}

/** A schema as the variants of a union, by reference if it has a name. */
function splitByType({ schema, name }: NamedSchema): readonly Schema[] {
  const types = listTypes(schema);
  if (types.length > 1) return types.map((type) => ({ ...schema, type }));
  return [name === undefined ? schema : { $ref: SCHEMA_REFERENCE + name }];
}

function haveCommonType(
  [older, newer]: readonly [Schema, Schema],
  { before, after }: KeywordContext,
): boolean {
  const [was, is] = [resolve(older, before).core, resolve(newer, after).core].map(listTypes);
  return (
    !was?.length ||
    !is?.length ||
    was.some((type) => is.includes(type) || (isNumeric(type) && is.some(isNumeric)))
  );
}

function isNumeric(type: string): boolean {
  return type === 'integer' || type === 'number';
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
 * section 4.8.25), and those of variants that were added or removed, which {@link compareVariants} reports.
 */
export function compareDiscriminators(
  before: SchemaObject,
  after: SchemaObject,
  { matcher, add }: KeywordContext,
): void {
  const [was, is] = [before.discriminator, after.discriminator];
  if (was === undefined && is === undefined) return;
  const sides = { before: was?.propertyName, after: is?.propertyName };
  if (was === undefined || is === undefined) {
    add(was === undefined ? 'discriminator-added' : 'discriminator-removed', sides);
    return;
  }
  if (was.propertyName !== is.propertyName) add('discriminator-renamed', sides);
  const [oldNames, newNames] = [getVariantNames(before), getVariantNames(after)];
  const rename = (name: string) => matcher.getNewName(name);
  const stayed = oldNames.filter((name) => newNames.includes(rename(name)));
  const older = listMappings(was, oldNames, stayed, rename);
  const newer = listMappings(is, newNames, stayed.map(rename), (name) => name);
  const removed = older.filter((line) => !newer.includes(line));
  const added = newer.filter((line) => !older.includes(line));
  if (removed.length + added.length > 0)
    add('discriminator-mapping-changed', {
      before: removed.length > 0 ? removed : undefined,
      after: added.length > 0 ? added : undefined,
    });
}

/** The names of a union's variants; empty for a base, whose variants refer to it. */
function getVariantNames({ oneOf = [], anyOf = [] }: SchemaObject): readonly string[] {
  return [...oneOf, ...anyOf].flatMap((member) =>
    typeof member === 'object' && member.$ref !== undefined ? [getTargetName(member.$ref)] : [],
  );
}

/** `cat: CatDto`, sorted: the mappings that say something new, with today's names. */
function listMappings(
  {
    mapping = {},
    defaultMapping,
  }: { readonly mapping?: Readonly<Record<string, string>>; readonly defaultMapping?: string },
  variants: readonly string[],
  onBothSides: readonly string[],
  rename: (name: string) => string,
): readonly string[] {
  const lines = Object.entries(mapping).flatMap(([key, target]) => {
    const name = getTargetName(target);
    const isOfOneSide = variants.includes(name) && !onBothSides.includes(name);
    return key === name || isOfOneSide ? [] : [`${key}: ${rename(name)}`];
  });
  const others =
    defaultMapping === undefined ? [] : [`any other: ${rename(getTargetName(defaultMapping))}`];
  return [...lines, ...others].sort();
}

function getTargetName(target: string): string {
  return target.startsWith(SCHEMA_REFERENCE) ? getReferencedName(target) : target;
}
