import type { CredentialNames } from './caller.js';
import { sleep, systemClock } from './clock.js';
import {
  createMissingError,
  describeOptions,
  toVariableName,
  type PlacedCredential,
} from './credentials.js';
import { ConfigurationError } from '../core/errors.js';
import type {
  BaseOptions,
  ClientDefinition,
  ClientOptions,
  LayeredMiddleware,
  MiddlewareContext,
  ServerEnvironment,
} from '../core/options.js';
import { getOrigin } from './parse-url.js';
import { createRateLimiter, type RateLimiter } from './rate-limiter.js';
import { checkUrl, mergeHeaders } from './request.js';
import { getShared } from './registry.js';
import { requestToken } from './token-request.js';
import { requestGivenToken, requestThroughStore, TokenSource, type TokenRequest } from './token.js';
import { withDefaults } from './with-defaults.js';

type OptionWithDefault =
  | 'fetch'
  | 'clock'
  | 'sleep'
  | 'random'
  | 'middleware'
  | 'timeout'
  | 'totalTimeout'
  | 'maxRetries'
  | 'maxRetryAfter'
  | 'tokenTimeout';

/** Times are in milliseconds. */
const DEFAULTS: { readonly [K in OptionWithDefault]: NonNullable<ClientOptions[K]> } = {
  // Looked up for each request, so that a global `fetch` that is replaced later is used.
  fetch: (input, init) => fetch(input, init),
  clock: systemClock,
  sleep,
  random: Math.random,
  middleware: [],
  timeout: 60_000,
  totalTimeout: Infinity,
  maxRetries: 2,
  maxRetryAfter: 120_000,
  tokenTimeout: 10_000,
};

type OptionalSetting =
  | 'variables'
  | 'tokenUrl'
  | 'clientSecret'
  | 'clientAuthentication'
  | 'allowHttp'
  | 'allowMissingCredentials'
  | 'logger';

/** The options of a client, checked and completed with defaults. */
export interface Settings
  extends Readonly<Omit<typeof DEFAULTS, 'middleware'>>, Pick<ClientOptions, OptionalSetting> {
  readonly definition: ClientDefinition;
  readonly purpose: MiddlewareContext['purpose'];
  readonly baseUrl: string;
  /** True when the base URL is an option, and not an environment's. */
  readonly isOwnBaseUrl: boolean;
  /** The source of bearer tokens with these scopes; undefined when the client has none. */
  readonly getTokens: ((scope: string | undefined) => TokenSource) | undefined;
  /** The names of all credentials that the client has. */
  readonly held: CredentialNames;
  /** The credentials that the client has besides a token, by name. */
  readonly fixed: ReadonlyMap<string, PlacedCredential>;
  /** Masked in texts from the server. */
  readonly secrets: readonly string[];
  readonly middleware: readonly LayeredMiddleware[];
  /** Undefined when the rate is not limited. */
  readonly limiter: RateLimiter | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Resolves a client's settings from its options, environment variables and the API's defaults, in this order.
 *
 * @throws ConfigurationError that names the option or variable, and what is expected.
 */
export function resolveSettings(definition: ClientDefinition, given: BaseOptions): Settings {
  // The generated client's options have names that only its definition knows.
  const options = given as ClientOptions & Readonly<Record<string, string | undefined>>;
  const { variablePrefix, expandUrl } = definition;
  const read = (option: string) =>
    options[option] ?? readVariable(toVariableName(variablePrefix, option));
  const environment = resolveEnvironment(definition, read('environment'));
  const api = environment ?? definition;
  const defaults: ClientOptions & typeof DEFAULTS = {
    ...DEFAULTS,
    rateLimit: definition.rateLimit,
    baseUrl:
      environment &&
      (expandUrl?.(environment.baseUrl, environment.variables, options.variables) ??
        environment.baseUrl),
    tokenUrl: api.tokenUrl ?? definition.tokenUrl,
    clientId: read('clientId'),
    clientSecret: read('clientSecret'),
    // A token of the environment is no better than a client id that the program gives.
    token: options.clientId || options.clientSecret ? undefined : read('token'),
    clientAuthentication: api.clientAuthentication,
  };
  const complete = withDefaults(defaults, options);
  const { allowHttp, clientId, clientSecret, clientAuthentication, token, rateLimit } = complete;
  const baseUrl = checkUrl('baseUrl', complete.baseUrl, { allowHttp });
  const limitKey = `${getOrigin(baseUrl)} ${clientId ?? ''}`;
  const isBrowser = 'document' in globalThis;
  const userAgent = `${definition.name}/${definition.version}`;
  const fixed = new Map<string, PlacedCredential>();
  const secrets = clientSecret ? [clientSecret] : [];
  for (const [name, credential] of Object.entries(definition.credentials ?? {})) {
    const placed = credential.place(name, read, variablePrefix);
    if (!placed) continue;
    fixed.set(name, placed);
    secrets.push(...placed.secrets);
  }
  if (isBrowser && secrets.length && !complete.dangerouslyAllowBrowser)
    // Once in a process.
    getShared('warned', () =>
      (complete.logger ?? console).warn?.(
        'Everyone who opens this page can read the secrets of its client: see dangerouslyAllowBrowser',
      ),
    );

  const createTokens = (): Settings['getTokens'] => {
    if (token !== undefined) {
      const owner = typeof token === 'string' ? {} : token;
      const source = new TokenSource(complete, requestGivenToken(token), '', () => owner);
      return () => source;
    }
    if (!clientId && !clientSecret) return undefined;
    if (!clientId || !(clientSecret || clientAuthentication?.takesSecret === false))
      throw createMissingError(variablePrefix, ['clientId', 'clientSecret']);
    const tokenUrl = checkUrl('tokenUrl', complete.tokenUrl, { allowHttp, allowQuery: true });
    const { clock, fetch, tokenStore } = options;
    // Not shared between a real `fetch` or clock and those of a test.
    const getOwner = () => tokenStore ?? clock ?? fetch ?? globalThis.fetch;
    const tokenParameters = { ...api.tokenParameters, ...complete.tokenParameters };
    return (needed) => {
      const scope = complete.scope ?? tokenParameters['scope'] ?? needed;
      const key = JSON.stringify([tokenUrl, clientId, scope, tokenParameters]);
      const request: TokenRequest = (signal) =>
        requestToken({ ...settings, tokenUrl, clientId, scope, tokenParameters }, signal);
      const stored = tokenStore && requestThroughStore(tokenStore, key, request, complete);
      // A client with a wrong secret must not get the token of one with the right secret.
      return new TokenSource(complete, stored ?? request, `${clientSecret} ${key}`, getOwner);
    };
  };
  const getTokens = createTokens();
  const settings: Settings = {
    ...complete,
    definition,
    purpose: 'api',
    baseUrl,
    isOwnBaseUrl: !!options.baseUrl,
    getTokens,
    held: [...(getTokens ? ['token'] : []), ...fixed.keys()],
    fixed,
    secrets,
    middleware: complete.middleware.map((layer) =>
      typeof layer === 'function' ? { aroundAttempt: layer } : layer,
    ),
    limiter: rateLimit ? createRateLimiter(limitKey, rateLimit, complete) : undefined,
    // Browsers set a user agent of their own; another header would cost a preflight request.
    headers: mergeHeaders(isBrowser ? {} : { 'user-agent': userAgent }, complete.headers),
  };
  return settings;
}

/** The environment of this name, else the API's default. */
function resolveEnvironment(
  { environments, defaultEnvironment = '', variablePrefix }: ClientDefinition,
  name = defaultEnvironment,
): ServerEnvironment | undefined {
  if (!name || Object.hasOwn(environments, name)) return environments[name];
  throw new ConfigurationError(
    `${describeOptions(variablePrefix, ['environment'])} '${name}' is not one of: ${Object.keys(environments).join(', ')}`,
  );
}

/** @returns An environment variable; undefined when it is unset or empty, and where there is no `process`, as in browsers. */
function readVariable(name: string): string | undefined {
  return (globalThis as GlobalWithProcess).process?.env?.[name] || undefined;
}

interface GlobalWithProcess {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}
