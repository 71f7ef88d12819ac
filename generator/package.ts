import type { LocatedDiagnostic } from './diagnostics.js';
import type { EmitContext, Example, PackageSettings } from './emit/index.js';
import { sha256 } from './hash.js';
import type { ApiModel } from './model/model.js';
import { packageSettings } from './settings.js';
import { canonicalDocument, type CanonicalDocument } from './source/index.js';
import type { Stopwatch } from './stopwatch.js';
import type { Target } from './targets.js';
import {
  understand,
  type DocumentRecipe,
  type NamingRecipe,
  type Understood,
} from './understand.js';
import { generatorName } from './version.js';
import type { Content, Formatter } from './write/index.js';

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
  const { exampleOf, lockText } = require('./emit/index.js') as typeof import('./emit/index.js');
  const { printed, context, settings, understood } = await printPackage(recipe, watch, known);
  const { document, model, names, diagnostics } = understood;
  const { createFormatter, verifyPackage } =
    require('./write/index.js') as typeof import('./write/index.js');
  const { formatted, parsed } = await watch.stage('format', () =>
    formatAll(printed, createFormatter(), watch),
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
  await watch.stage('verify', () => verifyPackage(files, parsed));
  return {
    files,
    model,
    settings,
    clientName: names.client,
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

/** A package as it is printed: not formatted, not verified, without its document and its lock. */
export interface PrintedPackage {
  readonly printed: ReadonlyMap<string, string>;
  readonly context: EmitContext;
  readonly settings: PackageSettings;
  readonly understood: Grasped;
}

/** What a package is printed from. The document's trees, several times as large as its text, are not kept for it. */
interface Grasped extends Omit<Understood, 'loaded' | 'properties'> {
  readonly document: CanonicalDocument;
}

/** The way of {@link makePackage} up to the files' text, with the same errors. */
export async function printPackage(
  recipe: Recipe,
  watch: Stopwatch,
  known?: Understood,
): Promise<PrintedPackage> {
  const understood = await grasp(recipe, watch, known);
  const { model, names } = understood;
  const { emitContext, emitPackage } =
    require('./emit/index.js') as typeof import('./emit/index.js');
  const settings = packageSettings(recipe, model);
  const context = emitContext(model, names, recipe.switches);
  const printed = await watch.stage('emit', () => emitPackage(context, settings));
  return { printed, context, settings, understood };
}

async function grasp(recipe: Recipe, watch: Stopwatch, known?: Understood): Promise<Grasped> {
  const { published, ...understood } = await readFor(recipe, watch, known);
  const document = await watch.stage('canonicalize', () => canonicalDocument(published));
  return { document, ...understood };
}

/** The normal form ends here: nothing after this needs it. */
async function readFor(recipe: Recipe, watch: Stopwatch, known?: Understood) {
  const { clientName } = recipe.target;
  const naming = { ...recipe, ...(clientName !== undefined && { clientName }) };
  const { loaded, model, names, diagnostics } = known ?? (await understand(naming, watch));
  return { published: loaded.published, model, names, diagnostics };
}

/** @returns `parsed`: the paths of what parses for sure. */
async function formatAll(
  files: ReadonlyMap<string, string>,
  formatter: Formatter,
  watch: Stopwatch,
): Promise<{
  readonly formatted: ReadonlyMap<string, string>;
  readonly parsed: ReadonlySet<string>;
}> {
  const formatted = new Map<string, string>();
  const parsed = new Set<string>();
  for (const [path, text] of files) {
    watch.check();
    if (isRuntime(path)) parsed.add(path);
    if (isFinal(path)) {
      formatted.set(path, text);
      continue;
    }
    const done = await formatter.format(path, text);
    formatted.set(path, done.text);
    if (done.isKnown) parsed.add(path);
  }
  return { formatted, parsed };
}

/** The runtime lies formatted where it is copied from; of the rest, nothing that a document says moves a line. */
function isFinal(path: string): boolean {
  return path.endsWith('.json') || path === 'api.md' || isRuntime(path);
}

/** The same in every package, and tested where it comes from. */
function isRuntime(path: string): boolean {
  return path.startsWith('src/runtime/');
}
