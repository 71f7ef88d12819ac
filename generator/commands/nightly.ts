import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { GeneratorConfig } from '../config/index.js';
import { ExitCode, UsageError } from '../errors.js';
import type { NightlyReport, RunResult } from '../nightly/index.js';
import { defined } from '../util/defined.js';
import { consoleLine, jsonLines } from '../util/printable.js';
import { paint } from '../util/paint.js';
import {
  ACKNOWLEDGED_OPTION,
  readAcknowledged,
  type CommandContext,
  formatExamples,
  CONFIG_OPTION,
  createSurroundings,
  type Finish,
  JSON_OPTION,
  loadCommandConfig,
  printDiagnostics,
  printRefusal,
  STRICT_OPTION,
} from './common.js';
import { parseCount } from './conform.js';
import { printFailure } from './terminal.js';

/** `nightly`: runs the nightly job for one environment or several. */
export function addNightly(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'nightly',
    'Download, compare, generate, compile and report, for each environment',
    (argv) =>
      argv
        .option('env', {
          type: 'string',
          array: true,
          describe: 'An environment; may be repeated (default: all whose documentation is a URL)',
        })
        .option('report-dir', {
          type: 'string',
          default: 'reports',
          describe: 'The folder of the reports, with a folder for each environment',
        })
        .option('accept-shrink', {
          type: 'boolean',
          default: false,
          describe: 'Accept a document that lost over 30 % of its operations or schemas',
        })
        .options(ACKNOWLEDGED_OPTION)
        .option('conform', {
          type: 'boolean',
          default: false,
          describe: 'Also ask each API, and tell what differs from its document since last night',
        })
        .option('budget', {
          type: 'number',
          describe: 'The most requests that --conform sends to each API (default: 60)',
        })
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
          describe: 'A file to append a table in Markdown to, such as "$GITHUB_STEP_SUMMARY"',
        })
        .option('wait', {
          type: 'number',
          default: 600,
          describe: 'How many seconds to wait for another run of the same environment',
        })
        .option('concurrency', {
          type: 'number',
          default: 4,
          describe: 'How many documents are downloaded at once; packages are made one by one',
        })
        .option('date', {
          type: 'string',
          default: context.today,
          describe: 'The date of the changelog entry',
        })
        .options(STRICT_OPTION)
        .options(CONFIG_OPTION)
        .options(JSON_OPTION)
        .group(['report-dir', 'summary', 'annotations', 'fail-on', 'json'], 'The report:')
        .epilogue(
          formatExamples('nightly', [
            ['--env staging --env prod', 'two environments of sdk.config.json'],
            ['--env staging --fail-on breaking', 'exit code 1 when programs break'],
            ['--env staging --accept-shrink', 'the API did become that small'],
            ['--env staging --conform --budget 30', 'also ask the API whether it changed'],
          ]),
        ),
    async ({ env, ...flags }) => {
      // Loaded when the command runs, and not for every command line.
      const [{ nightly, formatSummary, writeSummary }, { annotationsReport }] = await Promise.all([
        import('../nightly/index.js'),
        import('../diff/report/index.js'),
      ]);
      const config = await loadCommandConfig(flags, context);
      const { terminal, cwd } = context;
      const annotations = new Map<string, string>();
      const report = await nightly(
        config,
        {
          ...(env && { environments: splitNames(env) }),
          date: parseDay(flags.date),
          reportFolder: resolve(cwd, flags.reportDir),
          acceptShrink: flags.acceptShrink,
          ...(await readAcknowledged(flags.acknowledged, context)),
          ...(flags.annotations && {
            onReport: (environment, changes, text) => {
              const path = `fixtures/${environment}/swagger.json`;
              annotations.set(environment, annotationsReport(changes, { path, text }));
            },
          }),
          ...defined({ conform: readConformOptions(flags) }),
          concurrency: parseConcurrency(flags.concurrency),
          waitMs: parseSeconds(flags.wait) * 1000,
          onWarning: (environment, message) =>
            terminal.err(consoleLine(`${environment}: ${message}`)),
          onAsk: (environment, effort) => terminal.err(`${environment}: asking the API. ${effort}`),
          onWait: (environment, owner) =>
            terminal.err(`${environment}: waiting for another run (${owner}).`),
          onResult: (result, error) => {
            const lines = annotations.get(result.environment) ?? '';
            if (lines !== '') terminal.out(lines);
            printResult(context, result, error);
          },
        },
        createSurroundings(context),
      );
      if (flags.summary !== undefined) await writeSummary(resolve(cwd, flags.summary), report);
      if (flags.json) terminal.out(jsonLines(report));
      else for (const line of formatSummary(report)) terminal.out(line);
      await sendMessage(report, config, context);
      finish(exitCodeFor(report, flags.failOn));
    },
  );
}

/** A message that cannot be sent is a warning: the night ended as it did. */
async function sendMessage(
  report: NightlyReport,
  { nightly: { webhook }, timeoutMs }: GeneratorConfig,
  { terminal, env: variables, signal }: CommandContext,
): Promise<void> {
  if (webhook === undefined) return;
  const [{ postToWebhook, WEBHOOK_VARIABLE }, { findRunUrl }] = await Promise.all([
    import('../nightly/index.js'),
    import('../forge/index.js'),
  ]);
  const warning = await postToWebhook(
    report,
    { form: webhook, url: variables[WEBHOOK_VARIABLE], runUrl: findRunUrl(variables) },
    { timeoutMs, variables, ...defined({ signal }) },
  );
  if (warning !== undefined) terminal.err(consoleLine(warning));
}

function printResult({ terminal }: CommandContext, result: RunResult, error: unknown): void {
  if (result.status === 'failed') {
    terminal.err(`${paint(terminal, 'bold', result.environment)} failed:`);
    printRefusal(terminal, error);
    printFailure(error, terminal);
    return;
  }
  if (terminal.interactive)
    terminal.err(`${paint(terminal, 'bold', result.environment)}: ${result.status}`);
  if (result.status === 'unchanged') return;
  const warnings = result.diagnostics.filter(({ severity }) => severity === 'warning');
  printDiagnostics(terminal, result.source, warnings);
}

/** A failure has priority over a change, or over an API that changed although its document did not. */
export function exitCodeFor(
  { exitCode, nights }: NightlyReport,
  failOn: 'breaking' | 'any' | undefined,
): ExitCode {
  if (exitCode !== ExitCode.Done || failOn === undefined) return exitCode;
  const hasChange = nights.some((result) => {
    if (result.status === 'failed') return false;
    const isPublished = result.status !== 'unchanged';
    if (failOn === 'breaking') return isPublished && result.breaking;
    return isPublished || (result.conform?.drift.length ?? 0) > 0;
  });
  return hasChange ? ExitCode.Difference : ExitCode.Done;
}

/** @returns undefined when no API is to be asked. @throws UsageError when the budget is none, or for nothing. */
function readConformOptions({
  conform,
  budget,
}: {
  readonly conform: boolean;
  readonly budget?: number | undefined;
}) {
  if (conform) return defined({ budget: parseCount('budget', budget) });
  if (budget === undefined) return undefined;
  throw new UsageError('--budget is the number of requests of --conform, which is not given.', {
    hint: `For example: --conform --budget ${budget}`,
  });
}

/** The environments of `--env`, each of which may be a list. @throws UsageError when there is none. */
export function splitNames(given: readonly string[]): readonly string[] {
  const names = given.flatMap((each) => each.split(/[\s,]+/)).filter((name) => name !== '');
  if (names.length > 0) return names;
  throw new UsageError('--env names no environment.', {
    hint: 'For example: --env preprod --env prod',
  });
}

function parseDay(text: string): string {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  if (day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text))
    return text;
  throw new UsageError(`--date ${text} is not a date.`, { hint: 'For example: --date 2026-11-24' });
}

function parseSeconds(value: number): number {
  if (Number.isFinite(value) && value >= 0) return value;
  throw new UsageError('--wait takes a number of seconds.', { hint: 'For example: --wait 60' });
}

function parseConcurrency(value: number): number {
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UsageError('--concurrency takes a whole number, 1 or more.', {
    hint: 'For example: --concurrency 8',
  });
}
