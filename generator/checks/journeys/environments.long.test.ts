import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';
import { loadConfig } from '../../config/index.js';
import { readSandboxSource } from '../../pipeline/open-sandbox.js';
import { documentOf } from '../../nightly/testing/document-server.js';
import { serve, type Canned, type TestServer } from '../../source/testing/server.js';
import { allCases, filesUnder } from './testing/cases.js';

/** Environments of an API that the program does not know, from `sdk.config.json` to the package. */

/** Type-checking takes most of a night's time, so only `make forges` does it here. */
jest.mock('../../pipeline/compile.js', () =>
  process.env['FORGES'] === undefined
    ? { typeCheck: jest.fn() }
    : jest.requireActual<object>('../../pipeline/compile.js'),
);

const ROOT = join(__dirname, '..', '..', '..');
const SECRET = 's3cret+of/staging';
const VARIABLES = { FLEET_STAGING_CLIENT_ID: 'our-client', FLEET_STAGING_CLIENT_SECRET: SECRET };
const TOKEN = 'the.token.of.staging';

let work: string;
let api: TestServer;
let identity: TestServer;
/** What the environment `staging` has at the moment, and `prod-eu`. */
let published: { staging: string; prod: string };
beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-environments-'));
  published = { staging: documentOf(['Vehicles', 'Trips', 'Alerts', 'Zones']), prod: '' };
  published.prod = published.staging;
  const guarded: Canned = ({ headers }, response) => {
    const isKnown = headers.authorization === `Bearer ${TOKEN}`;
    response.writeHead(isKnown ? 200 : 401).end(isKnown ? published.staging : 'Log in first');
  };
  api = await serve({
    '/staging/swagger.json': guarded,
    '/prod/swagger.json': (_, response) => response.end(published.prod),
  });
  identity = await serve({
    '/connect/token': JSON.stringify({ access_token: TOKEN, token_type: 'Bearer' }),
  });
  configure({ env: 'staging' });
});
afterEach(async () => {
  await Promise.all([api.close(), identity.close()]);
  rmSync(work, { recursive: true, force: true });
});

function configure(more: object): void {
  const environments = {
    staging: {
      documentation: `${api.url}/staging/swagger.json`,
      baseUrl: `${api.url}/staging/`,
      tokenUrl: `${identity.url}/connect/token`,
      tokenParameters: { resource: 'fleet', audience: 'https://staging.example.com' },
      clientAuthentication: 'basic',
      rateLimit: { requests: 7, perMs: 10_000 },
      variablePrefix: 'FLEET_STAGING',
    },
    'prod-eu': {
      documentation: `${api.url}/prod/swagger.json`,
      baseUrl: 'https://api.example.com/',
    },
    contract: { documentation: 'contract.json' },
  };
  writeFileSync(join(work, 'sdk.config.json'), JSON.stringify({ environments, ...more }));
}

async function sdkgen(...words: readonly string[]) {
  let [out, err] = ['', ''];
  const terminal = createTerminal(
    { write: (text: string) => (out += text) },
    { write: (text: string) => (err += text) },
    {},
  );
  const code = await run(words, { terminal, env: VARIABLES, cwd: work, today: '2026-11-24' });
  expect(`${out}${err}`).not.toContain(SECRET);
  return { code, out, err };
}

const read = (path: string) => readFileSync(join(work, path), 'utf8');

describe('an environment called staging', () => {
  it('has nights like any other, and the package knows all environments', async () => {
    expect(await sdkgen('nightly', '--env', 'staging')).toMatchObject({ code: 0 });
    expect(Object.fromEntries(new URLSearchParams(identity.seen[0]?.body))).toEqual({
      resource: 'fleet',
      audience: 'https://staging.example.com',
      grant_type: 'client_credentials',
    });
    const pair = String(new URLSearchParams({ 'our-client': SECRET })).replace('=', ':');
    expect(identity.seen[0]?.headers.authorization).toBe(`Basic ${btoa(pair)}`);

    published.staging = documentOf(['Vehicles', 'Trips', 'Alerts']);
    const second = await sdkgen('nightly', '--env', 'staging');
    expect(second.out).toMatch(/^staging +changed.*0\.2\.0/m);
    expect(read('output/staging/CHANGELOG.md')).toMatch(/^## 0\.2\.0 - 2026-11-24$/m);
    expect(read('reports/staging/report.md')).toContain('zones');
    expect((await sdkgen('nightly', '--env', 'staging')).out).toMatch(/^staging +unchanged/m);

    // Without --env: all whose documentation is a URL.
    expect(await sdkgen('diff', 'staging', 'prod-eu')).toMatchObject({
      code: 3,
      err: expect.stringMatching(/generate --env prod-eu/) as string,
    });
    published.prod = documentOf(['Vehicles', 'Drivers']);
    const all = await sdkgen('nightly');
    expect(all.out).toMatch(/^prod-eu +first[^]*^staging +unchanged/m);
    const drift = await sdkgen('diff', 'staging', 'prod-eu');
    expect(drift.out).toMatch(/Only in prod-eu[^]*drivers[^]*Only in staging[^]*trips/i);
    const toProd = api.seen.filter(({ path }) => path.startsWith('/prod'));
    expect(toProd.map(({ headers }) => headers.authorization)).toEqual([undefined]);

    // The environment that the configuration names is what is generated and checked.
    expect(await sdkgen('generate')).toMatchObject({ code: 0 });
    expect(await sdkgen('check')).toMatchObject({ code: 0 });
    const client = read('output/staging/src/client.ts').replace(/\s+/g, ' ');
    expect(client).toContain(`'prod-eu': { baseUrl: 'https://api.example.com/' }`);
    expect(client).toContain(
      `staging: { baseUrl: '${api.url}/staging/', tokenUrl: '${identity.url}/connect/token', ` +
        `tokenParameters: { audience: 'https://staging.example.com', resource: 'fleet' }, ` +
        `clientAuthentication: basicAuthentication, }`,
    );
    expect(client).toContain(`defaultEnvironment: 'staging'`);
    expect(client).toContain(`rateLimit: { requests: 7, perMs: 10000 }`);
    expect(client).toContain(`variablePrefix: 'FLEET_STAGING'`);
    expect(read('output/prod-eu/src/client.ts')).toContain(`defaultEnvironment: 'prod-eu'`);
    expect(read('output/prod-eu/src/client.ts')).not.toContain('rateLimit');
  });

  it('may be a file, whose path the lock has as it is on every machine', async () => {
    writeFileSync(join(work, 'contract.json'), published.prod);
    expect(await sdkgen('generate', '--env', 'contract')).toMatchObject({ code: 0 });
    expect(JSON.parse(read('fixtures/contract/swagger.lock.json'))).toMatchObject({
      source: 'contract.json',
    });
    expect(await sdkgen('check', '--env', 'contract')).toMatchObject({ code: 0 });
  });

  it('is the document of the sandbox, with its limit; a recorded one is not downloaded again', async () => {
    const flags = { env: 'staging' };
    const config = await loadConfig({ cwd: work, flags, env: {} });
    const read = () => readSandboxSource(config, { cwd: work, variables: VARIABLES });
    const source = { text: published.staging, rateLimit: { requests: 7, perMs: 10_000 } };
    expect(await read()).toMatchObject(source);
    expect(await sdkgen('generate')).toMatchObject({ code: 0 });
    published.staging = 'Not for the sandbox';
    const { text } = await read();
    expect(JSON.parse(text)).toEqual(JSON.parse(source.text));
  });

  it.each<[readonly string[], number, RegExp]>([
    [['generate', '--env', 'stagin'], 2, /no environment 'stagin'[^]*Did you mean 'staging'/],
    [['check', '--env', 'staging_'], 2, /Did you mean 'staging'/],
    [['nightly', '--env', 'prod'], 2, /no environment 'prod'[^]*staging, prod-eu, contract/],
    [['sandbox', '--env', 'optimum'], 2, /no environment 'optimum'/],
    [['diff', 'stagin', 'prod-eu'], 2, /'stagin' is neither[^]*Did you mean 'staging'/],
  ])('is suggested to who misspells it: %j', async (words, code, says) => {
    const result = await sdkgen(...words);
    expect([result.code, result.err]).toEqual([code, expect.stringMatching(says)]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['of several', ['generate'], /Give --env: staging, prod-eu, contract/],
    ['of several, for a check', ['check'], /Give --env/],
  ])('has to be named %s', async (_, words, says) => {
    configure({});
    expect(await sdkgen(...words)).toMatchObject({ code: 2, err: expect.stringMatching(says) });
  });

  it.each([['generate'], ['check'], ['nightly'], ['sandbox']])(
    'has to be configured: a bare %s says how',
    async (command) => {
      rmSync(join(work, 'sdk.config.json'));
      expect(await sdkgen(command)).toMatchObject({
        code: 2,
        err: expect.stringMatching(/optimum-sdkgen init/) as string,
      });
    },
  );
});

it.each([
  ['generate', 'generate --env prod-eu'],
  ['check', 'check --env prod-eu'],
  ['nightly', 'nightly --env prod-eu'],
  ['sandbox', 'sandbox --port 4010 --env prod-eu'],
])('make %s takes any name as ENV', (target, want) => {
  const built = ['-o', 'node_modules/.installed', '-o', 'dist/.built'];
  const printed = execFileSync('make', ['-n', ...built, target, 'ENV=prod-eu'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(printed.replace(/ +/g, ' ')).toContain(`node dist/cli.js ${want}`);
});

describe('a package of another API has nothing of the vendor', () => {
  const cases = allCases().filter(({ name }) =>
    ['credentials-by-operation', 'swagger-20', 'servers', 'webhooks', 'streams'].includes(name),
  );

  it.each(cases.map(({ name, document }) => [name, document]))('%s', async (_, document) => {
    const file = `document${extname(document)}`;
    copyFileSync(document, join(work, file));
    const environments = { staging: { documentation: file, baseUrl: 'https://a.example/' } };
    writeFileSync(join(work, 'sdk.config.json'), JSON.stringify({ environments }));
    expect(await sdkgen('generate')).toMatchObject({ code: 0 });
    const files = [...filesUnder(join(work, 'output/staging'))];
    const found = files.flatMap(([path, text]) =>
      // The program's own name is in the header of each file, and in the lock.
      (text.replace(/optimum-(?:sdkgen|sdk-generator)/g, '').match(VENDOR) ?? []).map(
        (word) => `${path}: ${word}`,
      ),
    );
    expect(files.length).toBeGreaterThan(10);
    expect(found).toEqual([]);
    expect(read('output/staging/src/client.ts')).not.toContain('rateLimit:');
  });
});

/** Hosts, names and the public credentials of the vendor's preset. */
const VENDOR =
  /optimum|identityserver|apicore|stand-in|sandbox-(?:client|secret)|127\.0\.0\.1:4010/gi;
