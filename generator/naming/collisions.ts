import { sortedBy } from '../util/order.js';

/** Something that wants a name, and what it could be called, best first. The last one should be beyond doubt. */
export interface Claim<K> {
  readonly key: K;
  /** The first of the names, where that costs less than all of them, which are then read only if somebody needs more. */
  readonly wish?: string | undefined;
  /**
   * The first is the wish; the others are taken in order when somebody else has the same wish. One that has
   * nothing to add repeats its wish, and keeps it if no other does so. Not asked for where a name is given: it may be
   * a getter.
   */
  readonly names: readonly string[];
}

export interface ResolveOptions {
  /** False for a name that is reserved or given away already. */
  readonly isFree: (name: string) => boolean;
  /** Names with the same fold are the same name: `(name) => name.toLowerCase()` for files. */
  readonly fold?: (name: string) => string;
}

/** Who speaks for a name, by how early it comes among their names; undefined where two do so equally. */
type Bids = Map<number, number | undefined>;

interface Bid {
  readonly place: number;
  readonly bidder: number;
}

/**
 * Gives everyone a name of its own. A wish that nobody shares is granted; those who share one all get longer.
 * Each name belongs to the one with which it comes first, and each takes the first name that belongs to it; so an answer
 * depends on those alone that have a name in common, never on their order, and adding or removing one
 * renames none but those that it collided with.
 * Whose names all belong to others gets its last one with a number.
 */
export function assignNames<K>(
  claims: readonly Claim<K>[],
  { isFree, fold = (name) => name }: ResolveOptions,
): Map<K, string> {
  if (claims.length === 0) return new Map();
  const open = claims.map((claim) => openClaim(claim, isFree));
  const wishes = new Map<string, Bids>();
  for (const [bidder, { wish }] of open.entries())
    if (wish !== undefined) bid(wishes, fold(wish), 0, bidder);
  const wishOwners = winners(wishes);
  const isGranted = (bidder: number, wish = ''): boolean =>
    wishOwners.get(fold(wish))?.bidder === bidder;
  const sought = new Set(
    open.flatMap(({ wish, names }, bidder) =>
      isGranted(bidder, wish) ? [] : names().slice(1).map(fold),
    ),
  );
  const offers = new Map<string, Bids>();
  // Those whose wish is granted bid as well, or a name would depend on what others wish.
  for (const [bidder, { names }] of sought.size === 0 ? [] : open.entries()) {
    const [wish, ...longer] = names().map(fold);
    longer.forEach((name, place) => {
      // Somebody's wish is nobody else's way out.
      if (sought.has(name) && (name === wish || !wishes.has(name)))
        bid(offers, name, place, bidder);
    });
  }
  const offerOwners = winners(offers);

  const resolved = new Map<K, string>();
  const left: Claim<K>[] = [];
  for (const [bidder, claim] of claims.entries()) {
    const { key } = claim;
    const { wish, names } = open[bidder] ?? openClaim(claim, isFree);
    const wins = (candidate: string, place: number) => {
      const best = offerOwners.get(fold(candidate));
      return best?.bidder === bidder && best.place === place;
    };
    const name = isGranted(bidder, wish) ? wish : names().slice(1).find(wins);
    if (name === undefined) left.push(claim);
    else resolved.set(key, name);
  }
  if (left.length === 0) return resolved;
  const taken = new Set([...resolved.values()].map(fold));
  for (const { key, names } of sortedBy(left, ({ key }) => String(key))) {
    const name = addNumber(names.at(-1) ?? '', (each) => isFree(each) && !taken.has(fold(each)));
    taken.add(fold(name));
    resolved.set(key, name);
  }
  return resolved;
}

/** Only a document that means to take every name of another thing comes here: it can work out the codes. */
function addNumber(name: string, isFree: (name: string) => boolean): string {
  for (let number = 2; number < MOST_NUMBERED; number += 1)
    if (isFree(`${name}${number}`)) return `${name}${number}`;
  throw new Error(`No name is left for what would be called '${name}'.`);
}

const MOST_NUMBERED = 100_000;

/** A claim without the names that are not free; the longer ones are read when they are asked for. */
function openClaim<K>(
  claim: Claim<K>,
  isFree: (name: string) => boolean,
): { readonly key: K; readonly wish: string | undefined; readonly names: () => readonly string[] } {
  let free: readonly string[] | undefined;
  const names = () => (free ??= claim.names.filter(isFree));
  const { key, wish } = claim;
  return { key, wish: wish !== undefined && isFree(wish) ? wish : names()[0], names };
}

/** The same around names that are given: those stay, the others move around them. */
export function assignAround<K>(
  given: ReadonlyMap<K, string>,
  claims: readonly Claim<K>[],
  options: ResolveOptions,
): Map<K, string> {
  if (given.size === 0) return assignNames(claims, options);
  const { isFree, fold = (name: string) => name } = options;
  const kept = claims.flatMap(({ key }) => {
    const name = given.get(key);
    return name === undefined ? [] : [[key, name] as const];
  });
  const taken = new Set(kept.map(([, name]) => fold(name)));
  const open = claims.filter(({ key }) => !given.has(key));
  const isOpen = (name: string) => isFree(name) && !taken.has(fold(name));
  return new Map([...kept, ...assignNames(open, { isFree: isOpen, fold })]);
}

/** The same around names of an earlier generation, as far as they still hold. */
export function assignLocked<K>(
  locked: ReadonlyMap<K, string>,
  claims: readonly Claim<K>[],
  options: ResolveOptions,
): Map<K, string> {
  const keys = claims.map(({ key }) => key);
  return assignAround(keepValid(locked, keys, options), claims, options);
}

/** What of the names given before still holds: that of a thing which is there, free, and given to no other thing. */
export function keepValid<K>(
  given: ReadonlyMap<K, string>,
  keys: readonly K[],
  { isFree, fold = (name) => name }: ResolveOptions,
): Map<K, string> {
  if (given.size === 0) return new Map();
  const free = keys.flatMap((key) => {
    const name = given.get(key);
    return name === undefined || !isFree(name) ? [] : [[key, name] as const];
  });
  const owners = new Map<string, number>();
  for (const [, name] of free) owners.set(fold(name), (owners.get(fold(name)) ?? 0) + 1);
  return new Map(free.filter(([, name]) => owners.get(fold(name)) === 1));
}

function bid(all: Map<string, Bids>, name: string, place: number, bidder: number): void {
  const bids = all.get(name) ?? new Map<number, number | undefined>();
  bids.set(place, bids.has(place) && bids.get(place) !== bidder ? undefined : bidder);
  all.set(name, bids);
}

/** The earliest bid that stands alone wins. */
function winners(all: ReadonlyMap<string, Bids>): ReadonlyMap<string, Bid> {
  const won = new Map<string, Bid>();
  for (const [name, bids] of all) {
    for (const [place, bidder] of bids) {
      const best = won.get(name);
      if (bidder !== undefined && (best === undefined || place < best.place)) {
        won.set(name, { place, bidder });
      }
    }
  }
  return won;
}
