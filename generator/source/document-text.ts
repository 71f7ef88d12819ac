import { DocumentRefusedError, DownloadError, type SdkgenError } from '../errors.js';
import { isJsonText, toPlainJson } from '../util/jsonc.js';
import { quoteFirstLine } from './redact.js';

/** What a text is, judged by its content alone. */
export type TextKind =
  | 'document'
  | 'no-paths'
  | 'truncated'
  | 'malformed'
  | 'too-deep'
  | 'html'
  | 'error-response'
  | 'empty'
  | 'other';

/** Where a text came from, for messages. */
export interface TextSource {
  /** `GET https://... returned 200`, or a file's path. */
  readonly source: string;
  /** Quotes the text's first line, without secrets. */
  readonly quote: (text: string) => string;
}

/**
 * Classifies a text. An OpenAPI document (2.0 or 3.x, JSON or YAML) has a version under `openapi` or `swagger` and at
 * least one path. Status and content type are not considered, because login pages often have status 200.
 */
export async function classifyText(text: string): Promise<TextKind> {
  const body = text.replace(/^\uFEFF/, '').trim();
  if (body === '') return 'empty';
  if (body.startsWith('<')) return 'html';
  if (looksLikeDocument(body)) return 'document';
  if (!isJsonText(body)) return hasVersionLine(body) ? classifyYaml(body) : 'other';
  const plain = toPlainJson(body).trimEnd();
  try {
    return classifyValue(JSON.parse(plain));
  } catch {
    return /[}\]]$/.test(plain) ? 'malformed' : 'truncated';
  }
}

/** The error for a file that is not a document. Nothing was downloaded, so it is the document that is refused. */
export function fileRefusalFor(
  kind: Exclude<TextKind, 'document'>,
  text: string,
  path: string,
): SdkgenError {
  switch (kind) {
    case 'empty':
      return new DocumentRefusedError(`${path} is empty.`, {
        hint: 'Save the document again, and check that the file has its text.',
      });
    case 'html':
      return new DocumentRefusedError(`${path}: an HTML page: ${quoteFirstLine(text)}.`, {
        hint: 'Give the URL of the page, or save the document that the page reads, often at /swagger/v1/swagger.json.',
      });
    case 'error-response':
      return new DocumentRefusedError(`${path}: the error of a server: ${quoteFirstLine(text)}.`, {
        hint: 'See its message, and save the document again.',
      });
    default:
      return refusalFor(kind, text, { source: path, quote: quoteFirstLine });
  }
}

/** The error for a response that is not a document. */
export function refusalFor(
  kind: Exclude<TextKind, 'document'>,
  text: string,
  { source, quote }: TextSource,
): DownloadError | DocumentRefusedError {
  const message = `${source}: ${describeKind(kind)}${kind === 'empty' ? '' : `: ${quote(text)}`}.`;
  switch (kind) {
    case 'empty':
      return new DownloadError(message, {
        hint: 'Check the URL by opening it in a browser.',
      });
    case 'html':
      return new DownloadError(message, {
        hint: 'It may be a login page. Give the URL that the documentation page reads its document from, or the document as a file.',
      });
    case 'error-response':
      return new DownloadError(message, {
        hint: 'The server reports an error although the status is a success. See its message.',
      });
    case 'truncated':
      return new DocumentRefusedError(message, {
        hint: 'Download it again. If it ends at the same point, report that to the owner of the server.',
      });
    case 'malformed':
      return new DocumentRefusedError(message, {
        hint: 'Correct the text. An editor with a JSON or YAML mode shows where the error is.',
      });
    case 'too-deep':
      return new DocumentRefusedError(message, {
        hint: 'No document written by hand nests this deep. Check the document.',
      });
    case 'no-paths':
      return new DocumentRefusedError(message, {
        hint: 'Check that it is the right document, and that the server does not hide operations without a login.',
      });
    case 'other':
      return new DocumentRefusedError(message, {
        hint: 'An OpenAPI document has a version under "openapi" or "swagger", and "paths".',
      });
    default:
      return kind satisfies never;
  }
}

/** `an HTML page`: for messages. */
export function describeKind(kind: TextKind): string {
  switch (kind) {
    case 'document':
      return 'an OpenAPI document';
    case 'no-paths':
      return 'an OpenAPI document without paths';
    case 'truncated':
      return 'an incomplete document';
    case 'malformed':
      return 'neither JSON nor YAML';
    case 'too-deep':
      return 'YAML that nests too deep';
    case 'html':
      return 'an HTML page instead of a document';
    case 'error-response':
      return 'an error instead of a document';
    case 'empty':
      return 'an empty response';
    case 'other':
      return 'not an OpenAPI document';
    default:
      return kind satisfies never;
  }
}

function classifyValue(value: unknown): TextKind {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'other';
  const own = (key: string): unknown =>
    Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
  const hasEntries = (key: string): boolean => {
    const map = own(key);
    return typeof map === 'object' && map !== null && Object.keys(map).length > 0;
  };
  return classifyKeys(own, hasEntries('paths') || hasEntries('webhooks'));
}

function classifyKeys(own: (key: string) => unknown, hasPaths: boolean): TextKind {
  const version = own('openapi') ?? own('swagger');
  if (typeof version === 'string' || typeof version === 'number') {
    return hasPaths ? 'document' : 'no-paths';
  }
  // RFC 6749, RFC 9457, and the errors of ASP.NET, which follow neither.
  const isError =
    ['error', 'errors', 'message', 'Message'].some((key) => own(key) !== undefined) ||
    (own('title') !== undefined && own('status') !== undefined);
  return isError ? 'error-response' : 'other';
}

/**
 * Recognizes a document as Swashbuckle and most others print it: first the version, then a path, and a closing brace.
 * The document is parsed when it is loaded, with better messages; megabytes should not be parsed twice.
 */
function looksLikeDocument(body: string): boolean {
  if (!/^\{\s*"(?:openapi|swagger)"\s*:\s*"[^"]+"\s*,/.test(body) || !body.endsWith('}'))
    return false;
  const paths = body.indexOf('"paths"');
  return paths > 0 && /^"paths"\s*:\s*\{\s*"/.test(body.slice(paths, paths + 200));
}

function hasVersionLine(text: string): boolean {
  return /^["']?(?:openapi|swagger)["']?[ \t]*:/m.test(text);
}

/** Looks only at the top level, so that an alias that stands for a million values is never expanded. */
async function classifyYaml(text: string): Promise<TextKind> {
  // Most documents: they are parsed when they are loaded, see looksLikeDocument.
  if (/^["']?paths["']?[ \t]*:[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]+[^\s#]/m.test(text))
    return 'document';
  const { parseDocument, isMap } = await import('yaml');
  const parsed = parseDocument(text, {
    prettyErrors: false,
    logLevel: 'silent',
    uniqueKeys: false,
  });
  if (parsed.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return 'too-deep';
  if (parsed.errors.length > 0) return 'malformed';
  const root = parsed.contents;
  if (!isMap(root)) return 'other';
  const hasEntries = (key: string): boolean => {
    const map = root.get(key);
    return isMap(map) && map.items.length > 0;
  };
  return classifyKeys((key) => root.get(key), hasEntries('paths') || hasEntries('webhooks'));
}
