import { defined } from '../util/defined.js';
import { hash } from './data/fleet.js';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A response before it is sent. Header names are spelled as ASP.NET spells them. */
export interface OutgoingResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** What follows the body, a piece a second, counted from 1, until the client closes the connection. */
  readonly more?: (index: number) => string;
}

export function emptyResponse(
  status: number,
  headers: Readonly<Record<string, string>> = {},
): OutgoingResponse {
  return { status, headers, body: '' };
}

export function jsonResponse(
  status: number,
  value: Json,
  headers: Readonly<Record<string, string>> = {},
  mediaType = 'application/json',
): OutgoingResponse {
  return {
    status,
    headers: { 'Content-Type': `${mediaType}; charset=utf-8`, ...headers },
    body: JSON.stringify(value),
  };
}

/** Messages by the name of the member that they are about: the `errors` of ASP.NET's ValidationProblemDetails. */
export type ValidationErrors = ReadonlyMap<string, readonly string[]>;

/** @param section of RFC 9110, unless another RFC is named. */
function createProblemType(title: string, section: string, rfc = 'rfc9110') {
  return { title, type: `https://tools.ietf.org/html/${rfc}#section-${section}` } as const;
}

const PROBLEMS = {
  400: createProblemType('Bad Request', '15.5.1'),
  404: createProblemType('Not Found', '15.5.5'),
  405: createProblemType('Method Not Allowed', '15.5.6'),
  413: createProblemType('Content Too Large', '15.5.14'),
  415: createProblemType('Unsupported Media Type', '15.5.16'),
  429: createProblemType('Too Many Requests', '4', 'rfc6585'),
  500: createProblemType('An error occurred while processing your request.', '15.6.1'),
} as const;

/**
 * Problem details (RFC 9457), with the texts and the property order of ASP.NET Core.
 * @param target the request's method and path, such as `GET /Vehicles`: the trace id is derived from it.
 */
export function problemResponse(
  status: keyof typeof PROBLEMS,
  target: string,
  options: {
    readonly detail?: string;
    readonly errors?: ValidationErrors;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): OutgoingResponse {
  const { detail, errors, headers } = options;
  const { type, title } = PROBLEMS[status];
  const value: Json = defined({
    type,
    title: errors ? 'One or more validation errors occurred.' : title,
    status,
    detail,
    errors: errors && Object.fromEntries(errors),
    traceId: createTraceId(target),
  });
  return jsonResponse(status, value, headers, 'application/problem+json');
}

/** W3C Trace Context, section 3.2.2: version, trace id, parent id, flags. */
function createTraceId(target: string): string {
  const hex = (part: string) => hash(`${part} ${target}`).toString(16).padStart(8, '0');
  return `00-${hex('a')}${hex('b')}${hex('c')}${hex('d')}-${hex('e')}${hex('f')}-00`;
}
