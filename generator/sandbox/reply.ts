import { hash } from './seed.js';

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** What goes back over the wire. Header names are written as ASP.NET writes them. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers, body: '' };
}

export function json(
  status: number,
  value: Json,
  headers: Readonly<Record<string, string>> = {},
  mediaType = 'application/json',
): Reply {
  return {
    status,
    headers: { 'Content-Type': `${mediaType}; charset=utf-8`, ...headers },
    body: JSON.stringify(value),
  };
}

/** Complaints by the name of what they are about: the `errors` of ASP.NET's ValidationProblemDetails. */
export type ValidationErrors = ReadonlyMap<string, readonly string[]>;

/** @param section of RFC 9110, or of the RFC that it names. */
const words = (title: string, section: string, rfc = 'rfc9110') =>
  ({ title, type: `https://tools.ietf.org/html/${rfc}#section-${section}` }) as const;

const TITLES: Readonly<Record<number, { readonly title: string; readonly type: string }>> = {
  400: words('Bad Request', '15.5.1'),
  404: words('Not Found', '15.5.5'),
  405: words('Method Not Allowed', '15.5.6'),
  413: words('Content Too Large', '15.5.14'),
  415: words('Unsupported Media Type', '15.5.16'),
  429: words('Too Many Requests', '4', 'rfc6585'),
  500: words('An error occurred while processing your request.', '15.6.1'),
};

/**
 * Problem details (RFC 9457) in the words and the order of ASP.NET Core.
 * @param place what was asked for, e.g. `GET /Vehicles`: the trace id is made from it.
 */
export function problem(
  status: keyof typeof TITLES,
  place: string,
  options: {
    readonly detail?: string;
    readonly errors?: ValidationErrors;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Reply {
  const { detail, errors, headers } = options;
  const known = TITLES[status];
  const value: Json = {
    ...(known && { type: known.type }),
    title: errors ? 'One or more validation errors occurred.' : (known?.title ?? 'Error'),
    status,
    ...(detail !== undefined && { detail }),
    ...(errors && { errors: Object.fromEntries(errors) }),
    traceId: traceId(place),
  };
  return json(status, value, headers, 'application/problem+json');
}

/** W3C Trace Context, section 3.2.2: version, trace id, parent id, flags. */
function traceId(place: string): string {
  const hex = (part: string) => hash(`${part} ${place}`).toString(16).padStart(8, '0');
  return `00-${hex('a')}${hex('b')}${hex('c')}${hex('d')}-${hex('e')}${hex('f')}-00`;
}
