import type { RateLimit } from '../../model/environment.js';
import type { ApiModel, Operation, Parameter } from '../../model/model.js';
import { getOperations } from '../../model/walk.js';
import { sha256 } from '../../util/hash.js';
import { sortedBy } from '../../util/order.js';
import {
  createArgumentPlanner,
  isAsked,
  type ArgumentPlan,
  type ArgumentSource,
  type ConfiguredValues,
} from './argument-sources.js';

type Askable = Extract<ArgumentPlan, { readonly kind: 'askable' }>;

/** An operation that is asked, and where its arguments come from. */
export interface PlannedOperation extends Pick<Askable, 'body'> {
  readonly operation: Operation;
  /** The sources of each argument; the first that has values is taken. */
  readonly sources: ReadonlyMap<Parameter, readonly [ArgumentSource, ...ArgumentSource[]]>;
  /** Whether it can be asked again with other arguments, or for another page. */
  readonly isVariable: boolean;
}

/** What a run asks, before anything is sent. */
export interface Plan {
  /** In the order in which they are asked first: what others need comes before them. */
  readonly operations: readonly PlannedOperation[];
  /** What only reads and cannot be asked, sorted by id. */
  readonly skipped: readonly { readonly operation: Operation; readonly reason: string }[];
  /** At most. Requests for a token are not counted. */
  readonly requests: number;
  /** Between two requests, in milliseconds: the limit is never used in bursts, since other programs may share it. */
  readonly paceMs: number;
  /** How long the run takes at most, in minutes, rounded up. */
  readonly minutes: number;
}

export interface PlanOptions {
  readonly values: ConfiguredValues;
  /** The most requests that are sent. */
  readonly budget: number;
  readonly rateLimit: RateLimit;
  /** Another seed asks in another order, and for other items. */
  readonly seed: string;
}

/** Plans which operations are asked. Pure: the same model and options give the same plan. */
export function createPlan(
  model: ApiModel,
  { values, budget, rateLimit, seed }: PlanOptions,
): Plan {
  const reading = getOperations(model).filter(isAsked);
  const isStream = ({ responses }: Operation) =>
    responses.some(({ body }) => body?.encoding === 'events');
  const operations = reading.filter((operation) => !isStream(operation));
  const planArguments = createArgumentPlanner(model, operations, values);
  const plans = new Map(
    operations.map((operation) => [operation, planArguments(operation)] as const),
  );
  const ordered = orderByNeed(plans, seed);
  const asked = new Set(ordered.map(({ operation }) => operation));
  const skipped = reading
    .filter((operation) => !asked.has(operation))
    .map((operation) => {
      const plan = plans.get(operation);
      const reason =
        plan === undefined
          ? 'it is a stream of events without an end'
          : plan.kind === 'unknown'
            ? plan.reason
            : 'its arguments would come from operations that cannot be asked';
      return { operation, reason };
    });
  const most = ordered.some(({ isVariable }) => isVariable) ? budget : ordered.length;
  const requests = Math.min(budget, most);
  const paceMs = rateLimit.perMs / rateLimit.requests;
  return {
    operations: ordered,
    skipped: sortedBy(skipped, ({ operation: { id } }) => id),
    requests,
    paceMs,
    minutes: Math.ceil((requests * paceMs) / 60_000),
  };
}

/**
 * Those whose arguments are known first, then those that need their answers, and so on; within each group by the seed. A
 * source that is not the best is taken where the best one cannot be asked.
 */
function orderByNeed(
  plans: ReadonlyMap<Operation, ArgumentPlan>,
  seed: string,
): readonly PlannedOperation[] {
  const ordered = new Map<Operation, PlannedOperation>();
  const isKnown = (source: ArgumentSource) => {
    switch (source.kind) {
      case 'fixed':
        return true;
      case 'collection':
        return ordered.has(source.list);
      case 'property':
        return source.operations.some((each) => ordered.has(each));
    }
  };
  const plan = (operation: Operation, { sources, body }: Askable, ranks: number) => {
    const chosen = new Map<Parameter, readonly [ArgumentSource, ...ArgumentSource[]]>();
    for (const [parameter, all] of sources) {
      const isReady = all.slice(0, ranks).some(isKnown);
      const [source, ...others] = all.filter(isKnown);
      if (source === undefined || !isReady) return [];
      chosen.set(parameter, [source, ...others]);
    }
    const planned = { operation, sources: chosen, ...(body && { body }) };
    return [{ ...planned, isVariable: isVariable(planned) }];
  };
  for (;;) {
    const left = [...plans].flatMap(([operation, each]) =>
      each.kind === 'unknown' || ordered.has(operation) ? [] : [[operation, each] as const],
    );
    const planWith = (ranks: number) =>
      left.flatMap(([operation, each]) => plan(operation, each, ranks));
    const best = planWith(1);
    const next = best.length > 0 ? best : planWith(Infinity);
    if (next.length === 0) return [...ordered.values()];
    for (const each of sortedBy(next, ({ operation: { id } }) => toSortKey(seed, id)))
      ordered.set(each.operation, each);
  }
}

/** By id without a seed. */
export function toSortKey(seed: string, text: string): string {
  return seed === '' ? text : sha256(`${seed} ${text}`);
}

function isVariable({
  operation,
  sources,
  body,
}: Pick<PlannedOperation, 'operation' | 'sources' | 'body'>): boolean {
  const hasOthers = [...sources.values()].some(
    ([source]) => source.kind !== 'fixed' || source.values.length > 1,
  );
  return operation.pagination !== undefined || hasOthers || (body?.values.length ?? 0) > 1;
}
