import type { Direction } from '../finding.js';
import { Bits } from './bits.js';
import type { Pair } from './pair.js';

/** Something that comes in at some pairs and goes on along the edges. */
interface Traveller {
  readonly direction: Direction;
}

/** The indices of the travellers that arrive at a pair: at the very schema of the place, or at a part of it. */
export interface Arrivals {
  readonly own: Bits;
  readonly nested: Bits;
}

/** The pairs that lead to a difference, with the travellers that arrive there, cycles included. */
export class Reaches {
  readonly #masks: Readonly<Record<Direction, Bits>>;
  readonly #beginsAt: (pair: Pair) => readonly number[];
  readonly #arrivals = new Map<Pair, Arrivals>();

  /**
   * @param order pairs, such that few come before one that leads to them; what arrives elsewhere is not asked for.
   * @param beginsAt the travellers that come in at a pair.
   * @param only whether edges that values pass one way only stop the other.
   */
  constructor(
    order: readonly Pair[],
    travellers: readonly Traveller[],
    beginsAt: (pair: Pair) => readonly number[],
    only: boolean,
  ) {
    this.#beginsAt = beginsAt;
    this.#masks = {
      request: this.#maskOf(travellers, 'request'),
      response: this.#maskOf(travellers, 'response'),
    };
    for (const pair of order) this.#arrivals.set(pair, this.#beginning(pair));
    // Once for what has no cycles, and once more for each cycle within a cycle.
    for (let grew = true; grew;) {
      grew = false;
      for (const pair of order) grew = this.#pass(pair, only) || grew;
    }
  }

  of(pair: Pair): Arrivals {
    return this.#arrivals.get(pair) ?? this.#beginning(pair);
  }

  #maskOf(travellers: readonly Traveller[], direction: Direction): Bits {
    const mask = new Bits();
    travellers.forEach((one, index) => {
      if (one.direction === direction) mask.add(index);
    });
    return mask;
  }

  #beginning(pair: Pair): Arrivals {
    const own = new Bits();
    for (const index of this.#beginsAt(pair)) own.add(index);
    return { own, nested: new Bits() };
  }

  /** Hands on what arrives at a pair; true when anything was new. */
  #pass(pair: Pair, only: boolean): boolean {
    const from = this.of(pair);
    let grew = false;
    for (const edge of pair.edges) {
      const to = this.#arrivals.get(edge.to);
      if (to === undefined) continue;
      const mask = only && edge.only !== undefined ? this.#masks[edge.only] : undefined;
      grew = to.nested.addAll(from.nested, mask) || grew;
      grew = (edge.nested ? to.nested : to.own).addAll(from.own, mask) || grew;
    }
    return grew;
  }
}

/** Those of the pairs in which something differs, or that lead to one; in their order. Not recursive. */
export function leadingToDifferences(pairs: readonly Pair[]): readonly Pair[] {
  const leaders = new Map<Pair, Pair[]>();
  for (const pair of pairs)
    for (const { to } of pair.edges) {
      const known = leaders.get(to);
      if (known === undefined) leaders.set(to, [pair]);
      else known.push(pair);
    }
  const leading = new Set(pairs.filter(({ differences }) => differences.length > 0));
  // A Set's iteration also visits what is added on the way.
  for (const pair of leading) leaders.get(pair)?.forEach((leader) => leading.add(leader));
  return pairs.filter((pair) => leading.has(pair));
}

/** Each pair before those that it leads to, but for the way back in a cycle. Not recursive. */
export function inReversePostorder(roots: readonly Pair[]): readonly Pair[] {
  const seen = new Set<Pair>();
  const done: Pair[] = [];
  for (const root of roots) {
    const path: { readonly pair: Pair; next: number }[] = [];
    const enter = (pair: Pair): void => {
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
