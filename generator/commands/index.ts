import yargs from 'yargs';
import { ExitCode, UsageError } from '../errors.js';
import { version } from '../pipeline/version.js';
import { addCheck } from './check.js';
import type { CommandContext } from './common.js';
import { addDiff } from './diff.js';
import { printFailure } from './terminal.js';
import { addGenerate } from './generate.js';
import { addNightly } from './nightly.js';
import { addSandbox } from './sandbox.js';

const EXIT_CODES =
  'Exit codes: 0 done, 1 a difference was found, 2 wrong usage, 3 download failed, 4 document refused, 5 output not written, 70 a bug here.';

/** Runs the command line; never throws and never exits. @returns the exit code. */
export async function run(words: readonly string[], context: CommandContext): Promise<ExitCode> {
  let code: ExitCode = ExitCode.Done;
  const finish = (result: ExitCode): void => {
    code = result;
  };
  try {
    const cli = yargs([...words])
      .scriptName('optimum-sdkgen')
      .usage(
        '$0 <command>\n\nMakes a typed TypeScript SDK from the OpenAPI document that an API publishes.',
      )
      .demandCommand(1, 'Say which command to run.')
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
            hint: 'optimum-sdkgen --help lists the commands.',
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
