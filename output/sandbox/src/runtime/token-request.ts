import { performCall } from './client.js';
import { SdkError, TokenError, type ApiError } from './errors.js';
import { createCall } from './operation-call.js';
import type { StoredToken, TokenParameters } from './options.js';
import type { Settings } from './settings.js';
import { toText } from './values.js';

/** The parameters of a client credentials grant (RFC 6749, section 4.4). */
export interface ClientCredentialsGrant {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | undefined;
  readonly tokenParameters?: TokenParameters | undefined;
}

/**
 * Requests a token. It is a call like any other, with middleware, a timeout and two retries, but without rate limit
 * and credentials.
 *
 * @throws TokenError, or what middleware throws.
 */
export async function requestToken(
  client: Settings & ClientCredentialsGrant,
): Promise<StoredToken> {
  const { tokenUrl, clientId, clientSecret, scope, tokenParameters } = client;
  const form = new URLSearchParams({
    ...tokenParameters,
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope && { scope }),
  });
  const settings: Settings = {
    ...client,
    purpose: 'token',
    baseUrl: tokenUrl,
    held: ['form'],
    fixed: new Map([['form', { body: form }]]),
    limiter: undefined,
    headers: {},
    timeout: client.tokenTimeout,
    totalTimeout: Infinity,
    maxRetries: 2,
  };
  const obtainedAt = client.clock.now();
  try {
    const call = createCall(settings, {
      method: 'POST',
      path: '',
      auth: [['form']],
      idempotent: true,
    });
    return parseToken(await performCall(call), obtainedAt);
  } catch (error) {
    throw toTokenError(error, tokenUrl);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** RFC 6749, section 5.1. Servers differ in the case of `Bearer`, and in whether `expires_in` is a number. */
function parseToken(data: unknown, obtainedAt: number): StoredToken {
  const {
    access_token: accessToken,
    token_type: type = 'bearer',
    expires_in: seconds,
  } = Object(data) as Members;
  if (typeof accessToken !== 'string' || !accessToken || !/^bearer$/i.test(String(type)))
    throw new TokenError('No access token returned');
  const lifetimeMs = Number(seconds) * 1000;
  return { accessToken, obtainedAt, ...(lifetimeMs > 0 && { expiresAt: obtainedAt + lifetimeMs }) };
}

/** Keeps the three members that RFC 6749, section 5.2 defines, and nothing else of the response. */
function toTokenError(error: unknown, tokenUrl: string): unknown {
  // What middleware or `parseToken` throws stays as it is.
  if (!(error instanceof SdkError) || error instanceof TokenError) return error;
  const { status, body } = error as Partial<ApiError>;
  const members = Object(body) as Members;
  const text = (name: string) => (members[name] ? toText(members[name]) : undefined);
  const code = text('error');
  const description = text('error_description');
  const details = status ? [tokenUrl, 'returned', status, code, description] : [error.message];
  return new TokenError(
    `No access token: ${details.filter(Boolean).join(' ')}`,
    status ? undefined : error,
    { status, code, description, uri: text('error_uri') },
  );
}
