import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import { sha256 } from '../util/hash.js';
import { Stopwatch } from '../util/stopwatch.js';
import { createPackageFiles, serializeManifest, type Manifest } from '../write/index.js';
import { checkPackage, compareFiles } from './check-package.js';
import { COMPILER, COMPILER_PATH, compilePackage } from './compile.js';
import { createJob, createRecipe, readNamesLock } from './job.js';
import { makePackage, packageTree } from './package.js';

/** A document with a relative server, a secret in its URL, a list with pages, and a schema with a name of JavaScript. */
const DOCUMENT = {
  openapi: '3.0.4',
  info: { title: 'Depots', version: '1' },
  servers: [{ url: '/v1' }, { url: '' }],
  paths: {
    '/depots': {
      get: {
        tags: ['Depots'],
        parameters: ['p', 'size'].map((name) => ({ name, in: 'query', schema: INTEGER() })),
        responses: { 200: json({ type: 'array', items: ref('constructor') }) },
      },
      post: { tags: ['Depots'], requestBody: json(ref('constructor')), responses: { 204: NONE() } },
    },
    '/internal/state': { get: { tags: ['Internal'], responses: { 200: json(ref('State')) } } },
  },
  components: {
    schemas: {
      constructor: {
        type: 'object',
        properties: { id: { type: 'integer', format: 'int64' }, since: DATE(), reg_no: TEXT() },
      },
      State: { type: 'string', enum: ['Open', 'Closed'] },
    },
  },
};

function INTEGER() {
  return { type: 'integer' };
}
function TEXT() {
  return { type: 'string' };
}
function DATE() {
  return { type: 'string', format: 'date-time' };
}
function NONE() {
  return { description: 'None' };
}
function ref(name: string) {
  return { $ref: `#/components/schemas/${name}` };
}
function json(schema: object) {
  return { description: 'OK', content: { 'application/json': { schema } } };
}

const OVERLAY = `# Not a part of the overlay.
overlay: 1.0.0
info: { title: Descriptions, version: 1.0.0 }
actions:
  - target: $.paths['/depots'].get
    update: { summary: Lists depots., description: "Two\\nlines." }
`;

const SECRET = 'canary-7f3a';
const work = mkdtempSync(join(tmpdir(), 'sdkgen-check-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const acme = {
  documentation: `https://docs.acme.example/swagger.json?key=${SECRET}`,
  packageName: '@acme/depots',
};

async function make(
  given: Partial<GeneratorConfig> = {},
  document: object = DOCUMENT,
  fetchText: (url: string) => Promise<string> = noFetch,
) {
  const input = `https://user:${SECRET}@api.acme.example/docs/swagger.json?key=${SECRET}`;
  const place = given.env === undefined ? { input, out: join(work, 'sdk') } : {};
  const config = { ...defaultConfig(), ...place, ...given };
  const variables = { SDKGEN_CLIENT_SECRET: SECRET };
  const job = await createJob(config, { cwd: work, variables });
  const text = JSON.stringify(document);
  const obtained = { text, location: job.target.input, alternatives: [], fetchText };
  const made = await makePackage(createRecipe(job, obtained, {}), new Stopwatch());
  const files = new Map(
    [...packageTree(made)].map(([path, content]) => [path, Buffer.from(content)] as const),
  );
  return { made, files };
}

function noFetch(): Promise<string> {
  return Promise.reject(new Error('Nothing is to be fetched.'));
}

/** In a folder, where no compiled package is. */
const check = (files: ReadonlyMap<string, Buffer>) =>
  checkPackage({ ...createPackageFiles(files), kind: 'folder' }, new Stopwatch());

const edit = (files: ReadonlyMap<string, Buffer>, path: string, change: (text: string) => string) =>
  new Map([...files, [path, Buffer.from(change(files.get(path)?.toString() ?? ''))]]);

/** Changes a lock as whoever wants to hide that would: with the right checksum. */
const editLock = (files: ReadonlyMap<string, Buffer>, change: (lock: Manifest) => object) =>
  edit(files, 'sdk.lock.json', (text) => {
    const { checksum: _, ...lock } = JSON.parse(text) as Manifest;
    return serializeManifest({ ...lock, ...change(lock) });
  });

describe('a package', () => {
  const overlay = join(work, 'overlay.yaml');
  beforeAll(() => writeFileSync(overlay, OVERLAY));

  it.each<[string, Partial<GeneratorConfig>]>([
    ['no settings', {}],
    ['sources alone', { output: { sourceOnly: true } }],
    ['an environment of a preset', { env: 'sandbox' }],
    ['an environment of no base URL', { env: 'acme', environments: { acme } }],
    [
      'environments',
      {
        env: 'acme',
        defaultEnvironment: 'test',
        environments: {
          acme: {
            ...acme,
            baseUrl: 'https://acme.example/',
            rateLimit: { requests: 9, perMs: 99 },
          },
          test: { documentation: 'x', baseUrl: 'https://test.example/', clientName: 'Other' },
        },
      },
    ],
    [
      'every other setting',
      {
        overlays: [overlay],
        include: { tags: ['Depots'] },
        exclude: { operations: ['POST /depots'] },
        names: {
          from: 'path',
          operations: { 'GET /depots': 'all' },
          types: { constructor: 'Depot' },
          properties: { constructor: { reg_no: 'plate' } },
        },
        pagination: { 'GET /depots': { kind: 'page', page: 'p', size: 'size' } },
        output: { dates: 'date', int64: 'bigint', readonly: 'on', enums: 'union', mcp: true },
        packageName: '@a/b',
        packageVersion: '3.1.4',
        clientName: 'Fleet',
      },
    ],
  ])('with %s is reproduced from what travels in it', async (_, given) => {
    const { files } = await make(given);
    expect(await check(files)).toMatchObject({ reproduced: true, differences: [] });
    const texts = [...files].filter(([, bytes]) => bytes.includes(SECRET));
    expect(texts.map(([path]) => path)).toEqual([]);
  });

  it('of a document that refers to others is reproduced without them', async () => {
    const $ref = 'https://schemas.example.com/all.json#/depot';
    const { constructor: _, ...schemas } = DOCUMENT.components.schemas;
    const document = {
      ...DOCUMENT,
      components: { schemas: { ...schemas, constructor: { $ref } } },
    };
    const others = { depot: { type: 'object', properties: { id: TEXT() } } };
    const { files, made } = await make(
      { allowedOrigins: ['https://schemas.example.com'] },
      document,
      () => Promise.resolve(JSON.stringify(others)),
    );
    expect(made.isSelfContained).toBe(false);
    expect(await check(files)).toMatchObject({ reproduced: true, differences: [] });
  });

  it('records the URL of its document only where it depends on that', async () => {
    const lockOf = async (given: Partial<GeneratorConfig>) =>
      JSON.parse((await make(given)).files.get('sdk.lock.json')?.toString() ?? '') as Manifest;
    const documentUrl = 'https://docs.acme.example/swagger.json';
    expect(await lockOf({ env: 'acme', environments: { acme } })).toMatchObject({ documentUrl });
    const baseUrl = 'https://acme.example/';
    const configured = { acme: { ...acme, baseUrl } };
    expect(await lockOf({ env: 'acme', environments: configured })).not.toHaveProperty(
      'documentUrl',
    );
  });
});

describe('a package that was changed', () => {
  let files: ReadonlyMap<string, Buffer>;
  beforeAll(async () => {
    ({ files } = await make());
  });

  it('is told by the names of files that were edited, added or removed', async () => {
    const others = edit(
      edit(files, 'src/client.ts', (text) => text.replace('\n', '\n\n')),
      'README.md',
      (text) => `x${text}`,
    );
    others.set('src/evil.ts', Buffer.from(''));
    others.delete('package.json');
    expect(await check(others)).toMatchObject({
      reproduced: false,
      cause: 'edited',
      differences: [
        { path: 'README.md', kind: 'changed', line: 1 },
        { path: 'package.json', kind: 'missing' },
        { path: 'src/client.ts', kind: 'changed', line: 2 },
        { path: 'src/evil.ts', kind: 'added' },
      ],
    });
  });

  it('is not told by the ends of lines', async () => {
    const others = [...files].map(([path, bytes]) => {
      return [path, Buffer.from(bytes.toString().replaceAll('\n', '\r\n'))] as const;
    });
    expect(await check(new Map(others))).toMatchObject({ reproduced: true });
  });

  it.each<[string, (text: string) => string, object]>([
    ['no JSON', (text) => text.slice(1), { reason: 'it is not JSON, or has no list of files' }],
    ['another hash', (text) => text.replace(/"config": "sha256:./, '$&x'), { line: 5 }],
    ['another setting', (text) => text.replace('"settings": {}', SETTINGS), { line: 5 }],
    ['a space', (text) => `${text} `, { line: expect.any(Number) }],
    [
      'a setting that there is not',
      (text) => text.replace('"settings": {}', '"settings": { "output": { "enums": "x" } }'),
      { reason: 'settings.output.enums must be one of const, union, enum.' },
    ],
    [
      'a program that there is not',
      (text) => text.replace('optimum-sdk-generator', 'evil;rm'),
      { reason: 'it names no version of this program' },
    ],
  ])('is told by its lock with %s', async (_, change, more) => {
    const { reproduced, cause, differences } = await check(edit(files, 'sdk.lock.json', change));
    expect({ reproduced, cause }).toEqual({ reproduced: false, cause: 'edited' });
    expect(differences).toContainEqual({ path: 'sdk.lock.json', kind: 'changed', ...more });
  });
  const SETTINGS = '"settings": { "packageVersion": "9.9.9" }';

  it('is told by its document, also when the lock was made to fit', async () => {
    const change = (text: string) => text.replace('Depots', 'Depot!');
    const others = edit(files, 'openapi.json', change);
    const differences = [{ path: 'openapi.json', kind: 'changed' }];
    expect(await check(others)).toMatchObject({ cause: 'edited', differences });
    const hash = sha256(others.get('openapi.json') ?? '');
    const fitted = editLock(others, (lock) => ({
      files: { ...lock.files, 'openapi.json': hash },
    }));
    expect(await check(fitted)).toMatchObject({
      cause: 'edited',
      differences: [{ path: 'openapi.json', reason: expect.any(String) }],
    });
  });

  it('is told from one that other code made', async () => {
    const path = 'src/client.ts';
    const edited = edit(files, path, (text) => text.replaceAll('  ', '    '));
    const others = editLock(edited, (lock) => ({
      files: { ...lock.files, [path]: sha256(edited.get(path) ?? '') },
    }));
    expect(await check(others)).toMatchObject({ cause: 'otherBuild' });
  });

  it('is told from one that another version made, and compared with its own lock', async () => {
    const generator = 'optimum-sdk-generator 0.0.9';
    const others = editLock(files, () => ({ generator }));
    const differences = [{ path: 'README.md', kind: 'changed' }];
    expect(await check(others)).toMatchObject({
      generator,
      cause: 'otherVersion',
      differences: [],
    });
    expect(await check(edit(others, 'README.md', (text) => `${text}x`))).toMatchObject({
      cause: 'otherVersion',
      differences,
    });
  });

  it('is told from one of an earlier build, whose names are still read', async () => {
    const others = editLock(files, () => ({ settings: undefined, version: undefined }));
    expect(await check(others)).toMatchObject({ cause: 'notRecorded', differences: [] });
    const lock = JSON.parse(others.get('sdk.lock.json')?.toString() ?? '') as Manifest;
    expect(readNamesLock(lock).operations).toHaveProperty(['GET /depots']);
  });

  it('is named by the file in which any byte was flipped', () => {
    const paths = [...files.keys()].filter((path) => path !== 'sdk.lock.json');
    const place = fc.constantFrom(...paths).chain((path) =>
      fc.record({
        path: fc.constant(path),
        at: fc.nat((files.get(path)?.length ?? 1) - 1),
        mask: fc.integer({ min: 1, max: 255 }),
      }),
    );
    fc.assert(
      fc.property(place, ({ path, at, mask }) => {
        const bytes = Buffer.from(files.get(path) ?? '');
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        const found = compareFiles(createPackageFiles(new Map([...files, [path, bytes]])), files);
        expect(found.map((each) => each.path)).toEqual([path]);
      }),
      { numRuns: 100 },
    );
  });

  it('is named by its lock, in which any byte was flipped', async () => {
    const size = files.get('sdk.lock.json')?.length ?? 1;
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.integer({ min: 1, max: 127 }), async (at, mask) => {
        const bytes = Buffer.from(files.get('sdk.lock.json') ?? '');
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        const { differences } = await check(new Map([...files, ['sdk.lock.json', bytes]]));
        expect(differences.map(({ path }) => path)).toContain('sdk.lock.json');
      }),
      { numRuns: 5 },
    );
  });
});

/** It compiles a package and compares more than a thousand files, so `make forges` runs it. */
const describeTarball = process.env['FORGES'] ? describe : describe.skip;

describeTarball('a tarball', () => {
  let files: ReadonlyMap<string, Buffer>;
  const checkTarball = (others: ReadonlyMap<string, Buffer>) =>
    checkPackage(createPackageFiles(others), new Stopwatch());

  beforeAll(async () => {
    const { made, files: sources } = await make();
    const built = [...compilePackage(made.files)].map(
      ([path, text]) => [path, Buffer.from(text)] as const,
    );
    const packed = [...sources].filter(([path]) => !path.startsWith('tsconfig'));
    files = new Map([...packed, ...built, ['CHANGELOG.md', Buffer.from('# Ours')]]);
  });

  it('is reproduced with its dist/, with a changelog of its owner and without what npm leaves out', async () => {
    expect(await checkTarball(files)).toMatchObject({ reproduced: true, differences: [] });
  });

  it('is told by every file of dist/', () => {
    const others = edit(files, 'dist/esm/client.js', (text) => text.replace('\n', '\n\n'));
    others.set('dist/x.js', Buffer.from(''));
    others.delete('dist/cjs/index.js');
    expect(compareFiles(createPackageFiles(others), files)).toEqual([
      { path: 'dist/esm/client.js', kind: 'changed', line: 2 },
      { path: 'dist/cjs/index.js', kind: 'missing' },
      { path: 'dist/x.js', kind: 'added' },
    ]);
  });

  it('that another compiler made is told as that', async () => {
    const others = edit(files, COMPILER_PATH, () => 'TypeScript 5.4.5');
    expect(await checkTarball(others)).toMatchObject({
      reproduced: false,
      cause: 'otherCompiler',
      compiler: '5.4.5',
      differences: [],
    });
    expect(COMPILER).toMatch(/^TypeScript \d+\.\d+\.\d+$/);
  });
});
