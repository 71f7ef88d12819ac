import { documentOf } from '../../../nightly/testing/nights.js';
import type { Canned } from '../../../source/testing/server.js';
import type { Answers } from './vendor.js';

export const SECRET = 'S3cret/of+our&client="1"';
export const TOKEN = 'eyJ0eXAiOiJKV1Qi.bG9uZyB0b2tlbg.c2lnbmVk';
/** What the job is given. */
export const ENV = { OPTIMUM_CLIENT_ID: 'our-client', OPTIMUM_CLIENT_SECRET: SECRET };

const PAGE = '/swagger/index.html';
const DOCUMENT = '/swagger/v1/swagger.json';
export const FOUR = documentOf(['A', 'B', 'C', 'D']);
const page = `<html><script>const configObject = { urls: [{ url: 'v1/swagger.json', name: 'V1' }] };</script></html>`;
const token = JSON.stringify({ access_token: TOKEN, expires_in: 30734400, token_type: 'Bearer' });

/** Shown to those alone who bring the token. */
const guarded =
  (answer: Canned): Canned =>
  (request, response) => {
    const isLetIn = request.headers.authorization === `Bearer ${TOKEN}`;
    if (!isLetIn) response.writeHead(401).end('Log in first');
    else if (typeof answer === 'function') answer(request, response);
    else if (typeof answer === 'string') response.end(answer);
    else response.writeHead(answer.status ?? 200, { ...answer.headers }).end(answer.body);
  };
export const GOOD: Answers = { [PAGE]: guarded(page), [DOCUMENT]: guarded(FOUR) };
export const IDENTITY: Answers = { '/connect/token': token };

/** Says all that it was sent, as careless servers do. */
const echo: Canned = ({ headers, body }, response) => {
  response.writeHead(400).end(`You sent ${body} with ${String(headers.authorization)}`);
};
const redirect = (location: string): Canned => ({ status: 301, headers: { location } });
const cut: Canned = (_, response) => {
  response.writeHead(200, { 'content-length': '5000' });
  response.write(FOUR.slice(0, 100), () => response.destroy());
};

export interface Night {
  readonly what: string;
  readonly api?: Answers;
  readonly identity?: Answers;
  readonly code: number;
  readonly says: RegExp;
  /** What `nightly` alone is strict about. */
  readonly only?: 'nightly';
}

const html = '<!DOCTYPE html><html><body>Sign in to continue</body></html>';
export const announced = (answer: Canned | readonly Canned[]): Answers => ({
  [PAGE]: page,
  [DOCUMENT]: answer,
});

export const NIGHTS: readonly Night[] = [
  {
    what: 'a connection that is reset in the middle of the document',
    api: announced(cut),
    code: 3,
    says: /GET https:\/\/apicore-preprod\S+v1\/swagger\.json failed: .*cut.*4 times/,
  },
  {
    what: 'redirects that go in a circle',
    api: { [PAGE]: redirect('/login'), '/login': redirect(PAGE) },
    code: 3,
    says: /redirected more than 10 times.*\n.*loop/,
  },
  {
    what: 'a redirect to a login page',
    api: announced(redirect('/login')),
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
    api: announced({ headers: { 'content-type': 'application/json' }, body: html }),
    code: 3,
    says: /an HTML page instead of a document/,
  },
  {
    what: 'an error in JSON with status 200',
    api: announced('{"error":"maintenance","error_description":"back at six"}'),
    code: 3,
    says: /an error instead of a document/,
  },
  {
    what: 'a 401 that a token does not help',
    api: { [PAGE]: { status: 401, body: 'no' } },
    code: 3,
    says: /401 Unauthorized.*\n.*did not suffice/,
  },
  {
    what: 'a 403 for all who come',
    api: announced({ status: 403, body: 'Forbidden' }),
    code: 3,
    says: /403 Forbidden/,
  },
  { what: 'nothing at the address', api: {}, code: 3, says: /404 Not Found/ },
  {
    what: 'a limit that asks to wait for an hour',
    api: announced({ status: 429, headers: { 'retry-after': '3600' } }),
    code: 3,
    says: /429 Too Many Requests and asks to wait 3600 s/,
  },
  {
    what: 'a server that stays broken',
    api: announced({ status: 500, body: 'Oh no' }),
    code: 3,
    says: /500 Internal Server Error.*\n?.*later/,
  },
  { what: 'an empty document', api: announced(''), code: 3, says: /an empty response/ },
  {
    what: 'a document that an incomplete document',
    api: announced(FOUR.slice(0, 200)),
    code: 4,
    says: /a document that an incomplete document/,
  },
  {
    what: 'a document of which half the operations are gone',
    api: announced(documentOf(['A', 'B'])),
    code: 4,
    says: /shrank by over 30 %: 4 operations became 2/,
    only: 'nightly',
  },
  {
    what: 'a document without operations',
    api: announced('{"openapi":"3.0.1","info":{"title":"x","version":"1"},"paths":{}}'),
    code: 4,
    says: /an OpenAPI document without paths/,
  },
  {
    what: 'a document that refers to what is not there',
    api: announced(FOUR.replaceAll('schemas/Thing', 'schemas/Nothing')),
    code: 4,
    says: /leads to nothing/,
  },
  {
    what: '"unchanged" for what is not recorded',
    api: announced({ status: 304 }),
    code: 3,
    says: /304 Not Modified.*although it was not asked/,
  },
  {
    what: 'a token endpoint that knows no such client',
    api: GOOD,
    identity: { '/connect/token': { status: 400, body: '{"error":"invalid_client"}' } },
    code: 3,
    says: /invalid_client.*\n.*check OPTIMUM_CLIENT_ID/,
  },
  {
    what: 'a token endpoint that repeats what it was sent',
    api: GOOD,
    identity: { '/connect/token': echo },
    code: 3,
    says: /400 Bad Request.*client_secret=\*\*\*/,
  },
  {
    what: 'an API that repeats the token that it was sent',
    api: { [PAGE]: guarded(echo) },
    code: 3,
    says: /400 Bad Request.*Bearer \*\*\*/,
  },
  {
    what: 'a token that no header can hold',
    api: GOOD,
    identity: { '/connect/token': `{"access_token":"${TOKEN}\\n"}` },
    code: 3,
    says: /a token that cannot be sent/,
  },
];
