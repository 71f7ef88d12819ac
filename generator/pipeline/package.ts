import { configHash, type OutputSettings } from '../config/index.js';
import { defined } from '../util/defined.js';
import type { LocatedDiagnostic } from '../diagnostics.js';
import {
  createLock,
  createEmitContext,
  emitPackage,
  layOutFiles,
  chooseExampleCall,
  describeFirstClient,
  type EmitContext,
  type EmittedFile,
  type ExampleCall,
  type FirstClient,
  type PackageSettings,
} from '../emit/index.js';
import { sha256 } from '../util/hash.js';
import { findHints, type Hint } from './hints.js';
import { byCodeUnit } from '../util/order.js';
import type { ApiModel } from '../model/model.js';
import { SANDBOX } from './first-program.js';
import { findDocumentUrl, operationServers, packageSettings } from './settings.js';
import type { Target } from './targets.js';
import { canonicalDocument, type CanonicalDocument } from '../source/index.js';
import type { Rename } from './renames.js';
import type { Stopwatch } from '../util/stopwatch.js';
import {
  type DocumentRecipe,
  findRenames,
  type NamingRecipe,
  understand,
} from './read-and-name.js';
import { generatorName, version } from './version.js';
import {
  type Content,
  DOCUMENT_PATH,
  MANIFEST_NAME,
  serializeManifest,
  type PreviousFiles,
  renderFiles,
  verifyPackage,
} from '../write/index.js';

/** What a package is generated from; the same recipe gives the same bytes. */
export interface Recipe
  extends DocumentRecipe, Omit<NamingRecipe, 'clientName' | 'variablePrefix'> {
  /** Its client's name is the SDK's. */
  readonly target: Target;
  readonly packageVersion: string;
  /** What the lock records: the settings that change the output. */
  readonly settings: OutputSettings;
}

/** A package in memory, formatted and verified. */
export interface MadePackage {
  /** All but the document: text by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly model: ApiModel;
  readonly settings: PackageSettings;
  readonly clientName: string;
  readonly example: ExampleCall;
  /** The client that makes that call. */
  readonly firstClient: FirstClient;
  /** As published, in canonical form: the package's `openapi.json`. */
  readonly document: CanonicalDocument;
  readonly recipe: Recipe;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** What the rules name otherwise than the package on disk. */
  readonly renames: readonly Rename[];
  /** Settings that would make a better package. */
  readonly hints: readonly Hint[];
  /** The paths of what this run printed and formatted; the rest was kept, or is copied. */
  readonly printed: readonly string[];
  /** False when the document refers to others. */
  readonly isSelfContained: boolean;
}

/**
 * Generates a package's files from a document's text. Reads nothing except through `fetchText`, and writes nothing.
 *
 * @param previous what an earlier run wrote: files whose input is the same are kept.
 * @throws DocumentRefusedError with every diagnostic when no package can be generated.
 * @throws UsageError when a filter, a name or a pagination matches nothing in the document.
 */
export async function makePackage(
  recipe: Recipe,
  watch: Stopwatch,
  previous?: PreviousFiles,
): Promise<MadePackage> {
  const emitted = await emitFiles(recipe, watch);
  const { context, settings, document, diagnostics, publishedVersion, renames } = emitted;
  const { texts, inputs, printer, printed } = await watch.stage('format', () =>
    renderFiles(layOutFiles(emitted.files, recipe.switches), {
      ...defined({ previous }),
      onFile: () => {
        watch.check();
      },
    }),
  );
  const hashes = new Map([
    ...[...texts].map(([path, text]) => [path, sha256(text)] as const),
    [DOCUMENT_PATH, document.hash] as const,
  ]);
  const lock = createLock(
    context,
    { files: hashes, inputs },
    {
      generator: generatorName,
      document: document.hash,
      ...defined({ documentUrl: emitted.documentUrl }),
      config: configHash(recipe.settings),
      settings: recipe.settings,
      package: settings.packageName,
      version: settings.packageVersion,
      printer,
    },
  );
  const files = new Map([...texts, [MANIFEST_NAME, serializeManifest({ ...lock })]]);
  await watch.stage('verify', () => verifyPackage(files));
  return {
    files,
    model: context.model,
    settings,
    clientName: context.names.client,
    example: chooseExampleCall(context),
    firstClient: describeFirstClient(context, settings, SANDBOX),
    document,
    recipe,
    diagnostics,
    hints: findHints({
      ...{ ...context, ...recipe, publishedVersion },
      renames: recipe.rename ? [] : renames,
    }),
    renames,
    printed,
    isSelfContained: emitted.isSelfContained,
  };
}

/** All files of a package as they are written to disk. */
export function packageTree({ files, document }: MadePackage): ReadonlyMap<string, Content> {
  return new Map<string, Content>([...files, [DOCUMENT_PATH, document.bytes]]);
}

/** A package before it is printed, without its document and its lock. */
export interface EmittedPackage {
  readonly files: ReadonlyMap<string, EmittedFile>;
  readonly context: EmitContext;
  readonly settings: PackageSettings;
  readonly document: CanonicalDocument;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** The version that the document declares: `3.0.1`. */
  readonly publishedVersion: string;
  readonly isSelfContained: boolean;
  /** See `findDocumentUrl`. */
  readonly documentUrl: string | undefined;
  /** What the rules would name otherwise than the package on disk does. */
  readonly renames: readonly Rename[];
}

/** Does {@link makePackage} up to the files' structures, with the same errors. */
export async function emitFiles(recipe: Recipe, watch: Stopwatch): Promise<EmittedPackage> {
  const { clientName, environment } = recipe.target;
  const variablePrefix = environment?.variablePrefix;
  let isSelfContained = true;
  const { fetchText: read } = recipe;
  const fetchText =
    read &&
    ((location: string) => {
      isSelfContained = false;
      return read(location);
    });
  const naming = {
    ...recipe,
    ...defined({ fetchText, clientName, variablePrefix }),
  };
  const { loaded, model, names, diagnostics } = await understand(naming, watch);
  const document = await watch.stage('canonicalize', () => canonicalDocument(loaded.published));
  const settings = {
    ...packageSettings(recipe, model),
    leftOut: listLeftOut(diagnostics),
    unused: listUnused(diagnostics),
    ...(recipe.switches.mcp === true && { mcpGenerator: `>=${version}` }),
  };
  const context = createEmitContext(
    model,
    names,
    recipe.switches,
    operationServers(recipe.target, model),
  );
  const files = await watch.stage('emit', () => emitPackage(context, settings));
  const { publishedVersion } = loaded;
  return {
    ...{ files, context, settings, document, diagnostics, publishedVersion, isSelfContained },
    documentUrl: findDocumentUrl(recipe, model),
    renames: findRenames({ model, names }, naming),
  };
}

/**
 * The warnings about kinds of parts that no code comes of. Without their pointers: those of list items are others in the
 * recorded document, of which the package must be the same.
 */
function listLeftOut(diagnostics: readonly LocatedDiagnostic[]): readonly string[] {
  return diagnostics
    .flatMap(({ severity, message, count }) => {
      if (severity !== 'warning' || count === undefined) return [];
      return count === 1 ? message : `${message.replace(/\.$/, '')} (${count} places).`;
    })
    .sort(byCodeUnit);
}

/** The fields that change nothing in the package: the last segments of their pointers. */
function listUnused(diagnostics: readonly LocatedDiagnostic[]): readonly string[] {
  const fields = diagnostics.flatMap(({ code, pointer }) =>
    code === 'part-unused' ? pointer.slice(pointer.lastIndexOf('/') + 1) : [],
  );
  return [...new Set(fields)].sort(byCodeUnit);
}
