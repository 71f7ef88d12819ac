import type { DiffReport } from '../../diff/index.js';
import { createEmitContext, emitPackage, type EmitContext } from '../../emit/index.js';
import type { OutputSwitches } from '../../model/switches.js';
import { compareRecipes, understandPair, type ComparedRecipe } from '../../pipeline/compare.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { printFiles } from '../../write/index.js';
import { createMemoryCompiler, type Compile } from './compilers.js';
import { createUsageProgram } from './program.js';
import { isStatement } from './writer.js';

/** What the diff and the compiler find when a package is replaced by a newer one. */
export interface UpgradeResult {
  readonly report: DiffReport;
  /**
   * The compiler's errors in a program that uses everything in the old package, compiled with the new one:
   * `<line of the program>: TS2339: <message>`.
   */
  readonly errors: readonly string[];
  /** Statements that do not compile with the old package itself. They prove nothing, and are left out. */
  readonly leftOut: readonly string[];
}

/**
 * Compares two documents, and compiles a program that was written for the package of the first with the package of the second.
 *
 * @throws Error when the program cannot import from its own package.
 * @throws DocumentRefusedError when no package can be made of a document.
 */
export async function checkUpgrade(
  before: string,
  after: string,
  switches: OutputSwitches = {},
  compile: Compile = createMemoryCompiler(),
): Promise<UpgradeResult> {
  const [oldRecipe, newRecipe] = [toRecipe(before, switches), toRecipe(after, switches)];
  const pair = await understandPair(oldRecipe, newRecipe, new Stopwatch());
  const oldContext = createEmitContext(pair.before.model, pair.before.names, switches);
  const lines = createUsageProgram(oldContext).split('\n');
  const findErrors = async (program: readonly string[], context: EmitContext) => {
    const found = await compile(program.join('\n'), await printPackage(context));
    return found.map(({ line, message }) => ({
      line,
      text: `${program[line - 1] ?? ''}: ${message}`,
    }));
  };
  const own = await findErrors(lines, oldContext);
  const imports = own.find(({ line }) => !isStatement(lines[line - 1]));
  if (imports) throw new Error(`The program cannot import from its own package: ${imports.text}`);
  const failing = new Set(own.map(({ line }) => line));
  const program = lines.map((line, index) => (failing.has(index + 1) ? '' : line));
  const newContext = createEmitContext(pair.after.model, pair.after.names, switches);
  return {
    report: await compareRecipes(oldRecipe, newRecipe),
    errors: (await findErrors(program, newContext)).map(({ text }) => text),
    leftOut: own.map(({ text }) => text),
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
