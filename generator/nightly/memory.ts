import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Manifest } from '../write/index.js';
import { readText, writeReports } from './disk.js';

/**
 * Which other program is known to make the package that is there: one that was changed since, in nothing that the
 * package shows. It stands beside the reports, which nobody commits: in the lock it would be a change to propose
 * for every change of the program.
 */
const MEMORY = '.same-package';

/** @param folder the environment's reports. */
export async function isKnownToMake(
  program: string,
  manifest: Manifest,
  folder: string,
): Promise<boolean> {
  return (await readText(join(folder, MEMORY))) === memoryOf(program, manifest);
}

/** @throws WriteError when the folder cannot be written. */
export async function rememberSame(
  program: string,
  manifest: Manifest,
  folder: string,
): Promise<void> {
  await writeReports(folder, { [MEMORY]: memoryOf(program, manifest) });
}

function memoryOf(program: string, manifest: Manifest): string {
  const made = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  return `${program} makes the package whose lock is sha256:${made}\n`;
}
