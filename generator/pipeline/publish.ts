import { join, relative } from 'node:path';
import lt from 'semver/functions/lt';
import valid from 'semver/functions/valid';
import { getEnvironment, type GeneratorConfig } from '../config/index.js';
import { DownloadError, UsageError, WriteError } from '../errors.js';
import { isSafeUrl } from '../model/servers.js';
import { RUN_PROGRAM } from '../program.js';
import { readIfExists, redactUrl } from '../source/index.js';
import { defined } from '../util/defined.js';
import { isRecord } from '../util/is-record.js';
import { isUrl } from '../util/url.js';
import { byCodeUnit } from '../util/order.js';
import {
  MANIFEST_NAME,
  openPackage,
  type PackageFiles,
  type TreeDifference,
  withTemporaryFolder,
} from '../write/index.js';
import { buildPackage, packPackage, readPacked, type Tarball } from './build.js';
import { checkAgainst, type Surroundings } from './generate.js';
import { type NpmSurroundings, runNpm } from './npm.js';
import { chooseDistTag, findEntry } from './release-notes.js';
import { resolveTarget } from './targets.js';

export interface PublishOptions {
  /** Does everything but publish. */
  readonly isDryRun: boolean;
  /** The registry. Default: what npm's settings say, such as `.npmrc`. */
  readonly registry?: string;
  /** Who may install a package with a scope. Default: npm's, which is `restricted` for the first version. */
  readonly access?: 'public' | 'restricted';
  /** Asks npm for a statement of provenance where trusted publishing does not make one. */
  readonly provenance: boolean;
}

/** What was done with the package of an environment. */
export type PublishResult = PublishedPackage | DifferingPackage;

export interface PublishedPackage {
  /** `dry-run`: it would have been published. */
  readonly status: 'published' | 'already-published' | 'dry-run';
  readonly environment: string;
  /** Its name at npm. */
  readonly package: string;
  readonly version: string;
  readonly distTag: string;
  readonly tarball: Tarball;
  /** The entry of its changelog, in Markdown; undefined when it has none. */
  readonly notes?: string;
  /** The tag of its release, such as `prod-v1.2.3`, where one was asked for. */
  readonly release?: string;
}

/** The package is not what its document and configuration generate, so it is not published. */
export interface DifferingPackage {
  readonly status: 'differs';
  readonly environment: string;
  /** Absolute. */
  readonly output: string;
  readonly difference: TreeDifference;
}

/** A version as a registry has it. */
interface RegistryState {
  /** The hash of its tarball; undefined when it is not there. */
  readonly integrity?: string;
  /** The version that has the dist-tag. */
  readonly tagged?: string;
}

/** The environments whose documentation is a URL and whose package is on disk, in the order of the configuration. */
export async function listPublishable(
  config: GeneratorConfig,
  cwd: string,
): Promise<readonly string[]> {
  const remote = Object.entries(config.environments).filter(([, each]) =>
    isUrl(each.documentation),
  );
  const manifests = await Promise.all(
    remote.map(([env]) => readIfExists(join(folderOf(config, env, cwd), MANIFEST_NAME))),
  );
  return remote.flatMap(([env], index) => (manifests[index] === undefined ? [] : [env]));
}

/**
 * Checks the package of an environment, compiles and packs it, and has npm publish it. A version that the registry has
 * with the same content is left as it is, so publishing again does nothing.
 *
 * @throws UsageError when there is no package, or its version must not have its dist-tag.
 * @throws DownloadError when the registry cannot be asked.
 * @throws WriteError when the registry has that version with other content, or refuses it.
 */
export async function publishPackage(
  environment: string,
  config: GeneratorConfig,
  options: PublishOptions,
  surroundings: Surroundings = {},
): Promise<PublishResult> {
  const { cwd = process.cwd(), signal } = surroundings;
  const { distTag: configuredTag } = getEnvironment(environment, config, '--env');
  const { out, input: _input, ...shared } = config;
  const own = { ...shared, ...defined({ out }), env: environment };
  const output = folderOf(config, environment, cwd);
  const { name, version } = await readPackageJson(output, environment);
  const distTag = chooseDistTag(environment, version, configuredTag);
  const { difference } = await checkAgainst(own, surroundings);
  const { missing, differing, extra } = difference;
  if (missing.length + differing.length + extra.length > 0)
    return { status: 'differs', environment, output, difference };

  await buildPackage(output);
  const tarball = await packPackage(output);
  const changelog = await readIfExists(join(output, 'CHANGELOG.md'));
  const notes = findEntry(changelog?.toString() ?? '', version);
  const facts = { environment, package: name, version, distTag, tarball, ...defined({ notes }) };
  // There, and not in the folder of the package, because npm reads the .npmrc of the project.
  const npm = {
    cwd,
    settings: npmSettings(name, options.registry),
    ...defined({ signal }),
  };
  const registered = await readRegistry(facts, npm);
  if (registered.integrity !== undefined) {
    await refuseOtherContent(facts, registered.integrity, npm);
    return { status: 'already-published', ...facts };
  }
  refuseOlder(facts, registered.tagged);
  await sendToRegistry(facts, options, npm);
  return { status: options.isDryRun ? 'dry-run' : 'published', ...facts };
}

type Facts = Omit<PublishedPackage, 'status'>;

function folderOf(config: GeneratorConfig, env: string, cwd: string): string {
  const { environments, isFromFile, out } = config;
  return resolveTarget({ environments, isFromFile, env, ...defined({ out }) }, cwd).outputFolder;
}

async function readPackageJson(
  output: string,
  environment: string,
): Promise<{ readonly name: string; readonly version: string }> {
  const bytes = await readIfExists(join(output, 'package.json'));
  if (bytes === undefined)
    throw new UsageError(`There is no package of ${environment} in ${output}.`, {
      hint: `${RUN_PROGRAM} generate --env ${environment} writes it, without \`sourceOnly\`.`,
    });
  const { name, version } = parseObject(bytes.toString());
  if (typeof name === 'string' && typeof version === 'string' && valid(version) === version)
    return { name, version };
  throw new UsageError(`${join(output, 'package.json')} has no name and version.`, {
    hint: 'Restore it from version control, or generate the package again.',
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** The scope's own registry in `.npmrc` would otherwise have priority. */
function npmSettings(name: string, registry: string | undefined): Readonly<Record<string, string>> {
  if (registry === undefined) return {};
  const url = URL.canParse(registry) ? new URL(registry) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || !isSafeUrl(url.href))
    throw new UsageError(`--registry ${redactUrl(registry)} is not the URL of a registry.`, {
      hint: 'Give one that starts with https://, or with http:// and localhost, without credentials: npm reads those from .npmrc.',
    });
  const scope = /^@[^/]+/.exec(name)?.[0];
  return { registry: url.href, ...(scope !== undefined && { [`${scope}:registry`]: url.href }) };
}

async function readRegistry(facts: Facts, npm: NpmSurroundings): Promise<RegistryState> {
  const { package: name, version, distTag } = facts;
  const tags = await view(name, 'dist-tags', npm);
  if (tags === undefined) return {};
  const tagged = isRecord(tags) ? tags[distTag] : undefined;
  const integrity = await view(`${name}@${version}`, 'dist.integrity', npm);
  return {
    ...(typeof tagged === 'string' && { tagged }),
    ...(typeof integrity === 'string' && { integrity }),
  };
}

/** @returns what the registry has there; undefined when it has no such package or version. */
async function view(what: string, field: string, npm: NpmSurroundings): Promise<unknown> {
  const result = await runNpm(['view', what, field], npm);
  if (!result.ok) {
    if (result.code === 'E404') return undefined;
    throw new DownloadError(`The registry could not be asked for ${what}: ${result.message}`, {
      hint: 'Check the registry and its credentials: `npm ping` asks it too.',
    });
  }
  return Array.isArray(result.value) ? (result.value as readonly unknown[])[0] : result.value;
}

/** The same files may have been compressed otherwise, by another version of Node.js, so that only the hashes differ. */
async function refuseOtherContent(
  facts: Facts,
  integrity: string,
  npm: NpmSurroundings,
): Promise<void> {
  const { environment, package: name, version, tarball } = facts;
  if (integrity === tarball.integrity) return;
  const differing = await compareWithRegistry(`${name}@${version}`, tarball.path, npm);
  if (differing.length === 0) return;
  const more = differing.length > MAX_LISTED ? ', ...' : '';
  const listed = differing.slice(0, MAX_LISTED).join(', ') + more;
  throw new WriteError(
    `The registry has ${name}@${version} already, with other content: ${listed}.`,
    {
      hint: `A version is published once. Let the nightly job raise it, or set the next one in output/${environment}/package.json and run ${RUN_PROGRAM} generate --env ${environment}.`,
    },
  );
}

const MAX_LISTED = 3;

/** @returns the paths of files that are not the same in the tarball and in what the registry has. */
async function compareWithRegistry(
  what: string,
  tarball: string,
  npm: NpmSurroundings,
): Promise<readonly string[]> {
  return withTemporaryFolder(async (folder) => {
    const settings = { ...npm.settings, pack_destination: folder };
    const result = await runNpm(['pack', what], { ...npm, settings });
    if (!result.ok)
      throw new DownloadError(`${what} could not be downloaded: ${result.message}`, {
        hint: 'Run it again; the registry has that version.',
      });
    const { filename } = readPacked(result.value);
    const [theirs, ours] = [await openPackage(join(folder, filename)), await openPackage(tarball)];
    const paths = [...new Set([...ours.paths, ...theirs.paths])].sort(byCodeUnit);
    const textOf = ({ read }: PackageFiles, path: string) => read(path)?.toString('latin1');
    return paths.filter((path) => textOf(ours, path) !== textOf(theirs, path));
  });
}

function refuseOlder(facts: Facts, tagged: string | undefined): void {
  const { package: name, version, distTag } = facts;
  if (tagged === undefined || !lt(version, tagged)) return;
  throw new UsageError(
    `${name}@${version} is older than ${tagged}, which is \`${distTag}\` in the registry.`,
    {
      hint: 'Publish a newer version, or give the environment another dist-tag in sdk.config.json.',
    },
  );
}

async function sendToRegistry(
  facts: Facts,
  { access, provenance, isDryRun }: PublishOptions,
  npm: NpmSurroundings,
): Promise<void> {
  const { package: name, version, distTag, tarball } = facts;
  const file = relative(npm.cwd, tarball.path).replaceAll('\\', '/');
  const result = await runNpm(
    [
      ...['publish', file.startsWith('.') ? file : `./${file}`, '--tag', distTag],
      ...(access === undefined ? [] : ['--access', access]),
      ...(provenance ? ['--provenance'] : []),
      ...(isDryRun ? ['--dry-run'] : []),
    ],
    npm,
  );
  if (result.ok) return;
  throw new WriteError(`npm did not publish ${name}@${version}: ${result.message}`, {
    hint: HINTS[result.code] ?? 'docs/publishing.md says what to set up.',
  });
}

const TRUST =
  'Let npm trust this workflow (at npmjs.com: the package, Settings, Trusted publisher), with npm 11.5.1 or later and `id-token: write`; or put a token into .npmrc.';

/** What to do, by npm's code of the failure. The registry hides from strangers that a package exists. */
const HINTS: Readonly<Record<string, string>> = {
  ENEEDAUTH: TRUST,
  E401: TRUST,
  E403: `The credentials may not publish this package. ${TRUST}`,
  E404: `The credentials may not publish this package. ${TRUST}`,
  E402: 'A package with a scope is private by default, which needs a paid plan: use --access public, or another registry.',
  E422: 'Provenance needs the address of this repository in the package: set `repository` in sdk.config.json, and generate the package again.',
  EOTP: 'The token asks for a second factor: use trusted publishing, or an automation token.',
};
