/** What platforms put on an error of `fetch`, or on one of its causes. */
interface NetworkFailure {
  readonly code?: unknown;
  /** The system call that failed: `connect`, `getaddrinfo`, `read`. */
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  /** One for each address of the host that was tried (RFC 8305). */
  readonly errors?: unknown;
}

/** Codes that no established connection fails with: of Node.js where the system call is not known, of undici, and of Bun. */
const NO_CONNECTION =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused|FailedToOpenSocket|DNSLookupFailed)$/;

/** Deno has no codes. A URL in its messages has no blanks, so this is never part of one. */
const DENO_CONNECT = /: client error \(Connect\)/;

/**
 * @param error What `fetch` threw; its causes are looked at as well.
 * @returns True when the failure shows that there was no connection, so that nothing of the request was sent: the name
 *   was not resolved, or no address of the host accepted a connection. False when that is not known: `EHOSTUNREACH` may
 *   also end a connection that has carried the request.
 */
export function wasNeverSent(error: unknown): boolean {
  const { code, syscall, message, cause, errors } = Object(error) as NetworkFailure;
  if (Array.isArray(errors) && errors.length) return errors.every(wasNeverSent);
  if (typeof syscall === 'string') return /^(connect|getaddrinfo)$/.test(syscall);
  return (
    NO_CONNECTION.test(String(code)) ||
    DENO_CONNECT.test(String(message)) ||
    (cause !== undefined && wasNeverSent(cause))
  );
}
