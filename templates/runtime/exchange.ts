import { acceptFor, parseErrorBody, readAnswer } from './answer.js';
import type { ApiRequest, RequestOptions } from './caller.js';
import { mergeHeaders, setHeader } from './headers.js';
import { pipeline, type HttpRequest } from './pipeline.js';
import type { Answer } from './promise.js';
import { readText, SHORT_BYTES } from './read-text.js';
import { withoutSecrets } from './redact.js';
import { retryAfterMs } from './retry-after.js';
import { connected, send } from './send.js';
import type { Settings } from './settings.js';
import { statusError } from './status-errors.js';
import { encode, pairsText } from './values.js';

/** What is asked for, and where the asking stands. */
export interface Call {
  readonly settings: Settings;
  readonly request: ApiRequest;
  readonly options: RequestOptions;
  /** Asked once the response is there: true leaves its body unread. */
  readonly wantsRaw: () => boolean;
  readonly url: string;
  /** The URL without the values of its query, and the method before it: what may be shown. */
  readonly shownUrl: string;
  readonly place: string;
  /** Requests sent so far. */
  sent: number;
  /** What the request carries. */
  token: string | undefined;
}

/**
 * Sends one request and reads its answer to the end.
 *
 * @throws ApiError for a status that is no success, ConnectionError, ResponseParseError.
 */
export async function exchange(call: Call, signal: AbortSignal): Promise<Answer<unknown>> {
  const { settings, request, token, sent: attempts, place } = call;
  const { clock, purpose, longestAnswer } = settings;
  const secrets = [token, ...settings.secrets];
  const http = httpRequest(call, signal);
  const sentAt = clock.monotonic();
  const last = async (passed: HttpRequest) => {
    const ready = withCredentials(passed, call);
    return connected(ready, () => send(settings.fetch, ready));
  };
  const context = { purpose, attempt: attempts };
  const response = await pipeline(settings.middleware, context, last)(http);
  const { status, headers, ok } = response;
  const requestId = headers.get('x-request-id');
  const durationMs = Math.round(clock.monotonic() - sentAt);
  settings.logger?.debug?.(`${place} answered ${status}`, { attempts, durationMs, requestId });
  if (ok && call.wantsRaw()) return { data: undefined, response };
  return connected(http, async () => {
    if (ok)
      return {
        data: await readAnswer(response, request, place, secrets, longestAnswer),
        response,
      };
    const text = withoutSecrets(await readText(response, SHORT_BYTES), secrets);
    const body = parseErrorBody(response, text, request.readError);
    const wait = retryAfterMs(headers, clock.now());
    const { method } = request;
    const url = call.shownUrl;
    throw statusError({ status, headers, body, method, url, attempts, retryAfterMs: wait });
  });
}

function httpRequest({ settings, request, options, url }: Call, signal: AbortSignal): HttpRequest {
  const { method, body } = request;
  const headers = mergeHeaders(
    { accept: acceptFor(request.expect) },
    settings.headers,
    { 'content-type': body?.mediaType, cookie: pairsText(request.cookies, '; ') },
    request.headers,
    options.headers,
  );
  return { method, url, headers, body: body?.content, signal };
}

/** Adds what proves who calls, unless middleware sends the request elsewhere. */
function withCredentials(http: HttpRequest, { settings, request, token }: Call): HttpRequest {
  const { baseUrl, apiKey } = settings;
  if (request.auth || !http.url.startsWith(`${baseUrl}/`)) return http;
  const headers = new Headers(http.headers);
  let { url } = http;
  if (token && !headers.has('authorization'))
    setHeader(headers, 'authorization', `Bearer ${token}`);
  if (apiKey?.in === 'header') setHeader(headers, apiKey.name, apiKey.value);
  if (apiKey?.in === 'query')
    url += `${url.includes('?') ? '&' : '?'}${encode(apiKey.name)}=${encode(apiKey.value)}`;
  return { ...http, url, headers };
}
