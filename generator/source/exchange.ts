import { types } from 'node:util';
import { DownloadError } from '../errors.js';
import type { Network } from './context.js';
import { redactUrl } from './wording.js';

/** One request, redirects not followed. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Decompressed. Of anything but a success only the first 4 KiB: enough to say what it was. */
  readonly bytes: Uint8Array;
}

/** The network gave no whole answer. */
export class NetworkFailure extends Error {
  readonly code: string;

  constructor(message: string, code: string, cause: unknown) {
    super(message, { cause });
    this.name = 'NetworkFailure';
    this.code = code;
  }

  /** A certificate that is wrong now is wrong in a second. */
  get isLasting(): boolean {
    return /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(this.code);
  }
}

const MAX_ERROR_BYTES = 4096;

/**
 * Sends one request and reads its answer to the last byte.
 *
 * @throws NetworkFailure when there was no whole answer in time.
 * @throws DownloadError when the answer is larger than `network.maxBytes`.
 * @throws the reason of `network.signal` when that is aborted.
 */
export async function exchange(request: Request, network: Network): Promise<Reply> {
  const { signal, timeoutMs } = network;
  signal?.throwIfAborted();
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    abort();
  }, timeoutMs);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await sendAndRead(request, network, controller.signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DownloadError) throw error;
    if (timedOut) {
      throw new NetworkFailure(`no whole answer within ${timeoutMs} ms`, 'TIMEOUT', error);
    }
    throw networkFailure(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    // An answer that was not read to its end must not keep the connection.
    abort();
  }
}

async function sendAndRead(
  { method, url, headers, body }: Request,
  network: Network,
  signal: AbortSignal,
): Promise<Reply> {
  const response = await network.fetch(url, {
    method,
    headers: { ...headers },
    redirect: 'manual',
    signal,
    ...(body !== undefined && { body }),
  });
  const { status } = response;
  const bytes = response.ok
    ? await readWhole(response, network.maxBytes, url)
    : await readStart(response, MAX_ERROR_BYTES);
  return { status, headers: response.headers, bytes };
}

async function readWhole(response: Response, maxBytes: number, url: URL): Promise<Uint8Array> {
  const { bytes, isWhole } = await readUpTo(response, maxBytes);
  if (isWhole) return bytes;
  throw new DownloadError(`GET ${redactUrl(url)} answers with more than ${maxBytes} bytes.`, {
    hint: 'If a document of that size is meant, raise `maxBytes` in sdk.config.json.',
  });
}

async function readStart(response: Response, maxBytes: number): Promise<Uint8Array> {
  return (await readUpTo(response, maxBytes)).bytes;
}

async function readUpTo(
  response: Response,
  maxBytes: number,
): Promise<{ readonly bytes: Uint8Array; readonly isWhole: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    chunks.push(part.value);
    size += part.value.byteLength;
    if (size > maxBytes) {
      await reader?.cancel();
      return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), isWhole: false };
    }
  }
  return { bytes: Buffer.concat(chunks), isWhole: true };
}

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  UND_ERR_SOCKET: 'the connection was cut',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name could not be looked up',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ETIMEDOUT: 'no connection in time',
};

/** fetch throws "fetch failed" and keeps what happened as the cause. */
function networkFailure(error: unknown): NetworkFailure {
  const cause = types.isNativeError(error) && error.cause !== undefined ? error.cause : error;
  const code =
    types.isNativeError(cause) && 'code' in cause && typeof cause.code === 'string'
      ? cause.code
      : '';
  const message = types.isNativeError(cause) && cause.message !== '' ? cause.message : 'no answer';
  const words = WORDS[code];
  return new NetworkFailure(words === undefined ? message : `${words} (${code})`, code, error);
}
