import { acceptFor, parseErrorBody, readAnswer } from './answer.js';
import type { ApiRequest, RequestOptions } from './caller.js';
import { cookieText, mergeHeaders, setHeader } from './headers.js';
import { loggedHeaders, redactUrl, withoutSecrets } from './redact.js';
import { pipeline, type HttpRequest } from './pipeline.js';
import type { Answer } from './promise.js';
import { readCapped } from './read-capped.js';
import { retryAfterMs } from './retry-after.js';
import { connected, sendFollowing } from './send.js';
import type { Settings } from './settings.js';
import { statusError } from './status-errors.js';
import { urlOf } from './url.js';

/** One attempt of a call. */
export interface Attempt {
  readonly request: ApiRequest;
  readonly options: RequestOptions;
  /** 1 for the first. */
  readonly number: number;
  readonly token: string | undefined;
  readonly signal: AbortSignal;
  readonly wantsRaw: () => boolean;
}

/**
 * Sends one request and reads its answer to the end.
 *
 * @throws ApiError for a status that is no success, ConnectionError, ResponseParseError.
 */
export async function exchange(settings: Settings, attempt: Attempt): Promise<Answer<unknown>> {
  const { request, token, number } = attempt;
  const { clock, logger, apiKey } = settings;
  const http = httpRequest(settings, attempt);
  const url = redactUrl(http.url);
  const place = `${http.method} ${url}`;
  const start = clock.monotonic();
  const sending = pipeline(settings.middleware, { purpose: 'api', attempt: number }, (last) =>
    sendFollowing(settings.fetch, withCredentials(last, settings, attempt)),
  );
  const response = await sending(http);
  logger?.debug?.(`${place} answered ${response.status}`, {
    attempt: number,
    durationMs: Math.round(clock.monotonic() - start),
    headers: loggedHeaders(response.headers),
  });
  const { status, headers } = response;
  if (response.ok) {
    if (attempt.wantsRaw()) return { data: undefined, response };
    const expect = request.expect ?? 'json';
    return { data: await connected(http, () => readAnswer(response, expect, place)), response };
  }
  const text = await connected(http, () => readCapped(response));
  const body = parseErrorBody(withoutSecrets(text, [token, apiKey?.value]), headers);
  throw statusError({
    status,
    headers,
    body,
    method: http.method,
    url,
    attempts: number,
    retryAfterMs: retryAfterMs(headers, clock.now()),
  });
}

function httpRequest(settings: Settings, attempt: Attempt): HttpRequest {
  const { request, options, signal } = attempt;
  const headers = mergeHeaders(
    { accept: acceptFor(request.expect ?? 'json') },
    settings.headers,
    request.body && { 'content-type': request.body.mediaType },
    { cookie: cookieText(request.cookies) },
    request.headers,
    options.headers,
  );
  const { method } = request;
  return {
    method,
    url: urlOf(settings.baseUrl, request),
    headers,
    body: request.body?.content,
    signal,
  };
}

/** Adds what proves who calls, unless middleware sends the request to another origin. */
function withCredentials(
  http: HttpRequest,
  { origin, apiKey }: Settings,
  { request, token }: Attempt,
): HttpRequest {
  if (request.auth === 'none' || new URL(http.url).origin !== origin) return http;
  const headers = new Headers(http.headers);
  let { url } = http;
  if (token !== undefined && !headers.has('authorization'))
    setHeader(headers, 'authorization', `Bearer ${token}`);
  switch (apiKey?.in) {
    case 'header':
      setHeader(headers, apiKey.name, apiKey.value);
      break;
    case 'cookie':
      setHeader(headers, 'cookie', joined(headers.get('cookie'), '; ', apiKey));
      break;
    case 'query':
      url = url.includes('?') ? joined(url, '&', apiKey) : joined(url, '?', apiKey);
      break;
    case undefined:
  }
  return { ...http, url, headers };
}

function joined(
  before: string | null,
  separator: string,
  { name, value }: { readonly name: string; readonly value: string },
): string {
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return before === null ? pair : before + separator + pair;
}
