import { sortedBy } from '../util/order.js';
import { ts, TypeChecker } from '../util/typescript.js';

const MAX_ERRORS = 20;

/**
 * Type-checks a package in memory with the settings of its own `tsconfig.json`.
 *
 * @param files Text by path relative to the package.
 * @throws Error with what the compiler reports: a package that does not compile is a bug of the generator.
 */
export function compile(files: ReadonlyMap<string, string>): void {
  const { options, errors } = ts.convertCompilerOptionsFromJson(settingsIn(files), '/');
  if (errors.length > 0) throw new Error("The package's tsconfig.json is not understood.");
  const texts = sortedBy(files, ([path]) => path)
    .filter(([path]) => path.startsWith('src/') || path === 'package.json')
    .map(([path, text]) => [`/${path}`, text] as const);
  const diagnostics = new TypeChecker(options)
    .check(new Map(texts))
    .map(({ path = '/package', line, code, message }) => {
      return `${path.slice(1)}:${line}: TS${code}: ${message}`;
    });
  if (diagnostics.length === 0) return;
  const more = diagnostics.length - MAX_ERRORS;
  const lines = [...diagnostics.slice(0, MAX_ERRORS), ...(more > 0 ? [`and ${more} more`] : [])];
  throw new Error(`The generated package does not compile:\n${lines.join('\n')}`);
}

function settingsIn(files: ReadonlyMap<string, string>): unknown {
  const settings = JSON.parse(files.get('tsconfig.json') ?? '{}') as {
    readonly compilerOptions?: unknown;
  };
  return settings.compilerOptions ?? {};
}
