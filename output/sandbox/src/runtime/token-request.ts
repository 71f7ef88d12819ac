import { callOf } from './call.js';
import { SdkError, TokenError, type ApiError } from './errors.js';
import { perform } from './client.js';
import type { Settings } from './settings.js';
import type { StoredToken } from './token-store.js';

/** The client credentials grant (RFC 6749, section 4.4). */
export interface Grant {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly scope?: string | undefined;
}

/**
 * Fetches a token: a call like any other, with middleware, timeout and two retries, but without rate limit and
 * credentials of its own.
 *
 * @throws TokenError
 */
export async function requestToken(client: Settings & Grant): Promise<StoredToken> {
  const { tokenUrl, clientId, clientSecret, scope } = client;
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...(scope && { scope }),
  });
  const settings: Settings = {
    ...client,
    purpose: 'token',
    baseUrl: tokenUrl,
    proof: { body: form },
    limiter: undefined,
    headers: {},
    timeout: client.tokenTimeout,
    totalTimeout: Infinity,
    maxRetries: 2,
  };
  const obtainedAt = client.clock.now();
  try {
    const call = callOf(settings, { method: 'POST', path: '', idempotent: true });
    return tokenOf(await perform(call), obtainedAt);
  } catch (error) {
    throw tokenError(error, tokenUrl);
  }
}

type Members = Readonly<Record<string, unknown>>;

/** RFC 6749, section 5.1; servers differ in the case of `Bearer`, and in whether the seconds are a number. */
function tokenOf(data: unknown, obtainedAt: number): StoredToken {
  const {
    access_token: accessToken,
    token_type: type = 'bearer',
    expires_in: seconds,
  } = Object(data) as Members;
  if (typeof accessToken !== 'string' || !accessToken || !/^bearer$/i.test(String(type)))
    throw new TokenError('No access token came');
  const life = Number(seconds) * 1000;
  return { accessToken, obtainedAt, ...(life > 0 && { expiresAt: obtainedAt + life }) };
}

/** Keeps the three members that RFC 6749, section 5.2 names, and nothing else of the answer. */
function tokenError(error: unknown, tokenUrl: string): unknown {
  // What middleware throws, or `tokenOf`, stays what it is.
  if (!(error instanceof SdkError) || error instanceof TokenError) return error;
  const { status, body } = error as Partial<ApiError>;
  const members = Object(body) as Members;
  const text = (name: string) => (members[name] ? String(members[name]) : undefined);
  const code = text('error');
  const description = text('error_description');
  const said = status ? [tokenUrl, 'answered', status, code, description] : [error.message];
  return new TokenError(
    `No access token: ${said.filter(Boolean).join(' ')}`,
    status ? undefined : error,
    { status, code, description, uri: text('error_uri') },
  );
}
