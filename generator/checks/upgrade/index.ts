import type { DiffReport } from '../../diff/index.js';
import { createEmitContext, emitPackage, type EmitContext } from '../../emit/index.js';
import type { OutputSwitches } from '../../model/switches.js';
import { compareRecipes, understandPair, type ComparedRecipe } from '../../pipeline/compare.js';
import { Stopwatch } from '../../util/stopwatch.js';
import { printFiles } from '../../write/index.js';
import { errorsOf, type Files } from './compile.js';
import { programOf } from './program.js';

/** What is said of two versions of a document by those who look at them in different ways. */
export interface Testimony {
  readonly report: DiffReport;
  /** What is wrong with a program that uses all of the old package, compiled against the new one. */
  readonly errors: readonly string[];
}

/**
 * Compares two documents, and compiles a program that is written for the first one's package against the second one's.
 *
 * @throws Error when the program does not compile against the package it is written for: it would prove nothing.
 * @throws DocumentRefusedError when no package can be made of a document.
 */
export async function testify(
  before: string,
  after: string,
  switches: OutputSwitches = {},
): Promise<Testimony> {
  const [old, now] = [recipeOf(before, switches), recipeOf(after, switches)];
  const pair = await understandPair(old, now, new Stopwatch());
  const written = createEmitContext(pair.before.model, pair.before.names, switches);
  const program = programOf(written);
  const [error] = errorsOf(program, await filesOf(written));
  if (error !== undefined)
    throw new Error(`The program does not compile where it should: ${error}`);
  const given = createEmitContext(pair.after.model, pair.after.names, switches);
  return {
    report: await compareRecipes(old, now),
    errors: errorsOf(program, await filesOf(given)),
  };
}

/** Whether the diff says that programs break if and only if one of them no longer compiles. */
export function agree({ report, errors }: Testimony): boolean {
  return (report.verdict.source === 'breaking') === errors.length > 0;
}

function recipeOf(text: string, switches: OutputSwitches): ComparedRecipe {
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

function filesOf(context: EmitContext): Promise<Files> {
  const settings = { packageName: 'usage', packageVersion: '1.0.0', environments: {} };
  return printFiles(emitPackage(context, settings));
}
