import { DownloadError } from '../errors.js';
import { networkOf } from './network.js';
import { fetchToken } from './token.js';
import { failureOf, impatient, serve, type Canned, type TestServer } from './testing/server.js';

const CREDENTIALS = { clientId: 'id+1', clientSecret: 's&cret=+é' };
let server: TestServer;
afterEach(() => server.close());

async function ask(...answers: readonly Canned[]): Promise<string> {
  server = await serve({ '/connect/token': answers });
  return fetchToken(`${server.url}/connect/token`, CREDENTIALS, networkOf(impatient()));
}

it('asks by form, as every common server takes it', async () => {
  const body = '{"access_token":"abc.def","expires_in":30734400,"token_type":"Bearer"}';
  expect(await ask(body)).toBe('abc.def');
  const [request] = server.seen;
  expect(request?.method).toBe('POST');
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(request?.headers.authorization).toBeUndefined();
  expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
    grant_type: 'client_credentials',
    client_id: 'id+1',
    client_secret: 's&cret=+é',
  });
});

it('asks again after a 503', async () => {
  expect(await ask({ status: 503 }, '{"access_token":"abc"}')).toBe('abc');
});

it.each<[string, Canned, RegExp, RegExp]>([
  [
    'a wrong secret',
    { status: 400, body: '{"error":"invalid_client"}' },
    /answered 400 Bad Request: "{"error":"invalid_client"}"/,
    /secret is wrong.*OPTIMUM_CLIENT_ID and OPTIMUM_CLIENT_SECRET/,
  ],
  [
    'an echo of what was sent',
    (request, response) => {
      response
        .writeHead(400)
        .end(`bad: s&cret=+é ${request.body} ${encodeURIComponent('s&cret=+é')}`);
    },
    /"bad: \*\*\* .*client_secret=\*\*\* \*\*\*"/,
    /token endpoint/,
  ],
  ['a page', '<!DOCTYPE html>', /answered 200 OK: "<!DOCTYPE html>"/, /access_token was expected/],
  ['a token of two lines', '{"access_token":"a\\nb"}', /with a token that cannot be sent/, /token/],
  [
    'a redirect, which would carry the secret away',
    { status: 307, headers: { location: '/elsewhere' } },
    /answered 307 Temporary Redirect/,
    /token endpoint/,
  ],
])('explains %s', async (_, answer, message, hint) => {
  const error = await failureOf(ask(answer));
  expect(error).toBeInstanceOf(DownloadError);
  expect(error.message).toMatch(message);
  expect(error.hint).toMatch(hint);
  expect(error.message + error.hint).not.toMatch(/cret=\+|s%26cret/);
  expect(server.paths).toEqual(['/connect/token']);
});
