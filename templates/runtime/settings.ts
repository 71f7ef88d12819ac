import { sleep, systemClock } from './clock.js';
import { createTokenProvider, createTokenCredentials, type Credentials } from './credentials.js';
import { ConfigurationError } from './errors.js';
import type {
  ClientDefinition,
  ClientOptions,
  Logger,
  MiddlewareContext,
  ServerEnvironment,
  TokenStore,
} from './options.js';
import { getSharedLimiter, type RateLimiter } from './rate-limit.js';
import { checkUrl, mergeHeaders } from './request.js';
import type { AuthFields } from './send.js';
import { requestToken } from './token-request.js';

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
  | 'tokenTimeout'
  | 'rateLimit';

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
  rateLimit: false,
};

/** The options of a client, checked and completed with defaults. */
export interface Settings extends Readonly<typeof DEFAULTS> {
  readonly purpose: MiddlewareContext['purpose'];
  readonly baseUrl: string;
  readonly credentials?: Credentials | undefined;
  readonly auth: AuthFields;
  /** Masked in texts from the server: each secret as it is, form-encoded, and as JSON escapes it. */
  readonly secrets: readonly string[];
  /** True when requests go straight to the platform's `fetch`, which obeys its signal; middleware or a custom `fetch` may not. */
  readonly isPlain: boolean;
  /** Undefined when the rate is not limited. */
  readonly limiter: RateLimiter | undefined;
  readonly logger?: Logger | undefined;
  readonly tokenStore?: TokenStore | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Completes options with defaults.
 *
 * @throws ConfigurationError for a number that is negative or NaN, with which a timer would fire at once.
 */
export function withDefaults<T extends object>(
  defaults: T,
  options: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const complete = { ...defaults };
  for (const name in options) {
    const value = options[name] ?? defaults[name];
    if (typeof defaults[name] === 'number' && !(Number(value) >= 0))
      throw new ConfigurationError(`${name} must be 0 or more, not ${String(value)}`);
    complete[name] = value;
  }
  return complete;
}

/**
 * Resolves a client's settings from its options, environment variables and the API's defaults, in this order.
 *
 * @throws ConfigurationError that names the option or variable, and what is expected.
 */
export function resolveSettings(definition: ClientDefinition, options: ClientOptions): Settings {
  const variable = (name: string) => `${definition.variablePrefix}_${name}`;
  const environment = resolveEnvironment(definition, options, variable('ENVIRONMENT'));
  const defaults: ClientOptions & typeof DEFAULTS = {
    ...DEFAULTS,
    rateLimit: definition.rateLimit ?? false,
    baseUrl: environment?.baseUrl,
    tokenUrl: environment?.tokenUrl ?? definition.tokenUrl,
    clientId: readVariable(variable('CLIENT_ID')),
    clientSecret: readVariable(variable('CLIENT_SECRET')),
    scope: definition.scopes?.join(' '),
  };
  const complete = withDefaults(defaults, options);
  const { apiKey, clientId, clientSecret, token, rateLimit, clock, sleep, scope } = complete;
  const baseUrl = checkUrl('baseUrl', complete.baseUrl, ConfigurationError);
  if (apiKey && !definition.apiKey) throw new ConfigurationError('This API takes no apiKey');
  const limitKey = [new URL(baseUrl).origin, clientId].join(' ');
  // Browsers set a user agent of their own; another header would cost a preflight request.
  const userAgent: Record<string, string> =
    'document' in globalThis ? {} : { 'user-agent': `${definition.name}/${definition.version}` };
  const settings: Settings = {
    ...complete,
    purpose: 'api',
    baseUrl,
    auth: (apiKey && definition.apiKey?.(apiKey)) || {},
    secrets: [apiKey, clientSecret].flatMap((secret = '') => [
      secret,
      String(new URLSearchParams({ '': secret })).slice(1),
      JSON.stringify(secret).slice(1, -1),
    ]),
    isPlain: complete.fetch === DEFAULTS.fetch && !complete.middleware.length,
    limiter: rateLimit ? getSharedLimiter(limitKey, rateLimit, clock, sleep) : undefined,
    headers: mergeHeaders(userAgent, complete.headers),
  };
  if (token !== undefined) return { ...settings, credentials: createTokenCredentials(token) };
  if (!clientId && !clientSecret) return settings;
  if (!clientId || !clientSecret)
    throw new ConfigurationError(
      `Give clientId and clientSecret, or ${variable('CLIENT_ID')} and ${variable('CLIENT_SECRET')}`,
    );
  const tokenUrl = checkUrl('tokenUrl', complete.tokenUrl, ConfigurationError);
  const grant = { ...settings, tokenUrl, clientId, clientSecret, scope };
  const key = JSON.stringify([tokenUrl, clientId, scope]);
  return {
    ...settings,
    credentials: createTokenProvider(settings, key, () => requestToken(grant)),
  };
}

/** The environment that the option names, else the variable, else the API's default. */
function resolveEnvironment(
  { environments, defaultEnvironment = '' }: ClientDefinition,
  { environment }: ClientOptions,
  variable: string,
): ServerEnvironment | undefined {
  const name = environment ?? readVariable(variable) ?? defaultEnvironment;
  if (!name || Object.hasOwn(environments, name)) return environments[name];
  throw new ConfigurationError(
    `${environment ? 'environment' : variable} '${name}' is not one of: ${Object.keys(environments).join(', ')}`,
  );
}

/** @returns An environment variable; undefined when it is unset or empty, and where there is no `process`, as in browsers. */
function readVariable(name: string): string | undefined {
  return (globalThis as GlobalWithProcess).process?.env?.[name] || undefined;
}

interface GlobalWithProcess {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}
