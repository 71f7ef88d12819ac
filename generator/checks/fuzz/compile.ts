import { posix } from 'node:path';
import ts from 'typescript';

type Files = ReadonlyMap<string, string>;

/** What users set at their strictest, all at once. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipDefaultLibCheck: true,
  noEmit: true,
};

const RUNTIME = 'src/runtime/';
const SHARED = '/shared/';

/**
 * Type-checks many packages as one program. The compiler's libraries are read once, and so is what all packages have
 * in common: the runtime, which is checked with the first.
 */
export class Compiler {
  readonly #libraries = new Map<string, ts.SourceFile | undefined>();
  readonly #runtime = new Map<string, ts.SourceFile>();
  readonly #disk = ts.createCompilerHost(OPTIONS);

  /** What the compiler finds in each package that it finds anything in: `src/client.ts:1: TS2322: text`. */
  errorsIn(packages: ReadonlyMap<string, Files>): ReadonlyMap<string, readonly string[]> {
    const texts = new Map<string, string>();
    for (const [name, files] of packages)
      for (const [path, text] of files) {
        if (!path.endsWith('.ts')) continue;
        if (path.startsWith(RUNTIME)) this.#share(path, text);
        else texts.set(`/${name}/${path}`, text);
      }
    const program = ts.createProgram({
      rootNames: [...texts.keys()],
      options: OPTIONS,
      host: this.#hostOf(texts),
    });
    const errors = new Map<string, string[]>();
    for (const { file, start = 0, code, messageText } of diagnosticsOf(program)) {
      const text = `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      if (file === undefined) throw new Error(`The compiler complains of no file: ${text}`);
      const [, name = '', ...path] = file.fileName.split('/');
      const { line } = file.getLineAndCharacterOfPosition(start);
      const known = errors.get(name) ?? [];
      known.push(`${path.join('/')}:${line + 1}: ${text}`);
      errors.set(name, known);
    }
    return errors;
  }

  /** @throws Error when two packages have different runtimes: one would stand for the other. */
  #share(path: string, text: string): void {
    const known = this.#runtime.get(SHARED + path);
    if (known === undefined) {
      const source = ts.createSourceFile(SHARED + path, text, ts.ScriptTarget.ES2022);
      this.#runtime.set(SHARED + path, source);
    } else if (known.text !== text) throw new Error(`Two packages differ in ${path}`);
  }

  #hostOf(texts: Files): ts.CompilerHost {
    const exists = (path: string) => texts.has(path) || this.#runtime.has(path);
    return {
      ...this.#disk,
      getCurrentDirectory: () => '/',
      directoryExists: () => true,
      fileExists: exists,
      readFile: (path) => texts.get(path) ?? this.#runtime.get(path)?.text,
      resolveModuleNameLiterals: (literals, from) =>
        literals.map(({ text }) => ({ resolvedModule: moduleAt(from, text, exists) })),
      getSourceFile: (path) => {
        const text = texts.get(path);
        if (text !== undefined) return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
        return this.#runtime.get(path) ?? this.#library(path);
      },
    };
  }

  #library(path: string): ts.SourceFile | undefined {
    if (!this.#libraries.has(path))
      this.#libraries.set(path, this.#disk.getSourceFile(path, ts.ScriptTarget.ES2022));
    return this.#libraries.get(path);
  }
}

/** A package imports its own files alone, by their paths. */
function moduleAt(
  from: string,
  specifier: string,
  exists: (path: string) => boolean,
): ts.ResolvedModuleFull | undefined {
  const path = posix.join(posix.dirname(from), specifier).replace(/\.js$/, '.ts');
  const resolved = path.replace(new RegExp(`^/[^/]+/(?=${RUNTIME})`), SHARED);
  return exists(resolved) ? { resolvedFileName: resolved, extension: ts.Extension.Ts } : undefined;
}

function diagnosticsOf(program: ts.Program): readonly ts.Diagnostic[] {
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
}
