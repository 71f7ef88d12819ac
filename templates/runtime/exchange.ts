import { readJson, errorBody, readBodyText, SHORT_BYTES } from './answer.js';
import { factsOf, placeOf, withoutSecrets, type Call } from './call.js';
import {
  codeOf,
  ConnectionError,
  ResponseParseError,
  SdkError,
  statusError,
  type ApiError,
} from './errors.js';
import type { HttpRequest, Send } from './middleware.js';
import { mergedHeaders, sendable } from './request.js';

/** What goes along to show who calls, besides a token. Middleware does not see it. */
export interface Proof {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Encoded. */
  readonly query?: string | undefined;
  readonly body?: URLSearchParams | undefined;
}

/**
 * Sends one request and reads its answer to the end, unless the response alone is wanted.
 *
 * @returns The data.
 * @throws ApiError for a status that is no success, ConnectionError, ResponseParseError, what middleware throws.
 */
export async function exchange(call: Call, signal: AbortSignal): Promise<unknown> {
  const { settings, request, options, url } = call;
  const { purpose, middleware, logger, clock } = settings;
  const { method, body, reader = readJson } = request;
  const headers = mergedHeaders(
    { accept: reader.accept, ...settings.headers },
    body && { 'content-type': body.mediaType },
    request.headers,
    options?.headers,
  );
  const sending = middleware.length
    ? throughMiddleware(call, {
        method,
        url,
        headers: new Headers(headers),
        body: body?.content,
        signal,
      })
    : send(call, method, url, headers, body?.content, signal);
  // Nobody else asks for the time, and asking is not free.
  const sentAt = logger ? clock.monotonic() : 0;
  let response: Response | undefined;
  let text = '';
  try {
    response = await sending;
    call.response = response;
    logger?.debug?.(`${placeOf(call)} answered ${response.status}`, {
      attempts: call.sent,
      durationMs: Math.round(clock.monotonic() - sentAt),
      requestId: response.headers.get('x-request-id'),
    });
    if (!response.ok) throw refusal(call, response, await readBodyText(response, SHORT_BYTES));
    if (call.wantsRaw) return undefined;
    const taken = reader.take?.(response);
    if (taken) return await taken;
    text = await readBodyText(response, purpose === 'api' ? Infinity : SHORT_BYTES);
    return reader.parse(text, request.decode, response);
  } catch (error) {
    // Platforms differ in what they throw when a signal fires; and what middleware throws is not the network's.
    if (signal.aborted) throw signal.reason;
    throw response || !middleware.length ? failure(call, error, response, text) : error;
  }
}

function throughMiddleware(call: Call, request: HttpRequest): Promise<Response> {
  const { middleware, purpose } = call.settings;
  const last: Send = ({ method, url, headers, body, signal }) => {
    const plain: Record<string, string> = {};
    headers.forEach((value, name) => (plain[name] = value));
    return send(call, method, url, plain, body, signal).catch((error: unknown) => {
      throw failure(call, error);
    });
  };
  const context = { purpose, attempt: call.sent };
  const first = middleware.reduceRight<Send>(
    (next, layer) => (passed) => layer(passed, next, context),
    last,
  );
  return first(request);
}

/**
 * Hands a request to `fetch`, with what proves who calls, unless middleware sends it elsewhere. A redirect is an answer like any
 * other and is not followed: an operation has one address, and whoever is at another gets no credentials.
 */
function send(
  { settings, request, token }: Call,
  method: string,
  url: string,
  headers: Record<string, string>,
  body: BodyInit | null = null,
  signal: AbortSignal,
): Promise<Response> {
  const { baseUrl, proof } = settings;
  if (!request.auth && `${url}/`.startsWith(`${baseUrl}/`)) {
    if (token) headers['authorization'] ??= sendable('authorization', `Bearer ${token}`);
    Object.assign(headers, proof.headers);
    if (proof.query) url += (url.includes('?') ? '&' : '?') + proof.query;
    body = proof.body ?? body;
  }
  // Streams need `duplex`, which TypeScript's DOM library does not know everywhere.
  const init = { method, headers, body, signal, redirect: 'manual', duplex: 'half' } as const;
  return settings.fetch(url, init);
}

/** An error of the SDK stays what it is; once the whole body is there, it is what cannot be read; else the network failed. */
function failure(call: Call, error: unknown, response?: Response, text?: string): unknown {
  if (error instanceof SdkError) return error;
  const place = placeOf(call);
  if (!response || !text)
    return new ConnectionError(`${place} failed: ${codeOf(error) ?? String(error)}`, error);
  const { status } = response;
  const { missing = 'JSON' } = error as { readonly missing?: string };
  const message = withoutSecrets(call, `${place} answered ${status} without ${missing}`);
  const snippet = withoutSecrets(call, text).slice(0, 200);
  return new ResponseParseError(message, undefined, { status, snippet });
}

function refusal(call: Call, response: Response, text: string): ApiError {
  const { settings, request } = call;
  const { status, headers } = response;
  return statusError({
    ...factsOf(call),
    status,
    headers,
    body: errorBody(response, withoutSecrets(call, text), request.decodeError),
    retryAfterMs: retryAfterMs(headers, settings.clock.now()),
  });
}

/**
 * How long `Retry-After` asks to wait (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 *
 * @param now Milliseconds since 1970.
 * @returns Milliseconds; undefined when the header is absent or is neither form exactly.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  // An HTTP date is what `toUTCString()` writes, and nothing else.
  const isDate = date >= 0 && new Date(date).toUTCString() === value;
  return isDate ? Math.max(0, date - now) : undefined;
}
