// Finds the programs of the runtimes in npm's packages, which are installed without running their scripts.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('node_modules/', import.meta.url));
const { platform, arch } = process;

/** @throws Error when no package has a program for this machine. */
function findProgram(...candidates) {
  const found = candidates.map((path) => join(MODULES, path)).find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    `There is no program for ${platform} on ${arch} (${candidates.join(', ')}): see package.json beside this file.`,
  );
}

const node = (version) => ({
  name: `node-${version}`,
  command: [findProgram(`node-${version}-${platform}-${arch}/bin/node`)],
});
const bun = { arm64: 'aarch64' }[arch] ?? arch;

/** The runtimes on which the test files run: a name, and the command that starts a module. */
export const RUNTIMES = [
  node(20),
  node(22),
  node(24),
  node(26),
  { name: 'bun', command: [findProgram(`@oven/bun-${platform}-${bun}/bin/bun`)] },
  {
    name: 'deno',
    command: [
      findProgram(`@deno/${platform}-${arch}-glibc/deno`, `@deno/${platform}-${arch}/deno`),
      'run',
      '--allow-all',
    ],
  },
];

export const WORKERD = findProgram(
  `@cloudflare/workerd-${platform}-${arch === 'x64' ? '64' : arch}/bin/workerd`,
);
