import { DownloadError } from '../errors.js';
import { discoverDocument } from './discover.js';
import * as pages from './testing/pages.js';
import {
  documentText,
  failureOf,
  impatient,
  serve,
  type Canned,
  type TestServer,
} from './testing/server.js';

const CREDENTIALS = { clientId: 'client', clientSecret: 'the+secret' };
const TOKEN = 'eyJ0.the.token';
const INDEX = '/swagger/index.html';

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
        ...impatient({ credentials: CREDENTIALS }),
        tokenUrl: `${identity.url}/connect/token`,
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
      { tokenUrl: 'http://127.0.0.1:1/' },
      /Set OPTIMUM_CLIENT_ID and OPTIMUM_CLIENT_SECRET/,
    ],
    ['no token endpoint', { credentials: CREDENTIALS }, /Save the document with a browser/],
  ])('says what to do where there are %s', async (_, options, hint) => {
    const api = await start({ [INDEX]: guarded('') });
    const error = await failureOf(
      discoverDocument(api.url + INDEX, { ...impatient(), ...options }),
    );
    expect(error).toBeInstanceOf(DownloadError);
    expect(error.message).toContain(`GET ${api.url}${INDEX} answered 401 Unauthorized: "{"error"`);
    expect(error.hint).toMatch(hint);
  });

  it('says what to do where only the document asks for a login', async () => {
    const api = await start({ [INDEX]: pages.loginPage, '/swagger/v1/swagger.json': guarded('') });
    const error = await failureOf(
      discoverDocument(api.url + INDEX, { ...impatient(), tokenUrl: 'http://127.0.0.1:1/' }),
    );
    expect(error.hint).toContain('Set OPTIMUM_CLIENT_ID');
  });

  it('says that the token did not suffice, and tells neither token nor secret', async () => {
    const identity = await start({ '/connect/token': `{"access_token":"${TOKEN}"}` });
    const echo: Canned = ({ headers }, response) => {
      response.writeHead(403).end(`no: ${headers.authorization} ${CREDENTIALS.clientSecret}`);
    };
    const api = await start({ [INDEX]: echo });
    const error = await failureOf(
      discoverDocument(api.url + INDEX, {
        ...impatient({ credentials: CREDENTIALS }),
        tokenUrl: `${identity.url}/connect/token`,
      }),
    );
    expect(error.message).toContain('answered 403 Forbidden: "no: Bearer *** ***"');
    expect(error.hint).toContain('did not suffice');
    expect(api.seen).toHaveLength(2);
  });

  it('is not given the token when it is on another origin, announced or by redirect', async () => {
    const identity = await start({ '/connect/token': `{"access_token":"${TOKEN}"}` });
    const other = await start({ '/x.json': documentText() });
    const api = await start({
      [INDEX]: guarded(pages.swashbuckleInline('{"urls":[{"url":"/moved.json","name":"x"}]}')),
      '/moved.json': { status: 302, headers: { location: `${other.url}/x.json` } },
    });
    await discoverDocument(api.url + INDEX, {
      ...impatient({ credentials: CREDENTIALS }),
      tokenUrl: `${identity.url}/connect/token`,
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
    const found = await discoverDocument(`${url}/a.json`, impatient());
    expect(found.url).toBe(`${api.url}/a.json`);
  });
});
