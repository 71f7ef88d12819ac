import { posix } from 'node:path';

/**
 * Relative imports that arrive at no file of the package.
 *
 * @param paths of TypeScript, formatted: each import begins a line.
 */
export function importViolations(
  files: ReadonlyMap<string, string>,
  paths: readonly string[],
): string[] {
  return paths.flatMap((path) => {
    const text = files.get(path) ?? '';
    return [...text.matchAll(/^(?:(?:import|export) .*|\}) from '([^'\n]+)';$/gm)].flatMap(
      ({ 0: whole, 1: specifier = '', index }) =>
        unarrived(files, path, specifier, index + whole.lastIndexOf(`'${specifier}`)),
    );
  });
}

/**
 * The complaint about an import that arrives nowhere; none about one that arrives, or that is of another package.
 *
 * @param offset where it stands in its file.
 */
function unarrived(
  files: ReadonlyMap<string, string>,
  path: string,
  specifier: string,
  offset: number,
): string[] {
  if (!/^\.{0,2}\/|^\.{1,2}$/.test(specifier) || arrives(files, path, specifier)) return [];
  const place = placeOf(files.get(path) ?? '', offset);
  return [`${path}:${place}: imports "${specifier}", which is no file of the package`];
}

/** As Node and TypeScript find it with ES modules: with its extension, `.js` standing for `.ts`. */
function arrives(files: ReadonlyMap<string, string>, from: string, specifier: string): boolean {
  if (specifier.startsWith('/')) return false;
  const target = posix.join(posix.dirname(from), specifier);
  const stem = /^(.*)\.([cm]?)js$/.exec(target);
  if (stem === null) return files.has(target);
  const [, name = '', kind = ''] = stem;
  return [target, `${name}.${kind}ts`, `${name}.${kind}tsx`, `${name}.d.${kind}ts`].some((path) =>
    files.has(path),
  );
}

/** Line and column of an offset, both from 1. */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return `${before.split('\n').length}:${offset - lineStart + 1}`;
}
