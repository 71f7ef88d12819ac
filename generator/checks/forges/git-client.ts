import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { GIT_ENVIRONMENT } from './bare-repository.js';

const execute = promisify(execFile);

/** Git as a workflow's checkout runs it. */
export interface GitClient {
  /** @returns what git prints. @throws Error with what it says when it fails. */
  readonly run: (cwd: string, ...words: readonly string[]) => Promise<string>;
}

/**
 * The token reaches git through the environment and a credential helper, so that it is in no URL, no argument and no
 * file of the clone.
 *
 * @param login the user and the token, undefined for somebody without any.
 */
export function createGitClient(login?: {
  readonly user: string;
  readonly token: string;
}): GitClient {
  const helper = '!f() { echo "username=$STAND_IN_USER"; echo "password=$STAND_IN_TOKEN"; }; f';
  const env: NodeJS.ProcessEnv = {
    ...GIT_ENVIRONMENT,
    GIT_AUTHOR_NAME: 'Someone',
    GIT_AUTHOR_EMAIL: 'someone@example.com',
    GIT_COMMITTER_NAME: 'Someone',
    GIT_COMMITTER_EMAIL: 'someone@example.com',
    ...(login && {
      STAND_IN_USER: login.user,
      STAND_IN_TOKEN: login.token,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'credential.helper',
      GIT_CONFIG_VALUE_0: helper,
    }),
  };
  return {
    run: async (cwd, ...words) => (await execute('git', [...words], { cwd, env })).stdout.trim(),
  };
}
