import yargs from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import { version } from '../pipeline/version.js';
import { PROGRAM } from '../vendor.js';
import { addCheck } from './check.js';
import type { CommandContext } from './common.js';
import { addDiff } from './diff.js';
import { printFailure } from './terminal.js';
import { addGenerate } from './generate.js';
import { addNightly } from './nightly.js';
import { addSandbox } from './sandbox.js';

const EXIT_CODES =
  'Exit codes: 0 done, 1 a difference was found, 2 wrong usage, 3 download failed, 4 document refused, 5 output not written, 70 a bug in this program.';

/** Runs a command line. Never throws and never ends the process. @returns the exit code. */
export async function run(words: readonly string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Done;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  try {
    const cli = yargs([...words])
      .scriptName(PROGRAM)
      .usage(
        '$0 <command>\n\nGenerates a typed TypeScript SDK from the OpenAPI document of an API.',
      )
      .demandCommand(1, 'Give a command.')
      .strict()
      .version(version)
      .help()
      .alias({ h: 'help', v: 'version' })
      .epilogue(EXIT_CODES)
      .wrap(100)
      .exitProcess(false)
      .fail((message: string | null, error: Error | undefined) => {
        throw (
          error ??
          new UsageError(message ?? 'The command line was not understood.', {
            hint: `${PROGRAM} --help lists the commands.`,
          })
        );
      });
    for (const add of [addGenerate, addCheck, addDiff, addNightly, addSandbox])
      add(cli, context, finish);
    await cli.parseAsync();
    return code;
  } catch (error) {
    return printFailure(error, context.terminal);
  }
}
