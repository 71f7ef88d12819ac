import { sortedBy } from '../util/order.js';

/** Something that needs a name, with its candidates, best first. The last candidate should be unique. */
export interface Claim<K> {
  readonly key: K;
  /** The first candidate, if it is cheaper to make than all of them; these are then read only when they are needed. */
  readonly preferred?: string | undefined;
  /**
   * The first is preferred; the others are tried in order when another claim prefers the same name. A claim that repeats
   * its preferred name keeps it if no other claim does. May be a getter: it is not read for a claim with a given name.
   */
  readonly candidates: readonly string[];
}

interface AssignOptions {
  /** False for a name that is reserved or taken. */
  readonly isFree: (name: string) => boolean;
  /** Names with the same result count as the same name, e.g. `(name) => name.toLowerCase()` for files. */
  readonly fold?: (name: string) => string;
}

/** The claims that have a name among their candidates, by rank: claim's index, undefined when two have it at that rank. */
type Applicants = Map<number, number | undefined>;

interface Owner {
  readonly rank: number;
  readonly claim: number;
}

/**
 * Gives each claim a distinct name. A preferred name that no other claim has is given; claims that share one all get a
 * longer name. A name belongs to the claim that has it at the lowest rank, and a claim gets its first candidate that
 * belongs to it. So a result depends only on claims with a name in common, never on their order, and adding or removing
 * a claim renames only those that it collided with. A claim whose candidates all belong to others gets a number.
 */
export function assignNames<K>(
  claims: readonly Claim<K>[],
  { isFree, fold = (name) => name }: AssignOptions,
): Map<K, string> {
  const open = claims.map((claim) => openClaim(claim, isFree));
  const byPreferred = new Map<string, Applicants>();
  for (const [index, { preferred }] of open.entries())
    if (preferred !== undefined) apply(byPreferred, fold(preferred), 0, index);
  const preferredOwners = findOwners(byPreferred);
  const isGranted = (index: number, preferred = ''): boolean =>
    preferredOwners.get(fold(preferred))?.claim === index;
  const sought = new Set(
    open.flatMap(({ preferred, getCandidates }, index) =>
      isGranted(index, preferred) ? [] : getCandidates().slice(1).map(fold),
    ),
  );
  const byLonger = new Map<string, Applicants>();
  // Claims that got their preferred name apply as well, or a name would depend on what others prefer.
  for (const [index, { getCandidates }] of sought.size === 0 ? [] : open.entries()) {
    const [preferred, ...longer] = getCandidates().map(fold);
    longer.forEach((name, rank) => {
      // A name that another claim prefers is no alternative.
      if (sought.has(name) && (name === preferred || !byPreferred.has(name)))
        apply(byLonger, name, rank, index);
    });
  }
  const longerOwners = findOwners(byLonger);

  const assigned = new Map<K, string>();
  const left: Claim<K>[] = [];
  for (const [index, claim] of claims.entries()) {
    const { key } = claim;
    const { preferred, getCandidates } = open[index] ?? openClaim(claim, isFree);
    const isOwner = (candidate: string, rank: number) => {
      const owner = longerOwners.get(fold(candidate));
      return owner?.claim === index && owner.rank === rank;
    };
    const name = isGranted(index, preferred) ? preferred : getCandidates().slice(1).find(isOwner);
    if (name === undefined) left.push(claim);
    else assigned.set(key, name);
  }
  const taken = new Set([...assigned.values()].map(fold));
  for (const { key, candidates } of sortedBy(left, ({ key }) => String(key))) {
    const name = addNumber(
      candidates.at(-1) ?? '',
      (each) => isFree(each) && !taken.has(fold(each)),
    );
    taken.add(fold(name));
    assigned.set(key, name);
  }
  return assigned;
}

/** Only a document made to collide with the letter codes of other names gets here. */
function addNumber(name: string, isFree: (name: string) => boolean): string {
  for (let number = 2; number < MAX_NUMBER; number += 1)
    if (isFree(`${name}${number}`)) return `${name}${number}`;
  throw new Error(`No name is left for '${name}'.`);
}

const MAX_NUMBER = 100_000;

interface OpenClaim {
  readonly preferred: string | undefined;
  readonly getCandidates: () => readonly string[];
}

/** A claim without the names that are not free; the candidates are read on demand. */
function openClaim<K>(claim: Claim<K>, isFree: (name: string) => boolean): OpenClaim {
  let free: readonly string[] | undefined;
  const getCandidates = () => (free ??= claim.candidates.filter(isFree));
  const { preferred } = claim;
  const isPreferredFree = preferred !== undefined && isFree(preferred);
  return { preferred: isPreferredFree ? preferred : getCandidates()[0], getCandidates };
}

/** As {@link assignNames}, around given names: these stay, and the others avoid them. */
export function assignAround<K>(
  given: ReadonlyMap<K, string>,
  claims: readonly Claim<K>[],
  options: AssignOptions,
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

/** As {@link assignAround}, around locked names, as far as these are still valid. */
export function assignLocked<K>(
  locked: ReadonlyMap<K, string>,
  claims: readonly Claim<K>[],
  options: AssignOptions,
): Map<K, string> {
  const keys = claims.map(({ key }) => key);
  return assignAround(keepValid(locked, keys, options), claims, options);
}

/** The given names that are valid: their key exists, they are free, and no other key has them. */
export function keepValid<K>(
  given: ReadonlyMap<K, string>,
  keys: readonly K[],
  { isFree, fold = (name) => name }: AssignOptions,
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

function apply(all: Map<string, Applicants>, name: string, rank: number, claim: number): void {
  const applicants = all.get(name) ?? new Map<number, number | undefined>();
  applicants.set(rank, applicants.has(rank) && applicants.get(rank) !== claim ? undefined : claim);
  all.set(name, applicants);
}

/** Gives each name to the claim that alone has it at the lowest rank. */
function findOwners(all: ReadonlyMap<string, Applicants>): ReadonlyMap<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const [name, applicants] of all) {
    for (const [rank, claim] of applicants) {
      const best = owners.get(name);
      if (claim !== undefined && (best === undefined || rank < best.rank)) {
        owners.set(name, { rank, claim });
      }
    }
  }
  return owners;
}
