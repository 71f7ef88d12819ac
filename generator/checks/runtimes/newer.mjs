// `make newer`: runs every test of `make test`, and the programs that they start, on Node 24.
import { spawnSync } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUNTIMES } from './binaries.mjs';

const {
  command: [node],
} = RUNTIMES.find(({ name }) => name === 'node-24');
const jest = fileURLToPath(new URL('../../../node_modules/jest/bin/jest.js', import.meta.url));
const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
const { status } = spawnSync(node, [jest, ...process.argv.slice(2)], { env, stdio: 'inherit' });
process.exitCode = status ?? 1;
