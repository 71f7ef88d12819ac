import type { ApiRequest } from './caller.js';
import { SdkError } from './errors.js';
import { valueAt, type AnswerPath, type NextPage, type Page } from './pages.js';
import { toQuery } from './parameters.js';

/** What an answer says of the list as a whole; each is believed where it is there. */
export interface Counts {
  /** Whether another page follows. */
  readonly more?: AnswerPath;
  /** The number of pages. */
  readonly pages?: AnswerPath;
  /** The number of items on all pages. */
  readonly total?: AnswerPath;
  /** How many items a full page has. */
  readonly pageSize?: AnswerPath;
}

export interface PageNumbers extends Counts {
  /** The query parameter of the page's number, and that of the number of items wanted. */
  readonly page: string;
  readonly size?: string;
  /** The number of the first page. */
  readonly first: number;
  /** Where an answer says which page it is. */
  readonly number?: AnswerPath;
}

/** Pages have numbers. */
export function byPageNumber(plan: PageNumbers): NextPage {
  return (page) => {
    const number =
      numberOf(page.request.query?.values[plan.page]) ??
      numberOf(valueAt(page.data, plan.number)) ??
      plan.first;
    const started = number - page.turned + 1;
    // A walk that began at 0 or 1 began with the first page, whatever the plan believes.
    const turned = page.turned + (started > 1 ? started - plan.first : 0);
    const size = sizeOf(page, plan, plan.size);
    const passed = size === undefined ? page.seen : turned * size;
    return isLast(page, plan, { turned, passed, size })
      ? undefined
      : withQuery(page.request, plan.page, number + 1);
  };
}

export interface Offsets extends Counts {
  /** The query parameter of how many items to skip, and that of the number of items wanted. */
  readonly offset: string;
  readonly size?: string;
}

/** Pages begin after so many items. */
export function byOffset(plan: Offsets): NextPage {
  return (page) => {
    const offset = (numberOf(page.request.query?.values[plan.offset]) ?? 0) + page.items.length;
    const size = sizeOf(page, plan, plan.size);
    return isLast(page, plan, { turned: 0, passed: offset, size })
      ? undefined
      : withQuery(page.request, plan.offset, offset);
  };
}

export interface Cursors {
  /** The query parameter that takes the cursor. */
  readonly cursor: string;
  /** Where an answer names the next page's. */
  readonly next: AnswerPath;
  readonly more?: AnswerPath;
}

/** Each page names the next one's cursor. An empty page may have a next one: a server may filter after it has counted. */
export function byCursor({ cursor, next, more }: Cursors): NextPage {
  return ({ request, data }) => {
    const value = valueAt(data, next);
    const isOne = /^(number|bigint)$/.test(typeof value) || (typeof value === 'string' && value);
    return isOne && valueAt(data, more) !== false ? withQuery(request, cursor, value) : undefined;
  };
}

/**
 * Each page links to the next one: in its body, else in the header `Link` with `rel="next"` (RFC 8288, section 3).
 *
 * @throws SdkError from the loop when the link leads to another origin, or out of the base URL: the token stays at home.
 */
export function byLink(path?: AnswerPath): NextPage {
  return ({ request, response, data }) => {
    const link = path ? valueAt(data, path) : linkedNext(response.headers.get('link') ?? '');
    return typeof link === 'string' && link ? followed(link, request, response) : undefined;
  };
}

function followed(link: string, request: ApiRequest, { url }: Response): ApiRequest {
  const [path = ''] = request.path.split('?');
  const here = URL.canParse(url) ? new URL(url) : undefined;
  const there = here && URL.canParse(link, here.href) ? new URL(link, here) : undefined;
  // Not the scheme: behind a proxy that ends TLS, ASP.NET Core writes http. What is sent goes to the base URL all the same.
  if (here && there?.host === here.host && here.pathname.endsWith(path)) {
    const base = here.pathname.slice(0, here.pathname.length - path.length);
    if (there.pathname.startsWith(`${base}/`)) {
      const next = there.pathname.slice(base.length) + there.search;
      return { ...request, path: next, query: undefined };
    }
  }
  throw new SdkError(
    `The next page of ${request.method} ${path} is not followed: its link leads away from ${here?.host ?? 'an answer without a URL'}`,
  );
}

function linkedNext(header: string): string | undefined {
  for (const [, target, parameters = ''] of header.matchAll(/<([^>]*)>([^<]*)/g)) {
    const [, quoted, bare] = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    if ((quoted ?? bare ?? '').toLowerCase().split(/\s+/).includes('next')) return target;
  }
  return undefined;
}

interface Reach {
  readonly turned: number;
  readonly passed: number;
  readonly size: number | undefined;
}

/** An empty page is the last one. Else the answer's own word counts; where it has none, a page that is not full is the last. */
function isLast({ data, items }: Page, counts: Counts, { turned, passed, size }: Reach): boolean {
  if (items.length === 0) return true;
  const more = valueAt(data, counts.more);
  if (typeof more === 'boolean') return !more;
  const pages = turned > 0 ? numberOf(valueAt(data, counts.pages)) : undefined;
  if (pages !== undefined) return turned >= pages;
  const total = numberOf(valueAt(data, counts.total));
  // A total that is this full page's length may be the page's own count.
  if (total !== undefined && (total > items.length || items.length !== size))
    return passed >= total;
  return size !== undefined && items.length < size;
}

/** What the answer says is a full page, which may be less than what was asked for. */
function sizeOf({ request, data }: Page, { pageSize }: Counts, asked = ''): number | undefined {
  const size = numberOf(valueAt(data, pageSize)) ?? numberOf(request.query?.values[asked]);
  return size === 0 ? undefined : size;
}

/** .NET may write a number as a string. */
function numberOf(value: unknown): number | undefined {
  return /^\d+$/.test(String(value)) ? Number(value) : undefined;
}

function withQuery(request: ApiRequest, name: string, value: unknown): ApiRequest {
  return { ...request, query: toQuery({ ...request.query?.values, [name]: value }) };
}
