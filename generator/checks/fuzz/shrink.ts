import { applyMutation, listPaths } from './mutation.js';
import type { Run } from './runs.js';

/** The smallest run that was found to show a fault. */
export interface ShrunkRun {
  readonly run: Run;
  /** How many smaller runs were tried. */
  readonly attempts: number;
}

/** More would take minutes, and a person can see the rest. */
const MAX_ATTEMPTS = 1500;

/**
 * Leaves out comparison and formatting, undoes mutations one by one, then removes values from the document, as long as the fault
 * stays.
 *
 * @param fails Whether a run has the same fault.
 */
export async function shrink(
  run: Run,
  fails: (run: Run) => Promise<boolean>,
  maxAttempts = MAX_ATTEMPTS,
): Promise<ShrunkRun> {
  let current = run;
  let attempts = 0;
  const keepIfFails = async (smaller: Run): Promise<boolean> => {
    if (attempts >= maxAttempts) return false;
    attempts++;
    if (!(await fails(smaller))) return false;
    current = smaller;
    return true;
  };
  const { before: _, ...options } = run.options;
  await keepIfFails({ ...current, options });
  await keepIfFails({ ...current, options: { ...current.options, formatted: false } });
  for (let at = run.mutant.mutations.length - 1; at >= 0; at--) {
    const mutations = current.mutant.mutations.filter((_, index) => index !== at);
    await keepIfFails(withMutant(current, { mutations }));
  }
  await keepIfFails(applyMutations(current));
  // Again, since a value may no longer be needed when another one is gone.
  while (attempts < maxAttempts && (await removeValues(() => current, keepIfFails)));
  return { run: current, attempts };
}

/**
 * Tries once to remove each value, those nearest to the root first, so that few attempts remove much.
 *
 * @returns Whether anything could be removed.
 */
async function removeValues(
  current: () => Run,
  keepIfFails: (smaller: Run) => Promise<boolean>,
): Promise<boolean> {
  const paths = [...listPaths(current().mutant.original)].sort((a, b) => a.length - b.length);
  // Backwards within a level: the index of an item stays the same when a later item is removed.
  const removed = new Set<string>();
  for (const at of sortByLevel(paths)) {
    if (at.some((_, length) => removed.has(at.slice(0, length + 1).join('\n')))) continue;
    const original = applyMutation(current().mutant.original, { kind: 'drop', at });
    if (!(await keepIfFails(withMutant(current(), { original })))) continue;
    removed.add(at.join('\n'));
  }
  return removed.size > 0;
}

function sortByLevel(paths: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const levels = new Map<number, (readonly string[])[]>();
  for (const path of paths) {
    const level = levels.get(path.length) ?? [];
    level.unshift(path);
    levels.set(path.length, level);
  }
  return [...levels.values()].flat();
}

function withMutant(run: Run, changed: Partial<Run['mutant']>): Run {
  return { ...run, mutant: { ...run.mutant, ...changed } };
}

/** Applies the mutations to the original, so that later steps remove values from the mutant itself. A cut stays. */
function applyMutations(run: Run): Run {
  const { original, mutations } = run.mutant;
  return withMutant(run, {
    original: mutations.reduce(applyMutation, original),
    mutations: mutations.filter(({ kind }) => kind === 'cut'),
  });
}
