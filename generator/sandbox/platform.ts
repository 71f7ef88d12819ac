import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SANDBOX_CREDENTIALS } from '../environments.js';
import { UsageError } from '../errors.js';
import type { ApiModel } from '../model/model.js';
import { createApi } from './api.js';
import { createDocumentation } from './documentation.js';
import { Identity, TOKEN_PATH, type Credentials } from './identity.js';
import { problem, type Reply } from './reply.js';
import { record, type RecordedRequest } from './request-log.js';
import { readBody, targetOf, type ReceivedRequest } from './request.js';

export interface SandboxOptions {
  readonly model: ApiModel;
  /** The document as published: what `/swagger/v1/swagger.json` answers, byte for byte. */
  readonly documentText: string;
  /** 0, or left out: any free port. */
  readonly port?: number;
  /** What the token endpoint takes; `SANDBOX_CREDENTIALS` when left out. */
  readonly credentials?: Credentials;
}

export interface Sandbox {
  /** `http://127.0.0.1:4010/`: ends in a slash. */
  readonly url: string;
  /** Everything that arrived since the start, in order, secrets left out; the newest 10 000. */
  readonly requests: readonly RecordedRequest[];
  /** Stops listening and ends open connections. May be called twice. */
  close(): Promise<void>;
}

type Answer = (request: ReceivedRequest) => Promise<Reply>;

/**
 * The platform in one process, on 127.0.0.1: documentation page, token endpoint and every operation
 * of the model. The same requests give the same answers, in every run and on every machine.
 * @throws UsageError when the port is taken or not allowed.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const requests: RecordedRequest[] = [];
  const answer = createPlatform(options);
  const server = createServer((message, response) => {
    record(requests, message);
    serve(answer, message, response).catch((error: unknown) => response.destroy(asError(error)));
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, requests, close: () => close(server) };
}

function createPlatform({
  model,
  documentText,
  credentials = SANDBOX_CREDENTIALS,
}: SandboxOptions): Answer {
  const identity = new Identity(credentials);
  const documentation = createDocumentation(model.title, documentText);
  const api = createApi({ model, identity, credentials });
  return async (request) => {
    if (request.path === TOKEN_PATH) return identity.answer(request);
    return documentation(request) ?? api(request);
  };
}

async function serve(
  answer: Answer,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const place = `${message.method ?? ''} ${targetOf(message).path}`;
  const body = await received(message);
  if (body === 'gone') return;
  if (body === undefined) return send(response, problem(413, place));
  const request: ReceivedRequest = {
    method: message.method ?? '',
    ...targetOf(message),
    headers: message.headers,
    body,
  };
  try {
    send(response, await answer(request));
  } catch (error) {
    // A bug of the sandbox: told to whoever asked, so that it is not taken for the client's.
    send(response, problem(500, place, { detail: asError(error).message }));
  }
}

/** A client that hangs up while it sends gets no answer. */
async function received(message: IncomingMessage): Promise<Uint8Array | 'gone' | undefined> {
  try {
    return await readBody(message);
  } catch (error) {
    if (!message.complete) return 'gone';
    throw error;
  }
}

function send(response: ServerResponse, { status, headers, body }: Reply): void {
  const length =
    status === 204 || status === 304 ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(status, { ...headers, ...length });
  response.end(body);
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

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
