/** Where documents usually are, in the order in which they are tried. */
const USUAL = [
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

/** A path's last parts that belong to the documentation page, not to the API. */
const PAGE_TAIL =
  /\/(?:swagger|swagger-ui|swagger-ui\.html|api-docs|redoc|scalar|openapi|docs|index\.html)(?:\/.*)?$/i;

/** The usual places, before the page's own path and at the host's root. */
export function usualPlaces(pageUrl: URL): readonly URL[] {
  const prefix = pageUrl.pathname.replace(PAGE_TAIL, '/').replace(/[^/]*$/, '');
  const bases = [...new Set([prefix, '/'])];
  return bases.flatMap((base) => USUAL.map((path) => new URL(base + path, pageUrl)));
}

/**
 * Where else an announced document may be. Behind a reverse proxy that takes a prefix away, an API
 * announces `/swagger/x.json` on the page `/service-a/swagger/index.html`; the document is then at
 * `/service-a/swagger/x.json`. Nearest to the page first; none for another origin.
 */
export function placesBehindProxy(announced: URL, pageUrl: URL): readonly URL[] {
  if (announced.origin !== pageUrl.origin) return [];
  const folders = pageUrl.pathname.split('/').slice(1, -1);
  const prefixes = folders.map((_, index) => `/${folders.slice(0, index + 1).join('/')}`).reverse();
  return prefixes
    .filter((prefix) => !announced.pathname.startsWith(`${prefix}/`))
    .map((prefix) => new URL(prefix + announced.pathname + announced.search, announced));
}
