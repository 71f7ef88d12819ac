import { DocumentRefusedError, DownloadError } from '../errors.js';

/** What a text turned out to be, judged by what it holds and nothing else. */
export type Judgement =
  | 'document'
  | 'no-paths'
  | 'cut'
  | 'malformed'
  | 'deep'
  | 'page'
  | 'error-answer'
  | 'empty'
  | 'other';

/** Where a text came from, in words that can be told. */
export interface TextOrigin {
  /** `GET https://... answered 200 OK`, or a file's path. */
  readonly place: string;
  /** Quotes the text's first line, without secrets. */
  readonly quoted: (text: string) => string;
}

/**
 * Is this an OpenAPI document (2.0 or 3.x, JSON or YAML)? It is when it has a version under `openapi` or
 * `swagger` and at least one path; status and content type have no say, since login pages answer 200.
 */
export async function judgeText(text: string): Promise<Judgement> {
  const body = text.replace(/^\uFEFF/, '').trim();
  if (body === '') return 'empty';
  if (body.startsWith('<')) return 'page';
  if (readsLikeOne(body)) return 'document';
  if (!/^[{[]/.test(body)) return namesVersion(body) ? judgeYaml(body) : 'other';
  try {
    return judgeValue(JSON.parse(body));
  } catch {
    if (!/[}\]]$/.test(body)) return 'cut';
    // Comments and trailing commas are no JSON, but YAML reads most of what people write.
    return judgeYaml(body);
  }
}

/** @throws DownloadError (it never arrived) or DocumentRefusedError (it did, and is no use). */
export async function requireDocument(text: string, origin: TextOrigin): Promise<void> {
  const judgement = await judgeText(text);
  if (judgement !== 'document') throw refusalOf(judgement, text, origin);
}

/** What is said of a text that is no document. */
export function refusalOf(
  judgement: Exclude<Judgement, 'document'>,
  text: string,
  { place, quoted }: TextOrigin,
): DownloadError | DocumentRefusedError {
  const told = `${place}: ${wordsFor(judgement)}${judgement === 'empty' ? '' : `: ${quoted(text)}`}.`;
  switch (judgement) {
    case 'empty':
      return new DownloadError(told, {
        hint: 'Is the URL right? Does the server show it to anyone else?',
      });
    case 'page':
      return new DownloadError(told, {
        hint: 'A page that asks for a login looks like that too. Give the URL that the page reads its document from, or the document as a file.',
      });
    case 'error-answer':
      return new DownloadError(told, {
        hint: 'The server refuses in words what its status allows: see what it says.',
      });
    case 'cut':
      return new DocumentRefusedError(told, {
        hint: "Download it again; if it ends there again, tell the server's owner.",
      });
    case 'malformed':
      return new DocumentRefusedError(told, {
        hint: 'Mend the text; an editor with a JSON or YAML mode shows the place.',
      });
    case 'deep':
      return new DocumentRefusedError(told, {
        hint: 'No document written by people nests this deep; is it sound?',
      });
    case 'no-paths':
      return new DocumentRefusedError(told, {
        hint: 'Is it the right document? Does the server leave out what needs a login?',
      });
    case 'other':
      return new DocumentRefusedError(told, {
        hint: 'An OpenAPI document has a version under "openapi" or "swagger", and "paths".',
      });
    default:
      return judgement satisfies never;
  }
}

/** `an HTML page`: for a list of what was tried. */
export function wordsFor(judgement: Judgement): string {
  switch (judgement) {
    case 'document':
      return 'an OpenAPI document';
    case 'no-paths':
      return 'an OpenAPI document without paths';
    case 'cut':
      return 'a document that ends in the middle';
    case 'malformed':
      return 'neither JSON nor YAML';
    case 'deep':
      return 'YAML that nests deeper than can be read';
    case 'page':
      return 'an HTML page instead of a document';
    case 'error-answer':
      return 'an error instead of a document';
    case 'empty':
      return 'nothing at all';
    case 'other':
      return 'no OpenAPI document';
    default:
      return judgement satisfies never;
  }
}

function judgeValue(value: unknown): Judgement {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'other';
  const own = (key: string): unknown =>
    Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
  const paths = own('paths');
  const hasPaths = typeof paths === 'object' && paths !== null && Object.keys(paths).length > 0;
  return judgeKeys(own, hasPaths);
}

function judgeKeys(own: (key: string) => unknown, hasPaths: boolean): Judgement {
  const version = own('openapi') ?? own('swagger');
  if (typeof version === 'string' || typeof version === 'number') {
    return hasPaths ? 'document' : 'no-paths';
  }
  // RFC 6749, RFC 9457, and what ASP.NET answers without either.
  const isError =
    ['error', 'errors', 'message', 'Message'].some((key) => own(key) !== undefined) ||
    (own('title') !== undefined && own('status') !== undefined);
  return isError ? 'error-answer' : 'other';
}

/**
 * As Swashbuckle and most others print one: the version first, a path, and the end. Whoever loads it parses all of it,
 * and says better what is wrong inside, with line and column; megabytes need not be parsed twice for that.
 */
function readsLikeOne(body: string): boolean {
  if (!/^\{\s*"(?:openapi|swagger)"\s*:\s*"[^"]+"\s*,/.test(body) || !body.endsWith('}'))
    return false;
  const paths = body.indexOf('"paths"');
  return paths > 0 && /^"paths"\s*:\s*\{\s*"/.test(body.slice(paths, paths + 200));
}

function namesVersion(text: string): boolean {
  return /^["']?(?:openapi|swagger)["']?[ \t]*:/m.test(text);
}

/** Looks at the top level only, so that an alias that stands for a million values is never expanded. */
async function judgeYaml(text: string): Promise<Judgement> {
  const { parseDocument, isMap } = await import('yaml');
  const parsed = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  if (parsed.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) return 'deep';
  if (parsed.errors.length > 0) return 'malformed';
  const root = parsed.contents;
  if (!isMap(root)) return 'other';
  const paths = root.get('paths');
  return judgeKeys((key) => root.get(key), isMap(paths) && paths.items.length > 0);
}
