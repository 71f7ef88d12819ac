import { isArray, isRecord, type Literal, tokenizeWithJson } from './literals.js';
import type { Token } from './javascript.js';
import { defined } from '../../util/defined.js';

/** A parsed documentation page, with the scripts that it references. */
export interface Page {
  /** The page's final URL. */
  readonly url: string;
  /** The base of its relative URLs: the page's own URL, or its `<base href>`. */
  readonly baseUrl: string;
  readonly elements: readonly Element[];
  /** The tokens of each script and of the JSON texts in it, in the page's order. */
  readonly scripts: readonly (readonly Token[])[];
  /** The absolute URLs of scripts that are not inline. */
  readonly scriptUrls: readonly string[];
}

export interface ListedDocument {
  /** Absolute. */
  readonly url: string;
  readonly name: string;
}

/** The documents that a page lists. */
export interface PageDocuments {
  readonly documents: readonly ListedDocument[];
  /** The name of the document that the page shows first, when it configures one. */
  readonly primaryName?: string;
  /** The absolute URL of the configuration that lists the documents, when the page only refers to it. */
  readonly configUrl?: string;
}

/** Reads one kind of page. @returns undefined for a page of another kind. */
export type PageReader = (page: Page) => PageDocuments | undefined;

/** @param referenced the texts of the scripts that the page references. */
export function createPage(url: string, html: string, referenced: readonly string[] = []): Page {
  const { elements, inlineScripts } = readHtml(html);
  const base = elements.find(({ name }) => name === 'base')?.attributes.get('href');
  const baseUrl = (base === undefined ? undefined : toAbsoluteUrl(base, url)) ?? url;
  return {
    url,
    baseUrl,
    elements,
    scripts: [...inlineScripts, ...referenced].flatMap(tokenizeWithJson),
    scriptUrls: elements
      .filter(({ name, attributes }) => name === 'script' && attributes.has('src'))
      .map(({ attributes }) => toAbsoluteUrl(attributes.get('src') ?? '', baseUrl))
      .filter((script) => script !== undefined),
  };
}

export function toAbsoluteUrl(url: string, base: string): string | undefined {
  const bare = url.trim();
  return bare !== '' && URL.canParse(bare, base) ? new URL(bare, base).href : undefined;
}

/** @returns undefined when there is no document, so that the next reader is tried. */
export function toPageDocuments(
  documents: readonly (ListedDocument | undefined)[],
  primaryName?: string,
): PageDocuments | undefined {
  const named = documents.filter((document) => document !== undefined);
  if (named.length === 0) return undefined;
  return { documents: named, ...defined({ primaryName }) };
}

/** Reads a list such as `[{ url, name }]`. Malformed entries are left out. */
export function readEntries(
  list: Literal,
  baseUrl: string,
  keys: { readonly url: string; readonly name: string } = { url: 'url', name: 'name' },
): readonly ListedDocument[] {
  if (!isArray(list)) return [];
  return list
    .filter(isRecord)
    .map((entry) => toListedDocument(entry[keys.url], entry[keys.name], baseUrl))
    .filter((document) => document !== undefined);
}

export function toListedDocument(
  url: Literal,
  name: Literal,
  baseUrl: string,
): ListedDocument | undefined {
  const found = typeof url === 'string' ? toAbsoluteUrl(url, baseUrl) : undefined;
  if (found === undefined) return undefined;
  return { url: found, name: typeof name === 'string' && name !== '' ? name : nameFromUrl(found) };
}

/** `v1` for `/swagger/v1/swagger.json`, `orders` for `/openapi/orders.json`. */
export function nameFromUrl(url: string): string {
  const parts = new URL(url).pathname.split('/').filter((part) => part !== '');
  const stem = (parts.at(-1) ?? '').replace(/\.(json|ya?ml)$/i, '');
  const isGeneric = /^(swagger|openapi|api-docs|index|document)?$/i.test(stem);
  return isGeneric ? (parts.at(-2) ?? stem) : stem;
}

/** The last text among literals, because a script's last assignment counts. */
export function lastText(literals: readonly Literal[]): string | undefined {
  return literals.filter((literal) => typeof literal === 'string').at(-1);
}

export interface Element {
  /** In lower case. */
  readonly name: string;
  /** By name in lower case, with character references decoded; the first of two counts. */
  readonly attributes: ReadonlyMap<string, string>;
}

export interface Html {
  readonly elements: readonly Element[];
  readonly inlineScripts: readonly string[];
}

const TAG_START = /<([a-z][a-z0-9-]*)(?=[\s/>])/iy;
const ATTRIBUTE = /[\s/]*([^\s=>/"'][^\s=>/]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y;
const MAX_ATTRIBUTES = 64;

/**
 * Reads the start tags and inline scripts of a page, in order and without comments. That much of HTML is enough to
 * find what lists documents. Never throws; takes linear time.
 */
export function readHtml(html: string): Html {
  const elements: Element[] = [];
  const inlineScripts: string[] = [];
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at)) {
    if (html.startsWith('<!--', at)) {
      const end = html.indexOf('-->', at + 4);
      if (end < 0) break;
      at = end + 3;
      continue;
    }
    TAG_START.lastIndex = at;
    const name = TAG_START.exec(html)?.[1]?.toLowerCase();
    if (name === undefined) {
      at++;
      continue;
    }
    const { attributes, end } = readAttributes(html, TAG_START.lastIndex);
    elements.push({ name, attributes });
    at = end;
    if (name !== 'script') continue;
    // Markup inside a script is text.
    const close = indexOfClosing(html, end);
    if (!attributes.has('src') && isScript(attributes.get('type'))) {
      inlineScripts.push(html.slice(end, close));
    }
    at = close;
  }
  return { elements, inlineScripts };
}

function readAttributes(html: string, start: number) {
  const attributes = new Map<string, string>();
  let at = start;
  for (let count = 0; count < MAX_ATTRIBUTES; count++) {
    ATTRIBUTE.lastIndex = at;
    const found = ATTRIBUTE.exec(html);
    if (found === null) break;
    at = ATTRIBUTE.lastIndex;
    const name = (found[1] ?? '').toLowerCase();
    if (!attributes.has(name)) {
      attributes.set(name, decodeReferences(found[2] ?? found[3] ?? found[4] ?? ''));
    }
  }
  const end = html.indexOf('>', at);
  return { attributes, end: end < 0 ? html.length : end + 1 };
}

function indexOfClosing(html: string, from: number): number {
  const pattern = /<\/script[\s/>]/gi;
  pattern.lastIndex = from;
  return pattern.exec(html)?.index ?? html.length;
}

/** JSON, import maps and templates are not scripts. */
function isScript(type: string | undefined): boolean {
  return (
    type === undefined ||
    type === '' ||
    /^(module|(text|application)\/(x-)?(java|ecma)script)/i.test(type)
  );
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

function decodeReferences(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
      const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
      return code > 0x10ffff ? whole : String.fromCodePoint(code);
    },
  );
}
