import { PROGRAM_OPTIONS } from '../compiler-options.js';
import { posix } from 'node:path';
import { DocumentRefusedError } from '../../errors.js';
import type { OutputSwitches } from '../../model/switches.js';
import { compareRecipes } from '../../pipeline/compare.js';
import { emitFiles, makePackage, type Recipe } from '../../pipeline/package.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { type ts, TypeChecker } from '../../util/typescript.js';
import { printFiles, verifyPackage } from '../../write/index.js';
import { toText, type Run } from './runs.js';

/** What became of a run. */
export type Result =
  { readonly kind: 'generated' } | Exclude<Outcome, { readonly kind: 'generated' }>;

/** Runs mutants through the generator, and their packages through the compiler, many at a time. */
export class Fuzzer {
  readonly #compiler = new PackageCompiler();

  /**
   * @param onStart Called before each run with its number.
   * @returns What became of each run, by its number.
   */
  async runAll(
    runs: readonly Run[],
    onStart: (number: number) => void = () => undefined,
  ): Promise<ReadonlyMap<number, Result>> {
    const results = new Map<number, Result>();
    const packages = new Map<string, ReadonlyMap<string, string>>();
    for (const run of runs) {
      onStart(run.number);
      const outcome = await attempt(toText(run), run.options);
      if (outcome.kind === 'generated') packages.set(String(run.number), outcome.files);
      results.set(run.number, outcome.kind === 'generated' ? { kind: 'generated' } : outcome);
    }
    for (const [name, errors] of this.#compiler.findErrors(packages))
      results.set(Number(name), toCompilerFault(errors));
    return results;
  }
}

/** Faults are the same when their first error has the same code. */
function toCompilerFault(errors: readonly string[]): Fault {
  const code = /TS\d+/.exec(errors[0] ?? '')?.[0] ?? '';
  return { kind: 'fault', signature: `does not compile: ${code}`, details: errors.join('\n') };
}

/** How far a document is processed. */
export interface AttemptOptions {
  /** Whether the package is also formatted, as users get it. */
  readonly formatted: boolean;
  /** An older version of the document, with which it is then compared. */
  readonly before?: string;
  readonly switches: OutputSwitches;
}

/** What became of a document. */
export type Outcome =
  | { readonly kind: 'generated'; readonly files: ReadonlyMap<string, string> }
  | { readonly kind: 'refused'; readonly codes: readonly string[] }
  | Fault;

/** What must not happen. */
export interface Fault {
  readonly kind: 'fault';
  /** The same for the same bug, as far as possible. */
  readonly signature: string;
  readonly details: string;
}

/** Generates a package in memory from a document's text, and compares the document with an older one. */
export async function attempt(
  text: string,
  { formatted, before, switches }: AttemptOptions,
): Promise<Outcome> {
  try {
    const recipe = createRecipe(text, switches);
    const files = formatted
      ? (await makePackage(recipe, new Stopwatch())).files
      : await printUnformatted(recipe);
    if (before !== undefined) await compareRecipes(createRecipe(before, switches), recipe, {});
    return { kind: 'generated', files };
  } catch (error) {
    return error instanceof DocumentRefusedError ? checkRefusal(error) : toFault(error);
  }
}

async function printUnformatted(recipe: Recipe): Promise<ReadonlyMap<string, string>> {
  const files = await printFiles((await emitFiles(recipe, new Stopwatch())).files);
  // The runtime is the same in all packages, so its files must exist but are not checked again here.
  const own = [...files].map(([path, text]) => [path, isRuntime(path) ? '' : text] as const);
  verifyPackage(new Map(own));
  return files;
}

function isRuntime(path: string): boolean {
  return path.startsWith('src/runtime/');
}

/** A refusal must say what is wrong and where; only what concerns the whole document may point at its root. */
function checkRefusal(error: DocumentRefusedError): Outcome {
  const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
  const unlocated = errors.find(
    ({ code, pointer }) => pointer === '' && !WHOLE_DOCUMENT_CODES.has(code),
  );
  if (errors.length > 0 && unlocated === undefined)
    return { kind: 'refused', codes: [...new Set(errors.map(({ code }) => code))].sort() };
  const why =
    unlocated === undefined ? 'without a diagnostic' : `${unlocated.code} without a location`;
  return {
    kind: 'fault',
    signature: `refused ${why}`,
    details: `${error.message}\n${JSON.stringify(error.diagnostics, null, 2)}`,
  };
}

const WHOLE_DOCUMENT_CODES: ReadonlySet<string> = new Set([
  'not-a-document',
  'syntax',
  'paths-empty',
]);

/** The signature is where the error was thrown, since messages often contain parts of the document. */
export function toFault(error: unknown): Fault {
  if (!(error instanceof Error))
    return { kind: 'fault', signature: 'thrown', details: String(error) };
  const stack = error.stack ?? error.message;
  const frame = /^ {4}at (.*)$/m.exec(stack)?.[1] ?? '';
  const location = frame.replace(/\(?(?:file:\/\/)?\/.*\//, '(');
  const unverified = /package is invalid:\n.*?: (.*)/.exec(error.message)?.[1] ?? '';
  return {
    kind: 'fault',
    signature: `${error.name} ${location} ${unverified}`.trim(),
    details: stack,
  };
}

function createRecipe(text: string, switches: OutputSwitches): Recipe {
  return {
    text,
    location: 'document.json',
    target: { input: 'document.json', outputFolder: 'sdk' },
    allowedOrigins: [],
    overlays: [],
    filters: {},
    overrides: {},
    pagination: {},
    switches,
    packageVersion: '0.1.0',
    settings: {},
  };
}

type Files = ReadonlyMap<string, string>;

/** The strictest options that users set, all at once. */
const OPTIONS: ts.CompilerOptions = {
  ...PROGRAM_OPTIONS,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  skipDefaultLibCheck: true,
};

const RUNTIME = 'src/runtime/';
const SHARED = '/shared/';
/** The one file of the runtime that differs, since it holds the package's name. */
const PACKAGE_NAME = `${RUNTIME}internal/package-name.ts`;

/** Type-checks many packages as one program, with one copy of the runtime, which they have in common. */
export class PackageCompiler {
  readonly #checker = new TypeChecker(OPTIONS, { resolveImport });

  /**
   * @returns The errors of each package that has any: `src/client.ts:1: TS2322: text`.
   * @throws Error when two packages have different runtimes, or for an error outside of the packages.
   */
  findErrors(packages: ReadonlyMap<string, Files>): ReadonlyMap<string, readonly string[]> {
    const texts = new Map<string, string>();
    for (const [name, files] of packages)
      for (const [path, text] of files) {
        if (!path.endsWith('.ts')) continue;
        const target = path.startsWith(RUNTIME) ? SHARED + path : `/${name}/${path}`;
        if (path === PACKAGE_NAME && texts.has(target)) continue;
        if ((texts.get(target) ?? text) !== text) throw new Error(`Two packages differ in ${path}`);
        texts.set(target, text);
      }
    const errors = new Map<string, string[]>();
    for (const { path, line, code, message } of this.#checker.check(texts)) {
      const text = `TS${code}: ${message}`;
      if (path === undefined) throw new Error(`The compiler reports an error of no file: ${text}`);
      const [, name = '', ...rest] = path.split('/');
      errors.set(name, [...(errors.get(name) ?? []), `${rest.join('/')}:${line}: ${text}`]);
    }
    if (errors.has('shared')) throw new Error(errors.get('shared')?.join('\n'));
    return errors;
  }
}

/** A package imports only its own files, by their paths. */
function resolveImport(
  specifier: string,
  importer: string,
  exists: (path: string) => boolean,
): string | undefined {
  const path = posix.join(posix.dirname(importer), specifier).replace(/\.js$/, '.ts');
  const resolved = path.replace(new RegExp(`^/[^/]+/(?=${RUNTIME})`), SHARED);
  return exists(resolved) ? resolved : undefined;
}
