import { type Login, MAX_BYTES, type SourceContext, toNetwork } from './context.js';
import type { ListedDocument } from './pages/page.js';
import { isSuccess, type Previous, Session } from './session.js';
import { DocumentRefusedError, DownloadError, UsageError } from '../errors.js';
import { parseGivenUrl } from './addresses.js';
import { discover, toFoundDocument } from './discover.js';
import { decodeText, get } from './http.js';
import { formatStatus } from './send-once.js';
import { quoteFirstLine, redactUrl } from './redact.js';
import { readFile, realpath, stat } from 'node:fs/promises';
import { types } from 'node:util';
import { classifyText, fileRefusalFor } from './document-text.js';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defined } from '../util/defined.js';
import { STAND_IN_PATH } from '../vendor.js';

export type DocumentRequest =
  | {
      readonly kind: 'url';
      /** A documentation page or a document. */
      readonly url: string;
      /** For a document that is not public; without it, no token is requested. */
      readonly login?: Login;
      /** The document to take, by name or URL, when a page lists several. */
      readonly document?: string;
      /** What an earlier run recorded, so that the server may report the document as unchanged. */
      readonly previous?: Previous;
    }
  | { readonly kind: 'file'; readonly path: string };

export type ObtainedDocument =
  | {
      readonly status: 'fetched';
      readonly text: string;
      /** The document's URL after redirects, or the file's path. */
      readonly location: string;
      /** Its name on the page. */
      readonly name?: string;
      readonly etag?: string;
      readonly lastModified?: string;
      /** The other documents that the page lists. */
      readonly alternatives: readonly ListedDocument[];
    }
  | {
      /** The server reports that the document is the same as in the earlier run. */
      readonly status: 'unchanged';
      readonly location: string;
      readonly name?: string;
      readonly alternatives: readonly ListedDocument[];
    };

/**
 * Downloads or reads a document, and checks that it is an OpenAPI document with paths.
 *
 * @throws UsageError for a URL that may not be downloaded, a file that does not exist, an unknown `document`.
 * @throws DownloadError when it cannot be fetched, or the response is not a document.
 * @throws DocumentRefusedError when the document is truncated, malformed or without paths.
 */
export async function obtainDocument(
  request: DocumentRequest,
  context: SourceContext = {},
): Promise<ObtainedDocument> {
  switch (request.kind) {
    case 'url':
      return downloadDocument(request, context);
    case 'file':
      return readDocumentFile(request.path, context);
    default:
      return request satisfies never;
  }
}

/**
 * Reads what a document refers to. The caller decides which origins are allowed, so a redirect may not leave the origin,
 * nor a link (symbolic, junction) the folders.
 *
 * @param url With the scheme `http`, `https` or `file`.
 * @param folders Absolute paths of the folders that files may be read from.
 * @throws UsageError or DownloadError when it cannot be read.
 */
export async function readReferenced(
  url: string,
  folders: readonly string[],
  context: SourceContext = {},
): Promise<string> {
  if (!/^file:/i.test(url)) return downloadReferenced(url, context);
  return readText(await resolveWithin(fileURLToPath(url), folders), context, REFERENCE_HINT);
}

/** The file itself behind all links. @throws UsageError when it is in none of the folders. */
async function resolveWithin(path: string, folders: readonly string[]): Promise<string> {
  const [file, ...allowed] = await Promise.all([path, ...folders].map(resolveLinks));
  if (file !== undefined && allowed.some((folder) => file.startsWith(join(folder, sep))))
    return file;
  throw new UsageError(`${path} leads to ${file}, outside of the allowed folders.`, {
    hint: 'Add the folder of the file itself to `allowedFolders` in sdk.config.json.',
  });
}

async function resolveLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    throw toFileError(path, error, REFERENCE_HINT);
  }
}

const REFERENCE_HINT = 'The document refers to it. Check the reference.';

async function downloadDocument(
  { url, login, document, previous }: Extract<DocumentRequest, { kind: 'url' }>,
  context: SourceContext,
): Promise<ObtainedDocument> {
  const session = new Session(url, defined({ login, previous }), context);
  const discovery = await discover(session, document);
  const { url: location, text, ...found } = toFoundDocument(discovery);
  if (discovery.response.status !== 304) return { status: 'fetched', text, location, ...found };
  const { name, alternatives } = found;
  return { status: 'unchanged', location, alternatives, ...defined({ name }) };
}

async function downloadReferenced(location: string, context: SourceContext): Promise<string> {
  const response = await get(parseGivenUrl(location), { sameOrigin: true }, toNetwork(context));
  if (isSuccess(response)) return response.text;
  const { url, status, text } = response;
  throw new DownloadError(
    `GET ${redactUrl(url)} returned ${formatStatus(status)}: ${quoteFirstLine(text)}.`,
    { hint: 'The document refers to this URL. Check the reference.' },
  );
}

async function readDocumentFile(path: string, context: SourceContext): Promise<ObtainedDocument> {
  const text = await readText(path, context);
  const kind = await classifyText(text);
  if (kind !== 'document') throw fileRefusalFor(kind, text, path);
  return { status: 'fetched', text, location: path, alternatives: [] };
}

/** @throws UsageError when there is no such file, or it cannot be read; DocumentRefusedError when it is too large. */
async function readText(
  path: string,
  { maxBytes = MAX_BYTES, signal }: SourceContext,
  hint?: string,
): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > maxBytes) {
      throw new DocumentRefusedError(`${path} has more than ${maxBytes} bytes.`, {
        hint: 'If the document is that large, raise `maxBytes` in sdk.config.json.',
      });
    }
    return decodeText(await readFile(path, signal === undefined ? {} : { signal }));
  } catch (error) {
    signal?.throwIfAborted();
    throw toFileError(path, error, hint);
  }
}

/** @param hint Instead of those for the path of a document. */
function toFileError(path: string, error: unknown, hint?: string): unknown {
  if (!types.isNativeError(error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UsageError(`There is no file ${path}.`, {
        hint:
          hint ??
          `${suggestUrl(path)}Give the path of a document, or a URL that starts with https://.`,
        cause: error,
      });
    case 'EISDIR':
      return new UsageError(`${path} is a folder.`, {
        hint: hint ?? 'Give the path of the document in it.',
        cause: error,
      });
    default:
      return new UsageError(`${path} cannot be read: ${error.message}`, {
        hint: 'Check that this user may read it.',
        cause: error,
      });
  }
}

/** A question for who left the scheme of a URL out: `api.example.com/swagger` is read as a path. */
function suggestUrl(path: string): string {
  const segments = path.split(/[\\/]/);
  const host = segments.findIndex((each) =>
    /^(?:localhost(?::\d+)?|(?:[\w-]+\.)+(?:\w+:\d+|com|org|net|io|dev|app|cloud|eu))$/i.test(each),
  );
  if (host < 0) return '';
  const scheme = /^(?:localhost|127\.)/.test(segments[host] ?? '') ? 'http' : 'https';
  return `Did you mean ${scheme}://${segments.slice(host).join('/')}? `;
}

/** Reads the document that comes with this program and replaces the vendor's in the sandbox. */
export async function readStandIn(): Promise<{ readonly text: string; readonly location: string }> {
  return { text: await readFile(STAND_IN_PATH, 'utf8'), location: STAND_IN_PATH };
}
