import type { DeclarationId } from '../../model/model.js';
import type { Change } from '../change.js';
import { worst } from '../verdict.js';
import type { SourceBreak } from './source-break.js';

export interface Judgement {
  /** The changes, in their order, with the compiler's verdict on their source. */
  readonly changes: readonly Change[];
  /** Breaks that no change explains, in their order. */
  readonly unexplained: readonly SourceBreak[];
}

/**
 * Decides what breaks the source of programs. A change that may break it does where the compiler found a break, and
 * does not where it found none. What depends on the program stays so, since compiling one program does not refute it.
 *
 * @param changes With what their kinds say of the source: `breaking` means that the compiler decides.
 */
export function judge(changes: readonly Change[], breaks: readonly SourceBreak[]): Judgement {
  const explained = new Map<Change, SourceBreak[]>();
  const unexplained: SourceBreak[] = [];
  for (const each of breaks) {
    const causes = findCauses(each, changes);
    if (causes.length === 0) unexplained.push(each);
    for (const change of causes) explained.set(change, [...(explained.get(change) ?? []), each]);
  }
  const decide = (change: Change): Change['source'] => {
    const found = explained.get(change);
    if (found !== undefined)
      return worst(
        found.map((each) => (each.isConfigurable ? 'potentially-breaking' : 'breaking')),
      );
    return change.source === 'breaking' ? 'non-breaking' : change.source;
  };
  return { changes: changes.map((change) => ({ ...change, source: decide(change) })), unexplained };
}

/**
 * The changes that explain a break. Those at its location that may break programs; else those that affect the same
 * operation, service or declaration; else all at its location.
 */
function findCauses(found: SourceBreak, changes: readonly Change[]): readonly Change[] {
  const inDirection = changes.filter((change) => matchesDirection(change, found));
  const mayBreak = inDirection.filter(({ source }) => source !== 'non-breaking');
  const candidates = [
    () => mayBreak.filter((change) => isAtLocation(change, found)),
    () => findCausesInOwner(found, mayBreak),
    () => inDirection.filter((change) => isAtLocation(change, found)),
    () => inDirection.filter((change) => isInReach(change, found)),
  ];
  for (const find of candidates) {
    const causes = find();
    if (causes.length > 0) return causes;
  }
  return [];
}

function findCausesInOwner(found: SourceBreak, mayBreak: readonly Change[]): readonly Change[] {
  const { owner } = found;
  switch (owner.kind) {
    case 'operation':
      return mayBreak.filter(({ operations }) => operations.some(({ id }) => id === owner.id));
    case 'declaration': {
      const ofDeclaration = findCausesIn(owner.id, mayBreak);
      if (ofDeclaration.length > 0) return ofDeclaration;
      return mayBreak.filter((change) => isInReach(change, found));
    }
    case 'service':
      return mayBreak.filter(({ tags }) => tags.includes(owner.wireName));
    case 'credentials': {
      const ofSecurity = mayBreak.filter(({ id }) => id.startsWith('security-'));
      // The last operation that needs an option takes it along.
      return ofSecurity.length > 0 ? ofSecurity : mayBreak.filter(({ id }) => REMOVALS.has(id));
    }
    case 'package':
      return [];
    default:
      return owner satisfies never;
  }
}

const REMOVALS: ReadonlySet<string> = new Set(['path-removed', 'operation-removed']);

/**
 * Changes of a declaration outside of its properties; else changes of discriminators, since a union anywhere can decide
 * the type of a declaration's discriminator property.
 */
function findCausesIn(id: DeclarationId, mayBreak: readonly Change[]): readonly Change[] {
  const declaration = id.replace(/^#/, '');
  const inside = mayBreak.filter(({ pointers: { before = '', after = '' } }) =>
    [before, after].some(
      (pointer) =>
        contains(declaration, pointer) && !contains(`${declaration}/properties`, pointer),
    ),
  );
  return inside.length > 0
    ? inside
    : mayBreak.filter((change) => change.id.includes('discriminator'));
}

/**
 * Whether the name of a type is gone and the change is in something that the type refers to, or affects an operation that
 * refers to it: a type has a second name only while its requests and responses differ.
 */
function isInReach({ pointers, operations }: Change, { reach, position }: SourceBreak): boolean {
  if (reach === undefined || position !== 'export') return false;
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
function isAtLocation(change: Change, found: SourceBreak): boolean {
  const { pointer, subject, owner, isConfigurable } = found;
  const { documentation, pointers, id } = change;
  if (documentation && owner.kind !== 'package') return false;
  // An operation may have servers of its own in place of the document's.
  if (change.subject === subject || (isConfigurable && id.startsWith('server-'))) return true;
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
