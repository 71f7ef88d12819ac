import { Diagnostics } from '../diagnostics.js';
import { sourceBreaks, type SourceBreak } from '../diff/compiler/index.js';
import { loadDocument } from '../document/index.js';
import { emitContext, emitPackage, runtimeExports } from '../emit/index.js';
import { interpret } from '../interpret/index.js';
import { lockOf, planNames, type Names, type NamesLock } from '../naming/index.js';
import type { ApiModel } from '../model/model.js';
import { withSwitches, type OutputSwitches } from '../switches/index.js';
import { errorsOf, type Files } from './compile.js';
import { programOf } from './program.js';

export { errorsOf } from './compile.js';

/** A document's package, and a program that uses all of it. */
export interface Used {
  readonly model: ApiModel;
  readonly names: Names;
  readonly switches: OutputSwitches;
  readonly files: Files;
  readonly program: string;
}

/**
 * The package of a document and a program that uses all of it.
 *
 * @param earlier The names that were given before; they stay.
 * @throws Error when the program does not compile against the package it is written for: it would prove nothing.
 * @throws DocumentRefusedError when no package can be made of the document.
 */
export async function used(
  text: string,
  switches: OutputSwitches = {},
  earlier?: Used,
): Promise<Used> {
  const diagnostics = new Diagnostics();
  const from = { text, location: 'document' };
  const loaded = await loadDocument(from, { allowedOrigins: [] }, diagnostics);
  const model = withSwitches(interpret(loaded, diagnostics), switches);
  const lock: NamesLock | undefined = earlier && lockOf(earlier.model, earlier.names);
  const { names } = planNames(model, {
    ...(lock && { lock }),
    reservedExports: runtimeExports(),
  });
  const context = emitContext(model, names, switches);
  const files = emitPackage(context, {
    packageName: 'usage',
    packageVersion: '1.0.0',
    environments: {},
    canonicalDocument: '',
  });
  const program = programOf(context);
  const [error] = errorsOf(program, files);
  if (error !== undefined)
    throw new Error(`The program does not compile where it should: ${error}`);
  return { model, names, switches, files, program };
}

/** What was said of a pair of packages by those who look at it in different ways. */
export interface Testimony {
  /** By the diff's compiler: what breaks. */
  readonly breaks: readonly SourceBreak[];
  /** By a program that uses the old package, compiled against the new one: what is wrong with it. */
  readonly errors: readonly string[];
}

export async function testify(before: Used, after: Used): Promise<Testimony> {
  return {
    breaks: await sourceBreaks(before, after),
    errors: errorsOf(before.program, after.files),
  };
}
