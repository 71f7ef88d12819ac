import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { unreachable } from '../model/type-refs.js';
import { deliverAtOnce, type Delivery } from './active-faults.js';
import { allowOrigin, respondToPreflight } from './cors.js';
import {
  MAX_BODY_BYTES,
  receiveBody,
  splitTarget,
  type IncomingRequest,
} from './incoming-request.js';
import { problemResponse, type OutgoingResponse } from './outgoing-response.js';

export type RequestHandler = (request: IncomingRequest) => Promise<Delivery>;

/** Receives one request completely and sends its response. */
export async function serveRequest(
  handler: RequestHandler,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await receive(message);
  if (body === 'aborted') return;
  const { method = '', headers } = message;
  const request = { method, ...splitTarget(message), headers, body };
  await deliver(response, await respond(handler, request));
}

/** The response to any request, with the headers of CORS. */
export async function respond(
  handler: RequestHandler,
  request: IncomingRequest,
): Promise<Delivery> {
  const preflight = respondToPreflight(request);
  const delivery = preflight ? deliverAtOnce(preflight) : await handle(handler, request);
  return { ...delivery, response: allowOrigin(delivery.response, request) };
}

async function handle(handler: RequestHandler, request: IncomingRequest): Promise<Delivery> {
  const target = `${request.method} ${request.path}`;
  if (request.body.byteLength > MAX_BODY_BYTES) return deliverAtOnce(problemResponse(413, target));
  try {
    return await handler(request);
  } catch (error) {
    // A bug of the sandbox: its message is sent, so that nobody looks for it in the client.
    const detail = toError(error).message;
    return deliverAtOnce(problemResponse(500, target, { detail }));
  }
}

/** `aborted` if the client closed the connection while it was sending: there is nobody to respond to. */
async function receive(message: IncomingMessage): Promise<Uint8Array | 'aborted'> {
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
export const INTERVAL = 1000;

async function sendEndlessly(
  target: ServerResponse,
  response: OutgoingResponse,
  more: (index: number) => string,
): Promise<void> {
  target.writeHead(response.status, getHeaders(response));
  target.write(response.body);
  for (let index = 1; await waitWhileOpen(target, INTERVAL); index += 1) target.write(more(index));
}

/** Announces the whole body and sends the first half; sends nothing at all if the body is empty. */
function stall(target: ServerResponse, response: OutgoingResponse): void {
  const bytes = Buffer.from(response.body);
  if (bytes.byteLength === 0) return;
  target.writeHead(response.status, getHeaders(response));
  target.write(getHalf(bytes));
}

export function getHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.floor(bytes.byteLength / 2));
}

/** The headers with the body's length, where it has one. */
export function getHeaders({
  status,
  headers,
  body,
  more,
}: OutgoingResponse): Record<string, string> {
  const hasLength = status !== 204 && status !== 304 && more === undefined;
  return { ...headers, ...(hasLength && { 'Content-Length': String(Buffer.byteLength(body)) }) };
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
export function recordRequest(
  log: RecordedRequest[],
  { method, path, query, headers }: Omit<IncomingRequest, 'body'>,
): void {
  if (log.length === MAX_RECORDED) log.shift();
  log.push({
    method,
    path,
    query: redactQuery(query),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
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
