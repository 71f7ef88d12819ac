import { basename, extname, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import type { DiffReport } from '../diff/index.js';
import type { ImpactReport } from '../impact/index.js';
import type { ImpactWords } from '../pipeline/impact-sides.js';
import { defined } from '../util/defined.js';
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

/** `--fix` alone is the first. */
const FIXES = ['certain', 'all'] as const;
const FORMATS = ['text', 'json', 'markdown', 'html', 'sarif', 'github', 'gitlab'] as const;
type Format = (typeof FORMATS)[number];
const FORMAT_OF_ENDING: Readonly<Record<string, Format>> = {
  '.json': 'json',
  '.md': 'markdown',
  '.html': 'html',
  '.sarif': 'sarif',
};

/** `impact`: which lines of a project a new version of its package affects. Writes nothing but its report, fixes, and a workflow. */
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
          describe: 'The folder or tarball of the old one (default: the installed one)',
        })
        .option('to-package', {
          type: 'string',
          describe: 'The folder or tarball of the new one (default: the installed one)',
        })
        .option('format', {
          choices: FORMATS,
          describe: "The format of the report (default: that of --out's ending, or text)",
        })
        .option('out', {
          type: 'string',
          array: true,
          describe: 'A file for the report, instead of standard output; may be repeated',
        })
        .option('fail-on', {
          choices: ['breaking', 'any'] as const,
          describe: 'Exit code 1 for lines that break, or for any (default: for none)',
        })
        .option('fix', {
          choices: FIXES,
          describe:
            'Edit the lines that are certain (--fix), or put names to answer in the others too (--fix=all)',
        })
        .option('dry-run', {
          type: 'boolean',
          default: false,
          describe: 'Print the edits as a patch, and write nothing',
        })
        .option('force', {
          type: 'boolean',
          default: false,
          describe: 'Edit although git has changes that are not committed',
        })
        .option('workflow', {
          choices: ['github', 'gitlab'] as const,
          describe:
            'Write a workflow that runs this daily and for each update, instead of running it',
        })
        .options(CONFIG_OPTION)
        .option('json', { ...JSON_OPTION.json, describe: 'The same as --format json' })
        .group(['package', 'from-package', 'to-package'], 'The packages:')
        .group(['format', 'json', 'out', 'fail-on'], 'The report:')
        .group(['fix', 'dry-run', 'force'], 'The edits:')
        .epilogue(
          formatExamples('impact', [
            ['', 'the installed package, and the newest document of its environment'],
            ['https://api.example.com/swagger', 'the installed package, and this document'],
            ['old.json new.json --project apps/web', 'two documents'],
            [
              '--to-package sdk-2.0.0.tgz --fail-on breaking',
              'the installed package and a newer one; exit code 1 when a line no longer compiles',
            ],
            ['--out impact.html --out impact.sarif', 'as a web page, and for code scanning'],
            ['--fix --dry-run | git apply', 'edit what is certain, by way of a patch'],
            ['--workflow github', 'a workflow for the repository of the project'],
          ]),
        ),
    async (flags) => {
      if (flags.workflow !== undefined) {
        await writeWorkflow(flags, flags.workflow, context);
        finish(ExitCode.Done);
        return;
      }
      const { impact, changes, patch } = await withDiagnostics(context, () =>
        findReports(flags, context),
      );
      const { failOn, json, format = json ? 'json' : undefined } = flags;
      // A patch is all that is printed then; the report is for people who read along.
      const isPatch = patch !== undefined && format === undefined;
      if (isPatch) {
        context.terminal.out(patch.trimEnd());
        context.terminal.err(await render(impact, changes, 'text', { colours: false }));
      }
      for (const out of flags.out ?? (isPatch ? [] : [undefined])) {
        const own = format ?? FORMAT_OF_ENDING[extname(out ?? '')] ?? 'text';
        await putReport(context, out, (layout) => render(impact, changes, own, layout));
      }
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
  readonly format?: Format | undefined;
  readonly out?: readonly string[] | undefined;
  readonly failOn?: 'breaking' | 'any' | undefined;
  readonly fix?: (typeof FIXES)[number] | undefined;
  readonly dryRun: boolean;
  readonly force: boolean;
}

/** What an upgrade does to the project, and all that it changes. */
interface Reports {
  readonly impact: ImpactReport;
  readonly changes: DiffReport;
  /** The edits that --dry-run does not make. */
  readonly patch?: string;
}

async function findReports(flags: ImpactFlags, context: CommandContext): Promise<Reports> {
  const [{ readImpactSides }, { createUpgrade }, { findImpact }] = await Promise.all([
    import('../pipeline/impact-sides.js'),
    import('../pipeline/upgrade.js'),
    import('../impact/index.js'),
  ]);
  const { cwd, today } = context;
  const { fix, dryRun, force } = flags;
  if (fix === undefined && (dryRun || force))
    throw new UsageError(`${dryRun ? '--dry-run' : '--force'} is for edits.`, {
      hint: 'Add --fix, or leave it out.',
    });
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
  const { report: changes } = upgrade;
  if (fix === undefined) {
    const impact = await watch.stage('compile', () =>
      Promise.resolve(findImpact(project, cwd, upgrade)),
    );
    return { impact, changes };
  }
  const { fixProject } = await import('../pipeline/fix-project.js');
  const placeholders = fix === 'all';
  const { report: impact, patch } = await watch.stage('compile', () =>
    fixProject(project, cwd, upgrade, { placeholders, dryRun, force }),
  );
  return { impact, changes, ...(dryRun && { patch }) };
}

async function writeWorkflow(
  { old: document, ...flags }: ImpactFlags,
  forge: 'github' | 'gitlab',
  { cwd, terminal }: CommandContext,
): Promise<void> {
  const { new: another, fromPackage, toPackage, fix, format, out, failOn } = flags;
  if (
    [another, fromPackage, toPackage, fix, format, out, failOn].some((each) => each !== undefined)
  )
    throw new UsageError('--workflow goes with a URL, --project and --package alone.', {
      hint: 'The workflow has the other options. Without a URL, it compares with the newest published package.',
    });
  const [{ createImpactWorkflow }, { refuseExisting, writeProjectFiles }] = await Promise.all([
    import('../pipeline/impact-workflow.js'),
    import('../pipeline/project-files.js'),
  ]);
  const project = resolve(cwd, flags.project);
  const [path, text] = await createImpactWorkflow({
    ...{ forge, project },
    ...defined({ name: flags.package, document }),
  });
  await refuseExisting([path], 'Nothing was changed. Edit it, or delete it first.');
  await writeProjectFiles(new Map([[path, text]]));
  terminal.out(`Written: ${relative(cwd, path)}.`);
  if (forge === 'gitlab')
    terminal.out(`In .gitlab-ci.yml: include: { local: .gitlab/${basename(path)} }`);
}

function readPackages(
  { fromPackage: from, toPackage: to }: ImpactFlags,
  documents: readonly string[],
  cwd: string,
): ImpactWords['packages'] {
  if (from === undefined && to === undefined) return undefined;
  if (documents.length > 0)
    throw new UsageError('--from-package and --to-package go without documents.', {
      hint: 'Give packages, of which one may be left out, or documents.',
    });
  return {
    ...(from !== undefined && { before: resolve(cwd, from) }),
    ...(to !== undefined && { after: resolve(cwd, to) }),
  };
}

async function render(
  impact: ImpactReport,
  changes: DiffReport,
  format: Format,
  { colours }: ReportLayout,
): Promise<string> {
  const reports = await import('../impact/report/index.js');
  switch (format) {
    case 'text':
      return reports.textReport(impact, colours);
    case 'json':
      return reports.jsonReport(impact);
    case 'markdown':
      return reports.markdownReport(impact);
    case 'html':
      return reports.htmlReport(impact, changes);
    case 'sarif':
      return reports.sarifReport(impact);
    case 'github':
      return reports.annotationsReport(impact);
    case 'gitlab':
      return reports.codeQualityReport(impact);
    default:
      return format satisfies never;
  }
}
