import { compareRecipes } from '../pipeline/compare.js';
import type { DiffReport } from '../diff/index.js';
import { recipeFor, type Job, type PackageOnDisk } from '../pipeline/job.js';
import { makePackage, type MadePackage, type Recipe } from '../pipeline/package.js';
import type { Manifest, PreviousFiles } from '../write/index.js';
import { withoutQuery } from '../util/url.js';
import { baselineOf, emptyBaseline, type Baseline } from './baseline.js';
import { changesBody, firstBody, REMADE_BODY } from './changelog.js';
import { nextVersion } from './next-version.js';
import type { Evening } from './night.js';
import { put, restore } from './put.js';
import { refuseShrunk } from './shrink.js';
import type { Night } from './told.js';

/** What there is to do once something is not as it was. */
export async function work(evening: Evening): Promise<Night> {
  const { environment, job, obtained, arrival, disk, options, watch } = evening;
  const { recorded, location } = obtained;
  if (recorded && arrival && !options.acceptShrink)
    refuseShrunk(recorded.lock, arrival.counts, location);

  const recipe = recipeFor(job, obtained, disk);
  const baseline = await baselineOf(evening);
  if (baseline === undefined) return makeFirst(evening, recipe);
  if (baseline.text === arrival?.text) return remake(evening, recipe, baseline);

  const report = await compared(evening, recipe, baseline);
  options.onReport?.(environment, report, arrival?.text ?? obtained.text);
  const { bump } = report.verdict;
  const made = await makePackage(bumped(recipe, job, bump), watch, previousOf(evening));
  const entry = bump === 'none' ? undefined : changesBody(report);
  return put(evening, made, { status: 'changed', report, ...(entry !== undefined && { entry }) });
}

/** All of a first package is new: it is compared with the same API before it had any operation. */
async function makeFirst(evening: Evening, recipe: Recipe): Promise<Night> {
  const made = await makePackage(recipe, evening.watch, previousOf(evening));
  const text = new TextDecoder().decode(made.document.bytes);
  const report = await compared(evening, recipe, emptyBaseline({ text }));
  return put(evening, made, { status: 'first', report, entry: firstBody(made.model) });
}

/** What changed, with what the new package is made with: the question is what changes in that SDK. */
async function compared(
  { environment, obtained, options, watch }: Evening,
  recipe: Recipe,
  { text, location, isEmpty }: Baseline,
): Promise<DiffReport> {
  const { clientName } = recipe.target;
  const after = { ...recipe, ...(clientName !== undefined && { clientName }) };
  // Filters would find nothing to leave out there.
  const before = { ...after, text, location, ...(isEmpty && { filters: {} }) };
  const { date: today, acknowledgements } = options;
  const sources = {
    before: isEmpty ? 'nothing recorded' : `${environment} as recorded`,
    after: withoutQuery(obtained.location),
  };
  return compareRecipes(
    before,
    after,
    { sources, today, ...(acknowledgements && { acknowledgements }) },
    watch,
  );
}

/** The document is that of the package: the program, the configuration or the files are not. */
async function remake(evening: Evening, recipe: Recipe, baseline: Baseline): Promise<Night> {
  const { job, disk, watch } = evening;
  const made = await makePackage(recipe, watch, previousOf(evening));
  const report = () => compared(evening, recipe, baseline);
  if (!isAnother(made, disk)) return restore(evening, made, report);
  const anew = await makePackage(bumped(recipe, job, 'patch'), watch, previousOf(evening));
  return put(evening, anew, { status: 'remade', report: await report(), entry: REMADE_BODY });
}

/** What is on the disk, to print only what changed. */
function previousOf({ job, disk: { manifest } }: Evening): PreviousFiles | undefined {
  return manifest && { root: job.target.outputFolder, manifest };
}

/** A version that the configuration names is the user's to change. */
function bumped(recipe: Recipe, { config }: Job, bump: Parameters<typeof nextVersion>[1]): Recipe {
  return config.packageVersion !== undefined
    ? recipe
    : { ...recipe, packageVersion: nextVersion(recipe.packageVersion, bump) };
}

/** Does any file differ from what an earlier run wrote there, beside the lock, which says what it was made from? */
function isAnother({ files }: MadePackage, { manifest }: PackageOnDisk): boolean {
  const lock = JSON.parse(files.get('sdk.lock.json') ?? '{}') as Pick<Manifest, 'files'>;
  const before = manifest?.files ?? {};
  const paths = new Set([...Object.keys(lock.files), ...Object.keys(before)]);
  return [...paths].some((path) => lock.files[path] !== before[path]);
}
