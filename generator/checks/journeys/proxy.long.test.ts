import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectProxy, startConnectProxy } from '../../source/testing/connect-proxy.js';
import { documentText } from '../../source/testing/server.js';
import { CERTIFICATE, KEY } from './testing/certificate.js';

/**
 * The program in a corporate network: `other.example` is reached through a proxy that asks for a password, and its
 * certificate is of an authority that only NODE_EXTRA_CA_CERTS knows.
 */

const PROGRAM = join(__dirname, '..', '..', '..', 'dist', 'cli.js');
const work = mkdtempSync(join(tmpdir(), 'sdkgen-proxy-'));
const certificate = join(work, 'authority.pem');
const CREDENTIALS = 'me:hush hush';
const SECRETS = ['hush', 'the-secret', Buffer.from(CREDENTIALS).toString('base64')];

let host: Server;
let hostPort: number;
let proxy: ConnectProxy;
/** Of the host: method, path and authorization. */
let requests: string[];

/** Serves the document to those who have a token, and the requests of GitLab. */
beforeAll(async () => {
  writeFileSync(certificate, CERTIFICATE);
  host = createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
    const { method = '', url = '', headers } = request;
    requests.push(`${method} ${url} ${headers.authorization ?? ''}`.trim());
    request.resume();
    if (url === '/connect/token') response.end('{"access_token":"the-token"}');
    else if (url.startsWith('/api/v4/')) respondAsGitLab(`${method} ${url}`, response);
    else if (url === '/moved') response.writeHead(302, { location: '/swagger.json' }).end();
    else if (url === '/large') response.end(' '.repeat(100_000));
    else if (url === '/inside') response.writeHead(302, { location: 'https://10.0.0.7/' }).end();
    else if (url === '/swagger.json' && headers.authorization === 'Bearer the-token')
      response.end(documentText());
    else response.writeHead(401).end();
  });
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve));
  ({ port: hostPort } = host.address() as AddressInfo);
});
beforeEach(async () => {
  requests = [];
  proxy = await startConnectProxy({ connectsTo: hostPort, credentials: CREDENTIALS });
});
afterEach(() => proxy.close());
afterAll(() => {
  host.close();
  rmSync(work, { recursive: true, force: true });
});

/** A project without branches, issues and requests. */
function respondAsGitLab(request: string, response: ServerResponse): void {
  if (request.includes('/branches/')) response.writeHead(404);
  if (request === 'GET /api/v4/projects/7') response.end('{"default_branch":"main"}');
  else if (request.startsWith('GET')) response.end('[]');
  else response.end('{"iid":1,"web_url":"https://other.example/requests/1"}');
}

const proxyUrl = () => proxy.url.replace('//', `//${CREDENTIALS.replace(' ', '%20')}@`);

interface Result {
  readonly code: number | null;
  readonly printed: string;
}

function run(
  program: string,
  words: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>>,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env: { ...withoutProxies(), ...variables } });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, printed }));
  });
}

/** The tests may themselves run in a corporate network. */
function withoutProxies(): NodeJS.ProcessEnv {
  const isProxy = (name: string) => /^(?:https?|no|all)_proxy$/i.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !isProxy(name)));
}

function createProject(name: string, documentation: string): string {
  const cwd = join(work, name);
  mkdirSync(cwd);
  const staging = { documentation, tokenUrl: 'https://other.example/connect/token' };
  writeFileSync(join(cwd, 'sdk.config.json'), JSON.stringify({ environments: { staging } }));
  return cwd;
}

const sdkgen = (
  words: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>>,
) =>
  run(process.execPath, [PROGRAM, ...words], cwd, {
    SDKGEN_CLIENT_ID: 'the-client',
    SDKGEN_CLIENT_SECRET: 'the-secret',
    ...variables,
  });

function expectNoSecret({ printed }: Result): void {
  for (const secret of SECRETS) expect(printed).not.toContain(secret);
}

it('nightly downloads the document and a token through it', async () => {
  const cwd = createProject('nightly', 'https://other.example/moved');
  const variables = { https_proxy: proxyUrl(), NODE_EXTRA_CA_CERTS: certificate };
  const result = await sdkgen(['nightly', '--env', 'staging'], cwd, variables);
  expect(result).toEqual({ code: 0, printed: expect.any(String) as unknown });
  expect(requests).toEqual([
    'GET /moved',
    'GET /swagger.json',
    'POST /connect/token',
    'GET /moved Bearer the-token',
    'GET /swagger.json Bearer the-token',
  ]);
  expect(new Set(proxy.seen.map(({ target }) => target))).toEqual(new Set(['other.example:443']));
  expect(readFileSync(join(cwd, 'output/staging/openapi.json'), 'utf8')).toContain('Fleet');
  expectNoSecret(result);
});

it.each([
  [
    'without the authority',
    { NODE_EXTRA_CA_CERTS: '' },
    /\(HTTPS_PROXY\) failed: self-signed certificate.*\n.*NODE_EXTRA_CA_CERTS/,
  ],
  [
    'with a wrong password',
    { HTTPS_PROXY: 'http://me:hush@PROXY' },
    /failed: the proxy returned 407 .*\n.*user and password/,
  ],
])('generate %s says what is missing', async (name, given, says) => {
  const cwd = createProject(name, 'https://other.example/moved');
  const variables = { HTTPS_PROXY: proxyUrl(), NODE_EXTRA_CA_CERTS: certificate, ...given };
  const HTTPS_PROXY = variables.HTTPS_PROXY.replace('PROXY', `127.0.0.1:${proxy.port}`);
  const result = await sdkgen(['generate', '--env', 'staging'], cwd, { ...variables, HTTPS_PROXY });
  expect(result).toEqual({ code: 3, printed: expect.stringMatching(says) as unknown });
  expect(requests).toEqual([]);
  expectNoSecret(result);
});

it.each([
  [
    '/inside',
    {},
    /leads to https:\/\/10\.0\.0\.7\/.*a public host leads to an address in a private network/,
  ],
  ['/large', { SDKGEN_MAX_BYTES: '1000' }, /returned more than 1000 bytes/],
])('generate refuses %s as it does without a proxy', async (path, given, says) => {
  const cwd = createProject(path.slice(1), `https://other.example${path}`);
  const variables = { HTTPS_PROXY: proxyUrl(), NODE_EXTRA_CA_CERTS: certificate, ...given };
  const result = await sdkgen(['generate', '--env', 'staging'], cwd, variables);
  expect(result).toEqual({ code: 3, printed: expect.stringMatching(says) as unknown });
  expect(requests).toEqual([`GET ${path}`]);
});

it('propose reaches GitLab through it', async () => {
  const cwd = createProject('propose', 'https://other.example/swagger.json');
  const git = async (...words: readonly string[]) =>
    expect(await run('git', words, cwd, {})).toMatchObject({ code: 0 });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '.');
  await git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'Begin');
  cpSync(join(work, 'nightly'), cwd, { recursive: true });
  const result = await sdkgen(['propose', '--env', 'staging', '--forge', 'gitlab'], cwd, {
    https_proxy: proxyUrl(),
    NODE_EXTRA_CA_CERTS: certificate,
    CI_API_V4_URL: 'https://other.example/api/v4',
    CI_PROJECT_ID: '7',
    NIGHTLY_TOKEN: 'the-secret',
  });
  expect(result).toEqual({ code: 0, printed: expect.stringContaining('proposed:') as unknown });
  expect(requests.map((each) => each.split('?')[0])).toEqual([
    'GET /api/v4/projects/7/issues',
    'GET /api/v4/projects/7/merge_requests',
    'GET /api/v4/projects/7/repository/branches/nightly%2Fstaging',
    'GET /api/v4/projects/7/repository/branches/nightly%2Fstaging',
    'POST /api/v4/projects/7/repository/commits',
    'GET /api/v4/projects/7',
    'POST /api/v4/projects/7/merge_requests',
  ]);
  expect(proxy.seen).toHaveLength(requests.length);
  expectNoSecret(result);
});
