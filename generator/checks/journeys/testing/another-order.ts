import { readFileSync, writeFileSync } from 'node:fs';
import { defaultConfig } from '../../../config/index.js';
import type { GenerateOptions } from '../../../pipeline/generate.js';
import { createJob, createRecipe } from '../../../pipeline/job.js';
import { obtain } from '../../../pipeline/obtain-target.js';
import { makePackage } from '../../../pipeline/package.js';
import { Stopwatch } from '../../../util/stopwatch.js';
import { readManifest } from '../../../write/index.js';
import { seeded, shuffled } from './shuffle.js';

/** Reads a JSON or YAML document. */
export async function readDocument(path: string): Promise<unknown> {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  if (path.endsWith('.json')) return JSON.parse(text) as unknown;
  return (await import('yaml')).parse(text, { merge: true }) as unknown;
}

/**
 * The same document with all its keys, and all its lists that are sets, in another order.
 *
 * @throws Error when that changes nothing: a test would compare a document with itself.
 */
export function shuffleDocument(document: unknown): unknown {
  const other = shuffled(document, seeded(20_261_123));
  if (JSON.stringify(other) === JSON.stringify(document)) throw new Error('The order is the same.');
  return other;
}

/**
 * Makes the package of a document as a first run does, with no names of the one in `out`. Of that it only takes texts
 * whose structures would be the same.
 *
 * @returns the paths of the other files, and the lock, which has a hash of every file.
 */
export async function makeOver(
  out: string,
  { document, options = {} }: { document: unknown; options?: GenerateOptions },
): Promise<{ readonly printed: readonly string[]; readonly lock: string | undefined }> {
  const input = `${out}-in-another-order.json`;
  writeFileSync(input, JSON.stringify(document));
  const job = await createJob({ ...defaultConfig(), ...options, input, out }, {});
  const obtained = await obtain(job.target, job.config, {});
  const manifest = await readManifest(out);
  if (manifest === undefined) throw new Error(`There is no package in ${out}.`);
  const recipe = createRecipe(job, obtained, {});
  const { printed, files } = await makePackage(recipe, new Stopwatch(), { root: out, manifest });
  return { printed, lock: files.get('sdk.lock.json') };
}
