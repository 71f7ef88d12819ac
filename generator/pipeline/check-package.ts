import valid from 'semver/functions/valid';
import { InterruptedError, WriteError } from '../errors.js';
import { defined } from '../util/defined.js';
import { sha256 } from '../util/hash.js';
import { byCodeUnit } from '../util/order.js';
import type { Stopwatch } from '../util/stopwatch.js';
import {
  DOCUMENT_PATH,
  MANIFEST_NAME,
  openPackage,
  parseManifest,
  serializeManifest,
  type Content,
  type Manifest,
  type PackageFiles,
} from '../write/index.js';
import { makePackage, packageTree, type MadePackage } from './package.js';
import { createRecordedRecipe } from './recorded-recipe.js';
import { generatorName } from './version.js';

/** How a file differs from what was expected. */
export interface FileDifference {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'missing';
  /** The first line that differs, where what it should be is known. */
  readonly line?: number;
  readonly reason?: string;
}

/**
 * Why a package is not what this program makes of its document and settings.
 *
 * - `edited`: files are other than they were generated.
 * - `otherVersion`: another version of the program made it. The differences are those to its own lock.
 * - `otherBuild`: this version made it, but other code: the files are those that the lock lists.
 * - `otherCompiler`: its `dist/` was compiled with another TypeScript, and is not compared.
 * - `notRecorded`: an earlier program made it, which did not record the settings.
 */
export type Cause = 'edited' | 'otherVersion' | 'otherBuild' | 'otherCompiler' | 'notRecorded';

/** Whether a package is what its document and its settings generate. */
export interface PackageCheck {
  readonly reproduced: boolean;
  readonly name?: string;
  readonly version?: string;
  /** Name and version of the program that made it. */
  readonly generator?: string;
  /** The number of files that were compared. */
  readonly files: number;
  readonly cause?: Cause;
  /** Sorted by path. */
  readonly differences: readonly FileDifference[];
  /** The compiler of `dist/`, where it is another one than this program has: `5.9.3`. */
  readonly compiler?: string;
}

/**
 * Checks the package in a folder or a tarball, see {@link checkPackage}.
 *
 * @param path absolute.
 * @throws UsageError when no package is there, DocumentRefusedError for a malformed tarball, WriteError when the disk
 *   reports an error.
 */
export async function checkPackageAt(path: string, watch: Stopwatch): Promise<PackageCheck> {
  return checkPackage(await watch.stage('look', () => openPackage(path)), watch);
}

/**
 * Generates a package again from what travels in it, and compares every file. Reads nothing else, and writes nothing.
 *
 * @throws DocumentRefusedError or UsageError when nothing was edited, and no package can be made of it all the same.
 */
export async function checkPackage(files: PackageFiles, watch: Stopwatch): Promise<PackageCheck> {
  const manifest = readLock(files);
  if (manifest === undefined)
    return createCheck(files, 'edited', withLock([], 'it is not JSON, or has no list of files'));
  const facts = readFacts(manifest);
  const edited = compareWithLock(files, manifest);
  const differs = (cause: Cause, differences = edited): PackageCheck => ({
    ...facts,
    ...createCheck(files, cause, differences),
  });
  if (facts.generator === undefined)
    return differs('edited', withLock(edited, 'it names no version of this program'));
  if (facts.generator !== generatorName) return differs('otherVersion');
  if (manifest['settings'] === undefined) return differs('notRecorded');
  const document = files.read(DOCUMENT_PATH);
  if (document === undefined || sha256(document) !== manifest['document'])
    return differs('edited', withDocument(edited));

  const made = await remake(manifest, document.toString(), watch).catch((error: unknown) => {
    // An edited lock may ask for anything.
    if (!isLockEdited(edited) || error instanceof InterruptedError) throw error;
    return { problem: error instanceof Error ? error.message : String(error) };
  });
  if ('problem' in made) return differs('edited', withLock(edited, made.problem));
  const compiled = await compileLike(files, made, watch);
  const differences = compareFiles(files, new Map([...packageTree(made), ...compiled.files]));
  const { compiler } = compiled;
  const cause = findCause(differences, edited, compiler);
  return { ...facts, ...createCheck(files, cause, differences), ...defined({ compiler }) };
}

async function remake(manifest: Manifest, text: string, watch: Stopwatch): Promise<MadePackage> {
  return makePackage(await createRecordedRecipe(manifest, text), watch);
}

function createCheck(
  files: PackageFiles,
  cause: Cause | undefined,
  differences: readonly FileDifference[],
): PackageCheck {
  const sorted = [...differences].sort((a, b) => byCodeUnit(a.path, b.path));
  return {
    reproduced: cause === undefined,
    files: files.paths.length,
    ...defined({ cause }),
    differences: sorted,
  };
}

function findCause(
  differences: readonly FileDifference[],
  edited: readonly FileDifference[],
  compiler: string | undefined,
): Cause | undefined {
  if (differences.length === 0) return compiler === undefined ? undefined : 'otherCompiler';
  // The lock knows nothing of dist/.
  const inSources = differences.filter(({ path }) => !isBuilt(path));
  return inSources.length > 0 && edited.length === 0 ? 'otherBuild' : 'edited';
}

/** Undefined for a damaged lock. */
function readLock(files: PackageFiles): Manifest | undefined {
  try {
    return parseManifest(MANIFEST_NAME, files.read(MANIFEST_NAME)?.toString() ?? '');
  } catch (error) {
    if (error instanceof WriteError) return undefined;
    throw error;
  }
}

/** What a lock says of its package; texts from elsewhere, so only valid ones. */
function readFacts(manifest: Manifest): Pick<PackageCheck, 'name' | 'version' | 'generator'> {
  const { package: name, version, generator } = manifest;
  const [, program = '', programVersion = ''] =
    /^(\S+) (\S+)$/.exec(typeof generator === 'string' ? generator : '') ?? [];
  const isKnown = program === generatorName.split(' ')[0] && valid(programVersion) !== null;
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof version === 'string' && { version }),
    ...(isKnown && typeof generator === 'string' && { generator }),
  };
}

function isLockEdited(edited: readonly FileDifference[]): boolean {
  return edited.some(({ path }) => path === MANIFEST_NAME);
}

function withLock(differences: readonly FileDifference[], reason: string) {
  const others = differences.filter(({ path }) => path !== MANIFEST_NAME);
  return [...others, { path: MANIFEST_NAME, kind: 'changed', reason } as const];
}

function withDocument(differences: readonly FileDifference[]): readonly FileDifference[] {
  if (differences.some(({ path }) => path === DOCUMENT_PATH)) return differences;
  const reason = 'it is not the document that sdk.lock.json names';
  return [...differences, { path: DOCUMENT_PATH, kind: 'changed', reason }];
}

/** Compares the files with the hashes in their own lock, and the lock with its checksum. */
function compareWithLock(files: PackageFiles, manifest: Manifest): readonly FileDifference[] {
  const isLeftOut = createIsLeftOut(files);
  const listed = Object.entries(manifest.files).flatMap(
    ([path, hash]): readonly FileDifference[] => {
      const bytes = files.read(path);
      if (bytes === undefined) return isLeftOut(path) ? [] : [{ path, kind: 'missing' }];
      return sha256(bytes) === hash ? [] : [{ path, kind: 'changed' }];
    },
  );
  const isListed = (path: string) => Object.hasOwn(manifest.files, path);
  const added = listAdded(files, (path) => isListed(path) || isBuilt(path));
  const found = [...listed, ...added];
  return isLockIntact(files, manifest) ? found : withLock(found, 'it was edited');
}

/** Whether the lock has the bytes that its content is written with, and so its checksum. */
function isLockIntact({ read }: PackageFiles, { checksum: _, ...content }: Manifest): boolean {
  return read(MANIFEST_NAME)?.toString() === serializeManifest(content);
}

/** Compares every file with what it should be. */
export function compareFiles(
  files: PackageFiles,
  expected: ReadonlyMap<string, Content>,
): readonly FileDifference[] {
  const isLeftOut = createIsLeftOut(files);
  const others = [...expected].flatMap(([path, content]): readonly FileDifference[] => {
    const bytes = files.read(path);
    if (bytes === undefined) return isLeftOut(path) ? [] : [{ path, kind: 'missing' }];
    const wanted = Buffer.from(content);
    return bytes.equals(wanted) ? [] : [{ path, kind: 'changed', line: findLine(bytes, wanted) }];
  });
  const hasBuild = [...expected.keys()].some(isBuilt);
  const isExpected = (path: string) => expected.has(path) || (!hasBuild && isBuilt(path));
  return [...others, ...listAdded(files, isExpected)];
}

function listAdded(
  { kind, paths }: PackageFiles,
  isExpected: (path: string) => boolean,
): readonly FileDifference[] {
  return paths
    .filter((path) => path !== MANIFEST_NAME && !isExpected(path))
    .filter((path) => kind === 'folder' || !OWN_FILE.test(path))
    .map((path) => ({ path, kind: 'added' }));
}

/** What its owner adds to a package, and npm packs: nothing that a program runs. */
const OWN_FILE = /^(?:changelog|licen[cs]e|notice)(?:\.(?:md|txt))?$/i;

/** What npm leaves out, so that a tarball and an installed package do not have it. */
const NOT_PACKED = ['tsconfig.json', 'tsconfig.cjs.json'];

function createIsLeftOut({ kind, paths }: PackageFiles): (path: string) => boolean {
  const isInstalled = paths.some(isBuilt) && !NOT_PACKED.some((path) => paths.includes(path));
  const isPacked = kind === 'tarball' || isInstalled;
  return (path) => isPacked && NOT_PACKED.includes(path);
}

function isBuilt(path: string): boolean {
  return path.startsWith('dist/');
}

/** The first line, from 1, in which two texts differ. */
function findLine(found: Buffer, wanted: Buffer): number {
  let at = 0;
  while (at < found.length && found[at] === wanted[at]) at++;
  return found.subarray(0, at).toString('latin1').split('\n').length;
}

interface Compiled {
  /** None where they are not compared. */
  readonly files: ReadonlyMap<string, string>;
  /** See {@link PackageCheck}. */
  readonly compiler?: string;
}

/** Compiles the sources as those of a package were: not in a folder without `dist/`, nor for another compiler. */
async function compileLike(
  { kind, paths, read }: PackageFiles,
  { files, recipe }: MadePackage,
  watch: Stopwatch,
): Promise<Compiled> {
  const none: Compiled = { files: new Map() };
  if (recipe.switches.sourceOnly === true || (kind === 'folder' && !paths.some(isBuilt)))
    return none;
  // Loads the compiler, which the rest does not need.
  const { COMPILER, COMPILER_PATH, compilePackage } = await import('./compile.js');
  const named = read(COMPILER_PATH)?.toString() ?? COMPILER;
  const [, compiler] = /^TypeScript (\d+\.\d+\.\d+\S*)$/.exec(named) ?? [];
  if (compiler !== undefined && named !== COMPILER) return { ...none, compiler };
  return { files: await watch.stage('compile', () => compilePackage(files)) };
}
