import { dirname, join } from 'node:path';
import { renderTemplate } from '../emit/index.js';
import { UsageError } from '../errors.js';
import { isUrl } from '../util/url.js';
import { findInstalledFolder, getPackageName } from './impact-sides.js';
import {
  describeProject,
  findAbove,
  toSafePath,
  toSuffix,
  WORKFLOWS,
  type Forge,
} from './project-files.js';

/** What the workflow of a repository that uses a package is made from. */
export interface ImpactWorkflow {
  readonly forge: Exclude<Forge, 'none'>;
  /** A folder with a `tsconfig.json`, or such a file; absolute. */
  readonly project: string;
  /** The name of the package, where the project has several. */
  readonly name?: string;
  /** The URL of the document to compare with; without it, the newest published package. */
  readonly document?: string;
}

/**
 * Creates the workflow that runs `impact` for a project: every day against what is newest, and for updates of the package.
 *
 * @returns the file's absolute path, and its text.
 * @throws UsageError when the package is not installed, or something cannot be written into a workflow.
 */
export async function createImpactWorkflow({
  forge,
  project,
  name,
  document,
}: ImpactWorkflow): Promise<readonly [path: string, text: string]> {
  const installed = await findInstalledFolder(project, name);
  const packageName = getPackageName(installed);
  // Where npm installs: in a workspace, that is a folder above the project.
  const folder =
    (await findAbove(project, ['package-lock.json'])) ??
    (await findAbove(project, ['package.json'])) ??
    project;
  const root = (await findAbove(project, ['.git/HEAD', '.git'])) ?? folder;
  const own = toSafePath(root, project);
  const { install, lock, path } = await describeProject(folder, root);
  const options = [
    ...(own === '' ? [] : [`--project "${own}"`]),
    ...(name === undefined ? [] : [`--package "${packageName}"`]),
  ];
  const suffix = toSuffix(own.endsWith('.json') ? dirname(own).replace(/^\.$/, '') : own);
  const file = `${WORKFLOWS[forge]}/sdk-impact${suffix}.yml`;
  const values = {
    ...{ file, suffix, install, lock },
    package: packageName,
    installed: toSafePath(root, installed),
    newest: document === undefined ? 'the newest one' : 'the newest document',
    document: document === undefined ? undefined : quoteUrl(document, forge),
    options: options.map((each) => ` ${each}`).join(''),
    // Of npm and npx, which otherwise run in the root of the repository.
    prefix: path === '' ? '' : ` --prefix "${path.slice(0, -1)}"`,
    below: path === '' ? '' : `/${path.slice(0, -1)}`,
  };
  return [join(root, file), renderTemplate(`workflows/${forge}-impact.yml`, values)];
}

/** The URL as the value of a variable in YAML, where forges replace expressions. */
function quoteUrl(url: string, forge: ImpactWorkflow['forge']): string {
  if (!isUrl(url) || !URL.canParse(url) || url.includes('${{'))
    throw new UsageError(`'${url}' is not the URL of a document.`, {
      hint: 'A workflow compares with a URL, or without one with the newest published package.',
    });
  return JSON.stringify(forge === 'gitlab' ? url.replaceAll('$', '$$$$') : url);
}
