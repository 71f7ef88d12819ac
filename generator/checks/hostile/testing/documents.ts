import { PART_LOCATIONS, ROOT_LOCATIONS, type TextLocation } from './locations.js';
import { createPart, createRoot, type Json } from './skeleton.js';

/** A document with all texts in each location that it may have several of, and the first text in all others. */
export function createCombinedDocument(texts: readonly string[]): Json {
  const document = createDocument(texts[0] ?? '', 1);
  for (const [number, text] of texts.entries()) {
    const part = createPartWith(number, () => text);
    merge(document, part);
  }
  return document;
}

/**
 * A document with the text in each location that it has one of.
 *
 * @param server the index of the server that comes first: the SDK uses the first one that has a URL.
 */
export function createDocument(text: string, server = 0): Json {
  const document = createRootWith(() => text);
  const servers = document['servers'] as readonly unknown[];
  return { ...document, servers: [...servers.slice(server), ...servers.slice(0, server)] };
}

/** A document with these texts in these locations, and harmless ones in all others. */
export function createDocumentWith(texts: ReadonlyMap<TextLocation, string>): Json {
  const document = createRootWith((location) => texts.get(location));
  merge(
    document,
    createPartWith(0, (location) => texts.get(location)),
  );
  return document;
}

type GetText = (location: TextLocation) => string | undefined;

function createRootWith(getText: GetText): Json {
  const document = createRoot();
  for (const location of ROOT_LOCATIONS) put(document, location, 0, getText(location));
  return document;
}

function createPartWith(number: number, getText: GetText): Json {
  const part = createPart(number);
  for (const location of PART_LOCATIONS) {
    const text = getText(location);
    if (location.name === 'name of a schema' && text !== undefined)
      renameReferences(part, `Named${number}`, text);
    put(part, location, number, text);
  }
  return part;
}

/** A document with one operation and the enums of the combined document. */
export function createEnumsDocument(texts: readonly string[]): Json {
  const combined = createCombinedDocument(texts);
  const { schemas } = combined['components'] as { readonly schemas: Json };
  const enums = Object.entries(schemas).filter(([, schema]) =>
    Object.hasOwn(schema as Json, 'enum'),
  );
  return { ...createRoot(), components: { schemas: Object.fromEntries(enums) } };
}

function put(
  document: Json,
  location: TextLocation,
  number: number,
  text: string | undefined,
): void {
  if (text === undefined) return;
  const { parent, key } = find(document, location, number);
  if (parent === undefined || !Object.hasOwn(parent, key))
    throw new Error(`The document has no ${location.name} at ${location.pointer}`);
  const wanted = fullText(location, number, text);
  if (!location.isKey) {
    parent[key] = wanted;
    return;
  }
  const value = parent[key];
  Reflect.deleteProperty(parent, key);
  define(parent, wanted, value);
}

function fullText({ before = '', after = '' }: TextLocation, number: number, text: string): string {
  return before.replace('*', String(number)) + text + after;
}

function find(
  document: Json,
  { pointer }: TextLocation,
  number: number,
): { readonly parent: Json | undefined; readonly key: string } {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    // A part has one tag.
    .map((key) => (key === '*' ? '0' : key.replace('*', String(number))));
  const key = keys.pop() ?? '';
  let parent: unknown = document;
  for (const each of keys) {
    if (typeof parent !== 'object' || parent === null) return { parent: undefined, key };
    parent = (parent as Json)[each];
  }
  return {
    parent: typeof parent === 'object' && parent !== null ? (parent as Json) : undefined,
    key,
  };
}

/** Renames the references to a schema, which are JSON pointers in a URI fragment (RFC 6901, section 6). */
function renameReferences(node: unknown, from: string, to: string): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && value === `#/components/schemas/${from}`)
      (node as Json)[key] = `#/components/schemas/${toFragment(to)}`;
    else renameReferences(value, from, to);
  }
}

/** Text with a lone surrogate is returned unchanged, because it cannot be percent-encoded. */
function toFragment(text: string): string {
  const escaped = text.replaceAll('~', '~0').replaceAll('/', '~1');
  return /\p{Surrogate}/u.test(escaped) ? escaped : encodeURIComponent(escaped);
}

function merge(into: Json, from: Json): void {
  for (const [key, value] of Object.entries(from)) {
    const existing = Object.hasOwn(into, key) ? into[key] : undefined;
    if (Array.isArray(existing) && Array.isArray(value)) existing.push(...(value as unknown[]));
    else if (isObject(existing) && isObject(value) && !isLeaf(key)) merge(existing, value);
    else define(into, key, value);
  }
}

/** True for an entry that is not merged with another one. */
function isLeaf(key: string): boolean {
  return ![
    'paths',
    'components',
    'webhooks',
    'schemas',
    'parameters',
    'responses',
    'requestBodies',
    'securitySchemes',
  ].includes(key);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Defines an own property, even for `__proto__`. */
function define(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
