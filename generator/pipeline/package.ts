import type { LocatedDiagnostic } from '../diagnostics.js';
import {
  emitContext,
  emitPackage,
  exampleOf,
  lockText,
  type EmitContext,
  type EmittedFile,
  type Example,
  type PackageSettings,
} from '../emit/index.js';
import { sha256 } from '../util/hash.js';
import type { ApiModel } from '../model/model.js';
import { packageSettings } from './settings.js';
import { canonicalDocument, type CanonicalDocument } from '../source/index.js';
import type { Stopwatch } from '../util/stopwatch.js';
import type { Target } from './targets.js';
import {
  understand,
  type DocumentRecipe,
  type NamingRecipe,
  type Understood,
} from './understand.js';
import { generatorName } from './version.js';
import { renderFiles, verifyPackage, type Content } from '../write/index.js';

/** What a package is made from; the same recipe gives the same bytes. */
export interface Recipe extends DocumentRecipe, Omit<NamingRecipe, 'clientName'> {
  /** Its client's name is the SDK's. */
  readonly target: Target;
  readonly packageVersion: string;
  /** `sha256:` of the settings that change the output. */
  readonly configHash: string;
}

/** A package in memory, formatted and verified. */
export interface MadePackage {
  /** All but the document: text by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly model: ApiModel;
  readonly settings: PackageSettings;
  readonly clientName: string;
  readonly example: Example;
  /** As published, in canonical form: the package's `openapi.json`. */
  readonly document: CanonicalDocument;
  /** The recipe's. */
  readonly configHash: string;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/**
 * The way from a document's text to a package's files. Reads and writes nothing, whatever `fetchText` reads apart.
 *
 * @param known what an earlier stage understood of the recipe's document, so that it is read once.
 * @throws DocumentRefusedError with every complaint when no package can be made.
 * @throws UsageError when a filter, a name or a pagination is for nothing in the document.
 */
export async function makePackage(
  recipe: Recipe,
  watch: Stopwatch,
  known?: Understood,
): Promise<MadePackage> {
  const {
    files: emitted,
    context,
    settings,
    document,
    diagnostics,
  } = await emitFiles(recipe, watch, known);
  const formatted = await watch.stage('format', () =>
    renderFiles(emitted, () => {
      watch.check();
    }),
  );
  const hashes = new Map([
    ...[...formatted].map(([path, text]) => [path, sha256(text)] as const),
    [DOCUMENT_PATH, document.hash] as const,
  ]);
  const origin = {
    generator: generatorName,
    document: document.hash,
    config: recipe.configHash,
    package: settings.packageName,
  };
  const lock = lockText(context, hashes, origin);
  const files = new Map([...formatted, ['sdk.lock.json', lock]]);
  await watch.stage('verify', () => verifyPackage(files));
  return {
    files,
    model: context.model,
    settings,
    clientName: context.names.client,
    example: exampleOf(context),
    document,
    configHash: recipe.configHash,
    diagnostics,
  };
}

/** Where a package has its document. */
export const DOCUMENT_PATH = 'openapi.json';

/** All files of a package, as they are to lie on the disk. */
export function treeOf({ files, document }: MadePackage): ReadonlyMap<string, Content> {
  return new Map<string, Content>([...files, [DOCUMENT_PATH, document.bytes]]);
}

/** A package before it is printed, without its document and its lock. */
export interface EmittedPackage {
  readonly files: ReadonlyMap<string, EmittedFile>;
  readonly context: EmitContext;
  readonly settings: PackageSettings;
  readonly document: CanonicalDocument;
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** The way of {@link makePackage} up to the files' structures, with the same errors. */
export async function emitFiles(
  recipe: Recipe,
  watch: Stopwatch,
  known?: Understood,
): Promise<EmittedPackage> {
  const { clientName } = recipe.target;
  const naming = { ...recipe, ...(clientName !== undefined && { clientName }) };
  const { loaded, model, names, diagnostics } = known ?? (await understand(naming, watch));
  const document = await watch.stage('canonicalize', () => canonicalDocument(loaded.published));
  const settings = packageSettings(recipe, model);
  const context = emitContext(model, names, recipe.switches);
  const files = await watch.stage('emit', () => emitPackage(context, settings));
  return { files, context, settings, document, diagnostics };
}
