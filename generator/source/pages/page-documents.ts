import type { HttpResponse } from '../http.js';
import { isSuccess, type AttemptLog, type Session } from '../session.js';
import { createPage, type PageDocuments } from './page.js';
import { readDocumentUrls, readPage, readSwaggerConfig, withoutSampleDocument } from './readers.js';

/** Scripts of libraries, which are large and never contain the URL of a document. */
const LIBRARY =
  /(?:bundle|preset|standalone|jquery|vendor|polyfill|react|handlebars|lodash|backbone|highlight|marked)[^/]*$|\.min\.js$|\/(?:swagger-ui|scalar|scalar\.aspnetcore)\.js$/i;
const MAX_SCRIPTS = 8;

/**
 * Reads which documents a page lists: from the page, from the scripts of its own origin, and from the configuration
 * that those refer to. Nothing else is downloaded, since servers also have sample scripts that no page uses.
 */
export async function readPageDocuments(
  response: HttpResponse,
  session: Session,
  log: AttemptLog,
): Promise<PageDocuments> {
  const { scriptUrls } = createPage(response.url, response.text);
  const pageUrl = new URL(response.url);
  const scripts: string[] = [];
  for (const url of selectScripts(scriptUrls, pageUrl)) {
    const script = await readPart(url, pageUrl, session, log);
    if (script !== undefined) scripts.push(script.text);
  }
  const page = createPage(response.url, response.text, scripts);
  const found =
    readSwaggerConfig(response.text, response.url) ??
    (await followConfigUrl(readPage(page), pageUrl, session, log));
  if (found.documents.length > 0) return withRequestedPrimary(found, pageUrl);
  // Swashbuckle can be configured to list them there; only pages of Swagger UI are worth the request.
  if (!scriptUrls.some((url) => /swagger-ui/i.test(url))) return found;
  const listUrl = new URL('documentUrls', page.baseUrl);
  const list = await readPart(listUrl, pageUrl, session, log);
  return (list && readDocumentUrls(list.text, page.baseUrl)) ?? found;
}

function selectScripts(urls: readonly string[], pageUrl: URL): readonly URL[] {
  return [...new Set(urls)]
    .map((url) => new URL(url))
    .filter(({ origin, pathname }) => origin === pageUrl.origin && !LIBRARY.test(pathname))
    .slice(0, MAX_SCRIPTS);
}

async function followConfigUrl(
  found: PageDocuments,
  pageUrl: URL,
  session: Session,
  log: AttemptLog,
): Promise<PageDocuments> {
  if (found.configUrl === undefined) return found;
  const response = await readPart(new URL(found.configUrl), pageUrl, session, log);
  const config = response && readSwaggerConfig(response.text, response.url);
  return config === undefined ? { documents: [] } : withoutSampleDocument(config, pageUrl.href);
}

/** Downloads a part of the page. A failure is only logged, because the other parts may suffice. */
async function readPart(
  url: URL,
  pageUrl: URL,
  session: Session,
  log: AttemptLog,
): Promise<HttpResponse | undefined> {
  const response = await log.attempt(() => session.follow(url, pageUrl), url);
  if (response === undefined) return undefined;
  if (isSuccess(response)) return response;
  await log.add(response);
  return undefined;
}

/** A page opened with `?urls.primaryName=V2` shows that one first. */
function withRequestedPrimary(found: PageDocuments, pageUrl: URL): PageDocuments {
  const primaryName = pageUrl.searchParams.get('urls.primaryName');
  return primaryName === null ? found : { ...found, primaryName };
}
