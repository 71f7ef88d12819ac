import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../commands/index.js';
import {
  documentOf,
  type DocumentServer,
  startDocumentServer,
} from '../../nightly/testing/document-server.js';
import { createTerminal } from '../../commands/terminal.js';

/** The `diff` command with files, URLs and environments. */

const work = mkdtempSync(join(tmpdir(), 'sdkgen-diff-'));
let server: DocumentServer;
beforeAll(async () => {
  server = await startDocumentServer();
  const place = { documentation: server.url };
  put('sdk.config.json', JSON.stringify({ environments: { preprod: place, prod: place } }));
  put('old.json', documentOf(['Vehicles', 'Trips']));
  put('new.json', documentOf(['Vehicles', 'Alerts']));
  put('more.json', documentOf(['Vehicles', 'Trips', 'Alerts']));
  put(
    'same.yaml',
    'openapi: 3.0.4\ninfo: { title: Fleet, version: "1.0" }\npaths:\n' +
      ['Vehicles', 'Trips']
        .map(
          (name) =>
            `  /${name}:\n    get:\n      tags: [${name}]\n      responses:\n        "200":\n          description: OK\n          content: { application/json: { schema: { $ref: "#/components/schemas/Thing" } } }\n`,
        )
        .join('') +
      'components: { schemas: { Thing: { type: object, properties: { id: { type: string } } } } }\n',
  );
});
afterAll(async () => {
  await server.close();
  rmSync(work, { recursive: true, force: true });
});

function put(path: string, text: string): void {
  mkdirSync(join(work, path, '..'), { recursive: true });
  writeFileSync(join(work, path), text);
}

async function sdkgen(...args: readonly string[]) {
  const written = { out: '', err: '' };
  const stream = (name: 'out' | 'err') => ({ write: (text: string) => (written[name] += text) });
  const terminal = createTerminal(stream('out'), stream('err'), {});
  const code = await run(args, { terminal, env: {}, cwd: work, today: '2026-11-24' });
  return { code, ...written };
}

interface ReportJson {
  readonly verdict: object;
  readonly changes: readonly {
    readonly id: string;
    readonly fingerprint: string;
    readonly subject: string;
  }[];
  readonly before: { readonly source: string };
  readonly after: { readonly source: string };
  readonly drift?: Readonly<Record<string, unknown>>;
  readonly package?: object;
}
const json = async (...args: readonly string[]) =>
  JSON.parse((await sdkgen('diff', ...args, '--format', 'json')).out) as ReportJson;

describe('two files', () => {
  it('prints the breaking changes on standard output, and nothing else', async () => {
    const { code, out, err } = await sdkgen('diff', 'old.json', 'new.json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^Breaking/);
    expect(out).toContain('trips.get');
  });

  it.each([
    ['old.json', 'new.json', undefined, 0],
    ['old.json', 'new.json', 'breaking', 1],
    ['old.json', 'new.json', 'any', 1],
    ['old.json', 'more.json', 'breaking', 0],
    ['old.json', 'more.json', 'any', 1],
    ['old.json', 'same.yaml', 'any', 0],
  ])('%s to %s, failing on %s: exit code %d', async (old, now, failOn, want) => {
    const asked = failOn === undefined ? [] : ['--fail-on', failOn];
    expect(await sdkgen('diff', old, now, ...asked)).toMatchObject({ code: want, err: '' });
  });

  it('writes the report to the given file, and says so', async () => {
    const { code, out, err } = await sdkgen(
      ...['diff', 'old.json', 'new.json', '--format', 'html', '--out', 'deep/report.html'],
    );
    expect({ code, out }).toEqual({ code: 0, out: '' });
    expect(err).toContain('deep/report.html');
    expect(readFileSync(join(work, 'deep/report.html'), 'utf8')).toMatch(/^<!doctype html>/i);
  });

  it('prints annotations for breaking changes only', async () => {
    const { out } = await sdkgen('diff', 'old.json', 'new.json', '--annotations');
    const lines = out.trim().split('\n');
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^::error file=new\.json,/);
    expect((await sdkgen('diff', 'old.json', 'more.json', '--annotations')).out).toBe('');
  });

  it('accepts acknowledged changes until their day', async () => {
    const { changes } = await json('old.json', 'new.json');
    const acknowledged = (until: string) =>
      JSON.stringify({
        acknowledged: changes.map(({ fingerprint }) => ({ fingerprint, reason: 'Agreed.', until })),
      });
    put('known.json', acknowledged('2026-11-24'));
    const args = [
      'diff',
      'old.json',
      'new.json',
      '--fail-on',
      'any',
      '--acknowledged',
      'known.json',
    ];
    expect(await sdkgen(...args)).toMatchObject({ code: 0 });
    put('known.json', acknowledged('2026-11-23'));
    expect(await sdkgen(...args)).toMatchObject({ code: 1 });
  });

  it('explains a kind of change without documents', async () => {
    const { code, out } = await sdkgen('diff', '--explain', 'operation-removed');
    expect(code).toBe(0);
    expect(out).toMatch(/^operation-removed\n/);
    expect(await sdkgen('diff', '--explain', 'operation-remove')).toMatchObject({
      code: 2,
      err: expect.stringContaining('operation-removed'),
    });
  });

  it.each<[string, readonly string[], number, RegExp]>([
    ['one side', ['old.json'], 2, /needs two documents/],
    ['a file that is not there', ['old.json', 'gone.json'], 2, /gone\.json/],
    [
      'a misspelt environment',
      ['prprod', 'prod'],
      2,
      /prprod.*neither an environment nor a file[^]*preprod/,
    ],
    [
      'an environment that is not recorded',
      ['old.json', 'prod'],
      3,
      /No document of prod is recorded/,
    ],
    ['a format that is none', ['old.json', 'new.json', '--format', 'pdf'], 2, /format/],
    ['a file that is no document', ['old.json', 'sdk.config.json'], 4, /sdk\.config\.json/],
  ])('%s: a message and an exit code', async (_, args, want, message) => {
    const { code, out, err } = await sdkgen('diff', ...args);
    expect({ code, out }).toEqual({ code: want, out: '' });
    expect(err).toMatch(message);
  });
});

describe('environments', () => {
  beforeAll(async () => {
    server.publish(documentOf(['Vehicles', 'Trips'], '1.0').replace('Fleet', 'Production'));
    await sdkgen('generate', '--env', 'prod');
    server.publish(documentOf(['Vehicles', 'Alerts'], '1.1').replace('Fleet', 'Pre-production'));
    await sdkgen('generate', '--env', 'preprod');
  });

  it('are compared as recorded, with the names of their packages, or as they are now', async () => {
    server.publish(
      documentOf(['Vehicles', 'Alerts', 'Zones'], '1.1').replace('Fleet', 'Pre-production'),
    );
    const names = { operations: { 'GET /Alerts': 'everyAlert' } };
    const environments = { preprod: { documentation: server.url } };
    put('named.json', JSON.stringify({ names, environments, packageVersion: '2.0.0' }));
    expect(await json('preprod', 'preprod')).toMatchObject({ changes: [] });
    const { changes, package: versions } = await json('preprod', 'preprod', '--live');
    expect(versions).toEqual({ before: '0.1.0', after: '0.2.0' });
    expect(changes.map(({ subject }) => subject)).toEqual(['zones.get']);
    const named = await json('preprod', 'old.json', '--config', 'named.json');
    expect(named.changes.map(({ subject }) => subject)).toContain('alerts.everyAlert');
    expect(named).toMatchObject({ before: { source: 'preprod' }, after: { source: 'old.json' } });
    expect(named.package).toEqual({ before: '0.1.0', after: '2.0.0' });
    // The old document is none of a package.
    expect((await json('old.json', 'preprod')).package).toBeUndefined();
  });

  it('can be compared with a URL, whose query is not printed', async () => {
    const report = await json('prod', `${server.url}?token=hush`);
    expect(report.after.source).toBe(server.url);
    expect(JSON.stringify(report)).not.toContain('hush');
  });

  it('drift: what a promotion of the first to the second does, without titles and versions', async () => {
    const { drift, changes, before, after } = await json('preprod', 'prod');
    const subjectsOf = (list: unknown) =>
      changes
        .filter(({ fingerprint }) => (list as readonly string[]).includes(fingerprint))
        .map(({ subject }) => subject);
    expect({ before, after }).toMatchObject({
      before: { source: 'prod', title: 'Production', version: '1.0' },
      after: { source: 'preprod', title: 'Pre-production', version: '1.1' },
    });
    expect(drift).toMatchObject({ from: 'preprod', to: 'prod', differing: [] });
    expect(subjectsOf(drift?.['coming'])).toEqual(['alerts.get']);
    expect(subjectsOf(drift?.['leaving'])).toEqual(['trips.get']);
    expect(changes).toHaveLength(2);
  });

  it('drift is printed as three lists', async () => {
    const { out } = await sdkgen('diff', 'preprod', 'prod');
    expect(out).toMatch(/Only in preprod[^]*alerts\.get/i);
    expect(out).toMatch(/Only in prod [^]*trips\.get/i);
  });
});
