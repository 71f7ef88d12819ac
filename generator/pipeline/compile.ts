import { sortedBy } from '../util/order.js';
import { ts, TypeChecker, type TypeDiagnostic } from '../util/typescript.js';

const MAX_ERRORS = 20;

/** The file of a compiled package that says which compiler made it. */
export const COMPILER_PATH = 'dist/compiler.txt';

/** Its content for the compiler of this program. */
export const COMPILER = `TypeScript ${ts.version}`;

/** Text by path relative to the package. */
type Texts = ReadonlyMap<string, string>;

/**
 * Type-checks a package in memory with the settings of its own `tsconfig.json`, or sources with those of a bundler.
 *
 * @throws Error with what the compiler reports: a package that does not compile is a bug of the generator.
 */
export function typeCheck(files: Texts): void {
  const { checker, sources } = createProgram(files, 'tsconfig.json');
  refuseErrors(checker.check(sources));
}

/**
 * Compiles a package in memory, as its `npm run build` does: ES modules, CommonJS, declarations and source maps.
 *
 * @returns the files of `dist/`, by path relative to the package.
 * @throws Error with what the compiler reports: a package that does not compile is a bug of the generator.
 */
export function compilePackage(files: Texts): Texts {
  const { checker, sources } = createProgram(files, 'tsconfig.json');
  const { diagnostics, emitted } = checker.emit(sources);
  refuseErrors(diagnostics);
  const modules = [...emitted].map(([path, text]) => [path.slice(1), text] as const);
  // The sources are made to be compiled one by one (`isolatedModules`).
  const declarations = modules
    .filter(([path]) => /\.d\.ts(?:\.map)?$/.test(path))
    .map(([path, text]) => [toCommonJs(path), text] as const);
  return new Map([
    ...modules,
    ...declarations,
    ...transpile(sources, parseOptions(files, 'tsconfig.cjs.json')),
    COMMON_JS,
    [COMPILER_PATH, COMPILER],
  ]);
}

/**
 * The declarations of a package that compiles, for programs that import it, as ES modules and as CommonJS.
 *
 * @returns the files of `dist/` that the compiler reads, by path relative to the package.
 */
export function compileDeclarations(files: Texts): Texts {
  const { checker, sources } = createProgram(files, 'tsconfig.json');
  const modules = [...checker.emitDeclarations(sources)].flatMap(([path, text]) => {
    if (!path.endsWith('.d.ts')) return [];
    const esm = path.slice(1);
    return [[esm, text] as const, [toCommonJs(esm), text] as const];
  });
  return new Map([...modules, COMMON_JS]);
}

/** The declarations of both builds are the same. */
function toCommonJs(path: string): string {
  return path.replace(/^dist\/esm\//, 'dist/cjs/');
}

const COMMON_JS = ['dist/cjs/package.json', JSON.stringify({ type: 'commonjs' })] as const;

/** Compiles each module of `src/` on its own. */
function transpile(sources: Texts, compilerOptions: ts.CompilerOptions) {
  return [...sources].flatMap(([fileName, text]): [path: string, text: string][] => {
    if (!fileName.endsWith('.ts')) return [];
    const { outputText, sourceMapText } = ts.transpileModule(text, { compilerOptions, fileName });
    const path = fileName.replace(/^\/src\//, 'dist/cjs/').replace(/\.ts$/, '.js');
    const map: [string, string][] =
      sourceMapText === undefined ? [] : [[`${path}.map`, sourceMapText]];
    return [[path, outputText], ...map];
  });
}

function createProgram(files: Texts, settings: string) {
  const texts = sortedBy(files, ([path]) => path)
    .filter(([path]) => path.endsWith('.ts') || path === 'package.json')
    .map(([path, text]) => [`/${path}`, text] as const);
  return { checker: new TypeChecker(parseOptions(files, settings)), sources: new Map(texts) };
}

function refuseErrors(found: readonly TypeDiagnostic[]): void {
  if (found.length === 0) return;
  const lines = found.slice(0, MAX_ERRORS).map(({ path = '/package', line, code, message }) => {
    return `${path.slice(1)}:${line}: TS${code}: ${message}`;
  });
  const more = found.length - MAX_ERRORS;
  if (more > 0) lines.push(`and ${more} more`);
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

function parseOptions(files: Texts, settings: string): ts.CompilerOptions {
  const text = files.get(settings);
  const { compilerOptions = {} } =
    text === undefined
      ? { compilerOptions: SOURCE_SETTINGS }
      : (JSON.parse(text) as { readonly compilerOptions?: unknown });
  const { options, errors } = ts.convertCompilerOptionsFromJson(compilerOptions, '/');
  if (errors.length > 0) throw new Error(`The package's ${settings} is not understood.`);
  return options;
}
