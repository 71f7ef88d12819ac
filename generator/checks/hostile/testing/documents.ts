import { PART_PLACES, ROOT_PLACES, type Place } from './places.js';
import { part, root, type Json } from './skeleton.js';

/** One document with each of the texts in every place that a document may have several of, the first in all others. */
export function crowdOf(texts: readonly string[]): Json {
  const document = documentOf(texts[0] ?? '', 1);
  texts.forEach((text, number) =>
    merge(
      document,
      partWith(number, () => text),
    ),
  );
  return document;
}

/**
 * A document with the text in every place that a document has one of.
 *
 * @param server Which of its servers comes first: the SDK speaks to the first that has an address.
 */
export function documentOf(text: string, server = 0): Json {
  const document = rootWith(() => text);
  const servers = document['servers'] as readonly unknown[];
  return { ...document, servers: [...servers.slice(server), ...servers.slice(0, server)] };
}

/** A document with these texts in these places, and honest ones in all others. */
export function documentWith(texts: ReadonlyMap<Place, string>): Json {
  const document = rootWith((place) => texts.get(place));
  merge(
    document,
    partWith(0, (place) => texts.get(place)),
  );
  return document;
}

type TextOf = (place: Place) => string | undefined;

function rootWith(textOf: TextOf): Json {
  const document = root();
  for (const place of ROOT_PLACES) put(document, place, 0, textOf(place));
  return document;
}

function partWith(number: number, textOf: TextOf): Json {
  const some = part(number);
  for (const place of PART_PLACES) {
    const text = textOf(place);
    if (place.name === 'name of a schema' && text !== undefined)
      renameReferences(some, `Named${number}`, text);
    put(some, place, number, text);
  }
  return some;
}

/** Of such a document the enums alone, and an operation. */
export function enumsOf(texts: readonly string[]): Json {
  const crowd = crowdOf(texts);
  const { schemas } = crowd['components'] as { readonly schemas: Json };
  const enums = Object.entries(schemas).filter(([, schema]) =>
    Object.hasOwn(schema as Json, 'enum'),
  );
  return { ...root(), components: { schemas: Object.fromEntries(enums) } };
}

function put(document: Json, place: Place, number: number, text: string | undefined): void {
  if (text === undefined) return;
  const { parent, key } = find(document, place, number);
  if (parent === undefined || !Object.hasOwn(parent, key))
    throw new Error(`There is no ${place.name} at ${place.pointer}`);
  const wanted = fullText(place, number, text);
  if (!place.isKey) {
    parent[key] = wanted;
    return;
  }
  const value = parent[key];
  Reflect.deleteProperty(parent, key);
  define(parent, wanted, value);
}

function fullText({ before = '', after = '' }: Place, number: number, text: string): string {
  return before.replace('*', String(number)) + text + after;
}

function find(
  document: Json,
  { pointer }: Place,
  number: number,
): { readonly parent: Json | undefined; readonly key: string } {
  const keys = pointer
    .slice(1)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    // The list of tags has one entry in a part.
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

/** A schema's references follow its name: as a JSON pointer in a URI fragment (RFC 6901, section 6). */
function renameReferences(node: unknown, from: string, to: string): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref' && value === `#/components/schemas/${from}`)
      (node as Json)[key] = `#/components/schemas/${fragment(to)}`;
    else renameReferences(value, from, to);
  }
}

/** A surrogate without a partner has no percent-encoding: it stands as it is. */
function fragment(text: string): string {
  const escaped = text.replaceAll('~', '~0').replaceAll('/', '~1');
  return /\p{Surrogate}/u.test(escaped) ? escaped : encodeURIComponent(escaped);
}

function merge(into: Json, from: Json): void {
  for (const [key, value] of Object.entries(from)) {
    const there = Object.hasOwn(into, key) ? into[key] : undefined;
    if (Array.isArray(there) && Array.isArray(value)) there.push(...(value as unknown[]));
    else if (isObject(there) && isObject(value) && !isLeaf(key)) merge(there, value);
    else define(into, key, value);
  }
}

/** Below these, entries are whole. */
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

/** An own property, `__proto__` too. */
function define(object: Json, key: string, value: unknown): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}
