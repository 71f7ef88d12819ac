import { assignedTo, membersNamed } from './literals.js';
import { announcing, lastText, listed, type Announcement, type PageReader } from './page.js';
import { tokensOf } from './javascript.js';

/**
 * Swashbuckle.AspNetCore from 2.0 on: `var configObject = JSON.parse('{"urls":[...]}')`, or the object
 * itself, in the page (up to 6.6) or in its `index.js` (from 6.7).
 */
export const readSwashbuckle: PageReader = ({ scripts, baseUrl }) => {
  const configs = scripts.filter((tokens) => membersNamed(tokens, 'urls').length > 0);
  const documents = configs.flatMap((tokens) =>
    membersNamed(tokens, 'urls').flatMap((list) => listed(list, baseUrl)),
  );
  const primaryName = lastText(
    configs.flatMap((tokens) => membersNamed(tokens, 'urls.primaryName')),
  );
  return announcing(documents, primaryName);
};

/**
 * What Swashbuckle serves at `documentUrls` beside the page when it is asked to (from 7.3): the bare
 * list, under a script's content type.
 */
export function readDocumentUrls(text: string, baseUrl: string): Announcement | undefined {
  const [list] = assignedTo(tokensOf(`documentUrls = ${text}`), 'documentUrls');
  return announcing(listed(list, baseUrl));
}
