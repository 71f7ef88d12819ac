import { compareRecipes } from '../pipeline/compare.js';
import type { DiffReport } from '../diff/index.js';
import { createRecipe, type Job, type PackageOnDisk } from '../pipeline/job.js';
import { type MadePackage, makePackage, type Recipe } from '../pipeline/package.js';
import { DOCUMENT_PATH, type Manifest, type PreviousFiles } from '../write/index.js';
import { withoutQuery } from '../util/url.js';
import { nextVersion } from '../pipeline/package-version.js';
import { changesEntry, firstEntry, REMADE_ENTRY } from './changelog.js';
import type { EnvironmentRun } from './run-environment.js';
import { publish, restore } from './publish.js';
import { refuseShrunk } from './downloaded-document.js';
import type { RunResult } from './result.js';
import { join } from 'node:path';
import { readIfExists } from '../source/index.js';
import { defined } from '../util/defined.js';

/** Generates and publishes the package of an environment in which something changed. */
export async function regenerate(run: EnvironmentRun): Promise<RunResult> {
  const { environment, job, obtained, downloaded, disk, options, watch } = run;
  if (!options.acceptShrink) assertNotShrunk(run);

  const recipe = createRecipe(job, obtained, disk);
  const baseline = await findBaseline(run);
  if (baseline === undefined) return publishFirst(run, recipe);
  if (baseline.text === downloaded?.text) return regenerateFromSameDocument(run, recipe, baseline);

  const report = await compareWithBaseline(run, recipe, baseline);
  options.onReport?.(environment, report, downloaded?.text ?? obtained.text);
  const { bump } = report.verdict;
  const made = await makePackage(withNextVersion(recipe, job, bump), watch, previousFiles(run));
  const entry = bump === 'none' ? undefined : changesEntry(report);
  return publish(run, made, {
    status: 'changed',
    report,
    ...defined({ entry }),
  });
}

/** What is ignored may come and go. @throws ShrunkDocumentError */
function assertNotShrunk({ obtained, downloaded, remaining }: EnvironmentRun): void {
  const { recorded, location } = obtained;
  if (recorded === undefined || downloaded === undefined) return;
  const whole = { before: { text: recorded.text, counts: recorded.lock }, after: downloaded };
  const { before, after } = remaining ?? whole;
  refuseShrunk(before, after, location);
}

/** Everything in a first package is new, so it is compared with the same API without operations. */
async function publishFirst(run: EnvironmentRun, recipe: Recipe): Promise<RunResult> {
  const made = await makePackage(recipe, run.watch, previousFiles(run));
  const text = new TextDecoder().decode(made.document.bytes);
  const report = await compareWithBaseline(run, recipe, createEmptyBaseline({ text }));
  return publish(run, made, { status: 'first', report, entry: firstEntry(made.model) });
}

/** Compares two documents with the settings of the new package, because the report is about that SDK. */
async function compareWithBaseline(
  { environment, obtained, options, watch }: EnvironmentRun,
  recipe: Recipe,
  { text, location, isEmpty }: Baseline,
): Promise<DiffReport> {
  const { clientName } = recipe.target;
  const after = { ...recipe, ...defined({ clientName }) };
  // In a document without operations, filters would match nothing, which is an error.
  const before = { ...after, text, location, ...(isEmpty && { filters: {} }) };
  const { date: today, acknowledgements } = options;
  const sources = {
    before: isEmpty ? 'nothing recorded' : `${environment} as recorded`,
    after: withoutQuery(obtained.location),
  };
  return compareRecipes(before, after, { sources, today, ...defined({ acknowledgements }) }, watch);
}

/** The document is the same; the program, the configuration or the files changed. */
async function regenerateFromSameDocument(
  run: EnvironmentRun,
  recipe: Recipe,
  baseline: Baseline,
): Promise<RunResult> {
  const { job, disk, watch } = run;
  const made = await makePackage(recipe, watch, previousFiles(run));
  const report = () => compareWithBaseline(run, recipe, baseline);
  if (!hasOtherFiles(made, disk)) return restore(run, made, report);
  const regenerated = await makePackage(
    withNextVersion(recipe, job, 'patch'),
    watch,
    previousFiles(run),
  );
  return publish(run, regenerated, {
    status: 'remade',
    report: await report(),
    entry: REMADE_ENTRY,
  });
}

/** The files on disk, so that only what changed is printed. */
function previousFiles({ job, disk: { manifest } }: EnvironmentRun): PreviousFiles | undefined {
  return manifest && { root: job.target.outputFolder, manifest };
}

/** A version in the configuration is the user's decision and stays. */
function withNextVersion(
  recipe: Recipe,
  { config }: Job,
  bump: Parameters<typeof nextVersion>[1],
): Recipe {
  return config.packageVersion !== undefined
    ? recipe
    : { ...recipe, packageVersion: nextVersion(recipe.packageVersion, bump) };
}

/** Whether any file differs from what an earlier run wrote. The lock itself does not count. */
function hasOtherFiles({ files }: MadePackage, { manifest }: PackageOnDisk): boolean {
  const lock = JSON.parse(files.get('sdk.lock.json') ?? '{}') as Pick<Manifest, 'files'>;
  const before = manifest?.files ?? {};
  const paths = new Set([...Object.keys(lock.files), ...Object.keys(before)]);
  return [...paths].some((path) => lock.files[path] !== before[path]);
}

/** A document to compare with, in canonical form. */
export interface Baseline {
  readonly text: string;
  readonly location: string;
  /** True: there was nothing to compare with, and this stands in for it. */
  readonly isEmpty?: true;
}

/**
 * The document of the package on disk, because version and changelog continue those of the package. It is the recorded
 * one, unless a run was killed between writing the package and recording the document.
 *
 * @returns undefined on the first run.
 */
export async function findBaseline({
  job,
  obtained,
  disk,
}: EnvironmentRun): Promise<Baseline | undefined> {
  const { recorded } = obtained;
  const own = disk.manifest?.['document'];
  if (own !== undefined && own !== recorded?.lock.hash) {
    const path = join(job.target.outputFolder, DOCUMENT_PATH);
    const bytes = await readIfExists(path);
    if (bytes !== undefined) return { text: bytes.toString(), location: path };
  }
  return recorded && { text: recorded.text, location: recorded.lock.source };
}

/** What a document says about the API beside its operations and schemas. */
const KEPT_KEYS = [
  ...['swagger', 'openapi', 'info', 'externalDocs', 'tags', 'security', 'securityDefinitions'],
  ...['servers', 'host', 'basePath', 'schemes'],
] as const;

/** The same API without operations. @param text the document, in canonical form. */
export function createEmptyBaseline({ text }: Pick<Baseline, 'text'>): Baseline {
  const published = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const kept = KEPT_KEYS.flatMap((key) => (key in published ? [[key, published[key]]] : []));
  const components: unknown = published['components'];
  const schemes =
    typeof components === 'object' && components !== null && 'securitySchemes' in components
      ? { components: { securitySchemes: components.securitySchemes } }
      : {};
  const document = { ...Object.fromEntries(kept), ...schemes, paths: {} } as object;
  return { text: JSON.stringify(document), location: 'nothing.json', isEmpty: true };
}
