import { join } from 'node:path';
import { getEnvironment, type GeneratorConfig } from '../../config/index.js';
import { UsageError } from '../../errors.js';
import type { Surroundings } from '../../pipeline/obtain-target.js';
import { RUN_PROGRAM } from '../../program.js';
import { listSnapshots, type SnapshotHistory } from '../../source/index.js';
import { defined } from '../../util/defined.js';
import { byCodeUnit } from '../../util/order.js';
import { writeReports } from '../reports.js';
import { renderHistory, type History } from './pages.js';
import { replay, type ReplayOptions } from './replay.js';

export type { History } from './pages.js';
export type { HistoryEntry } from './replay.js';

export interface HistoryOptions extends ReplayOptions {
  /** Default: every environment of the configuration whose document is in git, in alphabetical order. */
  readonly environments?: readonly string[];
  /** A commit, a tag or a branch. Default: everything since the first document. */
  readonly since?: string;
}

/**
 * Replays the documents that are recorded in git, for each environment.
 *
 * @throws UsageError when an environment or `since` does not exist, or git has no document.
 * @throws InterruptedError when the run is stopped.
 */
export async function createHistories(
  config: GeneratorConfig,
  { environments, since, ...options }: HistoryOptions,
  surroundings: Surroundings = {},
): Promise<readonly History[]> {
  const { out, input: _input, ...shared } = config;
  const names = environments ?? Object.keys(config.environments).sort(byCodeUnit);
  for (const name of names) getEnvironment(name, config, '--env');
  const found = await findSnapshots([...new Set(names)], since, surroundings);
  const empty = found.filter(({ snapshots }) => snapshots.commits.length === 0);
  const recorded = found.filter((each) => !empty.includes(each));
  if (recorded.length === 0 || (environments !== undefined && empty.length > 0))
    throw createEmptyError(empty.map(({ environment }) => environment));
  const histories: History[] = [];
  for (const { environment, snapshots } of recorded) {
    // A folder for the package is that of one environment.
    const own = { ...shared, ...defined({ out: recorded.length === 1 ? out : undefined }) };
    const entries = await replay(environment, snapshots, own, options, surroundings);
    histories.push({ environment, since, entries: [...entries].reverse() });
  }
  return histories;
}

async function findSnapshots(
  environments: readonly string[],
  since: string | undefined,
  { cwd = process.cwd(), signal }: Surroundings,
): Promise<readonly { readonly environment: string; readonly snapshots: SnapshotHistory }[]> {
  const found = [];
  for (const environment of environments) {
    const folder = join(cwd, 'fixtures', environment);
    const snapshots = await listSnapshots(folder, since, { cwd, ...defined({ signal }) });
    found.push({ environment, snapshots });
  }
  return found;
}

function createEmptyError(environments: readonly string[]): UsageError {
  const names = environments.join(', ');
  return new UsageError(
    environments.length === 0
      ? 'The configuration has no environments.'
      : `No document of ${names} is in the commits of this repository.`,
    {
      hint: `\`history\` reads fixtures/<env>/swagger.json in git: run ${RUN_PROGRAM} generate --env ${environments[0] ?? '<env>'}, and commit what it records.`,
    },
  );
}

/** Writes the pages of a history to its environment's folder. @returns the paths. @throws WriteError when it cannot. */
export async function writeHistory(folder: string, history: History): Promise<readonly string[]> {
  return writeReports(join(folder, history.environment), await renderHistory(history));
}
