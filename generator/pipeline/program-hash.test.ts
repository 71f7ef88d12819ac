import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { MAKES_A_PACKAGE, programHash } from './program-hash.js';

/** Every module that a module of the program imports by now or late, itself too; types alone make nothing. */
function modulesOf(path: string, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(path, 'utf8');
  const specifiers = text.matchAll(
    /^(?:import (?!type )[^;]*?from|export (?!type )[^;]*?from|import) '(\.[^']+)'|\b(?:import|require)\('(\.[^']+)'\)/gm,
  );
  for (const [, early, late] of specifiers)
    modulesOf(resolve(dirname(path), (early ?? late ?? '').replace(/\.js$/, '.ts')), found);
  return found;
}

const PROGRAM = join(__dirname, '..');
const modules = [
  ...modulesOf(join(__dirname, 'package.ts')),
  ...modulesOf(join(__dirname, 'job.ts')),
];
const paths = [...new Set(modules.map((path) => relative(PROGRAM, path).replaceAll('\\', '/')))];

describe('what makes a package', () => {
  it.each(MAKES_A_PACKAGE)('%s is there', (name) => {
    expect(existsSync(join(PROGRAM, name))).toBe(true);
  });

  it('is all that making one imports, but for what reads the configuration', () => {
    expect(paths.length).toBeGreaterThan(100);
    const left = paths.filter(
      (path) =>
        !path.startsWith('config/') &&
        !MAKES_A_PACKAGE.some((name) => path === name || path.startsWith(`${name}/`)),
    );
    expect(left).toEqual([]);
  });

  it('has the same hash each time', () => {
    expect(programHash()).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(programHash()).toBe(programHash());
  });
});
