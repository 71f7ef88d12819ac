import type { EncodingObject, MediaTypeObject } from '../document/openapi.js';
import type { FormPart, FormStyle, TypeRef } from '../model/model.js';
import { BINARY, STRING, union } from '../model/type-refs.js';
import { byCodeUnit } from '../util/order.js';
import { getEssence } from '../util/media-type.js';
import { getMediaKind } from '../util/media-kinds.js';
import { getOrigin, type Context } from './context.js';
import { collectProperties, getItemType, resolveType } from './type-shape.js';
import { getValues } from './type-values.js';

const STYLES: readonly FormStyle[] = [
  'form',
  'spaceDelimited',
  'pipeDelimited',
  'tabDelimited',
  'deepObject',
];

/**
 * Reads how the properties of a form travel, as far as it differs from the usual. What is said of a property that no text
 * depends on has no effect: Swashbuckle writes `style: form` for every part.
 */
export function readFormParts(
  context: Context,
  node: MediaTypeObject,
  encoding: 'form' | 'multipart',
  type: TypeRef,
): readonly FormPart[] {
  const properties = collectProperties(type, context.declarations);
  const byPosition = encoding === 'multipart' ? readPositions(node) : [];
  const byName = Object.entries(node.encoding ?? {})
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([wireName, part]) => {
      const property = properties.get(wireName);
      if (property === undefined) return [];
      const item = getItemType(property, context.declarations) ?? property;
      return (
        readStyle(context, part, wireName, property, encoding) ??
        readMediaType(context, part, wireName, item, encoding) ??
        []
      );
    });
  return [...byPosition, ...byName];
}

/** The media types of the parts of a list (OpenAPI 3.2, section 4.14.2). */
function readPositions({
  prefixEncoding = [],
  itemEncoding,
}: MediaTypeObject): readonly FormPart[] {
  const positions: readonly (readonly [string, EncodingObject | undefined])[] = [
    ['*', itemEncoding],
    ...prefixEncoding.map((part, index) => [String(index), part] as const),
  ];
  return positions.flatMap(([wireName, part]): readonly FormPart[] => {
    const mediaType = part?.contentType?.trim() ?? '';
    // A choice of types is the caller's.
    return mediaType === '' || /[,*]/.test(mediaType)
      ? []
      : [{ wireName, kind: 'mediaType', mediaType }];
  });
}

/**
 * The type of a form in which the caller writes what the SDK cannot: a part of XML as text or a file; bytes as text in a
 * URL-encoded form, which has no files. A declaration keeps its properties, since other bodies use it as well, and that is
 * reported.
 */
export function toWritableForm(
  context: Context,
  node: MediaTypeObject,
  encoding: 'form' | 'multipart',
  type: TypeRef,
): TypeRef {
  const properties = collectProperties(type, context.declarations);
  const isUnwritable = (name: string, property: TypeRef): boolean => {
    const item = getItemType(property, context.declarations) ?? property;
    if (resolveType(item, context.declarations).kind === 'binary') return encoding === 'form';
    const declared = listMediaTypes(node.encoding?.[name]);
    return (
      encoding === 'multipart' &&
      getValues(context, item).structures &&
      declared.length > 0 &&
      declared.every((each) => getMediaKind(each) !== 'json' && !each.includes('*'))
    );
  };
  const names = [...properties].flatMap(([name, each]) => (isUnwritable(name, each) ? name : []));
  if (names.length === 0) return type;
  if (type.kind === 'object')
    return {
      ...type,
      properties: type.properties.map((property) =>
        names.includes(property.wireName)
          ? { ...property, type: encoding === 'form' ? STRING : TEXT_OR_FILE }
          : property,
      ),
    };
  context.diagnostics.report(
    'part-unwritable',
    getOrigin(context, node).pointer,
    `Nothing writes ${names.map((name) => `'${name}'`).join(', ')} as the form declares.`,
  );
  return type;
}

const TEXT_OR_FILE = union([STRING, BINARY]);

function listMediaTypes(part: EncodingObject | undefined): readonly string[] {
  return (part?.contentType ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** A style where it makes a difference: for a list or an object, or for reserved characters. */
function readStyle(
  context: Context,
  part: EncodingObject,
  wireName: string,
  type: TypeRef,
  encoding: 'form' | 'multipart',
): FormPart | undefined {
  const style = STYLES.find((name) => name === part.style) ?? 'form';
  const { explode = style === 'form' } = part;
  // In multipart there is nothing to encode.
  const allowReserved = part.allowReserved === true && encoding === 'form';
  const isJoined = style === 'deepObject' || !explode;
  if (!allowReserved && !(isJoined && getValues(context, type).structures)) return undefined;
  return { wireName, kind: 'style', style, explode, allowReserved };
}

/** The media type of a part: of text that is not plain, of a file without one of its own, of a value written as JSON. */
function readMediaType(
  context: Context,
  part: EncodingObject,
  wireName: string,
  item: TypeRef,
  encoding: 'form' | 'multipart',
): FormPart | undefined {
  const declared = listMediaTypes(part);
  const isFile = resolveType(item, context.declarations).kind === 'binary';
  const { structures } = getValues(context, item);
  const json = declared.find((name) => getMediaKind(name) === 'json' && !name.includes('*'));
  if (!isFile && structures) {
    return json === undefined ? undefined : { wireName, kind: 'mediaType', mediaType: json };
  }
  const [only, ...others] = declared;
  // A choice of types is the caller's, whose files have one of their own; a form has no media types inside.
  if (only === undefined || others.length > 0 || only.includes('*')) return undefined;
  if (encoding === 'form' ? json === undefined : getEssence(only) === 'text/plain')
    return undefined;
  return { wireName, kind: 'mediaType', mediaType: only };
}
