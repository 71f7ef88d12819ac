import { resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import type { DiffReport } from '../diff/index.js';
import type { ImpactReport } from '../impact/index.js';
import { Stopwatch } from '../util/stopwatch.js';
import {
  type CommandContext,
  CONFIG_OPTION,
  createSurroundings,
  type Finish,
  formatExamples,
  JSON_OPTION,
  loadCommandConfig,
  putReport,
  type ReportLayout,
  withDiagnostics,
} from './common.js';

const FORMATS = ['text', 'json', 'markdown', 'html', 'sarif', 'github'] as const;

/** `impact`: which lines of a project a new version of its package affects. Writes nothing but its report. */
export function addImpact(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'impact [old] [new]',
    'Find the lines of a project that a new version of its package affects',
    (argv) =>
      argv
        .positional('old', {
          type: 'string',
          describe:
            'A file, a URL, or an environment (default: the package that the project has installed)',
        })
        .positional('new', { type: 'string', describe: 'The document to compare it with' })
        .option('project', {
          type: 'string',
          default: '.',
          describe: 'A folder with a tsconfig.json',
        })
        .option('package', {
          type: 'string',
          describe: 'The name of the package, if the project has several',
        })
        .option('from-package', {
          type: 'string',
          describe: 'The folder or tarball of the old one',
        })
        .option('to-package', { type: 'string', describe: 'The folder or tarball of the new one' })
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
          choices: ['breaking', 'any'] as const,
          describe: 'Exit code 1 for lines that break, or for any (default: for none)',
        })
        .options(CONFIG_OPTION)
        .option('json', { ...JSON_OPTION.json, describe: 'The same as --format json' })
        .group(['package', 'from-package', 'to-package'], 'The packages:')
        .group(['format', 'json', 'out', 'fail-on'], 'The report:')
        .epilogue(
          formatExamples('impact', [
            ['', 'the installed package, and the newest document of its environment'],
            ['https://api.example.com/swagger', 'the installed package, and this document'],
            ['old.json new.json --project apps/web', 'two documents'],
            [
              '--from-package sdk-1.0.0.tgz --to-package sdk-2.0.0.tgz --fail-on breaking',
              'two packages; exit code 1 when a line no longer compiles',
            ],
          ]),
        ),
    async (flags) => {
      const { impact, changes } = await withDiagnostics(context, () => findReports(flags, context));
      const { failOn, out } = flags;
      const format = flags.json ? 'json' : flags.format;
      await putReport(context, out, (layout) => render(impact, changes, format, layout));
      const fails = { none: [], breaking: ['breaking'], any: ['breaking', 'potentially-breaking'] };
      const isFailure = fails[failOn ?? 'none'].some((verdict) => verdict === impact.verdict);
      finish(isFailure ? ExitCode.Difference : ExitCode.Done);
    },
  );
}

interface ImpactFlags {
  readonly old?: string | undefined;
  readonly new?: string | undefined;
  readonly project: string;
  readonly package?: string | undefined;
  readonly fromPackage?: string | undefined;
  readonly toPackage?: string | undefined;
  readonly config?: string | undefined;
}

/** What an upgrade does to the project, and all that it changes. */
interface Reports {
  readonly impact: ImpactReport;
  readonly changes: DiffReport;
}

async function findReports(flags: ImpactFlags, context: CommandContext): Promise<Reports> {
  const [{ readImpactSides }, { createUpgrade }, { findImpact }] = await Promise.all([
    import('../pipeline/impact-sides.js'),
    import('../pipeline/upgrade.js'),
    import('../impact/index.js'),
  ]);
  const { cwd, today } = context;
  const config = await loadCommandConfig({ config: flags.config }, context);
  const surroundings = createSurroundings(context);
  const project = resolve(cwd, flags.project);
  const documents = [flags.old, flags.new].filter((word) => word !== undefined);
  const packages = readPackages(flags, documents, cwd);
  const sides = await readImpactSides(
    {
      project,
      documents,
      ...(packages && { packages }),
      ...(flags.package !== undefined && { name: flags.package }),
    },
    config,
    surroundings,
  );
  const watch = new Stopwatch(surroundings, config.workTimeoutMs);
  const { name, before, after } = sides;
  const upgrade = await createUpgrade(name, before, after, { today }, watch);
  const impact = await watch.stage('compile', () =>
    Promise.resolve(findImpact(project, cwd, upgrade)),
  );
  return { impact, changes: upgrade.report };
}

function readPackages(
  { fromPackage: from, toPackage: to }: ImpactFlags,
  documents: readonly string[],
  cwd: string,
): readonly [string, string] | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && to !== undefined && documents.length === 0)
    return [resolve(cwd, from), resolve(cwd, to)];
  throw new UsageError('--from-package and --to-package go together, without documents.', {
    hint: 'Give both packages, or documents.',
  });
}

async function render(
  impact: ImpactReport,
  changes: DiffReport,
  format: (typeof FORMATS)[number],
  { colours }: ReportLayout,
): Promise<string> {
  const { textReport, jsonReport, markdownReport, htmlReport, sarifReport, annotationsReport } =
    await import('../impact/report/index.js');
  switch (format) {
    case 'text':
      return textReport(impact, colours);
    case 'json':
      return jsonReport(impact);
    case 'markdown':
      return markdownReport(impact);
    case 'html':
      return htmlReport(impact, changes);
    case 'sarif':
      return sarifReport(impact);
    case 'github':
      return annotationsReport(impact);
    default:
      return format satisfies never;
  }
}
