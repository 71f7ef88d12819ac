import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A git repository in a temporary folder. Its commits have given dates, so that their names are always the same. */
export interface GitRepository {
  readonly folder: string;
  readonly git: (...words: readonly string[]) => string;
  /**
   * Commits everything that is in the folder.
   *
   * @param files Texts by path; undefined deletes the file.
   * @param day `2026-11-24`, or with a time and a zone: when its author made it.
   */
  readonly commit: (
    files: Readonly<Record<string, string | undefined>>,
    day: string,
    committed?: string,
  ) => void;
  readonly remove: () => void;
}

export function createGitRepository(): GitRepository {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-git-'));
  const git = (...words: readonly string[]) => runGit(folder, words);
  git('init', '--quiet', '--initial-branch=main', '--object-format=sha1');
  return {
    folder,
    git,
    commit: (files, day, committed = day) => {
      for (const [path, text] of Object.entries(files)) {
        if (text === undefined) rmSync(join(folder, path));
        else {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), text);
        }
      }
      git('add', '--all');
      const dates = { GIT_AUTHOR_DATE: toTime(day), GIT_COMMITTER_DATE: toTime(committed) };
      runGit(folder, ['commit', '--quiet', '--allow-empty', '--message=Record'], dates);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function toTime(day: string): string {
  return day.includes('T') ? day : `${day}T03:00:00Z`;
}

/** Git without the settings of this machine. @returns what it prints, without the line's end. */
export function runGit(
  cwd: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): string {
  const person = { NAME: 'Nightly', EMAIL: 'nightly@example.com', DATE: '2026-11-24T03:00:00Z' };
  const env = Object.entries(person).flatMap(([key, value]) =>
    ['AUTHOR', 'COMMITTER'].map((role) => [`GIT_${role}_${key}`, value] as const),
  );
  const isolated = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', [...words], {
    cwd,
    env: { ...process.env, ...Object.fromEntries(env), ...isolated, ...variables },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd();
}
