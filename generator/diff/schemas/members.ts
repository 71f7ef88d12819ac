import type { Resolved, Schema } from './resolve.js';

export interface Member {
  readonly schema: Schema;
  readonly resolved: Resolved;
}

export interface Matched {
  readonly pairs: readonly (readonly [before: Schema, after: Schema])[];
  readonly removed: readonly Schema[];
  readonly added: readonly Schema[];
}

/** What members may be told by; undefined for one that may not. */
type KeyOf = (member: Member) => string | undefined;

/** Members of two lists whose order says nothing, and those that found each other. */
export class Members {
  readonly #pairs: (readonly [Schema, Schema])[] = [];
  #older: readonly Member[];
  #newer: readonly Member[];

  constructor(before: readonly Member[], after: readonly Member[]) {
    this.#older = before;
    this.#newer = after;
  }

  /** Pairs members with equal keys, in their order. */
  matchBy(keyBefore: KeyOf, keyAfter: KeyOf): void {
    const waiting = new Map<string, Member[]>();
    for (const member of this.#newer) {
      const key = keyAfter(member);
      if (key === undefined) continue;
      const known = waiting.get(key);
      if (known === undefined) waiting.set(key, [member]);
      else known.push(member);
    }
    const found = new Map<Member, Member>();
    for (const member of this.#older) {
      const key = keyBefore(member);
      const other = key === undefined ? undefined : waiting.get(key)?.shift();
      if (other !== undefined) found.set(member, other);
    }
    this.#take(found);
  }

  /** Pairs the only two that are left of those that `isOf` holds for. */
  matchLast(isOf: (member: Member) => boolean): void {
    const older = this.#older.filter(isOf);
    const newer = this.#newer.filter(isOf);
    const [last] = older;
    const [latest] = newer;
    if (last && latest && older.length + newer.length === 2) this.#take(new Map([[last, latest]]));
  }

  get matched(): Matched {
    return {
      pairs: this.#pairs,
      removed: this.#older.map(({ schema }) => schema),
      added: this.#newer.map(({ schema }) => schema),
    };
  }

  #take(found: ReadonlyMap<Member, Member>): void {
    const taken = new Set(found.values());
    for (const [was, is] of found) this.#pairs.push([was.schema, is.schema]);
    this.#older = this.#older.filter((member) => !found.has(member));
    this.#newer = this.#newer.filter((member) => !taken.has(member));
  }
}
