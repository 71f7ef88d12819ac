/**
 * How long `Retry-After` asks to wait (RFC 9110, section 10.2.3): seconds, or an HTTP date.
 *
 * @param now Milliseconds since 1970.
 * @returns Milliseconds; undefined when the header is absent or is neither form exactly.
 */
export function retryAfterMs(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  // An HTTP date is what `toUTCString()` writes, and nothing else.
  const isDate = date >= 0 && new Date(date).toUTCString() === value;
  return isDate ? Math.max(0, date - now) : undefined;
}
