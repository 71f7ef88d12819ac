import { createHash } from 'node:crypto';
import type { Credentials } from '../identity/index.js';
import { empty, type Reply } from '../reply.js';
import type { ReceivedRequest } from '../request.js';
import { pageOf, scriptOf } from './page.js';
import { readUiFile, typeOf, UI_FILES } from './ui-files.js';

/** What became of the documentation since it was first published. */
export interface DocumentationState {
  /** `v1` is now `v2`. */
  readonly isRotated: boolean;
  /** The page is under `/docs`. */
  readonly isMoved: boolean;
}

/**
 * The documentation page as Swashbuckle 10 lays it out: `/swagger` sends on to `index.html`, which
 * loads Swagger UI and `index.js`, which names the documents. @returns undefined for what is none of these.
 */
export type Documentation = (
  request: ReceivedRequest,
  state: DocumentationState,
) => Promise<Reply | undefined>;

export interface DocumentationOptions {
  readonly title: string;
  /** Served as it is, at `/swagger/v1/swagger.json`, or `.yaml`. */
  readonly documentText: string;
  /** Filled in where the page asks for them; they guard nothing. */
  readonly credentials: Credentials;
}

interface ServedFile {
  readonly type: string;
  readonly body: string | Uint8Array;
}

/** Where Swashbuckle publishes a document, by its language. */
export function documentPath(documentText: string, version: 'v1' | 'v2' = 'v1'): string {
  const extension = /^\s*\{/.test(documentText) ? 'json' : 'yaml';
  return `/swagger/${version}/swagger.${extension}`;
}

export function createDocumentation(options: DocumentationOptions): Documentation {
  const { documentText } = options;
  return async ({ method, path, headers }, { isRotated, isMoved }) => {
    if (method !== 'GET') return undefined;
    const prefix = isMoved ? '/docs' : '/swagger';
    if (path === prefix) return empty(301, { Location: `${prefix.slice(1)}/index.html` });
    if (path === `${prefix}/`) return empty(301, { Location: 'index.html' });
    const version = isRotated ? 'v2' : 'v1';
    const document = documentPath(documentText, version);
    // Swashbuckle names documents relative to the page where it can.
    const url = isMoved ? document : document.slice('/swagger/'.length);
    const announced = { ...options, document: { url, name: `${options.title} ${version}` } };
    const file = async (): Promise<ServedFile | undefined> => {
      if (path === document) return { type: typeOf(document), body: documentText };
      if (!path.startsWith(`${prefix}/`)) return undefined;
      const name = path.slice(prefix.length + 1);
      if (name === 'index.html') return { type: typeOf(name), body: pageOf(announced) };
      if (name === 'index.js') return { type: typeOf(name), body: scriptOf(announced) };
      return UI_FILES.has(name) ? { type: typeOf(name), body: await readUiFile(name) } : undefined;
    };
    const found = await file();
    return found && served(found, headers['if-none-match']);
  };
}

function served({ type, body }: ServedFile, ifNoneMatch: string | undefined): Reply {
  const tag = `"${createHash('sha256').update(body).digest('base64url')}"`;
  const caching = { ETag: tag, 'Cache-Control': 'no-cache' };
  if (isKnown(tag, ifNoneMatch)) return empty(304, caching);
  return { status: 200, headers: { 'Content-Type': type, ...caching }, body };
}

/** RFC 9110, section 13.1.2: a list of tags, compared without their weakness, or `*`. */
function isKnown(tag: string, ifNoneMatch: string | undefined): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((text) => text.trim().replace(/^W\//, ''));
  return known.includes(tag) || known.includes('*');
}
