import { setTimeout as wait } from 'node:timers/promises';
import type { Delivery } from './active-faults.js';
import { getHeaders, getHalf, INTERVAL } from './http-server.js';
import type { IncomingRequest } from './incoming-request.js';

/**
 * A `fetch` that a sandbox answers in this process, without a socket. Every request goes to the sandbox, whatever host its
 * URL has; a path is relative to the sandbox.
 * @param closed aborts what is under way when the sandbox closes.
 */
export function createLocalFetch(
  url: string,
  respond: (request: IncomingRequest) => Promise<Delivery>,
  closed: AbortSignal,
): typeof fetch {
  const send = async (request: Request): Promise<Response> => {
    const signal = AbortSignal.any([request.signal, closed]);
    signal.throwIfAborted();
    const { pathname, search } = new URL(request.url);
    const delivery = await respond({
      method: request.method,
      path: pathname,
      query: search.slice(1),
      headers: { ...Object.fromEntries(request.headers), 'set-cookie': undefined },
      body: new Uint8Array(await request.arrayBuffer()),
    });
    await waitFor(delivery.delay, signal);
    const response = await receive(delivery, signal);
    const location = response.headers.get('location');
    if (request.redirect === 'follow' && location !== null && isRedirect(response))
      return send(new Request(new URL(location, request.url), { signal: request.signal }));
    return Object.defineProperty(response, 'url', { value: request.url });
  };
  return (input, init) =>
    send(new Request(input instanceof Request ? input : new URL(input, url), init));
}

async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds > 0)
    await wait(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
}

function isRedirect({ status }: Response): boolean {
  return status === 301 || status === 302;
}

async function receive(delivery: Delivery, signal: AbortSignal): Promise<Response> {
  const { response, end } = delivery;
  const { status, body, more } = response;
  if (end === 'reset') {
    const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    throw new TypeError('fetch failed', { cause });
  }
  const bytes = Buffer.from(body);
  // Not even a status is sent before the first half.
  if (end === 'stalled' && bytes.byteLength === 0) return untilAborted(signal);
  const init = { status, headers: getHeaders(response) };
  if (end === 'stalled') return new Response(createEndlessBody(getHalf(bytes), signal), init);
  if (more) return new Response(createEndlessBody(bytes, signal, more), init);
  return new Response(bytes.byteLength === 0 ? null : bytes, init);
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** @param more the pieces that follow, one a second; without it, nothing follows. */
function createEndlessBody(
  first: Uint8Array,
  signal: AbortSignal,
  more?: (index: number) => string,
): ReadableStream<Uint8Array> {
  let timer: NodeJS.Timeout | undefined;
  return new ReadableStream({
    start: (controller) => {
      let index = 0;
      const sendNext = (next: (index: number) => string) =>
        controller.enqueue(Buffer.from(next((index += 1))));
      controller.enqueue(first);
      timer = more && setInterval(() => sendNext(more), INTERVAL);
      const abort = () => {
        clearInterval(timer);
        controller.error(signal.reason);
      };
      signal.addEventListener('abort', abort, { once: true });
    },
    cancel: () => clearInterval(timer),
  });
}
