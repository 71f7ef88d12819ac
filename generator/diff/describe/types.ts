/** The types at the two places of a finding, and whether programs tell them apart. */
import type { Side as Way } from '../../emit/types.js';
import type { TypeWords } from './sides.js';

/** The types at the two places of a finding, on one way, where the SDK has something there. */
export interface Types {
  readonly way: Way;
  readonly before: TypeWords | undefined;
  readonly after: TypeWords | undefined;
}

/** What happens to what a type is put together from. */
const COMPOSING: ReadonlySet<string> = new Set([
  'variant-added',
  'variant-removed',
  'all-of-added',
  'all-of-removed',
  'type-changed',
  'type-generalized',
  'type-specialized',
]);

const FORMATS: ReadonlySet<string> = new Set([
  'format-changed',
  'format-generalized',
  'format-specialized',
]);

/** What was not answered was not read. */
export function isUnread({ way, before }: Types): boolean {
  return way === 'response' && before?.isThere === false;
}

/** What is told by itself, as that a property is required now, says nothing of what happened to its format. */
export function sameFor(what: string, both: Types): boolean {
  if (COMPOSING.has(what)) return sameShapes(both) || takesMore(both);
  const { before, after } = both;
  return FORMATS.has(what) && before !== undefined && before.type === after?.type;
}

/** Whether anything may be given now where something was asked for, or was answered where something is now. */
function takesMore({ way, before, after }: Types): boolean {
  return (way === 'request' ? after : way === 'response' ? before : undefined)?.type === 'unknown';
}

/** Whether a choice has no member that is new to those who give it, or who get it. */
function sameShapes({ way, before, after }: Types): boolean {
  const [was, is] = [before?.shapes, after?.shapes];
  if (was === undefined || is === undefined) return false;
  const among = (some: typeof was, all: typeof was) => {
    const shapes = new Set(all.values());
    return [...some].every(([name, shape]) => all.has(name) || shapes.has(shape));
  };
  const [isKept, isKnown] = [among(was, is), among(is, was)];
  return (way === 'response' || isKept) && (way === 'request' || isKnown);
}

export function sameTypes({ before, after }: Types): boolean {
  return before !== undefined && before.whole === after?.whole;
}
