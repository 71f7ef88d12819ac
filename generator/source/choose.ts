import { UsageError } from '../errors.js';
import type { AnnouncedDocument } from './pages/index.js';
import { redactUrl } from './wording.js';

/**
 * The document to take, of those that a page announces: the one asked for by name or URL, or the
 * page's primary one, or the first.
 *
 * @param wanted the user's `--document`.
 * @throws UsageError that lists them all when the one asked for is not among them.
 */
export function chooseDocument(
  documents: readonly [AnnouncedDocument, ...AnnouncedDocument[]],
  pageUrl: string,
  wanted: string | undefined,
  primaryName: string | undefined,
): AnnouncedDocument {
  if (wanted === undefined) {
    return documents.find(({ name }) => name === primaryName) ?? documents[0];
  }
  const asked = URL.canParse(wanted, pageUrl) ? new URL(wanted, pageUrl).href : undefined;
  const found =
    documents.find(({ name }) => name === wanted) ??
    documents.find(({ url }) => url === asked) ??
    documents.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`${redactUrl(pageUrl)} announces no document '${wanted}'.`, {
    hint: `Give one of these by name or URL:\n${listOf(documents)}`,
  });
}

/** One line each: the name and the URL. */
export function listOf(documents: readonly AnnouncedDocument[]): string {
  return documents.map(({ name, url }) => `  ${name}  ${redactUrl(url)}`).join('\n');
}
