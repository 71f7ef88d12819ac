import { types } from 'node:util';
import { DownloadError } from '../errors.js';
import { defined } from '../util/defined.js';
import type { Network } from './context.js';
import { openProxy, type Proxy } from './proxy.js';
import { redactUrl } from './redact.js';
import { STATUS_CODES } from 'node:http';

/** One request. Redirects are not followed. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True: it does something twice when it is sent twice, so it is sent again only where the server refused it unread. */
  readonly isUnrepeatable?: boolean;
}

export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Decompressed. Of an error response only the first 4 KiB: enough to quote it. */
  readonly bytes: Uint8Array;
}

/** No complete response arrived. */
export class NetworkFailure extends Error {
  readonly code: string;

  constructor(message: string, code: string, cause: unknown) {
    super(message, { cause });
    this.name = 'NetworkFailure';
    this.code = code;
  }

  /** True for a certificate that is wrong or unknown. */
  get isOfTls(): boolean {
    return /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(this.code);
  }

  /** The status with which a proxy refused to connect to the host; undefined for any other failure. */
  get proxyStatus(): number | undefined {
    const [, status] = /^PROXY_(\d+)$/.exec(this.code) ?? [];
    return status === undefined ? undefined : Number(status);
  }

  /** True when a retry cannot help. */
  get isPermanent(): boolean {
    return this.isOfTls || (this.proxyStatus ?? 500) < 500;
  }
}

const MAX_ERROR_BYTES = 4096;

const TIMED_OUT = Symbol('timed out');

/**
 * Sends one request and reads its response to the last byte.
 *
 * @throws NetworkFailure when no complete response arrived in time.
 * @throws DownloadError when the response is larger than `network.maxBytes`.
 * @throws the reason of `network.signal` when it is aborted.
 */
export async function sendOnce(request: HttpRequest, network: Network): Promise<RawResponse> {
  const { signal, timeoutMs } = network;
  signal?.throwIfAborted();
  const proxy = network.findProxy(request.url);
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(() => controller.abort(TIMED_OUT), timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return proxy === undefined
      ? await sendAndRead(request, network, controller.signal)
      : await sendThroughProxy(proxy, request, network, controller.signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DownloadError) throw error;
    if (controller.signal.reason === TIMED_OUT) {
      throw new NetworkFailure(`no complete response within ${timeoutMs} ms`, 'TIMEOUT', error);
    }
    throw toNetworkFailure(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    // A response that was not read to its end must not keep the connection open.
    abort();
  }
}

async function sendThroughProxy(
  proxy: Proxy,
  request: HttpRequest,
  network: Network,
  signal: AbortSignal,
): Promise<RawResponse> {
  const { fetch, close } = await openProxy(proxy);
  try {
    return await sendAndRead(request, { ...network, fetch }, signal);
  } finally {
    await close();
  }
}

async function sendAndRead(
  { method, url, headers, body }: HttpRequest,
  network: Network,
  signal: AbortSignal,
): Promise<RawResponse> {
  const response = await network.fetch(url, {
    method,
    headers: { ...headers },
    redirect: 'manual',
    signal,
    ...defined({ body }),
  });
  const { status } = response;
  const bytes = response.ok
    ? await readWhole(response, network, url)
    : await readStart(response, MAX_ERROR_BYTES);
  return { status, headers: response.headers, bytes };
}

async function readWhole(
  response: Response,
  { maxBytes, onBytes }: Network,
  url: URL,
): Promise<Uint8Array> {
  const total = getTotal(response);
  const { bytes, isWhole } = await readUpTo(response, maxBytes, (size) => onBytes?.(size, total));
  if (isWhole) return bytes;
  throw new DownloadError(`GET ${redactUrl(url)} returned more than ${maxBytes} bytes.`, {
    hint: 'If the document is that large, raise `maxBytes` in sdk.config.json.',
  });
}

async function readStart(response: Response, maxBytes: number): Promise<Uint8Array> {
  return (await readUpTo(response, maxBytes)).bytes;
}

/** Unknown for a compressed response, whose length is not that of the text. */
function getTotal({ headers }: Response): number | undefined {
  const length = headers.get('content-encoding') === null ? headers.get('content-length') : null;
  return length === null ? undefined : Number(length);
}

async function readUpTo(
  response: Response,
  maxBytes: number,
  onChunk?: (size: number) => void,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the stream.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    onChunk?.(size);
    if (size > maxBytes)
      return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isWhole: false };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed',
  UND_ERR_SOCKET: 'the connection was closed',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  ENOTFOUND: 'the host does not exist',
  EAI_AGAIN: 'the host name could not be resolved',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no connection in time',
};

/** What undici's ProxyAgent says of a CONNECT that did not succeed. */
const PROXY_REFUSAL = /^Proxy response \((\d{3})\)/;

/** `fetch` throws "fetch failed" and keeps the reason as the cause; through a proxy, as the cause of the cause. */
function findReason(error: unknown): unknown {
  const cause = typeof error === 'object' && error !== null && 'cause' in error && error.cause;
  return cause ? findReason(cause) : error;
}

function toNetworkFailure(error: unknown): NetworkFailure {
  const cause = findReason(error);
  const code =
    types.isNativeError(cause) && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : '';
  const message =
    types.isNativeError(cause) && cause.message !== '' ? cause.message : 'no response';
  const [, status] = PROXY_REFUSAL.exec(message) ?? [];
  if (status !== undefined) {
    const refusal = `the proxy returned ${formatStatus(Number(status))}`;
    return new NetworkFailure(refusal, `PROXY_${status}`, error);
  }
  const description = DESCRIPTIONS[code];
  return new NetworkFailure(
    description === undefined ? message : `${description} (${code})`,
    code,
    error,
  );
}

/** `404 Not Found` */
export function formatStatus(status: number): string {
  const reason = STATUS_CODES[status];
  return reason === undefined ? String(status) : `${status} ${reason}`;
}
