import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const RUNTIMES = fileURLToPath(new URL('../runtimes/node_modules/', import.meta.url));
const PROGRAM = process.platform === 'win32' ? 'node.exe' : 'node';

/** Major, minor and patch of `v22.18.0`, as one number that grows with them. */
const rank = (version) =>
  version
    .replace(/^v/, '')
    .split('.')
    .reduce((sum, part) => sum * 1000 + Number.parseInt(part, 10), 0);

/** The version that a program says it is; none when it does not run here, such as one for another processor. */
function versionOf(program) {
  try {
    return execFileSync(program, ['--version'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}

/**
 * The newest Node among those on the path and those of npm that `make runtimes` installs.
 *
 * @returns Its program and version; undefined when none is newer than this one.
 */
export function newerNode() {
  const runtimes = existsSync(RUNTIMES)
    ? readdirSync(RUNTIMES).filter((name) => name.startsWith('node-'))
    : [];
  const [newest] = [
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, PROGRAM)),
    ...runtimes.map((name) => join(RUNTIMES, name, 'bin', PROGRAM)),
  ]
    .filter((program) => existsSync(program))
    .map((program) => ({ program, version: versionOf(program) }))
    .filter(({ version }) => version !== undefined && rank(version) > rank(process.version))
    .toSorted((a, b) => rank(b.version) - rank(a.version));
  return newest;
}
