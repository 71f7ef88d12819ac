import type { ApiCaller, ApiRequest, RequestOptions, RequestSource } from '../caller.js';
import type { ApiPromise, DataWithResponse } from '../operation-call.js';
import { buildUrl, buildOnce } from '../request.js';
import { getAtPath, isRecord, type ValuePath } from '../values.js';

/**
 * The promise of a list's first page, and the items of that page and all that follow, in order:
 * `for await (const item of call)`. A page is requested when its first item is needed. The call's options apply to every
 * request.
 */
export interface PagedPromise<T, Item> extends ApiPromise<T>, AsyncIterable<Item> {
  /** This page and all that follow: `for await (const page of call.pages())`. */
  pages(): AsyncIterable<T>;
}

/** One page, as a pagination strategy sees it. */
export interface Page {
  readonly request: ApiRequest;
  readonly response: Response;
  readonly data: unknown;
  readonly items: readonly unknown[];
  /** Items received so far, those of this page included. */
  readonly itemCount: number;
  /** Pages received so far, this one included. */
  readonly pageCount: number;
}

/** @returns The request for the page after this one; undefined when this is the last. */
export type NextPage = (page: Page) => ApiRequest | undefined;

/** How an operation pages. */
export interface Pagination {
  /** Where a response has the list of items. */
  readonly items: ValuePath;
  /** Created by a function of `strategies.ts`. */
  readonly next: NextPage;
  /** Formats a page's items, to detect a page that is sent twice. Default: `JSON.stringify`. */
  readonly toText?: (items: unknown) => string | undefined;
}

/**
 * Calls an operation that pages, starting with its first page. The iteration always ends: it sends no request twice,
 * and stops at a page that repeats the one before.
 */
export function callPaged<T, Item>(
  client: ApiCaller,
  source: RequestSource,
  pagination: Pagination,
  options?: RequestOptions,
): PagedPromise<T, Item> {
  const getFirstRequest = buildOnce(source);
  const call = client.call<T>(getFirstRequest, options);
  const iterate = () => {
    const first = call.withResponse();
    // The loop awaits it later. Until then, a rejection must not count as unhandled.
    first.catch(() => undefined);
    return iteratePages(client, first, { getFirstRequest, pagination, options });
  };
  return Object.assign(call, {
    [Symbol.asyncIterator]: () => iterateItems<Item>(iterate()),
    pages: () => iterateData(iterate()),
  });
}

interface PagedCall {
  readonly getFirstRequest: () => ApiRequest;
  readonly pagination: Pagination;
  readonly options: RequestOptions | undefined;
}

type PageOf<T> = Page & { readonly data: T };

async function* iteratePages<T>(
  client: ApiCaller,
  firstPage: Promise<DataWithResponse<T>>,
  { getFirstRequest, pagination, options }: PagedCall,
): AsyncGenerator<PageOf<T>> {
  const requested = new Set<string>();
  let request: ApiRequest | undefined;
  let pending = firstPage;
  let previousText: string | undefined = '';
  let itemCount = 0;
  for (let pageCount = 1; ; pageCount += 1) {
    const { data, response } = await pending;
    request ??= getFirstRequest();
    requested.add(buildUrl('', request));
    const list = getAtPath(data, pagination.items);
    const items = Array.isArray(list) ? (list as readonly unknown[]) : [];
    // A server that ignores the page parameter sends the same page for ever.
    const text = isRecord(items[0]) ? (pagination.toText ?? JSON.stringify)(items) : '';
    if (text && text === previousText) return;
    previousText = text;
    itemCount += items.length;
    const page = { request, response, data, items, itemCount, pageCount };
    yield page;
    const next = pagination.next(page);
    if (!next || requested.has(buildUrl('', next))) return;
    request = next;
    pending = client.call<T>(request, options).withResponse();
  }
}

async function* iterateItems<Item>(pages: AsyncIterable<Page>) {
  // The document declares that the list holds `Item`s; it is not checked at run time.
  for await (const { items } of pages) yield* items as readonly Item[];
}

async function* iterateData<T>(pages: AsyncIterable<PageOf<T>>) {
  for await (const { data } of pages) yield data;
}
