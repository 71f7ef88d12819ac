import { dirname, join, relative } from 'node:path';
import { renderTemplate } from '../emit/index.js';
import { UsageError } from '../errors.js';
import { readIfExists, replaceFile } from '../source/index.js';
import { defined } from '../util/defined.js';
import { isUrl } from '../util/url.js';
import { unreachable } from '../model/type-refs.js';

export { isSafeUrl } from '../model/servers.js';

export type Forge = 'github' | 'gitlab' | 'none';

/** What a project is set up with. */
export interface ProjectChoice {
  /** The environment's name: `production`. */
  readonly env: string;
  /** A URL, or an absolute path. */
  readonly documentation: string;
  /** The document to take, where the page lists several. */
  readonly document?: string;
  readonly baseUrl?: string;
  readonly clientName?: string;
  readonly packageName?: string;
  /** Where a nightly job runs. */
  readonly nightly: Forge;
  /** Whether a workflow there publishes what is merged. */
  readonly publishes?: boolean;
}

export const CONFIG_NAME = 'sdk.config.json';
const SCHEMA = './node_modules/optimum-sdk-generator/sdk.config.schema.json';

/** Where workflows go, from the root of the repository. */
export const WORKFLOWS: Readonly<Record<Exclude<Forge, 'none'>, string>> = {
  github: '.github/workflows',
  gitlab: '.gitlab',
};

/**
 * Creates the files of a project that generates a package.
 *
 * @param folder of the project, absolute.
 * @returns the files by absolute path.
 */
export async function createProjectFiles(
  choice: ProjectChoice,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map([[join(folder, CONFIG_NAME), createConfig(choice, folder)]]);
  const { nightly, env, publishes = false } = choice;
  switch (nightly) {
    case 'none':
      return files;
    case 'github':
    case 'gitlab': {
      const root = (await findAbove(folder, ['.git/HEAD', '.git'])) ?? folder;
      const values = { env, ...(await describeProject(folder, root)) };
      for (const job of publishes ? (['nightly', 'publish'] as const) : (['nightly'] as const)) {
        const file = `${WORKFLOWS[nightly]}/sdk-${job}${values.suffix}.yml`;
        const template = job === 'nightly' ? nightly : `${nightly}-publish`;
        const text = renderTemplate(`workflows/${template}.yml`, { ...values, file });
        files.set(join(root, file), text);
      }
      return files;
    }
    default:
      return unreachable(nightly);
  }
}

/** What the workflows of a project need to know, as their templates call it. */
export async function describeProject(folder: string, root: string) {
  const inner = toSafePath(root, folder);
  // The lock file of a workspace is in a folder above.
  const above = await findAbove(folder, ['package-lock.json']);
  const lock = above === undefined ? '' : relative(root, join(above, 'package-lock.json'));
  const isLocked = lock !== '' && !lock.startsWith('..');
  return {
    // What runs has no install scripts.
    install: `npm ${isLocked ? 'ci' : 'install'} --ignore-scripts`,
    folder: inner === '' ? undefined : JSON.stringify(inner),
    path: inner === '' ? '' : `${inner}/`,
    lock: isLocked ? JSON.stringify(lock.replaceAll('\\', '/')) : undefined,
    suffix: toSuffix(inner),
  };
}

/** Of the name of a workflow: one repository may have several projects. @param inner the folder's path in the repository. */
export function toSuffix(inner: string): string {
  return inner === '' ? '' : `-${inner.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

/**
 * @returns the path from the root of the repository, with slashes, which may be between double quotes in YAML and in a shell.
 * @throws UsageError when it may not, or leads out of the repository.
 */
export function toSafePath(root: string, path: string): string {
  const inner = relative(root, path).replaceAll('\\', '/');
  if (/^(?:[\w.@][\w.@+ /-]*)?$/.test(inner) && !/^\.\.(?:\/|$)/.test(inner)) return inner;
  throw new UsageError(`A workflow cannot be written for the folder '${inner}'.`, {
    hint: 'Its path in the repository may have letters, digits, spaces and . _ - @ + only.',
  });
}

function createConfig(choice: ProjectChoice, folder: string): string {
  const { env, documentation, document, baseUrl, clientName, packageName } = choice;
  const place = isUrl(documentation)
    ? documentation
    : relative(folder, documentation).replaceAll('\\', '/');
  const config = {
    $schema: SCHEMA,
    env,
    environments: { [env]: { documentation: place, ...defined({ baseUrl }) } },
    ...defined({ document, clientName, packageName }),
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}

/** The nearest folder, this one or one above, that has one of these files; undefined if none has. */
export async function findAbove(
  folder: string,
  names: readonly string[],
): Promise<string | undefined> {
  for (const name of names)
    if ((await readIfExists(join(folder, name))) !== undefined) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findAbove(above, names);
}

/**
 * Refuses to replace what is there.
 *
 * @throws UsageError that names the first file that exists.
 */
export async function refuseExisting(
  paths: Iterable<string>,
  hint = 'Nothing was changed. Edit it, or replace it with --force.',
): Promise<void> {
  for (const path of paths)
    if ((await readIfExists(path)) !== undefined)
      throw new UsageError(`${path} exists already.`, { hint });
}

/** Writes files, each as a whole or not at all. @throws WriteError when one cannot be written. */
export async function writeProjectFiles(files: ReadonlyMap<string, string>): Promise<void> {
  // The configuration is the last one, so that a run that is repeated after a failure is not refused.
  for (const [path, text] of [...files].reverse()) await replaceFile(path, text);
}
