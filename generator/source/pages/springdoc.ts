import { callsOf, isRecord, assignedTo, type Literal } from './literals.js';
import {
  absolute,
  announcing,
  documentAt,
  lastText,
  listed,
  type AnnouncedDocument,
  type Announcement,
  type PageReader,
} from './page.js';
import { tokensOf } from './javascript.js';

/**
 * Swagger UI as it is configured by hand and by springdoc: `SwaggerUIBundle({ url | urls | configUrl })`,
 * inline or in `swagger-initializer.js`. A `configUrl` wins over whatever URL stands beside it.
 */
export const readSwaggerUi: PageReader = ({ scripts, baseUrl }) => {
  const configs = scripts
    .flatMap((tokens) =>
      ['SwaggerUIBundle', 'SwaggerUi', 'SwaggerUI'].flatMap((name) => callsOf(tokens, name)),
    )
    .map(([config]) => config)
    .filter(isRecord);
  const configUrl = lastText(configs.map((config) => config['configUrl']));
  const found = configUrl === undefined ? undefined : absolute(configUrl, baseUrl);
  if (found !== undefined) return { documents: [], configUrl: found };
  return announcing(
    configs.flatMap((config) => documentsOf(config, baseUrl)),
    lastText(configs.map((config) => config['urls.primaryName'])),
  );
};

/** What a `configUrl` answers: `{ url }` or `{ urls, "urls.primaryName" }`, in JSON. */
export function readSwaggerConfig(text: string, baseUrl: string): Announcement | undefined {
  const [config] = assignedTo(tokensOf(`config = ${text}`), 'config');
  if (config === undefined || !isRecord(config)) return undefined;
  return announcing(documentsOf(config, baseUrl), lastText([config['urls.primaryName']]));
}

/** Swagger UI reads `url` only where there are no `urls`. */
function documentsOf(
  config: Readonly<Record<string, Literal>>,
  baseUrl: string,
): readonly AnnouncedDocument[] {
  const documents = listed(config['urls'], baseUrl);
  if (documents.length > 0) return documents;
  const single = documentAt(config['url'], config['name'], baseUrl);
  return single === undefined ? [] : [single];
}
