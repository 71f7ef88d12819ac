import { type Diagnostic, Diagnostics, type LocatedDiagnostic } from '../diagnostics.js';
import {
  createLocator,
  loadDocument,
  getPublishedOperations,
  type LoadOptions,
} from '../document/index.js';
import type { LoadedDocument } from '../document/openapi.js';
import { applyOverlays, type OverlayFile } from '../document/overlay.js';
import { readRuntimeExports } from '../emit/index.js';
import { DocumentRefusedError } from '../errors.js';
import { interpret, type PaginationOverrides, type PropertyCache } from '../interpret/index.js';
import { filterModel, type OperationFilters } from '../model/filter.js';
import type { ApiModel } from '../model/model.js';
import { withSwitches, type OutputSwitches } from '../model/switches.js';
import {
  planNames,
  withPropertyNames,
  type NameOverrides,
  type NamesLock,
} from '../naming/index.js';
import type { Names } from '../naming/names.js';
import { defined } from '../util/defined.js';
import type { Stopwatch } from '../util/stopwatch.js';
import { forgetNames, listRenames, type Rename } from './renames.js';

/** A document's text, and how it is to be read. */
export interface DocumentRecipe {
  readonly text: string;
  /** Where the text was found: a URL or a path. */
  readonly location: string;
  readonly allowedOrigins: readonly string[];
  /** Folders of files that a document which is a file may include: absolute paths. */
  readonly allowedFolders?: readonly string[];
  /** Applied to the document in this order; what is recorded stays as published. */
  readonly overlays: readonly OverlayFile[];
  readonly filters: OperationFilters;
  readonly switches: OutputSwitches;
  readonly pagination: PaginationOverrides;
  /** True: a document with warnings is refused. */
  readonly strict?: boolean;
  /** Reads another file or URL that the document refers to, when its origin is allowed. */
  readonly fetchText?: (url: string) => Promise<string>;
  /**
   * True for one of two compared documents. It may have no operations, and a setting for an operation that only the other
   * one has is not an error.
   */
  readonly compared?: boolean;
  /** The version that it is compared with, already read; parts that are the same in both are reused. */
  readonly like?: ReadDocument;
}

/** How names are chosen. */
export interface NamingRecipe {
  /** With or without `Client` at its end; without it, the lock decides, then the document's title. */
  readonly clientName?: string;
  /** `EXAMPLE` for variables such as `EXAMPLE_TOKEN`; without it, the lock decides, then the client's name. */
  readonly variablePrefix?: string;
  readonly overrides: NameOverrides;
  /** The names of the package on disk, which are kept. */
  readonly namesLock?: NamesLock;
  /** Whether only the names of package and client are kept. */
  readonly rename?: boolean;
}

/** A document and its model. */
export interface ReadDocument {
  readonly loaded: LoadedDocument;
  /** With filters and switches applied. */
  readonly model: ApiModel;
  /** The properties of its schemas, for reading another version of it. */
  readonly properties: PropertyCache;
  /** Empty for a compared document, whose diagnostics matter only when it is refused. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** A document, its model and its names: everything that an SDK is generated from. */
export interface Understood extends ReadDocument {
  readonly names: Names;
}

/**
 * Reads a document: from text to normal form to model. Reads nothing else except through `fetchText`.
 *
 * @throws DocumentRefusedError with every diagnostic when no SDK can be made of it.
 * @throws UsageError when a filter or a pagination is for nothing in the document.
 */
export async function readDocument(
  recipe: DocumentRecipe,
  watch: Stopwatch,
): Promise<ReadDocument> {
  const { text, location } = recipe;
  const diagnostics = new Diagnostics();
  const refusing = <T>(run: () => Promise<T>): Promise<T> =>
    withDiagnosticsOnRefusal(run, diagnostics, recipe);

  const loaded = await refusing(() =>
    watch.stage('load', () =>
      loadDocument({ text, location }, loadOptions(recipe, diagnostics), diagnostics),
    ),
  );
  // An overlay makes every part of the document anew, so that nothing would be found.
  const like = recipe.overlays.length === 0 ? recipe.like : undefined;
  const empty: PropertyCache = new Map();
  const properties = like?.properties ?? empty;
  const model = await refusing(() =>
    watch.stage('interpret', () => {
      const interpreted = interpret(
        loaded,
        diagnostics,
        selectPagination(recipe, loaded),
        properties,
      );
      if (diagnostics.hasErrors)
        throw new DocumentRefusedError('No SDK can be generated from the document.');
      if (recipe.strict && !recipe.compared) refuseWarnings(diagnostics);
      return withSwitches(filterModel(interpreted, recipe.filters), recipe.switches);
    }),
  );
  return {
    loaded,
    model,
    properties,
    diagnostics: recipe.compared ? [] : locateDiagnostics(diagnostics, recipe),
  };
}

/**
 * Chooses the names of everything in a model.
 *
 * @returns the names, and the model with the TypeScript names of its properties.
 * @throws UsageError when a given name is invalid, or for nothing in the document.
 */
export function nameDocument(
  model: ApiModel,
  { clientName, variablePrefix, overrides, namesLock, rename = false }: NamingRecipe,
): Pick<Understood, 'model' | 'names'> {
  const named = withPropertyNames(model, overrides.properties);
  const lock = rename ? namesLock && forgetNames(namesLock) : namesLock;
  const { names } = planNames(named, {
    ...defined({ clientName, variablePrefix, lock }),
    overrides,
    reservedExports: readRuntimeExports(),
  });
  return { model: named, names };
}

/** What the rules name otherwise today than the lock does; nothing without a lock. */
export function findRenames(
  { model, names }: Pick<Understood, 'model' | 'names'>,
  recipe: NamingRecipe,
): readonly Rename[] {
  const { namesLock, rename = false } = recipe;
  if (namesLock === undefined) return [];
  const other = nameDocument(model, { ...recipe, rename: !rename }).names;
  return rename ? listRenames(model, other, names) : listRenames(model, names, other);
}

/** Reads a document and names what it holds; see {@link readDocument} and {@link nameDocument}. */
export async function understand(
  recipe: DocumentRecipe & NamingRecipe,
  watch: Stopwatch,
): Promise<Understood> {
  const read = await readDocument(recipe, watch);
  return { ...read, ...(await watch.stage('name', () => nameDocument(read.model, recipe))) };
}

/** @throws DocumentRefusedError when there are warnings. */
function refuseWarnings({ all }: Diagnostics): void {
  const count = all.filter(({ severity }) => severity === 'warning').length;
  if (count === 0) return;
  const are = count === 1 ? 'is a warning' : `are ${count} warnings`;
  throw new DocumentRefusedError(`There ${are}, which \`strict\` does not accept.`, {
    hint: 'Correct the document with an overlay, or generate without `strict`.',
  });
}

function selectPagination(
  { compared, pagination }: DocumentRecipe,
  { document }: LoadedDocument,
): PaginationOverrides {
  if (!compared) return pagination;
  const published = getPublishedOperations(document);
  return Object.fromEntries(Object.entries(pagination).filter(([id]) => published.has(id)));
}

function loadOptions(
  { overlays, compared = false, like, ...access }: DocumentRecipe,
  diagnostics: Diagnostics,
): LoadOptions {
  const options = {
    ...access,
    withoutOperations: compared,
    ...defined({ reuseFrom: like?.loaded }),
  };
  if (overlays.length === 0) return options;
  return { ...options, correct: (published) => applyOverlays(published, overlays, diagnostics) };
}

/** Adds all diagnostics, with their positions, to the error of a refused document. */
async function withDiagnosticsOnRefusal<T>(
  run: () => Promise<T>,
  diagnostics: Diagnostics,
  recipe: DocumentRecipe,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof DocumentRefusedError)) throw error;
    throw error.withDiagnostics(recipe.location, locateDiagnostics(diagnostics, recipe));
  }
}

/** Adds positions to the diagnostics, in the document or in an overlay. With `strict`, warnings are errors. */
function locateDiagnostics(
  diagnostics: Diagnostics,
  { text, overlays, strict, compared }: DocumentRecipe,
): readonly LocatedDiagnostic[] {
  const locate = createLocator(text);
  const locateIn = new Map(overlays.map((overlay) => [overlay.file, createLocator(overlay.text)]));
  return diagnostics.all.map((found) => {
    const isError = found.severity === 'warning' && strict === true && compared !== true;
    const diagnostic: Diagnostic = isError ? { ...found, severity: 'error' } : found;
    const { file, pointer } = diagnostic;
    const position = file === undefined ? locate(pointer) : locateIn.get(file)?.(pointer);
    return position === undefined ? diagnostic : { ...diagnostic, position };
  });
}
