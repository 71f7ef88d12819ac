import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import type { EncodingObject, EncodingsObject, MediaTypeObject } from '../raw-openapi.js';
import type { Schema } from '../schemas/index.js';
import type { AddFinding, DocumentSide } from './context.js';
import { haveSameShape } from './equal-nodes.js';
import { isInRange, normalizeMediaType } from './media-types.js';

/** The parts of a body by name or position: how each is written, without defaults. */
type Parts = ReadonlyMap<string, object>;

/** Compares how the parts of a body are written, except for those that only one of the documents has. */
export function compareEncodings(
  [old, before]: readonly [MediaTypeObject, DocumentSide],
  [now, after]: readonly [MediaTypeObject, DocumentSide],
  add: AddFinding,
): void {
  const [was, is] = [getParts(old, before), getParts(now, after)];
  const [names, newNames] = [getNames(old.schema, before), getNames(now.schema, after)];
  const differing = [...new Set([...was.keys(), ...is.keys()])]
    .filter((name) => [names, newNames].every((all) => all?.has(name) ?? true))
    .filter((name) => !haveSameShape(was.get(name) ?? {}, is.get(name) ?? {}))
    .sort(byCodeUnit);
  if (differing.length === 0) return;
  const isWidened = differing.every((name) => isWider(was.get(name), is.get(name)));
  const pick = (parts: Parts) =>
    Object.fromEntries(differing.map((name) => [name, parts.get(name) ?? {}]));
  add(isWidened ? 'encoding-widened' : 'encoding-changed', pick(was), pick(is));
}

/** Whether only further media types of a part are accepted. */
function isWider(was: EncodingObject = {}, is: EncodingObject = {}): boolean {
  const list = ({ contentType }: EncodingObject) => contentType?.split(',') ?? [];
  const [types, newTypes] = [list(was), list(is)];
  if (types.length === 0 || newTypes.length === 0) return false;
  const isAccepted = (type: string) =>
    newTypes.some((other) => other === type || isInRange(type, other));
  const contentType = undefined;
  return types.every(isAccepted) && haveSameShape({ ...was, contentType }, { ...is, contentType });
}

function getParts(node: MediaTypeObject, document: DocumentSide): Parts {
  const { encoding = {}, prefixEncoding, itemEncoding } = node;
  const properties = getProperties(node.schema, document);
  const byName = Object.entries(encoding).map(([name, one]): [string, object] => [
    name,
    withoutDefaults(one, getDefaultContentType(properties.get(name), document)),
  ]);
  const positions = {
    prefixEncoding: prefixEncoding?.map((one) => withoutDefaults(one)),
    itemEncoding: itemEncoding && withoutDefaults(itemEncoding),
  };
  return new Map([...byName, ...Object.entries(defined(positions))]);
}

/** Swashbuckle writes `style: form` for every part, which is the default (OpenAPI 3.2, section 4.15.2). */
function withoutDefaults(encoding: EncodingObject, defaultContentType?: string): object {
  const { style = 'form', explode = style === 'form', allowReserved = false, headers } = encoding;
  const { contentType, encoding: byName = {}, prefixEncoding, itemEncoding } = encoding;
  const isDefault = style === 'form' && explode && !allowReserved;
  const normalized = contentType && normalizeMediaType(contentType);
  const nested: EncodingsObject = defined({ prefixEncoding, itemEncoding });
  const hasNested = Object.keys({ ...byName, ...nested }).length > 0;
  return {
    ...(isDefault ? {} : { style, explode, allowReserved }),
    ...(headers && { headers }),
    ...(normalized && normalized !== defaultContentType && { contentType: normalized }),
    ...(hasNested && { encoding: { ...byName, ...nested } }),
  };
}

/** The names of the parts that a schema declares, and those of the positions; undefined if it declares none. */
function getNames(
  schema: Schema | undefined,
  document: DocumentSide,
): ReadonlySet<string> | undefined {
  const names = getProperties(schema, document).keys();
  const declared = new Set([...names]);
  return declared.size === 0 ? undefined : new Set([...declared, 'prefixEncoding', 'itemEncoding']);
}

const MAX_DEPTH = 8;

/** The properties of a schema and of the parts of its `allOf`. */
function getProperties(
  node: Schema | undefined,
  document: DocumentSide,
  depth = 0,
): ReadonlyMap<string, Schema> {
  const schema = typeof node === 'object' ? document.resolve(node) : undefined;
  if (schema === undefined || depth > MAX_DEPTH) return new Map();
  const inherited = (schema.allOf ?? []).flatMap((part) => [
    ...getProperties(part, document, depth + 1),
  ]);
  return new Map([...inherited, ...Object.entries(schema.properties ?? {})]);
}

/** OpenAPI 3.2, section 4.15.1.1; undefined where it is not known. */
function getDefaultContentType(
  node: Schema | undefined,
  document: DocumentSide,
): string | undefined {
  const schema = typeof node === 'object' ? document.resolve(node) : undefined;
  const type = [schema?.type ?? []].flat().find((one) => one !== 'null');
  if (schema === undefined || type === undefined) return undefined;
  if (type === 'array') return getDefaultContentType(schema.items, document);
  if (type === 'object') return 'application/json';
  const isBinary = schema.format === 'binary' || schema.contentEncoding !== undefined;
  return type === 'string' && isBinary ? 'application/octet-stream' : 'text/plain';
}
