import { readFileSync } from 'node:fs';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';
import { SANDBOX_CREDENTIALS } from '../../sandbox/defaults.js';
import { parse } from 'yaml';
import { allCases } from './testing/cases.js';
import {
  generatePackage,
  removePackages,
  type Call,
  type GeneratedPackage,
} from './testing/generate-package.js';
import { createRecordingServer, json } from './testing/recording-server.js';

/** What a generated package sends for each kind of credentials, and what the sandbox makes of it. */

const { document } = allCases().find(({ name }) => name === 'credentials-by-operation') ?? {};
const server = createRecordingServer();
let sdk: GeneratedPackage;
let sandbox: Sandbox;

beforeAll(async () => {
  await server.listen();
  sdk = await generatePackage(parse(readFileSync(document ?? '', 'utf8')), 'Depot');
  sandbox = await openSandbox({ port: 0, ...(document && { input: document }) });
});
afterAll(async () => {
  removePackages();
  await server.close();
  await sandbox.close();
});
beforeEach(() => server.reset());

const ALL = {
  token: 'the-token',
  appId: 'the-id',
  appKey: 'the-key',
  link: 'a link',
  session: 'the-session',
  username: 'me',
  password: 'secret',
};

function call(options: object, name: string, ...values: readonly unknown[]): ReturnType<Call> {
  const doors = sdk.client({ baseUrl: server.baseUrl(), rateLimit: false, ...options })['doors'];
  const method = doors?.[name];
  if (method === undefined)
    throw new Error(
      `There is no ${name} among ${Object.getOwnPropertyNames(Object.getPrototypeOf(doors)).join(', ')}`,
    );
  return method.call(doors, ...values);
}

/** What the last request has of credentials. */
function credentialsSent(): object {
  const { headers = {}, target = '' } = server.received.at(-1) ?? {};
  const { authorization, cookie, 'x-app-id': id, 'x-app-key': key } = headers;
  const query = target.split('?')[1];
  return JSON.parse(JSON.stringify({ authorization, cookie, id, key, query })) as object;
}

const TOKEN = { authorization: 'Bearer the-token' };
const KEYS = { id: 'the-id', key: 'the-key' };

/** The methods, the arguments, and what is sent with all credentials. */
const OPERATIONS: readonly [name: string, values: readonly unknown[], sent: object][] = [
  ['list', [], TOKEN],
  ['getAlarm', [], {}],
  ['getLog', [], TOKEN],
  ['listCodes', [], KEYS],
  ['listVisitors', [], KEYS],
  ['export', [{ year: 2026 }], { query: 'year=2026&signature=a%20link' }],
  ['getPage', [{ theme: 'dark' }], { cookie: 'theme=dark; .AspNetCore.Session=the-session' }],
  ['getFirmware', [], { authorization: `Basic ${Buffer.from('me:secret').toString('base64')}` }],
  ['createKey', [], TOKEN],
  ['getBadge', [], {}],
];

it.each(OPERATIONS)('%s is sent with what it needs', async (name, values, sent) => {
  await call(ALL, name, ...values);
  expect(credentialsSent()).toEqual(sent);
});

it('the second alternative is sent when the first is not whole', async () => {
  await call({ ...ALL, appKey: undefined }, 'listVisitors');
  expect(credentialsSent()).toEqual(TOKEN);
});

it('an optional credential is left out when there is none', async () => {
  await call({}, 'getLog');
  expect(credentialsSent()).toEqual({});
});

it.each([
  ['list', 'token (DEPOT_TOKEN)'],
  ['listCodes', 'appId (DEPOT_APP_ID) and appKey (DEPOT_APP_KEY)'],
  ['getFirmware', 'username (DEPOT_USERNAME) and password (DEPOT_PASSWORD)'],
])('%s without credentials sends nothing, and names options and variables', async (name, want) => {
  await expect(call({}, name)).rejects.toThrow(want);
  expect(server.received).toEqual([]);
});

it('a token is requested with the scopes of the operation', async () => {
  server.responses.push(json('{"access_token":"of the server"}'));
  const tokenUrl = `${server.baseUrl()}/token`;
  await call({ tokenUrl, clientId: 'id', clientSecret: 'secret' }, 'createKey');
  const [request] = server.received;
  expect(new URLSearchParams(request?.body.toString()).get('scope')).toBe('doors.read doors.write');
  expect(credentialsSent()).toEqual({ authorization: 'Bearer of the server' });
});

describe('the sandbox', () => {
  const { clientId, clientSecret } = SANDBOX_CREDENTIALS;
  const statusOf = async (options: object, name: string, values: readonly unknown[]) => {
    const promise = call({ baseUrl: sandbox.url, ...options }, name, ...values);
    const result = await promise.withResponse().catch((error: unknown) => error);
    const { response, status } = result as { response?: Response; status?: number };
    return response?.status ?? status;
  };

  it.each(OPERATIONS)(
    'lets %s in with what it needs, and not without',
    async (name, values, sent) => {
      const credentials = {
        ...ALL,
        token: undefined,
        clientId,
        clientSecret,
        tokenUrl: sandbox.endpoints.token,
        username: clientId,
        password: clientSecret,
      };
      expect(await statusOf(credentials, name, values)).toBe(204);
      const isOpen = Object.keys(sent).length === 0 || name === 'getLog';
      expect(await statusOf({ allowMissingCredentials: true }, name, values)).toBe(
        isOpen ? 204 : 401,
      );
    },
  );
});
