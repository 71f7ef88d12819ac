import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage, packPackage } from '../../pipeline/build.js';
import { COMPILER, COMPILER_PATH } from '../../pipeline/compile.js';
import { openSandbox, type Sandbox } from '../../pipeline/open-sandbox.js';
import { SANDBOX_CREDENTIALS } from '../../sandbox/defaults.js';
import { PRESETS } from '../../vendor.js';
import { parseTarball, type Manifest } from '../../write/index.js';

const run = promisify(execFile);
const ROOT = join(__dirname, '..', '..', '..');
const TSC = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');

/** The strictest options of a user of Node.js. */
const NIGHT = {
  target: 'es2022',
  lib: ['es2022', 'dom'],
  types: ['node'],
  module: 'nodenext',
  moduleResolution: 'nodenext',
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/** Packs `output/sandbox`, installs the tarball in an empty project, and calls the sandbox. */
describe('the packed SDK', () => {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-package-'));
  const consumer = join(work, 'consumer');
  /** Programs of Node.js. */
  const home = join(consumer, 'programs');
  let sandbox: Sandbox;
  let packed: ReadonlyMap<string, Buffer>;

  beforeAll(async () => {
    sandbox = await openSandbox({ port: 0 });
    const source = join(work, 'sdk');
    cpSync(join(ROOT, 'output', 'sandbox'), source, {
      recursive: true,
      filter: (path) => !/[/\\](dist|node_modules)$/.test(path),
    });
    await buildPackage(source);
    const { path: tarball } = await packPackage(source);
    packed = parseTarball(readFileSync(tarball));
    cpSync(join(ROOT, 'fixtures', 'consumer'), consumer, { recursive: true });
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], {
      cwd: consumer,
    });
    mkdirSync(home);
    for (const name of PRESETS.optimum.environments.sandbox.program.files)
      cpSync(join(ROOT, 'fixtures', 'examples', name), join(home, name));
    cpSync(join(consumer, 'streams.ts'), join(home, 'streams.ts'));
    writeFileSync(join(home, 'package.json'), '{"type":"module"}');
    const options = { ...NIGHT, typeRoots: [join(ROOT, 'node_modules', '@types')] };
    writeFileSync(join(home, 'tsconfig.json'), JSON.stringify({ compilerOptions: options }));
  });

  afterAll(async () => {
    await sandbox.close();
    rmSync(work, { recursive: true, force: true });
  });

  it('has what it can be reproduced from, and nothing else', () => {
    const { files } = JSON.parse(packed.get('sdk.lock.json')?.toString() ?? '') as Manifest;
    const built = (path: string) => path.startsWith('dist/');
    const listed = Object.keys(files).filter((path) => !path.startsWith('tsconfig'));
    expect([...packed.keys()].filter((path) => !built(path)).sort()).toEqual(
      [...listed, 'sdk.lock.json'].sort(),
    );
    expect(packed.get(COMPILER_PATH)?.toString()).toBe(COMPILER);
    expect(packed.has('dist/esm/index.js') && packed.has('dist/cjs/index.js')).toBe(true);
  });

  const call = async (file: string) => {
    const before = sandbox.requests.length;
    const { stdout } = await run(process.execPath, [file], {
      cwd: consumer,
      env: { ...process.env, SANDBOX_URL: sandbox.url, ...credentials },
    });
    const requests = sandbox.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    return { printed: JSON.parse(stdout) as unknown, requests };
  };
  const credentials = {
    OPTIMUM_CLIENT_ID: SANDBOX_CREDENTIALS.clientId,
    OPTIMUM_CLIENT_SECRET: SANDBOX_CREDENTIALS.clientSecret,
  };

  it.each(['call.mjs', 'call.cjs'])(
    'answers from %s, with one token for two calls',
    async (file) => {
      const { printed, requests } = await call(file);
      expect(printed).toMatchObject({
        vehicles: expect.any(Number),
        plate: expect.any(String),
        errorName: 'ValidationError',
      });
      expect(requests.filter((line) => line.includes('/connect/token'))).toEqual([
        'POST /connect/token',
      ]);
      expect(requests).toContain('GET /Vehicles');
    },
  );

  it('is typed', async () => {
    await expect(
      run(process.execPath, [TSC, '-p', 'tsconfig.json', '--skipDefaultLibCheck'], {
        cwd: consumer,
      }),
    ).resolves.toMatchObject({ stdout: '' });
  });

  it('is typed for programs of Node.js', async () => {
    const compiled = await run(process.execPath, [TSC], { cwd: home }).catch(
      (error: unknown) => error as { readonly stdout: string },
    );
    expect(compiled.stdout).toBe('');
  });

  it('runs the nightly program, which has nothing to do in a second run', async () => {
    const script = join(home, 'count-yesterday.js');
    const places = { baseUrl: sandbox.url, tokenUrl: new URL('connect/token', sandbox.url).href };
    const there = JSON.stringify(places).replace(/\}$/, ', ');
    writeFileSync(
      script,
      readFileSync(script, 'utf8').replace('new OptimumClient({', `new OptimumClient(${there}`),
    );
    const night = async () => {
      const before = sandbox.requests.length;
      const env = { ...process.env, ...credentials };
      const { stdout } = await run(process.execPath, [script], { cwd: home, env });
      return { stdout, asked: sandbox.requests.slice(before).map(({ path }) => path) };
    };
    const first = await night();
    const trips = first.asked.filter((path) => path === '/Geolocation/Trips');
    expect(first.asked).toEqual(['/connect/token', '/Vehicles', ...trips]);
    expect(trips.length).toBeGreaterThan(5);
    expect(first.stdout.trimEnd().split('\n')).toHaveLength(trips.length);
    expect(await night()).toEqual({ stdout: '', asked: ['/Vehicles'] });
  });

  it('sends and gives the streams of Node.js', async () => {
    const source = join(home, 'contract.pdf');
    writeFileSync(source, 'a contract');
    const env = { ...process.env, SANDBOX_URL: sandbox.url, ...credentials };
    const args = [join(home, 'streams.js'), source, join(home, 'copy')];
    const { stdout } = await run(process.execPath, args, { cwd: home, env });
    const { bytes } = JSON.parse(stdout) as { readonly bytes: number };
    expect(bytes).toBeGreaterThan(0);
    for (const name of ['copy', 'copy-2'])
      expect(readFileSync(join(home, name))).toHaveLength(bytes);
  });

  it('recognizes its errors when it is both imported and required', async () => {
    const { printed } = await call('both.mjs');
    expect(printed).toEqual({
      isSameClass: false,
      instanceOf: ['OptimumError', 'ApiError', 'ValidationError'],
    });
  });

  it('has entries that can all be imported and required', async () => {
    const folder = join(consumer, 'node_modules', '@optimum-automotive', 'sdk-sandbox');
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly exports: object;
    };
    const entries = Object.keys(exports)
      .filter((entry) => !entry.endsWith('.json'))
      .map((entry) => entry.replace('.', '@optimum-automotive/sdk-sandbox'));
    const program = `Promise.all(${JSON.stringify(entries)}.map(async (entry) =>
      [await import(entry), require(entry)].every((all) => Object.keys(all).length > 0)
    )).then((all) => console.log(JSON.stringify(all)));`;
    const { stdout } = await run(process.execPath, ['-e', program], { cwd: consumer });
    expect(JSON.parse(stdout)).toEqual(entries.map(() => true));
  });

  it('has no dependencies', () => {
    expect(existsSync(join(consumer, 'node_modules', 'typescript'))).toBe(false);
    expect(
      readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['@optimum-automotive']);
  });
});
