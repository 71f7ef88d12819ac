import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../commands/index.js';
import { createTerminal } from '../../commands/terminal.js';

/** The command line, with servers on loopback. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-cli-'));
const servers: Server[] = [];
afterAll(async () => {
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  rmSync(work, { recursive: true, force: true });
});

async function sdkgen(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (written[name] += text) });
  const code = await run(args, {
    terminal: createTerminal(stream('out'), stream('err'), env),
    env,
    cwd: work,
    today: '2026-11-24',
  });
  return { code, ...written };
}

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Fleet API', version: 'v1' },
  paths: {
    '/Vehicles': {
      get: {
        tags: ['Vehicles'],
        responses: {
          200: {
            description: 'OK',
            content: {
              'application/json': { schema: { type: 'array', items: { type: 'string' } } },
            },
          },
        },
      },
    },
  },
};

function tree(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

describe('generate', () => {
  const file = join(work, 'fleet.json');
  const out = join(work, 'fleet');
  beforeAll(() => writeFileSync(file, JSON.stringify(DOCUMENT)));

  it('generates a package from a file, and prints where it is and what to try next', async () => {
    const { code, out: stdout, err } = await sdkgen(['generate', '--input', file, '--out', out]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(stdout).toContain('fleet-api is in fleet: 1 operation, 0 schemas');
    expect(stdout).toContain("import { FleetClient } from 'fleet-api';");
    expect(stdout).toContain('client.vehicles.list()');
  });

  it('writes nothing in a second run', async () => {
    const before = tree(out);
    const { out: stdout } = await sdkgen(['generate', '--input', file, '--out', out, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ written: [], deleted: [], operations: 1 });
    expect(tree(out)).toEqual(before);
  });

  it('prints the time of each stage on request', async () => {
    const args = ['generate', '--input', file, '--out', `${out}-timed`, '--timings'];
    const { out: stdout } = await sdkgen(args);
    const stages = [...stdout.matchAll(/^ +\d+ ms {2}(.+)$/gm)].map(([, stage]) => stage);
    const wanted =
      'download look load interpret name canonicalize emit format verify write record other total';
    expect(stages).toEqual(wanted.split(' '));
  });

  it('check: exit code 0 if the package is up to date, 1 if it is not', async () => {
    expect((await sdkgen(['check', '--input', file, '--out', out])).code).toBe(0);
    writeFileSync(join(out, 'src', 'client.ts'), '// edited\n');
    const { code, out: stdout } = await sdkgen(['check', '--input', file, '--out', out]);
    expect(code).toBe(1);
    expect(stdout).toContain('differs   src/client.ts');
    expect(readFileSync(join(out, 'src', 'client.ts'), 'utf8')).toBe('// edited\n');
    await sdkgen(['generate', '--input', file, '--out', out]);
  });

  it('finds the document behind a documentation page', async () => {
    const base = await serve((request, response) => {
      if (request.url === '/swagger/index.html') {
        response.end(
          "<html><script>var configObject = JSON.parse('{\\u0022urls\\u0022:[{\\u0022url\\u0022:\\u0022v1/swagger.json\\u0022,\\u0022name\\u0022:\\u0022V1\\u0022}]}');</script></html>",
        );
      } else if (request.url === '/swagger/v1/swagger.json') response.end(JSON.stringify(DOCUMENT));
      else response.writeHead(404).end();
    });
    const { code, out: stdout } = await sdkgen([
      'generate',
      '--input',
      `${base}/swagger/index.html`,
      '--out',
      join(work, 'found'),
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      source: `${base}/swagger/v1/swagger.json`,
      title: 'Fleet API',
    });
  });

  it('reads sdk.config.json, whose settings flags override', async () => {
    writeFileSync(
      join(work, 'sdk.config.json'),
      JSON.stringify({
        input: 'fleet.json',
        out: 'configured',
        clientName: 'Filed',
        names: { operations: { 'GET /Vehicles': 'everything' } },
      }),
    );
    try {
      const { out: stdout } = await sdkgen(['generate', '--client-name', 'Flagged']);
      expect(stdout).toContain('new FlaggedClient(');
      expect(stdout).toContain('client.vehicles.everything()');
    } finally {
      rmSync(join(work, 'sdk.config.json'));
    }
  });
});

describe('a failure', () => {
  const out = join(work, 'night');
  let before: ReadonlyMap<string, string>;
  beforeAll(async () => {
    writeFileSync(join(work, 'night.json'), JSON.stringify(DOCUMENT));
    await sdkgen(['generate', '--input', join(work, 'night.json'), '--out', out]);
    before = tree(out);
  });

  it.each<[string, RequestListener, number, RegExp]>([
    [
      'an HTML login page',
      (_, response) => response.end('<!doctype html><title>Sign in</title>'),
      3,
      /<!doctype html>/,
    ],
    [
      'an error in JSON',
      (_, response) => response.end('{"error":"unauthorized"}'),
      3,
      /unauthorized/,
    ],
    ['an empty answer', (_, response) => response.end(), 3, /an empty response/],
    ['a refusal', (_, response) => response.writeHead(403).end('no'), 3, /403/],
    [
      'a document that is cut',
      (_, response) => response.end(JSON.stringify(DOCUMENT).slice(0, 120)),
      4,
      /cut|end/i,
    ],
    [
      'a document without paths',
      (_, response) =>
        response.end('{"openapi":"3.0.1","info":{"title":"T","version":"1"},"paths":{}}'),
      4,
      /no paths|no operations|paths/i,
    ],
  ])('%s: a clear message, and no change on disk', async (_, listener, want, message) => {
    const url = await serve(listener);
    const {
      code,
      out: stdout,
      err,
    } = await sdkgen(['generate', '--input', `${url}/swagger.json`, '--out', out]);
    expect(stdout).toBe('');
    expect(err).toMatch(message);
    expect(err).toContain(url.slice('http://'.length));
    expect(err).toContain('hint:');
    expect(code).toBe(want);
    expect(tree(out)).toEqual(before);
  });

  it('a host that does not respond: exit code 3 and the URL', async () => {
    const url = await serve(() => undefined);
    servers.pop()?.close();
    const { code, err } = await sdkgen([
      'generate',
      '--input',
      `${url}/swagger.json`,
      '--out',
      out,
    ]);
    expect(code).toBe(3);
    expect(err).toContain(`${url}/swagger.json`);
    expect(tree(out)).toEqual(before);
  });

  it('a document with errors: all of them, with line and column', async () => {
    const path = join(work, 'mistakes.json');
    const broken = {
      ...DOCUMENT,
      components: {
        schemas: {
          A: { $ref: '#/components/schemas/Gone' },
          B: { $ref: '#/components/schemas/Lost' },
        },
      },
    };
    writeFileSync(path, JSON.stringify(broken, null, 2));
    const { code, err } = await sdkgen(['generate', '--input', path, '--out', out]);
    expect(code).toBe(4);
    expect(err).toMatch(/mistakes\.json:\d+:\d+: error reference-unknown: .*Gone/);
    expect(err).toMatch(/mistakes\.json:\d+:\d+: error reference-unknown: .*Lost/);
    expect(tree(out)).toEqual(before);
  });

  it.each<[string, readonly string[], RegExp]>([
    ['no command', [], /Give a command/],
    ['an unknown flag', ['generate', '--inptu', 'x'], /inptu/],
    ['an unknown environment', ['generate', '--env', 'staging'], /prod, preprod, sandbox/],
    ['an input without an out', ['generate', '--input', 'x.json'], /--out/],
    ['a file that is not there', ['generate', '--input', 'gone.json', '--out', 'x'], /gone\.json/],
    [
      'an override for nothing',
      ['generate', '--input', 'night.json', '--out', 'x', '--config', 'wrong.json'],
      /GET \/Vehicle/,
    ],
  ])('%s: exit code 2', async (_, args, message) => {
    writeFileSync(
      join(work, 'wrong.json'),
      JSON.stringify({ names: { operations: { 'GET /Vehicle': 'x' } } }),
    );
    const { code, err } = await sdkgen(args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
  });
});

describe('secrets', () => {
  it('are in no message if the token endpoint rejects them', async () => {
    const secret = 'hush-hush-hush';
    const url = await serve((_, response) => response.writeHead(401).end('no'));
    const { err, out } = await sdkgen(
      ['generate', '--input', `${url}/swagger.json`, '--out', 'x'],
      { OPTIMUM_CLIENT_ID: 'someone', OPTIMUM_CLIENT_SECRET: secret },
    );
    expect(err + out).not.toContain(secret);
    expect(err).toMatch(/401/);
  });
});
