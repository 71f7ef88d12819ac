import { createRequire } from 'node:module';
import { posix, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import { UsageError } from '../errors.js';
import {
  findImpact,
  planFixes,
  type EditedFile,
  type ImpactReport,
  type Upgrade,
} from '../impact/index.js';
import { readIfExists, replaceFile } from '../source/index.js';
import { runGit } from '../util/git.js';

/** How a project is fixed. */
export interface FixOptions {
  /** Whether required values that only the program's author knows are written as names that do not exist. */
  readonly placeholders: boolean;
  readonly dryRun: boolean;
  /** Whether files are edited although git has changes that are not committed. */
  readonly force: boolean;
}

/** A report of what is left, and the edits as a patch that `git apply` takes. */
export interface FixedImpact {
  readonly report: ImpactReport;
  readonly patch: string;
}

/**
 * Edits a project for a new version of its package where it is certain what its lines become, and reports what is left.
 *
 * @param project a folder with a `tsconfig.json`, or such a file; absolute.
 * @param folder what paths are relative to; absolute.
 * @throws UsageError when there is no such project, when git has changes that are not committed, or when a file changed
 * meanwhile. Nothing was written then.
 */
export async function fixProject(
  project: string,
  folder: string,
  upgrade: Upgrade,
  { placeholders, dryRun, force }: FixOptions,
): Promise<FixedImpact> {
  if (!dryRun && !force) await refuseDirtyTree(project);
  const before = findImpact(project, folder, upgrade);
  const planned = planFixes(project, upgrade, { placeholders });
  const files = await formatLikeBefore(project, planned);
  const texts = new Map([...files].map(([path, { after }]) => [path, after]));
  const report = findImpact(project, folder, upgrade, { texts, dryRun, before });
  if (!dryRun) await writeFiles(files);
  const patches = [...files].map(([path, { before: old, after: now }]) =>
    toPatch(relative(folder, path).replaceAll('\\', '/'), old, now),
  );
  return { report, patch: patches.join('') };
}

async function refuseDirtyTree(project: string): Promise<void> {
  const cwd = /\.json$/.test(project) ? resolve(project, '..') : project;
  const { code, stdout } = await runGit(cwd, ['status', '--porcelain', '--', '.']);
  // Outside of a repository there is nothing to compare with.
  if (code !== 0 || stdout.length === 0) return;
  const [first = ''] = stdout.toString().split('\n');
  throw new UsageError(`${cwd} has changes that are not committed, such as ${first.slice(3)}.`, {
    hint: 'Commit or stash them, so that the edits can be looked at and taken back; --force edits all the same, --dry-run prints a patch.',
  });
}

/** Formats what was formatted before with the project's own prettier; with none, the edits stay as they are. */
async function formatLikeBefore(
  project: string,
  files: ReadonlyMap<string, EditedFile>,
): Promise<ReadonlyMap<string, EditedFile>> {
  const prettier = files.size === 0 ? undefined : await importPrettier(project);
  if (prettier === undefined) return files;
  const formatted = new Map<string, EditedFile>();
  for (const [path, { before, after }] of files) {
    const { ignored } = await prettier.getFileInfo(path, { ignorePath: '.prettierignore' });
    const options = {
      ...(await prettier.resolveConfig(path, { editorconfig: true })),
      filepath: path,
    };
    const isFormatted = !ignored && (await prettier.check(before, options));
    formatted.set(path, {
      before,
      after: isFormatted ? await prettier.format(after, options) : after,
    });
  }
  return formatted;
}

type Prettier = Pick<
  typeof import('prettier'),
  'check' | 'format' | 'getFileInfo' | 'resolveConfig'
>;

async function importPrettier(project: string): Promise<Prettier | undefined> {
  let path: string;
  try {
    path = createRequire(posix.join(project, 'package.json')).resolve('prettier');
  } catch {
    // The project has none.
    return undefined;
  }
  const found = (await import(pathToFileURL(path).href)) as Prettier & {
    readonly default?: Prettier;
  };
  return found.default ?? found;
}

async function writeFiles(files: ReadonlyMap<string, EditedFile>): Promise<void> {
  const originals = new Map<string, string>();
  for (const [path, { before }] of files) {
    const text = (await readIfExists(path))?.toString() ?? '';
    if (withoutMark(text) !== before)
      throw new UsageError(`${path} changed while the project was examined, or is not in UTF-8.`, {
        hint: 'Run the command again. Nothing was written.',
      });
    originals.set(path, text);
  }
  for (const [path, { after }] of files) {
    const hasMark = originals.get(path)?.startsWith(BYTE_ORDER_MARK);
    await replaceFile(path, hasMark ? BYTE_ORDER_MARK + after : after);
  }
}

const BYTE_ORDER_MARK = '\uFEFF';

/** As the compiler reads a file. */
function withoutMark(text: string): string {
  return text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
}

function toPatch(path: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, '', '');
  return patch.replace(/^=+\n/, '').replaceAll(/^(---|\+\+\+ .*)\t$/gm, '$1');
}
