import type { OutputSwitches } from '../../model/switches.js';
import type { Way } from './attempt.js';
import { excerptOf } from './excerpt.js';
import { mutationsOf } from './mutate.js';
import type { Mutation } from './mutation.js';
import { randomOf, type Random } from './random.js';
import { mutantText, spelt, type Mutant } from './spelling.js';

/** A document that mutants are made from. */
export interface Original {
  readonly name: string;
  readonly document: unknown;
}

/** One mutant, and what is done with it. */
export interface Run {
  readonly number: number;
  /** The name of its original. */
  readonly from: string;
  readonly mutant: Mutant;
  readonly way: Way;
}

/** Every tenth mutant is formatted as well, every twentieth compared: both take far longer than the rest. */
const WHOLE_EVERY = 10;
const COMPARED_EVERY = 20;

/** The run with that number: the same for the same seed and originals, whatever ran before. */
export function runOf(number: number, seed: string, originals: readonly Original[]): Run {
  const random = randomOf(`${seed}/${number}`);
  const { name, document } = random.pick(originals);
  const original = excerptOf(document, random);
  const mutations = mutationsOf(original, random);
  const asked = random.happens(1, 10) ? 'yaml' : 'json';
  // The library that writes YAML has no stack for such depth.
  const notation = mutations.some(isDeep) ? 'json' : asked;
  const mutant: Mutant = { original, mutations, notation };
  return {
    number,
    from: name,
    mutant,
    way: {
      whole: number % WHOLE_EVERY === 0,
      switches: switchesFrom(random),
      ...(number % COMPARED_EVERY === 0 && { before: spelt(original, 'json') }),
    },
  };
}

function isDeep(mutation: Mutation): boolean {
  return mutation.kind === 'nest' && mutation.in === 'depth';
}

/** A fifth of all runs has switches that are not the usual ones. */
function switchesFrom(random: Random): OutputSwitches {
  if (!random.happens(1, 5)) return {};
  return {
    requiredness: random.pick(['asWritten', 'nonNullableIsRequired'] as const),
    enums: random.pick(['const', 'union', 'enum'] as const),
    dates: random.pick(['string', 'date'] as const),
    int64: random.pick(['number', 'string', 'bigint'] as const),
    readonly: random.pick(['off', 'on'] as const),
  };
}

/** A run's document as it is sent. */
export function textOf({ mutant }: Run): string {
  return mutantText(mutant);
}
