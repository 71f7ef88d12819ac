import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { unreachable } from '../model/types.js';
import type { Delivery } from './faults/index.js';
import { problem, type Reply } from './reply.js';
import { readBody, targetOf, type ReceivedRequest } from './request.js';

export type Answer = (request: ReceivedRequest) => Promise<Delivery>;

/** Receives one request as a whole, and lets its answer out. */
export async function serve(
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
  await deliver(response, await answered(answer, request, place));
}

async function answered(
  answer: Answer,
  request: ReceivedRequest,
  place: string,
): Promise<Delivery> {
  try {
    return await answer(request);
  } catch (error) {
    // A bug of the sandbox: told to whoever asked, so that it is not taken for the client's.
    const detail = error instanceof Error ? error.message : String(error);
    return { reply: problem(500, place, { detail }), delay: 0, end: 'whole' };
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

async function deliver(response: ServerResponse, { reply, delay, end }: Delivery): Promise<void> {
  if (delay > 0 && !(await waited(response, delay))) return;
  switch (end) {
    case 'whole':
      return send(response, reply);
    case 'stalled':
      return stall(response, reply);
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    default:
      return unreachable(end);
  }
}

/** False when the client did not wait. */
async function waited(response: ServerResponse, delay: number): Promise<boolean> {
  const gone = new AbortController();
  const leave = () => gone.abort();
  response.once('close', leave);
  try {
    await pause(delay, undefined, { signal: gone.signal });
    return true;
  } catch (error) {
    if (gone.signal.aborted) return false;
    throw error;
  } finally {
    response.off('close', leave);
  }
}

function send(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, headersOf(reply));
  response.end(reply.body);
}

/** Promises the whole body and sends half of it; a body of nothing is never begun. */
function stall(response: ServerResponse, reply: Reply): void {
  const bytes = Buffer.from(reply.body);
  if (bytes.byteLength === 0) return;
  response.writeHead(reply.status, headersOf(reply));
  response.write(bytes.subarray(0, Math.floor(bytes.byteLength / 2)));
}

function headersOf({ status, headers, body }: Reply): Record<string, string | number> {
  const hasLength = status !== 204 && status !== 304;
  return { ...headers, ...(hasLength && { 'Content-Length': Buffer.byteLength(body) }) };
}
