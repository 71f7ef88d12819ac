import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvHttpProxyAgent, ProxyAgent } from 'undici';
import { type ConnectProxy, startConnectProxy } from '../../source/testing/connect-proxy.js';
import { CERTIFICATE, KEY } from './testing/certificate.js';
import {
  generatePackage,
  type GeneratedPackage,
  removePackages,
} from './testing/generate-package.js';

/** Programs that use a package behind a proxy, as `docs/generated-sdk.md` says: "Call through a proxy". */

const FORM = { type: 'object', properties: { scan: { type: 'string', format: 'binary' } } };
const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Fleet', version: 'v1' },
  paths: {
    '/scans': {
      post: {
        operationId: 'scans_create',
        requestBody: { content: { 'multipart/form-data': { schema: FORM } } },
        responses: { 204: { description: 'OK' } },
        security: [{ grant: [] }],
      },
    },
  },
  components: {
    securitySchemes: {
      grant: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://other.example/token', scopes: {} } },
      },
    },
  },
};

let host: Server;
let proxy: ConnectProxy;
let sdk: GeneratedPackage;
/** Of the host: method, path, authorization and the kind of body. */
let requests: string[];

beforeAll(async () => {
  host = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    const { method = '', url = '', headers } = request;
    const [type = ''] = (headers['content-type'] ?? '').split(';');
    requests.push(`${method} ${url} ${headers.authorization ?? 'nobody'} ${type}`);
    request.resume();
    if (url === '/token') response.end('{"access_token":"the-token","expires_in":3600}');
    else response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  proxy = await startConnectProxy({ connectsTo: (host.address() as AddressInfo).port });
  sdk = await generatePackage(DOCUMENT, 'Fleet');
});
beforeEach(() => (requests = []));
afterAll(async () => {
  await proxy.close();
  host.close();
  removePackages();
});

// This process does not know the authority; a program is told by NODE_EXTRA_CA_CERTS.
const requestTls = { ca: CERTIFICATE };

const AGENTS: readonly (readonly [string, () => ProxyAgent | EnvHttpProxyAgent])[] = [
  ['ProxyAgent', () => new ProxyAgent({ uri: proxy.url, requestTls })],
  ['EnvHttpProxyAgent', () => new EnvHttpProxyAgent({ httpsProxy: proxy.url, requestTls })],
];
it.each(AGENTS)(
  'a client with a %s sends its calls, forms and token requests through it',
  async (_, create) => {
    const dispatcher = create();
    const send: typeof fetch = (input, init) =>
      fetch(input, Object.assign({}, init, { dispatcher }));
    const client = sdk.client({
      baseUrl: 'https://other.example/',
      clientId: 'me',
      clientSecret: 'hush',
      fetch: send,
    });
    await client['scans']?.['create']?.({ scan: new Blob(['bytes']) });
    await dispatcher.close();
    expect(requests).toEqual([
      'POST /token nobody application/x-www-form-urlencoded',
      'POST /scans Bearer the-token multipart/form-data',
    ]);
  },
);

describe('a process', () => {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-sdk-proxy-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  const SEND = `
    const body = new FormData();
    body.set('scan', new Blob(['bytes']));
    fetch('https://other.example/scans', { method: 'POST', body }).then(
      () => process.exit(0),
      (error) => process.exit(error.cause?.code ?? 1),
    );`;
  const SET_DISPATCHER = `
    const { EnvHttpProxyAgent, setGlobalDispatcher } = require(${JSON.stringify(require.resolve('undici'))});
    setGlobalDispatcher(new EnvHttpProxyAgent());`;

  const runs: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
    ['with the dispatcher of undici', SET_DISPATCHER + SEND, {}],
    ['with NODE_USE_ENV_PROXY', SEND, { NODE_USE_ENV_PROXY: '1' }],
  ];
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const knowsVariable = major >= 24 || (major === 22 && minor >= 21);

  it.each(runs.slice(0, knowsVariable ? 2 : 1))('%s sends a form', async (_, script, variables) => {
    const file = join(work, 'authority.pem');
    writeFileSync(file, CERTIFICATE);
    const env = { ...process.env, ...variables, https_proxy: proxy.url, NODE_EXTRA_CA_CERTS: file };
    const child = spawn(process.execPath, ['--no-warnings', '--eval', script], { env });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, requests }).toEqual({
      code: 0,
      requests: ['POST /scans nobody multipart/form-data'],
    });
  });
});
