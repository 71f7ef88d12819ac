import { DownloadError, UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { candidatesBehindProxy, candidateUrls } from './candidate-paths.js';
import { classifyText, refusalFor, type TextKind, type TextSource } from './document-text.js';
import type { HttpResponse } from './http.js';
import { readPageDocuments } from './pages/page-documents.js';
import type { ListedDocument } from './pages/page.js';
import { redactUrl } from './redact.js';
import { AttemptLog, isSuccess, isUnauthorized, type Session } from './session.js';

interface FoundDocument {
  /** After redirects. */
  readonly url: string;
  /** Its name on the page; undefined when no page lists it. */
  readonly name?: string;
  readonly text: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** The other documents that the page lists. */
  readonly alternatives: readonly ListedDocument[];
}

/** The document's response, which has status 304 when the document is unchanged. */
interface Discovery {
  readonly response: HttpResponse;
  readonly name?: string;
  readonly alternatives: readonly ListedDocument[];
}

/** How often a candidate is requested at most. */
const CANDIDATE_ATTEMPTS = 2;

export function toFoundDocument({ response, name, alternatives }: Discovery): FoundDocument {
  const { url, text, headers } = response;
  const etag = headers.get('etag') ?? undefined;
  const lastModified = headers.get('last-modified') ?? undefined;
  return { url, text, alternatives, ...defined({ name, etag, lastModified }) };
}

/**
 * Finds and downloads the document behind a documentation page: the pages of Swashbuckle, NSwag, Scalar, ReDoc and
 * springdoc are read; for any other page the usual paths are tried. The URL may also be the document's own.
 *
 * @param wanted the document to take, by name or URL, when the page lists several.
 * @throws UsageError for an unknown `wanted`.
 * @throws DownloadError that lists every URL that was tried, with its response.
 * @throws DocumentRefusedError for a document that is truncated, malformed or without paths.
 */
export async function discover(session: Session, wanted?: string): Promise<Discovery> {
  const page = await session.get(session.start);
  if (await isDocumentPage(page, session)) return asOnlyDocument(page, wanted);

  const log = new AttemptLog(session);
  await log.add(page);
  const found = isSuccess(page) ? await readPageDocuments(page, session, log) : undefined;
  const [first, ...others] = found?.documents ?? [];
  if (first === undefined) return tryCandidates(page, session, log, wanted);

  const documents = [first, ...others] as const;
  const chosen = chooseDocument(documents, page.url, wanted, found?.primaryName);
  const alternatives = documents.filter((document) => document !== chosen);
  const response = await fetchListed(chosen, alternatives, page, session, log);
  return { response, name: chosen.name, alternatives };
}

/** @throws SdkgenError when the response ends the search: a login, a server error, a broken document. */
async function isDocumentPage(page: HttpResponse, session: Session): Promise<boolean> {
  if (page.status === 304) return true;
  if (!isSuccess(page)) {
    // The document may exist where the page does not, unless the URL is the document's own.
    if (page.status !== 404 || hasDocumentExtension(session.start)) session.requireSuccess(page);
    return false;
  }
  const kind = await classifyText(page.text);
  if (kind === 'document') return true;
  if (isBrokenDocument(kind) || hasDocumentExtension(session.start))
    throw refusalFor(kind, page.text, textSource(page, session));
  return false;
}

function isBrokenDocument(kind: TextKind): boolean {
  return kind === 'truncated' || kind === 'malformed' || kind === 'no-paths';
}

function asOnlyDocument(response: HttpResponse, wanted: string | undefined): Discovery {
  if (wanted === undefined || wanted === response.url) return { response, alternatives: [] };
  throw new UsageError(
    `${redactUrl(response.url)} is a document itself, not a page that lists '${wanted}'.`,
    { hint: 'Leave --document out, or give the URL of the documentation page.' },
  );
}

/** Downloads a document that a page lists, also where a proxy has moved it. */
async function fetchListed(
  chosen: ListedDocument,
  alternatives: readonly ListedDocument[],
  page: HttpResponse,
  session: Session,
  log: AttemptLog,
): Promise<HttpResponse> {
  const pageUrl = new URL(page.url);
  const listedUrl = new URL(chosen.url);
  const first = await session.follow(listedUrl, pageUrl);
  if (await isDocument(first, session)) return first;
  if (first.status !== 404 && !isSuccess(first)) session.requireSuccess(first);
  await log.add(first);
  for (const candidate of candidatesBehindProxy(listedUrl, pageUrl)) {
    const response = await session.get(candidate, CANDIDATE_ATTEMPTS);
    if (await isDocument(response, session)) return response;
    await log.add(response);
  }
  throw new DownloadError(
    `${redactUrl(page.url)} lists '${chosen.name}', which does not exist.\n${log.toText()}`,
    {
      hint:
        alternatives.length === 0
          ? 'If you know where the document is, give its URL.'
          : `Choose another document of the page with --document:\n${formatList(alternatives)}`,
    },
  );
}

async function tryCandidates(
  page: HttpResponse,
  session: Session,
  log: AttemptLog,
  wanted: string | undefined,
): Promise<Discovery> {
  // A page of another origin, often a login, is no hint where the API is.
  const isSameOrigin = new URL(page.url).origin === session.start.origin;
  const pageUrl = isSameOrigin ? new URL(page.url) : session.start;
  let unauthorized: HttpResponse | undefined;
  for (const candidate of candidateUrls(pageUrl)) {
    const response = await log.attempt(() => session.get(candidate, CANDIDATE_ATTEMPTS), candidate);
    if (response === undefined) continue;
    if (await isDocument(response, session)) return asOnlyDocument(response, wanted);
    if (isUnauthorized(response)) unauthorized ??= response;
    await log.add(response);
  }
  throw new DownloadError(
    `No OpenAPI document was found behind ${redactUrl(session.start)}.\n${log.toText()}`,
    {
      hint:
        unauthorized === undefined
          ? 'Give the URL of the document itself, or the document as a file.'
          : session.hintFor(unauthorized),
    },
  );
}

/** @throws DocumentRefusedError for a document that is truncated, malformed or without paths. */
async function isDocument(response: HttpResponse, session: Session): Promise<boolean> {
  if (response.status === 304) return true;
  if (!isSuccess(response)) return false;
  const kind = await classifyText(response.text);
  if (kind === 'document') return true;
  if (isBrokenDocument(kind)) throw refusalFor(kind, response.text, textSource(response, session));
  return false;
}

function textSource({ url, status }: HttpResponse, session: Session): TextSource {
  return {
    source: `GET ${redactUrl(url)} returned ${status}`,
    quote: (text) => session.quote(text),
  };
}

/** Whoever gives such a URL means that document and no other. */
function hasDocumentExtension({ pathname }: URL): boolean {
  return /\.(json|ya?ml)$/i.test(pathname);
}

/**
 * Chooses among the documents of a page: the one wanted by name or URL, or the page's primary one, or the first.
 *
 * @param wanted the user's `--document`.
 * @throws UsageError that lists them all when the wanted one is not among them.
 */
function chooseDocument(
  documents: readonly [ListedDocument, ...ListedDocument[]],
  pageUrl: string,
  wanted: string | undefined,
  primaryName: string | undefined,
): ListedDocument {
  if (wanted === undefined) {
    return documents.find(({ name }) => name === primaryName) ?? documents[0];
  }
  const wantedUrl = URL.canParse(wanted, pageUrl) ? new URL(wanted, pageUrl).href : undefined;
  const found =
    documents.find(({ name }) => name === wanted) ??
    documents.find(({ url }) => url === wantedUrl) ??
    documents.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`${redactUrl(pageUrl)} does not list a document '${wanted}'.`, {
    hint: `Give one of these by name or URL:\n${formatList(documents)}`,
  });
}

/** One line each: the name and the URL. */
function formatList(documents: readonly ListedDocument[]): string {
  return documents.map(({ name, url }) => `  ${name}  ${redactUrl(url)}`).join('\n');
}
