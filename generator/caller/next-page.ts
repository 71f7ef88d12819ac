import {
  byCursor,
  byOffset,
  byPageNumber,
  toQuery,
  type ApiRequest,
} from '#runtime/internal/index.js';
import { getAtPath } from '#runtime/internal/values.js';
import type { Operation, Pagination } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import type { CallArguments } from './to-request.js';

/** A page of a list that was received. */
export interface ReceivedPage {
  /** The body, parsed. */
  readonly data: unknown;
  readonly items: readonly unknown[];
  /** The header `Link`, where there is one. */
  readonly link?: string;
  /** Pages and items received so far, those of this page included. */
  readonly pageCount: number;
  readonly itemCount: number;
}

/** The items of a page; undefined for an operation without pages, and for a body that is no page. */
export function getPageItems(
  { pagination }: Operation,
  data: unknown,
): readonly unknown[] | undefined {
  const items: unknown = pagination && getAtPath(data, pagination.items);
  return Array.isArray(items) ? (items as readonly unknown[]) : undefined;
}

/**
 * The arguments of the call for the page after this one, as the loop of a generated client chooses them.
 *
 * @returns undefined when this page is the last.
 */
export function getNextPage(
  operation: Operation,
  args: CallArguments,
  page: ReceivedPage,
): CallArguments | undefined {
  const { pagination } = operation;
  if (pagination === undefined) return undefined;
  const values =
    pagination.kind === 'link'
      ? readLink(pagination, page)
      : askStrategy(pagination, getQuery(args), page);
  if (values === undefined) return undefined;
  const parameters = new Map(args.parameters);
  for (const parameter of operation.parameters)
    if (parameter.in === 'query' && Object.hasOwn(values, parameter.wireName))
      parameters.set(parameter, values[parameter.wireName]);
  return { ...args, parameters };
}

type QueryValues = Readonly<Record<string, unknown>>;

function getQuery({ parameters }: CallArguments): QueryValues {
  const query = [...parameters].filter(([parameter]) => parameter.in === 'query');
  return Object.fromEntries(query.map(([{ wireName }, value]) => [wireName, value]));
}

function askStrategy(
  pagination: Exclude<Pagination, { kind: 'link' }>,
  values: QueryValues,
  page: ReceivedPage,
): QueryValues | undefined {
  const request: ApiRequest = { method: 'GET', path: '', query: toQuery(values) };
  const next = createStrategy(pagination)({ ...page, request, response: new Response() });
  return next?.query?.values;
}

function createStrategy(pagination: Exclude<Pagination, { kind: 'link' }>) {
  switch (pagination.kind) {
    case 'page':
      return byPageNumber(pagination);
    case 'offset':
      return byOffset(pagination);
    case 'cursor':
      return byCursor(pagination);
    default:
      return unreachable(pagination);
  }
}

/** Only the query of the link is followed, so that no link leads elsewhere. */
function readLink(
  { next }: Extract<Pagination, { kind: 'link' }>,
  { data, link = '' }: ReceivedPage,
): QueryValues | undefined {
  const [, ofHeader] = /<([^>]*)>[^<]*;\s*rel\s*=\s*"?next"?/i.exec(link) ?? [];
  const target = next === undefined ? ofHeader : getAtPath(data, next);
  if (typeof target !== 'string' || !URL.canParse(target, 'http://localhost/')) return undefined;
  const { searchParams } = new URL(target, 'http://localhost/');
  return searchParams.size === 0 ? undefined : Object.fromEntries(searchParams);
}
