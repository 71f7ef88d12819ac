/**
 * Type-checks TypeScript that exists in memory alone, with the compiler that ts-morph bundles and its library files.
 * Nothing is read from disk. Importing this module loads the compiler: a stage that seldom needs it imports it late.
 *
 * ```ts
 * const checker = new TypeChecker({ strict: true, lib: ['lib.es2022.d.ts'], types: [] });
 * checker.check(new Map([['/src/a.ts', 'export const a: string = 1;']]));
 * // [{ path: '/src/a.ts', line: 1, code: 2322, message: "Type 'number' is not assignable to type 'string'." }]
 * ```
 */
import { Project, ts } from 'ts-morph';
import { defined } from './defined.js';

export { ts } from 'ts-morph';

/** The files of a program by absolute path; a function is called when the compiler first reads its file. */
export type SourceTexts = ReadonlyMap<string, string | (() => string)>;

/** What the compiler reports of a program. */
export interface TypeDiagnostic {
  /** Absolute; undefined when it is about the program as a whole. */
  readonly path: string | undefined;
  /** From 1; 1 where the compiler names no line. */
  readonly line: number;
  /** `2322` for TS2322. */
  readonly code: number;
  /** On one line. */
  readonly message: string;
}

export interface TypeCheckerOptions {
  /**
   * Where an import leads, for files that are not where their importers expect them.
   *
   * @param importer Absolute path of the importing file.
   * @returns Absolute path of a file of the program, or undefined when there is none.
   */
  readonly resolveImport?: (
    specifier: string,
    importer: string,
    exists: (path: string) => boolean,
  ) => string | undefined;
}

/** Parsed library files, which all checkers share, by language version, format and path. */
const libraryFiles = new Map<string, ts.SourceFile>();

/** Checks any number of programs with the same compiler options; files that did not change are parsed once. */
export class TypeChecker {
  readonly #options: ts.CompilerOptions;
  readonly #resolveImport: TypeCheckerOptions['resolveImport'];
  readonly #libraries = new Project({ useInMemoryFileSystem: true }).getModuleResolutionHost();
  /** Those of the last program. */
  #parsed: ReadonlyMap<string, ts.SourceFile> = new Map();

  /** @param options With `lib` as file names (`lib.es2022.d.ts`), and `types: []`: no package is found in memory. */
  constructor(options: ts.CompilerOptions, { resolveImport }: TypeCheckerOptions = {}) {
    this.#options = { target: ts.ScriptTarget.ES2022, ...options };
    this.#resolveImport = resolveImport;
  }

  /**
   * Type-checks a program.
   *
   * @param roots Paths of the files to check, all TypeScript files by default. Files they import are read, not checked.
   * @returns What the compiler reports of the options and of the roots, in the order of `roots` and of lines.
   * @throws Error when a root is not among the files.
   */
  check(
    files: SourceTexts,
    roots: readonly string[] = [...files.keys()].filter((path) => path.endsWith('.ts')),
  ): readonly TypeDiagnostic[] {
    return this.#diagnose(this.#createProgram(files, roots, { noEmit: true }), roots);
  }

  /**
   * Compiles a program as `tsc` does.
   *
   * @returns What the compiler reports, as {@link check} does, and, if that is nothing, the files that it writes by absolute path.
   */
  emit(files: SourceTexts): {
    readonly diagnostics: readonly TypeDiagnostic[];
    readonly emitted: ReadonlyMap<string, string>;
  } {
    const roots = [...files.keys()].filter((path) => path.endsWith('.ts'));
    const program = this.#createProgram(files, roots, { noEmit: false });
    const diagnostics = this.#diagnose(program, roots);
    const emitted = new Map<string, string>();
    if (diagnostics.length === 0) program.emit(undefined, (path, text) => emitted.set(path, text));
    return { diagnostics, emitted };
  }

  /**
   * Writes the declarations of a program that is known to compile; nothing is checked.
   *
   * @returns The declarations by absolute path.
   */
  emitDeclarations(files: SourceTexts): ReadonlyMap<string, string> {
    const roots = [...files.keys()].filter((path) => path.endsWith('.ts'));
    const declarations = new Map<string, string>();
    const write = (path: string, text: string) => declarations.set(path, text);
    this.#createProgram(files, roots, { noEmit: false, noCheck: true }).emit(
      undefined,
      write,
      undefined,
      true,
    );
    return declarations;
  }

  #createProgram(
    files: SourceTexts,
    roots: readonly string[],
    more: ts.CompilerOptions,
  ): ts.Program {
    const options = { ...this.#options, ...more };
    const all = this.#withTemporalSpec(files);
    const rootNames = all === files ? roots : [...roots, TEMPORAL_SPEC];
    return ts.createProgram({ rootNames, options, host: this.#createHost(all) });
  }

  /** Adds the types that a package with values of Temporal imports from another package. */
  #withTemporalSpec(files: SourceTexts): SourceTexts {
    const isImported = [...files.keys()].some((path) => path.endsWith(TEMPORAL_TYPES));
    return isImported ? new Map([...files, [TEMPORAL_SPEC, TEMPORAL_SPEC_TEXT]]) : files;
  }

  #diagnose(program: ts.Program, roots: readonly string[]): readonly TypeDiagnostic[] {
    return [
      ...program.getOptionsDiagnostics(),
      ...program.getGlobalDiagnostics(),
      ...roots.flatMap((path) => this.#checkFile(program, path)),
    ].map(toTypeDiagnostic);
  }

  #checkFile(program: ts.Program, path: string): readonly ts.Diagnostic[] {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`${path} is not in the program`);
    return [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
      ...(this.#options.declaration ? program.getDeclarationDiagnostics(file) : []),
    ];
  }

  #createHost(files: SourceTexts): ts.CompilerHost {
    const known = this.#parsed;
    const parsed = new Map<string, ts.SourceFile>();
    this.#parsed = parsed;
    const fileExists = (path: string) => files.has(path) || this.#isLibrary(path);
    const readFile = (path: string) => {
      const text = files.get(path);
      if (text !== undefined) return typeof text === 'string' ? text : text();
      return this.#isLibrary(path) ? this.#libraries.readFile(path) : undefined;
    };
    const parse: ts.CompilerHost['getSourceFile'] = (path, target) => {
      const options = typeof target === 'object' ? target : { languageVersion: target };
      const isOwn = files.has(path);
      const key = `${options.languageVersion} ${options.impliedNodeFormat} ${path}`;
      const last = isOwn ? known.get(path) : libraryFiles.get(key);
      const text = isOwn || last === undefined ? readFile(path) : last.text;
      if (text === undefined) return undefined;
      // Comments are kept as text where a file is emitted; no type depends on them.
      const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
      const file =
        last?.text === text
          ? last
          : ts.createSourceFile(path, text, { ...options, jsDocParsingMode });
      if (isOwn) parsed.set(path, file);
      else libraryFiles.set(key, file);
      return file;
    };
    const resolve = this.#resolveImport;
    return {
      fileExists,
      readFile,
      getSourceFile: parse,
      getDefaultLibFileName: (options) => `${LIBRARY_FOLDER}/${ts.getDefaultLibFileName(options)}`,
      getDefaultLibLocation: () => LIBRARY_FOLDER,
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile: () => undefined,
      ...defined({
        resolveModuleNameLiterals:
          resolve &&
          ((literals: readonly ts.StringLiteralLike[], importer: string) =>
            literals.map(({ text }) => ({
              resolvedModule: toResolvedModule(resolve(text, importer, fileExists)),
            }))),
      }),
    };
  }

  #isLibrary(path: string): boolean {
    return path.startsWith(`${LIBRARY_FOLDER}/`) && this.#libraries.fileExists(path);
  }
}

const TEMPORAL_TYPES = '/runtime/internal/temporal/types.ts';
const TEMPORAL_SPEC = '/temporal-spec.d.ts';

/** Stands in for the package, of which generated code needs no more than what tells the types apart. */
const TEMPORAL_SPEC_TEXT = `declare module 'temporal-spec' {
  export namespace Temporal {
    ${['Duration', 'Instant', 'PlainDate', 'PlainDateTime', 'PlainTime']
      .map(
        (name) =>
          `interface ${name} { readonly tag: 'Temporal.${name}' } const ${name}: { readonly prototype: ${name} };`,
      )
      .join('\n    ')}
  }
}`;

/** Where ts-morph keeps the library files of its compiler. */
const LIBRARY_FOLDER = '/node_modules/typescript/lib';

function toResolvedModule(path: string | undefined): ts.ResolvedModuleFull | undefined {
  return path === undefined
    ? undefined
    : { resolvedFileName: path, extension: ts.Extension.Ts, isExternalLibraryImport: false };
}

function toTypeDiagnostic(diagnostic: ts.Diagnostic): TypeDiagnostic {
  const { file, start = 0, code, messageText } = diagnostic;
  return {
    path: file?.fileName,
    line: (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1,
    code,
    message: ts.flattenDiagnosticMessageText(messageText, ' ').replace(/\s+/g, ' '),
  };
}
