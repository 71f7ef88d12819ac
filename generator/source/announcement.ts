import {
  pageOf,
  readDocumentUrls,
  readPage,
  readSwaggerConfig,
  withoutSample,
  type Announcement,
} from './pages/index.js';
import type { Answer } from './http.js';
import type { Session } from './session.js';
import type { Trail } from './trail.js';

/** Scripts that a page may reference and that never say where a document is: libraries, large ones at that. */
const LIBRARY =
  /(?:bundle|preset|standalone|jquery|vendor|polyfill|react|handlebars|lodash|backbone|highlight|marked)[^/]*$|\.min\.js$|\/(?:swagger-ui|scalar|scalar\.aspnetcore)\.js$/i;
const MAX_SCRIPTS = 8;

/**
 * What a documentation page announces: read from the page, the scripts of its own origin that it
 * references, and where those only point elsewhere, from there. Nothing else is downloaded: servers
 * also keep sample scripts that no page uses.
 */
export async function readAnnouncement(
  answer: Answer,
  session: Session,
  trail: Trail,
): Promise<Announcement> {
  const alone = pageOf(answer.url, answer.text);
  const pageUrl = new URL(answer.url);
  const scripts: string[] = [];
  for (const url of scriptsToRead(alone.scriptUrls, pageUrl)) {
    const script = await read(url, pageUrl, session, trail);
    if (script !== undefined) scripts.push(script.text);
  }
  const page = pageOf(answer.url, answer.text, scripts);
  const announcement =
    readSwaggerConfig(answer.text, answer.url) ??
    (await resolved(readPage(page), pageUrl, session, trail));
  if (announcement.documents.length > 0) return withPrimary(announcement, pageUrl);
  // Swashbuckle says it there too, when it is asked to; worth a question only where Swagger UI is.
  if (!alone.scriptUrls.some((url) => /swagger-ui/i.test(url))) return announcement;
  const listUrl = new URL('documentUrls', page.baseUrl);
  const list = await read(listUrl, pageUrl, session, trail);
  return (list && readDocumentUrls(list.text, page.baseUrl)) ?? announcement;
}

function scriptsToRead(urls: readonly string[], pageUrl: URL): readonly URL[] {
  return [...new Set(urls)]
    .map((url) => new URL(url))
    .filter(({ origin, pathname }) => origin === pageUrl.origin && !LIBRARY.test(pathname))
    .slice(0, MAX_SCRIPTS);
}

/** Follows a `configUrl`. */
async function resolved(
  announcement: Announcement,
  pageUrl: URL,
  session: Session,
  trail: Trail,
): Promise<Announcement> {
  if (announcement.configUrl === undefined) return announcement;
  const answer = await read(new URL(announcement.configUrl), pageUrl, session, trail);
  const config = answer && readSwaggerConfig(answer.text, answer.url);
  return config === undefined ? { documents: [] } : withoutSample(config, pageUrl.href);
}

/** A part of the page; that it is missing is told only when nothing is found in the end. */
async function read(
  url: URL,
  pageUrl: URL,
  session: Session,
  trail: Trail,
): Promise<Answer | undefined> {
  const answer = await trail.attempt(() => session.follow(url, pageUrl), url);
  if (answer === undefined) return undefined;
  if (answer.status >= 200 && answer.status < 300) return answer;
  await trail.add(answer);
  return undefined;
}

/** A page opened with `?urls.primaryName=V2` shows that one first. */
function withPrimary(announcement: Announcement, pageUrl: URL): Announcement {
  const primaryName = pageUrl.searchParams.get('urls.primaryName');
  return primaryName === null ? announcement : { ...announcement, primaryName };
}
