import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { Direction, Finding, Reach } from '../finding.js';
import { KINDS, type KindId } from '../kinds/index.js';
import { getOasdiffIds, type OasdiffUse } from '../kinds/oasdiff-schema-ids.js';
import { getSchemaKind } from '../kinds/kind-of-difference.js';
import type { Difference } from './difference.js';
import { getSubjectKey, type SchemaPair, type Visit } from './graph.js';
import { findArrivingVisits, listMembers, type ArrivingVisits } from './reach.js';

/** Returns a finding for every difference of every pair, with the operations that it reaches. */
export function collectFindings(
  pairs: readonly SchemaPair[],
  visits: readonly Visit[],
  today: string | undefined,
): readonly Finding[] {
  const directions = visits.map(({ direction }) => direction);
  const getVisits = findArrivingVisits(pairs, directions, (pair) => pair.visits, true);
  const oasdiff = new OasdiffUses(visits);
  // oasdiff compares properties in both directions, even those that exist in one direction only.
  const getOasdiffUses = findArrivingVisits(
    pairs,
    oasdiff.uses.map(({ direction }) => direction),
    (pair) => oasdiff.getIndices(pair.visits),
    false,
  );
  return pairs.flatMap((pair) => {
    const getReaches = createReaches(getVisits(pair), visits);
    return pair.differences.flatMap((found): readonly Finding[] => {
      const difference = {
        ...found,
        facts: { ...pair.access, ofItems: pair.isItems, ...found.facts },
      };
      const reaches = getReaches(found.inside, found.only);
      if (reaches.length === 0 && found.facts.onlySent) return [];
      const ids = oasdiff
        .getUses(getOasdiffUses(pair), found.inside)
        .flatMap((use) => getOasdiffIds(difference, use, today));
      return [
        {
          what: found.what,
          subject: { ...pair.subject, path: [...pair.subject.path, ...found.path] },
          ...defined({ before: found.before, after: found.after }),
          reaches,
          kinds: getKinds(difference, reaches, pair),
          oasdiff: [...new Set(ids)].sort(byCodeUnit),
        },
      ];
    });
  });
}

/** The differences of a pair share their lists of reaches, since thousands of operations may use a schema. */
function createReaches(
  arriving: ArrivingVisits,
  visits: readonly Visit[],
): (inside: boolean, only: Direction | undefined) => readonly Reach[] {
  const lists = new Map<string, readonly Reach[]>();
  return (inside, only) => {
    const key = `${inside} ${only ?? ''}`;
    const list = lists.get(key) ?? listReaches(arriving, visits, inside, only);
    lists.set(key, list);
    return list;
  };
}

function listReaches(
  { own, nested }: ArrivingVisits,
  visits: readonly Visit[],
  inside: boolean,
  only: Direction | undefined,
): readonly Reach[] {
  const found = new Map<string, Reach>();
  const add = (index: number, isNested: boolean): void => {
    const visit = visits[index];
    if (visit === undefined || (only !== undefined && visit.direction !== only)) return;
    const { operation, direction, location } = visit;
    const key = `${operation}\0${direction}\0${location}\0${isNested}`;
    found.set(key, { operation, direction, location, nested: isNested });
  };
  for (const index of listMembers(own)) add(index, inside);
  for (const index of listMembers(nested)) add(index, true);
  return [...found].sort(([a], [b]) => byCodeUnit(a, b)).map(([, reach]) => reach);
}

const WEIGHT = { breaking: 2, 'potentially-breaking': 1, 'non-breaking': 0 } as const;

/** Returns the kinds of a difference in all its uses, those with the worst verdicts first. */
function getKinds(
  difference: Difference,
  reaches: readonly Reach[],
  { isCondition }: SchemaPair,
): readonly KindId[] {
  const uses = new Map(
    reaches.map((reach) => [`${reach.direction} ${reach.location} ${reach.nested}`, reach]),
  );
  const kinds = new Set(
    [...uses.values()].map((use) => getSchemaKind(difference, use, isCondition)),
  );
  if (kinds.size === 0) return ['unused-schema-changed'];
  return [...kinds].sort((a, b) => getWeight(b) - getWeight(a) || byCodeUnit(a, b));
}

function getWeight(id: KindId): number {
  const kind = KINDS[id];
  return kind === undefined ? 0 : 3 * (WEIGHT[kind.wire] + WEIGHT[kind.source]) + WEIGHT[kind.wire];
}

/** The different uses of schemas as far as oasdiff distinguishes them: few, however many operations there are. */
class OasdiffUses {
  readonly uses: Omit<OasdiffUse, 'nested'>[] = [];
  readonly #indices = new Map<string, number>();
  readonly #ofVisits: readonly (number | undefined)[];

  constructor(visits: readonly Visit[]) {
    this.#ofVisits = visits.map((visit) => (visit.calledBack ? undefined : this.#addUse(visit)));
  }

  /** @param visits indices of visits. */
  getIndices(visits: readonly number[]): readonly number[] {
    return visits.flatMap((visit) => this.#ofVisits[visit] ?? []);
  }

  getUses({ own, nested }: ArrivingVisits, inside: boolean): readonly OasdiffUse[] {
    const getUse = (index: number, isNested: boolean): OasdiffUse[] => {
      const use = this.uses[index];
      return use === undefined ? [] : [{ ...use, nested: isNested }];
    };
    return [
      ...[...listMembers(own)].flatMap((index) => getUse(index, inside)),
      ...[...listMembers(nested)].flatMap((index) => getUse(index, true)),
    ];
  }

  #addUse({ direction, location, mediaType = '', parameter, stability = 'stable' }: Visit): number {
    const isJson = /^application\/json(;|$)|\+json(;|$)/.test(mediaType);
    const isStable = !['draft', 'alpha'].includes(stability);
    const use = { direction, location, isJson, isStable, ...defined({ parameter }) };
    const { in: parameterIn = '', optional = false, formExplode = false } = parameter ?? {};
    const key = [direction, location, isJson, isStable, parameterIn, optional, formExplode].join(
      ' ',
    );
    const index = this.#indices.get(key) ?? this.uses.push(use) - 1;
    this.#indices.set(key, index);
    return index;
  }
}

/** By subject, then by what happened, so that the order of keys in documents makes no difference. */
export function compareFindings(a: Finding, b: Finding): number {
  return byCodeUnit(getKey(a), getKey(b));
}

function getKey({ subject, what, before, after }: Finding): string {
  const pointers = [before?.pointer ?? '', after?.pointer ?? ''];
  return [...getSubjectKey(subject), what, ...pointers].join('\0');
}
