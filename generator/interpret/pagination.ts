import type {
  Declarations,
  ResponsePath,
  ListCounts,
  Operation,
  PaginationStrategy,
  Pagination,
  Parameter,
  TypeRef,
} from '../model/model.js';
import { defined } from '../util/defined.js';
import {
  getResponseType,
  isBoolean,
  isInteger,
  isString,
  getItemType,
  collectProperties,
  type ResponseProperty,
} from './type-shape.js';

/** Names that APIs use for the same parameters; compared without case, `_`, `-` and `$`. */
const PARAMETERS = {
  page: /^(page|page(no|num|number|index)|currentpage)$/,
  size: /^(pagesize|perpage|pagelimit|size|limit|take|top|count|maxresults?|maxresultcount|(items|results)perpage)$/,
  offset: /^(offset|skip|skipcount)$/,
  cursor: /^(cursor|after|pagetoken|nextpagetoken|nexttoken|continuationtoken|skiptoken)$/,
} as const;

const PROPERTIES = {
  more: /^(hasmore|hasnext|hasnextpage|hasmorepages)$/,
  pages: /^(totalpages|pagecount|totalpagecount|pagestotal)$/,
  total:
    /^(total|total(count|items|records|results|elements|rows)|recordcount|itemcount|@odata\.count)$/,
  pageSize: /^(pagesize|perpage|pagelimit|(items|results)perpage)$/,
  number: /^(page|page(no|num|number|index)|currentpage)$/,
} as const;

const NEXT_CURSOR =
  /^(nextcursor|nextpagetoken|nexttoken|continuationtoken|nextcontinuationtoken|endcursor)$/;
const NEXT_LINK = /^(@odata\.nextlink|nextlink|nextpage(url|uri|link|href)|next(url|uri|href))$/;
const PREVIOUS_LINK = /^(previous|prev|first|last|self)$/;
const LISTS = /^(items|data|results?|records|values?|entries|rows|elements|content|resources)$/;
const NOT_LISTS = /^(errors?|warnings|messages|links|_links|errormessages|validationerrors)$/;
const WRAPPERS = /^(data|results?|response|responsebody|payload|body|value|content)$/;
const SURROUNDINGS = /^(meta|metadata|pagination|paging|pageinfo|links|_links)$/;

/** `{ data: { items } }` is common; a list deeper down belongs to something else. */
const MAX_WRAPPERS = 1;

/**
 * Detects pagination by an operation's query parameters and the shape of its response.
 *
 * @returns undefined when in doubt: without pagination a user writes a loop, with a wrong one data is lost.
 */
export function detectPagination(
  operation: Operation,
  declarations: Declarations,
): Pagination | undefined {
  if (operation.method !== 'GET' && operation.method !== 'POST') return undefined;
  const response = getResponseType(operation);
  if (response === undefined) return undefined;
  const list = findList(response, declarations);
  const strategy = list && detectStrategy(operation, list, declarations);
  return list && strategy && { ...strategy, items: list.path, item: list.item };
}

/** A list in a response, and the properties around it. */
export interface FoundList {
  readonly path: ResponsePath;
  readonly item: TypeRef;
  readonly around: readonly ResponseProperty[];
}

/** The response's only list: the response itself, a property, or a property of a wrapper such as `{ success, data }`. */
export function findList(
  response: TypeRef,
  declarations: Declarations,
  outer: ResponsePath = [],
): FoundList | undefined {
  const item = getItemType(response, declarations);
  if (item !== undefined) return { path: outer, item, around: [] };
  const properties = [...collectProperties(response, declarations)];
  const lists = properties.flatMap(([name, type]) => {
    const inner = getItemType(type, declarations);
    return inner === undefined || NOT_LISTS.test(normalizeName(name))
      ? []
      : [{ name, item: inner }];
  });
  const named = lists.filter(({ name }) => LISTS.test(normalizeName(name)));
  const [chosen, rival] = named.length > 0 ? named : lists;
  if (chosen !== undefined) {
    if (rival !== undefined) return undefined;
    const around = collectSurroundings(properties, declarations, outer);
    return { path: [...outer, chosen.name], item: chosen.item, around };
  }
  if (outer.length >= MAX_WRAPPERS) return undefined;
  const [wrapper, other] = properties.filter(([name]) => WRAPPERS.test(normalizeName(name)));
  if (wrapper === undefined || other !== undefined) return undefined;
  const inner = findList(wrapper[1], declarations, [wrapper[0]]);
  const around = collectSurroundings(properties, declarations, outer);
  return inner && { ...inner, around: [...inner.around, ...around] };
}

function collectSurroundings(
  properties: readonly (readonly [string, TypeRef])[],
  declarations: Declarations,
  outer: ResponsePath,
): readonly ResponseProperty[] {
  return properties.flatMap(([name, type]) => {
    const path = [...outer, name];
    const inner = SURROUNDINGS.test(normalizeName(name))
      ? [...collectProperties(type, declarations)]
      : [];
    return [
      { path, type },
      ...inner.map(([key, value]) => ({ path: [...path, key], type: value })),
    ];
  });
}

function detectStrategy(
  operation: Operation,
  list: FoundList,
  declarations: Declarations,
): PaginationStrategy | undefined {
  const parameter = (role: keyof typeof PARAMETERS, is: typeof isString) =>
    findOnlyParameter(operation, PARAMETERS[role], (type) => is(type, declarations));
  const size = parameter('size', isInteger)?.wireName;
  const counts = findCounts(list, declarations);
  const isCounted = Object.keys(counts).length > 0;
  const { more, ...totals } = counts;

  const cursor = parameter('cursor', isString)?.wireName;
  const next = findPath(list, NEXT_CURSOR, (type) => isString(type, declarations));
  if (cursor !== undefined && next) return { kind: 'cursor', cursor, next, ...defined({ more }) };

  const link = findNextLink(list, declarations);
  if (link?.some((name) => name.startsWith('@odata.'))) return { kind: 'link', next: link };

  const page = parameter('page', isInteger);
  const offset = parameter('offset', isInteger)?.wireName;
  // A POST may change something on each call, so its response must have counts to be taken for a page.
  const isPaged = operation.method === 'GET' ? size !== undefined || isCounted : isCounted;
  const sized = { ...defined({ size, more }), ...totals };
  if (page && isPaged && offset === undefined) {
    const number = findPath(list, PROPERTIES.number, (type) => isInteger(type, declarations));
    const first = getFirstPage(page);
    return { kind: 'page', page: page.wireName, first, ...defined({ number }), ...sized };
  }
  if (offset !== undefined && isPaged && !page) return { kind: 'offset', offset, ...sized };

  if (operation.method !== 'GET') return undefined;
  if (link) return { kind: 'link', next: link };
  const isLinked = operation.responses.some(
    ({ status, headers }) => status.startsWith('2') && headers?.includes('link'),
  );
  return isLinked ? { kind: 'link' } : undefined;
}

/** The only query parameter of a role; with two of them their meaning is unclear. */
function findOnlyParameter(
  { parameters }: Operation,
  names: RegExp,
  fits: (type: TypeRef) => boolean,
): Parameter | undefined {
  const [found, rival] = parameters.filter(
    (parameter) =>
      parameter.in === 'query' &&
      names.test(normalizeName(getLastName(parameter.wireName))) &&
      fits(parameter.type),
  );
  return rival === undefined ? found : undefined;
}

/** The parameter's default, if it is 0 or 1; else an index counts from 0 and a number from 1. */
function getFirstPage({ docs, wireName }: Parameter): number {
  const given = Number(docs.defaultValue ?? NaN);
  if (given === 0 || given === 1) return given;
  return /index$/i.test(wireName) ? 0 : 1;
}

function findCounts(list: FoundList, declarations: Declarations): ListCounts {
  const isCount = (type: TypeRef) => isInteger(type, declarations);
  const more = findPath(list, PROPERTIES.more, (type) => isBoolean(type, declarations));
  const pages = findPath(list, PROPERTIES.pages, isCount);
  const pageSize = findPath(list, PROPERTIES.pageSize, isCount);
  // A `count` without a page size may count this page alone.
  const total =
    findPath(list, PROPERTIES.total, isCount) ?? (pageSize && findPath(list, /^count$/, isCount));
  return {
    ...defined({ more, pages, total, pageSize }),
  };
}

function findNextLink(list: FoundList, declarations: Declarations): ResponsePath | undefined {
  const isLink = (type: TypeRef) => isString(type, declarations);
  const named = findPath(list, NEXT_LINK, isLink);
  if (named) return named;
  // `next` alone may be anything; beside `previous` and the like, or as a URI, it is a link.
  const next = list.around.find(({ path, type }) => isNamed(path, /^next$/) && isLink(type));
  if (next === undefined) return findHyperlink(list, declarations);
  const hasSiblings = list.around.some(
    ({ path, type }) =>
      path.length === next.path.length && isNamed(path, PREVIOUS_LINK) && isLink(type),
  );
  return hasSiblings || isUri(next.type) ? next.path : undefined;
}

/** HAL and JSON:API: `_links: { next: { href } }`. */
function findHyperlink(list: FoundList, declarations: Declarations): ResponsePath | undefined {
  const next = list.around.find(({ path, type }) => {
    const href = collectProperties(type, declarations).get('href');
    return isNamed(path, /^next$/) && href !== undefined && isString(href, declarations);
  });
  return next && [...next.path, 'href'];
}

function isUri(type: TypeRef): boolean {
  if (type.kind === 'union') return type.members.some(isUri);
  return type.kind === 'scalar' && (type.format ?? '').startsWith('uri');
}

/** The nearest property of that name: first beside the list, then around it. */
function findPath(
  list: FoundList,
  names: RegExp,
  fits: (type: TypeRef) => boolean,
): ResponsePath | undefined {
  return list.around.find(({ path, type }) => isNamed(path, names) && fits(type))?.path;
}

function isNamed(path: ResponsePath, names: RegExp): boolean {
  return names.test(normalizeName(path.at(-1) ?? ''));
}

/** `Paging.PageSize` binds to a member of an object; the last part is the member's name. */
function getLastName(wireName: string): string {
  return wireName.slice(wireName.lastIndexOf('.') + 1);
}

function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[_$-]/g, '');
}
