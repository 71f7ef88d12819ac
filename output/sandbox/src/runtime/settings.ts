import type { CredentialNames } from './caller.js';
import { sleep, systemClock } from './clock.js';
import {
  createTokenProvider,
  createTokenCredentials,
  describeOptions,
  toVariableName,
  type AuthFields,
  type Credentials,
} from './credentials.js';
import { ConfigurationError } from './errors.js';
import type {
  BaseOptions,
  ClientDefinition,
  ClientOptions,
  Logger,
  MiddlewareContext,
  ServerEnvironment,
  ServerVariables,
  TokenStore,
} from './options.js';
import { getSharedLimiter, type RateLimiter } from './rate-limit.js';
import { percentEncode } from './parameters.js';
import { checkUrl, mergeHeaders } from './request.js';
import { expandUrl } from './servers.js';
import { requestToken } from './token-request.js';
import { getOrInsert } from './values.js';

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
  readonly definition: ClientDefinition;
  readonly purpose: MiddlewareContext['purpose'];
  readonly baseUrl: string;
  /** True when the base URL is an option, and not an environment's. */
  readonly isOwnBaseUrl: boolean;
  readonly variables?: ServerVariables | undefined;
  readonly tokenUrl?: string | undefined;
  /** The source of bearer tokens with these scopes. */
  readonly getTokens?: ((scope: string | undefined) => Credentials) | undefined;
  /** The names of all credentials that the client has. */
  readonly held: CredentialNames;
  /** The credentials that the client has besides a token, by name. */
  readonly fixed: ReadonlyMap<string, AuthFields>;
  /** Masked in texts from the server: each secret in several spellings. */
  readonly secrets: readonly string[];
  /** True when the user gives headers, which may hold a credential. */
  readonly hasHeaders: boolean;
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
      throw new ConfigurationError(
        `${name} must be 0 or more, not ${String(value)} (${typeof value})`,
      );
    complete[name] = value;
  }
  return complete;
}

/**
 * Resolves a client's settings from its options, environment variables and the API's defaults, in this order.
 *
 * @throws ConfigurationError that names the option or variable, and what is expected.
 */
export function resolveSettings(definition: ClientDefinition, given: BaseOptions): Settings {
  // The generated client's options have names that only its definition knows.
  const options = given as ClientOptions & Readonly<Record<string, string | undefined>>;
  const read = (option: string) =>
    options[option] ?? readVariable(toVariableName(definition.variablePrefix, option));
  const environment = resolveEnvironment(definition, read('environment'), options.environment);
  const { variables } = options;
  const defaults: ClientOptions & typeof DEFAULTS = {
    ...DEFAULTS,
    rateLimit: definition.rateLimit ?? false,
    baseUrl: environment && expandUrl(environment.baseUrl, environment.variables, variables),
    tokenUrl: environment?.tokenUrl ?? definition.tokenUrl,
    clientId: read('clientId'),
    clientSecret: read('clientSecret'),
    // A token of the environment is no better than a client id that the program gives.
    token: options.clientId || options.clientSecret ? undefined : read('token'),
  };
  const complete = withDefaults(defaults, options);
  const { clientId, clientSecret, token, rateLimit, clock, sleep } = complete;
  const baseUrl = checkUrl('baseUrl', complete.baseUrl, ConfigurationError);
  const limitKey = [new URL(baseUrl).origin, clientId].join(' ');
  // Browsers set a user agent of their own; another header would cost a preflight request.
  const userAgent: Record<string, string> =
    'document' in globalThis ? {} : { 'user-agent': `${definition.name}/${definition.version}` };
  const { fixed, secrets } = placeCredentials(definition, read);
  const settings: Settings = {
    ...complete,
    definition,
    purpose: 'api',
    baseUrl,
    isOwnBaseUrl: !!options.baseUrl,
    held: [...fixed.keys()],
    fixed,
    secrets: [...secrets, clientSecret].flatMap((secret = '') => [
      secret,
      percentEncode(secret),
      String(new URLSearchParams({ '': secret })).slice(1),
      JSON.stringify(secret).slice(1, -1),
    ]),
    isPlain: complete.fetch === DEFAULTS.fetch && !complete.middleware.length,
    limiter: rateLimit ? getSharedLimiter(limitKey, rateLimit, clock, sleep) : undefined,
    headers: mergeHeaders(userAgent, complete.headers),
    hasHeaders: !!complete.headers,
  };
  const held = ['token', ...settings.held];
  if (token !== undefined) {
    const tokens = createTokenCredentials(token);
    return { ...settings, held, getTokens: () => tokens };
  }
  if (!clientId && !clientSecret) return settings;
  if (!clientId || !clientSecret) throw missingOptions(definition, ['clientId', 'clientSecret']);
  const tokenUrl = checkUrl('tokenUrl', complete.tokenUrl, ConfigurationError);
  const tokenParameters = {
    ...(environment ?? definition).tokenParameters,
    ...complete.tokenParameters,
  };
  const createTokens = (scope: string | undefined) => {
    const grant = { ...settings, tokenUrl, clientId, clientSecret, scope, tokenParameters };
    const form = String(new URLSearchParams(tokenParameters));
    const key = JSON.stringify([tokenUrl, clientId, scope, ...(form ? [form] : [])]);
    return createTokenProvider(settings, key, () => requestToken(grant));
  };
  const byScope = new Map<string | undefined, Credentials>();
  const getTokens = (needed: string | undefined) => {
    const scope = complete.scope ?? tokenParameters['scope'] ?? needed;
    return getOrInsert(byScope, scope, () => createTokens(scope));
  };
  return { ...settings, held, getTokens };
}

/** The credentials besides the token that the client has, and their secrets. */
function placeCredentials(
  definition: ClientDefinition,
  read: (option: string) => string | undefined,
): Pick<Settings, 'fixed' | 'secrets'> {
  const fixed = new Map<string, AuthFields>();
  const secrets: string[] = [];
  for (const [name, { options = [name], place }] of Object.entries(definition.credentials ?? {})) {
    const values = options.flatMap((option) => read(option) ?? []);
    // An empty password is one (RFC 7617, section 2), an empty key or user name is none.
    if (!values.some(Boolean)) continue;
    if (values.length < options.length) throw missingOptions(definition, options);
    const fields = place(...values);
    fixed.set(name, fields);
    // A user name is no secret, unless it is all there is.
    const secret = values.filter(Boolean).slice(-1);
    secrets.push(...secret, fields.encodedSecret ?? '');
  }
  return { fixed, secrets };
}

function missingOptions({ variablePrefix }: ClientDefinition, options: readonly string[]): Error {
  return new ConfigurationError(`Give ${describeOptions(variablePrefix, options)}`);
}

/** The environment that the option names, else the variable, else the API's default. */
function resolveEnvironment(
  { environments, defaultEnvironment = '', variablePrefix }: ClientDefinition,
  name = defaultEnvironment,
  option?: string,
): ServerEnvironment | undefined {
  if (!name || Object.hasOwn(environments, name)) return environments[name];
  const source = option ? 'environment' : toVariableName(variablePrefix, 'environment');
  throw new ConfigurationError(
    `${source} '${name}' is not one of: ${Object.keys(environments).join(', ')}`,
  );
}

/** @returns An environment variable; undefined when it is unset or empty, and where there is no `process`, as in browsers. */
function readVariable(name: string): string | undefined {
  return (globalThis as GlobalWithProcess).process?.env?.[name] || undefined;
}

interface GlobalWithProcess {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> };
}
