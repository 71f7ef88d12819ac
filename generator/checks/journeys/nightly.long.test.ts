import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentOf,
  type DocumentServer,
  startDocumentServer,
} from '../../nightly/testing/document-server.js';

/** `make nightly` as the job runs it: the compiled program, in a working folder that is kept between runs. */

const ROOT = join(__dirname, '..', '..', '..');
/** What `make` and the program need. The folders that a run writes belong to the working folder. */
const PROGRAM = ['Makefile', 'dist', 'generator', 'node_modules', 'package.json', 'tsconfig.json'];
const HISTORY = join(ROOT, '..', 'shared', 'diff', 'radarr-history');

let work: string;
let server: DocumentServer;
beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-make-'));
  server = await startDocumentServer();
  for (const name of PROGRAM) symlinkSync(join(ROOT, name), join(work, name));
  const nowhere = { documentation: 'http://127.0.0.1:9/swagger.json' };
  const environments = { preprod: { documentation: server.url }, prod: nowhere };
  writeFileSync(join(work, 'sdk.config.json'), JSON.stringify({ preset: 'optimum', environments }));
});
afterEach(async () => {
  await server.close();
  rmSync(work, { recursive: true, force: true });
});

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Uses the existing build: `make test` has built it. */
function make(...args: readonly string[]): Promise<Ended> {
  const built = ['-o', 'node_modules/.installed', '-o', 'dist/.built'];
  return new Promise((resolve) => {
    const child = spawn('make', ['--no-print-directory', ...built, ...args], { cwd: work });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

interface Told {
  readonly nights: readonly { readonly status: string; readonly version: string }[];
}
async function night(date: string) {
  const { code, out, err } = await make(
    'nightly',
    'ENV=preprod',
    `ARGS=--json --date ${date} --summary summary.md`,
  );
  if (code !== 0) throw new Error(`make nightly ended with ${code}: ${err}`);
  return (JSON.parse(out) as Told).nights[0];
}

function stamps(): ReadonlyMap<string, string> {
  const own = ['output', 'fixtures', 'reports'].flatMap((folder) =>
    existsSync(join(work, folder))
      ? readdirSync(join(work, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
          join(folder, path),
        )
      : [],
  );
  const files = own.filter(
    (path) => !path.endsWith('night.json') && statSync(join(work, path)).isFile(),
  );
  return new Map(files.map((path) => [path, `${statSync(join(work, path)).mtimeMs}`]));
}

const isBuilt = existsSync(join(ROOT, 'dist', 'nightly', 'index.js'));

(isBuilt ? describe : describe.skip)('make nightly', () => {
  it('generates a package, updates it, skips an unchanged one, and names the environment that failed', async () => {
    server.publish(documentOf(['Vehicles', 'Trips', 'Alerts', 'Zones']));
    expect(await night('2026-11-24')).toMatchObject({ status: 'first', version: '0.1.0' });
    server.publish(documentOf(['Vehicles', 'Trips', 'Alerts']));
    expect(await night('2026-11-25')).toMatchObject({ status: 'changed', version: '0.2.0' });
    expect(readFileSync(join(work, 'reports/preprod/report.html'), 'utf8')).toMatch(/<!doctype/i);

    const before = stamps();
    expect(await night('2026-11-26')).toMatchObject({ status: 'unchanged', version: '0.2.0' });
    expect(stamps()).toEqual(before);

    const { code, out, err } = await make('nightly', 'ARGS=--date 2026-11-27 --summary summary.md');
    expect(code).toBe(2);
    expect(out).toMatch(/^preprod +unchanged +0\.2\.0/m);
    expect(out).toMatch(/^prod +failed \(3\)/m);
    expect(err).toContain('127.0.0.1:9');
    expect(stamps()).toEqual(before);
    const summary = readFileSync(join(work, 'summary.md'), 'utf8');
    expect(summary.match(/^## Nightly run of /gm)).toHaveLength(4);
    expect(await make('check', 'ENV=preprod')).toMatchObject({ code: 0 });
  });
});

/** Two runs for `make upgrade`, or all with `NIGHTS=all`, which takes minutes. */
const history = existsSync(HISTORY) ? readdirSync(HISTORY).sort() : [];
const wanted = process.env['NIGHTS'] === 'all' ? history.length : 2;
const nights = process.env['UPGRADE'] === '1' ? history.slice(0, wanted) : [];
(isBuilt && nights.length > 0 ? describe : describe.skip)(
  'make nightly, with recorded documents',
  () => {
    it('changes the version as its report says, and nothing in a second run', async () => {
      let previous: string | undefined;
      for (const name of nights) {
        server.publish(readFileSync(join(HISTORY, name), 'utf8'));
        const date = name.slice(4, 14);
        const result = await night(date);
        expect({ name, status: result?.status }).toEqual({
          name,
          status: previous === undefined ? 'first' : 'changed',
        });
        const { version } = JSON.parse(
          readFileSync(join(work, 'output/preprod/package.json'), 'utf8'),
        ) as { version: string };
        const changelog = readFileSync(join(work, 'output/preprod/CHANGELOG.md'), 'utf8');
        if (version !== previous) expect(changelog).toContain(`\n## ${version} - ${date}\n`);
        const before = stamps();
        expect(await night(date)).toMatchObject({ status: 'unchanged', version });
        expect(stamps()).toEqual(before);
        previous = version;
      }
    }, 900_000);
  },
);
