import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { renderScript, type ScriptOptions } from './documentation-script.js';
import type { IncomingRequest } from './incoming-request.js';
import { emptyResponse, type OutgoingResponse } from './outgoing-response.js';

/** How the documentation has changed since the start. */
export interface DocumentationState {
  /** The document is `v2` instead of `v1`. */
  readonly isRotated: boolean;
  /** The page is under `/docs`. */
  readonly isMoved: boolean;
}

/**
 * The documentation page as Swashbuckle 10 serves it: `/swagger` redirects to `index.html`, which loads
 * Swagger UI and `index.js`, which lists the documents. @returns undefined for any other path.
 */
export type Documentation = (
  request: IncomingRequest,
  state: DocumentationState,
) => Promise<OutgoingResponse | undefined>;

export interface DocumentationOptions extends Omit<ScriptOptions, 'document'> {
  readonly title: string;
  /** Served unchanged, at `/swagger/v1/swagger.json` or `.yaml`. */
  readonly documentText: string;
  /** Whether `/` leads every client to the page, and not only a browser. */
  readonly isAtRoot: boolean;
}

interface ServedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** The path of a document, which depends on whether it is JSON or YAML. */
export function getDocumentPath(documentText: string, version: 'v1' | 'v2' = 'v1'): string {
  const extension = /^\s*\{/.test(documentText) ? 'json' : 'yaml';
  return `/swagger/${version}/swagger.${extension}`;
}

export function createDocumentation(options: DocumentationOptions): Documentation {
  const { documentText } = options;
  return async ({ method, path, headers }, { isRotated, isMoved }) => {
    if (method !== 'GET') return undefined;
    const prefix = isMoved ? '/docs' : '/swagger';
    if (path === '/' && (options.isAtRoot || headers.accept?.includes('text/html')))
      return emptyResponse(302, { Location: `${prefix.slice(1)}/index.html` });
    if (path === prefix) return emptyResponse(301, { Location: `${prefix.slice(1)}/index.html` });
    if (path === `${prefix}/`) return emptyResponse(301, { Location: 'index.html' });
    const version = isRotated ? 'v2' : 'v1';
    const document = getDocumentPath(documentText, version);
    // Swashbuckle uses relative URLs where it can.
    const url = isMoved ? document : document.slice('/swagger/'.length);
    const page = { ...options, document: { url, name: `${options.title} ${version}` } };
    const findFile = async (): Promise<ServedFile | undefined> => {
      if (path === document) return { type: getContentType(document), body: documentText };
      if (!path.startsWith(`${prefix}/`)) return undefined;
      const name = path.slice(prefix.length + 1);
      const type = getContentType(name);
      if (name === 'index.html') return { type, body: renderPage(page) };
      if (name === 'index.js') return { type, body: renderScript(page) };
      return UI_FILES.has(name) ? { type, body: await readUiFile(name) } : undefined;
    };
    const file = await findFile();
    return file && createFileResponse(file, headers['if-none-match']);
  };
}

function createFileResponse(
  { type, body }: ServedFile,
  ifNoneMatch: string | undefined,
): OutgoingResponse {
  const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const caching = { ETag: etag, 'Cache-Control': 'no-cache' };
  if (matchesEtag(etag, ifNoneMatch)) return emptyResponse(304, caching);
  return { status: 200, headers: { 'Content-Type': type, ...caching }, body };
}

/** A list of entity tags, compared weakly, or `*` (RFC 9110, section 13.1.2). */
function matchesEtag(etag: string, ifNoneMatch: string | undefined): boolean {
  const listed = (ifNoneMatch ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''));
  return listed.includes(etag) || listed.includes('*');
}

/** `index.html`. Without scripts it is a link to the document. */
function renderPage({
  title,
  document,
}: ScriptOptions & Pick<DocumentationOptions, 'title'>): string {
  const heading = escapeHtml(title);
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>${heading}</title>
  <link rel="stylesheet" type="text/css" href="./swagger-ui.css">
  <link rel="stylesheet" type="text/css" href="./index.css">
  <link rel="icon" type="image/png" href="./favicon-32x32.png" sizes="32x32">
  <link rel="icon" type="image/png" href="./favicon-16x16.png" sizes="16x16">
</head>
<body>
  <noscript>
    <h1>${heading}</h1>
    <p>This is a sandbox: an API on this machine, with data made from the document's schemas.</p>
    <p><a href="${escapeHtml(document.url)}">OpenAPI document</a></p>
  </noscript>
  <div id="swagger-ui"></div>
  <script src="./swagger-ui-bundle.js" charset="utf-8"></script>
  <script src="./swagger-ui-standalone-preset.js" charset="utf-8"></script>
  <script src="index.js" charset="utf-8"></script>
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** The files of Swagger UI that the page loads. `scripts/build.mjs` copies them, so that users install no package of it. */
const UI_FOLDER = join(__dirname, '..', '..', 'dist', 'swagger-ui');
const UI_FILES: ReadonlySet<string> = new Set([
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.css',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.css',
]);

/** @param name one of `UI_FILES`. */
async function readUiFile(name: string): Promise<Uint8Array> {
  return readFile(join(UI_FOLDER, name));
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'application/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  png: 'image/png',
  yaml: 'application/yaml; charset=utf-8',
};

/** By the extension of the name. */
function getContentType(name: string): string {
  return CONTENT_TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
}
