import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { byCodeUnit } from '../util/order.js';
import { printerHash } from '../write/index.js';

/**
 * The folders and files of the program that generate a package, in the sources and compiled. A test compares this list
 * with what `package.ts` imports.
 */
export const MAKES_A_PACKAGE: readonly string[] = [
  'document',
  'emit',
  'interpret',
  'model',
  'naming',
  'pipeline',
  'source',
  'util',
  'write',
  'diagnostics.ts',
  'errors.ts',
  'program.ts',
  'sandbox/defaults.ts',
  'vendor.ts',
];

/** `.js` of the compiled program. */
const EXTENSION = extname(__filename);

const PROGRAM = join(__dirname, '..');
const ROOT = join(PROGRAM, '..');

/** Beside the code: its templates, the example programs of READMEs, and the exact versions of its libraries. */
const BESIDE = ['templates', 'fixtures/examples', 'package.json'];

/** These do not affect a package. */
const NO_PART = /^(?:report|testing|node_modules)$|\.(?:test|test-d|d)\.ts$|\.map$/;

/**
 * `sha256:` of everything that generates a package, so that a change of the program is noticed within a version. Reads
 * about 200 small files synchronously, because a promise for each takes four times as long.
 */
export function programHash(): string {
  const hash = createHash('sha256').update(printerHash());
  const own = MAKES_A_PACKAGE.map((name) => join(PROGRAM, name.replace('.ts', EXTENSION)));
  const beside = BESIDE.map((name) => join(ROOT, name));
  for (const path of [...own, ...beside].flatMap(filesAt)) hash.update(readFileSync(path));
  return `sha256:${hash.digest('hex')}`;
}

function filesAt(path: string): readonly string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !NO_PART.test(name))
    .sort(byCodeUnit)
    .flatMap((name) => filesAt(join(path, name)));
}
