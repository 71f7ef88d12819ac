import type { SchemaObject } from '../../document.js';
import type { TypeFacts } from '../difference.js';
import { labelOf } from '../matching.js';
import { isNote, isNull, resolve, SCHEMA_REFERENCE, type Schema } from '../resolve.js';
import type { Teller } from '../teller.js';
import { typeFactsOf } from './types.js';

type Keyword = 'oneOf' | 'anyOf';

/** One side of a comparison of unions, with the name that the schema itself stands under. */
export interface Named {
  readonly schema: SchemaObject;
  readonly name: string | undefined;
}

/**
 * Compares `oneOf` and `anyOf`: a schema that is no union is one of a single variant.
 *
 * @returns true when only one side is a union, so that nothing else of them corresponds.
 */
export function compareVariants(before: Named, after: Named, teller: Teller): boolean {
  const was = keywordsOf(before.schema);
  const is = keywordsOf(after.schema);
  if (was.length === 0 && is.length === 0) return false;
  if (was.length === 0) compareWrapped(before, after.schema, is, teller);
  else if (is.length === 0) compareUnwrapped(before.schema, after, was, teller);
  else {
    const single = was.length === 1 && is.length === 1;
    const keywords: readonly (readonly [Keyword, Keyword])[] = single
      ? [[was[0] ?? 'oneOf', is[0] ?? 'oneOf']]
      : [
          ['oneOf', 'oneOf'],
          ['anyOf', 'anyOf'],
        ];
    for (const pair of keywords) compareLists(before.schema, after.schema, pair, teller);
    return false;
  }
  return true;
}

/** The variants that are not null: that a value may be null is told apart from what it is otherwise. */
function variantsOf(schema: SchemaObject, keyword: Keyword): readonly Schema[] {
  return (schema[keyword] ?? []).filter((member) => !isNull(member));
}

function keywordsOf(schema: SchemaObject): readonly Keyword[] {
  return (['oneOf', 'anyOf'] as const).filter((keyword) => schema[keyword] !== undefined);
}

function compareLists(
  before: SchemaObject,
  after: SchemaObject,
  [older, newer]: readonly [Keyword, Keyword],
  teller: Teller,
): void {
  const { pairs, removed, added } = teller.matching.members(
    variantsOf(before, older),
    variantsOf(after, newer),
  );
  for (const [was, is] of pairs)
    teller.relate(was, is, { path: [`${newer} ${labelOf(is, teller.after)}`] });
  if (removed.length > 0)
    teller.tell('variant-removed', {
      before: removed.map((schema) => labelOf(schema, teller.before)),
      facts: { variants: older },
    });
  if (added.length > 0)
    teller.tell('variant-added', {
      after: added.map((schema) => labelOf(schema, teller.after)),
      facts: { variants: newer },
    });
}

/** What was no union has become one. */
function compareWrapped(
  before: Named,
  after: SchemaObject,
  [keyword = 'oneOf']: readonly Keyword[],
  teller: Teller,
): void {
  const variants = variantsOf(after, keyword);
  const moved = propertiesMovedInto(before.schema, variants, teller);
  const { pairs, added } = teller.matching.members([asMember(before)], variants);
  for (const [was, is] of pairs)
    if (isTheSame(was, is, teller))
      teller.relate(was, is, { path: [`${keyword} ${labelOf(is, teller.after)}`] });
  const told = { after: variants.map((schema) => labelOf(schema, teller.after)) };
  if (keyword === 'oneOf' && moved !== undefined) {
    teller.tell('wrapped-in-one-of', told);
    for (const name of moved.left)
      teller.tell('property-removed', { path: [name], facts: { required: false } });
  } else {
    const facts = { variants: keyword, types: typesOf(before.schema, after) };
    const what = isAnything(before.schema) ? 'type-specialized' : 'variant-added';
    if (added.length > 0) teller.tell(what, { ...told, facts });
  }
}

/** A union has become one of its variants, or something else. */
function compareUnwrapped(
  before: SchemaObject,
  after: Named,
  [keyword = 'oneOf']: readonly Keyword[],
  teller: Teller,
): void {
  const variants = variantsOf(before, keyword);
  const { pairs, removed } = teller.matching.members(variants, [asMember(after)]);
  for (const [was, is] of pairs)
    if (isTheSame(was, is, teller))
      teller.relate(was, is, { path: [`${keyword} ${labelOf(is, teller.after)}`] });
  const facts = { variants: keyword, types: typesOf(before, after.schema) };
  const told = { before: removed.map((schema) => labelOf(schema, teller.before)), facts };
  const what = isAnything(after.schema) ? 'type-generalized' : 'variant-removed';
  if (removed.length > 0) teller.tell(what, told);
}

/** What takes every value is no variant beside which others come and go. */
function isAnything(schema: SchemaObject): boolean {
  return Object.keys(schema).every(isNote);
}

function typesOf(before: SchemaObject, after: SchemaObject): readonly [TypeFacts, TypeFacts] {
  return [typeFactsOf(before), typeFactsOf(after)];
}

/** The schema as a member of a list, by its name when it has one. */
function asMember({ schema, name }: Named): Schema {
  return name === undefined ? schema : { $ref: SCHEMA_REFERENCE + name };
}

/** Not just the only two that were left. */
function isTheSame(before: Schema, after: Schema, teller: Teller): boolean {
  const { matching } = teller;
  const [was, is] = [resolve(before, teller.before), resolve(after, teller.after)];
  if (was.name !== undefined && is.name !== undefined)
    return matching.renamed(was.name) === is.name;
  return matching.sameShape(was.core, is.core);
}

/** Where properties of an object went into alternatives: those that no alternative has. */
function propertiesMovedInto(
  before: SchemaObject,
  variants: readonly Schema[],
  { after }: Teller,
): { readonly left: readonly string[] } | undefined {
  const names = Object.keys(before.properties ?? {});
  const alternatives = variants.map((schema) => resolve(schema, after).core.properties ?? {});
  const left = names.filter((name) => !alternatives.some((one) => Object.hasOwn(one, name)));
  return left.length === names.length ? undefined : { left };
}
