import {
  allowReserved,
  asciiJson,
  binaryBody,
  commaDelimited,
  deepObject,
  exploded,
  formBody,
  formQuery,
  joined,
  jsonBody,
  jsonLinesBody,
  jsonQuery,
  jsonSequenceBody,
  jsonValue,
  label,
  matrix,
  multipartBody,
  path,
  pipeDelimited,
  plainCookie,
  reservedInPath,
  spaceDelimited,
  tabDelimited,
  textBody,
  toCookieHeader,
  toHeaders,
  toQuery,
  type ApiRequest,
  type RequestBody,
} from '#runtime/internal/index.js';
import { UsageError } from '../errors.js';
import type { Operation, Parameter, RequestContent } from '../model/model.js';
import { getReservedHelper, getStyleCall, type StyleCall } from '../model/parameter-style.js';
import { unreachable } from '../model/type-refs.js';

/** The arguments of a call: values as JSON has them. */
export interface CallArguments {
  /** Of the operation's parameters; those that are not here are not sent. */
  readonly parameters: ReadonlyMap<Parameter, unknown>;
  readonly body?: { readonly content: RequestContent; readonly value: unknown };
}

/**
 * Describes a request to the runtime, as the generated code of the operation does.
 *
 * @throws Error of the runtime that names the argument which cannot be sent.
 */
export function toRequest(
  operation: Operation,
  { parameters, body }: CallArguments,
): Pick<ApiRequest, 'method' | 'path' | 'query' | 'headers' | 'body'> {
  const pick = (location: Parameter['in']) =>
    Object.fromEntries(
      [...parameters]
        .filter(([parameter, value]) => parameter.in === location && value !== undefined)
        .map(([parameter, value]) => [parameter.wireName, applyStyle(parameter, value)]),
    );
  const whole = [...parameters].find(([parameter]) => parameter.in === 'querystring');
  const cookies = pick('cookie');
  const hasCookies = Object.keys(cookies).length > 0;
  return {
    method: operation.method,
    path: fillPath(operation, pick('path')),
    query: whole ? toWholeQuery(...whole) : toQuery(pick('query')),
    headers: toHeaders({
      ...pick('header'),
      ...(hasCookies && { cookie: toCookieHeader(cookies) }),
    }),
    body: body && toBody(body.content, body.value),
  };
}

function fillPath(
  operation: Operation,
  values: Readonly<Record<string, unknown>>,
): ApiRequest['path'] {
  const texts = [''];
  const filled: Readonly<Record<string, unknown>>[] = [];
  for (const part of operation.path) {
    if (part.kind === 'text') texts.push(`${texts.pop() ?? ''}${part.text}`);
    else {
      texts.push('');
      filled.push({ [part.wireName]: values[part.wireName] });
    }
  }
  return path(Object.assign(texts, { raw: texts }), ...filled);
}

function applyStyle(parameter: Parameter, value: unknown): unknown {
  const call = getStyleCall(parameter);
  const styled = call === undefined ? value : callHelper(call, value);
  switch (getReservedHelper(parameter)) {
    case 'allowReserved':
      return allowReserved(styled);
    case 'reservedInPath':
      return reservedInPath(styled);
    case undefined:
      return styled;
  }
}

function callHelper({ helper, rest }: StyleCall, value: unknown): unknown {
  const [text] = rest.filter((each) => each !== true);
  const explode = rest.includes(true);
  switch (helper) {
    case 'joined':
      return joined(value, text ?? ',');
    case 'matrix':
      return matrix(value, text ?? '', explode);
    case 'label':
      return label(value, explode);
    case 'plainCookie':
      return plainCookie(value, explode);
    default:
      return HELPERS[helper](value);
  }
}

const HELPERS = {
  asciiJson,
  commaDelimited,
  deepObject,
  exploded,
  jsonValue,
  pipeDelimited,
  spaceDelimited,
  tabDelimited,
};

function toWholeQuery({ style }: Parameter, value: unknown): ApiRequest['query'] {
  return style === 'json' ? jsonQuery(value) : formQuery(value);
}

/** The media type of a range is that of the values which the encoding writes. */
function toBody({ encoding, mediaType }: RequestContent, value: unknown): RequestBody | undefined {
  const exact = mediaType.includes('*') ? undefined : mediaType;
  switch (encoding) {
    case 'json':
      return jsonBody(value, exact);
    case 'jsonLines':
      return jsonLinesBody([value].flat(), exact ?? 'application/jsonl');
    case 'jsonSequence':
      return jsonSequenceBody([value].flat(), exact ?? 'application/json-seq');
    case 'form':
      return formBody(value);
    case 'multipart':
      return multipartBody(value);
    case 'text':
      return textBody(value, exact);
    case 'binary':
      return binaryBody(toBlob(value), exact);
    default:
      return unreachable(encoding);
  }
}

function toBlob(value: unknown): Blob {
  if (typeof value === 'string' || value instanceof Uint8Array)
    return new Blob([typeof value === 'string' ? value : new Uint8Array(value)]);
  throw new UsageError('A body of bytes must be a text or bytes.');
}
