import { relative } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode } from '../errors.js';
import type { CheckReport } from '../pipeline/generate.js';
import { jsonLines } from '../util/printable.js';
import { isUrl, withoutQuery } from '../util/url.js';
import { RUN_PROGRAM } from '../program.js';
import { runPackageCheck } from './check-package.js';
import { formatHint } from './terminal.js';
import {
  type CommandContext,
  formatExamples,
  createSurroundings,
  type Finish,
  loadCommandConfig,
  packageOptions,
  withDiagnostics,
} from './common.js';

/** The list of a package's files, which every package has. */
const MANIFEST_NAME = 'sdk.lock.json';

/** `check`: compares a package with what its recorded document generates, or with what travels in it. Writes nothing. */
export function addCheck(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'check [package]',
    'Check that output/<env>, or a folder or tarball, is what its document generates',
    (argv) =>
      packageOptions(
        argv.positional('package', {
          type: 'string',
          describe: 'A folder or a tarball, which is generated again from what travels in it',
        }),
      ).epilogue(
        formatExamples('check', [
          ['--env staging', 'exit code 0 when output/staging is up to date, 1 when it is not'],
          ['--input swagger.json --out sdk', 'the same for any document'],
          [
            'acme-sdk-1.2.0.tgz',
            'exit code 0 when every file is what its document and settings generate',
          ],
        ]),
      ),
    async (flags) => {
      if (flags.package !== undefined) {
        finish(await runPackageCheck(flags.package, flags, context));
        return;
      }
      const { checkAgainst } = await import('../pipeline/generate.js');
      const config = await loadCommandConfig(flags, context);
      const report = await withDiagnostics(context, () =>
        checkAgainst(config, createSurroundings(context)),
      );
      const { missing, differing, extra } = report.difference;
      const isSame = missing.length + differing.length + extra.length === 0;
      if (flags.json) context.terminal.out(jsonLines({ ...report, same: isSame }));
      else {
        const folder = relative(context.cwd, report.output) || '.';
        for (const line of describeDifference(folder, report.difference))
          context.terminal.out(line);
        if (!isSame)
          context.terminal.err(formatHint(context.terminal, `${toCommand(flags)} writes it.`));
      }
      finish(isSame ? ExitCode.Done : ExitCode.Difference);
    },
  );
}

export function describeDifference(
  folder: string,
  { missing, differing, extra }: CheckReport['difference'],
): readonly string[] {
  const others = [
    ...differing.map((path) => `  differs   ${path}`),
    ...extra.map((path) => `  extra     ${path}`),
  ];
  if (others.length === 0 && missing.length === 0) return [`${folder} is up to date.`];
  if (others.length === 0 && missing.includes(MANIFEST_NAME))
    return [`There is no package in ${folder}.`];
  return [
    `${folder} differs from what the document generates:`,
    ...missing.map((path) => `  missing   ${path}`),
    ...others,
  ];
}

/** The command line that generates what was checked. A URL that may have a secret is left out. */
function toCommand(flags: Readonly<Record<string, unknown>>): string {
  const words = (['env', 'input', 'out', 'config'] as const).flatMap((name) => {
    const value = flags[name];
    if (typeof value !== 'string') return [];
    const shown = isUrl(value) && withoutQuery(value) !== value ? '<URL>' : value;
    return [`--${name}`, /\s/.test(shown) ? JSON.stringify(shown) : shown];
  });
  return [RUN_PROGRAM, 'generate', ...words].join(' ');
}
