/** What a page of a list says of itself; the same total on every page, so that a program that follows pages arrives. */
export interface Paging {
  /** The property that holds the items. */
  readonly list: string;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

type Role = 'list' | 'page' | 'pageSize' | 'total' | 'pages' | 'next' | 'previous';

const ROLES: readonly (readonly [Role, RegExp])[] = [
  ['list', /^(items|results|data|content|records|value)$/i],
  ['pageSize', /^(page_?size|per_?page|page_?limit)$/i],
  ['page', /^(page|page_?number|current_?page)$/i],
  ['total', /^(total|total_?count|total_?items|total_?records|total_?elements)$/i],
  ['pages', /^(total_?pages|page_?count)$/i],
  ['next', /^has_?next(_?page)?$/i],
  ['previous', /^has_?prev(ious)?(_?page)?$/i],
];

/** True of what asks for a page, or tells about one; the list itself is none. */
export function isAboutPaging(name: string): boolean {
  const role = roleOf(name);
  return role !== undefined && role !== 'list';
}

const USUAL_PAGE_SIZE = 50;

function roleOf(name: string): Role | undefined {
  return ROLES.find(([, names]) => names.test(name))?.[0];
}

/** The property that holds a page's items; undefined where the names are not those of a page. */
export function listName(properties: readonly string[]): string | undefined {
  const counts = properties.some((name) =>
    ['page', 'pageSize', 'total', 'pages'].includes(roleOf(name) ?? ''),
  );
  return counts ? properties.find((name) => roleOf(name) === 'list') : undefined;
}

/**
 * Recognises a page by the names of its properties: a list, and a page's number, size or total.
 * @param given by lower-case name, as asked for.
 * @param total items on all pages together.
 */
export function pagingOf(
  properties: readonly string[],
  given: ReadonlyMap<string, readonly string[]>,
  total: number,
): Paging | undefined {
  const list = listName(properties);
  if (list === undefined) return undefined;
  return {
    list,
    page: asked(given, 'page') ?? 1,
    pageSize: asked(given, 'pageSize') ?? USUAL_PAGE_SIZE,
    total,
  };
}

function asked(given: ReadonlyMap<string, readonly string[]>, role: Role): number | undefined {
  const name = [...given.keys()].find((key) => roleOf(key) === role);
  const value = Number(name === undefined ? undefined : given.get(name)?.[0]);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

/** @param items of all pages together. */
export function onPage<T>({ page, pageSize }: Paging, items: readonly T[]): readonly T[] {
  return items.slice((page - 1) * pageSize, page * pageSize);
}

/** What the page says under this name; undefined for a name that is not about paging. */
export function pagingValue(paging: Paging, name: string): number | boolean | undefined {
  const { page, pageSize, total } = paging;
  const pages = Math.ceil(total / pageSize);
  switch (roleOf(name)) {
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
