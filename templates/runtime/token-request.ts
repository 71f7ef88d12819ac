import { within } from './abort.js';
import type { Clock, Sleep } from './clock.js';
import { ConnectionError, TokenError } from './errors.js';
import { pipeline, type HttpRequest, type Middleware } from './pipeline.js';
import { readCapped } from './read-capped.js';
import { withoutSecrets } from './redact.js';
import { retryAfterMs } from './retry-after.js';
import { backoff } from './retry.js';
import { connected, send, type Fetch } from './send.js';
import type { StoredToken } from './token-store.js';
import { isRecord } from './values.js';

/** Whom to ask for a token, and how. Times are in milliseconds. */
export interface TokenRequest {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope: string | undefined;
  /** For one attempt. */
  readonly timeout: number;
  readonly maxRetryAfter: number;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly middleware: readonly Middleware[];
}

const MAX_RETRIES = 2;

/** What the endpoint answered, read to its end. */
interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly members: Readonly<Record<string, unknown>>;
}

/**
 * Fetches a token with the client credentials grant (RFC 6749, section 4.4), id and secret in the form.
 *
 * @throws TokenError after two retries where the failure may pass (network, 429, 5xx), else at once.
 */
export async function requestToken(request: TokenRequest): Promise<StoredToken> {
  const { clock, sleep, random, maxRetryAfter } = request;
  const never = new AbortController().signal;
  for (let retries = 0; ; retries += 1) {
    const obtainedAt = clock.now();
    const reply = await ask(request, retries + 1);
    if (!(reply instanceof ConnectionError) && reply.status === 200)
      return tokenOf(reply.members, obtainedAt, request);
    const asked =
      reply instanceof ConnectionError ? undefined : retryAfterMs(reply.headers, clock.now());
    if (retries === MAX_RETRIES || !mayPass(reply) || (asked ?? 0) > maxRetryAfter)
      throw refusal(reply, request);
    await sleep(asked ?? backoff(retries, random), never);
  }
}

async function ask(request: TokenRequest, attempt: number): Promise<Reply | ConnectionError> {
  const { tokenUrl, timeout, fetch, middleware } = request;
  try {
    return await within(
      { signal: undefined, ms: timeout, place: `POST ${tokenUrl}` },
      async (signal) => {
        const headers = new Headers({
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        });
        const http: HttpRequest = { method: 'POST', url: tokenUrl, headers, signal };
        const sending = pipeline(middleware, { purpose: 'token', attempt }, (last) =>
          send(fetch, withForm(last, request)),
        );
        const response = await sending(http);
        const text = await connected(http, () => readCapped(response));
        return { status: response.status, headers: response.headers, members: membersOf(text) };
      },
    );
  } catch (error) {
    if (error instanceof ConnectionError) return error;
    throw error;
  }
}

/** The secret goes to the token endpoint's origin, wherever middleware sends the request. */
function withForm(http: HttpRequest, request: TokenRequest): HttpRequest {
  if (new URL(http.url).origin !== new URL(request.tokenUrl).origin) return http;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: request.clientId,
    client_secret: request.clientSecret,
    ...(request.scope && { scope: request.scope }),
  });
  return { ...http, body: form.toString() };
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function mayPass(reply: Reply | ConnectionError): boolean {
  return reply instanceof ConnectionError || reply.status === 429 || reply.status >= 500;
}

function tokenOf(
  members: Reply['members'],
  obtainedAt: number,
  request: TokenRequest,
): StoredToken {
  const { access_token: accessToken, token_type: type, expires_in: seconds } = members;
  const bearer = type === undefined || String(type).toLowerCase() === 'bearer';
  if (typeof accessToken !== 'string' || accessToken === '' || !bearer)
    throw new TokenError(`${request.tokenUrl} answered 200 without a bearer token`, {
      status: 200,
    });
  const life = /^\d+(\.\d+)?$/.test(String(seconds)) ? Number(seconds) * 1000 : undefined;
  return { accessToken, obtainedAt, ...(life !== undefined && { expiresAt: obtainedAt + life }) };
}

/** Keeps the three members that RFC 6749, section 5.2 names, and nothing else of the answer. */
function refusal(
  reply: Reply | ConnectionError,
  { tokenUrl, clientSecret }: TokenRequest,
): TokenError {
  if (reply instanceof ConnectionError)
    return new TokenError(`No access token: ${reply.message}`, {}, reply);
  const { status, members } = reply;
  const text = (name: string) => {
    const value = members[name];
    return typeof value === 'string' ? withoutSecrets(value, [clientSecret]) : undefined;
  };
  const code = text('error');
  const description = text('error_description');
  const hint =
    code === 'invalid_client' ? '; check id and secret: each environment has its own' : '';
  const said = [status, code, description && `(${description})`].filter(Boolean).join(' ');
  const uri = text('error_uri');
  return new TokenError(`${tokenUrl} answered ${said}${hint}`, { status, code, description, uri });
}
