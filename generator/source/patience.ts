import { DownloadError } from '../errors.js';
import type { Network } from './context.js';
import { exchange, NetworkFailure, type Reply, type Request } from './exchange.js';
import { statusText } from './status-text.js';
import { redactUrl } from './wording.js';

/** How often a request is sent at most, unless told otherwise. */
export const ATTEMPTS = 4;

/** Milliseconds: the first pause; each later one is twice as long. */
const FIRST_PAUSE = 500;
/** Milliseconds: a server that asks for a longer one is told to the user instead. */
const LONGEST_PAUSE = 120_000;

/**
 * Sends a request again when the network fails or the server says 429 or 5xx, after the pause that
 * Retry-After asks for (RFC 9110, section 10.2.3) or an exponential one. Only for what may be repeated.
 *
 * @returns the last reply, whatever its status.
 * @throws DownloadError when the network fails to the end, or the server asks for too long a pause.
 */
export async function sendPatiently(
  request: Request,
  network: Network,
  attempts = ATTEMPTS,
): Promise<Reply> {
  for (let attempt = 1; ; attempt++) {
    const reply = await tried(request, network);
    const isLast = attempt >= attempts;
    if (reply instanceof NetworkFailure) {
      if (isLast || reply.isLasting) throw unreachable(request, reply, attempt);
    } else if (!isPassing(reply.status) || isLast) {
      return reply;
    }
    await network.sleep(pauseAfter(request, reply, attempt, network), network.signal);
  }
}

async function tried(request: Request, network: Network): Promise<Reply | NetworkFailure> {
  try {
    return await exchange(request, network);
  } catch (error) {
    if (error instanceof NetworkFailure) return error;
    throw error;
  }
}

function isPassing(status: number): boolean {
  return status === 429 || status >= 500;
}

function pauseAfter(
  request: Request,
  reply: Reply | NetworkFailure,
  attempt: number,
  network: Network,
): number {
  const asked = reply instanceof NetworkFailure ? undefined : retryAfter(reply, network);
  if (asked === undefined) {
    // Between half and the whole of it, so that clients that failed together do not return together.
    return FIRST_PAUSE * 2 ** (attempt - 1) * (0.5 + network.random() / 2);
  }
  if (asked <= LONGEST_PAUSE || reply instanceof NetworkFailure) return asked;
  throw new DownloadError(
    `${request.method} ${redactUrl(request.url)} answered ${statusText(reply.status)} and asks to wait ${Math.ceil(asked / 1000)} s.`,
    { hint: `At most ${LONGEST_PAUSE / 1000} s are waited; run again after that time.` },
  );
}

/** Milliseconds; undefined where the header is missing or says nothing. */
function retryAfter({ headers }: Reply, network: Network): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = /[a-z]/i.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - network.now());
}

function unreachable(request: Request, failure: NetworkFailure, attempts: number): DownloadError {
  const times = attempts === 1 ? '' : `, ${attempts} times`;
  return new DownloadError(
    `${request.method} ${redactUrl(request.url)} failed: ${failure.message}${times}.`,
    {
      hint: failure.isLasting
        ? 'If your network inspects TLS, point NODE_EXTRA_CA_CERTS at its certificate.'
        : 'Is the URL right, and can this machine reach it?',
      cause: failure.cause,
    },
  );
}
