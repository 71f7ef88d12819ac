import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Diagnostics, type Diagnostic } from '../diagnostics.js';
import { nameIncludedSchemas } from './included-schemas.js';
import { isObject, own, type JsonObject } from './json.js';
import { measureDocument } from './limits.js';
import type { Origins } from './origins.js';
import { readText } from './parse.js';
import { isExternal, getNodeRole, type FoundReference, type NodeRole } from './references.js';
import { getReferenceBase, toUrl } from './document-url.js';

export interface ExternalAccess {
  /** Origins (RFC 6454), such as `https://example.com`. */
  readonly allowedOrigins: readonly string[];
  /** Absolute paths of the folders that a document which is a file may include files from. */
  readonly allowedFolders?: readonly string[];
  /** Reads an allowed URL. Must not send credentials, nor follow redirects to other origins or links to other folders. */
  readonly fetchText?: (url: string) => Promise<string>;
}

/** What references are relative to, and whether the document is a file, which `$self` does not change. */
interface Base {
  readonly url: string;
  readonly isFile: boolean;
}

/** A server could refer to another file in each file, without end. */
const MAX_FILES = 500;

/**
 * Includes the files that a document refers to, with swagger-parser.
 *
 * @returns undefined after an error: `reference-external` for what may not be read, `reference-unknown` for what does not
 *   exist.
 * @throws what `fetchText` throws.
 */
export async function bundleDocument(
  root: JsonObject,
  location: string,
  found: readonly FoundReference[],
  access: ExternalAccess,
  origins: Origins,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const base: Base = {
    url: getReferenceBase(root, location),
    isFile: toUrl(location).startsWith('file:'),
  };
  const refused = found.filter(
    ({ ref }) => isExternal(ref) && describeRefusal(ref, base, access) !== undefined,
  );
  for (const { holder, ref } of refused) {
    const why = describeRefusal(ref, base, access) ?? '';
    diagnostics.report('reference-external', `${origins.getPointer(holder)}/$ref`, why);
  }
  return diagnostics.hasErrors ? undefined : runBundler(root, base, access, diagnostics);
}

async function runBundler(
  root: JsonObject,
  base: Base,
  access: ExternalAccess,
  diagnostics: Diagnostics,
): Promise<JsonObject | undefined> {
  const { default: SwaggerParser } = await import('@apidevtools/swagger-parser');
  const files = new IncludedFiles(base, access);
  const allowed = {
    order: 1,
    canRead: true,
    read: ({ url }: { readonly url: string }) => files.read(new URL(url).href) as Promise<string>,
  };
  const reader = {
    order: 1,
    canParse: true,
    allowEmpty: true,
    parse: ({ data }: { readonly data: unknown }): unknown => data,
  };
  // swagger-parser refuses newer versions, so it gets one that it knows. It also rewrites relative servers of a document
  // at http(s) and loses their port; a scheme in upper case, which is equivalent (RFC 3986, section 3.1), prevents that.
  const version = own(root, 'openapi') === undefined ? {} : { openapi: '3.1.0' };
  const copy = { ...(hideData(root, 'node') as JsonObject), ...version };
  try {
    await nameIncludedSchemas(copy, base.url, (url) => files.read(url));
    const path = base.url.replace(/^https?/, (scheme) => scheme.toUpperCase());
    const bundled: unknown = await SwaggerParser.bundle(path, copy as never, {
      resolve: { file: false, http: false, allowed },
      parse: { json: false, yaml: false, text: false, binary: false, reader },
    });
    const document = restoreData(bundled, new Map()) as JsonObject;
    return { ...document, ...(version.openapi && { openapi: own(root, 'openapi') }) };
  } catch (error) {
    files.reportFailure(error, diagnostics);
    return undefined;
  }
}

/** The files that a document includes. Each is read once; what goes wrong is kept, since the bundler changes errors. */
class IncludedFiles {
  readonly #base: Base;
  readonly #access: ExternalAccess;
  readonly #files = new Map<string, Promise<unknown>>();
  /** What `fetchText` threw. */
  readonly #failures: unknown[] = [];
  /** Why files were not included. */
  readonly #refusals: string[] = [];

  constructor(base: Base, access: ExternalAccess) {
    this.#base = base;
    this.#access = access;
  }

  /** Reads and parses a file. */
  read(url: string): Promise<unknown> {
    const known = this.#files.get(url);
    if (known !== undefined) return known;
    const read = this.#include(url);
    this.#files.set(url, read);
    return read;
  }

  async #include(url: string): Promise<unknown> {
    const { fetchText } = this.#access;
    const why = describeRefusal(url, this.#base, this.#access) ?? this.#describeExcess();
    if (why !== undefined || fetchText === undefined) {
      this.#refusals.push(why ?? '');
      throw new Error(why);
    }
    const text = await fetchText(url).catch((error: unknown) => {
      this.#failures.push(error);
      throw error;
    });
    const read = readText(text);
    const problem = 'value' in read ? findTooDeep(read.value) : read;
    if (problem === undefined && 'value' in read) return read.value;
    const message = `${describeUrl(new URL(url))} cannot be included: ${problem?.message ?? ''}`;
    // Another text is reported where the reference is resolved.
    if (problem?.code === 'nesting-too-deep') this.#refusals.push(message);
    throw new SyntaxError(message);
  }

  #describeExcess(): string | undefined {
    return this.#files.size > MAX_FILES
      ? `The document refers to more than ${MAX_FILES} other files.`
      : undefined;
  }

  /**
   * Reports why bundling failed.
   *
   * @throws what `fetchText` threw first.
   */
  reportFailure(error: unknown, diagnostics: Diagnostics): void {
    if (this.#failures.length > 0) throw this.#failures[0];
    for (const why of this.#refusals) diagnostics.report('reference-external', '', why);
    if (this.#refusals.length > 0) return;
    const message = `A reference to another file cannot be resolved: ${getReason(error)}`;
    diagnostics.report('reference-unknown', '', message);
  }
}

/** Finds what nests too deep, or whose aliases expand too far, for swagger-parser, which follows each alias. */
function findTooDeep(value: unknown): Diagnostic | undefined {
  const found = new Diagnostics();
  if (isObject(value)) measureDocument(value, found);
  return found.all[0];
}

/** The first line of a message, without queries of URLs, which may contain secrets. */
function getReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').replace(/\?[^\s"'#]*/g, '');
}

/** Says why a reference may not be read; undefined when it may. */
function describeRefusal(ref: string, base: Base, access: ExternalAccess): string | undefined {
  if (!URL.canParse(ref, base.url))
    return `'${ref}' is neither a reference into this document nor a URL.`;
  const url = new URL(ref, base.url);
  const target = describeUrl(url);
  if (url.username !== '' || url.password !== '')
    return `${target} has credentials, which are never sent.`;
  const refusal = url.protocol === 'file:' ? describeFileRefusal(url, base, access) : undefined;
  if (refusal !== undefined) return refusal;
  if (url.protocol !== 'file:' && !access.allowedOrigins.includes(url.origin))
    return `${target} is outside this document, and '${url.origin}' is not allowed.`;
  return access.fetchText === undefined
    ? `${target} is outside this document, and cannot be read here.`
    : undefined;
}

/** A document from the network may not include files. Whoever reads the file refuses links out of a folder. */
function describeFileRefusal(
  url: URL,
  { isFile }: Base,
  { allowedFolders = [] }: ExternalAccess,
): string | undefined {
  const target = describeUrl(url);
  if (!isFile) return `${target} is a file, which a document from the network may not include.`;
  const isAllowed = allowedFolders.some((folder) =>
    url.href.startsWith(pathToFileURL(join(folder, sep)).href),
  );
  if (isAllowed && url.host === '') return undefined;
  return `${target} is outside this document, and its folder is not allowed.`;
}

/** Without the query, which may contain secrets. */
function describeUrl({ protocol, host, pathname }: URL): string {
  return `'${protocol}//${host}${pathname}'`;
}

/** Hides data from swagger-parser: a `$ref` in an example is no reference. */
class OpaqueData {
  readonly #value: object;

  constructor(value: object) {
    this.#value = value;
  }

  open(): object {
    return this.#value;
  }
}

/** A copy for swagger-parser, which works in place. Recursive, since the document's depth has been checked. */
function hideData(value: unknown, position: NodeRole): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (position === 'data') return new OpaqueData(value);
  if (Array.isArray(value)) return value.map((item: unknown) => hideData(item, 'node'));
  return Object.fromEntries(
    Object.entries(value).map(([key, child]: [string, unknown]) => [
      key,
      typeof child === 'object' && child !== null
        ? hideData(child, getNodeRole(value, position, key, child))
        : child,
    ]),
  );
}

function restoreData(value: unknown, done: Map<object, unknown>): unknown {
  if (value instanceof OpaqueData) return value.open();
  if (typeof value !== 'object' || value === null) return value;
  const known = done.get(value);
  if (known !== undefined) return known;
  const opened: unknown = Array.isArray(value)
    ? value.map((item: unknown) => restoreData(item, done))
    : Object.fromEntries(
        Object.entries(value).map(([key, child]) => [key, restoreData(child, done)]),
      );
  done.set(value, opened);
  return opened;
}
