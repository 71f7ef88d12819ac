import { mutated } from './mutation.js';
import { placesIn } from './places.js';
import type { Run } from './runs.js';

/** A run with a fault, with all taken away that the fault does without. */
export interface Culprit {
  readonly run: Run;
  /** How many smaller runs were tried. */
  readonly tries: number;
}

/** More would take minutes for what a person sees anyway. */
const MOST_TRIES = 1500;

/**
 * Leaves out comparison and formatting, undoes mutations one by one, then takes places out of the document, as long as the fault stays.
 *
 * @param fails does this run have the same fault?
 */
export async function shrunk(
  run: Run,
  fails: (run: Run) => Promise<boolean>,
  mostTries = MOST_TRIES,
): Promise<Culprit> {
  let current = run;
  let tries = 0;
  const holds = async (smaller: Run): Promise<boolean> => {
    if (tries >= mostTries) return false;
    tries++;
    if (!(await fails(smaller))) return false;
    current = smaller;
    return true;
  };
  const { before: _, ...alone } = run.way;
  await holds({ ...current, way: alone });
  await holds({ ...current, way: { ...current.way, whole: false } });
  for (let at = run.mutant.mutations.length - 1; at >= 0; at--) {
    const mutations = current.mutant.mutations.filter((_, index) => index !== at);
    await holds(withMutant(current, { mutations }));
  }
  await holds(withoutMutations(current));
  // From the top, so that most goes with few tries; again, as what was needed may be needed no longer.
  for (let before = Infinity; before !== tries && tries < mostTries;) {
    before = tries;
    if (!(await takenAway(() => current, holds))) break;
  }
  return { run: current, tries };
}

/** One pass over all places. @returns whether anything could go. */
async function takenAway(
  current: () => Run,
  holds: (smaller: Run) => Promise<boolean>,
): Promise<boolean> {
  let any = false;
  const places = [...placesIn(current().mutant.original)].sort((a, b) => a.length - b.length);
  // Backwards within a level: an index stays right when a later one goes.
  const gone = new Set<string>();
  for (const at of levelByLevel(places)) {
    if (at.some((_, length) => gone.has(at.slice(0, length + 1).join('\n')))) continue;
    const original = mutated(current().mutant.original, { kind: 'drop', at });
    if (!(await holds(withMutant(current(), { original })))) continue;
    gone.add(at.join('\n'));
    any = true;
  }
  return any;
}

function levelByLevel(places: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const levels = new Map<number, (readonly string[])[]>();
  for (const place of places) {
    const level = levels.get(place.length) ?? [];
    level.unshift(place);
    levels.set(place.length, level);
  }
  return [...levels.values()].flat();
}

function withMutant(run: Run, changed: Partial<Run['mutant']>): Run {
  return { ...run, mutant: { ...run.mutant, ...changed } };
}

/** The mutations done once and for all: what is taken away later is taken from the mutant itself. A cut stays. */
function withoutMutations(run: Run): Run {
  const { original, mutations } = run.mutant;
  return withMutant(run, {
    original: mutations.reduce(mutated, original),
    mutations: mutations.filter(({ kind }) => kind === 'cut'),
  });
}
