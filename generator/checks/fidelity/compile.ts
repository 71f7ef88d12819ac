import ts from 'typescript';

/** An expression, and the type that it claims to be of. */
export interface Claim {
  readonly type: string;
  readonly expression: string;
}

/** Claims of the types of one package. */
export interface ClaimsFile {
  /** The package's files that hold its types, by path. */
  readonly sources: ReadonlyMap<string, string>;
  /** What the claims' types name, as a file in a folder of `src/` imports it. */
  readonly imports: readonly { readonly module: string; readonly names: readonly string[] }[];
  readonly claims: readonly Claim[];
}

/** The compiler's complaint of a claim; undefined when it accepts it. */
export type Verdict = string | undefined;

/**
 * One verdict a claim, in their order, from one compiler program.
 *
 * @throws Error when the package itself does not compile: then nothing said of the claims would count.
 */
export function verdictsOf(file: ClaimsFile): readonly Verdict[] {
  const texts = new Map([...file.sources].map(([path, text]) => [`/package/${path}`, text]));
  texts.set(CLAIMS, claimsText(file));
  const program = ts.createProgram({
    rootNames: [...texts.keys()],
    options: OPTIONS,
    host: hostOf(texts),
  });
  for (const path of texts.keys()) if (path !== CLAIMS) refuse(complaintsOf(program, path));
  const complaints = complaintsOf(program, CLAIMS);
  const first = preamble(file).length;
  refuse(complaints.filter(({ line }) => line < first));
  const byLine = new Map(complaints.map(({ line, message }) => [line - first, message]));
  return file.claims.map((_, line) => byLine.get(line));
}

interface Complaint {
  /** Starts at 0. */
  readonly line: number;
  readonly message: string;
}

function complaintsOf(program: ts.Program, path: string): readonly Complaint[] {
  const source = program.getSourceFile(path);
  if (source === undefined) throw new Error(`${path} is not in the program`);
  return [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ].map(({ start = 0, messageText }) => ({
    line: source.getLineAndCharacterOfPosition(start).line,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
}

function refuse(complaints: readonly Complaint[]): void {
  if (complaints[0]) throw new Error(`The types do not compile: ${complaints[0].message}`);
}

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** The compiler's own libraries, read once for all programs. */
const libraries = new Map<string, ts.SourceFile | undefined>();

function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const disk = ts.createCompilerHost(OPTIONS);
  const library = (path: string) => {
    if (!libraries.has(path)) libraries.set(path, disk.getSourceFile(path, ts.ScriptTarget.ES2022));
    return libraries.get(path);
  };
  return {
    ...disk,
    getCurrentDirectory: () => '/package',
    directoryExists: () => true,
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    getSourceFile: (path) => {
      const text = texts.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
      return path.startsWith('/package/') ? undefined : library(path);
    },
  };
}

const CLAIMS = '/package/src/claims/claims.ts';

function preamble({ imports }: ClaimsFile): readonly string[] {
  const lines = imports.map(
    ({ module, names }) => `import type { ${names.join(', ')} } from '${module}';`,
  );
  return [
    ...lines,
    'declare const blob: Blob;',
    'declare const unrecognizedTag: UnrecognizedDiscriminator;',
  ];
}

/** A claim a line, so that a complaint's line is its claim's. */
function claimsText(file: ClaimsFile): string {
  const lines = file.claims.map(
    ({ type, expression }, index) =>
      `export const c${index}: ${type.replaceAll('\n', ' ')} = ${expression};`,
  );
  return [...preamble(file), ...lines, ''].join('\n');
}
