/** Escapes a segment of a JSON pointer (RFC 6901, section 3). */
export function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** Unescapes a segment (RFC 6901, section 4): `~1` before `~0`. */
export function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** @returns undefined for what is not percent-encoded text (RFC 3986, section 2.1). */
export function percentDecode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // A `%` that is no percent-encoding, as in `50%Off`.
  }
}
