import { SdkError, TokenError, type ApiError } from '../core/errors.js';
import { maskSecrets } from './mask-secrets.js';
import { createCall } from './operation-call.js';
import type {
  ClientAuthentication,
  ClientIdentity,
  ClientProof,
} from '../core/client-authentication.js';
import type { ClientCredentialsOptions, StoredToken } from '../core/options.js';
import { getOrigin } from './parse-url.js';
import { performCall } from './perform-call.js';
import { redactUrl } from './request.js';
import type { Settings } from './settings.js';

/** A client credentials grant (RFC 6749, section 4.4). */
export interface ClientCredentialsGrant
  extends
    ClientIdentity,
    Pick<ClientCredentialsOptions, 'clientAuthentication' | 'scope' | 'tokenParameters'> {}

/**
 * Requests a token. It is a call like any other, with middleware, a timeout and two retries, but without rate limit
 * and credentials. With its retries, it takes at most one and a half times `tokenTimeout`.
 *
 * @throws TokenError, or what middleware throws.
 */
export async function requestToken(
  client: Settings & ClientCredentialsGrant,
  signal: AbortSignal,
): Promise<StoredToken> {
  const { tokenUrl, scope, tokenTimeout, fetch, clock } = client;
  const secrets = [...client.secrets];
  const settings: Settings = {
    ...client,
    purpose: 'token',
    baseUrl: tokenUrl,
    secrets,
    limiter: undefined,
    headers: createHeaders(),
    // Here, after all middleware, so that what it has changed is sent, and that it sees no secret.
    fetch: async (url, init) =>
      fetch(url, await authenticate(client, secrets, url as string, init)),
    timeout: tokenTimeout,
    totalTimeout: 1.5 * tokenTimeout,
    maxRetries: 2,
    maxRetryAfter: Math.min(client.maxRetryAfter, tokenTimeout),
  };
  const parameters = Object.entries(client.tokenParameters ?? {});
  const form = new URLSearchParams({
    // What authenticates the client comes from its own options.
    ...Object.fromEntries(parameters.filter(([name]) => !name.startsWith('client_'))),
    grant_type: 'client_credentials',
    ...(scope && { scope }),
  });
  const body = { content: String(form), mediaType: 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', path: '', auth: [], body, idempotent: true };
  const obtainedAt = clock.now();
  try {
    const call = createCall(settings, request, { signal });
    return parseToken(await performCall(call), obtainedAt, settings);
  } catch (error) {
    throw toTokenError(error, settings);
  }
}

/**
 * Next.js may cache a POST too, even for ever, and would give a revoked token again: no two requests are the same. With
 * `cache: 'no-store'` it could build no static page. In a browser, another header would cost a preflight request.
 */
function createHeaders(): Readonly<Record<string, string>> {
  return 'document' in globalThis ? {} : { 'x-request-id': String(Math.random()).slice(2) };
}

/**
 * Adds the client's credentials to a token request, unless middleware has sent it to another host or has added its own.
 *
 * @param secrets Gets what the credentials are encoded as, to be masked in texts from the server.
 */
async function authenticate(
  client: ClientCredentialsGrant,
  secrets: string[],
  url: string,
  init: RequestInit = {},
): Promise<RequestInit> {
  const { tokenUrl, clientAuthentication = bodyAuthentication } = client;
  const isOwn = getOrigin(url) === getOrigin(tokenUrl);
  const proof: ClientProof = isOwn ? await clientAuthentication.prove(client) : {};
  const { form = {}, authorization, secret = '' } = proof;
  secrets.push(secret);
  return {
    ...init,
    headers: { ...(authorization && { authorization }), ...(init.headers as HeaderRecord) },
    body: addToForm(init.body ?? null, form),
  };
}

type HeaderRecord = Record<string, string>;

/** Id and secret as parameters in the body, which most servers take (RFC 6749, section 2.3.1). */
const bodyAuthentication: Pick<ClientAuthentication, 'prove'> = {
  prove: ({ clientId, clientSecret = '' }) => ({
    form: { client_id: clientId, client_secret: clientSecret },
  }),
};

/** Leaves a body alone that middleware has put in place of the form. */
function addToForm(
  body: BodyInit | null,
  parameters: Readonly<Record<string, string>>,
): BodyInit | null {
  if (typeof body !== 'string' && !(body instanceof URLSearchParams)) return body;
  const form = new URLSearchParams(body);
  for (const [name, value] of Object.entries(parameters))
    if (!form.has(name)) form.append(name, value);
  return String(form);
}

/** What a token endpoint should send; it may send anything. */
type Members = Readonly<Record<string, string | number | null | undefined>>;

/**
 * Reads a token response (RFC 6749, section 5.1). Servers differ in how they spell `Bearer` and in whether `expires_in`
 * is a number. Without `expires_in`, a token is used until it is refused.
 */
function parseToken(data: unknown, obtainedAt: number, settings: Settings): StoredToken {
  const { access_token: token, token_type, expires_in: seconds } = Object(data) as Members;
  const type = token_type ?? 'bearer';
  const isBearer = typeof type === 'string' && /^\s*bearer\s*$/i.test(type);
  // Other characters cannot be sent in a header.
  if (!isBearer || typeof token !== 'string' || !/^[ -~]+$/.test(token))
    throw createTokenError(settings, data);
  const expiresAt = obtainedAt + (typeof seconds === 'object' ? 0 : Number(seconds) * 1000);
  const isKnown = expiresAt > obtainedAt && expiresAt < Infinity;
  return { accessToken: token, obtainedAt, ...(isKnown && { expiresAt }) };
}

/** Converts an error of the SDK; what middleware or `parseToken` throws stays as it is. */
function toTokenError(error: unknown, settings: Settings): unknown {
  if (!(error instanceof SdkError) || error instanceof TokenError) return error;
  const { status, body } = error as Partial<ApiError>;
  return status
    ? createTokenError(settings, body, status)
    : new TokenError(`No access token: ${error.message}`, error);
}

/** Keeps the three members of a response that RFC 6749, section 5.2 defines, and nothing else of it. */
function createTokenError(
  { baseUrl, secrets }: Settings,
  body: unknown,
  status?: number,
): TokenError {
  const members = Object(body) as Members;
  const [code, description, uri] = ['error', 'error_description', 'error_uri'].map((name) => {
    const value = members[name];
    return value ? maskSecrets(String(value), secrets) : undefined;
  });
  const words = [redactUrl(baseUrl), 'returned', status ?? 'no bearer token', code, description];
  const details = { status, code, description, uri };
  return new TokenError(`No access token: ${words.filter(Boolean).join(' ')}`, undefined, details);
}
