import { documentOf } from '../../../nightly/testing/document-server.js';
import type { Canned } from '../../../source/testing/server.js';
import type { Responses } from './vendor.js';

export const SECRET = 'S3cret/of+our&client="1"';
export const TOKEN = 'eyJ0eXAiOiJKV1Qi.bG9uZyB0b2tlbg.c2lnbmVk';
/** The environment variables of the job. */
export const ENV = { OPTIMUM_CLIENT_ID: 'our-client', OPTIMUM_CLIENT_SECRET: SECRET };

const PAGE = '/swagger/index.html';
const DOCUMENT = '/swagger/v1/swagger.json';
export const DOCUMENT_TEXT = documentOf(['A', 'B', 'C', 'D']);
const page = `<html><script>const configObject = { urls: [{ url: 'v1/swagger.json', name: 'V1' }] };</script></html>`;
const token = JSON.stringify({ access_token: TOKEN, expires_in: 30734400, token_type: 'Bearer' });

/** Requires the token. */
const withAuthorization =
  (answer: Canned): Canned =>
  (request, response) => {
    const isLetIn = request.headers.authorization === `Bearer ${TOKEN}`;
    if (!isLetIn) response.writeHead(401).end('Log in first');
    else if (typeof answer === 'function') answer(request, response);
    else if (typeof answer === 'string') response.end(answer);
    else response.writeHead(answer.status ?? 200, { ...answer.headers }).end(answer.body);
  };
export const API: Responses = {
  [PAGE]: withAuthorization(page),
  [DOCUMENT]: withAuthorization(DOCUMENT_TEXT),
};
export const IDENTITY: Responses = { '/connect/token': token };

/** Repeats the request in its response, as careless servers do. */
const echo: Canned = ({ headers, body }, response) => {
  response.writeHead(400).end(`You sent ${body} with ${String(headers.authorization)}`);
};
const redirect = (location: string): Canned => ({ status: 301, headers: { location } });
const cut: Canned = (_, response) => {
  response.writeHead(200, { 'content-length': '5000' });
  response.write(DOCUMENT_TEXT.slice(0, 100), () => response.destroy());
};

export interface Failure {
  readonly what: string;
  readonly api?: Responses;
  readonly identity?: Responses;
  readonly code: number;
  readonly says: RegExp;
  /** For a check that only `nightly` makes. */
  readonly only?: 'nightly';
}

const html = '<!DOCTYPE html><html><body>Sign in to continue</body></html>';
export const withDocument = (answer: Canned | readonly Canned[]): Responses => ({
  [PAGE]: page,
  [DOCUMENT]: answer,
});

export const FAILURES: readonly Failure[] = [
  {
    what: 'a connection that is reset in the middle of the document',
    api: withDocument(cut),
    code: 3,
    says: /GET https:\/\/apicore-preprod\S+v1\/swagger\.json failed: the connection was closed.*4 times/,
  },
  {
    what: 'redirects that go in a circle',
    api: { [PAGE]: redirect('/login'), '/login': redirect(PAGE) },
    code: 3,
    says: /redirected more than 10 times.*\n.*loop/,
  },
  {
    what: 'a redirect to a login page',
    api: withDocument(redirect('/login')),
    code: 3,
    says: /lists 'V1', which does not exist/,
  },
  {
    what: 'a redirect of the page to a login page',
    api: { [PAGE]: redirect('/login'), '/login': html },
    code: 3,
    says: /an HTML page instead of a document|no document/,
  },
  {
    what: 'a page instead of the document',
    api: withDocument({ headers: { 'content-type': 'application/json' }, body: html }),
    code: 3,
    says: /an HTML page instead of a document/,
  },
  {
    what: 'an error in JSON with status 200',
    api: withDocument('{"error":"maintenance","error_description":"back at six"}'),
    code: 3,
    says: /an error instead of a document/,
  },
  {
    what: 'a 401 despite a token',
    api: { [PAGE]: { status: 401, body: 'no' } },
    code: 3,
    says: /401 Unauthorized.*\n.*did not accept the credentials/,
  },
  {
    what: 'a 403 for every request',
    api: withDocument({ status: 403, body: 'Forbidden' }),
    code: 3,
    says: /403 Forbidden/,
  },
  { what: 'a 404', api: {}, code: 3, says: /404 Not Found/ },
  {
    what: 'a limit that asks to wait for an hour',
    api: withDocument({ status: 429, headers: { 'retry-after': '3600' } }),
    code: 3,
    says: /429 Too Many Requests and asks to wait 3600 s/,
  },
  {
    what: 'a server that fails every time',
    api: withDocument({ status: 500, body: 'Oh no' }),
    code: 3,
    says: /500 Internal Server Error.*\n?.*later/,
  },
  { what: 'an empty document', api: withDocument(''), code: 3, says: /an empty response/ },
  {
    what: 'an incomplete document',
    api: withDocument(DOCUMENT_TEXT.slice(0, 200)),
    code: 4,
    says: /an incomplete document/,
  },
  {
    what: 'a document without half of its operations',
    api: withDocument(documentOf(['A', 'B'])),
    code: 4,
    says: /shrank by over 30 %: 4 operations became 2/,
    only: 'nightly',
  },
  {
    what: 'a document without operations',
    api: withDocument('{"openapi":"3.0.1","info":{"title":"x","version":"1"},"paths":{}}'),
    code: 4,
    says: /an OpenAPI document without paths/,
  },
  {
    what: 'a document with an unresolved reference',
    api: withDocument(DOCUMENT_TEXT.replaceAll('schemas/Thing', 'schemas/Nothing')),
    code: 4,
    says: /points to nothing/,
  },
  {
    what: '"not modified" without a recorded document',
    api: withDocument({ status: 304 }),
    code: 3,
    says: /304 Not Modified.*but the request was not conditional/,
  },
  {
    what: 'a token endpoint that does not know the client',
    api: API,
    identity: { '/connect/token': { status: 400, body: '{"error":"invalid_client"}' } },
    code: 3,
    says: /invalid_client.*\n.*Check OPTIMUM_CLIENT_ID/,
  },
  {
    what: 'a token endpoint that repeats the request',
    api: API,
    identity: { '/connect/token': echo },
    code: 3,
    says: /400 Bad Request.*client_secret=\*\*\*/,
  },
  {
    what: 'an API that repeats the token',
    api: { [PAGE]: withAuthorization(echo) },
    code: 3,
    says: /400 Bad Request.*Bearer \*\*\*/,
  },
  {
    what: 'a token that a header cannot contain',
    api: API,
    identity: { '/connect/token': `{"access_token":"${TOKEN}\\n"}` },
    code: 3,
    says: /a token that cannot be sent/,
  },
];
