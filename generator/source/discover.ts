import { DownloadError, UsageError } from '../errors.js';
import { chooseDocument, listOf } from './choose.js';
import type { SourceContext } from './context.js';
import { judgeText, refusalOf, requireDocument } from './document-text.js';
import { placesBehindProxy, usualPlaces } from './guesses.js';
import type { Answer } from './http.js';
import type { AnnouncedDocument } from './pages/index.js';
import { isShut, Session } from './session.js';
import { Trail } from './trail.js';
import { redactUrl } from './wording.js';

export interface DiscoverOptions extends SourceContext {
  /** The document to take, by name or URL, when the page announces several. */
  readonly document?: string;
  /** Where a token comes from when the page or the document asks for one. */
  readonly tokenUrl?: string;
}

export interface FoundDocument {
  /** After redirects. */
  readonly url: string;
  /** As the page calls it; missing when no page named it. */
  readonly name?: string;
  readonly text: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** What else the page announces. */
  readonly alternatives: readonly AnnouncedDocument[];
}

/** Where the document is; `answer` holds it, or says that it is unchanged (status 304). */
export interface Discovery {
  readonly answer: Answer;
  readonly name?: string;
  readonly alternatives: readonly AnnouncedDocument[];
}

/** How often a place that is only guessed is asked at most. */
const GUESS_ATTEMPTS = 2;

/**
 * Finds and downloads the document behind a documentation page: the pages of Swashbuckle, NSwag, Scalar,
 * ReDoc and springdoc are read; where a page says nothing, the usual places are tried. The URL may also
 * be a document's own.
 *
 * @throws UsageError for a URL that is not downloaded, or an unknown `document`.
 * @throws DownloadError that lists everything tried and what each answered.
 * @throws DocumentRefusedError for a document that is cut or has no paths.
 */
export async function discoverDocument(
  pageUrl: string,
  options: DiscoverOptions = {},
): Promise<FoundDocument> {
  const { document, tokenUrl, ...context } = options;
  const session = new Session(pageUrl, { ...(tokenUrl !== undefined && { tokenUrl }) }, context);
  return foundBy(await discover(session, document));
}

export function foundBy({ answer, name, alternatives }: Discovery): FoundDocument {
  const etag = answer.headers.get('etag') ?? undefined;
  const lastModified = answer.headers.get('last-modified') ?? undefined;
  return {
    url: answer.url,
    text: answer.text,
    alternatives,
    ...(name !== undefined && { name }),
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
  };
}

export async function discover(session: Session, wanted?: string): Promise<Discovery> {
  const page = await session.get(session.start);
  const isDocument = await isDocumentAnswer(page, session);
  if (isDocument) return ownDocument(page, wanted);

  const trail = new Trail(session);
  await trail.add(page);
  const announcement = isSuccess(page) ? await announcedBy(page, session, trail) : undefined;
  const [first, ...others] = announcement?.documents ?? [];
  if (first === undefined) return guessed(page, session, trail, wanted);

  const documents = [first, ...others] as const;
  const chosen = chooseDocument(documents, page.url, wanted, announcement?.primaryName);
  const alternatives = documents.filter((document) => document !== chosen);
  const answer = await announcedDocument(chosen, alternatives, page, session, trail);
  return { answer, name: chosen.name, alternatives };
}

/** @throws when the answer leaves nothing more to look for: a login, a broken server, a broken document. */
async function isDocumentAnswer(page: Answer, session: Session): Promise<boolean> {
  if (page.status === 304) return true;
  // A missing page is no missing document, unless the URL was that of a document.
  if (!isSuccess(page) && (page.status !== 404 || namesDocument(session.start))) {
    session.requireSuccess(page);
  }
  if (!isSuccess(page)) return false;
  const judgement = await judgeText(page.text);
  if (judgement === 'document') return true;
  const isBroken = ['cut', 'malformed', 'no-paths'].includes(judgement);
  if (isBroken || namesDocument(session.start)) {
    throw refusalOf(judgement, page.text, originOf(page, session));
  }
  return false;
}

function ownDocument(answer: Answer, wanted: string | undefined): Discovery {
  if (wanted === undefined || wanted === answer.url) return { answer, alternatives: [] };
  throw new UsageError(
    `${redactUrl(answer.url)} is itself a document, not a page that announces '${wanted}'.`,
    {
      hint: 'Leave --document out, or give the URL of the documentation page.',
    },
  );
}

/** The document that a page announces, also where a proxy has moved it. */
async function announcedDocument(
  chosen: AnnouncedDocument,
  alternatives: readonly AnnouncedDocument[],
  page: Answer,
  session: Session,
  trail: Trail,
): Promise<Answer> {
  const pageUrl = new URL(page.url);
  const announced = new URL(chosen.url);
  const first = await session.follow(announced, pageUrl);
  if (await isFound(first, session)) return first;
  if (first.status !== 404 && !isSuccess(first)) session.requireSuccess(first);
  await trail.add(first);
  for (const place of placesBehindProxy(announced, pageUrl)) {
    const answer = await session.get(place, GUESS_ATTEMPTS);
    if (await isFound(answer, session)) return answer;
    await trail.add(answer);
  }
  throw new DownloadError(
    `${redactUrl(page.url)} announces '${chosen.name}', which is not there.\n${trail.told()}`,
    {
      hint:
        alternatives.length === 0
          ? 'If you know where the document is, give its URL.'
          : `The page announces others, which --document takes:\n${listOf(alternatives)}`,
    },
  );
}

async function guessed(
  page: Answer,
  session: Session,
  trail: Trail,
  wanted: string | undefined,
): Promise<Discovery> {
  // A page that sent us elsewhere, often to a login, says nothing of the API's place.
  const isSame = new URL(page.url).origin === session.start.origin;
  const pageUrl = isSame ? new URL(page.url) : session.start;
  let shut: Answer | undefined;
  for (const place of usualPlaces(pageUrl)) {
    const answer = await trail.attempt(() => session.get(place, GUESS_ATTEMPTS), place);
    if (answer === undefined) continue;
    if (await isFound(answer, session)) return ownDocument(answer, wanted);
    if (isShut(answer)) shut ??= answer;
    await trail.add(answer);
  }
  throw new DownloadError(
    `No OpenAPI document was found behind ${redactUrl(session.start)}.\n${trail.told()}`,
    {
      hint:
        shut === undefined
          ? 'Give the URL of the document itself, or the document as a file.'
          : session.hintFor(shut),
    },
  );
}

async function isFound(answer: Answer, session: Session): Promise<boolean> {
  if (answer.status === 304) return true;
  if (!isSuccess(answer)) return false;
  const judgement = await judgeText(answer.text);
  if (judgement === 'no-paths' || judgement === 'cut' || judgement === 'malformed') {
    await requireDocument(answer.text, originOf(answer, session));
  }
  return judgement === 'document';
}

function originOf(answer: Answer, session: Session) {
  return {
    place: `GET ${redactUrl(answer.url)} answered ${answer.status}`,
    quoted: (text: string) => session.quoted(text),
  };
}

/** Someone who gives such a URL means that document and no other. */
function namesDocument({ pathname }: URL): boolean {
  return /\.(json|ya?ml)$/i.test(pathname);
}

function isSuccess({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}

/** What reads pages is loaded for pages alone. */
async function announcedBy(page: Answer, session: Session, trail: Trail) {
  const { readAnnouncement } = require('./announcement.js') as typeof import('./announcement.js');
  return readAnnouncement(page, session, trail);
}
