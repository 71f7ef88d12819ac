import { readFile, stat } from 'node:fs/promises';
import { types } from 'node:util';
import { DownloadError, UsageError } from '../errors.js';
import { decodeText } from './charset.js';
import { networkOf, type SourceContext } from './context.js';
import { requireDocument } from './document-text.js';
import { givenUrl } from './addresses.js';
import type { AnnouncedDocument } from './pages/index.js';
import type { Previous } from './session.js';
import { quoted, redactUrl, statusText } from './wording.js';

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
    case 'url':
      return download(request, context);
    case 'file':
      return open(request.path, context);
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
  const { get } = await import('./http.js');
  const answer = await get(givenUrl(location), { sameOrigin: true }, networkOf(context));
  if (answer.status >= 200 && answer.status < 300) return answer.text;
  throw new DownloadError(
    `GET ${redactUrl(answer.url)} answered ${statusText(answer.status)}: ${quoted(answer.text)}.`,
    { hint: 'The document refers to it; is the reference right?' },
  );
}

/** Is it a URL? A path otherwise; `C:\api.json` is one. */
export function isUrl(location: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(location);
}

async function download(
  { url, tokenUrl, document, previous }: Extract<DocumentRequest, { kind: 'url' }>,
  context: SourceContext,
): Promise<ObtainedDocument> {
  const [{ discover, foundBy }, { Session }] = await Promise.all([
    import('./discover.js'),
    import('./session.js'),
  ]);
  const options = {
    ...(tokenUrl !== undefined && { tokenUrl }),
    ...(previous !== undefined && { previous }),
  };
  const discovery = await discover(new Session(url, options, context), document);
  const { url: location, text, ...found } = foundBy(discovery);
  if (discovery.answer.status !== 304) return { status: 'fetched', text, location, ...found };
  const { name, alternatives } = found;
  return { status: 'unchanged', location, alternatives, ...(name !== undefined && { name }) };
}

async function open(path: string, context: SourceContext): Promise<ObtainedDocument> {
  const text = await readText(path, context);
  await requireDocument(text, { place: path, quoted });
  return { status: 'fetched', text, location: path, alternatives: [] };
}

async function readText(path: string, context: SourceContext): Promise<string> {
  const { maxBytes, signal } = networkOf(context);
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      throw new DownloadError(`${path} has more than ${maxBytes} bytes.`, {
        hint: 'If a document of that size is meant, raise `maxBytes` in sdk.config.json.',
      });
    }
    return decodeText(await readFile(path, signal === undefined ? {} : { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    throw fileFailure(path, error);
  }
}

function fileFailure(path: string, error: unknown): unknown {
  if (!types.isNativeError(error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(`There is no file ${path}.`, {
        hint: 'Give the path of a document, or a URL that starts with https://.',
        cause: error,
      });
    case 'EISDIR':
      return new UsageError(`${path} is a folder.`, {
        hint: 'Give the path of the document in it.',
        cause: error,
      });
    default:
      return new DownloadError(`${path} cannot be read: ${error.message}`, {
        hint: 'May this user read it?',
        cause: error,
      });
  }
}
