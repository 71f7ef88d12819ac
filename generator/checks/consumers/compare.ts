import { byCodeUnit } from '../../util/order.js';
import type { Line, PairResult } from './check-pair.js';

/** What of the mechanical breaks `--fix` has to fix. */
const FIXED_SHARE = 0.8;

/** What is wrong with what `impact` says of a pair of versions, one sentence each; empty when nothing is. */
export function findFaults(result: PairResult): readonly string[] {
  const { before, after, impact, mechanical, left, broken, failures } = result;
  const breaks = impact.places.filter(({ verdict }) => verdict === 'breaks');
  const told = new Set(listLines(breaks));
  const real = new Set(listLines(after));
  const unexplained = breaks.filter(({ fingerprints }) => fingerprints.length === 0);
  const fixed = mechanical.length - left.length;
  const isFixed = fixed >= mechanical.length * FIXED_SHARE;
  return [
    ...before.map((each) => `does not compile with its own package: ${toText(each)}`),
    ...after
      .filter((each) => !told.has(toLine(each)))
      .map((each) => `breaks, and impact does not tell: ${toText(each)}`),
    ...breaks
      .filter((each) => !real.has(toLine(each)))
      .map((each) => `compiles, and impact tells that it breaks: ${toText(each)}`),
    ...unexplained.map((each) => `breaks, and no change explains it: ${toText(each)}`),
    ...(isFixed ? [] : left.map((each) => `is mechanical, and --fix leaves it: ${toLine(each)}`)),
    ...broken.map(
      (each) => `is mechanical in the whole program, and fails after --fix: ${toText(each)}`,
    ),
    ...failures.map((each) => `fails: ${each}`),
  ];
}

/** Distinct lines, as `page/src/load.ts:12`; sorted. */
export function listLines(places: readonly Line[]): readonly string[] {
  return [...new Set(places.map(toLine))].sort(byCodeUnit);
}

function toLine({ path, line }: Line): string {
  return `${path}:${line}`;
}

function toText(place: Line & { readonly message?: string }): string {
  return `${toLine(place)}: ${place.message ?? ''}`;
}
