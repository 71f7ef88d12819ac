import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UsageError } from '../errors.js';
import type { ApiModel, Operation } from '../model/model.js';
import { SANDBOX_CREDENTIALS } from './defaults.js';
import { createRateLimiter, type RateLimit } from './access/access-control.js';
import { createCertifiedIdentity } from './access/certified-identity.js';
import { BuiltInIdentity, type Credentials, type Identity } from './access/identity.js';
import type { OpenApiDocument } from './raw-openapi.js';
import { createDocumentation, getDocumentPath } from './documentation.js';
import { describeEndpoints, type Endpoints } from './endpoints.js';
import {
  ActiveFaults,
  createFaultEndpoint,
  deliverAtOnce,
  respondWithEffects,
} from './active-faults.js';
import type { Fault } from './faults.js';
import {
  recordRequest,
  respond,
  serveRequest,
  toError,
  type RecordedRequest,
  type RequestHandler,
} from './http-server.js';
import { splitTarget } from './incoming-request.js';
import { createLocalFetch } from './local-fetch.js';
import { createOperationHandler } from './operations.js';
import type { Lie } from './lies/lie.js';
import { ToldLies } from './lies/told-lies.js';
import { getBasePath, getTokenPaths, hasRootOperation, removeBasePath } from './router.js';
import { DataStore } from './store/data-store.js';
import { createRequestValidator } from './validation/validate-request.js';

export interface SandboxOptions {
  readonly model: ApiModel;
  /** The document as published: `/swagger/v1/swagger.json` serves it byte for byte. */
  readonly documentText: string;
  /** The document in normal form, to validate requests with its schemas. Without it, only the model's types are checked. */
  readonly document?: OpenApiDocument;
  /** The pointer of a node of `document` in the published one: where lies are. */
  readonly getPointer?: (node: object) => string;
  /** 0, the default, for any free port. */
  readonly port?: number;
  /** What the token endpoint accepts; `SANDBOX_CREDENTIALS` by default. */
  readonly credentials?: Credentials;
  /** `certified` is the OAuth server `oidc-provider`, loaded on demand; `built-in`, the default, starts at once. */
  readonly identity?: 'built-in' | 'certified';
  /** Another seed gives other data. The default, the empty text, gives the data of the documentation's examples. */
  readonly seed?: string;
  /** A key that no list has and no request has created is a 404. By default it is that of an item like any other. */
  readonly strict?: boolean;
  /** No limit by default. */
  readonly limit?: RateLimit;
  /**
   * Answers differ from the document in up to five ways, which the text chooses: {@link Sandbox.lies} lists them. By default
   * they are true. Needs `document` and `getPointer`.
   */
  readonly lies?: string;
  /** Active from the start; more can be added at `FAULTS_PATH`. */
  readonly faults?: readonly Fault[];
}

export interface Sandbox {
  /** Ends in a slash: `http://127.0.0.1:4010/`. */
  readonly url: string;
  /**
   * Answers in this process, without a socket. Every request goes to the sandbox, whatever host its URL has; a path is
   * relative to `url`.
   */
  readonly fetch: typeof fetch;
  /** What the token endpoint and Basic authentication accept. */
  readonly credentials: Credentials;
  /** The last 10 000 requests, oldest first, without secrets. */
  readonly requests: readonly RecordedRequest[];
  /** How answers differ from the document, and how often each was told so far; none unless `lies` asked for it. */
  readonly lies: readonly Lie[];
  /** The URLs, the credentials, and shell commands to try them. */
  readonly endpoints: Endpoints;
  /** Stops listening, closes open connections and aborts what `fetch` has under way. May be called twice. */
  close(): Promise<void>;
  /** Closes it: for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts a sandbox on 127.0.0.1: documentation page, token endpoint and every operation of the model in
 * one process. The same requests get the same responses, in every run and on every machine.
 * @throws UsageError if the port is taken or not allowed, or if lies are asked for without a document.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const requests: RecordedRequest[] = [];
  const lies = createLies(options);
  const server = createServer();
  await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const { model, documentText, credentials = SANDBOX_CREDENTIALS } = options;
  const store = new DataStore(model, {
    seed: options.seed ?? '',
    strict: options.strict ?? false,
  });
  // Tokens contain the URL, which is known only now. Requests that arrive earlier wait.
  const identity = createIdentity(options, url);
  const handler = identity.then((created) => createRequestHandler(options, created, store, lies));
  server.on('request', (message, response) => {
    const { method = '', headers } = message;
    recordRequest(requests, { method, ...splitTarget(message), headers });
    handler
      .then((handle) => serveRequest(handle, message, response))
      .catch((error: unknown) => response.destroy(toError(error)));
  });
  const handle = await handler.catch(async (error: unknown) => {
    await closeServer(server);
    throw error;
  });
  const closed = new AbortController();
  let closing: Promise<void> | undefined;
  const stop = async () => {
    closed.abort(new Error('The sandbox is closed.'));
    await closeServer(server);
    await (await identity).close();
  };
  const close = () => (closing ??= stop());
  return {
    url,
    fetch: createLocalFetch(
      url,
      (request) => {
        recordRequest(requests, request);
        return respond(handle, request);
      },
      closed.signal,
    ),
    credentials,
    requests,
    get lies() {
      return lies?.list() ?? [];
    },
    // Made when they are asked for: the keys in the calls are those of generated lists.
    get endpoints() {
      const documentPath = getDocumentPath(documentText);
      const findKey = (operation: Operation) => store.findKey(operation);
      return describeEndpoints(model, url, documentPath, credentials, findKey);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createLies({ model, document, getPointer, lies }: SandboxOptions): ToldLies | undefined {
  if (lies === undefined) return undefined;
  if (document && getPointer) return new ToldLies(model, { document, getPointer }, lies);
  throw new UsageError('A sandbox can lie only about a document.', {
    hint: 'Give document and getPointer, as loading a document returns them.',
  });
}

async function createIdentity(
  { credentials = SANDBOX_CREDENTIALS, identity = 'built-in' }: SandboxOptions,
  url: string,
): Promise<Identity> {
  return identity === 'built-in'
    ? new BuiltInIdentity(credentials, url)
    : createCertifiedIdentity(credentials, url);
}

function createRequestHandler(
  options: SandboxOptions,
  identity: Identity,
  store: DataStore,
  lies: ToldLies | undefined,
): RequestHandler {
  const { model, documentText, limit, credentials = SANDBOX_CREDENTIALS } = options;
  const faults = new ActiveFaults(options.faults);
  const handleFaults = createFaultEndpoint(faults);
  const documentation = createDocumentation({
    title: model.title,
    documentText,
    securitySchemes: model.securitySchemes,
    credentials,
    isAtRoot: !hasRootOperation(model),
  });
  const checkRateLimit = limit && createRateLimiter(limit);
  const handleOperation = createOperationHandler({
    model,
    document: options.document,
    access: { model, identity, credentials },
    validate: createRequestValidator(model, options.document),
    store,
    lies,
  });
  const tokenPaths = getTokenPaths(model);
  const basePath = getBasePath(model);
  return async (request) => {
    const { method, path } = request;
    const target = `${method} ${path}`;
    const ofFaults = handleFaults(request);
    if (ofFaults) return deliverAtOnce(ofFaults);
    const effects = faults.takeEffects(method, path);
    if (effects.some(({ kind }) => kind === 'revoked')) await identity.revoke();
    return respondWithEffects(effects, target, async () => {
      if (tokenPaths.has(path)) return identity.issueToken(request);
      const state = { isRotated: faults.has('rotated'), isMoved: faults.has('moved') };
      return (
        (await documentation(request, state)) ??
        (await identity.handleDiscovery(request)) ??
        checkRateLimit?.(target) ??
        handleOperation({ ...request, path: removeBasePath(basePath, path) })
      );
    });
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: unknown) => {
    throw new UsageError(
      `The sandbox cannot listen on port ${port} of 127.0.0.1: ${describeListenError(error)}.`,
      {
        hint: 'Choose another port with --port, such as 8080, or 0 for any that is free.',
        cause: error,
      },
    );
  });
}

function describeListenError(error: unknown): string {
  const { code, message } = toError(error) as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'another program, such as another sandbox, is using it';
  if (code === 'EACCES') return 'this user may not, as is usual for ports below 1024';
  return message;
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve, reject) => {
    server.close((error) => {
      if (error) reject(error);
      else resolve();
    });
    server.closeAllConnections();
  });
}
