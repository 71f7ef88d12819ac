import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { unreachable } from '../model/type-refs.js';
import { deliverAtOnce, type Delivery } from './active-faults.js';
import { allowOrigin, respondToPreflight } from './cors.js';
import { receiveBody, splitTarget, type IncomingRequest } from './incoming-request.js';
import { problemResponse, type OutgoingResponse } from './outgoing-response.js';

export type RequestHandler = (request: IncomingRequest) => Promise<Delivery>;

/** Receives one request completely and sends its response. */
export async function serveRequest(
  handler: RequestHandler,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = '', headers } = message;
  const body = await receive(message);
  if (body === 'aborted') return;
  const { path, query } = splitTarget(message);
  const delivery =
    body === undefined
      ? deliverAtOnce(problemResponse(413, `${method} ${path}`))
      : await handle(handler, { method, path, query, headers, body });
  const allowed = allowOrigin(delivery.response, { method, headers });
  await deliver(response, { ...delivery, response: allowed });
}

async function handle(handler: RequestHandler, request: IncomingRequest): Promise<Delivery> {
  const preflight = respondToPreflight(request);
  if (preflight) return deliverAtOnce(preflight);
  try {
    return await handler(request);
  } catch (error) {
    // A bug of the sandbox: its message is sent, so that nobody looks for it in the client.
    const detail = toError(error).message;
    return deliverAtOnce(problemResponse(500, `${request.method} ${request.path}`, { detail }));
  }
}

/** `aborted` if the client closed the connection while it was sending: there is nobody to respond to. */
async function receive(message: IncomingMessage): Promise<Uint8Array | 'aborted' | undefined> {
  try {
    return await receiveBody(message);
  } catch (error) {
    if (!message.complete) return 'aborted';
    throw error;
  }
}

export function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

async function deliver(target: ServerResponse, { response, delay, end }: Delivery): Promise<void> {
  if (delay > 0 && !(await waitWhileOpen(target, delay))) return;
  switch (end) {
    case 'complete':
      if (response.more) await sendEndlessly(target, response, response.more);
      else send(target, response);
      return;
    case 'stalled':
      stall(target, response);
      return;
    case 'reset':
      target.socket?.resetAndDestroy();
      return;
    default:
      unreachable(end);
  }
}

/** @returns false if the client closed the connection during the delay. */
async function waitWhileOpen(response: ServerResponse, delay: number): Promise<boolean> {
  const closed = new AbortController();
  const abort = () => closed.abort();
  response.once('close', abort);
  try {
    await wait(delay, undefined, { signal: closed.signal });
    return true;
  } catch (error) {
    if (closed.signal.aborted) return false;
    throw error;
  } finally {
    response.off('close', abort);
  }
}

function send(target: ServerResponse, response: OutgoingResponse): void {
  target.writeHead(response.status, getHeaders(response));
  target.end(response.body);
}

/** Milliseconds between the pieces of an endless body. */
const INTERVAL = 1000;

async function sendEndlessly(
  target: ServerResponse,
  { status, headers, body }: OutgoingResponse,
  more: (index: number) => string,
): Promise<void> {
  target.writeHead(status, headers);
  target.write(body);
  for (let index = 1; await waitWhileOpen(target, INTERVAL); index += 1) target.write(more(index));
}

/** Announces the whole body and sends the first half; sends nothing at all if the body is empty. */
function stall(target: ServerResponse, response: OutgoingResponse): void {
  const bytes = Buffer.from(response.body);
  if (bytes.byteLength === 0) return;
  target.writeHead(response.status, getHeaders(response));
  target.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)));
}

function getHeaders({ status, headers, body }: OutgoingResponse): Record<string, string | number> {
  const hasLength = status !== 204 && status !== 304;
  return { ...headers, ...(hasLength && { 'Content-Length': Buffer.byteLength(body) }) };
}

/** A received request, without secrets, for tests and people to inspect. */
export interface RecordedRequest {
  readonly method: string;
  /** As sent: percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without `?`; values of secrets are replaced. */
  readonly query: string;
  /** By lower-case name. `authorization` holds the scheme only: `Bearer`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A limit, so that a sandbox can run for weeks. */
const MAX_RECORDED = 10_000;
const REDACTED = '[redacted]';
const SECRET_HEADER = /cookie|token|secret|api-?key|password/;
const SECRET_QUERY = /(^|_)(secret|token|password|assertion|api_?key|code)$/i;

/** Appends the request to the log, and drops the oldest beyond 10 000. */
export function recordRequest(log: RecordedRequest[], message: IncomingMessage): void {
  const { path, query } = splitTarget(message);
  if (log.length === MAX_RECORDED) log.shift();
  log.push({
    method: message.method ?? '',
    path,
    query: redactQuery(query),
    headers: Object.fromEntries(
      Object.entries(message.headers).map(([name, value]) => [
        name,
        redactHeader(name, [value].flat().join(', ')),
      ]),
    ),
  });
}

function redactHeader(name: string, value: string): string {
  if (name === 'authorization' || name === 'proxy-authorization') {
    // A single word may be a token without a scheme, so only a word that is followed by another is kept.
    return /^(\S+)\s+\S/.exec(value)?.[1] ?? REDACTED;
  }
  return SECRET_HEADER.test(name) ? REDACTED : value;
}

function redactQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const name = pair.split('=')[0] ?? '';
      return SECRET_QUERY.test(name) ? `${name}=${REDACTED}` : pair;
    })
    .join('&');
}
