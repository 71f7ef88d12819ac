import type { SourceContext } from './context.js';
import { openDocument, readText } from './local-file.js';
import type { AnnouncedDocument } from './pages/index.js';
import type { Previous } from './session.js';

export type DocumentRequest =
  | {
      readonly kind: 'url';
      /** A documentation page or a document. */
      readonly url: string;
      /** The environment's token endpoint, where there is one. */
      readonly tokenUrl?: string;
      /** The document to take, by name or URL, when a page announces several. */
      readonly document?: string;
      /** What an earlier run learnt: asked again, the server may answer that nothing changed. */
      readonly previous?: Previous;
    }
  | { readonly kind: 'file'; readonly path: string };

export type ObtainedDocument =
  | {
      readonly status: 'fetched';
      readonly text: string;
      /** The document's URL after redirects, or the file's path. */
      readonly location: string;
      /** As the page calls it. */
      readonly name?: string;
      readonly etag?: string;
      readonly lastModified?: string;
      /** What else the page announces. */
      readonly alternatives: readonly AnnouncedDocument[];
    }
  | {
      /** The server says that the document is the one of the earlier run. */
      readonly status: 'unchanged';
      readonly location: string;
      readonly name?: string;
      readonly alternatives: readonly AnnouncedDocument[];
    };

/**
 * The text of a document, wherever it is. What comes back was looked at: it is an OpenAPI document with paths.
 *
 * @throws UsageError for a URL that is not downloaded, a file that is not there, an unknown `document`.
 * @throws DownloadError when it could not be fetched, or what came is no document.
 * @throws DocumentRefusedError when it is one, but cut or without paths.
 */
export async function obtainDocument(
  request: DocumentRequest,
  context: SourceContext = {},
): Promise<ObtainedDocument> {
  switch (request.kind) {
    case 'url': {
      // A document on disk needs nothing of what downloads.
      const { downloadDocument } = require('./download.js') as typeof import('./download.js');
      return downloadDocument(request, context);
    }
    case 'file':
      return openDocument(request.path, context);
    default:
      return request satisfies never;
  }
}

/**
 * Reads what a document refers to: another file, or a URL. Which ones may be read is for the caller to decide, so
 * redirects stay on that origin.
 *
 * @throws UsageError or DownloadError when it cannot be read.
 */
export async function readReferenced(
  location: string,
  context: SourceContext = {},
): Promise<string> {
  if (!isUrl(location)) return readText(location, context);
  const { downloadReferenced } = require('./download.js') as typeof import('./download.js');
  return downloadReferenced(location, context);
}

/** Is it a URL? A path otherwise; `C:\api.json` is one. */
export function isUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(location);
}
