import type { TypeFacts } from '../schemas/difference.js';
import { isCovered, isFormatWithin } from '../schemas/keywords/types.js';

/** What oasdiff says of a change of type or format, by the way it travels and how strictly it is written. */
export type TypeVerdict = 'changed' | 'generalized' | 'specialized' | 'compatible';

type Sides = readonly [before: TypeFacts, after: TypeFacts];

interface Change {
  readonly typesChanged: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly from: TypeFacts;
  readonly to: TypeFacts;
}

/** @param strict whether a number and its text are written differently, as in JSON. */
export function requestVerdict(sides: Sides, strict: boolean): TypeVerdict {
  const change = changeOf(sides);
  const widened = change.typesChanged && isWithin(sides[0].types, sides[1].types);
  if (isBreaking(change, strict, widened)) return 'changed';
  return isSwap(sides, change) && !widened ? 'compatible' : 'generalized';
}

/** The same with both sides exchanged: what is answered may become less, not more. */
export function responseVerdict([before, after]: Sides, strict: boolean): TypeVerdict {
  const change = changeOf([after, before]);
  const narrowed = change.typesChanged && isWithin(after.types, before.types);
  const widened = change.typesChanged && isWithin(before.types, after.types);
  if (isBreaking(change, strict, narrowed)) return widened ? 'generalized' : 'changed';
  return isSwap([before, after], change) && !narrowed ? 'compatible' : 'specialized';
}

/** A parameter is text on the wire, whatever its type. */
export function parameterVerdict(sides: Sides, becameListOfItself: boolean): TypeVerdict {
  const breaks = isBreakingAt(changeOf(sides), false);
  return breaks && !becameListOfItself ? 'changed' : 'generalized';
}

/** How a part of a parameter is written is not known: strictly or not, so the verdict may depend on it. */
export function parameterPartVerdict(sides: Sides): TypeVerdict {
  const change = changeOf(sides);
  const strictly = isBreakingAt(change, true);
  if (strictly !== isBreakingAt(change, false)) return 'changed';
  return strictly ? 'specialized' : 'generalized';
}

function changeOf([from, to]: Sides): Change {
  const added = to.types.filter((type) => !from.types.includes(type));
  const removed = from.types.filter((type) => !to.types.includes(type));
  return { typesChanged: added.length + removed.length > 0, added, removed, from, to };
}

function isSwap([before, after]: Sides, { typesChanged }: Change): boolean {
  return typesChanged && before.types.length > 0 && after.types.length > 0;
}

/** @param harmless whether the types taken together are. */
function isBreaking(change: Change, strict: boolean, harmless: boolean): boolean {
  const ofTypes = change.typesChanged && !harmless;
  if (ofTypes && change.to.types.length === 0) return false;
  return isBreakingAt(harmless ? { ...change, typesChanged: false } : change, strict);
}

function isBreakingAt(
  { typesChanged, added, removed, from, to }: Change,
  strict: boolean,
): boolean {
  const breaksType = typesChanged && !areContained(removed, added, strict);
  const breaksFormat =
    from.format !== to.format && !isFormatWithin(from.format, to.format, to.types);
  return breaksType || breaksFormat;
}

function areContained(from: readonly string[], to: readonly string[], strict: boolean): boolean {
  const [source] = from;
  if (from.length === 1 && to.length === 1 && source !== undefined && isCovered(source, to))
    return true;
  return !strict && (to.length === 0 || to.join() === 'string');
}

/** Not of nothing: what had no type allowed everything. */
function isWithin(types: readonly string[], others: readonly string[]): boolean {
  return types.length > 0 && types.every((type) => isCovered(type, others));
}
