import { own, type JsonObject } from './json.js';

/** RFC 6901, section 3. */
export function escapeSegment(segment: string): string {
  return /[~/]/.test(segment) ? segment.replaceAll('~', '~0').replaceAll('/', '~1') : segment;
}

/** RFC 6901, section 4: `~1` before `~0`. */
function unescapeSegment(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** A place that a pointer leads to. */
export interface Target {
  readonly segments: readonly string[];
  readonly value: unknown;
}

/**
 * Follows a JSON pointer (RFC 6901), written bare or as a URI fragment. Swashbuckle writes schema ids
 * into `$ref` as they are (`` PagedList`1[[X, Asm]] ``), others percent-encode them: as written is
 * tried first, then decoded.
 */
export function findTarget(root: object, pointer: string): Target | undefined {
  const text = pointer.startsWith('#') ? pointer.slice(1) : pointer;
  if (text === '') return { segments: [], value: root };
  if (!text.startsWith('/')) return undefined;
  const written = text.slice(1).split('/');
  const found = follow(root, written.map(unescapeSegment));
  if (found !== undefined || !text.includes('%')) return found;
  const decoded = written.map(percentDecoded);
  if (decoded.some((segment) => segment === undefined)) return undefined;
  return follow(
    root,
    decoded.map((segment) => unescapeSegment(segment ?? '')),
  );
}

/** What a JSON pointer leads to; undefined when it leads nowhere. Percent-encoding is optional, see {@link findTarget}. */
export function resolvePointer(document: object, pointer: string): unknown {
  return findTarget(document, pointer)?.value;
}

function follow(root: object, segments: readonly string[]): Target | undefined {
  let value: unknown = root;
  for (const segment of segments) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value) && !/^(0|[1-9]\d*)$/.test(segment)) return undefined;
    value = own(value as JsonObject, segment);
    if (value === undefined) return undefined;
  }
  return { segments, value };
}

function percentDecoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined; // Not percent-encoded at all: `50%Off` is a name.
  }
}
