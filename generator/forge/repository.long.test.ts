import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { openProject, readWorkingChanges } from './repository.js';

/** What is proposed: the difference between the folders of a package and the commit that is checked out. */

const root = mkdtempSync(join(realpathSync(tmpdir()), 'sdkgen-repository-'));
const git = (...words: readonly string[]) =>
  execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
const put = (path: string, text: string | Buffer, mode?: number) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text, { mode });
};
const reset = () => {
  git('reset', '--quiet', '--hard');
  git('clean', '--quiet', '-ffdx');
};

beforeAll(() => {
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'someone');
  git('config', 'user.email', 'someone@example.com');
  put('README.md', 'mine');
  put('.gitignore', '.sdkgen/\n');
  put('output/a/src/client.ts', 'old');
  put('output/a/src/[models].ts', 'old');
  put('output/a/CHANGELOG.md', '## 1');
  put('fixtures/a/swagger.json', '{}');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Begin');
});
afterEach(reset);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const read = async (...folders: readonly string[]) =>
  readWorkingChanges(
    await openProject(root),
    (folders.length > 0 ? folders : ['output/a', 'fixtures/a']).map((each) => join(root, each)),
  );
const list = async (...folders: readonly string[]) =>
  (await read(...folders)).files.map(({ kind, path, content }) =>
    `${kind} ${path} ${Buffer.from(content).toString()}`.trim(),
  );

describe('the changes of a package', () => {
  it.each<[string, () => void, readonly string[]]>([
    ['nothing', () => undefined, []],
    ['a file', () => put('output/a/src/client.ts', 'new'), ['changed output/a/src/client.ts new']],
    [
      'files that are new, in folders that are new',
      () => put('output/a/src/x/y.ts', 'é\n'),
      ['added output/a/src/x/y.ts é'],
    ],
    [
      'files that are gone',
      () => rmSync(join(root, 'fixtures'), { recursive: true }),
      ['removed fixtures/a/swagger.json'],
    ],
    [
      'a name with signs of a pattern',
      () => put('output/a/src/[models].ts', 'new'),
      ['changed output/a/src/[models].ts new'],
    ],
    ['a name in another script', () => put('output/a/ж.ts', '1'), ['added output/a/ж.ts 1']],
    ['nothing of what is ignored', () => put('output/a/.sdkgen/last-run.json', '{}'), []],
    ['nothing of other folders', () => put('README.md', 'not yet committed'), []],
    [
      'what is in the index already',
      () => {
        put('output/a/src/client.ts', 'new');
        git('add', '.');
      },
      ['changed output/a/src/client.ts new'],
    ],
  ])('are %s', async (_, change, want) => {
    change();
    expect(await list()).toEqual(want);
  });

  it('are none where no folder exists, and all of a folder that is new', async () => {
    expect(await list('output/b')).toEqual([]);
    put('output/b/src/client.ts', 'first');
    expect(await list('output/b')).toEqual(['added output/b/src/client.ts first']);
  });

  it('keep the mode of a program, and the bytes of a file that is no text', async () => {
    const bytes = Buffer.from([0, 255, 10, 13]);
    put('output/a/run.sh', '#!/bin/sh\n', 0o755);
    put('output/a/x.bin', bytes);
    const [script, binary] = (await read()).files;
    expect(script).toMatchObject({ path: 'output/a/run.sh', isExecutable: true });
    expect(binary).toMatchObject({ path: 'output/a/x.bin', isExecutable: false, content: bytes });
  });

  it('leave index, commit and files as they are', async () => {
    put('output/a/src/client.ts', 'new');
    const before = [git('status', '--porcelain'), git('rev-parse', 'HEAD')];
    await read();
    expect([git('status', '--porcelain'), git('rev-parse', 'HEAD')]).toEqual(before);
  });

  it('have a digest that the changelog and other folders do not change', async () => {
    const digest = async (text: string) => {
      put('output/a/CHANGELOG.md', text);
      put('README.md', text);
      return (await read()).digest;
    };
    expect(await digest('## 2026-11-24')).toBe(await digest('## 2026-11-25'));
    const before = await digest('');
    put('output/a/src/client.ts', 'new');
    expect(await digest('')).not.toBe(before);
  });

  it.each([
    ['a link', () => symlinkSync('/etc', join(root, 'output/a/link')), 'is a link'],
    ['a folder elsewhere', () => undefined, 'is not within the Git repository'],
  ])('refuse %s', async (what, change, want) => {
    change();
    await expect(read(what === 'a link' ? 'output/a' : '../elsewhere')).rejects.toThrow(want);
  });

  it('say what git says where there is no repository', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'sdkgen-no-repository-'));
    await expect(openProject(elsewhere)).rejects.toThrow('not a git repository');
    rmSync(elsewhere, { recursive: true });
  });
});

it('finds the folder of a project in its repository', async () => {
  put('packages/fleet/sdk.config.json', '{}');
  expect(await openProject(join(root, 'packages/fleet'))).toEqual({ root, path: 'packages/fleet' });
  expect(await openProject(root)).toEqual({ root, path: '' });
});
