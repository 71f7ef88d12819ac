import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
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
import { recover } from '../../write/journal.js';
import { withLock } from '../../write/lock.js';
import { filesUnder } from './testing/cases.js';

/**
 * The program as a process, killed and refused at moments all over a generation: at as many as `KILLS` says. In a working folder with an older package, whose every kind of file changes.
 */

const MOMENTS = Number(process.env['KILLS'] ?? 1);
const describeKills = process.env['KILLS'] === undefined ? describe.skip : describe;
const PROGRAM = join(__dirname, '..', '..', '..', 'dist', 'cli.js');
const DISK = join(__dirname, 'testing', 'broken-disk.cjs');
const OLD = documentOf(['A', 'B', 'Gone']);
const NEW = documentOf(['A', 'B', 'Come', 'Also'], '2.0').replaceAll('Thing', 'Item');

const work = mkdtempSync(join(tmpdir(), 'sdkgen-kills-'));
const old = join(work, 'old');
const fresh = join(work, 'fresh');
let server: DocumentServer;
let changes: number;
let duration: number;

type Tree = Readonly<Record<string, string>>;
const treeOf = (cwd: string, folder: string): Tree =>
  Object.fromEntries(filesUnder(join(cwd, folder)));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly err: string;
}

interface Run {
  readonly disk?: object;
  /** Killed after so many milliseconds. */
  readonly killAfter?: number;
}

function sdkgen(cwd: string, { disk, killAfter }: Run = {}): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [...(disk ? ['--require', DISK] : []), PROGRAM, 'generate', '--env', 'preprod'],
    {
      cwd,
      env: { ...process.env, BROKEN_DISK: JSON.stringify(disk) },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const timer =
    killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      resolve({ code, signal, err });
    });
  });
}

/** Runs the generator again without a failure. */
async function next(cwd: string): Promise<void> {
  const { code, err } = await sdkgen(cwd);
  if (code !== 0) throw new Error(`The next run ended with ${code}: ${err}`);
}

function copy(from: string, name: string): string {
  const cwd = join(work, name);
  cpSync(from, cwd, { recursive: true });
  return cwd;
}

beforeAll(async () => {
  server = await startDocumentServer();
  mkdirSync(old);
  const environments = { preprod: { documentation: server.url } };
  writeFileSync(join(old, 'sdk.config.json'), JSON.stringify({ environments }));
  server.publish(OLD);
  await next(old);
  server.publish(NEW);
  cpSync(old, fresh, { recursive: true });
  const tell = join(work, 'changes.txt');
  const start = performance.now();
  const { code, err } = await sdkgen(fresh, { disk: { tell } });
  duration = performance.now() - start;
  if (code !== 0) throw new Error(`The whole run ended with ${code}: ${err}`);
  changes = Number(readFileSync(tell, 'utf8'));
});
afterAll(async () => {
  await server.close();
  rmSync(work, { recursive: true, force: true });
});

/** The package is the old one or the new one, after an interrupted run is undone or completed. */
async function expectOldOrNew(cwd: string): Promise<void> {
  const root = join(cwd, 'output', 'preprod');
  await withLock(root, { waitMs: 0 }, () => recover(root));
  const trees = [old, fresh].map((folder) => treeOf(folder, 'output'));
  expect(trees).toContainEqual(treeOf(cwd, 'output'));
}

/** All files are as after a run without a failure, and there are no others. */
async function expectNextRunToSucceed(cwd: string): Promise<void> {
  await next(cwd);
  expect(treeOf(cwd, '')).toEqual(treeOf(fresh, ''));
  const folders = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).sort();
  expect(folders).toEqual(readdirSync(fresh, { recursive: true, encoding: 'utf8' }).sort());
}

it('changes the disk often enough for the following tests', () => {
  expect(changes).toBeGreaterThan(50);
});

const moments = Array.from({ length: MOMENTS }, (_, index) => index);

describeKills(
  'a generation that is killed leaves the old package or the new one, and the next succeeds:',
  () => {
    it.each(moments)(`before a change to the disk, moment %i of ${MOMENTS}`, async (moment) => {
      const cwd = copy(old, `killed-${moment}`);
      const at = 1 + Math.floor(((moment + 0.5) / MOMENTS) * changes);
      const { signal } = await sdkgen(cwd, { disk: { at, how: 'kill' } });
      expect(signal).toBe('SIGKILL');
      await expectOldOrNew(cwd);
      await expectNextRunToSucceed(cwd);
    });

    it.each(moments)(`at a time, moment %i of ${MOMENTS}`, async (moment) => {
      const cwd = copy(old, `timed-${moment}`);
      await sdkgen(cwd, { killAfter: ((moment + 0.5) / MOMENTS) * duration });
      await expectOldOrNew(cwd);
      await expectNextRunToSucceed(cwd);
    });
  },
);

describeKills('a disk that becomes full leaves the old package or the new one:', () => {
  it.each(moments)(`moment %i of ${MOMENTS}`, async (moment) => {
    const cwd = copy(old, `full-${moment}`);
    const at = 1 + Math.floor(((moment + 0.5) / MOMENTS) * changes);
    const { code, err } = await sdkgen(cwd, { disk: { at, how: 'ENOSPC' } });
    // The last moments find the package written, and only the staging folder left to be removed.
    const isWritten = err.includes('is written, but');
    const hint = isWritten ? 'No files are lost: .*' : '.*full';
    expect({ code, err }).toEqual({
      code: 5,
      err: expect.stringMatching(new RegExp(`ENOSPC[^]*hint: ${hint}`)),
    });
    if (isWritten)
      expect(treeOf(cwd, 'output')).toEqual(expect.objectContaining(treeOf(fresh, 'output')));
    await expectOldOrNew(cwd);
    await expectNextRunToSucceed(cwd);
  });
});

it('runs two generations one after the other if both start at once', async () => {
  const cwd = copy(old, 'two');
  const ended = await Promise.all([sdkgen(cwd), sdkgen(cwd)]);
  expect(ended.map(({ code, err }) => ({ code, err }))).toEqual([
    { code: 0, err: '' },
    { code: 0, err: '' },
  ]);
  expect(treeOf(cwd, '')).toEqual(treeOf(fresh, ''));
});

describe('an output that cannot be written', () => {
  // Root may write everywhere, whatever the mode.
  const disk = process.getuid?.() === 0 ? { how: 'EACCES' } : undefined;
  const output = (cwd: string) => join(cwd, 'output', 'preprod');
  const makeReadOnly = (folder: string) => {
    chmodSync(folder, 0o555);
    readOnly.push(folder);
  };
  const readOnly: string[] = [];
  afterEach(() => {
    for (const folder of readOnly.splice(0)) chmodSync(folder, 0o755);
  });

  it.each<[string, RegExp, (cwd: string) => void]>([
    [
      'a file where the folder should be',
      /A file is where a folder should be/,
      (cwd) => {
        rmSync(output(cwd), { recursive: true });
        writeFileSync(output(cwd), 'mine');
      },
    ],
    [
      'a folder where a file should be',
      /resources\/come\.ts/,
      (cwd) => {
        mkdirSync(join(output(cwd), 'src/resources/come.ts'));
        writeFileSync(join(output(cwd), 'src/resources/come.ts/mine.txt'), 'mine');
      },
    ],
    [
      'a link that leads out of it',
      /src\/models/,
      (cwd) => {
        mkdirSync(join(cwd, 'elsewhere'));
        cpSync(join(output(cwd), 'src/models'), join(cwd, 'elsewhere'), { recursive: true });
        rmSync(join(output(cwd), 'src/models'), { recursive: true });
        symlinkSync(join(cwd, 'elsewhere'), join(output(cwd), 'src/models'));
      },
    ],
    [
      'a folder that may not be written to',
      /EACCES/,
      (cwd) => {
        makeReadOnly(join(output(cwd), 'src/resources'));
      },
    ],
    [
      'a whole output that may not be written to',
      /EACCES/,
      (cwd) => {
        for (const path of ['', 'src', 'src/models', 'src/resources'])
          makeReadOnly(join(output(cwd), path));
      },
    ],
  ])('%s: exit code 5, and no file changes', async (what, says, obstruct) => {
    const cwd = copy(old, what.replaceAll(' ', '-'));
    obstruct(cwd);
    const before = treeOf(cwd, '');
    const { code, err } = await sdkgen(cwd, disk && { disk });
    expect({ code, err }).toEqual({ code: 5, err: expect.stringMatching(says) });
    expect(treeOf(cwd, '')).toEqual(before);
    expect(existsSync(join(output(cwd), '.sdkgen.staging'))).toBe(false);
  });
});
