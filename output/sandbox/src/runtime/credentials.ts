import type { CredentialNames } from './caller.js';
import { ConfigurationError, TokenError } from './errors.js';
import { describeCall, type OperationCall } from './operation-call.js';
import type { StoredToken, TokenFunction } from './options.js';
import { percentEncode } from './parameters.js';
import { mergeHeaders } from './request.js';
import type { Settings } from './settings.js';
import { getOrInsert, toByteString } from './values.js';

/** Fields of a request that carry a credential. They are added after middleware has seen the request. */
export interface AuthFields {
  /** By name in lower case. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Percent-encoded. */
  readonly query?: string | undefined;
  /** A pair of the header `Cookie`. */
  readonly cookie?: string | undefined;
  readonly body?: URLSearchParams | undefined;
  /** The secret in an encoding of this credential alone; what servers repeat of it is masked. */
  readonly encodedSecret?: string | undefined;
}

/** A credential that is sent as it is given. A client's bundle holds only those that its API uses. */
export interface Credential {
  /** The options that it consists of, the secret last. Default: one that has the credential's name. */
  readonly options?: readonly string[];
  /** @param values Of these options. */
  readonly place: (...values: readonly string[]) => AuthFields;
  /** True when a browser may send it without being told. */
  readonly isCookie?: boolean;
}

export function apiKeyInHeader(name: string): Credential {
  return { place: (key = '') => ({ headers: mergeHeaders({}, { [name]: key }) }) };
}

export function apiKeyInQuery(name: string): Credential {
  return { place: (key = '') => ({ query: `${percentEncode(name)}=${percentEncode(key)}` }) };
}

/** Browsers do not let a program set cookies; there, the page's own are sent. */
export function apiKeyInCookie(name: string): Credential {
  return {
    isCookie: true,
    place: (key = '') => {
      // Escapes what a cookie's value cannot contain (RFC 6265, section 4.1.1); the key may be escaped already.
      const encodedSecret = key.replace(/[^!#-+\--:<-[\]-~]/gu, percentEncode);
      return { cookie: `${name}=${encodedSecret}`, encodedSecret };
    },
  };
}

/** Basic authentication with UTF-8 (RFC 7617). */
export const basicAuth: Credential = {
  options: ['username', 'password'],
  place: (username = '', password = '') => {
    if (username.includes(':')) throw new ConfigurationError("username must not contain ':'");
    const encodedSecret = btoa(toByteString(`${username}:${password}`));
    return { headers: { authorization: `Basic ${encodedSecret}` }, encodedSecret };
  },
};

/**
 * Chooses the credentials that a request is sent with: the first alternative that the client has whole.
 *
 * @returns Their names.
 * @throws ConfigurationError when the client has none whole, unless something else may authenticate the request. What
 * the client has of an alternative is sent then.
 */
export function chooseCredentials(call: OperationCall): CredentialNames {
  const { settings } = call;
  const alternatives = call.request.auth ?? settings.definition.auth;
  if (!alternatives) return settings.held;
  for (const names of alternatives) if (hasAll(settings, names)) return names;
  return alternatives.length ? chooseIncomplete(call, alternatives) : [];
}

/** A loop, since every call comes here and functions for `every` would be garbage. */
function hasAll({ held }: Settings, names: CredentialNames): boolean {
  for (const name of names) if (!held.includes(name)) return false;
  return true;
}

function chooseIncomplete(
  call: OperationCall,
  alternatives: readonly CredentialNames[],
): CredentialNames {
  const { settings } = call;
  if (!isSentOtherwise(call, alternatives))
    throw new ConfigurationError(
      `${describeCall(call)} was not sent. It needs ${describeMissing(settings, alternatives)}`,
    );
  const held = alternatives.map((names) => names.filter((name) => settings.held.includes(name)));
  return held.find((names) => names.length) ?? [];
}

/** Whether headers, middleware, another `fetch` or the cookies of a browser may hold the missing credentials. */
function isSentOtherwise(
  { settings, options }: OperationCall,
  alternatives: readonly CredentialNames[],
): boolean {
  const { isPlain, hasHeaders, definition } = settings;
  const isCookie = (name: string) => definition.credentials?.[name]?.isCookie;
  return (
    !isPlain ||
    hasHeaders ||
    !!options?.headers ||
    ('document' in globalThis && alternatives.some((names) => names.some(isCookie)))
  );
}

/** Names the options of each alternative, and the variables that stand in for them. */
function describeMissing(
  { definition: { variablePrefix, credentials }, tokenUrl }: Settings,
  alternatives: readonly CredentialNames[],
): string {
  const toOptions = (name: string) => credentials?.[name]?.options ?? [name];
  const named = alternatives.map((names) => names.flatMap(toOptions));
  const grant = tokenUrl ? ['clientId', 'clientSecret'] : ['token'];
  const withGrants = named.map((names) =>
    names.flatMap((name) => (name === 'token' ? grant : name)),
  );
  return [
    ...new Set([...withGrants, ...named].map((names) => describeOptions(variablePrefix, names))),
  ].join(', or ');
}

/** `clientId (EXAMPLE_CLIENT_ID) and clientSecret (EXAMPLE_CLIENT_SECRET)` */
export function describeOptions(prefix: string, names: readonly string[]): string {
  return names.map((name) => `${name} (${toVariableName(prefix, name)})`).join(' and ');
}

/** The environment variable that stands in for an option: `apiKey` is `EXAMPLE_API_KEY`. */
export function toVariableName(prefix: string, option: string): string {
  return `${prefix}_${option.replace(/\p{Lu}/gu, '_$&').toUpperCase()}`;
}

/** A source of access tokens. */
export interface Credentials {
  /** @returns The token itself when one is cached, as it nearly always is: awaiting a promise costs time. */
  token(): string | Promise<string>;
  /** @returns A token in place of one that the API refused; undefined when there is no other. */
  renew(refused: string): Promise<string | undefined>;
}

/** Uses a fixed token, or a function that is called for each request, and again when its token was refused. */
export function createTokenCredentials(source: string | TokenFunction): Credentials {
  const token = (refused?: string) => {
    const given = typeof source === 'string' ? source : source(refused);
    return typeof given === 'string' ? requireToken(given) : given.then(requireToken);
  };
  return {
    token,
    renew: async (refused) => {
      const other = await token(refused);
      return other === refused ? undefined : other;
    },
  };
}

function requireToken(token: string): string {
  if (token) return token;
  throw new TokenError('No access token: `token` is empty');
}

const PAUSE_AFTER_FAILURE_MS = 5_000;

/** Token requests that are pending, by store and key: clients that share a store share the request. */
const pendingByStore = /* @__PURE__ */ new WeakMap<object, Map<string, Promise<StoredToken>>>();

/**
 * Keeps one access token valid. Its expiry is compared with the clock whenever a token is needed, and never scheduled: a
 * token may be valid for a year, and timers end after 24 days. Any number of callers share one request, and none of
 * them can cancel it.
 *
 * @param key Identifies token URL, client id and scope.
 * @param request Fetches a token.
 */
export function createTokenProvider(
  settings: Pick<Settings, 'clock' | 'logger' | 'tokenStore'>,
  key: string,
  request: () => Promise<StoredToken>,
): Credentials {
  const { clock, logger, tokenStore: store } = settings;
  let current: StoredToken | undefined;
  let refused: string | undefined;
  let noRefreshBefore = 0;

  /** True when more than `maxMs` remain, or more than 1/`divisor` of the token's lifetime if that is less. */
  const isValidFor = (
    { obtainedAt, expiresAt = Infinity }: StoredToken,
    maxMs: number,
    divisor: number,
  ): boolean => {
    const now = clock.now();
    const needed = Math.min(maxMs, (expiresAt - obtainedAt) / divisor);
    // Obtained in the future: the clock was set back, so the token's age is unknown.
    return now >= obtainedAt && expiresAt - now > needed;
  };

  const isFresh = (token: StoredToken) => isValidFor(token, 120_000, 2);

  const token = (): string | Promise<string> => {
    const cached = current;
    if (!cached || !isValidFor(cached, 0, 1)) return fetchToken();
    if (isFresh(cached) || clock.monotonic() < noRefreshBefore) return cached.accessToken;
    const refreshed = refresh(cached);
    return isValidFor(cached, 30_000, 4) ? cached.accessToken : refreshed;
  };

  const fetchToken = async (): Promise<string> => {
    const pending = getOrInsert(
      pendingByStore,
      store ?? settings,
      () => new Map<string, Promise<StoredToken>>(),
    );
    current = await getOrInsert(pending, key, () =>
      readOrRequest().finally(() => pending.delete(key)),
    );
    return current.accessToken;
  };

  /** Falls back on the cached token, which is still valid; the next refresh is tried after a pause. */
  const refresh = async ({ accessToken }: StoredToken): Promise<string> => {
    try {
      return await fetchToken();
    } catch (error) {
      noRefreshBefore = clock.monotonic() + PAUSE_AFTER_FAILURE_MS;
      warn('The old token is used', error);
      return accessToken;
    }
  };

  /** Reads the store, where another process may have put a token, else requests one. */
  const readOrRequest = async (): Promise<StoredToken> => {
    const stored = await store?.get(key);
    if (stored) {
      if (stored.accessToken === refused) await tryStore(() => store?.delete(key));
      else if (isFresh(stored)) return stored;
    }
    const received = await request();
    await tryStore(() => store?.set(key, received));
    return received;
  };

  /** A store that fails, because a disk is full for instance, must not fail the call. */
  const tryStore = async (change: () => Promise<void> | undefined): Promise<void> => {
    try {
      await change();
    } catch (error) {
      warn('The token store fails', error);
    }
  };

  const warn = (what: string, error: unknown) => logger?.warn?.(`${what}: ${String(error)}`);

  return {
    token,
    renew: async (given) => {
      // Many calls may report the same refused token; only the first of them drops it.
      if (current?.accessToken === given) current = undefined;
      refused = given;
      return token();
    },
  };
}
