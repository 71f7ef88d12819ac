import type { DiffReport } from '../../diff/index.js';
import { createEmitContext, emitPackage, type EmitContext } from '../../emit/index.js';
import type { OutputSwitches } from '../../model/switches.js';
import { compareRecipes, understandPair, type ComparedRecipe } from '../../pipeline/compare.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { PROGRAM_OPTIONS } from '../compiler-options.js';
import { TypeChecker } from '../../util/typescript.js';
import { printFiles } from '../../write/index.js';
import { createUsageProgram } from './program.js';

/** What the diff and the compiler find when a package is replaced by a newer one. */
export interface UpgradeResult {
  readonly report: DiffReport;
  /** The compiler's errors in a program that uses everything in the old package, compiled with the new one. */
  readonly errors: readonly string[];
}

/**
 * Compares two documents, and compiles a program that was written for the package of the first with the package of the second.
 *
 * @throws Error when the program does not compile with its own package: the result would prove nothing.
 * @throws DocumentRefusedError when no package can be made of a document.
 */
export async function checkUpgrade(
  before: string,
  after: string,
  switches: OutputSwitches = {},
): Promise<UpgradeResult> {
  const [oldRecipe, newRecipe] = [toRecipe(before, switches), toRecipe(after, switches)];
  const pair = await understandPair(oldRecipe, newRecipe, new Stopwatch());
  const oldContext = createEmitContext(pair.before.model, pair.before.names, switches);
  const program = createUsageProgram(oldContext);
  const [error] = findErrors(program, await printPackage(oldContext));
  if (error !== undefined)
    throw new Error(`The program does not compile with its own package: ${error}`);
  const newContext = createEmitContext(pair.after.model, pair.after.names, switches);
  return {
    report: await compareRecipes(oldRecipe, newRecipe),
    errors: findErrors(program, await printPackage(newContext)),
  };
}

/** Whether the diff says that programs break exactly if the program no longer compiles. */
export function agrees({ report, errors }: UpgradeResult): boolean {
  return (report.verdict.source === 'breaking') === errors.length > 0;
}

function toRecipe(text: string, switches: OutputSwitches): ComparedRecipe {
  return {
    text,
    location: 'document',
    allowedOrigins: [],
    overlays: [],
    filters: {},
    switches,
    pagination: {},
    overrides: {},
  };
}

function printPackage(context: EmitContext): Promise<ReadonlyMap<string, string>> {
  const settings = { packageName: 'usage', packageVersion: '1.0.0', environments: {} };
  return printFiles(emitPackage(context, settings));
}

const PROGRAM = '/package/usage/usage.ts';

const checker = new TypeChecker(PROGRAM_OPTIONS);

/**
 * Type-checks a program that uses a package, but not the package itself.
 *
 * @param files The package, by path from `src/` on.
 * @returns `<line of the program>: TS2339: <message>`, in the order of lines.
 */
function findErrors(program: string, files: ReadonlyMap<string, string>): readonly string[] {
  const texts = new Map([...files].map(([path, text]) => [`/package/${path}`, text]));
  texts.set(PROGRAM, program);
  const lines = program.split('\n');
  return checker
    .check(texts, [PROGRAM])
    .map(({ line, code, message }) => `${lines[line - 1] ?? ''}: TS${code}: ${message}`);
}
