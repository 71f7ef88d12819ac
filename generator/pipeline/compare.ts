import {
  createDiffReport,
  createUnchangedReport,
  findDifferences,
  type Differences,
  type DiffOptions,
  type DiffReport,
} from '../diff/index.js';
import { UsageError } from '../errors.js';
import { getPublishedOperations } from '../document/index.js';
import type { LoadedDocument } from '../document/openapi.js';
import { isSameApi, createNamesLock, type NameOverrides, type NamesLock } from '../naming/index.js';
import { defined } from '../util/defined.js';
import type { Names } from '../naming/names.js';
import type { ApiModel, EnumDeclaration } from '../model/model.js';
import { getOperations } from '../model/walk.js';
import { withoutQuery } from '../util/url.js';
import { Stopwatch } from '../util/stopwatch.js';
import {
  nameDocument,
  readDocument,
  type DocumentRecipe,
  type NamingRecipe,
  type ReadDocument,
  type Understood,
} from './read-and-name.js';

/** A document to compare, and how its SDK is generated. */
export type ComparedRecipe = DocumentRecipe & NamingRecipe;

/** `sources` default to the documents' locations, without the query of a URL. */
export type CompareOptions = Partial<DiffOptions>;

/**
 * What changed between two documents.
 *
 * @throws DocumentRefusedError with every diagnostic when one of them cannot be read.
 * @throws UsageError when a setting is for nothing in either document.
 */
export async function compareRecipes(
  before: ComparedRecipe,
  after: ComparedRecipe,
  options: CompareOptions = {},
  watch = new Stopwatch(),
): Promise<DiffReport> {
  const old = await readSide(before, watch);
  return compareReadSides(old, await readSide(after, watch, old), options, watch);
}

/** One of two compared documents, read. */
export interface ReadSide {
  readonly recipe: ComparedRecipe;
  readonly document: ReadDocument & { readonly filtered: boolean };
}

/**
 * Reads a document for {@link compareReadSides}; it can be the new side of one comparison and the old side of the next.
 *
 * @param like The version that it is compared with; parts that are the same in both are reused.
 * @throws DocumentRefusedError with every diagnostic when it cannot be read.
 */
export async function readSide(
  recipe: ComparedRecipe,
  watch: Stopwatch,
  like?: ReadSide,
): Promise<ReadSide> {
  const { include, exclude } = recipe.filters;
  const filtered = [include, exclude].some((side) => Object.values(side ?? {}).some(hasEntries));
  const compared = { ...recipe, compared: true, ...defined({ like: like?.document }) };
  return { recipe, document: { ...(await readDocument(compared, watch)), filtered } };
}

/** What changed between two documents that are read already; see {@link compareRecipes}. */
export async function compareReadSides(
  before: ReadSide,
  after: ReadSide,
  options: CompareOptions,
  watch: Stopwatch,
): Promise<DiffReport> {
  const asked = askFor(before, after, options);
  const differences = await findDifferencesOf(before, after, asked, watch);
  if (differences.findings.length === 0)
    return createUnchangedReport(before.document, after.document, asked);
  const named = await watch.stage('name', () =>
    namePair(before.recipe, after.recipe, before.document, after.document),
  );
  return judge(before, after, named, asked, differences, watch);
}

/** Two documents, understood as two versions of one SDK, and what changed between them. */
export interface ComparedPair {
  readonly before: Understood;
  readonly after: Understood;
  readonly differences: Differences;
  readonly report: DiffReport;
}

/**
 * Reads and names two documents as two versions of one SDK, and compares them; see {@link compareRecipes}.
 *
 * @param packages True: each side is a package with names of its own.
 * @throws DocumentRefusedError with every diagnostic when one of them cannot be read.
 */
export async function comparePair(
  before: ComparedRecipe,
  after: ComparedRecipe,
  packages: boolean,
  options: CompareOptions,
  watch: Stopwatch,
): Promise<ComparedPair> {
  const old = await readSide(before, watch);
  const now = await readSide(after, watch, old);
  const asked = askFor(old, now, options);
  const differences = await findDifferencesOf(old, now, asked, watch);
  const named = await watch.stage('name', () =>
    packages
      ? { before: nameOwn(old, before.namesLock), after: nameOwn(now, after.namesLock) }
      : namePair(before, after, old.document, now.document),
  );
  const report = await judge(old, now, named, asked, differences, watch);
  return {
    before: { ...old.document, ...named.before },
    after: { ...now.document, ...named.after },
    differences,
    report,
  };
}

/**
 * Two documents, read and named as two versions of one SDK; see {@link compareRecipes}.
 *
 * @throws DocumentRefusedError with every diagnostic when one of them cannot be read.
 */
export async function understandPair(
  before: ComparedRecipe,
  after: ComparedRecipe,
  watch: Stopwatch,
): Promise<{ readonly before: Understood; readonly after: Understood }> {
  const old = await readSide(before, watch);
  const now = await readSide(after, watch, old);
  const named = namePair(before, after, old.document, now.document);
  return {
    before: { ...old.document, ...named.before },
    after: { ...now.document, ...named.after },
  };
}

function nameOwn({ recipe, document }: ReadSide, lock: NamesLock | undefined): Named {
  return nameDocument(document.model, namingFor(recipe, document.model, lock));
}

function askFor(before: ReadSide, after: ReadSide, options: CompareOptions): DiffOptions {
  const sources = {
    before: withoutQuery(before.recipe.location),
    after: withoutQuery(after.recipe.location),
  };
  const { numericStrings } = after.recipe.switches;
  return { sources, ...defined({ numericStrings }), ...options };
}

function findDifferencesOf(
  before: ReadSide,
  after: ReadSide,
  asked: DiffOptions,
  watch: Stopwatch,
): Promise<Differences> {
  return watch.stage('compare', () =>
    Promise.resolve(findDifferences(before.document, after.document, asked)),
  );
}

function judge(
  before: ReadSide,
  after: ReadSide,
  named: NamedPair,
  asked: DiffOptions,
  differences: Differences,
  watch: Stopwatch,
): Promise<DiffReport> {
  return watch.stage('judge', () =>
    createDiffReport(
      { ...before.document, ...named.before, switches: before.recipe.switches },
      { ...after.document, ...named.after, switches: after.recipe.switches },
      asked,
      differences,
    ),
  );
}

function hasEntries(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0;
}

/** The model, with its properties as programs call them, and all names. */
type Named = ReturnType<typeof nameDocument>;

interface NamedPair {
  readonly before: Named;
  readonly after: Named;
}

/**
 * Names both documents as two versions of one SDK: with the given lock (the package's), or else with the old names of
 * everything that the API did not rename, so that an addition renames nothing.
 */
function namePair(
  before: ComparedRecipe,
  after: ComparedRecipe,
  old: ReadDocument,
  now: ReadDocument,
): NamedPair {
  const given = after.namesLock ?? before.namesLock;
  const namedOld = nameDocument(old.model, namingFor(before, old.model, given));
  const lock = given ?? createLockBetween(old, namedOld.names, now);
  return {
    before: namedOld,
    after: nameDocument(now.model, namingFor(after, now.model, lock)),
  };
}

/** A name for something that only the other document has is not an error. */
function namingFor(
  { clientName, overrides }: NamingRecipe,
  model: ApiModel,
  namesLock: NamesLock | undefined,
): NamingRecipe {
  return {
    ...defined({ clientName }),
    overrides: overridesFor(model, overrides),
    ...defined({ namesLock }),
  };
}

function overridesFor(model: ApiModel, overrides: NameOverrides): NameOverrides {
  const operations = new Set(getOperations(model).map(({ id }) => id));
  const schemas = new Set([...model.declarations.values()].map(({ wireName }) => wireName));
  return {
    operations: pickKeys(overrides.operations, operations),
    types: pickKeys(overrides.types, schemas),
    enumValues: pickKeys(overrides.enumValues, schemas),
    properties: pickKeys(overrides.properties, schemas),
  };
}

function pickKeys<T>(
  table: Readonly<Record<string, T>> | undefined,
  keys: ReadonlySet<string>,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table ?? {}).filter(([key]) => keys.has(key)));
}

/** A lock of the old names, without those of operations and values that the document renamed. */
function createLockBetween(old: ReadDocument, names: Names, now: ReadDocument): NamesLock {
  const { client, ...lock } = createNamesLock(old.model, names);
  const published = { before: publishedNames(old.loaded), after: publishedNames(now.loaded) };
  const kept = (id: string): boolean => published.before.get(id) === published.after.get(id);
  return {
    ...lock,
    ...(isSameApi(now.model, lock) && { client }),
    operations: filterTable(lock.operations, kept),
    argumentTypes: filterTable(lock.argumentTypes, kept),
    enumKeys: filterTable(lock.enumKeys, hasSameMembers(old.model, now.model)),
  };
}

function filterTable<T>(
  table: Readonly<Record<string, T>>,
  keep: (key: string) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table).filter(([key]) => keep(key)));
}

/** The published parts that decide an operation's name, by its id. */
function publishedNames({ document }: LoadedDocument): ReadonlyMap<string, string> {
  return new Map(
    [...getPublishedOperations(document)].map(([id, { operationId, tags = [] }]) => [
      id,
      JSON.stringify([operationId, [...tags].sort()[0]]),
    ]),
  );
}

function hasSameMembers(before: ApiModel, after: ApiModel): (wireName: string) => boolean {
  const [old, now] = [memberNames(before), memberNames(after)];
  return (wireName) => {
    const names = now.get(wireName);
    return [...(old.get(wireName) ?? [])].every(
      ([value, name]) => !names?.has(value) || names.get(value) === name,
    );
  };
}

/** What the document calls the values of its enumerations, by the schema's key. */
function memberNames(
  model: ApiModel,
): ReadonlyMap<string, ReadonlyMap<string | number, string | undefined>> {
  const enums = [...model.declarations.values()].filter(
    (declaration): declaration is EnumDeclaration => declaration.kind === 'enum',
  );
  return new Map(
    enums.map(({ wireName, members }) => [
      wireName,
      new Map(members.map(({ value, name }) => [value, name])),
    ]),
  );
}

/** A document for {@link diff}: its text, its location, and the settings of its SDK. */
export type DiffInput = Pick<ComparedRecipe, 'text' | 'location'> & Partial<ComparedRecipe>;

/**
 * Compares two documents (Swagger 2.0, OpenAPI 3.0, 3.1 or 3.2, in JSON or YAML) as two versions of one SDK, for programs.
 * Reads nothing except through `fetchText`, not the clock either: the report is the same on every day. Only `acknowledgements`
 * expire, so they need `today`.
 *
 * @throws DocumentRefusedError with every diagnostic when one of them cannot be read.
 * @throws UsageError when acknowledgements are given without `today`.
 */
export async function diff(
  before: DiffInput,
  after: DiffInput,
  options: CompareOptions = {},
): Promise<DiffReport> {
  if (options.acknowledgements && options.today === undefined)
    throw new UsageError('Acknowledgements expire, so `diff` needs `today`.', {
      hint: "Pass the day in UTC: `today: new Date().toISOString().slice(0, 'YYYY-MM-DD'.length)`.",
    });
  return compareRecipes({ ...DEFAULTS, ...before }, { ...DEFAULTS, ...after }, options);
}

const DEFAULTS = {
  allowedOrigins: [],
  overlays: [],
  filters: {},
  switches: {},
  pagination: {},
  overrides: {},
} as const;
