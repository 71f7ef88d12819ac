import type { KeywordContext } from '../difference.js';
import { compareAllOf, type Composed } from './all-of.js';
import { compareLimits, compareRules } from './constraints.js';
import { compareArrays, compareObjects } from './objects-and-arrays.js';
import { compareTypes, compareValues } from './types.js';
import { compareDiscriminators, compareVariants, type NamedSchema } from './variants.js';

/** Compares all keywords of two schemas except annotations and null. Their parts are paired, not compared. */
export function compareKeywords(
  before: NamedSchema,
  after: NamedSchema,
  context: KeywordContext,
): void {
  const composed = compareAllOf(before, after, context);
  const own = withoutPropertiesOfParts(composed, context);
  const was = { ...before, schema: composed.before };
  const is = { ...after, schema: composed.after };
  const isUnionOfTypes = compareTypes(was.schema, is.schema, own);
  compareDiscriminators(was.schema, is.schema, own);
  if (!isUnionOfTypes && compareVariants(was, is, own)) return;
  compareValues(was.schema, is.schema, own);
  compareLimits(was.schema, is.schema, own);
  compareObjects(was.schema, is.schema, composed.inherited, own);
  compareArrays(was.schema, is.schema, own);
  compareRules(was.schema, is.schema, own);
}

/** A part that was added or removed is a difference itself, so its properties are not. */
function withoutPropertiesOfParts(
  { addedWithParts, removedWithParts }: Composed,
  context: KeywordContext,
): KeywordContext {
  if (addedWithParts.size === 0 && removedWithParts.size === 0) return context;
  return {
    before: context.before,
    after: context.after,
    matcher: context.matcher,
    pair: (before, after, step) => {
      context.pair(before, after, step);
    },
    add: (what, details = {}) => {
      const name = details.path?.[0] ?? '';
      const isOfPart =
        (what === 'property-added' && addedWithParts.has(name)) ||
        (what === 'property-removed' && removedWithParts.has(name));
      if (!isOfPart) context.add(what, details);
    },
  };
}
