import { relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import type { ConformReport } from '../conform/index.js';
import { ExitCode, UsageError } from '../errors.js';
import type { ConformOptions, PlannedRun } from '../pipeline/conform.js';
import { defined } from '../util/defined.js';
import { consoleLine, jsonLines } from '../util/printable.js';
import {
  CONFIG_OPTION,
  createSurroundings,
  formatExamples,
  JSON_OPTION,
  loadCommandConfig,
  putReport,
  withDiagnostics,
  type CommandContext,
  type Finish,
  type ReportLayout,
} from './common.js';

const FORMATS = ['text', 'json', 'markdown', 'html'] as const;

/** `conform`: asks an API what it says, and reports where its document says otherwise. */
export function addConform(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'conform',
    'Ask an API, and report where its answers differ from its document',
    (argv) =>
      argv
        .option('env', { type: 'string', describe: 'An environment of sdk.config.json' })
        .option('input', {
          type: 'string',
          describe: 'A document or a documentation page: a file or a URL',
        })
        .option('document', {
          type: 'string',
          describe: 'The document to take, by name or URL, if a page lists several',
        })
        .option('overlay', {
          type: 'string',
          array: true,
          describe: 'An OpenAPI Overlay for the document; may be repeated',
        })
        .option('live', {
          type: 'boolean',
          default: false,
          describe: 'Download the document of the environment instead of reading what is recorded',
        })
        .option('base-url', {
          type: 'string',
          describe: 'The URL of the API (default: that of the environment, or the document)',
        })
        .option('plan', {
          type: 'boolean',
          default: false,
          describe: 'Print what would be asked and how long it takes, and ask nothing',
        })
        .option('budget', {
          type: 'number',
          describe: 'The most requests that are sent (default: 60)',
        })
        .option('rate', {
          type: 'number',
          describe: "Requests a minute (default: the environment's limit, or 60)",
        })
        .option('seed', {
          type: 'string',
          default: '',
          describe: 'Ask in another order, and for other items',
        })
        .option('state', {
          type: 'string',
          describe: 'A file that keeps what was seen, and from which an interrupted run goes on',
        })
        .option('seen', {
          type: 'number',
          describe:
            'How often something must be seen before the overlay claims it of all values (default: 20)',
        })
        .option('write', {
          type: 'string',
          describe: 'Write the proposed overlay to this file, or add its actions there',
        })
        .option('format', {
          choices: FORMATS,
          default: 'text' as const,
          describe: 'The format of the report',
        })
        .option('out', {
          type: 'string',
          describe: 'A file for the report, instead of standard output',
        })
        .option('fail-on', {
          choices: ['any'] as const,
          describe: 'Exit code 1 when anything differs (default: for nothing)',
        })
        .options(CONFIG_OPTION)
        .option('json', { ...JSON_OPTION.json, describe: 'The same as --format json' })
        .group(['env', 'input', 'document', 'overlay', 'live', 'base-url'], 'The API:')
        .group(['plan', 'budget', 'rate', 'seed', 'state'], 'The run:')
        .group(['format', 'json', 'out', 'fail-on'], 'The report:')
        .group(['seen', 'write'], 'The overlay:')
        .epilogue(
          formatExamples('conform', [
            ['--env preprod --plan', 'which operations, how many requests, how many minutes'],
            ['--env preprod --budget 60', 'ask, and print what differs'],
            [
              '--env preprod --write overlays/preprod.yaml',
              'write an overlay that makes the document true',
            ],
            [
              '--input openapi.json --base-url http://127.0.0.1:5000 --fail-on any',
              'for a job that tests your own API',
            ],
          ]),
        ),
    async (given) => {
      const flags = given.json ? { ...given, format: 'json' as const } : given;
      // Loaded when the command runs, and not for every command line.
      const [{ conform, planConform, createConformReport, writeProposal }, reports] =
        await Promise.all([import('../pipeline/conform.js'), import('../conform/index.js')]);
      const { describeEffort, describePlan } = reports;
      const { terminal, cwd } = context;
      const config = await loadCommandConfig(flags, context);
      const options = readOptions(flags, context);
      const surroundings = createSurroundings(context);
      const run = await withDiagnostics(context, () => planConform(config, options, surroundings));
      if (flags.plan) {
        for (const line of flags.json ? [planAsJson(run)] : describePlan(run.plan))
          terminal.out(line);
        finish(ExitCode.Done);
        return;
      }
      terminal.err(describeEffort(run.plan));
      const start = performance.now();
      const found = await conform(run, config, options, surroundings);
      const report = createConformReport(found, performance.now() - start);
      await putReport(context, flags.out, (layout) =>
        renderReport(reports, report, flags.format, layout),
      );
      if (flags.write !== undefined) {
        const path = resolve(cwd, flags.write);
        const actions = await writeProposal(path, found, config);
        terminal.err(describeWritten(relative(cwd, path), actions, config.overlays.includes(path)));
      }
      finish(
        flags.failOn === 'any' && found.findings.length > 0 ? ExitCode.Difference : ExitCode.Done,
      );
    },
  );
}

interface ConformFlags {
  readonly live: boolean;
  readonly baseUrl?: string | undefined;
  readonly budget?: number | undefined;
  readonly rate?: number | undefined;
  readonly seed: string;
  readonly seen?: number | undefined;
  readonly state?: string | undefined;
}

function readOptions(flags: ConformFlags, { cwd, terminal }: CommandContext): ConformOptions {
  const { live, baseUrl, seed, state } = flags;
  const rate = parseCount('rate', flags.rate);
  return {
    ...{ live, seed },
    ...defined({
      baseUrl,
      budget: parseCount('budget', flags.budget),
      seen: parseCount('seen', flags.seen),
      statePath: state === undefined ? undefined : resolve(cwd, state),
      rateLimit: rate === undefined ? undefined : { requests: rate, perMs: 60_000 },
    }),
    onAnswer: (sent, most, operation) =>
      terminal.status(consoleLine(`  ${sent} of ${most}  ${operation}`)),
  };
}

/** A number of at least 1. @throws UsageError for another. */
export function parseCount(name: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isSafeInteger(value) && value > 0)) return value;
  throw new UsageError(`--${name} ${value} is not a number of at least 1.`, {
    hint: `For example: --${name} 30`,
  });
}

function planAsJson({ plan, environment }: PlannedRun): string {
  const { operations, skipped, requests, minutes } = plan;
  return jsonLines({
    ...defined({ environment }),
    ...{ requests, minutes },
    operations: operations.map(({ operation, sources, isVariable }) => ({
      operation: operation.id,
      ...{ isVariable },
      arguments: Object.fromEntries(
        [...sources].map(([{ wireName }, [source]]) => [
          wireName,
          source.kind === 'fixed' ? source.from : source.kind,
        ]),
      ),
    })),
    skipped: skipped.map(({ operation, reason }) => ({ operation: operation.id, reason })),
  });
}

async function renderReport(
  { textReport, jsonReport, markdownReport, htmlReport }: typeof import('../conform/index.js'),
  report: ConformReport,
  format: (typeof FORMATS)[number],
  layout: ReportLayout,
): Promise<string> {
  switch (format) {
    case 'text':
      return textReport(report, layout);
    case 'json':
      return jsonReport(report);
    case 'markdown':
      return markdownReport(report);
    case 'html':
      return htmlReport(report);
    default:
      return format satisfies never;
  }
}

function describeWritten(path: string, actions: number, isApplied: boolean): string {
  if (actions === 0) return 'There is nothing to correct, so no overlay was written.';
  const shown = path.replaceAll('\\', '/');
  const use = isApplied ? '' : ` Add it to sdk.config.json: "overlays": [${JSON.stringify(shown)}]`;
  return `The overlay is in ${shown}.${use}`;
}
