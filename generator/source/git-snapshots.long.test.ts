import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { DownloadError, InterruptedError, UsageError } from '../errors.js';
import { listSnapshots, readBlob, readFileAt } from './index.js';
import { createGitRepository, runGit, type GitRepository } from './testing/git-repository.js';

const FILE = 'fixtures/prod/swagger.json';
const opened: GitRepository[] = [];
afterAll(() => {
  for (const repository of opened) repository.remove();
});

function create(): GitRepository {
  const repository = createGitRepository();
  opened.push(repository);
  return repository;
}

/** The history of the document: the day, the text, and a mark on what `since` has too. */
async function list(folder: string, since?: string): Promise<readonly string[]> {
  const context = { cwd: folder };
  const { commits, isCutOff } = await listSnapshots(join(folder, 'fixtures/prod'), since, context);
  const lines = commits.map(async ({ date, blob, isEarlier }) => {
    const text = blob === undefined ? 'deleted' : await readBlob(blob, context);
    return `${date} ${text}${isEarlier ? ' (earlier)' : ''}`;
  });
  return [...(isCutOff ? ['cut off'] : []), ...(await Promise.all(lines))];
}

describe('the commits of a document', () => {
  it('are those that changed it, oldest first, and not those that did not', async () => {
    const { folder, commit, git } = create();
    commit({ [FILE]: 'one' }, '2026-11-01');
    commit({ 'README.md': 'text' }, '2026-11-02');
    commit({ [FILE]: 'two' }, '2026-11-03');
    commit({ [FILE]: undefined }, '2026-11-04');
    commit({ [FILE]: 'three' }, '2026-11-05');
    commit({ [FILE]: 'two' }, '2026-11-06');
    git('branch', '--move', 'trunk');
    const want = ['01 one', '03 two', '04 deleted', '05 three', '06 two'];
    expect(await list(folder)).toEqual(want.map((line) => `2026-11-${line}`));
  });

  it.each([
    ['a commit on another document', 'HEAD~2', ['01 one (earlier)', '03 two']],
    ['the last commit', 'HEAD', ['01 one (earlier)', '03 two (earlier)']],
    ['a tag', 'v1', ['01 one (earlier)', '03 two']],
    ['a branch', 'old', ['01 one (earlier)', '03 two (earlier)']],
  ])('are marked when %s has them', async (_, since, want) => {
    const { folder, commit, git } = create();
    commit({ [FILE]: 'one' }, '2026-11-01');
    commit({ 'README.md': 'text' }, '2026-11-02');
    git('tag', '--annotate', '--message=first', 'v1');
    commit({ [FILE]: 'two' }, '2026-11-03');
    git('branch', 'old');
    commit({ 'README.md': 'other' }, '2026-11-04');
    expect(await list(folder, since)).toEqual(want.map((line) => `2026-11-${line}`));
  });

  it('are dated by their author, as a day in UTC', async () => {
    const { folder, commit } = create();
    commit({ [FILE]: 'late' }, '2026-11-01T23:30:00-02:00', '2026-11-20');
    commit({ [FILE]: 'early' }, '2026-11-03T00:30:00+02:00', '2026-11-21');
    expect(await list(folder)).toEqual(['2026-11-02 late', '2026-11-02 early']);
  });

  it('are the merge and not the commits of the merged branch', async () => {
    const { folder, commit, git } = create();
    commit({ [FILE]: 'one' }, '2026-11-01');
    git('switch', '--quiet', '--create', 'nightly/prod');
    commit({ [FILE]: 'two' }, '2026-11-02');
    commit({ [FILE]: 'three' }, '2026-11-03');
    git('switch', '--quiet', 'main');
    commit({ 'README.md': 'text' }, '2026-11-04');
    git('merge', '--quiet', '--no-ff', '--message=Merge', 'nightly/prod');
    commit({ [FILE]: 'four' }, '2026-11-25');
    const all = ['2026-11-01 one', '2026-11-24 three', '2026-11-25 four'];
    expect(await list(folder)).toEqual(all);
    // The branch has what it was merged from, and not the merge.
    expect(await list(folder, 'nightly/prod')).toEqual([`${all[0]} (earlier)`, ...all.slice(1)]);
  });

  it('are found in a project in a subfolder, whatever git is configured to print', async () => {
    const { folder, commit, git } = create();
    git('config', 'log.showSignature', 'true');
    git('config', 'color.ui', 'always');
    git('config', 'core.quotePath', 'true');
    commit({ [`apis/flêet [1]/${FILE}`]: 'one', [FILE]: 'other' }, '2026-11-01');
    commit({ [`apis/flêet [1]/${FILE}`]: 'two' }, '2026-11-02');
    const project = join(folder, 'apis/flêet [1]');
    expect(await list(project)).toEqual(['2026-11-01 one', '2026-11-02 two']);
    const context = { cwd: project };
    expect(await readFileAt('HEAD', join(project, FILE), context)).toBe('two');
    expect(await readFileAt('HEAD', join(folder, FILE), context)).toBe('other');
    expect(await readFileAt('HEAD~1', join(project, 'no file'), context)).toBeUndefined();
    expect(await readFileAt('HEAD', join(folder, '../outside'), context)).toBeUndefined();
  });

  it('are none where nothing is committed', async () => {
    const { folder, git } = create();
    expect(await list(folder)).toEqual([]);
    git('commit', '--allow-empty', '--message=Begin');
    expect(await list(folder)).toEqual([]);
  });
});

describe('a shallow clone', () => {
  const { folder, commit, git } = create();
  commit({ [FILE]: 'one' }, '2026-11-01');
  commit({ [FILE]: 'two' }, '2026-11-02');
  git('tag', 'v2');
  commit({ 'fixtures/new/swagger.json': 'new' }, '2026-11-03');
  commit({ [FILE]: 'four' }, '2026-11-04');

  function cloneLast(depth: number): string {
    const clone = mkdtempSync(join(tmpdir(), 'sdkgen-clone-'));
    opened.push({ folder: clone, git, commit, remove: () => rmSync(clone, { recursive: true }) });
    const url = pathToFileURL(folder).href;
    runGit(clone, ['clone', '--quiet', `--depth=${depth}`, '--no-tags', url, '.']);
    return clone;
  }

  it.each([
    [
      'in which the document is as it was before',
      2,
      ['cut off', '2026-11-03 two', '2026-11-04 four'],
    ],
    ['of one commit', 1, ['cut off', '2026-11-04 four']],
    ['with everything', 4, ['2026-11-01 one', '2026-11-02 two', '2026-11-04 four']],
  ])('%s', async (_, depth, want) => {
    expect(await list(cloneLast(depth))).toEqual(want);
  });

  it('is not where the history of a newer document ends', async () => {
    const clone = cloneLast(3);
    const { isCutOff } = await listSnapshots(join(clone, 'fixtures/new'), undefined, {
      cwd: clone,
    });
    expect(isCutOff).toBe(false);
  });

  it('may not have `since`, which the hint says', async () => {
    await expect(list(cloneLast(1), 'v2')).rejects.toMatchObject({
      constructor: UsageError,
      hint: expect.stringContaining('git fetch --unshallow'),
    });
  });
});

describe('what cannot be read', () => {
  const { folder, commit } = create();
  commit({ [FILE]: 'one' }, '2026-11-01');

  it.each(['v9', 'HEAD~5', '', '-1', '--all', 'HEAD:fixtures', 'a b'])(
    'since %j is wrong usage',
    async (since) => {
      await expect(list(folder, since)).rejects.toMatchObject({
        constructor: UsageError,
        message: `There is no commit '${since}' in this repository.`,
        hint: expect.stringContaining('git rev-list -1 --before'),
      });
    },
  );

  it('a folder without a repository is wrong usage', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'sdkgen-none-'));
    await expect(list(empty)).rejects.toMatchObject({
      constructor: UsageError,
      message: `${empty} is in no git repository.`,
    });
    rmSync(empty, { recursive: true });
  });

  it('a damaged repository is told with what git says', async () => {
    await expect(readBlob('0'.repeat(40), { cwd: folder })).rejects.toMatchObject({
      constructor: DownloadError,
      message: expect.stringContaining('fatal:'),
    });
    await expect(
      readBlob(
        (await listSnapshots(join(folder, 'fixtures/prod'), undefined, { cwd: folder })).commits[0]
          ?.blob ?? '',
        {
          cwd: folder,
          maxBytes: 2,
        },
      ),
    ).rejects.toBeInstanceOf(DownloadError);
  });

  it('without git, the hint says to install it', async () => {
    const path = process.env['PATH'];
    mkdirSync(join(folder, 'empty'), { recursive: true });
    process.env['PATH'] = join(folder, 'empty');
    try {
      await expect(list(folder)).rejects.toMatchObject({
        constructor: UsageError,
        message: 'git cannot be started.',
      });
    } finally {
      process.env['PATH'] = path;
    }
  });

  it('stops with the reason of its signal', async () => {
    const signal = AbortSignal.abort(new InterruptedError('SIGINT'));
    const context = { cwd: folder, signal };
    await expect(
      listSnapshots(join(folder, 'fixtures/prod'), undefined, context),
    ).rejects.toBeInstanceOf(InterruptedError);
  });
});

it('has at both ends what git has, for any sequence of commits', async () => {
  const text = fc.constantFrom('one', 'two', 'three', undefined);
  const sequence = fc.array(text, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(sequence, fc.nat(), async (texts, seed) => {
      const { folder, commit, git, remove } = createGitRepository();
      let last: string | undefined;
      for (const [index, each] of texts.entries()) {
        const isDeleted = each === undefined && last !== undefined;
        commit(each !== undefined || isDeleted ? { [FILE]: each } : {}, `2026-11-0${index + 1}`);
        last = each;
      }
      const since = `HEAD~${seed % texts.length}`;
      const context = { cwd: folder };
      const { commits } = await listSnapshots(join(folder, 'fixtures/prod'), since, context);
      const blobAt = (name: string) =>
        git('ls-tree', name, '--', FILE).match(/blob ([0-9a-f]+)/)?.[1];
      expect(commits.at(-1)?.blob).toBe(blobAt('HEAD'));
      expect(commits.filter(({ isEarlier }) => isEarlier).at(-1)?.blob).toBe(blobAt(since));
      remove();
    }),
    { numRuns: 4 },
  );
});
