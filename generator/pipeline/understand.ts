import { Diagnostics, type LocatedDiagnostic } from '../diagnostics.js';
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

/** A document's text, and how it is to be read. */
export interface DocumentRecipe {
  readonly text: string;
  /** Where the text was found: a URL or a path. */
  readonly location: string;
  readonly allowedOrigins: readonly string[];
  /** Applied to the document in this order; what is recorded stays as published. */
  readonly overlays: readonly OverlayFile[];
  readonly filters: OperationFilters;
  readonly switches: OutputSwitches;
  readonly pagination: PaginationOverrides;
  /** Reads another file or URL that the document refers to, when its origin is allowed. */
  readonly fetchText?: (url: string) => Promise<string>;
  /**
   * True: one of two that are compared. It may be without operations, and what is said of an operation that only the
   * other one has is no mistake.
   */
  readonly compared?: boolean;
  /** The version that it is compared with, read before: what is the same in both is made once. */
  readonly like?: ReadDocument;
}

/** How things are to be called. */
export interface NamingRecipe {
  /** With or without `Client` at its end; without it, the lock decides, then the document's title. */
  readonly clientName?: string;
  readonly overrides: NameOverrides;
  /** The names of the package that is there already; they stay. */
  readonly namesLock?: NamesLock;
}

/** A document, and what it means. */
export interface ReadDocument {
  readonly loaded: LoadedDocument;
  /** As filters and switches have it. */
  readonly model: ApiModel;
  /** What was read of its schemas, for the next version of it. */
  readonly properties: PropertyCache;
  /** None of a document that is compared: there, only a refusal tells them. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** A document, what it means, and what everything in it is called: all that an SDK of it is made from. */
export interface Understood extends ReadDocument {
  readonly names: Names;
}

/**
 * Reads a document: bytes to normal form to model. Touches nothing but what `fetchText` reads.
 *
 * @throws DocumentRefusedError with every complaint when no SDK can be made of it.
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
  const properties: PropertyCache = recipe.like?.properties ?? new Map();
  const model = await refusing(() =>
    watch.stage('interpret', () => {
      const interpreted = interpret(
        loaded,
        diagnostics,
        selectPagination(recipe, loaded),
        properties,
      );
      if (diagnostics.hasErrors)
        throw new DocumentRefusedError('The document cannot be made an SDK of.');
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
 * Names what was read.
 *
 * @returns the names, and the model with its properties as programs call them.
 * @throws UsageError when a name that was given is none, or is for nothing in the document.
 */
export function nameDocument(
  model: ApiModel,
  { clientName, overrides, namesLock }: NamingRecipe,
): Pick<Understood, 'model' | 'names'> {
  const named = withPropertyNames(model, overrides.properties);
  const { names } = planNames(named, {
    ...defined({ clientName, lock: namesLock }),
    overrides,
    reservedExports: readRuntimeExports(),
  });
  return { model: named, names };
}

/** Reads a document and names what it holds; see {@link readDocument} and {@link nameDocument}. */
export async function understand(
  recipe: DocumentRecipe & NamingRecipe,
  watch: Stopwatch,
): Promise<Understood> {
  const read = await readDocument(recipe, watch);
  return { ...read, ...(await watch.stage('name', () => nameDocument(read.model, recipe))) };
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
    ...(like && { reuseFrom: like.loaded }),
  };
  if (overlays.length === 0) return options;
  return { ...options, correct: (published) => applyOverlays(published, overlays, diagnostics) };
}

/** A refusal leaves with all the complaints, each with its place in the text. */
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

/** Complaints with their places: in the document, or in the overlay that they are about. */
function locateDiagnostics(
  diagnostics: Diagnostics,
  { text, overlays }: DocumentRecipe,
): readonly LocatedDiagnostic[] {
  const locate = createLocator(text);
  const locateIn = new Map(overlays.map((overlay) => [overlay.file, createLocator(overlay.text)]));
  return diagnostics.all.map((diagnostic) => {
    const { file, pointer } = diagnostic;
    const position = file === undefined ? locate(pointer) : locateIn.get(file)?.(pointer);
    return position === undefined ? diagnostic : { ...diagnostic, position };
  });
}
