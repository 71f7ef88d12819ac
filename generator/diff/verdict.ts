import type { Bump, Change, DiffReport, Verdict } from './change.js';
import { worst } from './describe/index.js';

/** Kinds of changes that add to the SDK: a new name to call, to give or to import. */
const ADDITIONS: ReadonlySet<string> = new Set([
  'operation-added',
  'parameter-added-optional',
  'request-body-added-optional',
  'schema-added',
  'webhook-added',
]);

/**
 * What all changes come to, those that are acknowledged left out. The bump follows the source: what may break a
 * program there is for its author to look at, and still breaks no promise.
 *
 * @param sameBytes whether the two documents make the same package, so that there is nothing to publish.
 */
export function verdictOf(changes: readonly Change[], sameBytes: boolean): DiffReport['verdict'] {
  const open = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const wire = worst(open.map((change) => change.wire));
  const source = worst(open.map((change) => change.source));
  return { wire, source, bump: bumpOf(open, source, sameBytes) };
}

function bumpOf(changes: readonly Change[], source: Verdict, sameBytes: boolean): Bump {
  if (source === 'breaking') return 'major';
  if (changes.some(isAddition)) return 'minor';
  if (source === 'potentially-breaking') return 'minor';
  return sameBytes ? 'none' : 'patch';
}

function isAddition({ kinds, before, pointers }: Change): boolean {
  if (kinds.some((kind) => ADDITIONS.has(kind))) return true;
  // A property, a variant or a value that was not there.
  return (
    before === undefined &&
    pointers.before === undefined &&
    kinds.some((kind) => kind.includes('added'))
  );
}
