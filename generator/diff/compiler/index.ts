import { combinePackages, ProbeContext } from './both-packages.js';
import { compileProbes } from './compile-probes.js';
import { probeDeclaration } from './declaration-probes.js';
import { probeRemovedNames } from './names.js';
import { probeOperation } from './operation-probes.js';
import { findPrintedDifferences } from './printed-differences.js';
import { toSourceBreaks, type SourceBreak } from './source-break.js';
import { createReachLookup, findCounterparts, type Surface } from './surface.js';
import { probeWebhook } from './webhook-probes.js';

export { judge, type Judgement } from './judge.js';
export { printsSame } from './printed-differences.js';
export type { SourceBreak } from './source-break.js';
export { getCalls, getMethodPath, type Call, type Surface } from './surface.js';

/**
 * Finds where a program written for the old package no longer compiles against the new one, by compiling one line for
 * each use of what differs. What both packages print alike is skipped; where nothing differs the compiler is not loaded.
 *
 * @returns Each location once, sorted by subject and position.
 */
export async function findSourceBreaks(
  before: Surface,
  after: Surface,
): Promise<readonly SourceBreak[]> {
  const counterparts = findCounterparts(before, after);
  const removed = probeRemovedNames(before, after);
  const { declarations, calls, webhooks } = findPrintedDifferences(before, after, counterparts);
  if (removed.length + declarations.length + calls.length + webhooks.length === 0) return [];
  const context = new ProbeContext(combinePackages(before, after, counterparts));
  const probes = [
    ...removed,
    ...declarations.flatMap(([was, is]) => probeDeclaration({ before: was, after: is, context })),
    ...calls.flatMap((pair) => probeOperation({ ...pair, context })),
    ...webhooks.flatMap(([name, was, is]) => probeWebhook(name, was, is, context)),
  ];
  if (probes.length === 0) return [];
  const differing = new Set(declarations.map(([{ id }]) => id));
  const messages = await compileProbes(probes, { context, differing, calls });
  return toSourceBreaks(probes, messages, createReachLookup(before));
}
