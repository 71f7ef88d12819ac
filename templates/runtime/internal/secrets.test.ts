import { inspect } from 'node:util';
import { apiKeyInCookie, apiKeyInHeader, apiKeyInQuery, basicAuth } from './credentials.js';
import { jsonQuery, path, toQuery } from './parameters.js';
import type { ClientOptions } from '../core/options.js';
import { clientFor, credentialsAt, rejection, SECRET } from '../testing/client.js';
import { closeServers, serve, type Reply } from '../testing/server.js';

/** After every kind of failure: neither the client's secret nor a token is in anything that a program can print. */

const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1cyJ9.c2lnbmF0dXJl';
const [HEADER_KEY, QUERY_KEY, COOKIE_KEY, PASSWORD] = [
  'h/k"1+',
  'q/k 2+é',
  'c;k%2F3 é',
  'p4ss+/="é',
];
const definition = {
  credentials: {
    apiKey: apiKeyInHeader('X-Api-Key'),
    code: apiKeyInQuery('code'),
    session: apiKeyInCookie('sid'),
    basic: basicAuth,
  },
};
afterEach(closeServers);

const grants: Reply = (response) =>
  response
    .writeHead(200, { 'content-type': 'application/json' })
    .end(JSON.stringify({ access_token: TOKEN, token_type: 'Bearer', expires_in: 3600 }));

/** Sends back all that it received, as a developer page does. */
const echoes =
  (status: number, type: string): Reply =>
  (response, { headers, body, target }) => {
    const { authorization, cookie, 'x-api-key': key } = headers;
    const sent = [target, authorization, cookie, key, body].join(' ');
    const text = type.includes('json')
      ? JSON.stringify({
          error: 'invalid_request',
          error_description: sent,
          title: sent,
          detail: sent,
        })
      : `<html>${sent}</html>`;
    response.writeHead(status, { 'content-type': type }).end(text);
  };
const says =
  (status: number, text = '', type = 'application/json'): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': type }).end(text);
  };
const silent: Reply = () => undefined;
const cuts: Reply = (response) => response.destroy();
const truncates: Reply = (response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"id":', () => response.destroy());
};
/** An API that works. */
const api = says(200, '{}');

type Failure = [what: string, api: Reply, identity: Reply, options?: ClientOptions];

const FAILURES: Failure[] = [
  [
    'an API that repeats what it was sent, as problem details',
    echoes(500, 'application/problem+json'),
    grants,
  ],
  ['an API that repeats what it was sent, as a page', echoes(500, 'text/html'), grants],
  ['a page that repeats what it was sent, with a success', echoes(200, 'text/html'), grants],
  ['a 401', says(401), grants],
  ['a 403', says(403, '{"title":"Forbidden"}'), grants],
  [
    'an API that asks for a long pause',
    (response) => response.writeHead(429, { 'retry-after': '3600' }).end(),
    grants,
  ],
  ['a connection that is cut', cuts, grants],
  ['a body that is cut', truncates, grants],
  ['no response in time', silent, grants, { timeout: 30 }],
  ['invalid JSON', says(200, '{"id":'), grants],
  [
    'a redirect to another host',
    (response) => response.writeHead(302, { location: 'https://other.example/' }).end(),
    grants,
  ],
  ['a token endpoint that does not know the client', api, says(400, '{"error":"invalid_client"}')],
  ['a token endpoint that repeats what it was sent, in JSON', api, echoes(400, 'application/json')],
  ['a token endpoint that repeats what it was sent, as a page', api, echoes(400, 'text/html')],
  ['a token endpoint that repeats what it was sent, with a success', api, echoes(200, 'text/html')],
  ['a token endpoint that is broken', api, echoes(500, 'application/json')],
  [
    'a token endpoint that gives no token',
    api,
    says(200, `{"access_token":"","token":"${TOKEN}"}`),
  ],
  ['a token of another type', api, says(200, `{"access_token":"${TOKEN}","token_type":"mac"}`)],
  ['a token endpoint that cuts the connection', api, cuts],
  ['a token endpoint that does not respond', api, silent, { tokenTimeout: 30 }],
];

/** The secrets as they are, and as they look in a form, a URL, JSON or Base64. */
const FORMS = [SECRET, TOKEN, HEADER_KEY, QUERY_KEY, COOKIE_KEY, PASSWORD].flatMap((secret) => [
  secret,
  encodeURIComponent(secret),
  JSON.stringify(secret).slice(1, -1),
  Buffer.from(secret).toString('base64'),
  Buffer.from(`user:${secret}`).toString('base64'),
]);

function secretsIn(texts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(texts)
    .filter(([, text]) => FORMS.some((form) => text.includes(form)))
    .map(([where]) => where);
}

/** All that can be printed of a value, however deep. */
const whole = (value: unknown): string =>
  inspect(value, { depth: Infinity, showHidden: true, getters: true, maxStringLength: null });

it.each<Failure>(FAILURES)(
  'no secret is printed, logged or sent elsewhere, after %s',
  async (_, api, identity, options = {}) => {
    const [service, tokens] = [await serve(api), await serve(identity)];
    const logged: unknown[] = [];
    const log = (...args: unknown[]) => logged.push(args);
    const client = clientFor(
      service,
      {
        ...credentialsAt(tokens),
        apiKey: HEADER_KEY,
        code: QUERY_KEY,
        session: COOKIE_KEY,
        username: 'user',
        password: PASSWORD,
        logger: { debug: log, info: log, warn: log, error: log },
        ...options,
      },
      definition,
    );
    const request = {
      method: 'GET',
      path: path`/Vehicles`,
      query: toQuery({ plate: 'AB-123-CD' }),
    };
    const auth = [['token', 'apiKey', 'code', 'session']];
    const error = (await rejection(client.call({ ...request, auth }))) as Error;
    // A key in the query belongs into the URL of its request.
    const asked = [...service.requests, ...tokens.requests].map(({ target }) =>
      target.replace(/code=[^&]*/, ''),
    );
    expect(
      secretsIn({
        message: `${error.name}: ${error.message}`,
        stack: error.stack ?? '',
        error: whole(error),
        json: JSON.stringify(error, Object.getOwnPropertyNames(error)),
        logged: whole(logged),
        client: whole(client) + JSON.stringify(client),
        asked: asked.join(' '),
      }),
    ).toEqual([]);
  },
);

it.each([
  ['a value with a slash', path`/a`, { text: 'code=q/k?2&plate=A/B-1' }, '/a?code=***&plate=***'],
  ['a query that is one value', path`/a`, jsonQuery({ plate: 'A' }), '/a?***'],
  ['a path with values', '/a;b=1/c;d=2;e=3', { text: 'f=4' }, '/a;b=***/c;d=***;e=***?f=***'],
  ['a query in the path', '/a?b=1/2', { text: '' }, '/a?b=***'],
])('no query value is in an error, of %s', async (_, target, query, want) => {
  const service = await serve(says(404));
  const request = { method: 'GET', path: target, query: { values: {}, ...query } };
  const error = (await rejection(clientFor(service).call(request))) as Error;
  expect(error.message).toBe(`GET ${service.url}${want} returned 404`);
});

it('no secret is in the message of a failure that names the URL, as in Deno', async () => {
  const deno: typeof fetch = (url) =>
    Promise.reject(new TypeError(`error sending request for url (${url as string})`));
  const options = { code: QUERY_KEY, fetch: deno, maxRetries: 0 };
  const client = clientFor({ url: 'https://api.test' }, options, definition);
  const request = { method: 'GET', path: path`/Vehicles`, auth: [['code']] };
  const error = (await rejection(client.call(request))) as Error;
  expect(secretsIn({ message: error.message })).toEqual([]);
  expect(error.message).toContain('code=***');
});

it.each(['application/problem+json', 'text/html'])(
  'no password is printed after an API that repeats what it was sent, as %s',
  async (type) => {
    const service = await serve(echoes(500, type));
    const client = clientFor(service, { username: 'user', password: PASSWORD }, definition);
    const error = await rejection(
      client.call({ method: 'GET', path: path`/Vehicles`, auth: [['basic']] }),
    );
    expect(secretsIn({ error: whole(error) })).toEqual([]);
  },
);
