import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MODULES = fileURLToPath(new URL('node_modules/', import.meta.url));

/** Name, version and required Node of the package in a folder. */
function readPackage(folder) {
  const { name, version, engines } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { name, version, engine: engines?.node };
}

const peer = (name, tool) => ({ ...readPackage(join(MODULES, name)), ...tool });
const createCall = (name) => `import { ${name.split('.')[0]} } from 'sdk';
  export const call = (...args) => ${name}(...args);`;
const asFunction = ({ peer }) => createCall(peer);
const asMethod = ({ method }) => createCall(method);

/** The name of this generator in measurements and tables. */
export const OURS = 'ours';

/**
 * The generators: `getArguments` are those for Node, `entry` is the module that a user imports, and `call` is a program with the
 * one call of a document; undefined where only types are written. Each has its default settings, for types and a client with
 * `fetch`, and does not format its output, except for ours.
 */
export const TOOLS = [
  {
    ...readPackage(ROOT),
    name: OURS,
    writes: 'types, functions and a client, formatted',
    getArguments: (document, out) => [
      join(ROOT, 'dist/cli.js'),
      ...['generate', '--input', document, '--out', out],
    ],
    entry: 'src/index.ts',
    call: ({ ours }) => `import { createBareCaller, ${ours} } from 'sdk/functions';
      export const call = (options, ...args) => ${ours}(createBareCaller(options), ...args);`,
  },
  peer('openapi-typescript', {
    writes: 'only types',
    getArguments: (document, out) => [
      join(MODULES, 'openapi-typescript/bin/cli.js'),
      ...[document, '--output', join(out, 'schema.ts')],
    ],
    entry: 'schema.ts',
  }),
  peer('@hey-api/openapi-ts', {
    writes: 'types and functions (typescript and sdk, client-fetch)',
    getArguments: (document, out) => [
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
    getArguments: (document, out) => [
      join(MODULES, 'orval/dist/bin/orval.mjs'),
      ...['--input', document, '--output', join(out, 'api.ts'), '--client', 'fetch'],
    ],
    entry: 'api.ts',
    call: asFunction,
  }),
  peer('openapi-typescript-codegen', {
    writes: 'types and classes (client fetch)',
    getArguments: (document, out) => [
      join(MODULES, 'openapi-typescript-codegen/bin/index.js'),
      ...['--input', document, '--output', out, '--client', 'fetch'],
    ],
    entry: 'index.ts',
    call: asMethod,
  }),
  peer('oazapfts', {
    writes: 'types and functions, with a runtime of its own',
    getArguments: (document, out) => [
      join(MODULES, 'oazapfts/dist/cli.js'),
      ...[document, join(out, 'api.ts')],
    ],
    entry: 'api.ts',
    call: asFunction,
  }),
];

const RUNTIMES = fileURLToPath(new URL('../runtimes/node_modules/', import.meta.url));
const PROGRAM = process.platform === 'win32' ? 'node.exe' : 'node';

/** `v22.18.0` as one number, for comparing versions. */
const toNumber = (version) =>
  version
    .replace(/^v/, '')
    .split('.')
    .reduce((sum, part) => sum * 1000 + Number.parseInt(part, 10), 0);

/** The version of a Node; undefined when it does not run here, such as one for another processor. */
function readVersion(program) {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}

/**
 * Finds the newest Node on the PATH and among those that `make runtimes` installs.
 *
 * @returns Its program and version; undefined when none is newer than this one.
 */
export function findNewerNode() {
  const runtimes = existsSync(RUNTIMES)
    ? readdirSync(RUNTIMES).filter((name) => name.startsWith('node-'))
    : [];
  const [newest] = [
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, PROGRAM)),
    ...runtimes.map((name) => join(RUNTIMES, name, 'bin', PROGRAM)),
  ]
    .filter((program) => existsSync(program))
    .map((program) => ({ program, version: readVersion(program) }))
    .filter(({ version }) => version !== undefined && toNumber(version) > toNumber(process.version))
    .toSorted((a, b) => toNumber(b.version) - toNumber(a.version));
  return newest;
}
