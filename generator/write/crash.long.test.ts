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
import {
  compileWriteModules,
  runKilled,
  runKilledProcess,
  runFailing,
} from './testing/interrupted-runs.js';
import {
  createPackage,
  putFiles,
  readTree,
  useTemporaryFolder,
  type Tree,
} from './testing/folders.js';
import { writeTree } from './write-tree.js';

/** All kinds of steps: kept, replaced, added in a new folder, deleted with and without its folder, a file that becomes a folder. */
const OLD = createPackage({
  'a.ts': 'same',
  'b.ts': 'old',
  'gone/c.ts': 'c',
  'left/f.ts': 'f',
  changes: 'file',
});
const NEW = createPackage({
  'a.ts': 'same',
  'b.ts': 'new',
  'added/d.ts': 'd',
  'changes/e.ts': 'e',
});
const MINE = { 'mine.txt': 'mine', 'gone/mine.txt': 'mine' };

/** A change at which most steps are done and nothing is committed. */
const LATE = 27;

const folder = useTemporaryFolder();
let program: string;
let before: string;
let empty: string;
let old: Tree;
let fresh: Tree;

beforeAll(async () => {
  program = mkdtempSync(join(tmpdir(), 'sdkgen-compiled-'));
  compileWriteModules(program);
  empty = join(program, 'empty');
  mkdirSync(empty);
  before = join(program, 'before');
  await writeTree({ root: before, files: OLD });
  putFiles(before, MINE);
  old = readTree(before);
  const after = join(program, 'after');
  cpSync(before, after, { recursive: true });
  await writeTree({ root: after, files: NEW });
  fresh = readTree(after);
});
afterAll(() => rmSync(program, { recursive: true, force: true }));

const copyOf = (from: string, name: string): string => {
  const copy = join(folder(), name);
  cpSync(from, copy, { recursive: true });
  return copy;
};

type Kill = (killBefore: number) => Promise<{ readonly root: string; readonly killed: boolean }>;

/** Every third change, to save time; all of them with `make kills`. */
const STEP = process.env['KILLS'] === undefined ? 3 : 1;

/** Kills a run before its first change to the disk, then at later ones, until a run ends by itself. */
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
  await withLock(root, { waitMs: 0 }, () => recover(root));
  return readTree(root);
};

describe('a run that is killed', () => {
  it('leaves the old tree or the new one, at each change to the disk', async () => {
    const outcomes = new Set<Tree>();
    const moments = await killEverywhere(killed(before), async (root) => {
      const tree = await recoveredTree(root);
      expect([old, fresh]).toContainEqual(tree);
      outcomes.add(JSON.stringify(tree) === JSON.stringify(old) ? old : fresh);
      await writeTree({ root, files: NEW });
      expect(readTree(root)).toEqual(fresh);
    });
    expect(outcomes).toEqual(new Set([old, fresh]));
    expect(moments).toBeGreaterThan(30);
  });

  it('leaves the old tree if the run that restores it is killed as well', async () => {
    const broken = join(folder(), 'broken');
    renameSync((await killed(before)(LATE)).root, broken);
    expect(readTree(broken)).not.toMatchObject(old);
    const moments = await killEverywhere(killed(broken), async (root) => {
      expect([old, fresh]).toContainEqual(await recoveredTree(root));
    });
    expect(moments).toBeGreaterThan(50);
  });

  it('does so with a real SIGKILL', async () => {
    const kill: Kill = async (nth) => {
      const root = copyOf(before, `killed-${nth}`);
      return {
        root,
        killed: await runKilledProcess(program, { root, files: NEW, killBefore: 5 * nth }),
      };
    };
    const moments = await killEverywhere(kill, async (root) => {
      expect([old, fresh]).toContainEqual(await recoveredTree(root));
      await writeTree({ root, files: NEW });
      expect(readTree(root)).toEqual(fresh);
    });
    expect(moments).toBeGreaterThan(6);
  });

  it('leaves nothing that the next run does not remove', async () => {
    await killed(before)(LATE);
    const root = join(folder(), `at-${LATE}`);
    expect(readdirSync(root).filter((name) => name.startsWith('.sdkgen'))).not.toEqual([]);
    await writeTree({ root, files: OLD });
    expect(readTree(root)).toEqual(old);
  });

  it('does not lose a file that a user put where the run had yet to add one', async () => {
    await killEverywhere(killed(before), async (root) => {
      if (!existsSync(join(root, '.sdkgen.staging/journal.json'))) return;
      if (existsSync(join(root, 'added'))) return;
      putFiles(root, { 'added/d.ts': 'mine' });
      expect(await recoveredTree(root)).toEqual({ ...old, 'added/': '', 'added/d.ts': 'mine' });
    });
  });

  it('leaves an empty folder that the next run can write to', async () => {
    await killEverywhere(killed(empty), async (root) => {
      await writeTree({ root, files: OLD });
      expect(readTree(root)).toEqual(
        Object.fromEntries(Object.entries(old).filter(([path]) => !path.endsWith('mine.txt'))),
      );
    });
  });
});

/** Without the program's own files. */
const withoutLeftovers = (tree: Tree): Tree =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => !path.startsWith('.sdkgen')));

describe('a disk that fails', () => {
  it('at one change leaves all files as they were, and the next run succeeds', async () => {
    const counts = { old: 0, fresh: 0 };
    for (let moment = 1, failure: unknown = true; failure !== undefined; moment++) {
      const root = copyOf(before, `failing-${moment}`);
      failure = await runFailing({ root, files: NEW }, 'ENOSPC', moment, false);
      const tree = withoutLeftovers(readTree(root));
      const outcome = tree['b.ts'] === 'old' ? 'old' : 'fresh';
      counts[outcome] += 1;
      expect({ moment, tree }).toEqual({ moment, tree: outcome === 'old' ? old : fresh });
      if (failure !== undefined) {
        expect(failure).toMatchObject({
          name: 'WriteError',
          exitCode: 5,
          hint: expect.stringMatching(/The disk is full|the next run removes it/) as unknown,
        });
      }
      await writeTree({ root, files: NEW });
      expect({ moment, tree: readTree(root) }).toEqual({ moment, tree: fresh });
    }
    // After the commit, only cleaning up can fail.
    expect(counts.old).toBeGreaterThan(25);
    expect(counts.fresh).toBeLessThan(6);
  });

  it('at all changes from some point on leaves the old tree to the next run', async () => {
    let unrestored = 0;
    for (let moment = 1, failure: unknown = true; failure !== undefined; moment++) {
      const root = copyOf(before, `failing-${moment}`);
      failure = await runFailing({ root, files: NEW }, 'EIO', moment, true);
      if (/so did restoring/.test(String(failure))) unrestored += 1;
      expect([old, fresh]).toContainEqual(await recoveredTree(root));
    }
    expect(unrestored).toBeGreaterThan(5);
  });
});
