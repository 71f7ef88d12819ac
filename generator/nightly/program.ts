import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byCodeUnit } from '../util/order.js';

/** Where the program lies, compiled or not: this folder's parent, and the templates beside that. */
const PROGRAM = join(__dirname, '..');
const TEMPLATES = join(PROGRAM, '..', 'templates');
/** With the exact versions of the libraries that print and format. */
const PACKAGE = join(PROGRAM, '..', 'package.json');

/** Rooms that no byte of a package comes through. A new one counts until it is named here. */
const ASIDE = new Set(['checks', 'commands', 'diff', 'nightly', 'sandbox', 'testing']);

/**
 * `sha256:` of everything that makes a package of a document, so that a change of the generator is seen
 * although its version is the same. Reads some 250 small files, one after the other: with a promise for
 * each it takes four times as long.
 */
export function programHash(): string {
  const hash = createHash('sha256');
  for (const path of [...filesIn(PROGRAM), ...filesIn(TEMPLATES), PACKAGE])
    hash.update(readFileSync(path));
  return `sha256:${hash.digest('hex')}`;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => byCodeUnit(a.name, b.name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return ASIDE.has(entry.name) ? [] : filesIn(path);
      const isSource = /\.(js|ts|hbs)$/.test(entry.name) && !/\.(test|d)\.ts$/.test(entry.name);
      return isSource ? [path] : [];
    });
}
