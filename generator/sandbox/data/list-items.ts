import {
  getListProperty,
  getPagingRole,
  isPagingParameter,
  type PagingRole,
} from '../../model/paging-names.js';
import { between, FLEET_SIZE } from './fleet.js';
import { createSpan, DAY_MS, isRequestedPeriod, type Period } from './period.js';
import type { GenerationInput, RequestValues } from './request-values.js';

/** A list's item before it has properties. */
export interface ListItem {
  /** The position in the list, over all pages; of a period's events, the position in the day. */
  readonly ordinal: number;
  /** The seed of the list; of a period's events, the seed of the day. */
  readonly rootSeed: string;
  readonly seed: string;
  /** The day of an event, else the default period. */
  readonly period: Period;
}

/** A longer period has events on its first days only. */
const MAX_DAYS = 31;

/** The whole fleet without conditions, a few items with some; for a period, the events of its days. */
export function createListItems(
  { seed, requestValues }: GenerationInput,
  period: Period,
): readonly ListItem[] {
  if (isRequestedPeriod(period)) return applyLimit(createEvents(seed, period), requestValues);
  const hasConditions = [...requestValues.keys()].some(
    (name) => !isPagingParameter(name) && name !== 'limit',
  );
  const length = hasConditions ? between(seed, 3, 8) : FLEET_SIZE;
  return applyLimit(createItems(seed, period, length), requestValues);
}

/** A list that comes in pages is longer than one that does not. */
export function createPagedItems(input: GenerationInput, seed: string, period: Period) {
  return isRequestedPeriod(period)
    ? createListItems(input, period)
    : createItems(seed, period, between(seed, 30, 60));
}

function createItems(seed: string, period: Period, length: number): readonly ListItem[] {
  return Array.from({ length }, (_, ordinal) => ({
    ordinal,
    rootSeed: seed,
    seed: `${seed}/${ordinal}`,
    period,
  }));
}

/** A day has the same events in every period that includes it; an event that the period cuts is left out. */
function createEvents(seed: string, period: Period): readonly ListItem[] {
  const first = Math.floor(period.start / DAY_MS) * DAY_MS;
  const days = Math.min(MAX_DAYS, Math.ceil((period.end - first) / DAY_MS));
  return Array.from({ length: days }, (_, index) => first + index * DAY_MS).flatMap((start) => {
    const rootSeed = `${seed} ${new Date(start).toISOString().slice(0, 10)}`;
    const day = { start, end: start + DAY_MS };
    if (period.days !== undefined) return createItems(rootSeed, day, 1);
    return createItems(rootSeed, day, between(rootSeed, 3, 8)).filter((item) => {
      const span = createSpan(day, item.seed, item.ordinal);
      return span.start >= period.start && span.end <= period.end;
    });
  });
}

/** The first items, as many as the request's `limit` says. */
export function applyLimit<T>(items: readonly T[], requestValues: RequestValues): readonly T[] {
  const limit = Number(requestValues.get('limit')?.[0] ?? Number.NaN);
  return Number.isSafeInteger(limit) && limit >= 0 ? items.slice(0, limit) : items;
}

/** A page of a list. The total is the same on every page, so that following the pages ends. */
export interface Paging {
  /** The name of the property that holds the items. */
  readonly list: string;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

const DEFAULT_PAGE_SIZE = 50;

/**
 * The requested page, if the names of the properties are those of a page.
 * @param total the number of items on all pages.
 */
export function getPaging(
  properties: readonly string[],
  requestValues: RequestValues,
  total: number,
): Paging | undefined {
  const list = getListProperty(properties);
  if (list === undefined) return undefined;
  return {
    list,
    page: getRequestedNumber(requestValues, 'page') ?? 1,
    pageSize: getRequestedNumber(requestValues, 'pageSize') ?? DEFAULT_PAGE_SIZE,
    total,
  };
}

function getRequestedNumber(requestValues: RequestValues, role: PagingRole): number | undefined {
  const name = [...requestValues.keys()].find((key) => getPagingRole(key) === role);
  const value = Number(name === undefined ? undefined : requestValues.get(name)?.[0]);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** @param items of all pages. */
export function getPageItems<T>({ page, pageSize }: Paging, items: readonly T[]): readonly T[] {
  return items.slice((page - 1) * pageSize, page * pageSize);
}

/** The value of a property that describes the page; undefined for any other property. */
export function getPagingValue(paging: Paging, name: string): number | boolean | undefined {
  const { page, pageSize, total } = paging;
  const pages = Math.ceil(total / pageSize);
  switch (getPagingRole(name)) {
    case 'page':
      return page;
    case 'pageSize':
      return pageSize;
    case 'total':
      return total;
    case 'pages':
      return pages;
    case 'next':
      return page < pages;
    case 'previous':
      return page > 1;
    default:
      return undefined;
  }
}
