import { posix } from 'node:path';
import { sortedBy } from '../util/order.js';
import { foldPath, getParentFolders, getPathProblem } from './paths.js';

/**
 * Checks a package before it is written: each path must be valid on every system, and each relative import must lead to
 * a file of the package. Printing and formatting have already checked the syntax.
 *
 * @param files text by path relative to the package.
 * @throws Error listing each problem with file, line and column. No SdkgenError, because it is a bug of the generator.
 */
export function verifyPackage(files: ReadonlyMap<string, string>): void {
  const paths = sortedBy(files.keys(), (path) => path);
  const problems = [
    ...findPathProblems(paths),
    ...findBrokenImports(files, paths.filter(isTypeScript)),
  ];
  if (problems.length === 0) return;
  throw new Error(`The generated package is invalid:\n${problems.join('\n')}`);
}

function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/** Also compares folders: `Models/a.ts` and `models/b.ts` are in one folder on Windows and macOS, in two in Git. */
function findPathProblems(paths: readonly string[]): string[] {
  const spelling = new Map<string, string>();
  const files = new Set(paths);
  return paths.flatMap((path) => {
    const problem = getPathProblem(path);
    if (problem !== undefined) return [`${JSON.stringify(path)}: the path ${problem}`];
    const file = getParentFolders(path).find((folder) => files.has(folder));
    if (file !== undefined) return [`${path}: "${file}" is a file, so it cannot be a folder`];
    return [...getParentFolders(path), path].flatMap((part) => {
      const other = spelling.get(foldPath(part));
      if (other === undefined) spelling.set(foldPath(part), part);
      return other === undefined || other === part
        ? []
        : [`${part}: differs from "${other}" only by case`];
    });
  });
}

/**
 * Finds relative imports that lead to no file of the package.
 *
 * @param paths of formatted TypeScript files, in which each import begins a line.
 */
function findBrokenImports(files: ReadonlyMap<string, string>, paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const text = files.get(path) ?? '';
    return [...text.matchAll(/^(?:(?:import|export) .*|\}) from '([^'\n]+)';$/gm)].flatMap(
      ({ 0: whole, 1: specifier = '', index }) =>
        checkImport(files, path, specifier, index + whole.lastIndexOf(`'${specifier}`)),
    );
  });
}

/**
 * Returns the problem of an import; an empty list for one that resolves or names another package.
 *
 * @param offset of the specifier in its file.
 */
function checkImport(
  files: ReadonlyMap<string, string>,
  path: string,
  specifier: string,
  offset: number,
): string[] {
  if (!/^\.{0,2}\/|^\.{1,2}$/.test(specifier) || isResolved(files, path, specifier)) return [];
  const position = formatPosition(files.get(path) ?? '', offset);
  return [`${path}:${position}: imports "${specifier}", which is not a file of the package`];
}

/** Resolves as Node and TypeScript do for ES modules: by the full name, where `.js` may mean `.ts`; sources without a package also as bundlers do, without `.ts`. */
function isResolved(files: ReadonlyMap<string, string>, from: string, specifier: string): boolean {
  if (specifier.startsWith('/')) return false;
  const target = posix.join(posix.dirname(from), specifier);
  const stem = /^(.*)\.([cm]?)js$/.exec(target);
  if (stem === null)
    return files.has(target) || (!files.has('package.json') && files.has(`${target}.ts`));
  const [, name = '', kind = ''] = stem;
  return [target, `${name}.${kind}ts`, `${name}.${kind}tsx`, `${name}.d.${kind}ts`].some((path) =>
    files.has(path),
  );
}

/** Line and column of an offset, both from 1. */
function formatPosition(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return `${before.split('\n').length}:${offset - lineStart + 1}`;
}
