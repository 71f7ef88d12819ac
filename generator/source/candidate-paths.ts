/** The usual paths of documents, in the order in which they are tried. */
const CANDIDATES = [
  'swagger/v1/swagger.json',
  'swagger/v2/swagger.json',
  'swagger/1.0/swagger.json',
  'openapi/v1.json',
  'swagger.json',
  'openapi.json',
  'api-docs/v1/swagger.json',
  'v3/api-docs',
  'swagger/docs/v1',
];

/** The end of a path that belongs to the documentation page rather than to the API. */
const PAGE_SUFFIX =
  /\/(?:swagger|swagger-ui|swagger-ui\.html|api-docs|redoc|scalar|openapi|docs|index\.html)(?:\/.*)?$/i;

/** The usual URLs of a document: below the API's base path, then at the host's root. */
export function candidateUrls(pageUrl: URL): readonly URL[] {
  const prefix = pageUrl.pathname.replace(PAGE_SUFFIX, '/').replace(/[^/]*$/, '');
  const bases = [...new Set([prefix, '/'])];
  return bases.flatMap((base) => CANDIDATES.map((path) => new URL(base + path, pageUrl)));
}

/**
 * Other URLs of a document that a page lists. Behind a reverse proxy that strips a prefix, the page
 * `/service-a/swagger/index.html` lists `/swagger/x.json`, which is really at `/service-a/swagger/x.json`.
 *
 * @returns the longest prefix first; none for a document of another origin.
 */
export function candidatesBehindProxy(listed: URL, pageUrl: URL): readonly URL[] {
  if (listed.origin !== pageUrl.origin) return [];
  const folders = pageUrl.pathname.split('/').slice(1, -1);
  const prefixes = folders.map((_, index) => `/${folders.slice(0, index + 1).join('/')}`).reverse();
  return prefixes
    .filter((prefix) => !listed.pathname.startsWith(`${prefix}/`))
    .map((prefix) => new URL(prefix + listed.pathname + listed.search, listed));
}
