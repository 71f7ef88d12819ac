import type { ResponseReader } from './caller.js';
import {
  createApiError,
  ConnectionError,
  getErrorCode,
  ResponseParseError,
  SdkError,
  type ApiError,
} from './errors.js';
import { describeCall, maskSecrets, toErrorDetails, type OperationCall } from './operation-call.js';
import type { HttpRequest, Send } from './options.js';
import { checkHeaderValue, mergeHeaders } from './request.js';
import { MAX_ERROR_BYTES, parseErrorBody, readBodyText, readJson } from './response-body.js';

/**
 * Sends one request and reads its response to the end, unless the caller wants the response alone.
 *
 * @returns The data.
 * @throws ApiError for a status that is not 2xx, ConnectionError, ResponseParseError, or what middleware throws.
 */
export async function sendRequest(call: OperationCall, signal: AbortSignal): Promise<unknown> {
  const { settings, request, options, url } = call;
  const { purpose, middleware, logger, clock } = settings;
  const { method, body, reader = readJson, accept = reader.accept } = request;
  const headers = mergeHeaders(
    { accept, ...settings.headers },
    body && { 'content-type': body.mediaType },
    request.headers,
    options?.headers,
  );
  const sending = middleware.length
    ? sendThroughMiddleware(call, {
        method,
        url,
        headers: new Headers(headers),
        body: body?.content,
        signal,
      })
    : fetchWithAuth(call, method, url, headers, body?.content, signal);
  // Only the log needs the time, and reading the clock is not free.
  const sentAt = logger ? clock.monotonic() : 0;
  let response: Response | undefined;
  let text = '';
  try {
    response = await sending;
    // A custom `fetch` or middleware may ignore its signal; nobody would read what comes too late.
    if (signal.aborted) await response.body?.cancel();
    signal.throwIfAborted();
    call.response = response;
    logger?.debug?.(`${describeCall(call)} returned ${response.status}`, {
      attempts: call.sent,
      durationMs: Math.round(clock.monotonic() - sentAt),
      requestId: response.headers.get('x-request-id'),
    });
    if (!response.ok)
      throw toApiError(call, response, await readBodyText(response, MAX_ERROR_BYTES));
    if (call.wantsRaw) return undefined;
    const taken = reader.take && takeBody(call, reader.take, response);
    if (taken) return await taken;
    text = await readBodyText(response, purpose === 'api' ? Infinity : MAX_ERROR_BYTES);
    return reader.parse(text, request.decode, response);
  } catch (error) {
    // What `fetch` throws for an aborted signal differs by platform; the signal's reason does not.
    if (signal.aborted) throw signal.reason;
    // With middleware, an error before the response comes from the middleware, or is converted already.
    throw response || !middleware.length ? toSdkError(call, error, response, text) : error;
  }
}

function takeBody(
  call: OperationCall,
  take: NonNullable<ResponseReader['take']>,
  response: Response,
): Promise<unknown> | undefined {
  return take(response, (error, text) => toSdkError(call, error, response, text));
}

function sendThroughMiddleware(call: OperationCall, request: HttpRequest): Promise<Response> {
  const { middleware, purpose } = call.settings;
  const last: Send = ({ method, url, headers, body, signal }) => {
    const plain: Record<string, string> = {};
    headers.forEach((value, name) => (plain[name] = value));
    return fetchWithAuth(call, method, url, plain, body, signal).catch((error: unknown) => {
      throw toSdkError(call, error);
    });
  };
  const context = { purpose, attempt: call.sent };
  const first = middleware.reduceRight<Send>(
    (next, layer) => (given) => layer(given, next, context),
    last,
  );
  return first(request);
}

/**
 * Passes a request to `fetch`, with credentials if it goes to its own base URL: middleware may have sent it elsewhere.
 * Redirects are not followed, for the same reason: another address must not get the credentials.
 */
function fetchWithAuth(
  call: OperationCall,
  method: string,
  url: string,
  headers: Record<string, string>,
  body: BodyInit | null = null,
  signal: AbortSignal,
): Promise<Response> {
  const { settings, auth, baseUrl } = call;
  call.isTokenSent = false;
  if (`${url}/`.startsWith(`${baseUrl}/`))
    for (const name of auth) {
      if (name === 'token') addToken(call, headers);
      const fields = settings.fixed.get(name);
      // A header of the user's has precedence.
      for (const header in fields?.headers) headers[header] ??= fields.headers[header] ?? '';
      if (fields?.query) url = addToQuery(url, fields.query);
      if (fields?.cookie) headers['cookie'] = joinCookies(headers['cookie'], fields.cookie);
      body = fields?.body ?? body;
    }
  // `fetch` requires `duplex` for streams; not every version of TypeScript's DOM library knows it.
  const init = { method, headers, body, signal, redirect: 'manual', duplex: 'half' } as const;
  return settings.fetch(url, init);
}

function addToken(call: OperationCall, headers: Record<string, string>): void {
  if (!call.token || headers['authorization'] !== undefined) return;
  headers['authorization'] = checkHeaderValue('authorization', `Bearer ${call.token}`);
  call.isTokenSent = true;
}

/** Adds a key to a query, unless it has one of that name: the link to a next page may. */
function addToQuery(url: string, key: string): string {
  const [name] = key.split('=', 1);
  const [path = ''] = url.split('?', 1);
  const query = url.slice(path.length);
  if (query.split(/[?&]/).some((pair) => pair.startsWith(`${name}=`))) return url;
  return `${url}${query ? '&' : '?'}${key}`;
}

/** One request has one `Cookie` header (RFC 6265, section 5.4). */
function joinCookies(...pairs: readonly (string | undefined)[]): string {
  return pairs.filter(Boolean).join('; ');
}

/**
 * Converts what was thrown while sending or reading. An error of the SDK stays as it is; once the whole body has
 * arrived, the body could not be parsed; anything else is a failure of the network.
 */
function toSdkError(
  call: OperationCall,
  error: unknown,
  response?: Response,
  text?: string,
): unknown {
  if (error instanceof SdkError) return error;
  const description = describeCall(call);
  if (!response || !text) {
    const code = getErrorCode(error);
    const what = maskSecrets(call, String(error));
    return new ConnectionError(
      `${description} failed: ${code ?? what}`,
      // Bun and Deno put the URL into their errors, and with it a key in the query.
      hasKeyInQuery(call) ? Object.assign(new Error(what), code && { code }) : error,
    );
  }
  const { status, headers } = response;
  const { missing = 'JSON' } = error as { readonly missing?: string };
  const message = maskSecrets(
    call,
    `${description} returned ${status} without ${missing} (${headers.get('content-type') ?? 'no content type'})`,
  );
  const snippet = maskSecrets(call, text).slice(0, 200);
  return new ResponseParseError(message, undefined, { status, snippet });
}

function hasKeyInQuery({ auth, settings }: OperationCall): boolean {
  return auth.some((name) => settings.fixed.get(name)?.query);
}

function toApiError(call: OperationCall, response: Response, text: string): ApiError {
  const { settings, request } = call;
  const { status, headers } = response;
  return createApiError({
    ...toErrorDetails(call),
    status,
    headers,
    body: parseErrorBody(response, maskSecrets(call, text), request.decodeError),
    retryAfterMs: parseRetryAfter(headers, settings.clock.now()),
  });
}

/**
 * How long `Retry-After` asks to wait (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 *
 * @param now Milliseconds since 1970.
 * @returns Milliseconds; undefined when the header is absent or malformed.
 */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  // `Date.parse` accepts more than HTTP dates, which are exactly what `toUTCString()` writes.
  const isHttpDate = date >= 0 && new Date(date).toUTCString() === value;
  return isHttpDate ? Math.max(0, date - now) : undefined;
}
