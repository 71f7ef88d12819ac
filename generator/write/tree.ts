import { sortedBy } from '../util/order.js';
import type { Content } from './content.js';
import { asWriteError } from './disk.js';
import { inFolder } from './folder.js';
import { carryOut, recover } from './journal.js';
import { withLock } from './lock.js';
import { MANIFEST_NAME, readManifest } from './manifest.js';
import { pathFault } from './paths.js';
import { planTree, type Plan } from './plan.js';
import { surveyFolder } from './inspect-path.js';

export interface WriteOptions {
  /** The output folder; made when it is not there. */
  readonly root: string;
  /** By path relative to the root, the manifest among them. */
  readonly files: ReadonlyMap<string, Content>;
  /**
   * By path, files that come with the others, in place of whatever file stands there, and are the
   * user's from then on: no manifest lists them, and no run that does not name them touches them.
   */
  readonly unlisted?: ReadonlyMap<string, Content>;
  /** The file that lists the others: `sdk.lock.json`. */
  readonly manifestName?: string;
  /** How long to wait for another run that writes to the same folder, in milliseconds; a minute unless told. */
  readonly waitMs?: number;
}

/** Paths relative to the root, each list sorted. */
export interface WriteReport {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  readonly deleted: readonly string[];
}

const WAIT_MS = 60_000;

/**
 * Makes the generated files of a folder be `files`: all of them, or none when it fails. How, and why
 * a run that is killed leaves the old tree to the next one, is told in `journal.ts`.
 *
 * Deleted are only files that the folder's manifest lists; what a user added stays. Files whose
 * bytes are right are not touched. No symbolic link is followed inside of the folder.
 *
 * @throws WriteError when the disk refuses, when another run is writing, or when something stands in
 *   the way that was not generated; what was there is unchanged.
 */
export async function writeTree(options: WriteOptions): Promise<WriteReport> {
  const { unlisted = new Map(), manifestName = MANIFEST_NAME, waitMs = WAIT_MS } = options;
  const files = new Map([...options.files, ...unlisted]);
  assertWritable(files, manifestName);
  try {
    return await inFolder(options.root, (root) =>
      withLock(root, waitMs, async () => {
        await recover(root);
        const plan = await planFolder(root, files, unlisted, manifestName);
        await carryOut(root, plan, files);
        return reportOf(plan);
      }),
    );
  } catch (error) {
    throw asWriteError(error, options.root);
  }
}

async function planFolder(
  root: string,
  files: ReadonlyMap<string, Content>,
  unlisted: ReadonlyMap<string, Content>,
  manifestName: string,
): Promise<Plan> {
  const manifest = await readManifest(root, manifestName);
  const listed = manifest === undefined ? [] : [manifestName, ...Object.keys(manifest.files)];
  const owned = new Set([...listed, ...unlisted.keys()]);
  return planTree(root, files, owned, surveyFolder(root, files, owned));
}

function reportOf({ steps, unchanged }: Plan): WriteReport {
  const pathsOf = (wanted: (kind: string) => boolean) =>
    steps.flatMap(({ kind, path }) => (wanted(kind) ? [path] : []));
  return {
    written: pathsOf((kind) => kind !== 'delete'),
    unchanged,
    deleted: pathsOf((kind) => kind === 'delete'),
  };
}

/** `verifyPackage` has looked; a path that leads out is too dangerous to rely on that alone. */
function assertWritable(files: ReadonlyMap<string, Content>, manifestName: string): void {
  if (!files.has(manifestName)) throw new Error(`The tree has no ${manifestName}.`);
  for (const path of sortedBy(files.keys(), (key) => key)) {
    const fault = pathFault(path);
    if (fault !== undefined) throw new Error(`The path ${JSON.stringify(path)} ${fault}.`);
  }
}
