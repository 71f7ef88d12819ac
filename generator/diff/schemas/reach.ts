import type { Direction } from '../finding.js';
import type { SchemaPair } from './graph.js';

/** The visits that lead to a pair, as sets of their indices. */
export interface ArrivingVisits {
  /** Visits of the schemas themselves. */
  readonly own: bigint;
  /** Visits of schemas that contain them. */
  readonly nested: bigint;
}

/**
 * Finds the visits that lead to each pair, through cycles too.
 *
 * @param pairs such that few come before one that leads to them; edges to other pairs are ignored.
 * @param directions the direction of each visit, by its index.
 * @param getStarts the indices of the visits that start at a pair.
 * @param followOnly whether edges that exist in one direction only stop visits of the other.
 */
export function findArrivingVisits(
  pairs: readonly SchemaPair[],
  directions: readonly Direction[],
  getStarts: (pair: SchemaPair) => readonly number[],
  followOnly: boolean,
): (pair: SchemaPair) => ArrivingVisits {
  const selectDirection = (direction: Direction): bigint =>
    toSet(directions.flatMap((one, index) => (one === direction ? index : [])));
  const masks = { request: selectDirection('request'), response: selectDirection('response') };
  const start = (pair: SchemaPair) => ({ own: toSet(getStarts(pair)), nested: 0n });
  const arriving = new Map(pairs.map((pair) => [pair, start(pair)]));
  const passOn = (pair: SchemaPair, from: ArrivingVisits): boolean => {
    let grew = false;
    for (const edge of pair.edges) {
      const to = arriving.get(edge.to);
      if (to === undefined) continue;
      const mask = followOnly && edge.only !== undefined ? masks[edge.only] : -1n;
      const own = to.own | (edge.nested ? 0n : from.own & mask);
      const nested = to.nested | ((edge.nested ? from.nested | from.own : from.nested) & mask);
      grew ||= own !== to.own || nested !== to.nested;
      to.own = own;
      to.nested = nested;
    }
    return grew;
  };
  // One round is enough without cycles; each cycle within a cycle needs one more.
  for (let grew = true; grew;) {
    grew = false;
    for (const [pair, from] of arriving) grew = passOn(pair, from) || grew;
  }
  return (pair) => arriving.get(pair) ?? start(pair);
}

function toSet(indices: Iterable<number>): bigint {
  let set = 0n;
  for (const index of indices) set |= 1n << BigInt(index);
  return set;
}

/** The numbers in a set, ascending. */
export function* listMembers(set: bigint): Generator<number> {
  const digits = set.toString(2);
  for (let index = 0; index < digits.length; index += 1)
    if (digits.at(-1 - index) === '1') yield index;
}

/** Returns the pairs in which something differs, or that lead to one, in their order. Not recursive. */
export function selectLeadingToDifferences(pairs: readonly SchemaPair[]): readonly SchemaPair[] {
  const parents = new Map<SchemaPair, SchemaPair[]>();
  for (const pair of pairs)
    for (const { to } of pair.edges) {
      const known = parents.get(to);
      if (known === undefined) parents.set(to, [pair]);
      else known.push(pair);
    }
  const leading = new Set(pairs.filter(({ differences }) => differences.length > 0));
  // The iteration of a Set also visits what is added meanwhile.
  for (const pair of leading) parents.get(pair)?.forEach((parent) => leading.add(parent));
  return pairs.filter((pair) => leading.has(pair));
}

/** Sorts each pair before those to which it leads, except where a cycle leads back. Not recursive. */
export function sortInReversePostorder(roots: readonly SchemaPair[]): readonly SchemaPair[] {
  const seen = new Set<SchemaPair>();
  const done: SchemaPair[] = [];
  for (const root of roots) {
    const path: { readonly pair: SchemaPair; next: number }[] = [];
    const enter = (pair: SchemaPair): void => {
      if (seen.has(pair)) return;
      seen.add(pair);
      path.push({ pair, next: 0 });
    };
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = top.pair.edges[top.next];
      top.next += 1;
      if (edge !== undefined) enter(edge.to);
      else done.push((path.pop() ?? top).pair);
    }
  }
  return done.reverse();
}
