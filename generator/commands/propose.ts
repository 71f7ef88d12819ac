import { join, relative, resolve } from 'node:path';
import type { Argv } from 'yargs';
import { ExitCode } from '../errors.js';
import { defined } from '../util/defined.js';
import {
  type CommandContext,
  CONFIG_OPTION,
  type Finish,
  formatExamples,
  loadCommandConfig,
} from './common.js';

/** `propose`: tells a forge how a nightly run ended. */
export function addPropose(cli: Argv, context: CommandContext, finish: Finish): Argv {
  return cli.command(
    'propose',
    'Propose what a nightly run changed, or open an issue when it failed',
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
          describe: 'The branch that is asked to take the changes (default: that of the forge)',
        })
        .option('report-dir', {
          type: 'string',
          default: 'reports',
          describe: 'The folder of the reports of `nightly`',
        })
        .option('report-url', {
          type: 'string',
          describe: 'Where report.html can be read, for a link in the request',
        })
        .options(CONFIG_OPTION)
        .epilogue(
          [
            'GitHub: GH_TOKEN, GITHUB_REPOSITORY and, for another host, GITHUB_API_URL.',
            'GitLab: NIGHTLY_TOKEN, CI_API_V4_URL and CI_PROJECT_ID.',
            '',
            formatExamples('propose', [
              ['--env staging --forge github', 'in a workflow, after nightly, also when it failed'],
            ]),
          ].join('\n'),
        ),
    async ({ env, forge, base, reportDir, reportUrl, ...flags }) => {
      const [{ openForge, findRunUrl, propose }, { resolveTarget }] = await Promise.all([
        import('../forge/index.js'),
        import('../pipeline/targets.js'),
      ]);
      const { cwd, env: variables, today, terminal, signal } = context;
      const config = await loadCommandConfig({ ...flags, env }, context);
      const { outputFolder, snapshotFolder } = resolveTarget(config, cwd);
      const reportFolder = resolve(cwd, reportDir, env);
      const { assignees, reviewers } = config.nightly;
      const jobUrl = variables['CI_JOB_URL'];
      const page = jobUrl && `${jobUrl}/artifacts/file/${toArtifact(reportFolder, context)}`;
      await propose(openForge(forge, variables, defined({ signal })), {
        ...{ environment: env, cwd, today, reportFolder, assignees, reviewers },
        folders: [outputFolder, ...(snapshotFolder === undefined ? [] : [snapshotFolder])],
        // Empty where a workflow could not keep the report.
        ...defined({ base, reportUrl: reportUrl || page, runUrl: findRunUrl(variables) }),
        say: (text) => terminal.err(`${env}: ${text}`),
      });
      finish(ExitCode.Done);
    },
  );
}

/** The path of the page among the artifacts of a job at GitLab: from the root of the repository. */
function toArtifact(folder: string, { cwd, env }: CommandContext): string {
  const root = env['CI_PROJECT_DIR'] ?? cwd;
  return relative(root, join(folder, 'report.html')).replaceAll('\\', '/');
}
