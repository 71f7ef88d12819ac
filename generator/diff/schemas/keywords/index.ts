import type { KeywordContext } from '../difference.js';
import type { NamedSchema } from '../matching.js';
import { compareAllOf } from './all-of.js';
import { compareLimits, mayHave } from './limits.js';
import { compareArrays, compareObjects } from './objects-and-arrays.js';
import { compareRules } from './rules.js';
import { compareTypes, compareValues } from './types.js';
import { compareDiscriminators, compareVariants, withoutTypeUnions } from './variants.js';

/** Compares all keywords of two schemas except annotations and null. Their parts are paired, not compared. */
export function compareKeywords(
  before: NamedSchema,
  after: NamedSchema,
  context: KeywordContext,
): void {
  const composed = compareAllOf(before, after, context);
  const [was, is] = withoutTypeUnions(composed.before, composed.after);
  compareDiscriminators(was, is, context);
  const own = compareVariants({ ...before, schema: was }, { ...after, schema: is }, context);
  if (own === 'compared' || !compareTypes(was, is, context)) return;
  compareValues(was, is, context);
  compareLimits(was, is, context);
  // Where neither is of the type, authors mean what they wrote.
  const both = (type: 'object' | 'array') => mayHave(was, type) === mayHave(is, type);
  if (both('object')) compareObjects({ ...composed, before: was, after: is }, context);
  if (both('array')) compareArrays(was, is, context);
  compareRules(was, is, context);
}
