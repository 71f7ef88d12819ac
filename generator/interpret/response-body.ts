import type { MediaTypeObject } from '../document/openapi.js';
import type { Response, ResponseBody, ResponseEncoding, TypeRef } from '../model/model.js';
import { isStream } from '../model/result.js';
import { BINARY, STRING, typeKey, union, UNKNOWN, unreachable } from '../model/type-refs.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getEssence } from '../util/media-type.js';
import { getJsonRank, getMediaKind, type MediaKind } from '../util/media-kinds.js';
import { getOrigin, type Context } from './context.js';
import { readEventStream, readItemType } from './event-streams.js';
import { getValues } from './type-values.js';
import { toContentType, toType } from './types.js';

/** A media type of a response, with the type that its own schema says. */
interface Content {
  readonly mediaType: string;
  readonly kind: MediaKind;
  readonly node: MediaTypeObject;
  readonly type: TypeRef;
}

/** How a body is read and what comes of it. */
type BodyReading = Pick<ResponseBody, 'encoding' | 'type' | 'events'>;

/**
 * Decides how the body of a successful response is read and what its type is, from its media types and schemas together.
 * A type that the format cannot hold is never promised: XML that a schema calls an object is a string.
 *
 * @returns Undefined when no content is declared.
 */
export function readResponseBody(
  context: Context,
  content: Readonly<Record<string, MediaTypeObject>> | undefined,
): ResponseBody | undefined {
  const contents = readContents(context, content);
  const [best] = contents;
  if (best === undefined) return undefined;
  const reading = getReading(context, best, contents);
  const { accept, ...mediaTypes } = getMediaTypes(best, contents, reading.encoding);
  reportUnparsed(context, best, reading);
  reportOthers(context, best, contents, accept);
  return { ...reading, ...mediaTypes, accept };
}

/**
 * The same for the response of an error. An error's body is a value when it is JSON and otherwise a text, so the type has
 * what any of the media types says.
 */
export function readErrorBody(
  context: Context,
  content: Readonly<Record<string, MediaTypeObject>> | undefined,
): ResponseBody | undefined {
  const contents = readContents(context, content);
  const [best] = contents;
  if (best === undefined) return undefined;
  const values = contents.filter(isValue);
  // ASP.NET lists text/plain beside JSON for whatever it sends as JSON: only a schema of its own tells that text comes.
  const texts = contents.filter(
    (each) => !isValue(each) && !values.some(({ type }) => isSameType(type, each.type)),
  );
  const encoding: ResponseEncoding =
    texts.length === 0 ? 'json' : values.length === 0 ? 'text' : 'jsonOrText';
  const type = union([
    ...values.map((each) => each.type),
    ...texts.map((each) => (isText(each) ? toTextType(context, each.type) : STRING)),
  ]);
  return { encoding, type, ...getMediaTypes(best, contents, encoding) };
}

/** The media types, best first. */
function readContents(
  context: Context,
  content: Readonly<Record<string, MediaTypeObject>> = {},
): readonly Content[] {
  const contents = Object.entries(content).map(([mediaType, node]) => ({
    mediaType,
    kind: getMediaKind(mediaType),
    node,
    type: toContentType(context, node.schema),
  }));
  return sortedBy(contents, ({ mediaType, kind }) => `${getRank(mediaType, kind)} ${mediaType}`);
}

/** Lower is better; two digits, so that ranks sort as strings. */
function getRank(mediaType: string, kind: MediaKind): string {
  switch (kind) {
    case 'json':
      return getJsonRank(mediaType);
    case 'jsonLines':
      return '20';
    case 'jsonSequence':
      return '21';
    case 'events':
      return '22';
    case 'any':
      return '30';
    case 'plainText':
      return '40';
    case 'text':
      return '41';
    case 'binary':
      return getEssence(mediaType) === 'application/octet-stream' ? '51' : '50';
    default:
      return unreachable(kind);
  }
}

function getReading(context: Context, best: Content, contents: readonly Content[]): BodyReading {
  const { kind, node, type } = best;
  switch (kind) {
    case 'events':
      return { encoding: 'events', ...readEventStream(context, node) };
    case 'jsonLines':
    case 'jsonSequence':
      return { encoding: kind, type: readItemType(context, node) ?? UNKNOWN };
    case 'any':
      if (node.schema === undefined) return { encoding: 'byContentType', type: UNKNOWN };
      return type.kind === 'binary'
        ? { encoding: 'binary', type }
        : { encoding: getValues(context, type).strings ? 'jsonOrText' : 'json', type };
    case 'json':
      return getJsonReading(context, best, contents);
    case 'plainText':
      return getPlainTextReading(context, best);
    case 'text':
      return type.kind === 'binary'
        ? { encoding: 'binary', type }
        : { encoding: 'text', type: toTextType(context, type) };
    case 'binary':
      return { encoding: 'binary', type: BINARY };
    default:
      return unreachable(kind);
  }
}

/** ASP.NET declares a file as `string`/`binary` under JSON, and lists text/plain beside JSON for everything. */
function getJsonReading(
  context: Context,
  { node, type }: Content,
  contents: readonly Content[],
): BodyReading {
  if (type.kind === 'binary') return { encoding: 'binary', type };
  if (node.schema === undefined && node.itemSchema !== undefined)
    return { encoding: 'json', type: { kind: 'array', items: toType(context, node.itemSchema) } };
  // The server can send text only where the type has a string.
  const mayBeText =
    getValues(context, type).strings &&
    contents.some((each) => each.kind === 'plainText' && isSameType(each.type, type));
  return { encoding: mayBeText ? 'jsonOrText' : 'json', type };
}

function getPlainTextReading(context: Context, { type }: Content): BodyReading {
  if (type.kind === 'binary') return { encoding: 'binary', type };
  if (type.kind === 'unknown') return { encoding: 'text', type: STRING };
  const { strings, scalars, structures } = getValues(context, type);
  if (strings) return { encoding: 'text', type: toTextType(context, type) };
  // Objects and lists have no other form in plain text: ASP.NET's `Content(json)` is sent as text/plain.
  if (structures) return { encoding: 'json', type };
  return scalars ? { encoding: 'scalarText', type } : { encoding: 'text', type: STRING };
}

/** What is left of a type in a text that is not parsed. */
function toTextType(context: Context, type: TypeRef): TypeRef {
  const { strings, structures } = getValues(context, type);
  return strings && !structures ? type : STRING;
}

function getMediaTypes(
  best: Content,
  contents: readonly Content[],
  encoding: ResponseEncoding,
): Pick<ResponseBody, 'mediaType' | 'mediaTypes' | 'accept'> {
  return {
    mediaType: best.mediaType,
    mediaTypes: contents.map(({ mediaType }) => mediaType).sort(byCodeUnit),
    accept: getAccepted(best, contents, encoding),
  };
}

/**
 * The media types to ask for: those of the best one's kind with the same type. `application/json` stands for its other
 * spellings (`text/json`, ranges).
 */
function getAccepted(
  best: Content,
  contents: readonly Content[],
  encoding: ResponseEncoding,
): readonly string[] {
  if (encoding === 'binary') return getAcceptedFiles(contents);
  const isJson = best.kind === 'json';
  const alike = contents.filter(
    ({ kind, type }) => kind === best.kind && (!isJson || isSameType(type, best.type)),
  );
  const names = alike.map(({ mediaType }) => mediaType);
  const [first = best.mediaType] = names;
  const accepted = isJson && first === 'application/json' ? [first] : names;
  const exact = accepted.filter((name) => !name.includes('*'));
  const text = encoding === 'jsonOrText' && isJson ? ['text/plain'] : [];
  return [...(exact.length > 0 ? exact : accepted.slice(0, 1)), ...text];
}

/** A file that is declared as JSON is not asked for as such. */
function getAcceptedFiles(contents: readonly Content[]): readonly string[] {
  const files = contents.filter((each) => isFile(each) && each.kind !== 'json');
  const bytes = files.filter(({ kind }) => kind === 'binary');
  const hasJson = contents.some((each) => isFile(each) && each.kind === 'json');
  const asked = bytes.length > 0 || hasJson ? bytes : files;
  return asked.length > 0 ? asked.map(({ mediaType }) => mediaType) : ['*/*'];
}

function isFile({ kind, type }: Content): boolean {
  return kind === 'binary' || type.kind === 'binary';
}

function reportUnparsed(
  context: Context,
  { mediaType, kind, type, node }: Content,
  reading: BodyReading,
): void {
  if (kind !== 'text' && kind !== 'binary') return;
  if (node.itemSchema !== undefined)
    context.diagnostics.reportOnce(
      'response-unparsed',
      getOrigin(context, node).pointer,
      `'${getEssence(mediaType)}' has a schema of items, and is not read item by item.`,
    );
  if (node.schema === undefined) return;
  const { scalars, structures } = getValues(context, type);
  if (!scalars && !structures) return;
  context.diagnostics.reportOnce(
    'response-unparsed',
    getOrigin(context, node).pointer,
    `'${getEssence(mediaType)}' has a schema that is no string; the response is a ${reading.encoding === 'binary' ? 'Blob' : 'string'}.`,
  );
}

/** Reports the media types that are never asked for. Those of the best one's kind with its type are other names of it. */
function reportOthers(
  context: Context,
  best: Content,
  contents: readonly Content[],
  accept: readonly string[],
): void {
  for (const { mediaType, kind, type, node } of contents) {
    const isSame = isSameType(type, best.type);
    if (accept.includes(mediaType) || (isSame && kind === best.kind)) continue;
    if (type.kind === 'binary' && best.type.kind === 'binary') continue;
    // ASP.NET lists text/plain beside JSON for whatever it sends as JSON.
    if (isSame && kind === 'plainText' && best.kind === 'json') continue;
    const isFormat = isSame && (kind === 'text' || kind === 'any' || kind === 'binary');
    context.diagnostics.reportOnce(
      isFormat ? 'response-format-unused' : 'response-unreachable',
      getOrigin(context, node).pointer,
      `'${getEssence(mediaType)}' is declared beside '${getEssence(best.mediaType)}', which is asked for.`,
    );
  }
}

/** Reports streams beside values, and values beside streams: a call gives what its first success says. */
export function reportUnreachableStatuses(context: Context, successes: readonly Response[]): void {
  const bodies = successes.flatMap(({ body, origin }) => (body ? [{ body, origin }] : []));
  const [first] = bodies;
  for (const { body, origin } of bodies) {
    if (first === undefined || isReadLike(first.body, body)) continue;
    context.diagnostics.reportOnce(
      'response-unreachable',
      origin.pointer,
      `'${getEssence(body.mediaType)}' is declared for another status than '${getEssence(first.body.mediaType)}', and only one of them is a stream.`,
    );
  }
}

function isReadLike(a: ResponseBody, b: ResponseBody): boolean {
  return isStream(a.encoding) || isStream(b.encoding) ? a.encoding === b.encoding : true;
}

function isValue({ kind }: Content): boolean {
  return kind === 'json' || kind === 'any';
}

function isText({ kind }: Content): boolean {
  return kind === 'plainText' || kind === 'text';
}

function isSameType(a: TypeRef, b: TypeRef): boolean {
  return typeKey(a) === typeKey(b);
}
