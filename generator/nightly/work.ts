import { compareRecipes } from '../compare.js';
import type { DiffReport } from '../diff/index.js';
import { recipeFor, type Job, type PackageOnDisk } from '../job.js';
import { makePackage, type MadePackage, type Recipe } from '../package.js';
import type { Manifest } from '../write/index.js';
import { baselineOf, type Baseline } from './baseline.js';
import { changesBody, firstBody, REMADE_BODY } from './changelog.js';
import { nextVersion } from './next-version.js';
import type { Evening } from './night.js';
import { put, restore, type Judgement } from './put.js';
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
  if (baseline === undefined) {
    const made = await makePackage(recipe, watch);
    return put(evening, made, first(made));
  }
  if (baseline.text === arrival?.text) return remake(evening, recipe);

  const report = await compared(evening, baseline, recipe);
  await options.onReport?.(environment, report, arrival?.text ?? obtained.text);
  const { bump } = report.verdict;
  const made = await makePackage(bumped(recipe, job, bump), watch);
  const entry = bump === 'none' ? undefined : changesBody(report);
  return put(evening, made, { status: 'changed', report, ...(entry !== undefined && { entry }) });
}

/** What changed, with what the new package is made with: the question is what changes in that SDK. */
async function compared(
  { environment, obtained, options, watch }: Evening,
  { text, location }: Baseline,
  recipe: Recipe,
): Promise<DiffReport> {
  const { clientName } = recipe.target;
  const after = { ...recipe, ...(clientName !== undefined && { clientName }) };
  const { date: today, acknowledgements } = options;
  const sources = { before: `${environment} as recorded`, after: told(obtained.location) };
  return compareRecipes(
    { ...after, text, location },
    after,
    { sources, today, ...(acknowledgements && { acknowledgements }) },
    watch,
  );
}

/** A URL's query may hold a token. */
function told(location: string): string {
  if (!URL.canParse(location)) return location;
  const { origin, pathname } = new URL(location);
  return origin + pathname;
}

/** The document is that of the package: the program, the configuration or the files are not. */
async function remake(evening: Evening, recipe: Recipe): Promise<Night> {
  const { job, disk, watch } = evening;
  const made = await makePackage(recipe, watch);
  if (!isAnother(made, disk)) return restore(evening, made);
  const anew = await makePackage(bumped(recipe, job, 'patch'), watch);
  return put(evening, anew, { status: 'remade', entry: REMADE_BODY });
}

function first({ model }: MadePackage): Judgement {
  return { status: 'first', entry: firstBody(model) };
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
