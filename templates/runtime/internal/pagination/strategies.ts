import type { ApiRequest } from '../caller.js';
import { SdkError } from '../../core/errors.js';
import { toQuery } from '../parameters.js';
import { getPath, getPathTemplate } from '../request.js';
import { getAtPath, type ValuePath } from '../values.js';
import type { NextPage, Page } from './paged-promise.js';
import { parseUrl } from '../parse-url.js';

/** Where a response describes the whole list. All are optional; a value that is missing in a response is ignored. */
export interface ListMetadata {
  /** Whether another page follows. */
  readonly more?: ValuePath;
  /** The number of pages. */
  readonly pages?: ValuePath;
  /** The number of items on all pages. */
  readonly total?: ValuePath;
  /** The number of items on a full page. */
  readonly pageSize?: ValuePath;
}

export interface PageNumberOptions extends ListMetadata {
  /** The query parameter of the page's number. */
  readonly page: string;
  /** The query parameter of the page's size. */
  readonly size?: string;
  /** The number of the first page, 0 or 1. */
  readonly first: number;
  /** Where a response has its page's number. */
  readonly number?: ValuePath;
}

/** For lists whose pages have numbers. */
export function byPageNumber(options: PageNumberOptions): NextPage {
  return (page) => {
    const number =
      toCount(page.request.query?.values[options.page]) ??
      toCount(getAtPath(page.data, options.number)) ??
      options.first;
    const started = number - page.pageCount + 1;
    // A loop that started at 0 or 1 started with the first page, even if the document suggests another number.
    const pageCount = page.pageCount + (started > 1 ? started - options.first : 0);
    const size = getPageSize(page, options, options.size);
    const itemCount = size === undefined ? page.itemCount : pageCount * size;
    return isLast(page, options, { pageCount, itemCount, size })
      ? undefined
      : withQueryValue(page.request, options.page, number + 1);
  };
}

export interface OffsetOptions extends ListMetadata {
  /** The query parameter of the number of items to skip. */
  readonly offset: string;
  /** The query parameter of the page's size. */
  readonly size?: string;
}

/** For lists whose pages start after a number of skipped items. */
export function byOffset(options: OffsetOptions): NextPage {
  return (page) => {
    const offset = (toCount(page.request.query?.values[options.offset]) ?? 0) + page.items.length;
    const size = getPageSize(page, options, options.size);
    return isLast(page, options, { pageCount: 0, itemCount: offset, size })
      ? undefined
      : withQueryValue(page.request, options.offset, offset);
  };
}

export interface CursorOptions {
  /** The query parameter of the cursor. */
  readonly cursor: string;
  /** Where a response has the next page's cursor. */
  readonly next: ValuePath;
  /** Where a response says whether another page follows. */
  readonly more?: ValuePath;
}

/** For lists whose pages name the next page's cursor. An empty page may have a next one: a server may filter a page after it has cut it. */
export function byCursor({ cursor, next, more }: CursorOptions): NextPage {
  return ({ request, data }) => {
    const value = getAtPath(data, next);
    const isCursor = /^(number|bigint)$/.test(typeof value) || (typeof value === 'string' && value);
    return isCursor && getAtPath(data, more) !== false
      ? withQueryValue(request, cursor, value)
      : undefined;
  };
}

/**
 * For lists whose pages link to the next page: in the body if a path is given, else in the header `Link` with
 * `rel="next"` (RFC 8288, section 3).
 *
 * @throws SdkError from the loop when a link leads to another host or out of the base URL, which must not get the token.
 */
export function byLink(path?: ValuePath): NextPage {
  return ({ request, response, data }) => {
    const link = path ? getAtPath(data, path) : parseNextLink(response.headers.get('link') ?? '');
    return typeof link === 'string' && link ? followLink(link, request, response) : undefined;
  };
}

function followLink(link: string, request: ApiRequest, { url }: Response): ApiRequest {
  const [path = ''] = getPath(request).split('?');
  const current = parseUrl(url);
  const next = current && parseUrl(link, current.href);
  // Schemes are not compared: behind a proxy that ends TLS, ASP.NET Core writes http. The request goes to the base URL anyway.
  if (current && next?.host === current.host && current.pathname.endsWith(path)) {
    const base = current.pathname.slice(0, current.pathname.length - path.length);
    if (next.pathname.startsWith(`${base}/`)) {
      const text = next.pathname.slice(base.length) + next.search;
      return { ...request, path: { template: getPathTemplate(request), text }, query: undefined };
    }
  }
  throw new SdkError(
    `The next page of ${request.method} ${path} is not requested: its link leaves ${current?.host ?? 'a response without a URL'}`,
  );
}

/** @returns The target of the link with `rel="next"`, among those of a `Link` header. */
function parseNextLink(header: string): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    if ((quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return undefined;
}

/** How far the pages up to the current one reach into the list. */
interface Progress {
  /** 0 when it is not known. */
  readonly pageCount: number;
  readonly itemCount: number;
  /** The size of a full page. */
  readonly size: number | undefined;
}

/** An empty page is the last one. Otherwise the response's metadata decides; without any, a page that is not full is the last. */
function isLast(
  { data, items }: Page,
  metadata: ListMetadata,
  { pageCount, itemCount, size }: Progress,
): boolean {
  if (items.length === 0) return true;
  const more = getAtPath(data, metadata.more);
  if (typeof more === 'boolean') return !more;
  const pages = pageCount > 0 ? toCount(getAtPath(data, metadata.pages)) : undefined;
  if (pages !== undefined) return pageCount >= pages;
  const total = toCount(getAtPath(data, metadata.total));
  // On a full page, a total that equals its length may be the count of the page only.
  if (total !== undefined && (total > items.length || items.length !== size))
    return itemCount >= total;
  return size !== undefined && items.length < size;
}

/** The page size that the response reports, which may be less than requested, else the requested one. */
function getPageSize(
  { request, data }: Page,
  { pageSize }: ListMetadata,
  parameter = '',
): number | undefined {
  const size = toCount(getAtPath(data, pageSize)) ?? toCount(request.query?.values[parameter]);
  return size === 0 ? undefined : size;
}

/** Takes digits as well as a number: .NET may write a number as a string. */
function toCount(value: unknown): number | undefined {
  return /^\d+$/.test(String(value)) ? Number(value) : undefined;
}

function withQueryValue(request: ApiRequest, name: string, value: unknown): ApiRequest {
  return { ...request, query: toQuery({ ...request.query?.values, [name]: value }) };
}
