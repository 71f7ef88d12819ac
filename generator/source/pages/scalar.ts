import { callsOf, isArray, isRecord, type Literal } from './literals.js';
import { announcing, documentAt, listed, type AnnouncedDocument, type PageReader } from './page.js';

/**
 * Scalar: `initialize('<page path>', <boolean>, { sources: [{ title, url, default }] })` as Scalar.AspNetCore
 * prints it, `Scalar.createApiReference(..., { url | sources })`, or `<script id="api-reference" data-url="...">`.
 */
export const readScalar: PageReader = ({ scripts, elements, url, baseUrl }) => {
  const initialized = scripts
    .flatMap((tokens) => callsOf(tokens, 'initialize'))
    .map(([path, , config]) => ({ base: basePathUrl(url, path), config }));
  const created = scripts
    .flatMap((tokens) => callsOf(tokens, 'createApiReference'))
    .map((call) => ({ base: baseUrl, config: call.at(-1) }));
  const configured = [...initialized, ...created].map(({ base, config }) =>
    sourcesOf(config, base),
  );
  const elementDocuments = elements
    .filter(({ attributes }) => attributes.get('id') === 'api-reference')
    .map(({ attributes }) => documentAt(attributes.get('data-url'), undefined, baseUrl));
  return announcing(
    [
      ...configured.flatMap(({ documents }) => documents),
      ...elementDocuments,
      ...older(scripts, url),
    ],
    configured.find(({ primaryName }) => primaryName !== undefined)?.primaryName,
  );
};

interface Sources {
  readonly documents: readonly AnnouncedDocument[];
  readonly primaryName?: string;
}

function sourcesOf(config: Literal, base: string): Sources {
  if (!isRecord(config)) return { documents: [] };
  const single = documentAt(config['url'], config['title'], base);
  const sources = isArray(config['sources']) ? config['sources'].filter(isRecord) : [];
  const first = sources.find((source) => source['default'] === true);
  const chosen = first && documentAt(first['url'], first['title'], base);
  return {
    documents: [
      ...(single === undefined ? [] : [single]),
      ...listed(sources, base, { url: 'url', name: 'title' }),
    ],
    ...(chosen !== undefined && { primaryName: chosen.name }),
  };
}

/** Scalar.AspNetCore 1: the URL is a template literal that starts with the base path. */
function older(
  scripts: Parameters<PageReader>[0]['scripts'],
  url: string,
): readonly (AnnouncedDocument | undefined)[] {
  return scripts.flatMap((tokens) => {
    const [path] = callsOf(tokens, 'getBasePath')[0] ?? [];
    return tokens
      .filter(({ kind, text }) => kind === 'template' && text.startsWith(LOCATION))
      .map(({ text }) => text.slice(LOCATION.length).replace(/^\//, ''))
      .filter((rest) => rest !== '' && !rest.includes('${'))
      .map((rest) => documentAt(rest, undefined, basePathUrl(url, path)));
  });
}

const LOCATION = '${window.location.origin}${basePath}';

/** The origin and what precedes the page's own path, which Scalar gives percent-encoded; ends in a slash. */
function basePathUrl(url: string, path: Literal): string {
  const { origin, pathname } = new URL(url);
  const suffix = typeof path === 'string' ? decoded(path) : '';
  const hasSuffix = suffix !== '' && pathname.endsWith(suffix);
  return `${origin}${hasSuffix ? pathname.slice(0, -suffix.length) : ''}/`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
