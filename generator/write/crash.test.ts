import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recover } from './journal.js';
import { withLock } from './lock.js';
import { compileRoom, runProcess } from './testing/child.js';
import { runKilled, runRefused } from './testing/disks.js';
import { packageOf, putFiles, treeAt, useTemporaryFolder, type Tree } from './testing/folders.js';
import { writeTree } from './tree.js';

/** Every kind of step: kept, replaced, added in a new folder, deleted with and without its folder, a file that becomes a folder. */
const OLD = packageOf({
  'a.ts': 'same',
  'b.ts': 'old',
  'gone/c.ts': 'c',
  'left/f.ts': 'f',
  turns: 'file',
});
const NEW = packageOf({ 'a.ts': 'same', 'b.ts': 'new', 'come/d.ts': 'd', 'turns/e.ts': 'e' });
const MINE = { 'mine.txt': 'mine', 'gone/mine.txt': 'mine' };

/** A moment at which nearly every step is taken and the change is not yet made. */
const LATE = 27;

const folder = useTemporaryFolder();
let program: string;
let before: string;
let empty: string;
let old: Tree;
let fresh: Tree;

beforeAll(async () => {
  program = mkdtempSync(join(tmpdir(), 'sdkgen-room-'));
  compileRoom(program);
  empty = join(program, 'empty');
  mkdirSync(empty);
  before = join(program, 'before');
  await writeTree({ root: before, files: OLD });
  putFiles(before, MINE);
  old = treeAt(before);
  const after = join(program, 'after');
  cpSync(before, after, { recursive: true });
  await writeTree({ root: after, files: NEW });
  fresh = treeAt(after);
});
afterAll(() => rmSync(program, { recursive: true, force: true }));

const copyOf = (from: string, name: string): string => {
  const copy = join(folder(), name);
  cpSync(from, copy, { recursive: true });
  return copy;
};

type Kill = (killBefore: number) => Promise<{ readonly root: string; readonly killed: boolean }>;

/** Every third moment, as each takes its time; all of them with `make kills`. */
const STEP = process.env['KILLS'] === undefined ? 3 : 1;

/** Kills a run before its 1st, then a later change to the disk, until one ends by itself. */
async function killEverywhere(kill: Kill, check: (root: string) => Promise<void>): Promise<number> {
  for (let moment = 1; ; moment += STEP) {
    const { root, killed } = await kill(moment);
    try {
      await check(root);
    } catch (error) {
      throw new Error(`Killed before change ${moment}: ${String(error)}`, { cause: error });
    }
    if (!killed) return moment;
  }
}

const killed =
  (from: string): Kill =>
  async (killBefore) => {
    const root = copyOf(from, `at-${killBefore}`);
    return { root, killed: await runKilled({ root, files: NEW, killBefore }) };
  };

const recoveredTree = async (root: string): Promise<Tree> => {
  await withLock(root, 0, () => recover(root));
  return treeAt(root);
};

describe('a run that is killed', () => {
  it('leaves the old tree or the new one, at whatever change to the disk', async () => {
    const outcomes = new Set<Tree>();
    const moments = await killEverywhere(killed(before), async (root) => {
      const tree = await recoveredTree(root);
      expect([old, fresh]).toContainEqual(tree);
      outcomes.add(JSON.stringify(tree) === JSON.stringify(old) ? old : fresh);
      await writeTree({ root, files: NEW });
      expect(treeAt(root)).toEqual(fresh);
    });
    expect(outcomes).toEqual(new Set([old, fresh]));
    expect(moments).toBeGreaterThan(30);
  });

  it('leaves the old tree to a second run that is killed while it puts it back', async () => {
    const broken = join(folder(), 'broken');
    renameSync((await killed(before)(LATE)).root, broken);
    expect(treeAt(broken)).not.toMatchObject(old);
    const moments = await killEverywhere(killed(broken), async (root) => {
      expect([old, fresh]).toContainEqual(await recoveredTree(root));
    });
    expect(moments).toBeGreaterThan(50);
  });

  it('is the same with SIGKILL', async () => {
    const kill: Kill = async (nth) => {
      const root = copyOf(before, `killed-${nth}`);
      return { root, killed: await runProcess(program, { root, files: NEW, killBefore: 5 * nth }) };
    };
    const moments = await killEverywhere(kill, async (root) => {
      expect([old, fresh]).toContainEqual(await recoveredTree(root));
      await writeTree({ root, files: NEW });
      expect(treeAt(root)).toEqual(fresh);
    });
    expect(moments).toBeGreaterThan(6);
  });

  it('leaves nothing behind that is not cleaned by the next', async () => {
    await killed(before)(LATE);
    const root = join(folder(), `at-${LATE}`);
    expect(readdirSync(root).filter((name) => name.startsWith('.sdkgen'))).not.toEqual([]);
    await writeTree({ root, files: OLD });
    expect(treeAt(root)).toEqual(old);
  });

  it('does not cost what a user put in the place of a file that was not yet made', async () => {
    await killEverywhere(killed(before), async (root) => {
      if (!existsSync(join(root, '.sdkgen.staging/journal.json'))) return;
      if (existsSync(join(root, 'come'))) return;
      putFiles(root, { 'come/d.ts': 'mine' });
      expect(await recoveredTree(root)).toEqual({ ...old, 'come/': '', 'come/d.ts': 'mine' });
    });
  });

  it('in a folder that it made leaves a folder that the next can fill', async () => {
    await killEverywhere(killed(empty), async (root) => {
      await writeTree({ root, files: OLD });
      expect(treeAt(root)).toEqual(
        Object.fromEntries(Object.entries(old).filter(([path]) => !path.endsWith('mine.txt'))),
      );
    });
  });
});

/** Without what the program keeps for itself. */
const withoutLeftovers = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith('.sdkgen')));

describe('a disk that refuses', () => {
  it('one change leaves what was there, byte for byte, and the next run succeeds', async () => {
    const counts = { old: 0, fresh: 0 };
    for (let moment = 1, failure: unknown = true; failure !== undefined; moment++) {
      const root = copyOf(before, `refused-${moment}`);
      failure = await runRefused({ root, files: NEW }, 'ENOSPC', moment, false);
      const tree = withoutLeftovers(treeAt(root));
      const outcome = tree['b.ts'] === 'old' ? 'old' : 'fresh';
      counts[outcome] += 1;
      expect({ moment, tree }).toEqual({ moment, tree: outcome === 'old' ? old : fresh });
      if (failure !== undefined) {
        expect(failure).toMatchObject({
          name: 'WriteError',
          exitCode: 5,
          hint: expect.stringMatching(/The disk is full|the next run removes it/),
        });
      }
      await writeTree({ root, files: NEW });
      expect({ moment, tree: treeAt(root) }).toEqual({ moment, tree: fresh });
    }
    // Once the change is made, only cleaning up can fail.
    expect(counts.old).toBeGreaterThan(25);
    expect(counts.fresh).toBeLessThan(6);
  });

  it('every change from some moment on leaves the old tree to the next run', async () => {
    let brokenOff = 0;
    for (let moment = 1, failure: unknown = true; failure !== undefined; moment++) {
      const root = copyOf(before, `refused-${moment}`);
      failure = await runRefused({ root, files: NEW }, 'EIO', moment, true);
      if (/so did putting back/.test(String(failure))) brokenOff += 1;
      expect([old, fresh]).toContainEqual(await recoveredTree(root));
    }
    expect(brokenOff).toBeGreaterThan(5);
  });
});
