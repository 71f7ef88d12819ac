import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { byCodeUnit } from '../order.js';

/** Where the program lies, compiled or not: this folder's parent, and the templates beside that. */
const PROGRAM = join(__dirname, '..');
const TEMPLATES = join(PROGRAM, '..', 'templates');
/** With the exact versions of the libraries that print and format. */
const PACKAGE = join(PROGRAM, '..', 'package.json');

/** Rooms that no byte of a package comes through. A new one counts until it is named here. */
const ASIDE =
  /(^|[/\\])(bench|commands|corpus|diff|drift|journeys|nightly|sandbox|testing|truth)[/\\]/;

/**
 * `sha256:` of everything that makes a package of a document, so that a change of the generator is seen
 * although its version is the same.
 */
export async function programHash(): Promise<string> {
  const sources = (await filesIn(PROGRAM)).filter(
    (path) => !ASIDE.test(path.slice(PROGRAM.length)),
  );
  const hash = createHash('sha256');
  for (const path of [...sources, ...(await filesIn(TEMPLATES)), PACKAGE]) {
    hash.update(await readFile(path));
  }
  return `sha256:${hash.digest('hex')}`;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.(js|ts|hbs)$/.test(name) && !/(^|[/\\])node_modules[/\\]/.test(name))
    .filter((name) => !/\.(test|d)\.ts$/.test(name))
    .sort(byCodeUnit)
    .map((name) => join(folder, name));
}
