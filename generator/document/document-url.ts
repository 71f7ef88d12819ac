import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withoutFragment } from '../util/url.js';
import { define, own, type JsonObject } from './json.js';
import { isExternal, type FoundReference } from './references.js';

/** The URL of a document that was found at a URL or a path. */
export function toUrl(location: string): string {
  return /^(https?|file):/i.test(location)
    ? new URL(location).href
    : pathToFileURL(resolve(location)).href;
}

/**
 * The base of a document's references (OpenAPI 3.2, section 4.1.2): `$self`, which may be relative to where the document
 * was found, or else that place. Servers are never relative to `$self`.
 */
export function getReferenceBase(root: JsonObject, location: string): string {
  const found = toUrl(location);
  const self = own(root, '$self');
  return typeof self === 'string' && URL.canParse(self, found) ? new URL(self, found).href : found;
}

/** Turns references to the document by its own address into fragments, in place. */
export function localizeReferences(
  references: readonly FoundReference[],
  base: string,
): readonly FoundReference[] {
  return references.map(({ holder, ref }) => {
    if (!isExternal(ref) || !URL.canParse(ref, base)) return { holder, ref };
    const url = new URL(ref, base);
    const fragment = ref.includes('#') ? ref.slice(ref.indexOf('#')) : '#';
    url.hash = '';
    if (url.href !== withoutFragment(base)) return { holder, ref };
    define(holder, '$ref', fragment);
    return { holder, ref: fragment };
  });
}
