import type { What } from '../difference.js';
import type { Note, Notes } from '../resolve.js';
import { spelt } from '../shape.js';
import type { Told } from '../teller.js';

type Tell = (what: What, told: Told) => void;

/** From least to most stable; what is not said is stable. */
const STABILITY = ['draft', 'alpha', 'beta', 'stable'];

const TEXTS = ['title', 'description', 'example', 'examples'] as const satisfies readonly Note[];

/**
 * Compares what a schema says beside its type.
 *
 * @param property set where the schema is a property's: only there reading and writing differ.
 */
export function compareNotes(
  before: Notes,
  after: Notes,
  property: { readonly required: boolean } | undefined,
  tell: Tell,
): void {
  if (property !== undefined) compareAccess(before, after, property.required, tell);
  compareLifecycle(before, after, tell);
  compareDefaults(before.default, after.default, tell);
  const changed = TEXTS.filter((key) => spelt(before[key]) !== spelt(after[key]));
  const [first] = changed;
  if (first === undefined) return;
  const key = changed.includes('description') ? 'description' : first;
  tell('documentation-changed', { before: before[key], after: after[key] });
}

function compareAccess(before: Notes, after: Notes, required: boolean, tell: Tell): void {
  const facts = { required };
  if (Boolean(before.readOnly) !== Boolean(after.readOnly))
    tell(after.readOnly ? 'became-read-only' : 'became-not-read-only', { facts });
  if (Boolean(before.writeOnly) !== Boolean(after.writeOnly))
    tell(after.writeOnly ? 'became-write-only' : 'became-not-write-only', { facts });
}

function compareLifecycle(before: Notes, after: Notes, tell: Tell): void {
  const [was, is] = [before['x-sunset'], after['x-sunset']];
  const told = { before: was, after: is };
  if (Boolean(before.deprecated) !== Boolean(after.deprecated)) {
    const sunset = typeof is === 'string' ? is : is === undefined ? 'none' : 'invalid';
    if (after.deprecated) tell('deprecated', { ...told, facts: { sunset } });
    else tell('reactivated', told);
  } else if (spelt(was) !== spelt(is)) tell('sunset-changed', told);
  const levels = [levelOf(before), levelOf(after)] as const;
  if (levels[0] === levels[1]) return;
  tell(levels[1] > levels[0] ? 'stability-increased' : 'stability-decreased', {
    before: STABILITY[levels[0]],
    after: STABILITY[levels[1]],
    // By default oasdiff looks at nothing that was less than beta.
    ...(levels[0] < STABILITY.indexOf('beta') && { facts: { literal: [] } }),
  });
}

function levelOf(notes: Notes): number {
  const level = STABILITY.indexOf(String(notes['x-stability-level'] ?? 'stable'));
  return level === -1 ? STABILITY.length - 1 : level;
}

function compareDefaults(was: unknown, is: unknown, tell: Tell): void {
  if (spelt(was) === spelt(is)) return;
  const told = { before: was, after: is };
  if (was === undefined) tell('default-added', told);
  else tell(is === undefined ? 'default-removed' : 'default-changed', told);
}

/** The notes that are to be told of where a schema is used: not those that are told of where it is declared. */
export function notesToTell(
  outer: readonly [Notes, Notes],
  whole: readonly [Notes, Notes],
): readonly [Notes, Notes] {
  const pick = (notes: Notes): Notes =>
    Object.fromEntries(
      Object.entries(notes).filter(
        ([key]) =>
          key === 'readOnly' ||
          key === 'writeOnly' ||
          spelt(outer[0][key as Note]) !== spelt(outer[1][key as Note]),
      ),
    );
  return [pick(whole[0]), pick(whole[1])];
}
