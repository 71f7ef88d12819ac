import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiffReport } from '../diff/index.js';
import { defaultConfig, type GeneratorConfig } from '../config/index.js';
import { typeCheck } from '../pipeline/compile.js';
import { checkAgainst, generateFrom } from '../pipeline/generate.js';
import { formatSummary, nightly, type NightlyOptions, writeSummary } from './index.js';
import { documentOf, type DocumentServer, startDocumentServer } from './testing/document-server.js';

/** Nights as a job has them: a server whose document changes, and a working folder that goes on. */

jest.mock('../pipeline/compile.js', () => {
  const compile =
    jest.requireActual<typeof import('../pipeline/compile.js')>('../pipeline/compile.js');
  return { ...compile, typeCheck: jest.fn(compile.typeCheck) };
});

let cwd: string;
let server: DocumentServer;
let config: GeneratorConfig;
beforeAll(async () => {
  server = await startDocumentServer();
  config = { ...defaultConfig(), environments: { preprod: { documentation: server.url } } };
});
afterAll(() => server.close());
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'sdkgen-nightly-'));
});
afterEach(() => {
  rmSync(cwd, { recursive: true, force: true });
  jest.clearAllMocks();
  // It takes half of a night's time, so only `make forges` type-checks more than the first history.
  if (process.env['FORGES'] === undefined) jest.mocked(typeCheck).mockReturnValue(undefined);
});

const options = (more: Partial<NightlyOptions> = {}): NightlyOptions => ({
  environments: ['preprod'],
  date: '2026-11-24',
  reportFolder: join(cwd, 'reports'),
  acceptShrink: false,
  waitMs: 0,
  ...more,
});
const night = async (more?: Partial<NightlyOptions>, settings: Partial<GeneratorConfig> = {}) => {
  const report = await nightly({ ...config, ...settings }, options(more), { cwd });
  const [first] = report.nights;
  if (first === undefined) throw new Error('There was no night.');
  return first;
};
const read = (path: string) => readFileSync(join(cwd, path), 'utf8');
const versionOnDisk = () =>
  (JSON.parse(read('output/preprod/package.json')) as { version: string }).version;
const REPORTS = ['night.json', 'report.html', 'report.json', 'report.md'];
const reports = () => readdirSync(join(cwd, 'reports/preprod')).sort();
const headings = () => read('output/preprod/CHANGELOG.md').match(/^## .*/gm) ?? [];

/** Bytes and times of every file but `night.json`; folders are left out, since a lock comes and goes in one. */
function everything(): ReadonlyMap<string, string> {
  const paths = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    paths.flatMap((path) => {
      const stats = statSync(join(cwd, path));
      if (!stats.isFile() || path.endsWith('night.json')) return [];
      return [[path, `${stats.mtimeMs} ${stats.ino} ${read(path)}`] as const];
    }),
  );
}

describe('a history of nights', () => {
  it('makes, bumps, tells and records, each night what it brought, and rests when nothing did', async () => {
    server.publish(documentOf(['Vehicles', 'Trips', 'Alerts', 'Persons']));
    expect(await night()).toMatchObject({ status: 'first', version: '0.1.0' });
    expect(read('output/preprod/CHANGELOG.md')).toContain(
      '## 0.1.0 - 2026-11-24\n\nGenerated for the first time from Fleet 1.0: 4 operations, 1 schema.\n',
    );
    expect(read('reports/preprod/report.md')).toMatch(/^# preprod 0\.1\.0: first package\n/);
    expect(reports()).toEqual(REPORTS);
    expect(read('reports/preprod/report.html')).toContain(
      '<p class="lead">Generated for the first time from Fleet 1.0: 4 operations, 1 schema.</p>',
    );
    const first = JSON.parse(read('reports/preprod/report.json')) as DiffReport;
    expect(first.before).toMatchObject({ source: 'nothing recorded', operations: 0 });
    expect(first.changes.map(({ id }) => id)).toEqual([
      'schema-added',
      ...Array.from({ length: 4 }, () => 'operation-added'),
    ]);

    server.publish(documentOf(['Vehicles', 'Trips', 'Alerts', 'Persons', 'Zones']));
    expect(await night({ date: '2026-11-25' })).toMatchObject({
      status: 'changed',
      previousVersion: '0.1.0',
      version: '0.2.0',
      breaking: false,
      title: 'preprod 0.2.0: 1 change',
    });

    server.publish(documentOf(['Vehicles', 'Trips', 'Alerts', 'Zones'], '1.1'));
    expect(await night({ date: '2026-11-26' })).toMatchObject({
      version: '0.3.0',
      breaking: true,
      counts: { breaking: 1, potentiallyBreaking: 0, acknowledged: 0 },
    });
    expect(read('reports/preprod/report.md')).toMatch(
      /^\*\*Breaking\*\* .* bump \*\*major\*\* \(package 0\.2\.0 → 0\.3\.0, document 1\.0 → 1\.1\)/,
    );
    expect(headings()).toEqual([
      '## 0.3.0 - 2026-11-26',
      '## 0.2.0 - 2026-11-25',
      '## 0.1.0 - 2026-11-24',
    ]);
    expect(read('output/preprod/CHANGELOG.md')).toMatch(
      /The API is now Fleet 1\.1\.\n\n### Breaks programs that compile\n\n- `persons\.get` was removed/,
    );
    expect(reports()).toEqual(REPORTS);
    expect(JSON.parse(read('reports/preprod/night.json'))).toMatchObject({
      date: '2026-11-26',
      title: expect.stringMatching(/^preprod 0\.3\.0: 1 breaking change/),
      breaking: true,
    });

    const before = everything();
    expect(await night({ date: '2026-11-27' })).toEqual({
      environment: 'preprod',
      previous: { date: '2026-11-26', status: 'changed' },
      status: 'unchanged',
      version: '0.3.0',
    });
    expect(server.statuses.at(-1)).toBe(304);
    server.publish(documentOf(['Zones', 'Alerts', 'Trips', 'Vehicles'], '1.1'), 'plain');
    expect(await night({ date: '2026-11-28' })).toMatchObject({ status: 'unchanged' });
    expect(server.statuses.at(-1)).toBe(200);
    expect(everything()).toEqual(before);
    expect(typeCheck).toHaveBeenCalledTimes(3);
  });

  it('keeps version and changelog through generate and check', async () => {
    server.publish(documentOf(['A', 'B', 'C', 'D']));
    await night();
    server.publish(documentOf(['A', 'B', 'C', 'D', 'E']));
    await night();
    const mine = `${read('output/preprod/CHANGELOG.md')}\nMine.\n`;
    writeFileSync(join(cwd, 'output/preprod/CHANGELOG.md'), mine);
    const env = { ...config, env: 'preprod' as const };
    expect(await generateFrom(env, { cwd })).toMatchObject({ written: [], deleted: [] });
    expect(await checkAgainst(env, { cwd })).toMatchObject({
      difference: { missing: [], differing: [], extra: [] },
    });
    expect(versionOnDisk()).toBe('0.2.0');
    expect(read('output/preprod/CHANGELOG.md')).toBe(mine);

    server.publish(documentOf(['A', 'B', 'C', 'D', 'E', 'F']));
    expect(await night()).toMatchObject({ version: '0.3.0' });
    expect(read('output/preprod/CHANGELOG.md')).toMatch(/\nMine\.\n$/);
  });
});

describe('night.json', () => {
  const nightFile = () => JSON.parse(read('reports/preprod/night.json')) as unknown;

  it('is left by every run, and knows the run before', async () => {
    server.publish(documentOf(['A', 'B', 'C', 'D']));
    await night({ date: '2026-11-20' });
    expect(nightFile()).toMatchObject({ status: 'first', date: '2026-11-20' });
    expect(nightFile()).not.toHaveProperty('previous');

    await night({ date: '2026-11-21' });
    expect(nightFile()).toEqual({
      environment: 'preprod',
      previous: { date: '2026-11-20', status: 'first' },
      status: 'unchanged',
      version: '0.1.0',
      date: '2026-11-21',
    });

    server.publish(documentOf(['A']));
    await night({ date: '2026-11-22' });
    expect(nightFile()).toEqual({
      environment: 'preprod',
      previous: { date: '2026-11-21', status: 'unchanged' },
      status: 'failed',
      exitCode: 4,
      message: expect.stringContaining('shrank'),
      hint: expect.stringContaining('--accept-shrink'),
      removed: { operations: ['GET /B', 'GET /C', 'GET /D'], schemas: [] },
      date: '2026-11-22',
    });

    server.publish(documentOf(['A', 'B', 'C', 'D', 'E']));
    const skipped = 'No run between 2026-11-22 and 2026-11-26.';
    const report = await nightly(config, options({ date: '2026-11-26' }), { cwd });
    expect(nightFile()).toMatchObject({ skipped, status: 'changed', version: '0.2.0' });
    expect(read('reports/preprod/report.md')).toContain(`\n\n${skipped}\n`);
    expect(formatSummary(report).at(-1)).toBe(`preprod: ${skipped}`);
    await writeSummary(join(cwd, 'summary.md'), report);
    expect(read('summary.md')).toContain(`\n\npreprod: ${skipped}\n`);
  });

  it.each([
    ['no JSON', '{'],
    ['another shape', '{"date":20261120,"status":"first"}'],
    ['an unknown status', '{"date":"2026-11-20","status":"good"}'],
  ])('is written anew over %s', async (_, text) => {
    mkdirSync(join(cwd, 'reports/preprod'), { recursive: true });
    writeFileSync(join(cwd, 'reports/preprod/night.json'), text);
    server.fail(404);
    expect(await night()).not.toHaveProperty('previous');
    expect(nightFile()).toMatchObject({ status: 'failed', exitCode: 3 });
  });

  it('leaves no report of a package that could not be written', async () => {
    server.publish(documentOf(['A']));
    mkdirSync(join(cwd, 'output/preprod/CHANGELOG.md'), { recursive: true });
    expect(await night()).toMatchObject({ status: 'failed', exitCode: 5 });
    expect(reports()).toEqual(['night.json']);
  });
});

describe('a night that is not like the others', () => {
  const FOUR = documentOf(['A', 'B', 'C', 'D']);
  const after = mkdtempSync(join(tmpdir(), 'sdkgen-after-'));
  afterAll(() => rmSync(after, { recursive: true, force: true }));

  /** Each begins in the morning after the same first night. */
  beforeEach(async () => {
    server.publish(FOUR);
    if (readdirSync(after).length > 0) cpSync(after, cwd, { recursive: true });
    else {
      await night();
      cpSync(cwd, after, { recursive: true });
    }
  });

  const SCHEMA_OF_E = '/paths/~1E/get/responses/200/content/application~1json/schema';

  it('says in night.json that it was killed, until it has a result', async () => {
    let during: unknown;
    const onReport = () => {
      during = JSON.parse(readFileSync(join(cwd, 'reports/preprod/night.json'), 'utf8'));
    };
    server.publish(documentOf(['A', 'B', 'C', 'D', 'E']));
    expect(await night({ onReport })).toMatchObject({ status: 'changed' });
    expect(during).toMatchObject({ environment: 'preprod', status: 'failed', exitCode: 143 });
  });

  it('fails where night.json cannot be written, and never hides an earlier failure', async () => {
    rmSync(join(cwd, 'reports/preprod'), { recursive: true });
    writeFileSync(join(cwd, 'reports/preprod'), 'a file');
    const warnings: string[] = [];
    const onWarning: NightlyOptions['onWarning'] = (...told) => void warnings.push(told.join(': '));
    expect(await night({ onWarning })).toMatchObject({ status: 'failed', exitCode: 5 });
    server.fail(404);
    expect(await night({ onWarning })).toMatchObject({ status: 'failed', exitCode: 3 });
    expect(warnings).toEqual([
      expect.stringMatching(/^preprod: The reports in .* cannot be written/),
      expect.stringMatching(/^preprod: The reports in .* cannot be written/),
    ]);
  });

  it('says in the pull request what no code comes of, and refuses it with `strict`', async () => {
    const before = everything();
    const document = JSON.parse(documentOf(['A', 'B', 'C', 'D'])) as Record<string, object>;
    const schema = { type: 'object', dependentSchemas: { a: { required: ['b'] } } };
    const content = { 'application/json': { schema } };
    const operation = { responses: { 200: { description: 'OK', content } } };
    document['paths'] = {
      ...document['paths'],
      '/E': { get: operation },
      '/F': { get: operation },
    };
    document['info'] = { ...document['info'], license: { name: 'MIT' } };
    server.publish(JSON.stringify(document));
    expect(await night({}, { strict: true })).toMatchObject({ status: 'failed', exitCode: 4 });
    expect(everything()).toEqual(before);

    expect(await night()).toMatchObject({
      status: 'changed',
      source: server.url,
      diagnostics: [
        { code: 'part-unused', pointer: '/info/license' },
        { code: 'part-unsupported', pointer: `${SCHEMA_OF_E}/dependentSchemas`, count: 2 },
      ],
    });
    const [, section = ''] = read('reports/preprod/report.md').split(
      '## Warnings about the document\n',
    );
    expect(section.trim().split('\n')).toEqual([
      expect.stringMatching(
        /^- `part-unsupported`: 'dependentSchemas' of a schema: .* \(`paths › \/E › .* › dependentSchemas` and 1 more\)$/,
      ),
    ]);
    // The document is the same, but the settings are not.
    expect(await night({}, { strict: true })).toMatchObject({ status: 'failed', exitCode: 4 });
  });

  it('stops at a document that lost over 30 %, unless that is accepted', async () => {
    const before = everything();
    server.publish(documentOf(['A', 'B']));
    expect(await night()).toEqual({
      environment: 'preprod',
      previous: { date: '2026-11-24', status: 'first' },
      status: 'failed',
      exitCode: 4,
      message:
        'The document shrank by over 30 %: 4 operations became 2.\nIt no longer has these operations: GET /C, GET /D.',
      removed: { operations: ['GET /C', 'GET /D'], schemas: [] },
      hint: expect.stringContaining('--accept-shrink'),
    });
    expect(everything()).toEqual(before);
    expect(await night({ acceptShrink: true })).toMatchObject({
      status: 'changed',
      breaking: true,
    });
  });

  it.each([
    ['does not answer', 403, 3],
    ['has nothing', 404, 3],
  ])('leaves all as it was when the server %s', async (_, status, exitCode) => {
    const before = everything();
    server.fail(status);
    expect(await night()).toMatchObject({ status: 'failed', exitCode });
    expect(everything()).toEqual(before);
  });

  it('goes on with the next environment when one fails, and ends as the worst', async () => {
    const other = await startDocumentServer();
    other.publish(documentOf(['X']));
    const environments = { ...config.environments, prod: { documentation: other.url } };
    server.fail(404);
    const results: string[] = [];
    const report = await nightly(
      { ...config, environments },
      options({
        environments: ['preprod', 'prod'],
        onResult: ({ environment, status }) => results.push(`${environment} ${status}`),
      }),
      { cwd },
    );
    await other.close();
    expect(results).toEqual(['preprod failed', 'prod first']);
    expect(report).toMatchObject({ exitCode: 3, nights: [{ exitCode: 3 }, { version: '0.1.0' }] });
  });

  it('leaves no folder behind where the first night fails', async () => {
    await night(
      { environments: ['prod'] },
      { environments: { prod: { documentation: 'http://127.0.0.1:9/' } } },
    );
    expect(readdirSync(join(cwd, 'fixtures'))).toEqual(['preprod']);
  });

  it('makes the package anew where the configuration changed, and says so', async () => {
    expect(await night({}, { clientName: 'Trucks' })).toMatchObject({
      status: 'remade',
      version: '0.1.1',
    });
    expect(headings()).toEqual(['## 0.1.1 - 2026-11-24', '## 0.1.0 - 2026-11-24']);
    expect(reports()).toEqual(REPORTS);
    expect(read('reports/preprod/report.html')).toMatch(
      /<p class="lead">Regenerated from the same document.*<p>Nothing changed\.</s,
    );
    expect(await night({}, { clientName: 'Trucks' })).toMatchObject({ status: 'unchanged' });
  });

  it('makes it anew for another generator, and is content when that makes the same', async () => {
    const lock = join(cwd, 'fixtures/preprod/swagger.lock.json');
    const text = readFileSync(lock, 'utf8');
    const note = join(cwd, 'output/preprod/.sdkgen/last-run.json');
    const noted = readFileSync(note, 'utf8');
    const byAnother = noted.replace(/"request":"sha256:\w{8}/, '"request":"sha256:00000000');
    writeFileSync(note, byAnother);
    const stages: string[] = [];
    const nightOfStages = async () => {
      stages.length = 0;
      const report = await nightly(config, options(), {
        cwd,
        onStage: (name) => stages.push(name),
      });
      return report.nights[0];
    };
    const before = everything();
    expect(await nightOfStages()).toMatchObject({ status: 'unchanged' });
    expect(stages).toContain('emit');
    // From then on it is a night like any other in which nothing happened.
    expect(await nightOfStages()).toMatchObject({ status: 'unchanged' });
    expect(stages).not.toContain('emit');
    const after = everything();
    const fresh = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
    expect(fresh.filter((path) => !path.includes('/.sdkgen/'))).toEqual([]);
    // What the note says holds for that package alone.
    writeFileSync(note, 'another');
    await nightOfStages();
    expect(stages).toContain('emit');
    writeFileSync(lock, text.replace('optimum-sdk-generator ', 'optimum-sdk-generator 0.0.'));
    expect(await night()).toMatchObject({ status: 'remade', version: '0.1.0' });
    expect(readFileSync(lock, 'utf8')).toBe(text);
  });

  it('puts back what someone deleted or edited, and says so to the job', async () => {
    rmSync(join(cwd, 'reports'), { recursive: true });
    const before = read('output/preprod/src/client.ts');
    writeFileSync(join(cwd, 'output/preprod/src/client.ts'), '// edited');
    rmSync(join(cwd, 'output/preprod/src/index.ts'));
    expect(await night()).toMatchObject({
      status: 'remade',
      version: '0.1.0',
      written: ['src/client.ts', 'src/index.ts'],
    });
    expect(read('output/preprod/src/client.ts')).toBe(before);
    expect(reports()).toEqual(REPORTS);
    expect(read('reports/preprod/report.md')).toContain('Restored: files of the package');
    expect(JSON.parse(read('reports/preprod/night.json'))).toMatchObject({
      title: 'preprod 0.1.0: regenerated',
      breaking: false,
    });
  });

  describe('in which only ignored places changed', () => {
    const ignoring = (...ignore: readonly string[]) => ({
      nightly: { ...config.nightly, ignore },
    });
    const build = (number: number, names = ['A', 'B', 'C', 'D']) =>
      server.publish(documentOf(names, `1.0+${number}`));

    it.each(['on a machine', 'in a fresh clone'])('is quiet, %s', async (where) => {
      const before = everything();
      const warnings: string[] = [];
      const onWarning: NightlyOptions['onWarning'] = (...told) =>
        void warnings.push(told.join(' '));
      for (const number of [1, 2, 3]) {
        if (where === 'in a fresh clone')
          rmSync(join(cwd, 'output/preprod/.sdkgen'), { recursive: true });
        build(number);
        expect(await night({ onWarning }, ignoring('$.info.version', '$.host'))).toMatchObject({
          status: 'unchanged',
          version: '0.1.0',
        });
        expect(server.statuses.at(-1)).toBe(200);
      }
      const withoutNote = (files: ReadonlyMap<string, string>) =>
        [...files].filter(([path]) => !path.includes('.sdkgen'));
      expect(withoutNote(everything())).toEqual(withoutNote(before));
      expect(new Set(warnings)).toEqual(
        new Set(['preprod nightly.ignore: $.host matches nothing in the document.']),
      );
      // The recorded document is another one, so its ETag was kept, and nothing is hidden.
      expect(await night()).toMatchObject({ status: 'changed' });
      expect(server.statuses.at(-1)).toBe(200);
    });

    it('records the whole document with the next change', async () => {
      build(1);
      expect(await night({}, ignoring('$.info.version'))).toMatchObject({ status: 'unchanged' });
      build(2, ['A', 'B', 'C', 'D', 'E']);
      expect(await night({}, ignoring('$.info.version'))).toMatchObject({
        status: 'changed',
        title: 'preprod 0.2.0: 2 changes',
      });
      expect(read('fixtures/preprod/swagger.json')).toContain('"version": "1.0+2"');
      expect(await night({}, ignoring('$.info.version'))).toMatchObject({ status: 'unchanged' });
      expect(server.statuses.at(-1)).toBe(304);
    });

    it('counts no operations there when a document shrinks', async () => {
      const ignored = ignoring("$.paths['/A', '/B']");
      build(1, ['C']);
      expect(await night({}, ignored)).toMatchObject({
        status: 'failed',
        message: expect.stringContaining('2 operations became 1'),
      });
    });

    it('makes the package of the recorded document anew where the configuration changed', async () => {
      const recorded = read('fixtures/preprod/swagger.json');
      build(1);
      const settings = { ...ignoring('$.info.version'), clientName: 'Trucks' };
      expect(await night({}, settings)).toMatchObject({ status: 'remade', version: '0.1.1' });
      expect(read('fixtures/preprod/swagger.json')).toBe(recorded);
    });
  });

  it.each(['on a machine', 'in a fresh clone'])(
    'takes over another ETag of the same document, and stays quiet, %s',
    async (where) => {
      const lock = () =>
        JSON.parse(read('fixtures/preprod/swagger.lock.json')) as Record<string, unknown>;
      const before = lock();
      const others = everything();
      server.publish(FOUR, 'conditional', '"another"');
      for (const status of [200, 304]) {
        if (where === 'in a fresh clone')
          rmSync(join(cwd, 'output/preprod/.sdkgen'), { recursive: true });
        expect(await night()).toMatchObject({ status: 'unchanged' });
        expect(server.statuses.at(-1)).toBe(status);
        expect(lock()).toEqual({ ...before, etag: '"another"' });
      }
      const after = [...everything()].filter(([path, state]) => others.get(path) !== state);
      expect(after.map(([path]) => path).filter((path) => !path.includes('.sdkgen'))).toEqual([
        'fixtures/preprod/swagger.lock.json',
      ]);
      // A server without any leaves the last one.
      server.publish(FOUR, 'plain');
      expect(await night()).toMatchObject({ status: 'unchanged' });
      expect(lock()).toEqual({ ...before, etag: '"another"' });
    },
  );

  it('completes a run that was killed before it recorded, and bumps once', async () => {
    const folder = join(cwd, 'fixtures/preprod');
    const files = readdirSync(folder).map(
      (name) => [name, readFileSync(join(folder, name))] as const,
    );
    server.publish(documentOf(['A', 'B', 'C', 'D', 'E']));
    await night();
    const recorded = read('fixtures/preprod/swagger.json');
    for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
    expect(await night()).toMatchObject({ version: '0.2.0' });
    expect(read('fixtures/preprod/swagger.json')).toBe(recorded);
    expect(headings()).toHaveLength(2);
  });

  it('leaves a version alone that the configuration names', async () => {
    server.publish(documentOf(['A', 'B', 'C']));
    expect(await night({}, { packageVersion: '2.0.0' })).toMatchObject({ version: '2.0.0' });
  });

  it('says that another run is at work, and waits no longer than the limit', async () => {
    const owner = `${hostname().replace(/[^\w.]/g, '_')}-${process.ppid}-0123456789ab`;
    const lock = join(cwd, 'fixtures/preprod/.sdkgen.lock');
    mkdirSync(lock);
    writeFileSync(join(lock, owner), '');
    const waited: string[] = [];
    const onWait: NightlyOptions['onWait'] = (...reported) => void waited.push(reported.join(' '));
    expect(await night({ waitMs: 60, onWait })).toMatchObject({
      status: 'failed',
      exitCode: 5,
      message: expect.stringContaining(`Another run (${owner}) is`),
    });
    expect(waited).toEqual([`preprod ${owner}`]);
  });

  it('lets two runs at once through one after the other', async () => {
    server.publish(documentOf(['A', 'B', 'C', 'D', 'E']));
    const both = await Promise.all([night({ waitMs: Infinity }), night({ waitMs: Infinity })]);
    expect(both.map(({ status }) => status).sort()).toEqual(['changed', 'unchanged']);
    expect(versionOnDisk()).toBe('0.2.0');
  });
});
