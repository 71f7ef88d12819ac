import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode } from '../errors.js';
import type { History } from '../nightly/history/index.js';
import { consoleLine, jsonLines } from '../util/printable.js';
import { plural } from '../util/plural.js';
import {
  ACKNOWLEDGED_OPTION,
  CONFIG_OPTION,
  createSurroundings,
  formatExamples,
  JSON_OPTION,
  loadCommandConfig,
  readAcknowledged,
  type CommandContext,
  type Finish,
} from './common.js';
import { splitNames } from './nightly.js';

/** `history`: what changed in recorded documents, commit by commit. */
export function addHistory(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'history',
    'Report what changed in the documents recorded in git, by date',
    (argv) =>
      argv
        .option('env', {
          type: 'string',
          array: true,
          describe: 'An environment; may be repeated (default: all whose document is in git)',
        })
        .option('since', {
          type: 'string',
          describe: 'A commit, a tag or a branch; only what came after it (default: everything)',
        })
        .option('out', {
          type: 'string',
          default: 'reports',
          describe: 'The folder of the pages, with a folder for each environment',
        })
        .options(ACKNOWLEDGED_OPTION)
        .options(CONFIG_OPTION)
        .options({
          json: { ...JSON_OPTION.json, describe: 'Print an array of all commits, for machines' },
        })
        .epilogue(
          formatExamples('history', [
            ['--env staging', 'everything since its first document'],
            ['--since v1.0.0', 'all environments, since a tag'],
            ['--since HEAD~30 --out site', 'of the last thirty commits, into a folder'],
          ]),
        ),
    async ({ env, since, out, ...flags }) => {
      // Loaded when the command runs, and not for every command line.
      const { createHistories, writeHistory } = await import('../nightly/history/index.js');
      const { cwd, terminal } = context;
      const config = await loadCommandConfig(flags, context);
      const options = {
        ...(env && { environments: splitNames(env) }),
        ...(since !== undefined && { since }),
        ...(await readAcknowledged(flags.acknowledged, context)),
        onCommit: printCommit.bind(undefined, context),
      };
      // One line of progress for each commit, instead of one for each of its stages.
      const { onStart: _onStart, onStage: _onStage, ...rest } = createSurroundings(context);
      const histories = await createHistories(config, options, rest);
      context.signal?.throwIfAborted();
      for (const history of histories) {
        const paths = await writeHistory(resolve(cwd, out), history);
        if (!flags.json) terminal.out(describeHistory(history));
        for (const path of paths) terminal.err(`  ${consoleLine(path)}`);
      }
      if (flags.json) terminal.out(jsonLines(histories.flatMap(({ entries }) => entries)));
      finish(ExitCode.Done);
    },
  );
}

function printCommit(
  { terminal }: CommandContext,
  environment: string,
  date: string,
  number: number,
  count: number,
): void {
  terminal.status(`  ${environment} ${date} (${number} of ${count}) ...`);
}

/** Beside the numbers, why the history is shorter than it should be. */
function describeHistory({ environment, entries }: History): string {
  const changed = entries.filter(({ status }) => status === 'changed').length;
  const unreadable = entries.filter(({ status }) => status === 'unreadable').length;
  const isCutOff = entries.some(({ status }) => status === 'cut-off');
  return [
    `${environment}: the document changed ${plural(changed, 'time')}`,
    ...(unreadable > 0 ? [`${unreadable} cannot be read`] : []),
    ...(isCutOff ? ['cut off where this shallow clone begins (git fetch --unshallow)'] : []),
  ].join(', ');
}
