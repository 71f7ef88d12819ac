import { join } from 'node:path';
import { readText } from './disk.js';
import type { Evening } from './night.js';

/** A document to compare with, in canonical form. */
export interface Baseline {
  readonly text: string;
  readonly location: string;
}

/**
 * The document that the package on disk was made of, since it is the package whose version and changelog
 * go on. That is the recorded one, unless a run was killed between writing the package and recording.
 *
 * @returns undefined on the first night.
 */
export async function baselineOf({ job, obtained, disk }: Evening): Promise<Baseline | undefined> {
  const { recorded } = obtained;
  const own = disk.manifest?.['document'];
  if (own !== undefined && own !== recorded?.lock.hash) {
    const path = join(job.target.outputFolder, 'openapi.json');
    const text = await readText(path);
    if (text !== undefined) return { text, location: path };
  }
  return recorded && { text: recorded.text, location: recorded.lock.source };
}
