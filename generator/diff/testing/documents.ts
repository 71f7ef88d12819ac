/** Small documents to compare. For tests. */

export type Parts = Readonly<Record<string, unknown>>;

export const OK: Parts = { 200: { description: 'OK' } };

/** A document with these paths, and what else is given. */
export function documentOf(paths: Parts, more: Parts = {}): Parts {
  return { openapi: '3.0.4', info: { title: 'Test', version: 'v1' }, paths, ...more };
}

/** A document with one operation, `GET /things` unless it is said otherwise. */
export function withOperation(operation: Parts, at = 'get /things', more: Parts = {}): Parts {
  const [method = 'get', path = '/things'] = at.split(' ');
  return documentOf({ [path]: { [method]: { responses: OK, ...operation } } }, more);
}

/** A document whose operation takes these parameters. */
export function withParameters(...parameters: readonly Parts[]): Parts {
  return withOperation({ parameters });
}

export function query(name: string, more: Parts = {}): Parts {
  return { name, in: 'query', schema: { type: 'string' }, ...more };
}

/** A document whose operation takes this body. */
export function withBody(body: Parts | undefined): Parts {
  return withOperation(body === undefined ? {} : { requestBody: body }, 'post /things');
}

/** A document whose operation answers so. */
export function withResponses(responses: Parts): Parts {
  return withOperation({ responses });
}

export function json(schema: Parts = { type: 'string' }, mediaType = 'application/json'): Parts {
  return { [mediaType]: { schema } };
}
