import { stringify } from 'yaml';
import { mutated, type Mutation } from './mutation.js';

export type Notation = 'json' | 'yaml';

/** A document that was made for a run, before and after its mutations. */
export interface Mutant {
  readonly original: unknown;
  readonly mutations: readonly Mutation[];
  readonly notation: Notation;
}

/** The mutant as a server sends it. */
export function mutantText({ original, mutations, notation }: Mutant): string {
  const document = mutations.reduce(mutated, original);
  const text = spelt(document, notation);
  return mutations.reduce(
    (left, mutation) =>
      mutation.kind === 'cut' ? left.slice(0, Math.floor(left.length * mutation.left)) : left,
    text,
  );
}

/** In YAML what stands in two places is spelt once, and an alias in the other. */
export function spelt(document: unknown, notation: Notation): string {
  switch (notation) {
    case 'json':
      return JSON.stringify(document);
    case 'yaml':
      return stringify(document, { lineWidth: 0 });
    default:
      return notation satisfies never;
  }
}
