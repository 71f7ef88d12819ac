import type { LocatedDiagnostic } from '../diagnostics.js';
import { sha256 } from '../util/hash.js';
import type { Hint } from './hints.js';
import { isUrl, withoutQuery } from '../util/url.js';
import { getOperations } from '../model/walk.js';
import type { MadePackage, Recipe } from './package.js';
import { programHash } from './program-hash.js';
import type { CanonicalDocument } from '../source/index.js';
import { createFirstProgram, type FirstProgram } from './first-program.js';
import {
  isIntact,
  type Manifest,
  MANIFEST_NAME,
  readFileIfExists,
  readLastRunFile,
  writeLastRunFile,
} from '../write/index.js';

/** What a run reports about its package, whether it was generated or unchanged. */
export interface PackageReport {
  readonly title: string;
  readonly version: string;
  readonly operations: number;
  readonly schemas: number;
  readonly packageName: string;
  readonly clientName: string;
  readonly firstProgram: FirstProgram;
  /** True for sources without a package. */
  readonly sourceOnly: boolean;
  /** True for the package of the stand-in. */
  readonly isStandIn: boolean;
  readonly diagnostics: readonly LocatedDiagnostic[];
  /** Settings that would make a better package of this document. */
  readonly hints: readonly Hint[];
}

/** The request and the result of a run, to know that the next one would do the same. Has no URL of the document and no credentials. */
export interface LastRun {
  /** `sha256:` of the program and of its settings, without the document. */
  readonly request: string;
  /** `sha256:` of the document's text as downloaded. */
  readonly text: string;
  /** What is recorded of the document in canonical form, without its bytes. */
  readonly document: Omit<CanonicalDocument, 'bytes'>;
  /** `sha256:` of the package's lock, which in turn has the hash of every file. */
  readonly lock: string;
  readonly report: PackageReport;
}

/**
 * Finds the last run, if program, configuration and every file of the package are unchanged since. The caller compares
 * the document; nothing is parsed here but the record of the run.
 *
 * @param manifest of the recipe's output folder.
 * @throws WriteError when the disk refuses to read.
 */
export function findLastRun(recipe: Recipe, manifest: Manifest | undefined): LastRun | undefined {
  const { outputFolder } = recipe.target;
  const last = manifest && readLastRunFile(outputFolder);
  if (manifest === undefined || !isLastRun(last)) return undefined;
  const isSame =
    last.lock === lockHash(outputFolder) &&
    last.request === requestHash(recipe) &&
    isIntact(outputFolder, manifest);
  return isSame ? last : undefined;
}

/**
 * Saves a run for the next one, unless the document refers to others, which may change on their own.
 *
 * @throws WriteError when the output folder cannot be written.
 */
export function saveLastRun(made: MadePackage): void {
  const { recipe } = made;
  const { outputFolder } = recipe.target;
  const lock = lockHash(outputFolder);
  if (!made.isSelfContained || lock === undefined) return;
  const { bytes: _, ...document } = made.document;
  const run: LastRun = {
    request: requestHash(recipe),
    text: sha256(recipe.text),
    document,
    lock,
    report: packageReport(made),
  };
  writeLastRunFile(outputFolder, run);
}

export function packageReport(made: MadePackage): PackageReport {
  const { model, settings, clientName, diagnostics, hints } = made;
  return {
    title: model.title,
    version: model.version,
    operations: getOperations(model).length,
    schemas: model.declarations.size,
    packageName: settings.packageName,
    clientName,
    firstProgram: createFirstProgram(made),
    sourceOnly: made.recipe.switches.sourceOnly === true,
    isStandIn: settings.standIn !== undefined,
    diagnostics,
    hints,
  };
}

/**
 * Finds the hints that the last run into the folder did not have, whatever else has changed since.
 *
 * @throws WriteError when the disk refuses to read.
 */
export function findNewHints(outputFolder: string, hints: readonly Hint[]): readonly Hint[] {
  const last = readLastRunFile(outputFolder);
  const known = isLastRun(last) ? last.report.hints.map((hint) => JSON.stringify(hint)) : [];
  return hints.filter((hint) => !known.includes(JSON.stringify(hint)));
}

function lockHash(outputFolder: string): string | undefined {
  const lock = readFileIfExists(outputFolder, MANIFEST_NAME);
  return lock && sha256(lock);
}

/** Without the names to keep, which the lock contains, and without paths, which do not change the package. */
function requestHash({
  target,
  text: _text,
  location: _location,
  namesLock: _names,
  rename: _rename,
  ...asked
}: Recipe): string {
  const { outputFolder: _out, snapshotFolder: _snapshot, login: _login, input, ...rest } = target;
  return sha256(JSON.stringify([programHash(), webAddress(input), rest, asked]));
}

/** Relative URLs in a document are resolved against its URL, so that it matters; a path does not. */
function webAddress(input: string): string | undefined {
  return isUrl(input) ? withoutQuery(input) : undefined;
}

function isLastRun(value: unknown): value is LastRun {
  if (typeof value !== 'object' || value === null) return false;
  const { request, text, lock, document, report } = value as Partial<Record<string, unknown>>;
  return (
    [request, text, lock].every((each) => typeof each === 'string') &&
    [document, report].every((each) => typeof each === 'object' && each !== null) &&
    Array.isArray((report as Partial<PackageReport>).hints) &&
    typeof (report as Partial<PackageReport>).firstProgram === 'object'
  );
}
