/** Something that wants a name, and what it could be called, best first. The last one should be beyond doubt. */
export interface Claim<K> {
  readonly key: K;
  /**
   * The first is the wish; the others are taken in order when somebody else has the same wish. One that has
   * nothing to add repeats its wish, and keeps it if no other does so.
   */
  readonly names: readonly string[];
}

export interface ResolveOptions {
  /** False for a name that is reserved or given away already. */
  readonly isFree: (name: string) => boolean;
  /** Names with the same fold are the same name: `(name) => name.toLowerCase()` for files. */
  readonly fold?: (name: string) => string;
}

/** Who may have a name: the one that wants it most. Nobody, where two want it equally. */
interface Rank {
  readonly rank: number;
  readonly owner: number | undefined;
}

/**
 * Gives everyone a name of its own. A wish that nobody shares is granted; those who share one all get longer.
 * Each name belongs to whom it stands first with, and each takes the first name that belongs to it; so an answer
 * depends on those alone that have a name in common, never on their order, and adding or removing one
 * renames none but those that it collided with.
 *
 * @throws Error when a claim has run out of names: a bug in what made the claim.
 */
export function resolveNames<K>(
  claims: readonly Claim<K>[],
  { isFree, fold = (name) => name }: ResolveOptions,
): Map<K, string> {
  const open = claims.map(({ key, names }) => ({ key, names: names.filter(isFree) }));
  const wishes = new Map<string, Rank>();
  for (const [owner, { names }] of open.entries()) {
    const [wish] = names;
    if (wish !== undefined) rank(wishes, fold(wish), 0, owner);
  }
  const offers = new Map<string, Rank>();
  for (const [owner, { names }] of open.entries()) {
    const [wish, ...longer] = names.map(fold);
    longer.forEach((name, index) => {
      // Somebody's wish is nobody else's way out.
      if (name === wish || !wishes.has(name)) rank(offers, name, index, owner);
    });
  }

  const resolved = new Map<K, string>();
  for (const [owner, { key, names }] of open.entries()) {
    const [wish = '', ...longer] = names;
    const name =
      wishes.get(fold(wish))?.owner === owner
        ? wish
        : longer.find((candidate) => offers.get(fold(candidate))?.owner === owner);
    if (name === undefined) throw new Error(`No name is left for ${String(key)}.`);
    resolved.set(key, name);
  }
  return resolved;
}

function rank(ranks: Map<string, Rank>, name: string, place: number, owner: number): void {
  const best = ranks.get(name);
  if (best === undefined || place < best.rank) ranks.set(name, { rank: place, owner });
  else if (place === best.rank && best.owner !== owner)
    ranks.set(name, { rank: place, owner: undefined });
}
