import { UsageError } from '../errors.js';
import { toNetwork, type SourceContext } from '../source/index.js';
import type { Forge } from './forge.js';
import { createGitHub } from './github.js';
import { createGitLab } from './gitlab.js';

export type { Forge, NewRelease } from './forge.js';
export { propose, type ProposeOptions } from './propose.js';

export const FORGES = ['github', 'gitlab'] as const;
export type ForgeName = (typeof FORGES)[number];

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Opens a forge with what its own jobs have in their variables.
 *
 * @throws UsageError when one is missing.
 */
export function openForge(name: ForgeName, variables: Variables, context: SourceContext): Forge {
  const network = toNetwork({ timeoutMs: TIMEOUT_MS, ...context, variables });
  const read = (variable: string, hint: string) => {
    const value = variables[variable] ?? '';
    if (value !== '') return value;
    throw new UsageError(`The variable ${variable} is not set.`, { hint });
  };
  switch (name) {
    case 'github':
      return createGitHub(
        {
          apiUrl: variables['GITHUB_API_URL'] || 'https://api.github.com',
          repository: read('GITHUB_REPOSITORY', 'GitHub sets it in workflows: owner/name.'),
          token: read('GH_TOKEN', 'In a workflow: `GH_TOKEN: ${{ github.token }}` in `env`.'),
        },
        network,
      );
    case 'gitlab':
      return createGitLab(
        {
          apiUrl: read('CI_API_V4_URL', 'GitLab sets it in jobs: https://gitlab.com/api/v4.'),
          project: read('CI_PROJECT_ID', 'GitLab sets it in jobs: the number of the project.'),
          token: read(
            'NIGHTLY_TOKEN',
            'Create a project access token (scope api), and a masked variable with it.',
          ),
        },
        network,
      );
    default:
      return name satisfies never;
  }
}

/** A commit of a large package takes GitHub and GitLab some time. */
const TIMEOUT_MS = 120_000;

/** The address of the run that this process is part of; undefined outside of a forge. */
export function findRunUrl(variables: Variables): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = variables;
  const { GITHUB_RUN_ID: run, CI_JOB_URL: job } = variables;
  return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : job;
}
