import { sleep, systemClock } from './clock.js';
import { tokenFrom, type Credentials } from './credentials.js';
import { environmentVariable } from './environment.js';
import { ConfigurationError } from './errors.js';
import type { HeaderValues } from './headers.js';
import type { Logger } from './log.js';
import type { ApiKeyPlace, ClientDefinition, ClientOptions, ServerEnvironment } from './options.js';
import type { MiddlewareContext } from './pipeline.js';
import { sharedLimiter, type RateLimiter } from './rate-limit.js';
import { TokenProvider } from './token-provider.js';
import { requestToken } from './token-request.js';
import { checkUrl } from './url.js';

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
  readonly credentials: Credentials | undefined;
  readonly apiKey: (ApiKeyPlace & { readonly value: string }) | undefined;
  /** Struck out of whatever an answer repeats. */
  readonly secrets: readonly (string | undefined)[];
  /** Bytes. */
  readonly longestAnswer: number;
  /** Undefined when the rate is not limited. */
  readonly limiter: RateLimiter | undefined;
  readonly logger: Logger | undefined;
  readonly headers: HeaderValues;
}

/** @throws ConfigurationError for a number that is none: a timer would fire at once. */
export function checkedNumber(name: string, value: number): number {
  if (value >= 0) return value;
  throw new ConfigurationError(`${name} must be a number, 0 or more; it is ${String(value)}`);
}

/** The defaults, and what is given in their place. */
function completed(defaults: typeof DEFAULTS, given: ClientOptions): Readonly<typeof DEFAULTS> {
  const chosen = Object.entries(given).filter(([, value]) => value !== undefined);
  const complete = { ...defaults, ...Object.fromEntries(chosen) } as typeof DEFAULTS;
  for (const [name, value] of Object.entries(complete))
    if (name in defaults && typeof DEFAULTS[name as Defaulted] === 'number')
      checkedNumber(name, value as number);
  return complete;
}

/** @throws ConfigurationError that names the option, or the variable, and what was expected. */
export function settingsOf(definition: ClientDefinition, options: ClientOptions): Settings {
  const prefix = `${definition.environmentVariablePrefix}_`;
  const environment = environmentOf(definition, options.environment, `${prefix}ENVIRONMENT`);
  const baseUrl = checkUrl('baseUrl', options.baseUrl ?? environment?.baseUrl, ConfigurationError);
  const clientId = options.clientId ?? environmentVariable(`${prefix}CLIENT_ID`);
  const clientSecret = options.clientSecret ?? environmentVariable(`${prefix}CLIENT_SECRET`);
  const { apiKey, token, logger } = options;
  const defaults = { ...DEFAULTS, rateLimit: definition.rateLimit ?? DEFAULTS.rateLimit };
  const complete = completed(defaults, options);
  if (apiKey && !definition.apiKey) throw new ConfigurationError('This API takes no apiKey');
  const { rateLimit, clock } = complete;
  const counted = `${new URL(baseUrl).origin} ${clientId}`;
  const settings: Settings = {
    ...complete,
    purpose: 'api',
    baseUrl,
    credentials: undefined,
    apiKey: definition.apiKey && apiKey ? { ...definition.apiKey, value: apiKey } : undefined,
    secrets: [apiKey],
    longestAnswer: Infinity,
    limiter: rateLimit ? sharedLimiter(counted, rateLimit, clock, complete.sleep) : undefined,
    logger,
    headers: { 'user-agent': userAgent(definition), ...options.headers },
  };
  if (token !== undefined) {
    const credentials = tokenFrom(typeof token === 'string' ? () => token : token);
    return { ...settings, credentials };
  }
  if (!clientId && !clientSecret) return settings;
  if (!clientId || !clientSecret)
    throw new ConfigurationError(
      `Give clientId and clientSecret, or ${prefix}CLIENT_ID and ${prefix}CLIENT_SECRET`,
    );
  const tokenUrl = checkUrl(
    'tokenUrl',
    options.tokenUrl ?? environment?.tokenUrl ?? definition.tokenUrl,
    ConfigurationError,
  );
  const scope = options.scope ?? definition.scopes?.join(' ');
  const credentials = new TokenProvider({
    key: JSON.stringify([tokenUrl, clientId, scope]),
    request: () => requestToken(settings, { tokenUrl, clientId, clientSecret, scope }),
    store: options.tokenStore,
    clock,
    logger,
  });
  return { ...settings, credentials };
}

/** What the option names, else what the variable names, else the API's default. */
function environmentOf(
  { environments, defaultEnvironment }: ClientDefinition,
  option: string | undefined,
  variable: string,
): ServerEnvironment | undefined {
  const name = option ?? environmentVariable(variable) ?? defaultEnvironment ?? '';
  if (!name || Object.hasOwn(environments, name)) return environments[name];
  const known = Object.keys(environments).join(', ');
  throw new ConfigurationError(
    `${option ? 'environment' : variable} '${name}' is not one of: ${known}`,
  );
}

/** Browsers name themselves, and a header of one's own would cost a preflight request. */
function userAgent({ name, version }: ClientDefinition): string | undefined {
  return 'document' in globalThis ? undefined : `${name}/${version}`;
}
