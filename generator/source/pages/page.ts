import { isArray, isRecord, withParsedJson, type Literal } from './literals.js';
import type { Token } from './javascript.js';
import { readHtml, type Element } from './html.js';

/** A documentation page, taken apart, with the scripts that it references. */
export interface Page {
  /** The page's final URL. */
  readonly url: string;
  /** What its relative URLs count from: the page's own URL, or its `<base href>`. */
  readonly baseUrl: string;
  readonly elements: readonly Element[];
  /** Each script's tokens, and those of the JSON texts within, in the page's order. */
  readonly scripts: readonly (readonly Token[])[];
  /** Scripts that are elsewhere; absolute URLs. */
  readonly scriptUrls: readonly string[];
}

export interface AnnouncedDocument {
  /** Absolute. */
  readonly url: string;
  readonly name: string;
}

/** What a page says of documents. */
export interface Announcement {
  readonly documents: readonly AnnouncedDocument[];
  /** The name of the one that the page shows first, when it says so. */
  readonly primaryName?: string;
  /** Where the announcement itself is, when the page only says that; absolute. */
  readonly configUrl?: string;
}

/** Pure; undefined where the page is not of that kind. */
export type PageReader = (page: Page) => Announcement | undefined;

/** @param referenced the texts of the scripts that the page references. */
export function pageOf(url: string, html: string, referenced: readonly string[] = []): Page {
  const { elements, inlineScripts } = readHtml(html);
  const base = elements.find(({ name }) => name === 'base')?.attributes.get('href');
  const baseUrl = (base === undefined ? undefined : absolute(base, url)) ?? url;
  return {
    url,
    baseUrl,
    elements,
    scripts: [...inlineScripts, ...referenced].flatMap(withParsedJson),
    scriptUrls: elements
      .filter(({ name, attributes }) => name === 'script' && attributes.has('src'))
      .map(({ attributes }) => absolute(attributes.get('src') ?? '', baseUrl))
      .filter((script) => script !== undefined),
  };
}

export function absolute(url: string, base: string): string | undefined {
  const bare = url.trim();
  return bare !== '' && URL.canParse(bare, base) ? new URL(bare, base).href : undefined;
}

/** Undefined when nothing was announced, so that the next reader is asked. */
export function announcing(
  documents: readonly (AnnouncedDocument | undefined)[],
  primaryName?: string,
): Announcement | undefined {
  const named = documents.filter((document) => document !== undefined);
  if (named.length === 0) return undefined;
  return { documents: named, ...(primaryName !== undefined && { primaryName }) };
}

/** A list such as `[{ url, name }]`; what is no such entry is left out. */
export function listed(
  list: Literal,
  baseUrl: string,
  keys: { readonly url: string; readonly name: string } = { url: 'url', name: 'name' },
): readonly AnnouncedDocument[] {
  if (!isArray(list)) return [];
  return list
    .filter(isRecord)
    .map((entry) => documentAt(entry[keys.url], entry[keys.name], baseUrl))
    .filter((document) => document !== undefined);
}

export function documentAt(
  url: Literal,
  name: Literal,
  baseUrl: string,
): AnnouncedDocument | undefined {
  const found = typeof url === 'string' ? absolute(url, baseUrl) : undefined;
  if (found === undefined) return undefined;
  return { url: found, name: typeof name === 'string' && name !== '' ? name : nameFrom(found) };
}

/** `v1` for `/swagger/v1/swagger.json`, `orders` for `/openapi/orders.json`. */
export function nameFrom(url: string): string {
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '');
  const stem = (parts.at(-1) ?? '').replace(/\.(json|ya?ml)$/i, '');
  const isGeneric = /^(swagger|openapi|api-docs|index|document)?$/i.test(stem);
  return isGeneric ? (parts.at(-2) ?? stem) : stem;
}

/** The last text among literals: what a script assigns last is what counts. */
export function lastText(literals: readonly Literal[]): string | undefined {
  return literals.filter((literal) => typeof literal === 'string').at(-1);
}
