import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ApiClient,
  apiKeyInCookie,
  apiKeyInHeader,
  apiKeyInQuery,
  basicAuth,
  basicAuthentication,
  expandUrl,
  ownServer,
  readVoid,
  type ApiRequest,
  type BaseOptions,
  type ClientDefinition,
} from '#runtime/internal/index.js';
import {
  ApiError,
  ConfigurationError,
  ConnectionError,
  TokenError,
  type LayeredMiddleware,
} from '#runtime/core/index.js';
import {
  formatAccept,
  planCredentials,
  type ClientServer,
  type OperationServers,
  type PackageSettings,
} from '../emit/index.js';
import type { KeyScheme } from '../model/credentials.js';
import type { TokenRequest } from '../model/environment.js';
import type { ApiModel, Operation } from '../model/model.js';
import { ApiCallError, UsageError } from '../errors.js';
import { getResult } from '../model/result.js';
import type { Names } from '../naming/names.js';
import { defined } from '../util/defined.js';
import type { Exchange } from './exchange.js';
import { readCapped } from './read-capped.js';
import { toRequest, type CallArguments } from './to-request.js';

/** The API that is called: what its package would know. */
export interface CalledApi {
  readonly model: ApiModel;
  readonly names: Names;
  readonly settings: PackageSettings;
  /** Servers of single operations. */
  readonly servers: OperationServers;
}

/**
 * Options of the runtime's client. Credentials that are not given are read from the environment variables of the package,
 * such as `EXAMPLE_CLIENT_ID`.
 */
export interface CallerOptions extends Pick<
  BaseOptions,
  | 'environment'
  | 'baseUrl'
  | 'fetch'
  | 'clock'
  | 'sleep'
  | 'random'
  | 'rateLimit'
  | 'maxRetries'
  | 'allowHttp'
  | 'logger'
> {
  /** By the names of the client's options, such as `clientId`. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** Reading a body stops there. Default: 16 MiB. */
  readonly maxBytes?: number;
  /** A stream of events or lines is read this long, in milliseconds. Default: 5000. */
  readonly streamMs?: number;
}

/** Calls the operations of an API as its generated client does: with its credentials, within its rate limit. */
export interface ApiCaller {
  /**
   * @returns The last answer, whatever its status.
   * @throws ApiCallError when there is none: no connection, no token. UsageError for missing credentials, or an argument
   * that cannot be sent. The signal's reason when the call is aborted.
   */
  call(operation: Operation, args: CallArguments, signal?: AbortSignal): Promise<Exchange>;
}

const MAX_BYTES = 16 * 2 ** 20;
const STREAM_MS = 5000;

/** Creates a caller. @throws UsageError when an option is missing or wrong. */
export function createCaller(api: CalledApi, options: CallerOptions = {}): ApiCaller {
  const { maxBytes = MAX_BYTES, streamMs = STREAM_MS, credentials, ...client } = options;
  if (Object.keys(api.settings.environments).length === 0 && client.baseUrl === undefined)
    throw new UsageError(`${api.model.title}: the document does not say where the API is.`, {
      hint: 'Give the URL of the API with --base-url.',
    });
  const plan = planCredentials(api.model, api.names);
  // Which call an attempt belongs to.
  const calls = new AsyncLocalStorage<Call>();
  const capture: LayeredMiddleware = {
    aroundAttempt: async (request, next, { purpose }) => {
      const response = await next(request);
      const call = calls.getStore();
      if (purpose !== 'api' || call === undefined) return response;
      const { operation } = call;
      const maxMs = isStreamed(operation) ? streamMs : undefined;
      const { bytes, truncated } = await readCapped(response, maxBytes, maxMs);
      const { status } = response;
      const headers = new Map(response.headers);
      call.last = { operation, status, headers, body: bytes, truncated };
      // The client needs the status, and the body of an error.
      return new Response(BODILESS.has(status) ? null : bytes, response);
    },
  };
  const apiClient = asSdkgenErrors(api.model.title, () => {
    const all = { ...client, ...credentials, middleware: [capture] };
    return new ApiClient(createDefinition(api, plan), all satisfies BaseOptions);
  });
  return {
    call: async (operation, args, signal) => {
      const { auth, scope } = plan.getAuth(operation);
      const server = api.servers.get(operation.id);
      const request = (): ApiRequest => ({
        ...toRequest(operation, args),
        accept: formatAccept(getResult(operation)),
        reader: readVoid,
        auth,
        scope,
        server: server && toServerChoice(server),
      });
      const call: Call = { operation };
      try {
        await calls.run(call, () => apiClient.call(request, defined({ signal })));
      } catch (error) {
        signal?.throwIfAborted();
        if (!(error instanceof ApiError) || call.last === undefined)
          throw toSdkgenError(error, operation.id);
      }
      if (call.last === undefined) throw new Error(`${operation.id} ended without a response.`);
      return call.last;
    },
  };
}

/** A call that is under way, and its last answer. */
interface Call {
  readonly operation: Operation;
  last?: Exchange;
}

function asSdkgenErrors<T>(subject: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw toSdkgenError(error, subject);
  }
}

/** An option that clients have, and callers have not. */
const CLIENT_OPTION = /, unless allowMissingCredentials is set$/;

/** Errors of the runtime say what happened, without secrets. Any other is a bug. */
function toSdkgenError(error: unknown, subject: string): unknown {
  if (error instanceof ConfigurationError)
    return new UsageError(`${subject}: ${error.message.replace(CLIENT_OPTION, '')}.`, {
      cause: error,
    });
  if (error instanceof ConnectionError || error instanceof TokenError)
    return new ApiCallError(`${subject} got no answer: ${error.message}.`, { cause: error });
  return error;
}

/** A `Response` with one of these must not have a body (Fetch, section 2.2.3). */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

function isStreamed({ responses }: Operation): boolean {
  return responses.some(
    ({ body }) =>
      body?.encoding === 'events' ||
      body?.encoding === 'jsonLines' ||
      body?.encoding === 'jsonSequence',
  );
}

function toServerChoice({ baseUrl, variables = [] }: ClientServer): ApiRequest['server'] {
  return ownServer(baseUrl, toDefaults(variables));
}

function toDefaults(variables: NonNullable<ClientServer['variables']>) {
  return Object.fromEntries(variables.map(({ name, default: value }) => [name, value]));
}

/** What the client of the API's package is defined by. */
function createDefinition(
  { names, settings }: CalledApi,
  plan: ReturnType<typeof planCredentials>,
): ClientDefinition {
  const { packageVersion, environments, defaultEnvironment, rateLimit } = settings;
  const keys = [...plan.keys].map(([option, scheme]) => [option, toCredential(scheme)] as const);
  return {
    name: names.client,
    version: packageVersion,
    variablePrefix: names.environmentVariablePrefix,
    environments: Object.fromEntries(
      Object.entries(environments).map(([name, { baseUrl, variables, ...token }]) => [
        name,
        {
          baseUrl,
          ...defined({ variables: variables && toDefaults(variables) }),
          ...toTokenRequest(token),
        },
      ]),
    ),
    expandUrl,
    ...toTokenRequest(settings),
    ...defined({ defaultEnvironment, rateLimit }),
    credentials: { ...Object.fromEntries(keys), ...(plan.takesBasic && { basic: basicAuth }) },
    ...defined(plan.defaults),
  };
}

function toTokenRequest({ tokenUrl, tokenParameters, clientAuthentication }: TokenRequest) {
  return defined({
    tokenUrl,
    tokenParameters,
    clientAuthentication: clientAuthentication === 'basic' ? basicAuthentication : undefined,
  });
}

function toCredential({ in: location, wireName }: KeyScheme) {
  switch (location) {
    case 'header':
      return apiKeyInHeader(wireName);
    case 'query':
      return apiKeyInQuery(wireName);
    case 'cookie':
      return apiKeyInCookie(wireName);
  }
}
