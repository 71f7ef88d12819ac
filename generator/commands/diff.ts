import { defined } from '../util/defined.js';
import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import type { DiffReport } from '../diff/index.js';
import type { ReportFormat } from '../diff/report/index.js';
import {
  ACKNOWLEDGED_OPTION,
  acknowledgedIn,
  type CommandContext,
  CONFIG_OPTION,
  createSurroundings,
  type Finish,
  loadCommandConfig,
  withDiagnostics,
} from './common.js';

const FORMATS = ['text', 'json', 'markdown', 'html'] as const satisfies readonly ReportFormat[];

/** `diff`: what changed between two documents, for whoever uses the SDK. */
export function addDiff(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'diff [old] [new]',
    'What changed, and does it break programs?',
    (argv) =>
      argv
        .positional('old', {
          type: 'string',
          describe: 'A file, a URL, or an environment: sandbox, preprod or prod',
        })
        .positional('new', { type: 'string', describe: 'The same, for the other side' })
        .option('format', {
          choices: FORMATS,
          default: 'text' as (typeof FORMATS)[number],
          describe: 'How to tell it',
        })
        .option('out', { type: 'string', describe: 'A file for the report, instead of the output' })
        .option('live', {
          type: 'boolean',
          default: false,
          describe: 'Download environments instead of taking what is recorded',
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
        .example('$0 diff old.json new.yaml', 'two documents')
        .example('$0 diff preprod https://api.example.com/swagger --fail-on breaking', 'for a job')
        .example('$0 diff preprod preprod --live', 'what is recorded, and what is there now')
        .example('$0 diff preprod prod', 'drift: what is coming, what breaks, what differs')
        .example('$0 diff old.json new.json --format html --out report.html', 'a page to look at')
        .example('$0 diff --explain response-property-became-nullable', 'one kind of change'),
    async (flags) => {
      if (flags.explain !== undefined) {
        const { explainKind } =
          require('../diff/report/index.js') as typeof import('../diff/report/index.js');
        const { KINDS } =
          require('../diff/kinds/index.js') as typeof import('../diff/kinds/index.js');
        context.terminal.out(explainKind(flags.explain, KINDS, textOptions(context)));
        return finish(ExitCode.Done);
      }
      const { old, new: now } = flags;
      if (old === undefined || now === undefined)
        throw new UsageError('A diff needs two sides.', {
          hint: 'Each is a file, a URL or an environment: optimum-sdkgen diff old.json new.json',
        });
      const { report, path, text } = await withDiagnostics(context, () =>
        compareDocuments([old, now], flags, context),
      );
      await printReport(report, { path, text }, flags, context);
      finish(exitCodeFor(report, flags.failOn));
    },
  );
}

interface DiffFlags {
  readonly live: boolean;
  readonly acknowledged?: string | undefined;
  readonly config?: string | undefined;
}

/** The report, and where the new side's text lies. */
async function compareDocuments(
  words: readonly [string, string],
  { live, acknowledged, config }: DiffFlags,
  context: CommandContext,
): Promise<{ readonly report: DiffReport; readonly path: string; readonly text: string }> {
  const { compareSides, readSides } =
    require('../pipeline/sides.js') as typeof import('../pipeline/sides.js');
  const settings = await loadCommandConfig({ config }, context);
  const sides = await readSides(words, settings, { ...createSurroundings(context), live });
  const acknowledgements = await acknowledgedIn(acknowledged, context);
  const { Stopwatch } = require('../util/stopwatch.js') as typeof import('../util/stopwatch.js');
  const watch = new Stopwatch(undefined, settings.workTimeoutMs);
  const report = await compareSides(sides, { today: context.today, ...acknowledgements }, watch);
  return { report, path: sides.after.path, text: sides.after.recipe.text };
}

interface TellFlags {
  readonly format: (typeof FORMATS)[number];
  readonly out?: string | undefined;
  readonly annotations: boolean;
}

async function printReport(
  report: DiffReport,
  snapshot: { readonly path: string; readonly text: string },
  { format, out, annotations }: TellFlags,
  { terminal, cwd }: CommandContext,
): Promise<void> {
  const { render } = require('../diff/report/index.js') as typeof import('../diff/report/index.js');
  if (out !== undefined || !annotations) {
    const text =
      format === 'text'
        ? render(report, format, out === undefined ? textOptions({ terminal }) : PLAIN)
        : render(report, format);
    if (out === undefined) terminal.out(text);
    else {
      const { replaceFile } = require('../source/index.js') as typeof import('../source/index.js');
      await replaceFile(resolve(cwd, out), `${text}\n`);
      terminal.err(`The report is in ${out}.`);
    }
  }
  if (!annotations) return;
  const commands = render(report, 'annotations', snapshot);
  if (commands !== '') terminal.out(commands);
}

const PLAIN = { colours: false };

/** How the reports that a person reads are set: for standard output as it is. */
function textOptions({ terminal }: Pick<CommandContext, 'terminal'>) {
  const { resultColours: colours, resultWidth: width } = terminal;
  return { colours, ...defined({ width }) };
}

/** What is acknowledged is not asked about. */
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
