import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const ROOT = join(HERE, '..', '..');
const modules = (...path) => join(HERE, 'node_modules', ...path);

const versionOf = (folder) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version;

const peer = (name, bin, args) => ({
  name,
  version: versionOf(modules(name)),
  command: (document, out) => [modules(name, bin), ...args(document, out)],
});

/**
 * Each as its page shows it: a client where it makes one, in text as it comes. `command` is what Node is given to make
 * `out`, a folder that is there and empty.
 */
export const GENERATORS = [
  {
    name: 'ours',
    version: versionOf(ROOT),
    command: (document, out) => [
      join(ROOT, 'dist', 'cli.js'),
      ...['generate', '--input', document, '--out', join(out, 'sdk')],
    ],
  },
  peer('openapi-typescript', join('bin', 'cli.js'), (document, out) => [
    document,
    ...['--output', join(out, 'types.ts')],
  ]),
  peer('@hey-api/openapi-ts', join('bin', 'run.js'), (document, out) => [
    ...['--input', document, '--output', join(out, 'sdk'), '--silent'],
    ...['--plugins', '@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
  ]),
  peer('orval', join('dist', 'bin', 'orval.mjs'), (document, out) => [
    ...['--input', document, '--output', join(out, 'client.ts'), '--client', 'fetch'],
  ]),
  peer('openapi-typescript-codegen', join('bin', 'index.js'), (document, out) => [
    ...['--input', document, '--output', join(out, 'sdk')],
  ]),
  peer('oazapfts', join('dist', 'cli.js'), (document, out) => [document, join(out, 'client.ts')]),
];
