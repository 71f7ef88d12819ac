import { getCalls, getMethodPath } from '../diff/index.js';
import { createEmitContext, emitPackage } from '../emit/index.js';
import { findMoves, type CallNames, type SdkNames, type Upgrade } from '../impact/index.js';
import { Stopwatch } from '../util/stopwatch.js';
import { printFiles } from '../write/index.js';
import { comparePair, type ComparedRecipe, type CompareOptions } from './compare.js';
import { compileDeclarations } from './compile.js';
import type { Understood } from './read-and-name.js';

/** One of the two packages of an upgrade. */
export interface UpgradeSide {
  readonly recipe: ComparedRecipe;
  readonly version: string;
  /** The files of the package, where there is one: text by path. */
  readonly files?: ReadonlyMap<string, string>;
}

/**
 * Makes both packages of an upgrade in memory, as npm would install them, and compares their documents.
 *
 * @param name of the package.
 * @throws DocumentRefusedError with every diagnostic when no package can be made of a document.
 */
export async function createUpgrade(
  name: string,
  before: UpgradeSide,
  after: UpgradeSide,
  options: CompareOptions = {},
  watch = new Stopwatch(),
): Promise<Upgrade> {
  const packages = before.files !== undefined && after.files !== undefined;
  const pair = await comparePair(before.recipe, after.recipe, packages, options, watch);
  const install = async (side: Understood, given: UpgradeSide) => ({
    name,
    files: withDeclarations(given.files ?? (await printPackage(name, side, given))),
  });
  return watch.stage('print', async () => ({
    before: await install(pair.before, before),
    after: await install(pair.after, after),
    names: listNames(pair.before),
    moves: findMoves(pair.before, pair.after, pair.differences),
    report: pair.report,
  }));
}

function printPackage(
  packageName: string,
  { model, names }: Understood,
  { recipe: { switches }, version }: UpgradeSide,
): Promise<ReadonlyMap<string, string>> {
  const context = createEmitContext(model, names, switches);
  const settings = { packageName, packageVersion: version, environments: {} };
  return printFiles(emitPackage(context, settings));
}

/** A package that was installed has them. */
function withDeclarations(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (hasDeclarations(files)) return files;
  const made = new Map([...files, ...compileDeclarations(files)]);
  if (hasDeclarations(made)) return made;
  throw new Error('The package has no declarations, so nothing that imports it can be compiled.');
}

function hasDeclarations(files: ReadonlyMap<string, string>): boolean {
  return files.has('dist/esm/index.d.ts');
}

function listNames(side: Understood): SdkNames {
  const calls = getCalls(side).map((call): CallNames => {
    const { names, className } = call;
    const inPath = [...names.parameters].filter(([key]) => key.startsWith('path:'));
    const positional = inPath.map(([, name]) => name);
    return { ...names, call: getMethodPath(call), className, positional };
  });
  const types = [...side.names.declarations.values()].flatMap(
    ({ type, inputType, baseType = type, baseInputType = inputType }) =>
      [type, inputType, baseType, baseInputType].map((name) => [name, type] as const),
  );
  return { calls, types: new Map(types) };
}
