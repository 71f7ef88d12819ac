import { relative } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode } from '../errors.js';
import { jsonLines } from '../util/printable.js';
import {
  type CommandContext,
  createSurroundings,
  type Finish,
  loadCommandConfig,
  packageOptions,
  withDiagnostics,
} from './common.js';

/** `check`: compares the package on disk with what the recorded document generates. Writes nothing. */
export function addCheck(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'check',
    'Check that output/<env> is what the recorded document generates',
    (argv) =>
      packageOptions(argv)
        .example('$0 check --env preprod', 'exit code 0 when it is, 1 when it is not')
        .example('$0 check --input swagger.json --out sdk', 'the same for any document'),
    async (flags) => {
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
        context.terminal.out(
          isSame
            ? `${folder} is up to date.`
            : `${folder} differs from what the document generates:`,
        );
        const lines = [
          ...missing.map((path) => `missing   ${path}`),
          ...differing.map((path) => `differs   ${path}`),
          ...extra.map((path) => `extra     ${path}`),
        ];
        for (const line of lines) context.terminal.out(`  ${line}`);
      }
      finish(isSame ? ExitCode.Done : ExitCode.Difference);
    },
  );
}
