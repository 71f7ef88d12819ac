import { resolve } from 'node:path';
import { configHash, type GeneratorConfig } from '../config/index.js';
import { namesLockOf } from './names-lock.js';
import type { Obtained, Surroundings } from './obtain.js';
import type { OverlayFile } from '../document/overlay/index.js';
import type { Recipe } from './package.js';
import { resolveTarget, type Target } from './targets.js';
import type { Manifest } from '../write/index.js';

/** What was asked for, with everything read that it needs beside the document. */
export interface Job {
  readonly config: GeneratorConfig;
  readonly target: Target;
  readonly overlays: readonly OverlayFile[];
  /** `sha256:` of the settings that change the output. */
  readonly configHash: string;
}

const FIRST_VERSION = '0.1.0';

/** Overlays are read before anything is downloaded: a wrong path is told at once. */
export async function jobFor(
  given: GeneratorConfig,
  { cwd = process.cwd() }: Surroundings,
): Promise<Job> {
  const config = withEnvironment(given);
  const target = resolveTarget(config, cwd);
  const overlays = await overlaysAt(config.overlays.map((path) => resolve(cwd, path)));
  const texts = overlays.map(({ text }) => text);
  return { config, target, overlays, configHash: configHash(config, texts) };
}

async function overlaysAt(paths: readonly string[]): Promise<readonly OverlayFile[]> {
  if (paths.length === 0) return [];
  const { readOverlays } =
    require('../document/overlay/index.js') as typeof import('../document/overlay/index.js');
  return readOverlays(paths);
}

/** What an earlier run left in the output folder; both undefined where there was none. */
export interface PackageOnDisk {
  readonly manifest?: Manifest;
  readonly version?: string;
}

/** @throws WriteError when what lies there cannot be read. */
export async function packageOnDisk(folder: string): Promise<PackageOnDisk> {
  const { readManifest, readPackageVersion } =
    require('../write/index.js') as typeof import('../write/index.js');
  const manifest = await readManifest(folder);
  const version = await readPackageVersion(folder, manifest);
  return {
    ...(manifest !== undefined && { manifest }),
    ...(version !== undefined && { version }),
  };
}

/** The recipe for a package that keeps the names and the version which the one on disk already has. */
export function recipeFor(job: Job, document: Obtained, disk: PackageOnDisk): Recipe {
  const { config, target, overlays } = job;
  return {
    target,
    text: document.text,
    location: document.location,
    allowedOrigins: config.allowedOrigins,
    fetchText: document.fetchText,
    overlays,
    filters: { include: config.include, exclude: config.exclude },
    overrides: config.names,
    pagination: config.pagination,
    switches: config.output,
    packageVersion: config.packageVersion ?? disk.version ?? FIRST_VERSION,
    configHash: job.configHash,
    ...(disk.manifest !== undefined && { namesLock: namesLockOf(disk.manifest) }),
  };
}

/** Nothing said means the sandbox: to leave it out or to name it is the same configuration. */
function withEnvironment(config: GeneratorConfig): GeneratorConfig {
  return config.env === undefined && config.input === undefined
    ? { ...config, env: 'sandbox' }
    : config;
}
