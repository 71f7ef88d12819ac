import type { ApiPromise } from './call.js';
import type { ApiCaller, ApiRequest, RequestOptions } from './caller.js';
import { isRecord } from './parameters.js';
import { urlOf } from './request.js';

/** The promise of a list's first page, and the ways through all that follow. Each page is one request. */
export interface PagedPromise<T, Item> extends ApiPromise<T> {
  /**
   * The items of this page and of all that follow, in order: `for await (const item of call.pages())`.
   * A page is fetched when its first item is wanted. The call's options hold for each request.
   */
  pages(): AsyncIterable<Item>;
  /** The answers, page by page. */
  byPage(): AsyncIterable<T>;
}

/** Where a value lies in an answer: property names from the outside in; none for the answer itself. */
export type AnswerPath = readonly string[];

/** One page, as the way to the next one sees it. */
export interface Page {
  readonly request: ApiRequest;
  readonly response: Response;
  readonly data: unknown;
  readonly items: readonly unknown[];
  /** How many items and how many pages have come so far, this one included. */
  readonly seen: number;
  readonly turned: number;
}

/** The request for the page after this one; undefined when this is the last. */
export type NextPage = (page: Page) => ApiRequest | undefined;

/** How an operation pages; made by the functions of `page-turns.ts`. */
export interface Paging {
  readonly items: AnswerPath;
  readonly next: NextPage;
  /** A list's items as text, by which two pages are known to be the same. Default: `JSON.stringify`. */
  readonly textOf?: (items: unknown) => string | undefined;
}

/** Starts the call of the first page. Ends for certain: no request is sent twice, and no page given twice in a row. */
export function callPaged<T, Item>(
  client: ApiCaller,
  request: ApiRequest,
  paging: Paging,
  options?: RequestOptions,
): PagedPromise<T, Item> {
  const call = client.call<T>(request, options);
  const walk = () => {
    const first = call.withResponse();
    // The loop will meet it; a failure before its first turn is not unhandled.
    first.catch(() => undefined);
    return walked(client, first, { request, paging, options });
  };
  return Object.assign(call, {
    pages: () => itemsOf<T, Item>(walk()),
    byPage: () => answersOf(walk()),
  });
}

interface Walk {
  readonly request: ApiRequest;
  readonly paging: Paging;
  readonly options: RequestOptions | undefined;
}

async function* walked<T>(
  client: ApiCaller,
  first: ReturnType<ApiPromise<T>['withResponse']>,
  { request: start, paging, options }: Walk,
): AsyncGenerator<Page & { readonly data: T }> {
  const asked = new Set([urlOf('', start)]);
  let request = start;
  let answer = first;
  let before: string | undefined = '';
  let seen = 0;
  for (let turned = 1; ; turned += 1) {
    const { data, response } = await answer;
    const list = valueAt(data, paging.items);
    const items = Array.isArray(list) ? (list as readonly unknown[]) : [];
    // A server that does not know the parameter gives the same page for ever.
    const text = isRecord(items[0]) ? (paging.textOf ?? JSON.stringify)(items) : '';
    if (text && text === before) return;
    before = text;
    seen += items.length;
    const page = { request, response, data, items, seen, turned };
    yield page;
    const next = paging.next(page);
    if (!next || asked.has(urlOf('', next))) return;
    asked.add(urlOf('', next));
    request = next;
    answer = client.call<T>(request, options).withResponse();
  }
}

async function* itemsOf<T, Item>(pages: AsyncGenerator<Page & { readonly data: T }>) {
  // The document promises that the list holds `Item`s; nothing checks it at run time.
  for await (const { items } of pages) yield* items as readonly Item[];
}

async function* answersOf<T>(pages: AsyncGenerator<Page & { readonly data: T }>) {
  for await (const { data } of pages) yield data;
}

/** What lies there; undefined where the way ends early. */
export function valueAt(answer: unknown, path: AnswerPath | undefined): unknown {
  return path?.reduce<unknown>(
    (value, name) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    answer,
  );
}
