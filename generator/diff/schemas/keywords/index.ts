import type { Teller } from '../teller.js';
import { compareDiscriminators } from './discriminators.js';
import { compareLimits } from './limits.js';
import { compareLists } from './lists.js';
import { compareObjects } from './objects.js';
import { compareParts, type Composed } from './parts.js';
import { compareRules } from './rules.js';
import { compareTypes } from './types.js';
import { compareValues } from './values.js';
import { compareVariants, type Named } from './variants.js';

export { compareNotes, notesToTell } from './notes.js';
export type { Named } from './variants.js';

/** Compares all that two schemas say of values, but for null; what their parts say is related, not followed. */
export function compareKeywords(before: Named, after: Named, teller: Teller): void {
  const composed = compareParts(before, after, teller);
  const folding = foldingParts(composed, teller);
  const was = { ...before, schema: composed.before };
  const is = { ...after, schema: composed.after };
  const isListOfTypes = compareTypes(was.schema, is.schema, folding);
  compareDiscriminators(was.schema, is.schema, folding);
  if (!isListOfTypes && compareVariants(was, is, folding)) return;
  compareValues(was.schema, is.schema, folding);
  compareLimits(was.schema, is.schema, folding);
  compareObjects(was.schema, is.schema, composed.inherited, folding);
  compareLists(was.schema, is.schema, folding);
  compareRules(was.schema, is.schema, folding);
}

/** What comes or goes with a part is told with the part. */
function foldingParts({ brought, taken }: Composed, teller: Teller): Teller {
  if (brought.size === 0 && taken.size === 0) return teller;
  return {
    before: teller.before,
    after: teller.after,
    matching: teller.matching,
    relate: (before, after, step) => teller.relate(before, after, step),
    tell: (what, told = {}) => {
      const name = told.path?.[0] ?? '';
      const isTold =
        (what === 'property-added' && brought.has(name)) ||
        (what === 'property-removed' && taken.has(name));
      if (!isTold) teller.tell(what, told);
    },
  };
}
