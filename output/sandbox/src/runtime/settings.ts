import { sleep, systemClock } from './clock.js';
import { tokenFrom, tokenProvider, type Credentials } from './credentials.js';
import { ConfigurationError } from './errors.js';
import type { Proof } from './exchange.js';
import type { Logger } from './log.js';
import type { MiddlewareContext } from './middleware.js';
import type { ClientDefinition, ClientOptions, ServerEnvironment } from './options.js';
import { sharedLimiter, type RateLimiter } from './rate-limit.js';
import { checkUrl, mergedHeaders } from './request.js';
import { requestToken } from './token-request.js';
import type { TokenStore } from './token-store.js';

type Defaulted =
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
const DEFAULTS: { readonly [K in Defaulted]: NonNullable<ClientOptions[K]> } = {
  // Looked up for each request, so that a global one that is replaced later is used.
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

/** The options of a client, checked and complete. */
export interface Settings extends Readonly<typeof DEFAULTS> {
  readonly purpose: MiddlewareContext['purpose'];
  readonly baseUrl: string;
  readonly credentials?: Credentials | undefined;
  readonly proof: Proof;
  /** Struck out of whatever an answer repeats: as they are, as a form has them, and as JSON has them. */
  readonly secrets: readonly string[];
  /** The platform's `fetch` alone sends, which heeds its signal; middleware, or a `fetch` of one's own, may not. */
  readonly isPlain: boolean;
  /** Undefined when the rate is not limited. */
  readonly limiter: RateLimiter | undefined;
  readonly logger?: Logger | undefined;
  readonly tokenStore?: TokenStore | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * What is given, else what is usual.
 *
 * @throws ConfigurationError for a number that is none: a timer would fire at once.
 */
export function completed<T extends object>(
  usual: T,
  given: { readonly [K in keyof T]?: T[K] | undefined },
): T {
  const complete = { ...usual };
  for (const name in given) {
    const value = given[name] ?? usual[name];
    if (typeof usual[name] === 'number' && !(Number(value) >= 0))
      throw new ConfigurationError(`${name} must be 0 or more, not ${String(value)}`);
    complete[name] = value;
  }
  return complete;
}

/** @throws ConfigurationError that names the option, or the variable, and what was expected. */
export function settingsOf(definition: ClientDefinition, options: ClientOptions): Settings {
  const variable = (name: string) => `${definition.variablePrefix}_${name}`;
  const environment = environmentOf(definition, options, variable('ENVIRONMENT'));
  const usual: ClientOptions & typeof DEFAULTS = {
    ...DEFAULTS,
    rateLimit: definition.rateLimit ?? false,
    baseUrl: environment?.baseUrl,
    tokenUrl: environment?.tokenUrl ?? definition.tokenUrl,
    clientId: environmentVariable(variable('CLIENT_ID')),
    clientSecret: environmentVariable(variable('CLIENT_SECRET')),
    scope: definition.scopes?.join(' '),
  };
  const given = completed(usual, options);
  const { apiKey, clientId, clientSecret, token, rateLimit, clock, sleep, scope } = given;
  const baseUrl = checkUrl('baseUrl', given.baseUrl, ConfigurationError);
  if (apiKey && !definition.apiKey) throw new ConfigurationError('This API takes no apiKey');
  const counted = `${new URL(baseUrl).origin} ${clientId}`;
  // Browsers name themselves, and a header of one's own would cost a preflight request.
  const userAgent: Record<string, string> =
    'document' in globalThis ? {} : { 'user-agent': `${definition.name}/${definition.version}` };
  const settings: Settings = {
    ...given,
    purpose: 'api',
    baseUrl,
    proof: (apiKey && definition.apiKey?.(apiKey)) || {},
    secrets: [apiKey, clientSecret].flatMap((secret = '') => [
      secret,
      String(new URLSearchParams({ '': secret })).slice(1),
      JSON.stringify(secret).slice(1, -1),
    ]),
    isPlain: given.fetch === DEFAULTS.fetch && !given.middleware.length,
    limiter: rateLimit ? sharedLimiter(counted, rateLimit, clock, sleep) : undefined,
    headers: mergedHeaders(userAgent, given.headers),
  };
  if (token !== undefined) return { ...settings, credentials: tokenFrom(token) };
  if (!clientId && !clientSecret) return settings;
  if (!clientId || !clientSecret)
    throw new ConfigurationError(
      `Give clientId and clientSecret, or ${variable('CLIENT_ID')} and ${variable('CLIENT_SECRET')}`,
    );
  const tokenUrl = checkUrl('tokenUrl', given.tokenUrl, ConfigurationError);
  const grant = { ...settings, tokenUrl, clientId, clientSecret, scope };
  const key = JSON.stringify([tokenUrl, clientId, scope]);
  return { ...settings, credentials: tokenProvider(settings, key, () => requestToken(grant)) };
}

/** What the option names, else what the variable names, else the API's default. */
function environmentOf(
  { environments, defaultEnvironment = '' }: ClientDefinition,
  { environment }: ClientOptions,
  variable: string,
): ServerEnvironment | undefined {
  const name = environment ?? environmentVariable(variable) ?? defaultEnvironment;
  if (!name || Object.hasOwn(environments, name)) return environments[name];
  throw new ConfigurationError(
    `${environment ? 'environment' : variable} '${name}' is not one of: ${Object.keys(environments).join(', ')}`,
  );
}

/** A variable of the process's environment; undefined where there is no process, as in a browser. */
function environmentVariable(name: string): string | undefined {
  return (globalThis as Surroundings).process?.env?.[name] || undefined;
}

interface Surroundings {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}
