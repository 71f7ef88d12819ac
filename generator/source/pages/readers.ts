import {
  lastText,
  type ListedDocument,
  type Page,
  type PageDocuments,
  type PageReader,
  readEntries,
  toAbsoluteUrl,
  toListedDocument,
  toPageDocuments,
} from './page.js';
import {
  findAssignments,
  findCalls,
  findMembers,
  isArray,
  isRecord,
  type Literal,
} from './literals.js';
import { tokenize } from './javascript.js';
import { defined } from '../../util/defined.js';

/**
 * Reads which documents a page lists, each once. The readers of the known kinds of pages are tried in turn; the first
 * that finds something decides.
 */
export function readPage(page: Page): PageDocuments {
  for (const reader of READERS) {
    const found = reader(page);
    if (found === undefined) continue;
    const documents = withoutSampleDocument(found, page.url);
    if (documents.documents.length > 0 || documents.configUrl !== undefined) return documents;
  }
  return { documents: [] };
}

/** Leaves out duplicates, and the petstore: Swagger UI's default, which no page of another host means. */
export function withoutSampleDocument(found: PageDocuments, pageUrl: string): PageDocuments {
  const seen = new Set<string>();
  const documents = found.documents.filter(({ url }) => {
    if (seen.has(url) || (isPetstore(url) && !isPetstore(pageUrl))) return false;
    seen.add(url);
    return true;
  });
  return { ...found, documents };
}

function isPetstore(url: string): boolean {
  return /^petstore\d*\.swagger\.io$/.test(new URL(url).hostname);
}

/**
 * Swagger UI as it is configured by hand and by springdoc: `SwaggerUIBundle({ url | urls | configUrl })`,
 * inline or in `swagger-initializer.js`. A `configUrl` takes precedence over a URL beside it.
 */
const readSwaggerUi: PageReader = ({ scripts, baseUrl }) => {
  const configs = scripts
    .flatMap((tokens) =>
      ['SwaggerUIBundle', 'SwaggerUi', 'SwaggerUI'].flatMap((name) => findCalls(tokens, name)),
    )
    .map(([config]) => config)
    .filter(isRecord);
  const configUrl = lastText(configs.map((config) => config['configUrl']));
  const found = configUrl === undefined ? undefined : toAbsoluteUrl(configUrl, baseUrl);
  if (found !== undefined) return { documents: [], configUrl: found };
  return toPageDocuments(
    configs.flatMap((config) => readConfigDocuments(config, baseUrl)),
    lastText(configs.map((config) => config['urls.primaryName'])),
  );
};

/** Reads the JSON behind a `configUrl`: `{ url }` or `{ urls, "urls.primaryName" }`. */
export function readSwaggerConfig(text: string, baseUrl: string): PageDocuments | undefined {
  const [config] = findAssignments(tokenize(`config = ${text}`), 'config');
  if (config === undefined || !isRecord(config)) return undefined;
  return toPageDocuments(
    readConfigDocuments(config, baseUrl),
    lastText([config['urls.primaryName']]),
  );
}

/** Swagger UI reads `url` only where there are no `urls`. */
function readConfigDocuments(
  config: Readonly<Record<string, Literal>>,
  baseUrl: string,
): readonly ListedDocument[] {
  const documents = readEntries(config['urls'], baseUrl);
  if (documents.length > 0) return documents;
  const single = toListedDocument(config['url'], config['name'], baseUrl);
  return single === undefined ? [] : [single];
}

/**
 * Swashbuckle.AspNetCore from 2.0 on: `var configObject = JSON.parse('{"urls":[...]}')`, or the object
 * itself, in the page (up to 6.6) or in its `index.js` (from 6.7).
 */
const readSwashbuckle: PageReader = ({ scripts, baseUrl }) => {
  const configs = scripts.filter((tokens) => findMembers(tokens, 'urls').length > 0);
  const documents = configs.flatMap((tokens) =>
    findMembers(tokens, 'urls').flatMap((list) => readEntries(list, baseUrl)),
  );
  const primaryName = lastText(
    configs.flatMap((tokens) => findMembers(tokens, 'urls.primaryName')),
  );
  return toPageDocuments(documents, primaryName);
};

/**
 * Reads what Swashbuckle serves at `documentUrls` beside the page when it is configured to (from 7.3): only the list,
 * with the content type of a script.
 */
export function readDocumentUrls(text: string, baseUrl: string): PageDocuments | undefined {
  const [list] = findAssignments(tokenize(`documentUrls = ${text}`), 'documentUrls');
  return toPageDocuments(readEntries(list, baseUrl));
}

/** Swashbuckle.AspNetCore 1: `JSConfig` with `SwaggerEndpoints: [{ Url, Description }]`. */
const readSwashbuckleV1: PageReader = ({ scripts, baseUrl }) =>
  toPageDocuments(
    scripts
      .flatMap((tokens) => [
        ...findMembers(tokens, 'SwaggerEndpoints'),
        ...findMembers(tokens, 'swaggerEndpoints'),
      ])
      .flatMap((list) => readEntries(list, baseUrl, { url: 'Url', name: 'Description' })),
  );

/** NSwag: `var urls = [{"url": ..., "name": ...}]`, inline. */
const readNswag: PageReader = ({ scripts, baseUrl }) =>
  toPageDocuments(
    scripts
      .flatMap((tokens) => findAssignments(tokens, 'urls'))
      .flatMap((list) => readEntries(list, baseUrl)),
  );

/** ReDoc: `Redoc.init('<url>', ...)`, inline or in `index.js`, or `<redoc spec-url="...">`. */
const readRedoc: PageReader = ({ scripts, elements, baseUrl }) =>
  toPageDocuments([
    ...scripts
      .flatMap((tokens) => findCalls(tokens, 'Redoc.init'))
      .map(([url]) => toListedDocument(url, undefined, baseUrl)),
    ...elements
      .filter(({ name }) => name === 'redoc')
      .map(({ attributes }) => toListedDocument(attributes.get('spec-url'), undefined, baseUrl)),
  ]);

/**
 * Scalar: `initialize('<page path>', <boolean>, { sources: [{ title, url, default }] })` as Scalar.AspNetCore
 * prints it, `Scalar.createApiReference(..., { url | sources })`, or `<script id="api-reference" data-url="...">`.
 */
const readScalar: PageReader = ({ scripts, elements, url, baseUrl }) => {
  const initialized = scripts
    .flatMap((tokens) => findCalls(tokens, 'initialize'))
    .map(([path, , config]) => ({ base: basePathUrl(url, path), config }));
  const created = scripts
    .flatMap((tokens) => findCalls(tokens, 'createApiReference'))
    .map((call) => ({ base: baseUrl, config: call.at(-1) }));
  const configured = [...initialized, ...created].map(({ base, config }) =>
    readSources(config, base),
  );
  const elementDocuments = elements
    .filter(({ attributes }) => attributes.get('id') === 'api-reference')
    .map(({ attributes }) => toListedDocument(attributes.get('data-url'), undefined, baseUrl));
  return toPageDocuments(
    [
      ...configured.flatMap(({ documents }) => documents),
      ...elementDocuments,
      ...readScalarV1(scripts, url),
    ],
    configured.find(({ primaryName }) => primaryName !== undefined)?.primaryName,
  );
};

interface Sources {
  readonly documents: readonly ListedDocument[];
  readonly primaryName?: string;
}

function readSources(config: Literal, base: string): Sources {
  if (!isRecord(config)) return { documents: [] };
  const single = toListedDocument(config['url'], config['title'], base);
  const sources = isArray(config['sources']) ? config['sources'].filter(isRecord) : [];
  const first = sources.find((source) => source['default'] === true);
  const chosen = first && toListedDocument(first['url'], first['title'], base);
  return {
    documents: [
      ...(single === undefined ? [] : [single]),
      ...readEntries(sources, base, { url: 'url', name: 'title' }),
    ],
    ...defined({ primaryName: chosen?.name }),
  };
}

/** Scalar.AspNetCore 1: the URL is a template literal that starts with the base path. */
function readScalarV1(
  scripts: Parameters<PageReader>[0]['scripts'],
  url: string,
): readonly (ListedDocument | undefined)[] {
  return scripts.flatMap((tokens) => {
    const [path] = findCalls(tokens, 'getBasePath')[0] ?? [];
    return tokens
      .filter(({ kind, text }) => kind === 'template' && text.startsWith(LOCATION))
      .map(({ text }) => text.slice(LOCATION.length).replace(/^\//, ''))
      .filter((rest) => rest !== '' && !rest.includes('${'))
      .map((rest) => toListedDocument(rest, undefined, basePathUrl(url, path)));
  });
}

const LOCATION = '${window.location.origin}${basePath}';

/** The page's URL without its own path, which Scalar gives percent-encoded; ends in a slash. */
function basePathUrl(url: string, path: Literal): string {
  const { origin, pathname } = new URL(url);
  const suffix = typeof path === 'string' ? decodePercent(path) : '';
  const hasSuffix = suffix !== '' && pathname.endsWith(suffix);
  return `${origin}${hasSuffix ? pathname.slice(0, -suffix.length) : ''}/`;
}

function decodePercent(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

const READERS: readonly PageReader[] = [
  readSwaggerUi,
  readSwashbuckle,
  readSwashbuckleV1,
  readNswag,
  readScalar,
  readRedoc,
];
