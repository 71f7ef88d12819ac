import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Operation, Parameter, ParameterStyle } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';

/** A request that has been received completely. */
export interface IncomingRequest {
  readonly method: string;
  /** As sent: percent-encoded, without the query. */
  readonly path: string;
  /** As sent, without `?`. */
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** Kestrel's default limit for a request body. */
export const MAX_BODY_BYTES = 30_000_000;

export function splitTarget(message: IncomingMessage): {
  readonly path: string;
  readonly query: string;
} {
  const [path = '/', ...rest] = (message.url ?? '/').split('?');
  return { path, query: rest.join('?') };
}

/** @returns the body's bytes; of a body that is larger than Kestrel accepts, as many as show that. */
export async function receiveBody(message: IncomingMessage): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Uint8Array>) {
    // The rest is still read: a client that sends it all reads the response only then.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    size += chunk.byteLength;
  }
  return Buffer.concat(chunks);
}

/** `application/json` of `Application/JSON; charset=utf-8`; empty if there is no Content-Type. */
export function getMediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type']?.split(';')[0] ?? '').trim().toLowerCase();
}

/** Scheme (lower case) and credentials of the Authorization header (RFC 9110, section 11.4). */
export function getAuthorization(
  headers: IncomingHttpHeaders,
): { readonly scheme: string; readonly credentials: string } | undefined {
  const match = /^(\S+)\s+(.*\S)\s*$/.exec(headers.authorization ?? '');
  return match
    ? { scheme: (match[1] ?? '').toLowerCase(), credentials: match[2] ?? '' }
    : undefined;
}

/** The decoded values of each declared parameter; a parameter that was not sent has no entry. */
export type ParameterValues = ReadonlyMap<Parameter, readonly string[]>;

/** Reads the declared parameters. Names of query parameters and headers match in any case, as in ASP.NET. */
export function readParameters(
  operation: Operation,
  request: IncomingRequest,
  pathParameters: ReadonlyMap<string, string>,
): ParameterValues {
  const query = parseQuery(request.query);
  const parameters = new Map<Parameter, readonly string[]>();
  for (const parameter of operation.parameters) {
    const values = readParameter(parameter, request, query, pathParameters);
    if (values.length > 0) parameters.set(parameter, values);
  }
  return parameters;
}

function readParameter(
  parameter: Parameter,
  request: IncomingRequest,
  query: ReadonlyMap<string, readonly string[]>,
  pathParameters: ReadonlyMap<string, string>,
): readonly string[] {
  const name = parameter.wireName.toLowerCase();
  switch (parameter.in) {
    case 'path': {
      const value = pathParameters.get(parameter.wireName);
      return value === undefined ? [] : splitValue(parameter, value);
    }
    case 'query':
      return (query.get(name) ?? []).flatMap((value) => splitValue(parameter, value));
    case 'querystring':
      return request.query === '' ? [] : [request.query];
    case 'header': {
      // Any name may be declared, `constructor` too.
      const value = Object.hasOwn(request.headers, name) ? request.headers[name] : undefined;
      return name === 'authorization' && getAuthorization(request.headers)
        ? []
        : [value ?? []]
            .flat()
            .flatMap((text) => splitValue(parameter, text))
            .map((text) => text.trim());
    }
    case 'cookie':
      return getCookies(request.headers.cookie ?? '', parameter.wireName).flatMap((value) =>
        splitValue(parameter, value),
      );
    default:
      return unreachable(parameter.in);
  }
}

/** By lower-case name; `filter[name]` and `filter.name` are also listed under `filter`. */
function parseQuery(query: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(query)) {
    const key = name.toLowerCase();
    const prefix = /^([^.[]+)[.[]/.exec(key)?.[1];
    for (const listed of prefix === undefined ? [key] : [key, prefix]) {
      const list = values.get(listed) ?? [];
      list.push(value);
      values.set(listed, list);
    }
  }
  return values;
}

/** The items of a list, or the one value, without what its style adds (OpenAPI 3.1, section 4.8.12.3). */
function splitValue({ type, explode, style, wireName }: Parameter, value: string) {
  const isList = type.kind === 'array';
  switch (style) {
    case 'json':
    case 'deepObject':
      return [value];
    case 'label': {
      const text = value.replace(/^\./, '');
      return isList ? text.split(explode ? '.' : ',') : [text];
    }
    case 'matrix': {
      const texts = value.replace(/^;/, '').split(isList && explode ? ';' : '\0');
      const values = texts.map((text) =>
        text.startsWith(`${wireName}=`) ? text.slice(wireName.length + 1) : text,
      );
      return isList && !explode ? values.flatMap((text) => text.split(',')) : values;
    }
    case 'simple':
      return isList ? value.split(',') : [value];
    case 'form':
    case 'cookie':
    case 'spaceDelimited':
    case 'pipeDelimited':
    case 'tabDelimited':
      return isList && !explode ? value.split(SEPARATORS.get(style) ?? ',') : [value];
    default:
      return unreachable(style);
  }
}

const SEPARATORS: ReadonlyMap<ParameterStyle, string> = new Map([
  ['pipeDelimited', '|'],
  ['spaceDelimited', ' '],
  ['tabDelimited', '\t'],
]);

function getCookies(header: string, wanted: string): readonly string[] {
  return header.split(';').flatMap((pair) => {
    const [name = '', ...rest] = pair.trim().split('=');
    return name === wanted ? [percentDecode(rest.join('='))] : [];
  });
}

/** Returns text that is not valid percent-encoding unchanged, like ASP.NET. */
export function percentDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}
