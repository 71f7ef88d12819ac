import { sortedBy } from '../util/order.js';
import { ts, TypeChecker } from '../util/typescript.js';

const MAX_ERRORS = 20;

/**
 * Type-checks a package in memory with the settings of its own `tsconfig.json`, or sources with those of a bundler.
 *
 * @param files Text by path relative to the package.
 * @throws Error with what the compiler reports: a package that does not compile is a bug of the generator.
 */
export function compile(files: ReadonlyMap<string, string>): void {
  const { options, errors } = ts.convertCompilerOptionsFromJson(settingsIn(files), '/');
  if (errors.length > 0) throw new Error("The package's tsconfig.json is not understood.");
  const texts = sortedBy(files, ([path]) => path)
    .filter(([path]) => path.endsWith('.ts') || path === 'package.json')
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

/** For sources of an application: whatever their imports end in. */
const SOURCE_SETTINGS = {
  target: 'es2022',
  lib: ['es2022', 'dom', 'dom.iterable'],
  types: [],
  module: 'esnext',
  moduleResolution: 'bundler',
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
};

function settingsIn(files: ReadonlyMap<string, string>): unknown {
  const text = files.get('tsconfig.json');
  if (text === undefined) return SOURCE_SETTINGS;
  const settings = JSON.parse(text) as {
    readonly compilerOptions?: unknown;
  };
  return settings.compilerOptions ?? {};
}
