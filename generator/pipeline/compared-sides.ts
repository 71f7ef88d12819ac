import { relative } from 'node:path';
import { compareRecipes, type CompareOptions } from './compare.js';
import { defaultConfig, suggestEnvironment, type GeneratorConfig } from '../config/index.js';
import { createDrift, withoutEnvironment } from '../diff/drift.js';
import { Diagnostics } from '../diagnostics.js';
import { parseText } from '../document/index.js';
import { defined } from '../util/defined.js';
import type { DiffReport, DiffSide } from '../diff/index.js';
import { UsageError } from '../errors.js';
import { nextVersion } from './package-version.js';
import { createJob, readPackageOnDisk, createRecipe } from './job.js';
import { obtain, readRecorded, type Obtained, type Surroundings } from './obtain-target.js';
import { canonicalDocument, canonicalJson } from '../source/index.js';
import { isUrl, resolveLocation, withoutQuery } from '../util/url.js';
import { Stopwatch } from '../util/stopwatch.js';
import type { Target } from './targets.js';
import type { DocumentRecipe, NamingRecipe } from './read-and-name.js';

/** One of the two compared documents, and how to read it. */
export interface ComparedSide {
  /** Its name in reports: an environment, a path, a URL without its query. */
  readonly source: string;
  /** The path of its text from the current folder, for annotations. */
  readonly path: string;
  readonly recipe: DocumentRecipe & NamingRecipe;
  /** The document's title and version, when the recipe's text no longer has them. */
  readonly called?: Pick<DiffSide, 'title' | 'version'>;
}

export interface ComparedSides {
  readonly before: ComparedSide;
  readonly after: ComparedSide;
  /** Which environment is promoted to which, when two of them are compared. */
  readonly drift?: { readonly from: string; readonly to: string };
  /** The package of the old side, where that is an environment with one. */
  readonly package?: { readonly version: string; readonly configuredVersion?: string };
}

type Words = readonly [before: string, after: string];
type SharedRecipe = Omit<DocumentRecipe & NamingRecipe, 'text' | 'location' | 'fetchText'>;

/**
 * Reads the two sides of a comparison: environments, URLs or files.
 *
 * If a side is an environment, its overlays, filters, switches and names apply to both, because the report is about the
 * changes of that SDK. Of two environments, the first is promoted to the second; they are compared without the differences
 * that any two environments have.
 *
 * @param live environments are downloaded instead of read from the snapshot, except the first of one environment that
 *   is compared with itself.
 * @throws UsageError for an input that does not exist; DownloadError for one that is not recorded or cannot be fetched.
 */
export async function readSides(
  words: Words,
  config: GeneratorConfig,
  { live, ...surroundings }: Surroundings & { readonly live: boolean },
): Promise<ComparedSides> {
  const isEnvironment = (word: string) => Object.hasOwn(config.environments, word);
  const drift = driftBetween(words, isEnvironment);
  const [first, second] = drift ? [drift.to, drift.from] : words;
  const isSame = first === second;
  const documents = [
    await obtainSide(first, config, { ...surroundings, live: live && !isSame }),
    await obtainSide(second, config, { ...surroundings, live }),
  ] as const;
  const { package: ours, ...governing } = await createSharedRecipe(
    [first, second],
    config,
    surroundings,
  );
  const sideOf = async (word: string, document: Obtained): Promise<ComparedSide> => {
    const { text, location, fetchText } = document;
    const path = isEnvironment(word)
      ? `fixtures/${word}/swagger.json`
      : displayPath(word, surroundings);
    const side = { source: withoutQuery(word), path };
    const recipe = { ...governing, text, location, fetchText };
    return drift ? sideWithoutEnvironment({ ...side, recipe }) : { ...side, recipe };
  };
  return {
    before: await sideOf(first, documents[0]),
    after: await sideOf(second, documents[1]),
    ...defined({ drift, package: isEnvironment(first) ? ours : undefined }),
  };
}

function driftBetween(
  [from, to]: Words,
  isEnvironment: (word: string) => boolean,
): ComparedSides['drift'] {
  return from !== to && isEnvironment(from) && isEnvironment(to) ? { from, to } : undefined;
}

async function obtainSide(
  word: string,
  config: GeneratorConfig,
  { live, ...surroundings }: Surroundings & { readonly live: boolean },
): Promise<Obtained> {
  const { out: _out, input: _input, env: _env, ...shared } = config;
  if (Object.hasOwn(config.environments, word)) {
    const { target, config: own } = await createJob({ ...shared, env: word }, surroundings);
    return live ? obtain(target, own, surroundings) : readRecorded(target, own, surroundings);
  }
  const { cwd = process.cwd() } = surroundings;
  const target: Target = { input: resolveLocation(word, cwd), outputFolder: cwd };
  return obtain(target, shared, surroundings).catch((error: unknown) => {
    if (!(error instanceof UsageError) || /[./\\]/.test(word)) throw error;
    throw new UsageError(`'${word}' is neither an environment nor a file.`, {
      hint: `${suggestEnvironment(word, config)} Otherwise give a file or a URL.`,
      cause: error,
    });
  });
}

/** How both sides are read: with the settings of the first environment among them, or with the defaults. */
async function createSharedRecipe(
  words: Words,
  config: GeneratorConfig,
  surroundings: Surroundings,
): Promise<SharedRecipe & Pick<ComparedSides, 'package'>> {
  const environment = words.find((word) => Object.hasOwn(config.environments, word));
  if (environment === undefined) {
    const { include, exclude, output, pagination, names } = defaultConfig();
    const { allowedOrigins, allowedFolders } = config;
    return {
      allowedOrigins,
      allowedFolders,
      overlays: [],
      filters: { include, exclude },
      switches: output,
      pagination,
      overrides: names,
    };
  }
  const { out: _out, input: _input, ...shared } = config;
  const job = await createJob({ ...shared, env: environment }, surroundings);
  const disk = await readPackageOnDisk(job.target.outputFolder);
  const nothing = { text: '', location: '', alternatives: [], fetchText: neverRead };
  const { text: _text, location: _location, target, ...recipe } = createRecipe(job, nothing, disk);
  return {
    ...recipe,
    ...defined({
      clientName: target.clientName,
      variablePrefix: target.environment?.variablePrefix,
      package:
        disk.version === undefined
          ? undefined
          : { version: disk.version, ...defined({ configuredVersion: job.config.packageVersion }) },
    }),
  };
}

function neverRead(): Promise<never> {
  return Promise.reject(new Error('This recipe has no document.'));
}

/** A text that cannot be parsed stays as it is; the comparison reports what is wrong with it, and where. */
async function sideWithoutEnvironment(side: ComparedSide): Promise<ComparedSide> {
  const published = await parseText(side.recipe.text, new Diagnostics());
  if (published === undefined) return side;
  const recipe = { ...side.recipe, text: canonicalJson(withoutEnvironment(published)) };
  const { title, apiVersion: version } = canonicalDocument(published);
  const called = { title, version };
  return { ...side, recipe, called };
}

function displayPath(word: string, { cwd = process.cwd() }: Surroundings): string {
  const location = resolveLocation(word, cwd);
  return isUrl(location) ? withoutQuery(location) : relative(cwd, location).replaceAll('\\', '/');
}

/** Compares the two sides. The report has the package's versions where there is one, and the drift of two environments. */
export async function compareSides(
  { before, after, drift, package: ours }: ComparedSides,
  options: Pick<CompareOptions, 'today' | 'acknowledgements'>,
  watch = new Stopwatch(),
): Promise<DiffReport> {
  const sources = { before: before.source, after: after.source };
  const report = await compareRecipes(before.recipe, after.recipe, { ...options, sources }, watch);
  const next = ours?.configuredVersion ?? (ours && nextVersion(ours.version, report.verdict.bump));
  return {
    ...report,
    before: { ...report.before, ...before.called },
    after: { ...report.after, ...after.called },
    ...defined({
      drift: drift && createDrift(report.changes, drift),
      package: ours && next !== undefined ? { before: ours.version, after: next } : undefined,
    }),
  };
}
