import type { GeneratorConfig } from '../config/index.js';
import type { EnvironmentName } from '../vendor.js';
import { ExitCode, SdkgenError, UsageError } from '../errors.js';
import type { Surroundings } from '../pipeline/obtain.js';
import { night, type NightOptions } from './night.js';
import type { FailedNight, Night, NightlyReport } from './told.js';

export interface NightlyOptions extends NightOptions {
  readonly environments: readonly EnvironmentName[];
  /** Told of each night as it ends, and of the error itself when it failed. */
  readonly onNight?: (night: Night, error?: unknown) => void;
}

/**
 * A night for each environment, one after the other: what fails for one does not stop the others.
 *
 * @throws UsageError when the configuration sends all of them into one folder.
 */
export async function nightly(
  config: GeneratorConfig,
  { environments, onNight, ...options }: NightlyOptions,
  surroundings: Surroundings = {},
): Promise<NightlyReport> {
  // To name environments says where from, whatever the configuration's `input` says.
  const { out, input: _input, ...shared } = config;
  if (out !== undefined && environments.length > 1)
    throw new UsageError(`${environments.join(' and ')} cannot both go to ${out}.`, {
      hint: 'Leave `out` away, or run one environment at a time.',
    });
  const nights: Night[] = [];
  for (const environment of new Set(environments)) {
    const own = { ...shared, ...(out !== undefined && { out }), env: environment };
    try {
      nights.push(await night(environment, own, options, surroundings));
      onNight?.(nights[nights.length - 1] as Night);
    } catch (error) {
      const failed = failedNight(environment, error);
      nights.push(failed);
      onNight?.(failed, error);
    }
  }
  return { date: options.date, exitCode: worstOf(nights), nights };
}

function failedNight(environment: EnvironmentName, error: unknown): FailedNight {
  const known = error instanceof SdkgenError ? error : undefined;
  return {
    environment,
    status: 'failed',
    exitCode: known?.exitCode ?? ExitCode.Bug,
    message: error instanceof Error ? error.message : String(error),
    ...(known?.hint !== undefined && { hint: known.hint }),
  };
}

/** The codes are numbered by weight. */
function worstOf(nights: readonly Night[]): ExitCode {
  const codes = nights.flatMap((each) => (each.status === 'failed' ? [each.exitCode] : []));
  return codes.reduce<ExitCode>((worst, code) => (code > worst ? code : worst), ExitCode.Done);
}
