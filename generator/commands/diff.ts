import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import { Stopwatch } from '../util/stopwatch.js';
import { RUN_PROGRAM } from '../program.js';
import type { DiffReport } from '../diff/index.js';
import {
  ACKNOWLEDGED_OPTION,
  readAcknowledged,
  type CommandContext,
  formatExamples,
  CONFIG_OPTION,
  createSurroundings,
  type Finish,
  getLayout,
  JSON_OPTION,
  loadCommandConfig,
  putReport,
  type ReportLayout,
  withDiagnostics,
} from './common.js';

const FORMATS = ['text', 'json', 'markdown', 'html'] as const;

/** `diff`: reports what changed between two documents for users of the SDK. */
export function addDiff(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'diff [old] [new]',
    'Report what changed between two documents, and whether it breaks programs',
    (argv) =>
      argv
        .positional('old', {
          type: 'string',
          describe: 'A file, a URL, or an environment',
        })
        .positional('new', { type: 'string', describe: 'The document to compare it with' })
        .option('format', {
          choices: FORMATS,
          default: 'text' as const,
          describe: 'The format of the report',
        })
        .option('out', {
          type: 'string',
          describe: 'A file for the report, instead of standard output',
        })
        .option('live', {
          type: 'boolean',
          default: false,
          describe: 'Download environments instead of reading what is recorded',
        })
        .option('fail-on', {
          choices: ['breaking', 'any'] as const,
          describe: 'Exit code 1 for changes that break, or for any (default: for none)',
        })
        .options(ACKNOWLEDGED_OPTION)
        .option('annotations', {
          type: 'boolean',
          default: false,
          describe: "Print GitHub's annotations for what breaks; the report goes to --out alone",
        })
        .option('explain', { type: 'string', describe: 'Explain a kind of change by its id' })
        .options(CONFIG_OPTION)
        .option('json', { ...JSON_OPTION.json, describe: 'The same as --format json' })
        .group(['format', 'json', 'out', 'annotations', 'fail-on'], 'The report:')
        .epilogue(
          formatExamples('diff', [
            ['old.json new.yaml', 'two documents'],
            [
              'staging https://api.example.com/swagger --fail-on breaking',
              'for a job: exit code 1 when programs break',
            ],
            ['staging staging --live', 'the recorded document and the current one'],
            ['staging prod', 'drift: what is coming, what breaks, what differs'],
            ['old.json new.json --format html --out report.html', 'as a web page'],
            ['--explain became-nullable', 'one kind of change'],
          ]),
        ),
    async (given) => {
      const flags = given.json ? { ...given, format: 'json' as const } : given;
      const rooms = await loadRooms();
      if (flags.explain !== undefined) {
        context.terminal.out(rooms.explainKind(flags.explain, getLayout(context)));
        finish(ExitCode.Done);
        return;
      }
      const { old, new: now } = flags;
      if (old === undefined || now === undefined)
        throw new UsageError('A diff needs two documents.', {
          hint: `Give files, URLs or environments: ${RUN_PROGRAM} diff old.json new.json`,
        });
      const { report, path, text } = await withDiagnostics(context, () =>
        compareDocuments(rooms, [old, now], flags, context),
      );
      await printReport(rooms, report, { path, text }, flags, context);
      finish(exitCodeFor(report, flags.failOn));
    },
  );
}

type Rooms = Awaited<ReturnType<typeof loadRooms>>;

/** What the command needs, loaded when it runs and not for every command line. */
async function loadRooms() {
  const [sides, report] = await Promise.all([
    import('../pipeline/compared-sides.js'),
    import('../diff/report/index.js'),
  ]);
  return { ...sides, ...report };
}

interface DiffFlags {
  readonly live: boolean;
  readonly acknowledged?: string | undefined;
  readonly config?: string | undefined;
}

/** @returns the report, with the new document's text and the path that annotations refer to. */
async function compareDocuments(
  { readSides, compareSides }: Rooms,
  inputs: readonly [string, string],
  { live, acknowledged, config }: DiffFlags,
  context: CommandContext,
): Promise<{ readonly report: DiffReport; readonly path: string; readonly text: string }> {
  const settings = await loadCommandConfig({ config }, context);
  const surroundings = createSurroundings(context);
  const sides = await readSides(inputs, settings, { ...surroundings, live });
  const acknowledgements = await readAcknowledged(acknowledged, context);
  const watch = new Stopwatch(surroundings, settings.workTimeoutMs);
  const report = await compareSides(sides, { today: context.today, ...acknowledgements }, watch);
  return { report, path: sides.after.path, text: sides.after.recipe.text };
}

interface ReportFlags {
  readonly format: (typeof FORMATS)[number];
  readonly out?: string | undefined;
  readonly annotations: boolean;
}

async function printReport(
  rooms: Rooms,
  report: DiffReport,
  snapshot: { readonly path: string; readonly text: string },
  { format, out, annotations }: ReportFlags,
  context: CommandContext,
): Promise<void> {
  if (out !== undefined || !annotations)
    await putReport(context, out, (layout) => renderReport(rooms, report, format, layout));
  if (!annotations) return;
  const commands = rooms.annotationsReport(report, snapshot);
  if (commands !== '') context.terminal.out(commands);
}

async function renderReport(
  { textReport, jsonReport, markdownReport, htmlReport }: Rooms,
  report: DiffReport,
  format: ReportFlags['format'],
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

/** Acknowledged changes do not fail the command. */
function exitCodeFor(
  { verdict, changes }: DiffReport,
  failOn: 'breaking' | 'any' | undefined,
): ExitCode {
  switch (failOn) {
    case undefined:
      return ExitCode.Done;
    case 'breaking': {
      const isBreaking = [verdict.wire, verdict.source].includes('breaking');
      return isBreaking ? ExitCode.Difference : ExitCode.Done;
    }
    case 'any': {
      const isAny = changes.some(({ acknowledged }) => acknowledged === undefined);
      return isAny ? ExitCode.Difference : ExitCode.Done;
    }
    default:
      return failOn satisfies never;
  }
}
