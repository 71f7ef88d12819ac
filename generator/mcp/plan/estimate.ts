import type { RateLimit } from '../../model/environment.js';
import { MAX_ITEMS, MAX_PAGES, type CallStep, type Plan, type RowsStep } from './plan.js';
import { findEntry, type PlanContext } from './check-plan.js';

/** What a plan costs before it runs. */
export interface Estimate {
  readonly steps: readonly StepEstimate[];
  /** Requests; more are not sent. */
  readonly requests: number;
  /** What waiting for the rate limit takes at least; 0 where no limit is known. */
  readonly minutes: number;
}

export interface StepEstimate {
  readonly id: string;
  readonly requests: number;
  /** How the number came about. */
  readonly basis: string;
}

/** How many items and pages the lists of operations had when they were last read whole; by call with its arguments. */
export type KnownSizes = ReadonlyMap<string, { readonly items: number; readonly pages: number }>;

/** Identifies a call whose result has the same size each time. */
export function toSizeKey(step: CallStep): string {
  return JSON.stringify([step.call, step.arguments ?? {}]);
}

/** Counts the requests of a checked plan. A list that is not known yet counts with its bound. */
export function estimatePlan(
  plan: Plan,
  { catalog, stored }: PlanContext,
  sizes: KnownSizes,
  limit: RateLimit | undefined,
): Estimate {
  const lengths = new Map<string, number>();
  for (const [name, value] of stored) if (Array.isArray(value)) lengths.set(name, value.length);
  const steps = plan.steps.flatMap((step): StepEstimate[] => {
    if ('from' in step) {
      const length = boundRows(step, lengths);
      if (length !== undefined) lengths.set(step.id, length);
      return [];
    }
    const { id, forEach, maxItems = MAX_ITEMS, maxPages = MAX_PAGES } = step;
    const { pagination } = findEntry(catalog, step.call).operation;
    const known = forEach === undefined ? sizes.get(toSizeKey(step)) : undefined;
    const pages = pagination === undefined ? 1 : Math.min(known?.pages ?? maxPages, maxPages);
    const pageBasis =
      pagination === undefined ? [] : [known ? `${pages} pages as before` : `up to ${pages} pages`];
    if (forEach === undefined) {
      if (known) lengths.set(id, known.items);
      return [{ id, requests: pages, basis: ['one call', ...pageBasis].join(', ') }];
    }
    const length = Array.isArray(forEach)
      ? forEach.length
      : typeof forEach === 'string'
        ? lengths.get(getListName(forEach))
        : undefined;
    const items = Math.min(length ?? maxItems, maxItems);
    lengths.set(id, items);
    const basis =
      length === undefined ? `up to ${items} items, which are not known yet` : `${items} items`;
    return [{ id, requests: items * pages, basis: [basis, ...pageBasis].join(', ') }];
  });
  const requests = steps.reduce((sum, step) => sum + step.requests, 0);
  return { steps, requests, minutes: countMinutes(requests, limit) };
}

/** `vehicles[*]` has the length of the list `vehicles`; of other paths the length is not known. */
function getListName(path: string): string {
  return path.replace(/^\$\./, '').replace(/\[\*\](?:\.[\p{L}\p{N}_]+)*$/u, '');
}

function boundRows(step: RowsStep, lengths: ReadonlyMap<string, number>): number | undefined {
  const { unnest, groupBy, aggregate, limit = Infinity } = step;
  if (aggregate !== undefined && groupBy === undefined) return 1;
  const length = unnest === undefined ? lengths.get(getListName(step.from)) : undefined;
  const bound = Math.min(length ?? Infinity, limit);
  return Number.isFinite(bound) ? bound : undefined;
}

/** A window of requests is sent at once; each further one waits for the window to pass. */
export function countMinutes(requests: number, limit: RateLimit | undefined): number {
  if (limit === undefined || requests === 0) return 0;
  const windows = Math.ceil(requests / limit.requests) - 1;
  return Math.round((windows * limit.perMs) / 6000) / 10;
}
