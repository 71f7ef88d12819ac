import {
  createApiError,
  ConnectionError,
  getErrorCode,
  getRootCause,
  ResponseParseError,
  SdkError,
  type ApiError,
} from '../core/errors.js';
import { describeCall, maskCallSecrets, type OperationCall } from './operation-call.js';
import type { HttpRequest, Send } from '../core/options.js';
import { checkHeaderValue, redactUrl } from './request.js';
import { parseRetryAfter } from './retry-after.js';
import { MAX_ERROR_BYTES, parseErrorBody, readBodyText, readJson } from './response.js';

/**
 * Sends one request and reads its response to the end, unless the caller wants the response alone.
 *
 * @returns The data.
 * @throws ApiError for a status that is not 2xx, ConnectionError, ResponseParseError, or what middleware throws.
 */
export async function sendRequest(call: OperationCall, signal: AbortSignal): Promise<unknown> {
  const { settings, request } = call;
  const { purpose, logger, clock } = settings;
  const { reader = readJson } = request;
  const sentAt = clock.monotonic();
  let response: Response | undefined;
  let text = '';
  call.sent += 1;
  try {
    response = await sendThroughMiddleware(call, signal);
    // A custom `fetch` or middleware may ignore its signal; nobody would read what comes too late.
    if (signal.aborted) return await response.body?.cancel();
    call.response = response;
    logger?.debug?.(`${describeCall(call)} returned ${response.status}`, {
      attempts: call.sent,
      durationMs: Math.round(clock.monotonic() - sentAt),
      requestId: response.headers.get('x-request-id'),
    });
    if (!response.ok)
      throw toApiError(call, response, await readBodyText(response, MAX_ERROR_BYTES));
    if (call.wantsRaw) return undefined;
    const taken = reader.take?.(response, (error, unread) =>
      toSdkError(call, error, response, unread),
    );
    if (taken) return await taken;
    text = await readBodyText(response, purpose === 'api' ? Infinity : MAX_ERROR_BYTES);
    return reader.parse(text, request.decode, response);
  } catch (error) {
    // An error before the response comes from the middleware, or is converted already.
    throw response ? toSdkError(call, error, response, text) : error;
  }
}

function sendThroughMiddleware(call: OperationCall, signal: AbortSignal): Promise<Response> {
  const { settings, request, info, headers, sent } = call;
  const context = { purpose: info.purpose, attempt: sent, call: info };
  const send = settings.middleware.reduceRight<Send>(
    (next, { aroundAttempt }) =>
      aroundAttempt ? (given) => aroundAttempt(given, next, context) : next,
    (given) => fetchWithAuth(call, given),
  );
  const { method, url } = info;
  const body = request.body?.content;
  return send({ method, url, headers: new Headers(headers), body, signal });
}

/**
 * Passes a request to `fetch`, with credentials if it goes to its own base URL: middleware may have sent it elsewhere.
 * Redirects are not followed, for the same reason: another address must not get the credentials.
 */
async function fetchWithAuth(
  call: OperationCall,
  { method, url, headers: given, body, signal }: HttpRequest,
): Promise<Response> {
  const { settings, auth, baseUrl } = call;
  const headers: Record<string, string> = {};
  given.forEach((value, name) => (headers[name] = value));
  let target = url;
  call.isTokenSent = false;
  try {
    if (`${url}/`.startsWith(`${baseUrl}/`))
      for (const name of auth) {
        if (name === 'token') addToken(call, headers);
        target = settings.fixed.get(name)?.addTo(headers, target) ?? target;
      }
    // `fetch` requires `duplex` for streams; not every version of TypeScript's DOM library knows it.
    const always = { redirect: 'manual', duplex: 'half' } as const;
    return await settings.fetch(target, { method, headers, body: body ?? null, signal, ...always });
  } catch (error) {
    throw toSdkError(call, error);
  }
}

function addToken(call: OperationCall, headers: Record<string, string>): void {
  if (!call.token || headers['authorization'] !== undefined) return;
  headers['authorization'] = checkHeaderValue('authorization', `Bearer ${call.token}`);
  call.isTokenSent = true;
}

/** Next.js throws from `fetch` when a page cannot be rendered ahead of time, and knows its error by this property. */
function isFrameworkSignal(error: unknown): boolean {
  return typeof (error as { readonly digest?: unknown } | null)?.digest === 'string';
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
  if (error instanceof SdkError || isFrameworkSignal(error)) return error;
  const description = describeCall(call);
  if (!response || !text) {
    const code = getErrorCode(error);
    const what = maskCallSecrets(call, String(getRootCause(error)));
    return new ConnectionError(
      `${description} failed: ${code ?? what}`,
      // Bun and Deno put the URL into their errors, and with it a key in the query.
      isKeyInUrl(call) ? Object.assign(new Error(what), code && { code }) : error,
    );
  }
  const { status, headers } = response;
  const { missing = 'JSON' } = error as { readonly missing?: string };
  const message = maskCallSecrets(
    call,
    `${description} returned ${status} without ${missing} (${headers.get('content-type') ?? 'no content type'})`,
  );
  const snippet = maskCallSecrets(call, text).slice(0, 200);
  return new ResponseParseError(message, undefined, { status, snippet });
}

function isKeyInUrl({ auth, settings }: OperationCall): boolean {
  return auth.some((name) => settings.fixed.get(name)?.isInUrl);
}

function toApiError(call: OperationCall, response: Response, text: string): ApiError {
  const { settings, request, info, sent } = call;
  const { status, headers } = response;
  return createApiError({
    method: info.method,
    url: redactUrl(info.url),
    attempts: sent,
    status,
    headers,
    body: parseErrorBody(response, maskCallSecrets(call, text), request.decodeError),
    retryAfterMs: parseRetryAfter(headers, settings.clock.now()),
  });
}
