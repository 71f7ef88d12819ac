// Where the runtimes' programs lie: npm's packages hold them, with no script run on installation.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MODULES = fileURLToPath(new URL('node_modules/', import.meta.url));
const { platform, arch } = process;

/** @throws Error where the registry has no program for this machine. */
function program(...candidates) {
  const found = candidates.map((path) => join(MODULES, path)).find((path) => existsSync(path));
  if (found) return found;
  throw new Error(
    `For ${platform} on ${arch} there is none of ${candidates.join(', ')}: see package.json beside this file.`,
  );
}

const node = (version) => ({
  name: `node-${version}`,
  words: [program(`node-${version}-${platform}-${arch}/bin/node`)],
});
const bun = { arm64: 'aarch64' }[arch] ?? arch;

/** The runtimes that Node's test files run on: a name, and the words that start a module. */
export const RUNTIMES = [
  node(20),
  node(22),
  node(24),
  { name: 'bun', words: [program(`@oven/bun-${platform}-${bun}/bin/bun`)] },
  {
    name: 'deno',
    words: [
      program(`@deno/${platform}-${arch}-glibc/deno`, `@deno/${platform}-${arch}/deno`),
      'run',
      '--allow-all',
    ],
  },
];

export const WORKERD = program(
  `@cloudflare/workerd-${platform}-${arch === 'x64' ? '64' : arch}/bin/workerd`,
);
