import { getEnvironment, type GeneratorConfig } from '../config/index.js';
import { ExitCode, SdkgenError, UsageError } from '../errors.js';
import type { Surroundings } from '../pipeline/obtain-target.js';
import { RUN_PROGRAM } from '../program.js';
import { defined } from '../util/defined.js';
import { byCodeUnit } from '../util/order.js';
import { isUrl } from '../util/url.js';
import { runEnvironment, type RunOptions } from './run-environment.js';
import type { FailedResult, NightlyReport, RunResult } from './result.js';

export interface NightlyOptions extends RunOptions {
  /** Names. Default: every environment of the configuration whose documentation is a URL, in alphabetical order. */
  readonly environments?: readonly string[];
  /** Called with the result of each environment, and with the error itself when its run failed. */
  readonly onResult?: (result: RunResult, error?: unknown) => void;
}

/**
 * Runs the nightly job for each environment, one after the other. A failure of one does not stop the others.
 *
 * @throws UsageError when an environment is unknown, none is to run, or several have one output folder.
 */
export async function nightly(
  config: GeneratorConfig,
  { environments = listRemote(config), onResult, ...options }: NightlyOptions,
  surroundings: Surroundings = {},
): Promise<NightlyReport> {
  // An environment decides the source, even when the configuration has an `input`.
  const { out, input: _input, ...shared } = config;
  for (const name of environments) getEnvironment(name, config, '--env');
  if (out !== undefined && environments.length > 1)
    throw new UsageError(`${environments.join(' and ')} cannot both go to ${out}.`, {
      hint: 'Remove `out`, or run one environment at a time.',
    });
  const nights: RunResult[] = [];
  for (const environment of new Set(environments)) {
    const own = { ...shared, ...defined({ out }), env: environment };
    try {
      surroundings.signal?.throwIfAborted();
      const result = await runEnvironment(environment, own, options, surroundings);
      nights.push(result);
      onResult?.(result);
    } catch (error) {
      const failed = toFailedResult(environment, error);
      nights.push(failed);
      onResult?.(failed, error);
    }
  }
  return { date: options.date, exitCode: worstExitCode(nights), nights };
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

function toFailedResult(environment: string, error: unknown): FailedResult {
  const known = error instanceof SdkgenError ? error : undefined;
  return {
    environment,
    status: 'failed',
    exitCode: known?.exitCode ?? ExitCode.Bug,
    message: error instanceof Error ? error.message : String(error),
    ...defined({ hint: known?.hint }),
  };
}

/** A higher exit code is a worse one. */
function worstExitCode(nights: readonly RunResult[]): ExitCode {
  const codes = nights.flatMap((each) => (each.status === 'failed' ? [each.exitCode] : []));
  return codes.reduce<ExitCode>((worst, code) => (code > worst ? code : worst), ExitCode.Done);
}
