import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MODULES = fileURLToPath(new URL('node_modules/', import.meta.url));

/** Name and version, and the Node that it declares, from the package that lies in a folder. */
function packageIn(folder) {
  const { name, version, engines } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, engine: engines?.node };
}

const peer = (name, tool) => ({ ...packageIn(join(MODULES, name)), ...tool });
const callOf = (name) => `import { ${name.split('.')[0]} } from 'sdk';
  export const call = (...words) => ${name}(...words);`;
const asFunction = ({ peer }) => callOf(peer);
const asMethod = ({ method }) => callOf(method);

/** Our own name in readings and tables. */
export const OURS = 'ours';

/**
 * The generators: `words` start one on Node, `entry` is the module that a user imports, and `call` is a program that
 * makes the one call of a document; none where only types are written. Each is set as it is by default, for types and a
 * client on `fetch`, and runs no formatter over its output.
 */
export const TOOLS = [
  {
    ...packageIn(ROOT),
    name: OURS,
    writes: 'types, functions and a client, formatted',
    words: (document, out) => [
      join(ROOT, 'dist/cli.js'),
      ...['generate', '--input', document, '--out', out],
    ],
    entry: 'src/index.ts',
    call: ({ ours }) => `import { createBareCaller, ${ours} } from 'sdk';
      export const call = (options, ...words) => ${ours}(createBareCaller(options), ...words);`,
  },
  peer('openapi-typescript', {
    writes: 'types alone',
    words: (document, out) => [
      join(MODULES, 'openapi-typescript/bin/cli.js'),
      ...[document, '--output', join(out, 'schema.ts')],
    ],
    entry: 'schema.ts',
  }),
  peer('@hey-api/openapi-ts', {
    writes: 'types and functions (typescript and sdk, client-fetch)',
    words: (document, out) => [
      join(MODULES, '@hey-api/openapi-ts/bin/run.js'),
      ...['--input', document, '--output', out, '--no-log-file'],
      ...['--client', '@hey-api/client-fetch'],
      ...['--plugins', '@hey-api/typescript', '@hey-api/sdk'],
    ],
    entry: 'index.ts',
    call: asFunction,
  }),
  peer('orval', {
    writes: 'types and functions (client fetch)',
    words: (document, out) => [
      join(MODULES, 'orval/dist/bin/orval.mjs'),
      ...['--input', document, '--output', join(out, 'api.ts'), '--client', 'fetch'],
    ],
    entry: 'api.ts',
    call: asFunction,
  }),
  peer('openapi-typescript-codegen', {
    writes: 'types and classes (client fetch)',
    words: (document, out) => [
      join(MODULES, 'openapi-typescript-codegen/bin/index.js'),
      ...['--input', document, '--output', out, '--client', 'fetch'],
    ],
    entry: 'index.ts',
    call: asMethod,
  }),
  peer('oazapfts', {
    writes: 'types and functions, on a runtime of its own',
    words: (document, out) => [
      join(MODULES, 'oazapfts/dist/cli.js'),
      ...[document, join(out, 'api.ts')],
    ],
    entry: 'api.ts',
    call: asFunction,
  }),
];
