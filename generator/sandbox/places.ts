import type { ApiModel } from '../model/model.js';
import { TOKEN_PATH } from './identity/index.js';

/** Where the document says that things are, put on this machine: of each URL, its path. */

/** The vendor's token endpoint, and those that the document names. */
export function tokenPathsOf({ securitySchemes }: ApiModel): ReadonlySet<string> {
  const named = securitySchemes.flatMap((scheme) =>
    scheme.kind === 'oauth2' && scheme.tokenUrl !== undefined ? pathOf(scheme.tokenUrl) : [],
  );
  return new Set([TOKEN_PATH, ...named.filter((path) => path !== '/')]);
}

/** `/api/v3` of the document's first server; empty where it answers at the root. */
export function basePathOf({ servers }: ApiModel): string {
  return pathOf(servers[0]?.url ?? '').replace(/\/+$/, '');
}

/** Operations are found with and without the base path: the document's servers may name one that the caller left out. */
export function withoutBase(base: string, path: string): string {
  return base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length) : path;
}

/** `/` for what is no URL. */
function pathOf(url: string): string {
  return URL.canParse(url, 'http://127.0.0.1') ? new URL(url, 'http://127.0.0.1').pathname : '/';
}
