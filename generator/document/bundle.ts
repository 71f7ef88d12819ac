import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Diagnostics } from '../diagnostics.js';
import { own, type JsonObject } from './json.js';
import { measured } from './limits.js';
import type { Origins } from './origins.js';
import { parseText } from './parse.js';
import { isExternal, positionOf, type FoundReference, type Position } from './references.js';

export interface ExternalAccess {
  /** Origins (RFC 6454), such as `https://example.com`; `file:` allows the files beside the document and below. */
  readonly allowedOrigins: readonly string[];
  /** Reads an allowed URL; must not send credentials, nor follow redirects to other origins. */
  readonly fetchText?: (url: string) => Promise<string>;
}

/** Of other files that a document may lead to: a server can name a next one for ever. */
const MAX_FILES = 500;

/**
 * The document with what it refers to in other files taken in, by swagger-parser. Complains with
 * `reference-external` of what may not be read, `reference-unknown` of what is not there, and returns
 * undefined. What `fetchText` throws is thrown on.
 */
export async function bundled(
  root: JsonObject,
  location: string,
  found: readonly FoundReference[],
  access: ExternalAccess,
  origins: Origins,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const base = baseUrl(location);
  const refused = found.filter(
    ({ ref }) => isExternal(ref) && whyRefused(ref, base, access) !== undefined,
  );
  for (const { holder, ref } of refused) {
    const why = whyRefused(ref, base, access) ?? '';
    diagnostics.report('reference-external', `${origins.pointerOf(holder)}/$ref`, why);
  }
  return diagnostics.hasErrors ? undefined : bundle(root, base, access, diagnostics);
}

async function bundle(
  root: JsonObject,
  base: string,
  access: ExternalAccess,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const failures: unknown[] = [];
  const refusals: string[] = [];
  let files = 0;
  const allowed = {
    order: 1,
    canRead: true,
    read: async ({ url }: { readonly url: string }): Promise<string> => {
      const why = whyRefused(url, base, access);
      if (why !== undefined || access.fetchText === undefined) {
        refusals.push(why ?? '');
        throw new Error(why);
      }
      if (++files > MAX_FILES) {
        const message = `The document leads to more than ${MAX_FILES} other files.`;
        refusals.push(message);
        throw new Error(message);
      }
      let text: string;
      try {
        text = await access.fetchText(url);
      } catch (error) {
        failures.push(error);
        throw error;
      }
      const unfit = await whyUnfit(text, url);
      if (unfit !== undefined) refusals.push(unfit);
      if (unfit !== undefined) throw new Error(unfit);
      return text;
    },
  };
  // It knows the versions of its time alone, and rewrites relative servers of a document at http(s), losing
  // their port: it is told a version that it knows, and the scheme in capitals, which means the same
  // (RFC 3986, section 3.1).
  const version = own(root, 'openapi') === undefined ? {} : { openapi: '3.1.0' };
  const copy = { ...(sealed(root, 'node') as JsonObject), ...version };
  try {
    const path = base.replace(/^https?/, (scheme) => scheme.toUpperCase());
    const whole: unknown = await SwaggerParser.bundle(path, copy as never, {
      resolve: { file: false, http: false, allowed },
      parse: { text: false, binary: false },
    });
    const opened = unsealed(whole, new Map()) as JsonObject;
    return { ...opened, ...(version.openapi && { openapi: own(root, 'openapi') }) };
  } catch (error) {
    if (failures.length > 0) throw failures[0];
    for (const why of refusals) diagnostics.report('reference-external', '', why);
    if (refusals.length === 0) {
      diagnostics.report(
        'reference-unknown',
        '',
        `A reference to another file fails: ${reasonOf(error)}`,
      );
    }
    return undefined;
  }
}

/** Undefined unless the text is one that swagger-parser, which follows each alias, would not come to an end with. */
async function whyUnfit(text: string, url: string): Promise<string | undefined> {
  const found = new Diagnostics();
  const parsed = await parseText(text, found);
  if (parsed !== undefined) measured(parsed, found);
  const unfit = found.all.find(({ code }) => code === 'nesting-too-deep');
  const { protocol, host, pathname } = new URL(url);
  return unfit && `'${protocol}//${host}${pathname}' cannot be taken in: ${unfit.message}`;
}

/** The first line, without the query of a URL, which may be a secret. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/\?[^\s"'#]*/g, '');
}

/** Undefined when the reference may be read. */
function whyRefused(ref: string, base: string, access: ExternalAccess): string | undefined {
  if (!URL.canParse(ref, base))
    return `'${ref}' is neither a reference into this document nor a URL.`;
  const url = new URL(ref, base);
  const told = `'${url.protocol}//${url.host}${url.pathname}'`;
  if (url.username !== '' || url.password !== '')
    return `${told} is a reference with credentials, which are never sent.`;
  const origin = url.protocol === 'file:' ? 'file:' : url.origin;
  const isAllowed = access.allowedOrigins.includes(origin);
  if (!isAllowed) return `${told} is outside this document, and '${origin}' is not allowed.`;
  if (origin === 'file:' && !url.href.startsWith(new URL('.', base).href))
    return `${told} is not beside this document or below.`;
  return access.fetchText === undefined
    ? `${told} is outside, and there is no way to read it.`
    : undefined;
}

function baseUrl(location: string): string {
  return /^(https?|file):/i.test(location)
    ? new URL(location).href
    : pathToFileURL(resolve(location)).href;
}

/** Data that swagger-parser must not look into: a `$ref` in an example is no reference. */
class Sealed {
  readonly #value: object;

  constructor(value: object) {
    this.#value = value;
  }

  open(): object {
    return this.#value;
  }
}

/** A copy for swagger-parser, which works in place. Recursive: the document's depth has been measured. */
function sealed(value: unknown, position: Position): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (position === 'data') return new Sealed(value);
  if (Array.isArray(value)) return value.map((item: unknown) => sealed(item, 'node'));
  return Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      key,
      typeof child === 'object' && child !== null
        ? sealed(child, positionOf(value, position, key, child))
        : child,
    ]),
  );
}

function unsealed(value: unknown, done: Map<object, unknown>): unknown {
  if (value instanceof Sealed) return value.open();
  if (typeof value !== 'object' || value === null) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  const opened: unknown = Array.isArray(value)
    ? value.map((item: unknown) => unsealed(item, done))
    : Object.fromEntries(Object.entries(value).map(([key, child]) => [key, unsealed(child, done)]));
  done.set(value, opened);
  return opened;
}
