import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode, UsageError, WriteError } from '../errors.js';
import { PROGRAM_FOLDER } from '../pipeline/version.js';
import type { CommandContext, Finish } from './common.js';

/** `propose`: proposes the changes of a nightly run as a pull request. */
export function addPropose(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'propose',
    'Propose what a nightly run changed, as a pull or merge request',
    (argv) =>
      argv
        .option('env', { type: 'string', demandOption: true, describe: 'The environment' })
        .option('forge', {
          choices: ['github', 'gitlab'] as const,
          demandOption: true,
          describe: 'Where the request is opened',
        })
        .option('base', {
          type: 'string',
          default: 'main',
          describe: 'The branch that is asked to take the changes',
        })
        .option('report-dir', {
          type: 'string',
          default: 'reports',
          describe: 'The folder of the reports of `nightly`',
        })
        .epilog(
          'Needs bash, git and, for GitHub, gh with GH_TOKEN; for GitLab curl and NIGHTLY_TOKEN. A workflow calls it: see init --nightly.',
        )
        .example('$0 propose --env staging --forge github', 'in a workflow, after nightly'),
    async ({ env, forge, base, reportDir }) => {
      // The process's own environment has no client secret any more.
      const variables = { ...process.env, BASE: base, REPORTS: reportDir };
      const code = await runScript([env, forge], context.cwd, variables);
      if (code !== 0)
        throw new WriteError(`The changes of ${env} could not be proposed.`, {
          hint: 'The lines above say why. Nothing but the branch and the request is ever changed.',
        });
      finish(ExitCode.Done);
    },
  );
}

const SCRIPT = join(PROGRAM_FOLDER, '.ci', 'propose');

function runScript(
  words: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', [SCRIPT, ...words], { cwd, env, stdio: 'inherit' });
    child.once('error', (cause) =>
      reject(
        new UsageError('bash cannot be started.', {
          hint: 'Run `propose` in a workflow on Linux or macOS.',
          cause,
        }),
      ),
    );
    child.once('close', resolve);
  });
}
