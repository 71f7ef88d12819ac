import { sortedBy } from '../util/order.js';
import { importViolations } from './imports.js';
import { foldPath, foldersOf, pathFault } from './paths.js';

/**
 * Looks at a package before it reaches the disk: every path can be written on every system, every relative import
 * arrives at a file of the package. That TypeScript parses, printing and formatting have seen.
 *
 * @param files Text by path relative to the package.
 * @throws Error naming every violation by file, line and column. It is a bug of the generator, not
 *   something that the user did, and so no SdkgenError.
 */
export function verifyPackage(files: ReadonlyMap<string, string>): void {
  const paths = sortedBy(files.keys(), (path) => path);
  const violations = [
    ...pathViolations(paths),
    ...importViolations(files, paths.filter(isTypeScript)),
  ];
  if (violations.length === 0) return;
  throw new Error(`The generator made a package that is not sound:\n${violations.join('\n')}`);
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/** Folders count as well: `Models/a.ts` and `models/b.ts` are one folder on Windows and macOS, two in git. */
function pathViolations(paths: readonly string[]): string[] {
  const spelling = new Map<string, string>();
  const files = new Set(paths);
  return paths.flatMap((path) => {
    const fault = pathFault(path);
    if (fault !== undefined) return [`${JSON.stringify(path)}: the path ${fault}`];
    const file = foldersOf(path).find((folder) => files.has(folder));
    if (file !== undefined) return [`${path}: "${file}" is a file, and so no folder`];
    return [...foldersOf(path), path].flatMap((part) => {
      const other = spelling.get(foldPath(part));
      if (other === undefined) spelling.set(foldPath(part), part);
      return other === undefined || other === part
        ? []
        : [`${part}: differs from "${other}" only by case`];
    });
  });
}
