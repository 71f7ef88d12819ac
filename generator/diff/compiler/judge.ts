import type { DeclarationId } from '../../model/model.js';
import type { Change, Disagreement } from '../change.js';
import type { SourceBreak } from './source-break.js';

export interface Judgement {
  /** The changes, in their order, with the compiler's word on their source. */
  readonly changes: readonly Change[];
  /** What the compiler overruled, and what it found and no change explains; in the order of changes, then of breaks. */
  readonly disagreements: readonly Disagreement[];
  /** What no change explains; it breaks all the same. */
  readonly unexplained: readonly SourceBreak[];
}

/**
 * Rules explain; the compiler decides. A change at whose place the compiler found a break is breaking, whatever the
 * rules say; one of which they say so, and the compiler found none, is not. What may break, as it depends on the
 * program, stays so: that a program which uses everything still compiles does not refute it.
 *
 * @param changes With what the rules say of their source.
 */
export function judge(changes: readonly Change[], breaks: readonly SourceBreak[]): Judgement {
  const found = new Map<Change, SourceBreak>();
  const unexplained: SourceBreak[] = [];
  for (const each of breaks) {
    const causes = causesOf(each, changes);
    if (causes.length === 0) unexplained.push(each);
    for (const change of causes) if (!found.has(change)) found.set(change, each);
  }
  const overruled = changes.flatMap((change): readonly Disagreement[] => {
    const { subject, source: rules } = change;
    const broken = found.get(change);
    if (broken !== undefined && rules === 'non-breaking')
      return [{ subject, rules, compiler: 'breaking', message: broken.message }];
    if (broken === undefined && rules === 'breaking')
      return [{ subject, rules, compiler: 'non-breaking', message: NOTHING_BROKE }];
    return [];
  });
  return {
    changes: changes.map((change) => {
      if (found.has(change)) return { ...change, source: 'breaking' };
      return change.source === 'breaking' ? { ...change, source: 'non-breaking' } : change;
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

const NOTHING_BROKE = 'A program that uses it still compiles.';

/**
 * The changes that a break comes from: those in its place of which the rules say that they break, or may; else those in
 * its place; else those that break, and touch the same operation or service.
 */
function causesOf(broken: SourceBreak, changes: readonly Change[]): readonly Change[] {
  const travelling = changes.filter((change) => travels(change, broken));
  const here = travelling.filter((change) => isHere(change, broken));
  const told = here.filter(({ source }) => source !== 'non-breaking');
  if (told.length > 0) return told;
  if (here.length > 0) return here;
  const { owner } = broken;
  const breaking = travelling.filter(({ source }) => source !== 'non-breaking');
  switch (owner.kind) {
    case 'operation':
      return breaking.filter(({ operations }) => operations.some(({ id }) => id === owner.id));
    case 'declaration': {
      const inside = causesFor(owner.id, breaking);
      return inside.length > 0 ? inside : breaking.filter((change) => isAround(change, broken));
    }
    case 'service':
      return breaking.filter(({ tags }) => tags.includes(owner.wireName));
    case 'package':
      return [];
    default:
      return owner satisfies never;
  }
}

/** What changed of a declaration as a whole, such as what it is made of; else what changed of a choice: a tag's type comes from there, wherever it stands. */
function causesFor(id: DeclarationId, breaking: readonly Change[]): readonly Change[] {
  const place = id.replace(/^#/, '');
  const inside = breaking.filter(({ pointers: { before = '', after = '' } }) =>
    [before, after].some(
      (pointer) => contains(place, pointer) && !contains(`${place}/properties`, pointer),
    ),
  );
  return inside.length > 0 ? inside : breaking.filter((one) => one.id.includes('discriminator'));
}

/** Whether what changed lies in what the type leads to, or touches an operation that leads to the type. */
function isAround({ pointers, operations }: Change, { reach }: SourceBreak): boolean {
  if (reach === undefined) return false;
  const places = [pointers.before, pointers.after].filter((place) => place !== undefined);
  return (
    places.some((place) => reach.pointers.some((pointer) => contains(pointer, place))) ||
    operations.some(({ id }) => reach.operations.has(id))
  );
}

function travels({ direction }: Change, { position }: SourceBreak): boolean {
  if (position === 'export' || direction === 'both' || direction === 'none') return true;
  return direction === (position === 'argument' ? 'request' : 'response');
}

/** In the break's place, inside of it, or around it. What only people read breaks nothing but names made from it. */
function isHere(change: Change, { pointer, subject, owner }: SourceBreak): boolean {
  const { documentation, pointers } = change;
  if (documentation && owner.kind !== 'package') return false;
  if (change.subject === subject) return true;
  return [pointers.before, pointers.after].some(
    (place) =>
      place !== undefined &&
      place !== '' &&
      pointer !== '' &&
      (contains(place, pointer) || contains(pointer, place)),
  );
}

/** Whether a JSON pointer is that of a place, or of something inside of it. */
function contains(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`);
}
