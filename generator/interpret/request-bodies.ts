import type { MediaTypeObject, OperationObject, RequestBodyObject } from '../document/openapi.js';
import { isBodiless } from '../model/methods.js';
import type { HttpMethod, RequestBody, RequestContent, TypeRef } from '../model/model.js';
import { BINARY, STRING, typeKey, union, UNKNOWN, unreachable } from '../model/type-refs.js';
import { sortedBy } from '../util/order.js';
import { getEssence } from '../util/media-type.js';
import { getJsonRank, getMediaKind } from '../util/media-kinds.js';
import { dereference, getOrigin, type Context } from './context.js';
import { readDocs } from './docs.js';
import { readItemType } from './event-streams.js';
import { readFormParts, toWritableForm } from './form-parts.js';
import { getValues } from './type-values.js';
import { toContentType, toType } from './types.js';

/** What a caller has made: it is sent as it is. */
const TEXT_OR_BYTES = union([STRING, BINARY]);

/** Reads a request body: every media type that may be sent, with the type of its value; the default is the first. */
export function readRequestBody(
  context: Context,
  operation: OperationObject,
  method: HttpMethod,
): RequestBody | undefined {
  if (operation.requestBody === undefined) return undefined;
  const node = dereference<RequestBodyObject>(context, operation.requestBody);
  const [first, ...others] = readContents(context, node?.content ?? {});
  if (node === undefined || first === undefined) return undefined;
  if (isBodiless(method)) {
    context.diagnostics.report(
      'body-not-allowed',
      getOrigin(context, node).pointer,
      `A ${method} request cannot have a body.`,
    );
    return undefined;
  }
  return {
    required: node.required === true,
    contents: [first, ...others],
    docs: readDocs({ description: node.description }),
    origin: getOrigin(context, node),
  };
}

/**
 * The media types, best first: JSON, then forms, then text, then bytes. Of those that are other names of one another and
 * have one type, only the best is kept: ASP.NET lists `text/json` and `application/*+json` beside `application/json`.
 */
function readContents(
  context: Context,
  declared: Readonly<Record<string, MediaTypeObject>>,
): readonly RequestContent[] {
  const ranked = sortedBy(Object.keys(declared), (name) => `${getRank(name)} ${name}`);
  const isJsonDeclared = ranked.some((name) => getEssence(name) === 'application/json');
  const distinct = new Map<string, RequestContent>();
  for (const name of ranked) {
    const node = declared[name];
    if (node === undefined) continue;
    const content = readContent(context, name, node);
    const key = `${getFamily(name, isJsonDeclared)} ${typeKey(content.type)}`;
    if (!distinct.has(key)) distinct.set(key, content);
  }
  return [...distinct.values()];
}

/** Lower is better; two digits, so that ranks sort as strings. */
function getRank(name: string): string {
  const type = getEssence(name);
  const kind = getMediaKind(name);
  if (type === 'multipart/form-data') return '30';
  if (type === 'application/x-www-form-urlencoded') return '31';
  if (type.startsWith('multipart/')) return '32';
  switch (kind) {
    case 'json':
      return getJsonRank(name);
    case 'jsonLines':
      return '20';
    case 'jsonSequence':
      return '21';
    case 'any':
      return '40';
    case 'plainText':
      return '50';
    case 'text':
    case 'events':
      return '51';
    case 'binary':
      return type === 'application/octet-stream' ? '60' : '61';
    default:
      return unreachable(kind);
  }
}

/** A name that media types share when a server reads one like the other. */
function getFamily(name: string, isJsonDeclared: boolean): string {
  const type = getEssence(name);
  // With Newtonsoft.Json, Swashbuckle lists it for every body. Alone, it is a list of changes (RFC 6902).
  if (type === 'application/json-patch+json') return isJsonDeclared ? 'json' : type;
  if (/^(?:(?:application|text)\/json|application\/\*\+json|\*\/\*|application\/\*)$/.test(type))
    return 'json';
  if (/^(?:application|text)\/xml$|^application\/\*\+xml$/.test(type)) return 'xml';
  if (/^(?:application|text)\/(?:x-)?yaml$/.test(type)) return 'yaml';
  if (/^(?:multipart\/form-data|application\/x-www-form-urlencoded)$/.test(type)) return 'form';
  return getMediaKind(name) === 'jsonLines' ? 'jsonLines' : type;
}

function readContent(context: Context, name: string, node: MediaTypeObject): RequestContent {
  const { encoding, type } = readValue(context, name, node);
  const content = { encoding, mediaType: name, type, origin: getOrigin(context, node) };
  if (encoding !== 'form' && encoding !== 'multipart') return content;
  const writable = toWritableForm(context, node, encoding, type);
  const parts = readFormParts(context, node, encoding, writable);
  return { ...content, type: writable, ...(parts.length > 0 && { parts }) };
}

/** What a caller passes and how it is written. A format that the SDK cannot write is the caller's own text or bytes. */
function readValue(
  context: Context,
  name: string,
  node: MediaTypeObject,
): Pick<RequestContent, 'encoding' | 'type'> {
  const essence = getEssence(name);
  const kind = getMediaKind(name);
  const type = toContentType(context, node.schema);
  if (essence === 'application/x-www-form-urlencoded') return { encoding: 'form', type };
  if (essence.startsWith('multipart/')) {
    const isList = node.schema === undefined && node.itemSchema !== undefined;
    const items = isList ? toType(context, node.itemSchema) : undefined;
    return { encoding: 'multipart', type: items ? { kind: 'array', items } : type };
  }
  switch (kind) {
    case 'json':
    case 'any':
      // ASP.NET declares a file as `string`/`binary` under any media type.
      return { encoding: type.kind === 'binary' ? 'binary' : 'json', type };
    case 'jsonLines':
    case 'jsonSequence':
      return { encoding: kind, type: readItemType(context, node) ?? UNKNOWN };
    case 'plainText':
    case 'text':
      if (type.kind === 'binary') return { encoding: 'binary', type };
      return isWritableText(context, type)
        ? { encoding: 'text', type }
        : { encoding: 'binary', type: TEXT_OR_BYTES };
    case 'events':
      return { encoding: 'binary', type: TEXT_OR_BYTES };
    case 'binary':
      return { encoding: 'binary', type: isBytes(node.schema, type) ? BINARY : TEXT_OR_BYTES };
    default:
      return unreachable(kind);
  }
}

/** Text, a number, a boolean, a date or one of several such values. */
function isWritableText(context: Context, type: TypeRef): boolean {
  const { strings, scalars, structures } = getValues(context, type);
  return !structures && (strings || scalars);
}

/** Without a schema, or as base64 that only the schema speaks of: an image is sent as its bytes. */
function isBytes(schema: MediaTypeObject['schema'], type: TypeRef): boolean {
  if (type.kind === 'binary' || type.kind === 'unknown') return true;
  return type.kind === 'scalar' && type.scalar === 'string' && isBase64(schema);
}

function isBase64(schema: MediaTypeObject['schema']): boolean {
  return typeof schema === 'object' && (schema.format === 'byte' || schema.format === 'base64');
}
