/** What a parameter or property says about the pages of a list, by its name. */
export type PagingRole = 'list' | 'page' | 'pageSize' | 'total' | 'pages' | 'next' | 'previous';

const ROLE_NAMES: readonly (readonly [PagingRole, RegExp])[] = [
  ['list', /^(items|results|data|content|records|value)$/i],
  ['pageSize', /^(page_?size|per_?page|page_?limit)$/i],
  ['page', /^(page|page_?number|current_?page)$/i],
  ['total', /^(total|total_?count|total_?items|total_?records|total_?elements)$/i],
  ['pages', /^(total_?pages|page_?count)$/i],
  ['next', /^has_?next(_?page)?$/i],
  ['previous', /^has_?prev(ious)?(_?page)?$/i],
];

/** True for a name that selects or describes a page, false for the list itself. */
export function isPagingParameter(name: string): boolean {
  const role = getPagingRole(name);
  return role !== undefined && role !== 'list';
}

export function getPagingRole(name: string): PagingRole | undefined {
  return ROLE_NAMES.find(([, names]) => names.test(name))?.[0];
}

/** The property that holds a page's items; undefined if the properties are not those of a page. */
export function getListProperty(properties: readonly string[]): string | undefined {
  const isPage = properties.some((name) =>
    ['page', 'pageSize', 'total', 'pages'].includes(getPagingRole(name) ?? ''),
  );
  return isPage ? properties.find((name) => getPagingRole(name) === 'list') : undefined;
}
