import { sleep, systemClock, type Clock, type Sleep } from './clock.js';
import { staticToken, tokenFrom, type Credentials } from './credentials.js';
import { environmentVariable } from './environment.js';
import { ConfigurationError } from './errors.js';
import type { HeaderValues } from './headers.js';
import type { Logger } from './log.js';
import type { ApiKeyPlace, ClientDefinition, ClientOptions, ServerEnvironment } from './options.js';
import type { Middleware } from './pipeline.js';
import { sharedLimiter, type RateLimiter } from './rate-limit.js';
import type { Fetch } from './send.js';
import { TokenProvider } from './token-provider.js';
import { requestToken } from './token-request.js';
import { memoryTokenStore } from './token-store.js';
import { checkUrl } from './url.js';

/** The options of a client, checked and complete. Times are in milliseconds. */
export interface Settings {
  readonly baseUrl: string;
  readonly origin: string;
  readonly credentials: Credentials | undefined;
  readonly apiKey: (ApiKeyPlace & { readonly value: string }) | undefined;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
  readonly timeout: number;
  readonly totalTimeout: number;
  readonly maxRetries: number;
  readonly maxRetryAfter: number;
  /** How long a 429 without `Retry-After` holds the queue. */
  readonly ratePause: number;
  readonly limiter: () => RateLimiter | undefined;
  readonly logger: Logger | undefined;
  readonly middleware: readonly Middleware[];
  readonly headers: HeaderValues;
}

const DEFAULT_RATE_LIMIT = { requests: 30, perMs: 60_000 };

/** @throws ConfigurationError that names the option, or the variable, and what was expected. */
export function settingsOf(definition: ClientDefinition, options: ClientOptions): Settings {
  const prefix = definition.environmentVariablePrefix;
  const environment = environmentOf(definition, options);
  const url = options.baseUrl ?? environment?.baseUrl;
  if (url === undefined)
    throw new ConfigurationError('baseUrl is missing: this API names no server');
  const baseUrl = checkUrl('baseUrl', url);
  const { origin } = new URL(baseUrl);
  const { clock = systemClock, logger, middleware = [], rateLimit = DEFAULT_RATE_LIMIT } = options;
  const wait = options.sleep ?? sleep;
  const clientId = options.clientId ?? environmentVariable(`${prefix}_CLIENT_ID`);
  if (rateLimit) {
    atLeast(1, 'rateLimit.requests', rateLimit.requests);
    atLeast(1, 'rateLimit.perMs', rateLimit.perMs);
  }
  const settings = {
    baseUrl,
    origin,
    apiKey: apiKeyOf(definition, options),
    // Looked up for each call, so that a global one that is replaced later is used.
    fetch: options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
    clock,
    sleep: wait,
    random: options.random ?? Math.random,
    timeout: atLeast(1, 'timeout', options.timeout ?? 60_000),
    totalTimeout: atLeast(1, 'totalTimeout', options.totalTimeout ?? Infinity),
    maxRetries: atLeast(0, 'maxRetries', options.maxRetries ?? 2),
    maxRetryAfter: atLeast(0, 'maxRetryAfter', options.maxRetryAfter ?? 120_000),
    ratePause: rateLimit ? rateLimit.perMs : 0,
    limiter: () =>
      rateLimit ? sharedLimiter(`${origin} ${clientId ?? ''}`, rateLimit, clock, wait) : undefined,
    logger,
    middleware,
    headers: { 'user-agent': userAgent(definition), ...options.headers },
  } satisfies Omit<Settings, 'credentials'>;
  const tokenUrl = options.tokenUrl ?? environment?.tokenUrl;
  return {
    ...settings,
    credentials: credentialsOf(definition, options, settings, clientId, tokenUrl),
  };
}

function environmentOf(
  { environments, defaultEnvironment, environmentVariablePrefix }: ClientDefinition,
  options: ClientOptions,
): ServerEnvironment | undefined {
  const variable = `${environmentVariablePrefix}_ENVIRONMENT`;
  const fromVariable = environmentVariable(variable);
  const name = options.environment ?? fromVariable ?? defaultEnvironment;
  if (name === undefined) return undefined;
  if (Object.hasOwn(environments, name)) return environments[name];
  const place = options.environment === undefined ? variable : 'environment';
  const known = Object.keys(environments).join(', ') || 'none; give baseUrl';
  throw new ConfigurationError(`${place} is '${name}'; the environments are: ${known}`);
}

function credentialsOf(
  definition: ClientDefinition,
  options: ClientOptions,
  settings: Omit<Settings, 'credentials'>,
  clientId: string | undefined,
  givenTokenUrl: string | undefined,
): Credentials | undefined {
  const { token, tokenStore: store = memoryTokenStore() } = options;
  if (typeof token === 'function') return tokenFrom(token);
  if (token !== undefined) return staticToken(given('token', token));
  const prefix = definition.environmentVariablePrefix;
  const clientSecret = options.clientSecret ?? environmentVariable(`${prefix}_CLIENT_SECRET`);
  if (clientId === undefined && clientSecret === undefined) return undefined;
  const missing = clientId ? 'clientSecret' : 'clientId';
  if (!clientId || !clientSecret)
    throw new ConfigurationError(
      `${missing} is missing: give both, or ${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET`,
    );
  if (givenTokenUrl === undefined)
    throw new ConfigurationError('tokenUrl is missing: this API names no token endpoint');
  const tokenUrl = checkUrl('tokenUrl', givenTokenUrl);
  const scope = options.scope ?? definition.scopes?.join(' ');
  const timeout = atLeast(1, 'tokenTimeout', options.tokenTimeout ?? 10_000);
  return new TokenProvider({
    key: JSON.stringify([tokenUrl, clientId, scope ?? '']),
    request: () => requestToken({ ...settings, tokenUrl, clientId, clientSecret, scope, timeout }),
    store,
    clock: settings.clock,
    logger: settings.logger,
  });
}

function apiKeyOf({ apiKey }: ClientDefinition, options: ClientOptions): Settings['apiKey'] {
  if (options.apiKey === undefined) return undefined;
  if (apiKey === undefined)
    throw new ConfigurationError('apiKey is given, but this API takes none');
  return { ...apiKey, value: given('apiKey', options.apiKey) };
}

/** @returns The text, if an HTTP header can carry it; the message does not repeat it, as it is a secret. */
function given(option: string, text: string): string {
  if (!/^[\x21-\x7e]+$/.test(text))
    throw new ConfigurationError(`${option} is empty, or holds characters that cannot be sent`);
  return text;
}

/** @returns The number. NaN, and what is no number, fails too: a timer would take it for 1. */
export function atLeast(least: number, option: string, value: number): number {
  if (typeof value === 'number' && value >= least) return value;
  throw new ConfigurationError(
    `${option} must be a number, at least ${least}; it is ${String(value)}`,
  );
}

/** Browsers name themselves, and a header of one's own would cost a preflight request. */
function userAgent({ name, version }: ClientDefinition): string | undefined {
  return 'document' in globalThis ? undefined : `${name}/${version}`;
}
