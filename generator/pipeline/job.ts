import { UsageError } from '../errors.js';
import { defined } from '../util/defined.js';
import { isRecord } from '../util/is-record.js';
import { resolve } from 'node:path';
import {
  configHash,
  selectOutputSettings,
  type GeneratorConfig,
  type OutputSettings,
} from '../config/index.js';
import type { Obtained, Surroundings } from './obtain-target.js';
import { parseOverlayFile, readOverlays, type OverlayFile } from '../document/overlay.js';
import type { Recipe } from './package.js';
import { applySettings } from './apply-settings.js';
import { resolveTarget, type Target } from './targets.js';
import { readManifest, readPackageVersion, type Manifest } from '../write/index.js';
import type { NamesLock } from '../naming/index.js';

/** What to generate, with everything that is read beside the document. */
export interface Job {
  readonly config: GeneratorConfig;
  readonly target: Target;
  readonly overlays: readonly OverlayFile[];
  /** Those that change the output. */
  readonly settings: OutputSettings;
  /** `sha256:` of these settings. */
  readonly configHash: string;
}

const FIRST_VERSION = '0.1.0';

/** Creates a job. Overlays are read before anything is downloaded, so that a wrong path is reported at once. */
export async function createJob(
  given: GeneratorConfig,
  { cwd = process.cwd() }: Surroundings,
): Promise<Job> {
  const config = withEnvironment(given);
  assertLayout(config);
  const target = resolveTarget(config, cwd);
  const overlays = await readOverlays(config.overlays.map((path) => resolve(cwd, path)));
  // One that cannot be parsed is refused when it is applied.
  const parsed = overlays.map((overlay) => parseOverlayFile(overlay) ?? overlay.text);
  const settings = selectOutputSettings(config, parsed);
  return { config, target, overlays, settings, configHash: configHash(settings) };
}

/** A package is compiled for Node.js too, which needs the names of the compiled files. */
function assertLayout({ output }: GeneratorConfig): void {
  const { sourceOnly, importExtension = 'js', mcp } = output;
  if (sourceOnly && mcp)
    throw new UsageError('`mcp` is a program of a package, and `sourceOnly` writes none.', {
      hint: 'Leave one of them out; `mcp --input` serves any document.',
    });
  if (sourceOnly || importExtension === 'js') return;
  throw new UsageError(
    `Imports that end in ${importExtension === 'ts' ? '.ts' : 'no extension'} need sourceOnly: a package has imports that end in .js.`,
    {
      hint: 'Add --source-only (in sdk.config.json "output": { "sourceOnly": true }), or leave importExtension out.',
    },
  );
}

/** What an earlier run wrote to the output folder; both undefined without such a run. */
export interface PackageOnDisk {
  readonly manifest?: Manifest;
  readonly version?: string;
}

/** @throws WriteError when the folder cannot be read. */
export async function readPackageOnDisk(folder: string): Promise<PackageOnDisk> {
  const manifest = await readManifest(folder);
  const version = await readPackageVersion(folder, manifest);
  return {
    ...defined({ manifest, version }),
  };
}

/**
 * Creates the recipe of a package that keeps the version and the names of the one on disk.
 *
 * @param rename whether its names may change, but for those of package and client.
 */
export function createRecipe(
  job: Job,
  document: Obtained,
  disk: PackageOnDisk,
  rename = false,
): Recipe {
  const { config, target, overlays, settings } = job;
  return {
    ...applySettings(settings, target),
    text: document.text,
    location: document.location,
    allowedOrigins: config.allowedOrigins,
    allowedFolders: config.allowedFolders,
    fetchText: document.fetchText,
    overlays,
    ...(config.strict && { strict: true }),
    packageVersion: config.packageVersion ?? disk.version ?? FIRST_VERSION,
    ...(disk.manifest !== undefined && { namesLock: readNamesLock(disk.manifest) }),
    ...(rename && { rename }),
  };
}

/** Of a single environment, the name need not be given. */
function withEnvironment(config: GeneratorConfig): GeneratorConfig {
  const [env, ...others] = Object.keys(config.environments);
  return env === undefined ||
    others.length > 0 ||
    config.env !== undefined ||
    config.input !== undefined
    ? config
    : { ...config, env };
}

/** Reads the names of an earlier run from its manifest. Malformed entries are ignored. */
export function readNamesLock(manifest: Manifest): NamesLock {
  const { package: packageName, client } = manifest;
  return {
    ...(isPackageName(packageName) && { package: packageName }),
    ...(isClient(client) && { client }),
    operations: entries(manifest['operations'], isOperation),
    types: entries(manifest['types'], isTypeName),
    baseTypes: entries(manifest['baseTypes'], isTypeName),
    typeFiles: entries(manifest['typeFiles'], isText),
    enumKeys: entries(manifest['enumKeys'], isTextRecord),
    services: entries(manifest['services'], isService),
    argumentTypes: entries(manifest['argumentTypes'], isArgumentTypes),
    parameters: entries(manifest['parameters'], isTextRecord),
    keys: entries(manifest['keys'], isText),
  };
}

function entries<T>(
  value: unknown,
  is: (entry: unknown) => entry is T,
): Readonly<Record<string, T>> {
  const result = Object.create(null) as Record<string, T>;
  if (isRecord(value))
    for (const [key, entry] of Object.entries(value)) if (is(entry)) result[key] = entry;
  return result;
}

/** npm's rules: lower case, an optional scope, at most 214 characters. */
function isPackageName(value: unknown): value is string {
  return (
    isText(value) &&
    value.length <= 214 &&
    /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/.test(value)
  );
}

function isClient(value: unknown): value is NonNullable<NamesLock['client']> {
  return (
    isRecord(value) &&
    ['class', 'error', 'environmentVariablePrefix'].every((key) => isText(value[key]))
  );
}

function isOperation(entry: unknown): entry is NamesLock['operations'][string] {
  return isRecord(entry) && isText(entry['call']) && isText(entry['function']);
}

function isTypeName(entry: unknown): entry is NamesLock['types'][string] {
  if (isText(entry)) return true;
  return isRecord(entry) && isText(entry['request']) && isText(entry['response']);
}

function isService(entry: unknown): entry is Required<NamesLock>['services'][string] {
  return isRecord(entry) && isText(entry['class']) && isText(entry['file']);
}

function isArgumentTypes(entry: unknown): entry is Required<NamesLock>['argumentTypes'][string] {
  return (
    isRecord(entry) &&
    ['params', 'body'].every((key) => entry[key] === undefined || isText(entry[key]))
  );
}

function isTextRecord(entry: unknown): entry is Readonly<Record<string, string>> {
  return isRecord(entry) && Object.values(entry).every(isText);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
