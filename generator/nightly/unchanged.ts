import type { Job, PackageOnDisk } from '../pipeline/job.js';
import type { Snapshot } from '../source/index.js';
import { generatorName } from '../pipeline/version.js';
import { isIntact } from '../write/index.js';
import type { Arrival } from './arrival.js';
import { isKnownToMake } from './memory.js';
import { programHash } from './program.js';

/**
 * Would a run write what is there already? It would when document, program and configuration are those
 * that the package was made from, and nobody has touched it since. Loads no compiler and no printer.
 *
 * @param reports the folder of the environment's reports.
 */
export async function isUpToDate(
  { target, configHash }: Job,
  recorded: Snapshot | undefined,
  arrival: Arrival | undefined,
  { manifest }: PackageOnDisk,
  reports: string,
): Promise<boolean> {
  if (recorded === undefined || manifest === undefined || recorded.text !== arrival?.text)
    return false;
  const { hash, generator, program, configHash: config } = recorded.lock;
  const isOfThese =
    manifest['document'] === hash &&
    [generator, manifest['generator']].every((name) => name === generatorName) &&
    [config, manifest['config']].every((settings) => settings === configHash);
  if (!isOfThese || !isIntact(target.outputFolder, manifest)) return false;
  // A package that `generate` made says by its version alone which program it is of.
  if (program === undefined) return true;
  const now = programHash();
  return program === now || isKnownToMake(now, manifest, reports);
}
