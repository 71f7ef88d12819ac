import { DownloadError } from '../errors.js';
import { givenUrl } from './addresses.js';
import type { SourceContext } from './context.js';
import { discover, foundBy } from './discover.js';
import { get } from './http.js';
import { networkOf } from './network.js';
import type { DocumentRequest, ObtainedDocument } from './obtain.js';
import { Session } from './session.js';
import { statusText } from './status-text.js';
import { quoted, redactUrl } from './wording.js';

/** @returns The document at a URL, or on the page there. @throws As `obtainDocument`. */
export async function downloadDocument(
  { url, tokenUrl, document, previous }: Extract<DocumentRequest, { kind: 'url' }>,
  context: SourceContext,
): Promise<ObtainedDocument> {
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

/** @returns What a document refers to by URL; redirects stay on its origin. @throws DownloadError */
export async function downloadReferenced(
  location: string,
  context: SourceContext,
): Promise<string> {
  const answer = await get(givenUrl(location), { sameOrigin: true }, networkOf(context));
  if (answer.status >= 200 && answer.status < 300) return answer.text;
  throw new DownloadError(
    `GET ${redactUrl(answer.url)} answered ${statusText(answer.status)}: ${quoted(answer.text)}.`,
    { hint: 'The document refers to it; is the reference right?' },
  );
}
