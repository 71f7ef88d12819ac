import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openSandbox, type OpenSandboxOptions, type Sandbox } from '../../pipeline/open-sandbox.js';

/** The sandbox with documents of other APIs. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-others-'));
const open: Sandbox[] = [];
afterAll(async () => {
  await Promise.all(open.map((sandbox) => sandbox.close()));
  rmSync(work, { recursive: true, force: true });
});

async function sandboxOn(input: string, options: OpenSandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await openSandbox({ port: 0, input, ...options });
  open.push(sandbox);
  return sandbox;
}

function file(name: string, text: string): string {
  const path = join(work, name);
  writeFileSync(path, text);
  return path;
}

const ANSWER = {
  200: {
    description: 'OK',
    content: { 'application/json': { schema: { type: 'array', items: { type: 'string' } } } },
  },
};

function documentWith(scheme: object | undefined, more: object = {}): string {
  const secured = scheme && {
    security: [{ Scheme: [] }],
    components: { securitySchemes: { Scheme: scheme } },
  };
  const paths = { '/things': { get: { responses: ANSWER } } };
  return JSON.stringify({
    openapi: '3.0.4',
    info: { title: 'Other', version: '1' },
    paths,
    ...secured,
    ...more,
  });
}

/** Runs shell lines. @returns the status of the last response. */
async function shell(lines: readonly string[]): Promise<string> {
  const curl = `curl() { command curl -w '\n%{http_code}' "$@"; }`;
  const { stdout } = await promisify(execFile)('sh', ['-c', [curl, ...lines].join('\n')]);
  return stdout.trimEnd().slice(-3);
}

const statusOf = async (url: string, headers: Record<string, string> = {}) =>
  (await fetch(url, { headers })).status;

const SCHEMES = {
  'a key in a header': { type: 'apiKey', in: 'header', name: 'X-Api-Key' },
  'a key in the query': { type: 'apiKey', in: 'query', name: 'api key' },
  'a key in a cookie': { type: 'apiKey', in: 'cookie', name: 'session' },
  'a token, called an API key': { type: 'apiKey', in: 'header', name: 'Authorization' },
  Basic: { type: 'http', scheme: 'basic' },
  Bearer: { type: 'http', scheme: 'bearer' },
  'OpenID Connect': { type: 'openIdConnect', openIdConnectUrl: 'https://id.example.com/x' },
  'OAuth 2.0': {
    type: 'oauth2',
    flows: { clientCredentials: { tokenUrl: 'https://id.example.com/oauth/token', scopes: {} } },
  },
};

describe('an API that requires', () => {
  it.each(Object.entries(SCHEMES))(
    '%s lets in who has it, and nobody else',
    async (name, scheme) => {
      const path = file(`${name.replaceAll(' ', '-')}.json`, documentWith(scheme));
      const { endpoints, url } = await sandboxOn(path);
      expect(await statusOf(`${url}things`)).toBe(401);
      expect(await shell(endpoints.curl)).toBe('200');
    },
  );

  it('no credentials accepts every call', async () => {
    const { endpoints, url } = await sandboxOn(file('open.json', documentWith(undefined)));
    expect(endpoints.curl).toEqual([`curl -sS '${url}things' | cut -c 1-800`]);
    expect(await shell(endpoints.curl)).toBe('200');
  });
});

describe('the URLs of a document', () => {
  it('are used: its token endpoint issues tokens, like the default one', async () => {
    const { url } = await sandboxOn(file('oauth.json', documentWith(SCHEMES['OAuth 2.0'])));
    const body =
      'grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret';
    for (const path of ['oauth/token', 'connect/token']) {
      const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(body) });
      const { access_token } = (await response.json()) as { access_token: string };
      const headers = { Authorization: `Bearer ${access_token}` };
      expect(await statusOf(`${url}things`, headers)).toBe(200);
    }
  });

  it('are used: operations are under the path of its server, and at the root', async () => {
    const servers = [{ url: 'https://api.example.com/api/v3/' }];
    const path = file('base.json', documentWith(undefined, { servers }));
    const { endpoints, url } = await sandboxOn(path);
    expect(endpoints.api).toBe(`${url}api/v3/`);
    const places = ['api/v3/things', 'things', 'api/v2/things'].map((place) =>
      statusOf(url + place),
    );
    expect(await Promise.all(places)).toEqual([200, 200, 404]);
  });
});

describe('a document', () => {
  it('in YAML is served unchanged', async () => {
    const text =
      'openapi: 3.1.0\ninfo: { title: Yam, version: "1" }\npaths:\n  /a: { get: { responses: { "204": { description: Done } } } }\n';
    const { endpoints, url } = await sandboxOn(file('yam.yaml', text));
    expect(endpoints.document).toBe(`${url}swagger/v1/swagger.yaml`);
    expect(await (await fetch(endpoints.document)).text()).toBe(text);
    expect(await (await fetch(`${url}swagger/index.js`)).text()).toContain('v1/swagger.yaml');
    expect(await statusOf(`${url}a`)).toBe(204);
  });

  it('of Swagger 2.0 works like any other', async () => {
    const query = { name: 'top', in: 'query', type: 'integer', maximum: 9 };
    const text = JSON.stringify({
      swagger: '2.0',
      info: { title: 'Old', version: '1' },
      basePath: '/old',
      paths: { '/a': { get: { parameters: [query], responses: { 200: { description: 'OK' } } } } },
    });
    const { endpoints } = await sandboxOn(file('old.json', text));
    const places = ['a', 'a?top=9', 'a?top=10'].map((place) => statusOf(endpoints.api + place));
    expect(await Promise.all(places)).toEqual([200, 200, 400]);
  });

  it('is found behind a documentation page', async () => {
    const first = await sandboxOn(file('first.json', documentWith(undefined)));
    const second = await sandboxOn(first.endpoints.documentation);
    expect(await (await fetch(second.endpoints.document)).text()).toBe(documentWith(undefined));
  });

  it('cannot inject anything into the shell command', async () => {
    const name = "X'; touch hacked; '";
    const scheme = { type: 'apiKey', in: 'header', name };
    const path = "/a'$(touch hacked)`touch hacked`";
    const paths = { [path]: { get: { responses: ANSWER } } };
    const { endpoints } = await sandboxOn(file('evil.json', documentWith(scheme, { paths })));
    const { stdout } = await promisify(execFile)(
      'sh',
      ['-c', `curl() { printf '%s\\n' "$@"; }; ${endpoints.curl.join('\n')}; ls`],
      { cwd: mkdtempSync(join(work, 'cwd-')) },
    );
    expect(stdout.split('\n')).not.toContain('hacked');
    expect(stdout).toContain('Xtouchhacked: sandbox-secret');
  });
});
