import {
  formatStatus,
  type Network,
  redactSecrets,
  redactUrl,
  sendWithRetries,
  type HttpRequest,
  type RawResponse,
} from '../source/index.js';
import { isRecord } from '../util/is-record.js';
import { ForgeError } from './forge.js';

/** A REST API that takes and gives JSON. */
export interface RestApi {
  /** With or without a slash at its end: `https://api.github.com`. */
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  /** No error shows them. */
  readonly secrets: readonly string[];
  /** What to do where the API refuses the token: which one it is, and what it has to be allowed. */
  readonly tokenHint: string;
  readonly network: Network;
}

export interface RestCall {
  readonly method: HttpRequest['method'];
  /** Below the base URL; its parts are encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Statuses beside 2xx that are no error. */
  readonly accepts?: readonly number[];
  /** True: sent twice, it does something twice. */
  readonly isUnrepeatable?: boolean;
}

export interface RestResponse {
  readonly status: number;
  /** The body, if it is JSON. */
  readonly data: unknown;
}

/**
 * Calls the API, with retries. No redirect is followed.
 *
 * @throws ForgeError for a status that is neither 2xx nor accepted; with what the API says, and without secrets.
 * @throws DownloadError when no response arrives.
 */
export async function call(api: RestApi, given: RestCall): Promise<RestResponse> {
  const request = toRequest(api, given);
  const response = await sendWithRetries(request, api.network);
  const { status } = response;
  if ((status >= 200 && status < 300) || given.accepts?.includes(status))
    return { status, data: parseBody(response) };
  throw refusedError(api, request, response);
}

/** The items of all pages of a list; at most 1 000. */
export async function listAll(api: RestApi, given: RestCall): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = { ...given.query, per_page: String(PAGE_SIZE), page: String(page) };
    const { data } = await call(api, { ...given, query });
    if (!Array.isArray(data)) throw new ForgeError(`${given.path} is no list.`);
    items.push(...(data as readonly unknown[]));
    if (data.length < PAGE_SIZE) break;
  }
  return items;
}

const PAGE_SIZE = 100;
const MAX_PAGES = 10;

/** A part of a path, in which a slash is no separator. */
export function encodePart(text: string): string {
  return encodeURIComponent(text);
}

/** @throws ForgeError when the API gives something else than a text. */
export function textAt(data: unknown, ...path: readonly string[]): string {
  const value = valueAt(data, path);
  if (typeof value === 'string') return value;
  throw unexpectedError(path, 'a text');
}

/** The text at a path; empty where the API has null, as for an issue without a text. */
export function optionalTextAt(data: unknown, ...path: readonly string[]): string {
  const value = valueAt(data, path);
  return typeof value === 'string' ? value : '';
}

/** @throws ForgeError when the API gives something else than a number. */
export function numberAt(data: unknown, ...path: readonly string[]): number {
  const value = valueAt(data, path);
  if (typeof value === 'number') return value;
  throw unexpectedError(path, 'a number');
}

export function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), data);
}

function unexpectedError(path: readonly string[], expected: string): ForgeError {
  return new ForgeError(`The forge's response has no ${path.join('.')} that is ${expected}.`, {
    hint: 'Check the URL of its API. If it is right, the version of the forge is not supported.',
  });
}

function toRequest({ baseUrl, headers }: RestApi, given: RestCall): HttpRequest {
  const url = new URL(`${baseUrl.replace(/\/$/, '')}/${given.path}`);
  for (const [name, value] of Object.entries(given.query ?? {})) url.searchParams.set(name, value);
  const { method, body, isUnrepeatable = false } = given;
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    url,
    headers: { accept: 'application/json', ...headers, ...type },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    isUnrepeatable,
  };
}

function parseBody({ bytes }: RawResponse): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    // A response without a body, or of a proxy: whoever needs a field of it says what is missing.
    return undefined;
  }
}

function refusedError(api: RestApi, { method, url }: HttpRequest, response: RawResponse) {
  const { status } = response;
  const said = describeRefusal(parseBody(response));
  const words = said === '' ? '' : `: ${redactSecrets(said, api.secrets)}`;
  return new ForgeError(`${method} ${redactUrl(url)} returned ${formatStatus(status)}${words}`, {
    hint: [401, 403, 404].includes(status)
      ? api.tokenHint
      : 'What the forge says tells what to change. Nothing else was changed.',
  });
}

/** What GitHub (`message`, `errors`) and GitLab (`message`, `error`) say, in one line. */
function describeRefusal(data: unknown): string {
  if (!isRecord(data)) return '';
  const parts = [data['message'], data['error'], data['errors']].filter(Boolean);
  return parts
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)))
    .join('; ')
    .replace(/\s+/g, ' ')
    .slice(0, 500);
}
