import type { CalledApi } from '../caller/index.js';
import type { GeneratorConfig, ProcessEnvironment } from '../config/index.js';
import { getCredentialOptions, planCredentials, toVariableName } from '../emit/index.js';
import { readSnapshot } from '../source/index.js';
import { defined } from '../util/defined.js';
import { Stopwatch } from '../util/stopwatch.js';
import { isUrl } from '../util/url.js';
import { createJob, createRecipe, readPackageOnDisk } from './job.js';
import { obtain, readRecorded, type Surroundings } from './obtain-target.js';
import type { Recipe } from './package.js';
import { understand, type Understood } from './read-and-name.js';
import { operationServers, packageSettings } from './settings.js';

/** An API to call, with the document that says how. */
export interface OpenedApi {
  readonly api: CalledApi;
  readonly understood: Understood;
  readonly recipe: Recipe;
  /** The environment of the configuration; undefined for another document. */
  readonly environment?: string;
}

/**
 * Reads the document that a configuration chooses, as its package is generated from it: the recorded one of an environment,
 * where there is one.
 *
 * @param live True: an environment's document is downloaded, as that of any other URL is.
 * @throws SdkgenError of the class that says what failed.
 */
export async function openApi(
  config: GeneratorConfig,
  surroundings: Surroundings,
  live = false,
): Promise<OpenedApi> {
  const job = await createJob({ ...config, out: config.out ?? '.' }, surroundings);
  const { target } = job;
  const watch = new Stopwatch(surroundings, config.workTimeoutMs);
  const isRecorded =
    !live &&
    isUrl(target.input) &&
    target.snapshotFolder !== undefined &&
    (await readSnapshot(target.snapshotFolder)) !== undefined;
  const obtained = await watch.stage('download', () =>
    isRecorded
      ? readRecorded(target, job.config, surroundings)
      : obtain(target, job.config, surroundings),
  );
  const disk = config.out === undefined ? {} : await readPackageOnDisk(target.outputFolder);
  const recipe = createRecipe(job, obtained, disk);
  return { ...(await describeApi(recipe, watch)), ...defined({ environment: target.name }) };
}

/** What the package of a recipe knows about its API. */
export async function describeApi(
  recipe: Recipe,
  watch: Stopwatch,
): Promise<Pick<OpenedApi, 'api' | 'understood' | 'recipe'>> {
  const { clientName, environment } = recipe.target;
  const variablePrefix = environment?.variablePrefix;
  const understood = await understand(
    { ...recipe, ...defined({ clientName, variablePrefix }) },
    watch,
  );
  const { model, names } = understood;
  const settings = packageSettings(recipe, model);
  const servers = operationServers(recipe.target, model);
  return { api: { model, names, settings, servers }, understood, recipe };
}

/**
 * The options of a caller: the environment of the configuration, where the API is known by that name, and the credentials
 * that variables are set for.
 *
 * @param variables Default: the process's own, from which the command line removes secrets.
 */
export function getCallerOptions(
  { api: { model, names, settings }, environment }: OpenedApi,
  variables: ProcessEnvironment = process.env,
): { readonly environment?: string; readonly credentials: Readonly<Record<string, string>> } {
  const isKnown = environment !== undefined && Object.hasOwn(settings.environments, environment);
  const options = [...getCredentialOptions(planCredentials(model, names))];
  const credentials = options.flatMap((option) => {
    const value = variables[toVariableName(names.environmentVariablePrefix, option)];
    return value === undefined || value === '' ? [] : [[option, value] as const];
  });
  return { ...(isKnown && { environment }), credentials: Object.fromEntries(credentials) };
}
