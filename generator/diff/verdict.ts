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
 * program there is for its author to look at, and breaks no promise. An acknowledged change is published all the same.
 *
 * @param broken True when the compiler found a break that no change explains.
 */
export function verdictOf(changes: readonly Change[], broken = false): DiffReport['verdict'] {
  const open = changes.filter(({ acknowledged }) => acknowledged === undefined);
  const wire = worst(open.map((change) => change.wire));
  const source = broken ? 'breaking' : worst(open.map((change) => change.source));
  const bump = changes.length === 0 && !broken ? 'none' : bumpOf(open, source);
  return { wire, source, bump };
}

function bumpOf(changes: readonly Change[], source: Verdict): Bump {
  if (source === 'breaking') return 'major';
  return source === 'potentially-breaking' || changes.some(isAddition) ? 'minor' : 'patch';
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
