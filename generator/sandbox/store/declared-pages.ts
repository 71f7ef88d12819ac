import type { Declarations, Operation, Pagination, ResponsePath } from '../../model/model.js';
import { getPagingRole } from '../../model/paging-names.js';
import { getFields, resolveType } from '../../model/resolve-types.js';
import { getResult } from '../../model/result.js';
import { allowsNull, UNKNOWN } from '../../model/type-refs.js';
import { isJsonObject } from '../data/coerce.js';
import type { RequestValues } from '../data/request-values.js';
import type { Json } from '../outgoing-response.js';

/** Pages that parameters select by number or by offset. */
type NumberedPages = Extract<Pagination, { readonly kind: 'page' | 'offset' }>;

/** The last page of a list that a cursor or a link leads through: every response has the whole list. */
export function withoutNext(whole: Json, operation: Operation, declarations: Declarations): Json {
  const { pagination } = operation;
  if (pagination?.kind !== 'cursor' && pagination?.kind !== 'link') return whole;
  const { next } = pagination;
  const ended =
    next === undefined ? whole : setAt(whole, next, getEnd(operation, next, declarations));
  const more = pagination.kind === 'cursor' ? pagination.more : undefined;
  return more === undefined ? ended : setAt(ended, more, false);
}

/** What says that there is no next page: no property, or null or an empty text where the property is required. */
function getEnd(
  operation: Operation,
  path: ResponsePath,
  declarations: Declarations,
): Json | undefined {
  let type = getResult(operation).type ?? UNKNOWN;
  let isRequired = false;
  for (const name of path) {
    const property = getFields(declarations, type).find(({ wireName }) => wireName === name);
    if (property === undefined) return undefined;
    type = property.type;
    isRequired = property.required;
  }
  if (!isRequired) return undefined;
  return allowsNull(resolveType(declarations, type)) ? null : '';
}

const DEFAULT_SIZE = 50;

/**
 * The pagination of an operation whose parameters or properties have other names than those that a list is paged by: ABP's
 * `skipCount`, a page in an envelope. Undefined where there is none, or where the names say it all.
 */
export function getDeclaredPages({ pagination }: Operation): NumberedPages | undefined {
  if (pagination?.kind !== 'page' && pagination?.kind !== 'offset') return undefined;
  return isKnownByNames(pagination) ? undefined : pagination;
}

function isKnownByNames(pages: NumberedPages): boolean {
  if (pages.kind === 'offset') return false;
  const { page, size, first, items, total } = pages;
  const has = (name: string | undefined, role: string) =>
    name === undefined || getPagingRole(name) === role;
  const hasPath = (path: ResponsePath | undefined, role: string) =>
    path === undefined || (path.length === 1 && has(path[0], role));
  const isNamed = has(page, 'page') && has(size, 'pageSize');
  return isNamed && first === 1 && hasPath(items, 'list') && hasPath(total, 'total');
}

/** The values of a request for the whole list. */
export function withoutPages(pages: NumberedPages, requestValues: RequestValues): RequestValues {
  const names = new Set([getStartName(pages), pages.size ?? ''].map(lower));
  const others = [...requestValues].filter(([name]) => !names.has(name));
  return new Map([...others, ['pagesize', [String(Number.MAX_SAFE_INTEGER)]]]);
}

/** Cuts the requested page out of a whole list, and says what the response has to say about it. */
export function takePage(whole: Json, pages: NumberedPages, requestValues: RequestValues): Json {
  const list = getAt(whole, pages.items);
  if (!Array.isArray(list)) return whole;
  const items = list as readonly Json[];
  const read = (name: string | undefined, least: number): number | undefined => {
    const value = Number(requestValues.get(lower(name ?? ''))?.[0] ?? Number.NaN);
    return Number.isSafeInteger(value) && value >= least ? value : undefined;
  };
  const size = read(pages.size, 1) ?? DEFAULT_SIZE;
  const start =
    pages.kind === 'page'
      ? ((read(pages.page, pages.first) ?? pages.first) - pages.first) * size
      : (read(pages.offset, 0) ?? 0);
  const facts: readonly (readonly [ResponsePath | undefined, Json])[] = [
    [pages.items, items.slice(start, start + size)],
    [pages.total, items.length],
    [pages.pages, Math.ceil(items.length / size)],
    [pages.more, start + size < items.length],
    [pages.pageSize, size],
    [
      pages.kind === 'page' ? pages.number : undefined,
      start / size + (pages.kind === 'page' ? pages.first : 0),
    ],
  ];
  return facts.reduce((value, [path, fact]) => (path ? setAt(value, path, fact) : value), whole);
}

function getStartName(pages: NumberedPages): string {
  return pages.kind === 'page' ? pages.page : pages.offset;
}

function lower(text: string): string {
  return text.toLowerCase();
}

function getAt(value: Json, path: ResponsePath): Json | undefined {
  return path.reduce<Json | undefined>(
    (at, name) =>
      at !== undefined && isJsonObject(at) && Object.hasOwn(at, name) ? at[name] : undefined,
    value,
  );
}

/** Where the response has such a value. @param fact undefined leaves the property out. */
function setAt(value: Json, [name, ...rest]: ResponsePath, fact: Json | undefined): Json {
  if (name === undefined) return fact ?? value;
  if (!isJsonObject(value) || !Object.hasOwn(value, name)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]): readonly (readonly [string, Json])[] => {
      if (key !== name) return [[key, each]];
      if (rest.length === 0) return fact === undefined ? [] : [[key, fact]];
      return [[key, setAt(each, rest, fact)]];
    }),
  );
}
