import { createLocator, loadDocument, type LoadOptions } from './document/index.js';
import { Diagnostics, type LocatedDiagnostic } from './diagnostics.js';
import { DocumentRefusedError } from './errors.js';
import type { Example, PackageSettings } from './emit/index.js';
import { filterModel, type OperationFilters } from './filter/index.js';
import type { PaginationOverrides } from './interpret/index.js';
import type { NameOverrides, NamesLock } from './naming/index.js';
import type { ApiModel } from './model/model.js';
import { applyOverlays, type OverlayFile } from './overlay/index.js';
import { packageSettings } from './settings.js';
import { canonicalJson } from './source/index.js';
import type { Stopwatch } from './stopwatch.js';
import { withSwitches, type OutputSwitches } from './switches/index.js';
import type { Target } from './targets.js';
import { generatorName } from './version.js';

/** What a package is made from; the same recipe gives the same bytes. */
export interface Recipe {
  readonly target: Target;
  /** The document's text and where it was found (a URL or a path). */
  readonly text: string;
  readonly location: string;
  readonly allowedOrigins: readonly string[];
  /** Applied to the document in this order; what is recorded stays as published. */
  readonly overlays: readonly OverlayFile[];
  readonly filters: OperationFilters;
  readonly switches: OutputSwitches;
  readonly pagination: PaginationOverrides;
  readonly overrides: NameOverrides;
  readonly packageVersion: string;
  /** `sha256:` of the settings that change the output. */
  readonly configHash: string;
  /** The names of the package that is there already; they stay. */
  readonly namesLock?: NamesLock;
  /** Reads another file or URL that the document refers to, when its origin is allowed. */
  readonly fetchText?: (url: string) => Promise<string>;
}

/** A package in memory, formatted and verified. */
export interface MadePackage {
  readonly files: ReadonlyMap<string, string>;
  readonly model: ApiModel;
  readonly settings: PackageSettings;
  readonly clientName: string;
  readonly example: Example;
  readonly published: Readonly<Record<string, unknown>>;
  /** The recipe's. */
  readonly configHash: string;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/**
 * The way from a document's text to a package's files. Reads and writes nothing, whatever `fetchText` reads apart.
 *
 * @throws DocumentRefusedError with every complaint when no package can be made.
 * @throws UsageError when a filter, a name or a pagination is for nothing in the document.
 */
export async function makePackage(recipe: Recipe, watch: Stopwatch): Promise<MadePackage> {
  const { target, text, location } = recipe;
  const diagnostics = new Diagnostics();
  const refusing = <T>(run: () => Promise<T>): Promise<T> =>
    refuseWithComplaints(run, diagnostics, recipe);

  const loaded = await refusing(() =>
    watch.stage('load', () =>
      loadDocument({ text, location }, mending(recipe, diagnostics), diagnostics),
    ),
  );
  const interpreted = await refusing(() =>
    watch.stage('interpret', async () => {
      const { interpret } = await import('./interpret/index.js');
      const whole = interpret(loaded, diagnostics, recipe.pagination);
      if (diagnostics.hasErrors)
        throw new DocumentRefusedError('The document cannot be made an SDK of.');
      return withSwitches(filterModel(whole, recipe.filters), recipe.switches);
    }),
  );
  const emit = await import('./emit/index.js');
  const { model, names } = await watch.stage('name', async () => {
    const { planNames, withPropertyNames } = await import('./naming/index.js');
    const named = withPropertyNames(interpreted, recipe.overrides.properties);
    const plan = planNames(named, {
      ...(target.clientName !== undefined && { clientName: target.clientName }),
      ...(recipe.namesLock !== undefined && { lock: recipe.namesLock }),
      overrides: recipe.overrides,
      reservedExports: emit.runtimeExports(),
    });
    return { model: named, names: plan.names };
  });
  const canonicalDocument = canonicalJson(loaded.published);
  const settings = packageSettings(target, model, canonicalDocument, recipe.packageVersion);
  const context = emit.emitContext(model, names, recipe.switches);
  const printed = await watch.stage('emit', () => emit.emitPackage(context, settings));

  const { createFormatter, verifyPackage } = await import('./write/index.js');
  const formatted = await watch.stage('format', () => formatAll(printed, createFormatter()));
  const origin = {
    generator: generatorName,
    document: emit.sha256(canonicalDocument),
    config: recipe.configHash,
  };
  const files = new Map([
    ...formatted,
    ['sdk.lock.json', emit.lockText(context, formatted, origin)],
  ]);
  await watch.stage('verify', () => verifyPackage(files));
  return {
    files,
    model,
    settings,
    clientName: names.client,
    example: emit.exampleOf(context),
    published: loaded.published,
    configHash: recipe.configHash,
    diagnostics: located(diagnostics, recipe),
  };
}

function mending(recipe: Recipe, diagnostics: Diagnostics): LoadOptions {
  if (recipe.overlays.length === 0) return recipe;
  const mend: LoadOptions['mend'] = (published) =>
    applyOverlays(published, recipe.overlays, diagnostics);
  return { ...recipe, mend };
}

async function formatAll(
  files: ReadonlyMap<string, string>,
  formatter: { readonly format: (path: string, text: string) => Promise<string> },
): Promise<ReadonlyMap<string, string>> {
  const formatted = new Map<string, string>();
  for (const [path, text] of files) {
    formatted.set(path, isFinal(path) ? text : await formatter.format(path, text));
  }
  return formatted;
}

/** The document is in canonical form, which is a form of its own; the runtime lies formatted where it is copied from. */
function isFinal(path: string): boolean {
  return path === 'openapi.json' || path.startsWith('src/runtime/');
}

/** A refusal leaves with all the complaints, each with its place in the text. */
async function refuseWithComplaints<T>(
  run: () => Promise<T>,
  diagnostics: Diagnostics,
  recipe: Recipe,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DocumentRefusedError)) throw error;
    throw error.withDiagnostics(recipe.location, located(diagnostics, recipe));
  }
}

/** Complaints with their places: in the document, or in the overlay that they are about. */
function located(
  diagnostics: Diagnostics,
  { text, overlays }: Recipe,
): readonly LocatedDiagnostic[] {
  const locate = createLocator(text);
  const locateIn = new Map(overlays.map((overlay) => [overlay.file, createLocator(overlay.text)]));
  return diagnostics.all.map((diagnostic) => {
    const { file, pointer } = diagnostic;
    const position = file === undefined ? locate(pointer) : locateIn.get(file)?.(pointer);
    return position === undefined ? diagnostic : { ...diagnostic, position };
  });
}
