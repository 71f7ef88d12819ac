import type {
  ResponsePath,
  ListCounts,
  Operation,
  PaginationStrategy,
  Pagination,
  Parameter,
  TypeRef,
} from '../model/model.js';
import {
  getResponseType,
  isBoolean,
  isInteger,
  isString,
  getItemType,
  collectProperties,
  type Declarations,
  type ResponseProperty,
} from './response-shape.js';

/** Words of ASP.NET Core's APIs for the same few things; compared without case, `_`, `-` and `$`. */
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

/** `{ data: { items } }` is a custom; what lies deeper is not the answer's list. */
const MAX_WRAPPERS = 1;

/**
 * How an operation's answers follow on each other, seen from its query parameters and the shape of its answer;
 * undefined where that is not plain. To see none costs a user a loop; to see a wrong one costs data.
 */
export function detectPagination(
  operation: Operation,
  declarations: Declarations,
): Pagination | undefined {
  if (operation.method !== 'GET' && operation.method !== 'POST') return undefined;
  const answer = getResponseType(operation);
  if (answer === undefined) return undefined;
  const list = findList(answer, declarations);
  const turn = list && detectStrategy(operation, list, declarations);
  return list && turn && { ...turn, items: list.path, item: list.item };
}

/** A list in an answer, and what stands around it. */
export interface FoundList {
  readonly path: ResponsePath;
  readonly item: TypeRef;
  readonly around: readonly ResponseProperty[];
}

/** The answer's one list: the answer itself, a property, or a property of a wrapper such as `{ success, data }`. */
export function findList(
  answer: TypeRef,
  declarations: Declarations,
  outer: ResponsePath = [],
): FoundList | undefined {
  const item = getItemType(answer, declarations);
  if (item !== undefined) return { path: outer, item, around: [] };
  const properties = [...collectProperties(answer, declarations)];
  const lists = properties.flatMap(([name, type]) => {
    const held = getItemType(type, declarations);
    return held === undefined || NOT_LISTS.test(normalizeName(name)) ? [] : [{ name, held }];
  });
  const named = lists.filter(({ name }) => LISTS.test(normalizeName(name)));
  const [chosen, rival] = named.length > 0 ? named : lists;
  if (chosen !== undefined) {
    if (rival !== undefined) return undefined;
    const around = collectSurroundings(properties, declarations, outer);
    return { path: [...outer, chosen.name], item: chosen.held, around };
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
  const { more, ...sums } = counts;

  const cursor = parameter('cursor', isString)?.wireName;
  const next = findPath(list, NEXT_CURSOR, (type) => isString(type, declarations));
  if (cursor !== undefined && next) return { kind: 'cursor', cursor, next, ...(more && { more }) };

  const link = findNextLink(list, declarations);
  if (link?.some((name) => name.startsWith('@odata.'))) return { kind: 'link', next: link };

  const page = parameter('page', isInteger);
  const offset = parameter('offset', isInteger)?.wireName;
  // A POST may do something each time: only what says that it is a page is fetched again.
  const isPlain = operation.method === 'GET' ? size !== undefined || isCounted : isCounted;
  const sized = { ...(size !== undefined && { size }), ...(more && { more }), ...sums };
  if (page && isPlain && offset === undefined) {
    const number = findPath(list, PROPERTIES.number, (type) => isInteger(type, declarations));
    const first = getFirstPage(page);
    return { kind: 'page', page: page.wireName, first, ...(number && { number }), ...sized };
  }
  if (offset !== undefined && isPlain && !page) return { kind: 'offset', offset, ...sized };

  if (operation.method !== 'GET') return undefined;
  if (link) return { kind: 'link', next: link };
  const isLinked = operation.responses.some(
    ({ status, headers }) => status.startsWith('2') && headers?.includes('link'),
  );
  return isLinked ? { kind: 'link' } : undefined;
}

/** The one query parameter of a role; two of them mean something that is not known here. */
function findOnlyParameter(
  { parameters }: Operation,
  words: RegExp,
  fits: (type: TypeRef) => boolean,
): Parameter | undefined {
  const [found, rival] = parameters.filter(
    (parameter) =>
      parameter.in === 'query' &&
      words.test(normalizeName(getLastName(parameter.wireName))) &&
      fits(parameter.type),
  );
  return rival === undefined ? found : undefined;
}

/** Its default says it; without one an index counts from 0, and a number from 1. */
function getFirstPage({ docs, wireName }: Parameter): number {
  const given = Number(docs.defaultValue ?? NaN);
  if (given === 0 || given === 1) return given;
  return /index$/i.test(wireName) ? 0 : 1;
}

function findCounts(list: FoundList, declarations: Declarations): ListCounts {
  const whole = (type: TypeRef) => isInteger(type, declarations);
  const more = findPath(list, PROPERTIES.more, (type) => isBoolean(type, declarations));
  const pages = findPath(list, PROPERTIES.pages, whole);
  const pageSize = findPath(list, PROPERTIES.pageSize, whole);
  // A `count` alone may be that of this page.
  const total =
    findPath(list, PROPERTIES.total, whole) ?? (pageSize && findPath(list, /^count$/, whole));
  return {
    ...(more && { more }),
    ...(pages && { pages }),
    ...(total && { total }),
    ...(pageSize && { pageSize }),
  };
}

function findNextLink(list: FoundList, declarations: Declarations): ResponsePath | undefined {
  const isLink = (type: TypeRef) => isString(type, declarations);
  const plainly = findPath(list, NEXT_LINK, isLink);
  if (plainly) return plainly;
  // `next` alone may be anything; among its kind, or as a URI, it is a link.
  const next = list.around.find(({ path, type }) => isNamed(path, /^next$/) && isLink(type));
  if (next === undefined) return findHyperlink(list, declarations);
  const hasKin = list.around.some(
    ({ path, type }) =>
      path.length === next.path.length && isNamed(path, PREVIOUS_LINK) && isLink(type),
  );
  return hasKin || isUri(next.type) ? next.path : undefined;
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

/** The nearest place of that name: its level first, then the surroundings. */
function findPath(
  list: FoundList,
  words: RegExp,
  fits: (type: TypeRef) => boolean,
): ResponsePath | undefined {
  return list.around.find(({ path, type }) => isNamed(path, words) && fits(type))?.path;
}

function isNamed(path: ResponsePath, words: RegExp): boolean {
  return words.test(normalizeName(path.at(-1) ?? ''));
}

/** `Paging.PageSize` binds to an object's member: its last name says what it is. */
function getLastName(wireName: string): string {
  return wireName.slice(wireName.lastIndexOf('.') + 1);
}

function normalizeName(name: string): string {
  return name.toLowerCase().replace(/[_$-]/g, '');
}
