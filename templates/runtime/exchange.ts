import { asJson, errorBody } from './answer.js';
import { placeOf, type Call } from './call.js';
import { codeOf, ConnectionError, ResponseParseError, SdkError, type ApiError } from './errors.js';
import { mergedHeaders } from './headers.js';
import { through, type PlainRequest } from './pipeline.js';
import { readText, SHORT_BYTES } from './read-text.js';
import { redactUrl, withoutSecrets } from './redact.js';
import { retryAfterMs } from './retry-after.js';
import { statusError } from './status-errors.js';
import { encode } from './values.js';

/**
 * Sends one request and reads its answer to the end, unless the response alone is wanted.
 *
 * @returns The data.
 * @throws ApiError for a status that is no success, ConnectionError, ResponseParseError, what middleware throws.
 */
export async function exchange(call: Call, signal: AbortSignal): Promise<unknown> {
  const { settings, request } = call;
  const { logger, clock } = settings;
  const sentAt = logger && clock.monotonic();
  const response = await answerTo(call, signal);
  const { status, headers, ok } = response;
  call.response = response;
  logger?.debug?.(`${placeOf(call)} answered ${status}`, {
    attempts: call.sent,
    durationMs: Math.round(clock.monotonic() - (sentAt ?? 0)),
    requestId: headers.get('x-request-id'),
  });
  if (ok && call.wantsRaw) return undefined;
  let text = '';
  const most = ok ? settings.longestAnswer : SHORT_BYTES;
  const textOf = async () => (text = await readText(response, most));
  try {
    if (ok) return await (request.expect ?? asJson).read(response, textOf, request.read);
    await textOf();
  } catch (error) {
    throw text ? unreadable(call, response, text, error) : failure(call, error);
  }
  throw refusal(call, response, text);
}

function answerTo(call: Call, signal: AbortSignal): Promise<Response> {
  const { settings, request, options, url, sent: attempt } = call;
  const { middleware, purpose } = settings;
  const { method, body, expect = asJson } = request;
  const own = { accept: expect.accept, 'content-type': body?.mediaType };
  const headers = mergedHeaders(settings.headers, own, request.headers, options.headers);
  const plain = { method, url, headers, body: body?.content, signal };
  return middleware.length
    ? through(middleware, { purpose, attempt }, plain, (passed) => transmit(call, passed))
    : transmit(call, plain);
}

/**
 * Hands a request to `fetch`, with what proves who calls, unless middleware sends it elsewhere. A redirect is an answer like any
 * other and is not followed: an operation has one address, and whoever is at another gets no credentials.
 */
async function transmit(call: Call, plain: PlainRequest): Promise<Response> {
  const { settings, request, token } = call;
  const { baseUrl, apiKey } = settings;
  const { method, body = null, signal } = plain;
  let { url, headers } = plain;
  if (!request.auth && url.startsWith(`${baseUrl}/`)) {
    headers = mergedHeaders(
      { authorization: token && `Bearer ${token}` },
      headers,
      apiKey?.in === 'header' ? { [apiKey.name]: apiKey.value } : undefined,
    );
    if (apiKey?.in === 'query')
      url += `${url.includes('?') ? '&' : '?'}${encode(apiKey.name)}=${encode(apiKey.value)}`;
  }
  // Streams need `duplex`, which TypeScript's DOM library does not know everywhere.
  const init = { method, headers, body, signal, redirect: 'manual', duplex: 'half' } as const;
  try {
    return await settings.fetch(url, init);
  } catch (error) {
    throw failure(call, error);
  }
}

/** Gives a failure of the network its name; an error of the SDK stays what it is. */
function failure(call: Call, error: unknown): unknown {
  if (error instanceof SdkError) return error;
  return new ConnectionError(`${placeOf(call)} failed: ${codeOf(error) ?? String(error)}`, error);
}

/** A success that is not what its operation promises. */
function unreadable(
  call: Call,
  { status }: Response,
  text: string,
  error: unknown,
): ResponseParseError {
  const { missing = 'JSON' } = error as { readonly missing?: string };
  const clean = (told: string) => withoutSecrets(told, secretsOf(call));
  return new ResponseParseError(clean(`${placeOf(call)} answered ${status} without ${missing}`), {
    status,
    snippet: clean(text).slice(0, 200),
  });
}

function refusal(call: Call, response: Response, text: string): ApiError {
  const { settings, request, url, sent: attempts } = call;
  const { status, headers } = response;
  const body = errorBody(response, withoutSecrets(text, secretsOf(call)), request.readError);
  return statusError({
    status,
    headers,
    body,
    method: request.method,
    url: redactUrl(url),
    attempts,
    retryAfterMs: retryAfterMs(headers, settings.clock.now()),
  });
}

/** Struck out of whatever an answer repeats. */
function secretsOf({ settings, token }: Call): readonly (string | undefined)[] {
  return [token, ...settings.secrets];
}
