import { posix } from 'node:path';
import ts from 'typescript';

/** Loads modules of a package that lies in memory: TypeScript, by path, each evaluated once. */
export function loadModule(files: ReadonlyMap<string, string>): (path: string) => object {
  const loaded = new Map<string, object>();
  const load = (path: string): object => {
    const known = loaded.get(path);
    if (known !== undefined) return known;
    const text = files.get(path);
    if (text === undefined) throw new Error(`${path} is not in the package`);
    const { outputText } = ts.transpileModule(text, {
      compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
    });
    const exports = {};
    // Known before it runs: modules may import each other in circles.
    loaded.set(path, exports);
    const require = (specifier: string) =>
      load(posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts'));
    // The text is the package that was just made, not the user's.
    const run = new Function('exports', 'require', outputText) as (
      exports: object,
      require: (specifier: string) => object,
    ) => void;
    run(exports, require);
    return exports;
  };
  return load;
}
