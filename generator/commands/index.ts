import yargs, { type Argv } from 'yargs';
import { ExitCode, InterruptedError } from '../errors.js';
import { version } from '../pipeline/version.js';
import { jsonLines } from '../util/printable.js';
import { RUN_PROGRAM } from '../program.js';
import { addCheck } from './check.js';
import type { CommandContext, Finish } from './common.js';
import { addConform } from './conform.js';
import { addDiff } from './diff.js';
import { addEnvironments } from './environments.js';
import { describeFailure, printFailure } from './terminal.js';
import { addGenerate } from './generate.js';
import { addHistory } from './history.js';
import { addImpact } from './impact.js';
import { addInit } from './init.js';
import { addMcp } from './mcp.js';
import { addNightly } from './nightly.js';
import { addPropose } from './propose.js';
import { addPublish } from './publish.js';
import { addSandbox } from './sandbox.js';
import { checkValues, explainRefusal, wantsJson } from './usage.js';

type AddCommand = (cli: Argv, context: CommandContext, finish: Finish) => Argv;

const COMMANDS: Readonly<Record<string, AddCommand>> = {
  init: addInit,
  generate: addGenerate,
  check: addCheck,
  diff: addDiff,
  impact: addImpact,
  conform: addConform,
  nightly: addNightly,
  history: addHistory,
  propose: addPropose,
  publish: addPublish,
  environments: addEnvironments,
  sandbox: addSandbox,
  mcp: addMcp,
};

const EXIT_CODES =
  'Exit codes: 0 done, 1 a difference was found, 2 wrong usage, 3 download failed, 4 document refused, 5 output not written, 70 a bug in this program, 130 interrupted.';

/** Runs a command line. Never throws and never ends the process. @returns the exit code. */
export async function run(words: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { terminal, signal } = context;
  const end: { code: ExitCode; stopped: boolean } = { code: ExitCode.Done, stopped: false };
  try {
    await parse(words, context, (code, stopped = false) => Object.assign(end, { code, stopped }));
    const interruption: unknown = signal?.reason;
    if (!(interruption instanceof InterruptedError) || end.stopped) return end.code;
    if (end.code !== interruption.exitCode)
      terminal.err('Interrupted too late: the run was completed.');
    return interruption.exitCode;
  } catch (error) {
    const failed = printFailure(error, terminal);
    if (wantsJson(words)) terminal.out(jsonLines({ error: describeFailure(error) }));
    // A child process, such as npm's, may have failed because it was interrupted too.
    return signal?.reason instanceof InterruptedError ? signal.reason.exitCode : failed;
  } finally {
    terminal.status('');
  }
}

async function parse(
  given: readonly string[],
  context: CommandContext,
  finish: Finish,
): Promise<void> {
  // yargs would take the word after it as its value.
  const words = given.map((word) => (word === '--fix' ? '--fix=certain' : word));
  const cli = yargs(words);
  const line = { words, commands: Object.keys(COMMANDS), cli };
  cli
    .scriptName(RUN_PROGRAM)
    .usage('$0 <command>\n\nGenerates a typed TypeScript SDK from the OpenAPI document of an API.')
    .demandCommand(1, 'Give a command.')
    .strict()
    // Messages are the same on every machine.
    .detectLocale(false)
    .parserConfiguration({ 'greedy-arrays': false })
    .version(version)
    .help()
    .alias({ h: 'help', v: 'version' })
    .epilogue(EXIT_CODES)
    .wrap(100)
    .exitProcess(false)
    // Shown before what the command needs is loaded.
    .middleware(() => context.terminal.status('  starting ...'))
    .check((argv) => {
      checkValues(argv, line);
      return true;
    })
    .fail((message: string | null, error: Error | undefined) => {
      // yargs has an error of its own for some refusals.
      if (error !== undefined && error.name !== 'YError') throw error;
      throw explainRefusal(message ?? error?.message ?? '', line);
    });
  for (const add of Object.values(COMMANDS)) add(cli, context, finish);
  await cli.parseAsync();
}
