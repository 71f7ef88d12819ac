import { byCodeUnit } from '../../util/order.js';
import type { Direction, Finding, Reach } from '../finding.js';
import { KINDS, type KindId } from '../kinds/index.js';
import { getSchemaKind } from '../kinds/schema-kinds.js';

import { getOasdiffIds, type OasdiffUse } from '../kinds/oasdiff-schema-ids.js';
import type { Difference } from './difference.js';
import type { Pair, Visit } from './pair.js';
import { Reaches, type Arrivals } from './reach.js';
import { subjectKey } from './subject-key.js';

/** Every difference of every pair, with the operations that it reaches. */
export function tellEverything(
  pairs: readonly Pair[],
  visits: readonly Visit[],
  today: string | undefined,
): readonly Finding[] {
  const reaches = new Reaches(pairs, visits, (pair) => pair.visits, true);
  const manners = new Manners(visits);
  // oasdiff looks at properties on both ways, even where they travel one way only.
  const literal = new Reaches(pairs, manners.all, (pair) => manners.of(pair.visits), false);
  return pairs.flatMap((pair) => {
    const reachesOf = remembered((inside, only) =>
      reachesFrom(reaches.of(pair), visits, inside, only),
    );
    return pair.differences.map((found): Finding => {
      const difference = {
        ...found,
        facts: { ...pair.access, ofItems: pair.isItems, ...found.facts },
      };
      const own = reachesOf(found.inside, found.only);
      const ids = manners
        .arrivals(literal.of(pair), found.inside)
        .flatMap((arrival) => getOasdiffIds(difference, arrival, today));
      return {
        what: found.what,
        subject: { ...pair.subject, path: [...pair.subject.path, ...found.path] },
        ...(found.before && { before: found.before }),
        ...(found.after && { after: found.after }),
        reaches: own,
        kinds: kindsOf(difference, own, pair),
        oasdiff: [...new Set(ids)].sort(byCodeUnit),
      };
    });
  });
}

/** The reaches of a pair's own differences, of those inside of it, and of those that travel one way. */
function remembered(
  make: (inside: boolean, only: Direction | undefined) => readonly Reach[],
): (inside: boolean, only: Direction | undefined) => readonly Reach[] {
  const known = new Map<string, readonly Reach[]>();
  return (inside, only) => {
    const key = `${inside} ${only}`;
    const made = known.get(key) ?? make(inside, only);
    known.set(key, made);
    return made;
  };
}

function reachesFrom(
  { own, nested }: Arrivals,
  visits: readonly Visit[],
  inside: boolean,
  only: Direction | undefined,
): readonly Reach[] {
  const found = new Map<string, Reach>();
  const add = (index: number, isNested: boolean): void => {
    const visit = visits[index];
    if (visit === undefined || (only !== undefined && visit.direction !== only)) return;
    const { operation, direction, place } = visit;
    const key = `${operation}\0${direction}\0${place}\0${isNested}`;
    if (!found.has(key)) found.set(key, { operation, direction, place, nested: isNested });
  };
  for (const index of own) add(index, inside);
  for (const index of nested) add(index, true);
  return [...found].sort(([a], [b]) => byCodeUnit(a, b)).map(([, reach]) => reach);
}

const WEIGHT = { breaking: 2, 'potentially-breaking': 1, 'non-breaking': 0 } as const;

/** One kind a way, the weightiest first. */
function kindsOf(
  difference: Difference,
  reaches: readonly Reach[],
  { isCondition }: Pair,
): readonly KindId[] {
  const ways = new Map(
    reaches.map((reach) => [`${reach.direction} ${reach.place} ${reach.nested}`, reach]),
  );
  const kinds = new Set(
    [...ways.values()].map((way) => getSchemaKind(difference, way, isCondition)),
  );
  if (kinds.size === 0) return ['unused-schema-changed'];
  return [...kinds].sort((a, b) => weightOf(b) - weightOf(a) || byCodeUnit(a, b));
}

function weightOf(id: KindId): number {
  const kind = KINDS[id];
  return kind === undefined ? 0 : 3 * (WEIGHT[kind.wire] + WEIGHT[kind.source]) + WEIGHT[kind.wire];
}

/** The different ways in which schemas are used, as far as oasdiff looks: there are few, however many operations there are. */
class Manners {
  readonly all: Omit<OasdiffUse, 'nested'>[] = [];
  readonly #known = new Map<string, number>();
  readonly #ofVisit: readonly (number | undefined)[];

  constructor(visits: readonly Visit[]) {
    this.#ofVisit = visits.map((visit) => (visit.calledBack ? undefined : this.#indexOf(visit)));
  }

  of(visits: readonly number[]): readonly number[] {
    return visits.flatMap((visit) => this.#ofVisit[visit] ?? []);
  }

  arrivals({ own, nested }: Arrivals, inside: boolean): readonly OasdiffUse[] {
    const arrive = (index: number, isNested: boolean): OasdiffUse[] => {
      const manner = this.all[index];
      return manner === undefined ? [] : [{ ...manner, nested: isNested }];
    };
    return [
      ...[...own].flatMap((index) => arrive(index, inside)),
      ...[...nested].flatMap((index) => arrive(index, true)),
    ];
  }

  #indexOf({ direction, place, mediaType = '', parameter, stability = 'stable' }: Visit): number {
    const isJson = /^application\/json(;|$)|\+json(;|$)/.test(mediaType);
    const isStable = !['draft', 'alpha'].includes(stability);
    const { in: location = '', optional = false, formExplode = false } = parameter ?? {};
    const key = [direction, place, isJson, isStable, location, optional, formExplode].join(' ');
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#known.set(key, this.all.length);
    return (
      this.all.push({ direction, place, isJson, isStable, ...(parameter && { parameter }) }) - 1
    );
  }
}

/** By subject, then by what happened: the same whatever the order of the documents' keys. */
export function bySubject(a: Finding, b: Finding): number {
  return byCodeUnit(keyOf(a), keyOf(b));
}

function keyOf({ subject, what, before, after }: Finding): string {
  const pointers = [before?.pointer ?? '', after?.pointer ?? ''];
  return [...subjectKey(subject), what, ...pointers].join('\0');
}
