/** The forms of an HTTP date (RFC 9110, section 5.6.7): of today, of RFC 850, and of `asctime`, which has no zone. */
const HTTP_DATE = /^\w{3,9},? [\w -]+ (\d\d:){2}\d\d (GMT|\d{4})$/;

/**
 * How long `Retry-After` asks to wait: seconds, or an HTTP date (RFC 9110, section 10.2.3). Fractions of seconds, which
 * some servers send, are accepted and rounded up.
 *
 * @param now Milliseconds since 1970.
 * @returns Milliseconds; undefined when the header is absent or malformed.
 */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  if (!HTTP_DATE.test(value)) return undefined;
  const time = Date.parse(value.replace(/( GMT)?$/, ' GMT'));
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
