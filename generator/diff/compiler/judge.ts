import type { DeclarationId } from '../../model/model.js';
import type { Change, Disagreement } from '../change.js';
import type { SourceBreak } from './source-break.js';

export interface Judgement {
  /** The changes, in their order, with the compiler's verdict on their source. */
  readonly changes: readonly Change[];
  /** Where rules and compiler disagree: in the order of changes, then of breaks. */
  readonly disagreements: readonly Disagreement[];
  /** Breaks that no change explains; they count as breaking all the same. */
  readonly unexplained: readonly SourceBreak[];
}

/**
 * Combines what the rules say of the source with what the compiler found. The rules explain, the compiler decides: a
 * change is breaking where the compiler found a break, and not where it found none. What the rules call potentially
 * breaking depends on the program and stays so, since compiling one program does not refute it.
 *
 * @param changes With the rules' verdict on their source.
 */
export function judge(changes: readonly Change[], breaks: readonly SourceBreak[]): Judgement {
  const breakOf = new Map<Change, SourceBreak>();
  const unexplained: SourceBreak[] = [];
  for (const each of breaks) {
    const causes = findCauses(each, changes);
    if (causes.length === 0) unexplained.push(each);
    for (const change of causes) if (!breakOf.has(change)) breakOf.set(change, each);
  }
  const overruled = changes.flatMap((change): readonly Disagreement[] => {
    const { subject, source: rules } = change;
    const found = breakOf.get(change);
    if (found !== undefined && rules === 'non-breaking')
      return [{ subject, rules, compiler: 'breaking', message: found.message }];
    if (found === undefined && rules === 'breaking' && !isOfOptions(change))
      return [{ subject, rules, compiler: 'non-breaking', message: STILL_COMPILES }];
    return [];
  });
  return {
    changes: changes.map((change) => {
      if (breakOf.has(change)) return { ...change, source: 'breaking' };
      return change.source === 'breaking' && !isOfOptions(change)
        ? { ...change, source: 'non-breaking' }
        : change;
    }),
    unexplained,
    disagreements: [
      ...overruled,
      ...unexplained.map(({ subject, message }): Disagreement => {
        return { subject, rules: 'non-breaking', compiler: 'breaking', message };
      }),
    ],
  };
}

/** The compiled programs create no client, so its options for credentials are left to the rules. */
function isOfOptions({ id }: Change): boolean {
  return id.startsWith('security-');
}

const STILL_COMPILES = 'A program that uses it still compiles.';

/**
 * The changes that explain a break. Those at its location that the rules call breaking or potentially breaking; else
 * all at its location; else the breaking ones that affect the same operation, service or declaration.
 */
function findCauses(found: SourceBreak, changes: readonly Change[]): readonly Change[] {
  const inDirection = changes.filter((change) => matchesDirection(change, found));
  const atLocation = inDirection.filter((change) => isAtLocation(change, found));
  const breakingThere = atLocation.filter(({ source }) => source !== 'non-breaking');
  if (breakingThere.length > 0) return breakingThere;
  if (atLocation.length > 0) return atLocation;
  const { owner } = found;
  const breaking = inDirection.filter(({ source }) => source !== 'non-breaking');
  switch (owner.kind) {
    case 'operation':
      return breaking.filter(({ operations }) => operations.some(({ id }) => id === owner.id));
    case 'declaration': {
      const ofDeclaration = findCausesIn(owner.id, breaking);
      if (ofDeclaration.length > 0) return ofDeclaration;
      return breaking.filter((change) => isInReach(change, found));
    }
    case 'service':
      return breaking.filter(({ tags }) => tags.includes(owner.wireName));
    case 'package':
      return [];
    default:
      return owner satisfies never;
  }
}

/**
 * Changes of a declaration outside of its properties; else changes of discriminators, since a union anywhere can decide
 * the type of a declaration's discriminator property.
 */
function findCausesIn(id: DeclarationId, breaking: readonly Change[]): readonly Change[] {
  const declaration = id.replace(/^#/, '');
  const inside = breaking.filter(({ pointers: { before = '', after = '' } }) =>
    [before, after].some(
      (pointer) =>
        contains(declaration, pointer) && !contains(`${declaration}/properties`, pointer),
    ),
  );
  return inside.length > 0
    ? inside
    : breaking.filter((change) => change.id.includes('discriminator'));
}

/** Whether the change is in something that the type refers to, or affects an operation that refers to the type. */
function isInReach({ pointers, operations }: Change, { reach }: SourceBreak): boolean {
  if (reach === undefined) return false;
  const changed = [pointers.before, pointers.after].filter((pointer) => pointer !== undefined);
  return (
    changed.some((each) => reach.pointers.some((pointer) => contains(pointer, each))) ||
    operations.some(({ id }) => reach.operations.has(id))
  );
}

function matchesDirection({ direction }: Change, { position }: SourceBreak): boolean {
  if (position === 'export' || direction === 'both' || direction === 'none') return true;
  return direction === (position === 'argument' ? 'request' : 'response');
}

/** At the break's location, inside of it or around it. A change of documentation breaks only names made from texts. */
function isAtLocation(change: Change, { pointer, subject, owner }: SourceBreak): boolean {
  const { documentation, pointers } = change;
  if (documentation && owner.kind !== 'package') return false;
  if (change.subject === subject) return true;
  return [pointers.before, pointers.after].some(
    (changed) =>
      changed !== undefined &&
      changed !== '' &&
      pointer !== '' &&
      (contains(changed, pointer) || contains(pointer, changed)),
  );
}

/** Whether a JSON pointer equals another or leads inside of it. */
function contains(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
