import { DownloadError } from '../errors.js';
import * as pages from './testing/pages.js';
import {
  type Canned,
  discoverDocument,
  documentText,
  failureOf,
  serve,
  type TestServer,
  withoutWaiting,
} from './testing/server.js';
import { toNetwork } from './context.js';
import { fetchToken } from './token.js';

const CREDENTIALS = { clientId: 'client', clientSecret: 'the+secret' };
const TOKEN = 'eyJ0.the.token';
const INDEX = '/swagger/index.html';

const loginAt = ({ url }: TestServer) => ({
  tokenUrl: `${url}/connect/token`,
  variablePrefix: 'EXAMPLE',
  credentials: CREDENTIALS,
});

/** Answers only to whoever brings the token. */
const guarded =
  (body: string, status = 401): Canned =>
  ({ headers }, response) => {
    const isKnown = headers.authorization === `Bearer ${TOKEN}`;
    response.writeHead(isKnown ? 200 : status).end(isKnown ? body : `{"error":"unauthorized"}`);
  };

const servers: TestServer[] = [];
async function start(answers: Parameters<typeof serve>[0]): Promise<TestServer> {
  const server = await serve(answers);
  servers.push(server);
  return server;
}
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const authorizations = ({ seen }: TestServer) =>
  seen.map(({ path, headers }) => [path, headers.authorization]);

describe('a document that is not public', () => {
  it.each([401, 403])(
    'is fetched with a token after a %d, which is fetched once',
    async (status) => {
      const identity = await start({ '/connect/token': `{"access_token":"${TOKEN}"}` });
      const api = await start({
        [INDEX]: guarded(
          pages.swashbuckleInline('{"urls":[{"url":"v1.json","name":"v1"}]}'),
          status,
        ),
        '/swagger/v1.json': guarded(documentText(), status),
      });
      const found = await discoverDocument(api.url + INDEX, {
        ...withoutWaiting(),
        login: loginAt(identity),
      });
      expect(found.text).toBe(documentText());
      expect(identity.seen).toHaveLength(1);
      expect(authorizations(api)).toEqual([
        [INDEX, undefined],
        [INDEX, `Bearer ${TOKEN}`],
        ['/swagger/v1.json', `Bearer ${TOKEN}`],
      ]);
    },
  );

  it.each<[string, object, RegExp]>([
    [
      'no credentials',
      { login: { tokenUrl: 'http://127.0.0.1:1/', variablePrefix: 'EXAMPLE' } },
      /Set EXAMPLE_CLIENT_ID and EXAMPLE_CLIENT_SECRET/,
    ],
    ['no token endpoint', {}, /Save the document with a browser/],
  ])('says what to do where there are %s', async (_, options, hint) => {
    const api = await start({ [INDEX]: guarded('') });
    const error = await failureOf(
      discoverDocument(api.url + INDEX, { ...withoutWaiting(), ...options }),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain(`GET ${api.url}${INDEX} returned 401 Unauthorized: "{"error"`);
    expect(error.hint).toMatch(hint);
  });

  it('says what to do where only the document asks for a login', async () => {
    const api = await start({ [INDEX]: pages.loginPage, '/swagger/v1/swagger.json': guarded('') });
    const error = await failureOf(
      discoverDocument(api.url + INDEX, {
        ...withoutWaiting(),
        login: { tokenUrl: 'http://127.0.0.1:1/', variablePrefix: 'EXAMPLE' },
      }),
    );
    expect(error.hint).toContain('Set EXAMPLE_CLIENT_ID');
  });

  it('says that the server did not accept the token, and quotes neither token nor secret', async () => {
    const identity = await start({ '/connect/token': `{"access_token":"${TOKEN}"}` });
    const echo: Canned = ({ headers }, response) => {
      response.writeHead(403).end(`no: ${headers.authorization} ${CREDENTIALS.clientSecret}`);
    };
    const api = await start({ [INDEX]: echo });
    const error = await failureOf(
      discoverDocument(api.url + INDEX, {
        ...withoutWaiting(),
        login: loginAt(identity),
      }),
    );
    expect(error.message).toContain('returned 403 Forbidden: "no: Bearer *** ***"');
    expect(error.hint).toContain('did not accept');
    expect(api.seen).toHaveLength(2);
  });

  it('is not given the token when it is on another origin, listed or redirected to', async () => {
    const identity = await start({ '/connect/token': `{"access_token":"${TOKEN}"}` });
    const other = await start({ '/x.json': documentText() });
    const api = await start({
      [INDEX]: guarded(pages.swashbuckleInline('{"urls":[{"url":"/moved.json","name":"x"}]}')),
      '/moved.json': { status: 302, headers: { location: `${other.url}/x.json` } },
    });
    await discoverDocument(api.url + INDEX, {
      ...withoutWaiting(),
      login: loginAt(identity),
    });
    expect(authorizations(api).at(-1)).toEqual(['/moved.json', `Bearer ${TOKEN}`]);
    expect(authorizations(other)).toEqual([['/x.json', undefined]]);
  });

  it('takes user and password from the URL, sends them as Basic and forgets them', async () => {
    const api = await start({
      '/a.json': ({ headers }, response) => {
        const pair = Buffer.from(headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
        response.writeHead(pair === 'us er:p+w%' ? 200 : 401).end(documentText());
      },
    });
    const url = api.url.replace('//', '//us%20er:p+w%@');
    const found = await discoverDocument(`${url}/a.json`, withoutWaiting());
    expect(found.url).toBe(`${api.url}/a.json`);
  });
});

describe('a token', () => {
  const CREDENTIALS = { clientId: 'id+1', clientSecret: 's&cret=+é' };
  let server: TestServer;
  afterEach(() => server.close());

  async function ask(...answers: readonly Canned[]): Promise<string> {
    return askWith({}, ...answers);
  }

  async function askWith(
    more: Partial<Parameters<typeof fetchToken>[0]>,
    ...answers: readonly Canned[]
  ): Promise<string> {
    server = await serve({ '/connect/token': answers });
    const login = {
      ...loginAt(server),
      credentials: CREDENTIALS,
      tokenParameters: { audience: 'https://api.example.com' },
      ...more,
    };
    return fetchToken(login, toNetwork(withoutWaiting()));
  }

  it('asks by form, as every common server takes it', async () => {
    const body = '{"access_token":"abc.def","expires_in":30734400,"token_type":"Bearer"}';
    expect(await ask(body)).toBe('abc.def');
    const [request] = server.seen;
    expect(request?.method).toBe('POST');
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request?.headers.authorization).toBeUndefined();
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      audience: 'https://api.example.com',
      grant_type: 'client_credentials',
      client_id: 'id+1',
      client_secret: 's&cret=+é',
    });
  });

  it('asks with HTTP basic authentication where the environment says so', async () => {
    expect(await askWith({ clientAuthentication: 'basic' }, '{"access_token":"abc"}')).toBe('abc');
    const [request] = server.seen;
    const [, encoded = ''] = (request?.headers.authorization ?? '').split('Basic ');
    expect(atob(encoded)).toBe('id%2B1:s%26cret%3D%2B%C3%A9');
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      audience: 'https://api.example.com',
      grant_type: 'client_credentials',
    });
  });

  it('masks what was sent with HTTP basic authentication', async () => {
    const echo: Canned = ({ headers }, response) =>
      response.writeHead(400).end(headers.authorization);
    await expect(askWith({ clientAuthentication: 'basic' }, echo)).rejects.toThrow('"Basic ***"');
  });

  it('asks again after a 503', async () => {
    expect(await ask({ status: 503 }, '{"access_token":"abc"}')).toBe('abc');
  });

  it.each<[string, Canned, RegExp, RegExp]>([
    [
      'a wrong secret',
      { status: 400, body: '{"error":"invalid_client"}' },
      /returned 400 Bad Request: "{"error":"invalid_client"}"/,
      /secret is wrong.*EXAMPLE_CLIENT_ID and EXAMPLE_CLIENT_SECRET/,
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
    [
      'a page',
      '<!DOCTYPE html>',
      /returned 200 OK: "<!DOCTYPE html>"/,
      /access_token was expected/,
    ],
    ['a token of two lines', '{"access_token":"a\\nb"}', /a token that cannot be sent/, /token/],
    [
      'a redirect, which would carry the secret away',
      { status: 307, headers: { location: '/elsewhere' } },
      /returned 307 Temporary Redirect/,
      /token endpoint/,
    ],
  ])('explains %s', async (_, answer, message, hint) => {
    const error = await failureOf(ask(answer));
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toMatch(message);
    expect(error.hint).toMatch(hint);
    expect(`${error.message} ${error.hint}`).not.toMatch(/cret=\+|s%26cret/);
    expect(server.paths).toEqual(['/connect/token']);
  });
});
