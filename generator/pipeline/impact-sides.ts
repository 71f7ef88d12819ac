import { dirname, join } from 'node:path';
import type { GeneratorConfig } from '../config/index.js';
import { UsageError } from '../errors.js';
import { RUN_PROGRAM } from '../program.js';
import { readIfExists } from '../source/index.js';
import { isRecord } from '../util/is-record.js';
import { resolveLocation } from '../util/url.js';
import {
  DOCUMENT_PATH,
  MANIFEST_NAME,
  openPackage,
  parseManifest,
  type Manifest,
  type PackageFiles,
} from '../write/index.js';
import { readSides } from './compared-sides.js';
import { createJob } from './job.js';
import { obtain, type Surroundings } from './obtain-target.js';
import { findAbove } from './project-files.js';
import { createRecordedRecipe } from './recorded-recipe.js';
import type { UpgradeSide } from './upgrade.js';

/** The two packages that a project is compiled with. */
export interface ImpactSides {
  /** The name of the package, as the project imports it. */
  readonly name: string;
  readonly before: UpgradeSide;
  readonly after: UpgradeSide;
}

/** What was asked for. */
export interface ImpactWords {
  /** The folder of the project, absolute. */
  readonly project: string;
  /** Documents or environments, as `diff` takes them. */
  readonly documents: readonly string[];
  /** Folders or tarballs of packages, absolute, of which at least one is given; the other is the installed one. */
  readonly packages?: { readonly before?: string; readonly after?: string };
  /** The name of the package, where the project has several. */
  readonly name?: string;
}

/**
 * Reads the two sides of an upgrade: two packages; two documents; else the package that the project has installed, and one
 * given package or document, or the newest document of the environment that the package was made for.
 *
 * @throws UsageError when one of them cannot be found.
 */
export async function readImpactSides(
  { project, documents, packages, name }: ImpactWords,
  config: GeneratorConfig,
  surroundings: Surroundings,
): Promise<ImpactSides> {
  if (packages !== undefined) {
    const open = async (path: string | undefined) =>
      openPackageFolder(path ?? (await findInstalledFolder(project, name)));
    const [old, now] = [await open(packages.before), await open(packages.after)];
    const [before, after] = [await toSide(old, now), await toSide(now, old)];
    return { name: name ?? before.name, before, after };
  }
  const [first, second] = documents;
  if (first !== undefined && second !== undefined) {
    const sides = await readSides([first, second], config, { ...surroundings, live: false });
    const own = name ?? (await openPackageFolder(await findInstalledFolder(project))).name;
    return {
      name: own,
      before: { recipe: sides.before.recipe, version: '1.0.0' },
      after: { recipe: sides.after.recipe, version: '2.0.0' },
    };
  }
  const installed = await toSide(await openPackageFolder(await findInstalledFolder(project, name)));
  const { text, location, fetchText } = await obtainNewest(installed, first, config, surroundings);
  const recipe = { ...installed.recipe, text, location, fetchText };
  return {
    name: installed.name,
    before: installed,
    after: { recipe, version: installed.version },
  };
}

interface ReadPackage extends UpgradeSide {
  readonly name: string;
  /** The environment that it was made for. */
  readonly environment?: string;
}

/** What the compiler reads of a package. */
const READ = /\.[cm]?tsx?$|(?:^|\/)(?:package|tsconfig)\.json$/;

interface OpenedPackage {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly files: PackageFiles;
  readonly manifest: Manifest;
}

async function openPackageFolder(path: string): Promise<OpenedPackage> {
  const files = await openPackage(path);
  const manifest = parseManifest(MANIFEST_NAME, readText(files, MANIFEST_NAME, path));
  const own = parseJson(files.read('package.json')?.toString() ?? '');
  // Of what is not compiled, the lock alone says its name.
  const { name, version } = isRecord(own)
    ? own
    : { name: manifest['package'], version: manifest['version'] };
  if (typeof name === 'string' && typeof version === 'string')
    return { path, name, version, files, manifest };
  throw new UsageError(`'${path}' does not say which package it is.`, {
    hint: `Check it: ${RUN_PROGRAM} check ${path}`,
  });
}

/**
 * Reads how a package was generated. What an earlier version of the generator made does not say so: it is taken to be
 * generated as the one that it is compared with, else with the defaults, but for its names, which its lock has.
 */
async function toSide(
  { path, name, version, files, manifest }: OpenedPackage,
  like?: OpenedPackage,
): Promise<ReadPackage> {
  const { settings = like?.manifest['settings'] ?? {} } = manifest;
  const recipe = await createRecordedRecipe(
    { ...manifest, settings, version },
    readText(files, DOCUMENT_PATH, path),
  );
  const texts = files.paths
    .filter((file) => READ.test(file))
    .map((file) => [file, readText(files, file, path)] as const);
  if (recipe.switches.sourceOnly)
    throw new UsageError(
      `'${path}' has sources alone, and is no package that a project installs.`,
      {
        hint: 'Compile the application: it has no other version of these sources.',
      },
    );
  const { name: environment } = recipe.target;
  const own = environment === undefined ? {} : { environment };
  return { ...own, name, version, recipe, files: new Map(texts) };
}

function readText(files: PackageFiles, file: string, path: string): string {
  const bytes = files.read(file);
  if (bytes !== undefined) return bytes.toString();
  throw new UsageError(`'${path}' has no ${file}.`, { hint: 'Install the package again.' });
}

/**
 * Finds the folder of the generated package that a project has installed.
 *
 * @param project a folder, or a file in it; absolute.
 * @param name of the package, where the project has several.
 * @throws UsageError when there is none, or several.
 */
export async function findInstalledFolder(project: string, name?: string): Promise<string> {
  const names = name === undefined ? await listDependencies(project) : [name];
  const found: string[] = [];
  for (const each of names) {
    const folder = await findFolder(project, each);
    if (folder !== undefined) found.push(folder);
  }
  const [only, ...others] = found;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    only === undefined
      ? `${project} has no generated package installed.`
      : `${project} has several generated packages: ${found.map(getPackageName).join(', ')}.`,
    {
      hint: 'Install the package, or name it: --package. Packages that are not installed are given with --from-package and --to-package.',
    },
  );
}

/** The name that a folder in `node_modules` has there. */
export function getPackageName(folder: string): string {
  const path = folder.replaceAll('\\', '/');
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Those of the nearest `package.json`: a project may be a file, or a folder below. */
async function listDependencies(project: string): Promise<readonly string[]> {
  const folder = await findAbove(project, ['package.json']);
  const bytes = folder === undefined ? undefined : await readIfExists(join(folder, 'package.json'));
  const content = parseJson(bytes?.toString() ?? '{}');
  const kinds = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];
  const lists = kinds.map((kind) => (isRecord(content) ? content[kind] : undefined));
  return [...new Set(lists.flatMap((list) => (isRecord(list) ? Object.keys(list) : [])))].sort();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Without its dependencies, the package has to be named.
    return undefined;
  }
}

/** As Node.js looks for a package, if it is a generated one. */
async function findFolder(project: string, name: string): Promise<string | undefined> {
  const folder = join(project, 'node_modules', name);
  if ((await readIfExists(join(folder, MANIFEST_NAME))) !== undefined) return folder;
  const above = dirname(project);
  return above === project ? undefined : findFolder(above, name);
}

/** The given document, or the newest one of the environment that a package was made for. */
async function obtainNewest(
  { environment }: ReadPackage,
  document: string | undefined,
  { out: _out, input: _input, ...config }: GeneratorConfig,
  surroundings: Surroundings,
) {
  const isEnvironment = (word: string | undefined): word is string =>
    word !== undefined && Object.hasOwn(config.environments, word);
  const word = document ?? environment;
  if (isEnvironment(word)) {
    const { target, config: own } = await createJob({ ...config, env: word }, surroundings);
    return obtain(target, own, surroundings);
  }
  if (document !== undefined) {
    const { cwd = process.cwd() } = surroundings;
    const target = { input: resolveLocation(document, cwd), outputFolder: cwd };
    return obtain(target, config, surroundings);
  }
  throw new UsageError('Nothing says which document is the new one.', {
    hint: `Give a file, a URL or an environment: ${RUN_PROGRAM} impact https://api.example.com/swagger. Without it, sdk.config.json describes the environment of the package.`,
  });
}
