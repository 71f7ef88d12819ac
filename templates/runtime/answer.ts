import type { Expectation, Read } from './caller.js';

/** How an answer is read: the values of `ApiRequest.expect`. An operation's bundle has the one that it needs. */

/** ASP.NET Core prefers JSON only where it is asked for. */
const JSON_TYPE = 'application/json';

export const asJson: Expectation = {
  accept: JSON_TYPE,
  read: async (_response, text, read) => valueOf(await text(), read),
};

/** JSON and `text/plain` are both declared: the answer's Content-Type decides. */
export const asJsonOrText: Expectation = {
  accept: JSON_TYPE,
  read: (response, ...how) =>
    (/^text\/plain/.test(typeOf(response)) ? asText : asJson).read(response, ...how),
};

export const asText: Expectation = {
  accept: '*/*',
  read: async (_response, text, read) => {
    const found = await text();
    return found && read ? read(found, 'text') : found || undefined;
  },
};

export const asBlob: Expectation = {
  accept: '*/*',
  read: async (response) => {
    const blob = await response.blob();
    return blob.size ? blob : undefined;
  },
};

/** Nothing is expected, and a body that comes all the same is not read. */
export const asNothing: Expectation = {
  accept: '*/*',
  read: async (response) => {
    await response.body?.cancel();
  },
};

/** No content is declared: JSON becomes a value, text a string, anything else a `Blob`. */
export const asUndeclared: Expectation = {
  accept: '*/*',
  read: (response, ...how) => {
    const isText = /^text\//i.test(typeOf(response));
    return (isJson(response) ? asJson : isText ? asText : asBlob).read(response, ...how);
  },
};

/** An error's body: a value where it is JSON, else text; undefined when there is none. */
export function errorBody(response: Response, text: string, read?: Read): unknown {
  try {
    if (isJson(response)) return valueOf(text, read);
  } catch {
    // It says that it is JSON, and is not: then the text is all that is known.
  }
  return text || undefined;
}

function valueOf(text: string, read: Read | undefined): unknown {
  return text ? (read ? read(text, 'json') : (JSON.parse(text) as unknown)) : undefined;
}

/** `application/json`, `text/json` and any `+json` (RFC 6839, section 3.1). */
function isJson(response: Response): boolean {
  return /^[^;]*[/+]json\s*(;|$)/i.test(typeOf(response));
}

function typeOf({ headers }: Response): string {
  return headers.get('content-type') ?? '';
}
