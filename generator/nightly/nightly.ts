import { join } from 'node:path';
import { getEnvironment, type GeneratorConfig } from '../config/index.js';
import { ExitCode, SdkgenError, UsageError } from '../errors.js';
import type { Surroundings } from '../pipeline/obtain-target.js';
import { RUN_PROGRAM } from '../program.js';
import { defined } from '../util/defined.js';
import { byCodeUnit } from '../util/order.js';
import { createMutex, mapInParallel } from '../util/parallel.js';
import { isUrl } from '../util/url.js';
import { ShrunkDocumentError } from './downloaded-document.js';
import { type Night, runEnvironment, type RunOptions } from './run-environment.js';
import { NIGHT_FILE, readHistory, renderNight } from './night-file.js';
import { writeReports } from './reports.js';
import type { FailedResult, NightHistory, NightlyReport, RunResult } from './result.js';

export interface NightlyOptions extends RunOptions {
  /** Names. Default: every environment of the configuration whose documentation is a URL, in alphabetical order. */
  readonly environments?: readonly string[];
  /** How many documents are downloaded at once; packages are generated one after the other. Default: 1. */
  readonly concurrency?: number;
  /** Called in the order of the environments, with the result of each environment, and with the error itself when its run failed. */
  readonly onResult?: (result: RunResult, error?: unknown) => void;
}

/**
 * Runs the nightly job for each environment. A failure of one does not stop the others.
 *
 * @throws UsageError when an environment is unknown, none is to run, or several have one output folder.
 */
export async function nightly(
  config: GeneratorConfig,
  { environments = listRemote(config), concurrency = 1, onResult, ...options }: NightlyOptions,
  surroundings: Surroundings = {},
): Promise<NightlyReport> {
  // An environment decides the source, even when the configuration has an `input`.
  const { out, input: _input, ...shared } = config;
  for (const name of environments) getEnvironment(name, config, '--env');
  if (out !== undefined && environments.length > 1)
    throw new UsageError(`${environments.join(' and ')} cannot both go to ${out}.`, {
      hint: 'Remove `out`, or run one environment at a time.',
    });
  const own = { ...shared, ...defined({ out }) };
  const exclusively = createMutex();
  const ended = await mapInParallel(
    [...new Set(environments)],
    concurrency,
    (environment) =>
      runNight(
        { environment, config: { ...own, env: environment }, exclusively },
        options,
        surroundings,
      ),
    ({ result, error }) => onResult?.(result, error),
  );
  const nights = ended.map(({ result }) => result);
  return { date: options.date, exitCode: worstExitCode(nights), nights };
}

interface Ended {
  readonly result: RunResult;
  /** Why it failed. */
  readonly error?: unknown;
}

/** Runs one environment and leaves its `night.json`. */
async function runNight(
  night: Omit<Night, 'history'>,
  options: RunOptions,
  surroundings: Surroundings,
): Promise<Ended> {
  const { environment, config } = night;
  const { date, reportFolder, onWarning } = options;
  const folder = join(reportFolder, environment);
  const history = await readHistory(folder, date, config.nightly.everyHours);
  try {
    surroundings.signal?.throwIfAborted();
    await writeNight(folder, { environment, ...history, ...KILLED }, date).catch(ignoreForNow);
    const result = await runEnvironment({ ...night, history }, options, surroundings);
    // Of what is published, it was written with the other reports.
    if (result.status === 'unchanged') await writeNight(folder, result, date);
    if (result.status === 'failed' || options.conform === undefined) return { result };
    // Loaded when it is wanted: a quiet night reads no document.
    const { askApi } = await import('./ask-api.js');
    const asked = await askApi({ result, config, folder }, options, surroundings);
    await writeNight(folder, asked, date);
    return { result: asked };
  } catch (error) {
    const result = toFailedResult(environment, history, error);
    await writeNight(folder, result, date).catch((second: unknown) => {
      // The night has failed already, and the first failure is its result.
      if (!(second instanceof SdkgenError)) throw second;
      onWarning?.(environment, second.message);
    });
    return { result, error };
  }
}

/** What `night.json` says until the run has a result, so that nobody takes the night before for one that was killed. */
const KILLED = {
  status: 'failed',
  exitCode: ExitCode.Terminated,
  message: 'The run was killed before it had a result.',
  hint: 'Run it again. If it happens again, it may need more memory or time.',
} as const;

/** The result cannot be written there either, which then says why. */
function ignoreForNow(error: unknown): void {
  if (!(error instanceof SdkgenError)) throw error;
}

async function writeNight(folder: string, result: RunResult, date: string): Promise<void> {
  await writeReports(folder, { [NIGHT_FILE]: renderNight(result, date) });
}

/** The environments that somebody else may change. */
function listRemote({ environments, isFromFile }: GeneratorConfig): readonly string[] {
  const all = isFromFile ? Object.entries(environments) : [];
  const remote = all.flatMap(([name, { documentation }]) => (isUrl(documentation) ? name : []));
  if (remote.length > 0) return remote.sort(byCodeUnit);
  throw new UsageError('No environment was given.', {
    hint: `Give --env, or describe an environment in sdk.config.json: ${RUN_PROGRAM} init writes it.`,
  });
}

function toFailedResult(environment: string, history: NightHistory, error: unknown): FailedResult {
  const known = error instanceof SdkgenError ? error : undefined;
  return {
    environment,
    ...history,
    status: 'failed',
    exitCode: known?.exitCode ?? ExitCode.Bug,
    message: error instanceof Error ? error.message : String(error),
    ...defined({
      hint: known?.hint,
      removed: error instanceof ShrunkDocumentError ? error.removed : undefined,
    }),
  };
}

/** A higher exit code is a worse one. */
function worstExitCode(nights: readonly RunResult[]): ExitCode {
  const codes = nights.flatMap((each) => (each.status === 'failed' ? [each.exitCode] : []));
  return codes.reduce<ExitCode>((worst, code) => (code > worst ? code : worst), ExitCode.Done);
}
