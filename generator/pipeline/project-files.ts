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
}

export const CONFIG_NAME = 'sdk.config.json';
const SCHEMA = './node_modules/optimum-sdk-generator/sdk.config.schema.json';

/** Where the workflow goes, from the root of the repository. */
const WORKFLOWS: Readonly<Record<Exclude<Forge, 'none'>, string>> = {
  github: '.github/workflows/sdk-nightly.yml',
  gitlab: '.gitlab/sdk-nightly.yml',
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
  const { nightly, env } = choice;
  switch (nightly) {
    case 'none':
      return files;
    case 'github':
    case 'gitlab': {
      const root = (await findRepository(folder)) ?? folder;
      const hasLock = (await readIfExists(join(folder, 'package-lock.json'))) !== undefined;
      const inner = relative(root, folder).replaceAll('\\', '/');
      const text = renderTemplate(`workflows/${nightly}.yml`, {
        env,
        install: hasLock ? 'npm ci' : 'npm install',
        folder: inner === '' ? undefined : JSON.stringify(inner),
        reports: inner === '' ? 'reports/' : JSON.stringify(`${inner}/reports/`),
      });
      return files.set(join(root, WORKFLOWS[nightly]), text);
    }
    default:
      return unreachable(nightly);
  }
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

/** The root of the Git repository that a folder is in; undefined if it is in none. */
async function findRepository(folder: string): Promise<string | undefined> {
  // In a work tree, `.git` is a file.
  const git =
    (await readIfExists(join(folder, '.git', 'HEAD'))) ??
    (await readIfExists(join(folder, '.git')));
  if (git !== undefined) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findRepository(above);
}

/**
 * Refuses to replace what is there.
 *
 * @throws UsageError that names the first file that exists.
 */
export async function refuseExisting(paths: Iterable<string>): Promise<void> {
  for (const path of paths)
    if ((await readIfExists(path)) !== undefined)
      throw new UsageError(`${path} exists already.`, {
        hint: 'Nothing was changed. Edit it, or replace it with --force.',
      });
}

/** Writes files, each as a whole or not at all. @throws WriteError when one cannot be written. */
export async function writeProjectFiles(files: ReadonlyMap<string, string>): Promise<void> {
  // The configuration is the last one, so that a run that is repeated after a failure is not refused.
  for (const [path, text] of [...files].reverse()) await replaceFile(path, text);
}
