import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OpenApiDocument } from './document.js';
import { SANDBOX_CREDENTIALS } from '../vendor.js';
import { UsageError } from '../errors.js';
import type { ApiModel } from '../model/model.js';
import { createApi } from './api.js';
import { basePathOf, tokenPathsOf, withoutBase } from './places.js';
import { createDocumentation, documentPath } from './documentation/index.js';
import { createFaultAdmin, delivered, FaultBoard, type Fault } from './faults/index.js';
import { OwnIdentity, type Credentials, type Identity } from './identity/index.js';
import { createLimiter, type RateLimit } from './limits/rate-limit.js';
import { record, type RecordedRequest } from './request-log.js';
import { serve, type Answer } from './serve.js';
import { tourOf, type Tour } from './tour.js';
import { World } from './world/index.js';

export interface SandboxOptions {
  readonly model: ApiModel;
  /** The document as published: what `/swagger/v1/swagger.json` answers, byte for byte. */
  readonly documentText: string;
  /** The document in normal form: requests are held to its schemas. Left out, to the model's types alone. */
  readonly document?: OpenApiDocument;
  /** 0, or left out: any free port. */
  readonly port?: number;
  /** What the token endpoint takes; `SANDBOX_CREDENTIALS` when left out. */
  readonly credentials?: Credentials;
  /** `certified`: the OAuth server `oidc-provider`, loaded for it; `own`, the default, starts at once. */
  readonly identity?: 'own' | 'certified';
  /** What the world is made from: another seed, another fleet. Left out, the one of the documentation's examples. */
  readonly seed?: string;
  /** How many requests the API takes; any number when left out. */
  readonly limit?: RateLimit;
  /** What goes wrong from the start; more is asked for at `FAULTS_PATH`. */
  readonly faults?: readonly Fault[];
}

export interface Sandbox {
  /** `http://127.0.0.1:4010/`: ends in a slash. */
  readonly url: string;
  /** Everything that arrived since the start, in order, secrets left out; the newest 10 000. */
  readonly requests: readonly RecordedRequest[];
  /** Where things are, and how to try them. */
  readonly tour: Tour;
  /** Stops listening and ends open connections. May be called twice. */
  close(): Promise<void>;
}

/**
 * The platform in one process, on 127.0.0.1: documentation page, token endpoint and every operation
 * of the model. The same requests give the same answers, in every run and on every machine.
 * @throws UsageError when the port is taken or not allowed.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const requests: RecordedRequest[] = [];
  const server = createServer();
  await listen(server, options.port ?? 0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  // Tokens name the address that they come from: it is known only now. Who asks before that waits.
  const identity = identityFor(options, url);
  const answer = identity.then((known) => createPlatform(options, known));
  server.on('request', (message, response) => {
    record(requests, message);
    answer
      .then((platform) => serve(platform, message, response))
      .catch((error: unknown) => response.destroy(asError(error)));
  });
  const stop = async () => {
    await close(server);
    await (await identity).close();
  };
  await identity.catch(async (error: unknown) => {
    await close(server);
    throw error;
  });
  const { model, documentText, credentials = SANDBOX_CREDENTIALS } = options;
  const tour = tourOf(model, url, documentPath(documentText), credentials);
  return { url, requests, tour, close: once(stop) };
}

async function identityFor(
  { credentials = SANDBOX_CREDENTIALS, identity = 'own' }: SandboxOptions,
  url: string,
): Promise<Identity> {
  if (identity === 'own') return new OwnIdentity(credentials, url);
  const { createCertifiedIdentity } =
    require('./identity/certified.js') as typeof import('./identity/certified.js');
  return createCertifiedIdentity(credentials, url);
}

function createPlatform(options: SandboxOptions, identity: Identity): Answer {
  const { model, documentText, document, limit, credentials = SANDBOX_CREDENTIALS } = options;
  const board = new FaultBoard(options.faults);
  const admin = createFaultAdmin(board);
  const documentation = createDocumentation({ title: model.title, documentText, credentials });
  const limited = limit && createLimiter(limit);
  const world = new World(model, options.seed ?? '');
  const api = createApi({ model, identity, credentials, ...(document && { document }) }, world);
  const tokenPaths = tokenPathsOf(model);
  const base = basePathOf(model);
  return async (request) => {
    const { method, path } = request;
    const place = `${method} ${path}`;
    const administered = admin(request);
    if (administered) return { reply: administered, delay: 0, end: 'whole' };
    const effects = board.strike(method, path);
    if (effects.some(({ kind }) => kind === 'revoked')) await identity.revoke();
    return delivered(effects, place, async () => {
      if (tokenPaths.has(path)) return identity.token(request);
      const state = { isRotated: board.has('rotated'), isMoved: board.has('moved') };
      const found = (await documentation(request, state)) ?? (await identity.discovery(request));
      return found ?? limited?.(place) ?? api({ ...request, path: withoutBase(base, path) });
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
    const { message } = asError(error);
    throw new UsageError(`The sandbox cannot listen on port ${port} of 127.0.0.1: ${message}.`, {
      hint: 'Stop what listens there, or choose another port with --port.',
      cause: error,
    });
  });
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}

function once(stop: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= stop());
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
