import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { DiffReport } from '../diff/index.js';
import { ExitCode, UsageError } from '../errors.js';
import type { NightlyReport, RunResult } from '../nightly/index.js';
import { environmentNamed } from '../pipeline/targets.js';
import { jsonLines } from '../util/printable.js';
import { paint } from '../util/paint.js';
import {
  ACKNOWLEDGED_OPTION,
  acknowledgedIn,
  type CommandContext,
  CONFIG_OPTION,
  createSurroundings,
  type Finish,
  JSON_OPTION,
  loadCommandConfig,
  printRefusal,
} from './common.js';
import { printFailure } from './terminal.js';

/** `nightly`: everything that a job does at night, for one environment or several. */
export function addNightly(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'nightly',
    'Download, compare, generate, compile and report, for each environment',
    (argv) =>
      argv
        .option('env', {
          type: 'string',
          array: true,
          default: ['preprod', 'prod'],
          describe: 'An environment; may be repeated',
        })
        .option('report-dir', {
          type: 'string',
          default: 'reports',
          describe: 'Where the reports go, a folder for each environment',
        })
        .option('accept-shrink', {
          type: 'boolean',
          default: false,
          describe: 'Go on where over 30 % of the operations or schemas are gone',
        })
        .options(ACKNOWLEDGED_OPTION)
        .option('fail-on', {
          choices: ['breaking', 'any'] as const,
          describe: 'Exit code 1 for changes that break, or for any (default: for none)',
        })
        .option('annotations', {
          type: 'boolean',
          default: false,
          describe: "Print GitHub's annotations for what breaks",
        })
        .option('summary', {
          type: 'string',
          describe: 'A file to add a table in Markdown to, such as "$GITHUB_STEP_SUMMARY"',
        })
        .option('wait', {
          type: 'number',
          default: 600,
          describe: 'How many seconds to wait for another run of the same environment',
        })
        .option('date', {
          type: 'string',
          default: context.today,
          describe: 'The day that the changelog is dated with',
        })
        .options(CONFIG_OPTION)
        .options(JSON_OPTION)
        .example('$0 nightly', 'pre-production and production')
        .example('$0 nightly --env preprod --fail-on breaking', 'exit code 1 when something breaks')
        .example('$0 nightly --env prod --accept-shrink', 'the API did become that small'),
    async ({ env, ...flags }) => {
      const { nightly, formatSummary, writeSummary } =
        require('../nightly/index.js') as typeof import('../nightly/index.js');
      const config = await loadCommandConfig(flags, context);
      const { terminal, cwd } = context;
      const report = await nightly(
        config,
        {
          environments: env
            .flatMap((names) => names.split(/[\s,]+/))
            .filter(Boolean)
            .map(environmentNamed),
          date: parseDay(flags.date),
          reportFolder: resolve(cwd, flags.reportDir),
          acceptShrink: flags.acceptShrink,
          ...(await acknowledgedIn(flags.acknowledged, context)),
          ...(flags.annotations && {
            onReport: (...told) => printAnnotations(context, ...told),
          }),
          waitMs: parseSeconds(flags.wait) * 1000,
          onWait: (environment, owner) =>
            terminal.err(`${environment}: another run (${owner}) is at work; waiting for it.`),
          onResult: (night, error) => printResult(context, night, error),
        },
        createSurroundings(context),
      );
      if (flags.summary !== undefined) await writeSummary(resolve(cwd, flags.summary), report);
      if (flags.json) terminal.out(jsonLines(report));
      else for (const line of formatSummary(report)) terminal.out(line);
      finish(exitCodeFor(report, flags.failOn));
    },
  );
}

function printResult({ terminal }: CommandContext, night: RunResult, error: unknown): void {
  if (night.status === 'failed') {
    terminal.err(`${paint(terminal, 'bold', night.environment)} failed:`);
    printRefusal(terminal, error);
    printFailure(error, terminal);
  } else if (terminal.interactive) {
    terminal.err(`${paint(terminal, 'bold', night.environment)}: ${night.status}`);
  }
}

/** Beside the lines of the document that the night records. */
function printAnnotations(
  { terminal }: CommandContext,
  environment: string,
  report: DiffReport,
  text: string,
): void {
  const { render } = require('../diff/report/index.js') as typeof import('../diff/report/index.js');
  const path = `fixtures/${environment}/swagger.json`;
  const commands = render(report, 'annotations', { path, text });
  if (commands !== '') terminal.out(commands);
}

/** A failure weighs more than a change. */
function exitCodeFor(
  { exitCode, nights }: NightlyReport,
  failOn: 'breaking' | 'any' | undefined,
): ExitCode {
  if (exitCode !== ExitCode.Done || failOn === undefined) return exitCode;
  const isAskedAbout = nights.some((night) => {
    if (night.status === 'unchanged' || night.status === 'failed') return false;
    return failOn === 'any' || night.breaking;
  });
  return isAskedAbout ? ExitCode.Difference : ExitCode.Done;
}

function parseDay(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text))
    return text;
  throw new UsageError(`--date ${text} is no day.`, { hint: 'Give one such as 2026-11-24.' });
}

function parseSeconds(value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UsageError('--wait takes a number of seconds.', { hint: 'For example: --wait 60' });
}
