import type { Files } from './files.js';

const PROBES = '/sdk/src/probes/probes.ts';
const GLOBALS = '/sdk/globals.d.ts';

/** As much of the standard library as the types of a package need. */
const LIBRARIES = ['lib.es5.d.ts', 'lib.es2015.promise.d.ts', 'lib.es2018.asynciterable.d.ts'];

/**
 * Compiles the probes against the packages' files.
 *
 * @param preamble Import lines that precede the probes.
 * @returns The first diagnostic of each probe that has one, by the probe's index.
 * @throws Error when anything but a probe does not compile: a bug of the generator.
 */
export async function compileProbes(
  lines: readonly string[],
  preamble: readonly string[],
  files: Files,
): Promise<ReadonlyMap<number, string>> {
  const { ts, TypeChecker } = await import('../../util/typescript.js');
  const checker = new TypeChecker({
    strict: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: LIBRARIES,
    types: [],
    skipLibCheck: true,
  });
  const text = [...preamble, ...lines, ''].join('\n');
  const diagnostics = checker.check(new Map([...files, [PROBES, text]]), [GLOBALS, PROBES]);
  const messages = new Map<number, string>();
  for (const { path, line, message } of diagnostics) {
    const index = line - 1 - preamble.length;
    if (path !== PROBES || index < 0)
      throw new Error(`The compiler cannot read the packages: ${message}`);
    if (!messages.has(index)) messages.set(index, message);
  }
  return messages;
}
