/** Escapes a segment of a JSON pointer (RFC 6901, section 3). */
export function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** Unescapes a segment (RFC 6901, section 4): `~1` before `~0`. */
export function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** @returns the segments of a pointer, unescaped; none for the empty pointer, which is the whole document. */
export function toSegments(pointer: string): readonly string[] {
  return pointer.split('/').slice(1).map(unescapeSegment);
}

/**
 * A pointer for people: `paths › /Vehicles/{id} › get`. Exact, since a segment that could be misread is quoted as in JSON.
 * Text for machines keeps the pointer.
 */
export function toReadablePath(pointer: string): string {
  return joinSegments(toSegments(pointer));
}

/** As {@link toReadablePath}, for segments that are not escaped. */
export function joinSegments(segments: readonly string[]): string {
  const isAmbiguous = (segment: string) => /^$|^["\s]|\s$|›/.test(segment);
  return segments
    .map((segment) => (isAmbiguous(segment) ? JSON.stringify(segment) : segment))
    .join(' › ');
}

/** @returns undefined for what is not percent-encoded text (RFC 3986, section 2.1). */
export function percentDecode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // A `%` that is no percent-encoding, as in `50%Off`.
  }
}
