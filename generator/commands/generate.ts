import { plural } from '../util/plural.js';
import { relative } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import type { Build } from '../pipeline/build.js';
import type { GenerateReport, Surroundings } from '../pipeline/generate.js';
import { defined } from '../util/defined.js';
import { Stopwatch } from '../util/stopwatch.js';
import { jsonLines } from '../util/printable.js';
import { paint } from '../util/paint.js';
import {
  type CommandContext,
  formatExamples,
  createSurroundings,
  type Finish,
  loadCommandConfig,
  packageOptions,
  printDiagnostics,
  withDiagnostics,
} from './common.js';
import { describeNextSteps } from './next-steps.js';
import { printHints } from './print-hints.js';
import { printRenames } from './print-renames.js';

/** `generate`: generates a package from a documentation page, a document or an environment. */
export function addGenerate(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'generate',
    'Download the document and generate the package',
    (argv) =>
      packageOptions(argv)
        .option('timings', {
          type: 'boolean',
          default: false,
          describe: 'Print how long each stage took, in milliseconds',
        })
        .option('force', {
          type: 'boolean',
          default: false,
          describe: 'Write to a folder that has other files, or is above the working folder',
        })
        .option('build', {
          type: 'boolean',
          default: false,
          describe: 'Compile the package into its dist/, as its own `npm run build` does',
        })
        .option('pack', {
          type: 'boolean',
          default: false,
          describe: 'Compile the package and pack it into a tarball, as `npm pack` does',
        })
        .option('rename', {
          type: 'string',
          choices: ['', 'list', 'write'] as const,
          describe: 'List the names that the rules would change; `--rename write` changes them',
        })
        .group(['build', 'pack', 'rename', 'force'], 'The package:')
        .epilogue(
          formatExamples('generate', [
            [
              '--input https://api.example.com/swagger --out sdk',
              'the document behind a documentation page',
            ],
            ['--input swagger.json --out sdk --client-name Fleet --build', 'a document, compiled'],
            ['--env staging', 'an environment of sdk.config.json'],
          ]),
        ),
    async (flags) => {
      const { findRenamesOf, generateFrom } = await import('../pipeline/generate.js');
      const config = await loadCommandConfig(flags, context);
      if ((flags.build || flags.pack) && config.output.sourceOnly)
        throw new UsageError('`sourceOnly` writes sources that your application compiles.', {
          hint: 'Leave out --build and --pack, or `sourceOnly`.',
        });
      const surroundings = { ...createSurroundings(context), force: flags.force };
      if (flags.rename === '' || flags.rename === 'list') {
        const found = await withDiagnostics(context, () => findRenamesOf(config, surroundings));
        if (flags.json) context.terminal.out(jsonLines(found));
        else printRenames(context, found, 'list');
        finish(ExitCode.Done);
        return;
      }
      const rename = flags.rename === 'write';
      const generated = await withDiagnostics(context, () =>
        generateFrom(config, surroundings, { rename }),
      );
      const report = await buildAndPack(generated, flags, surroundings);
      if (rename && !flags.json) printRenames(context, report, 'write');
      if (flags.json) context.terminal.out(jsonLines(report));
      else printReport(context, report);
      if (flags.timings && !flags.json) printTimings(context, report.timings);
      finish(ExitCode.Done);
    },
  );
}

interface BuiltReport extends GenerateReport {
  /** With `--build` and `--pack`: what was compiled. */
  readonly build?: Build;
  /** With `--pack`: the absolute path of the tarball. */
  readonly tarball?: string;
}

async function buildAndPack(
  report: GenerateReport,
  flags: { readonly build: boolean; readonly pack: boolean },
  { onStart, onStage }: Surroundings,
): Promise<BuiltReport> {
  if (!flags.build && !flags.pack) return report;
  const { buildPackage, packPackage } = await import('../pipeline/build.js');
  // Without the signal: the package is written, so the run is completed.
  const watch = new Stopwatch(defined({ onStart, onStage }));
  const build = await watch.stage('compile', () => buildPackage(report.output));
  const tarball = flags.pack
    ? (await watch.stage('pack', () => packPackage(report.output))).path
    : undefined;
  const timings = { ...report.timings, ...watch.timings };
  return { ...report, build, ...defined({ tarball }), timings };
}

/** Prints where the package is, and what to do next. */
function printReport({ terminal, cwd }: CommandContext, report: BuiltReport): void {
  printDiagnostics(terminal, report.source, report.diagnostics);
  printHints(terminal, report.newHints);
  const folder = relative(cwd, report.output) || '.';
  const changes =
    report.written.length + report.deleted.length === 0
      ? 'nothing changed'
      : `${report.written.length} files written, ${report.deleted.length} deleted, ${report.unchanged.length} unchanged`;
  terminal.out(
    `${paint(terminal, 'bold', report.packageName)} is in ${folder}: ${plural(report.operations, 'operation')}, ${plural(report.schemas, 'schema')} (${changes}).`,
  );
  if (report.build)
    terminal.out(
      `${report.build.files} files are compiled in ${relative(cwd, report.build.folder)}.`,
    );
  if (report.tarball !== undefined)
    terminal.out(`The tarball is ${relative(cwd, report.tarball)}.`);
  terminal.out('');
  const state = { ...report, isBuilt: report.build !== undefined };
  for (const line of describeNextSteps(state, cwd)) terminal.out(line);
}

/** Prints the time of each stage, and of everything else: starting the process and loading modules. */
function printTimings({ terminal }: CommandContext, timings: GenerateReport['timings']): void {
  const stages = Object.entries(timings);
  const inStages = stages.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
  const since = performance.now();
  terminal.out('');
  for (const [stage, milliseconds] of [
    ...stages,
    ['other', since - inStages] as const,
    ['total', since] as const,
  ]) {
    terminal.out(`${milliseconds.toFixed(0).padStart(8)} ms  ${stage}`);
  }
}
