import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runProcess, type Ended } from './workflow.js';

// Runs the commands of a job as its forge does; actions of others are left out.

interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface GitHubRun {
  /** Of each step that ran, by its name or its command. */
  readonly steps: ReadonlyMap<string, Ended>;
  readonly summary: string;
}

/** The conditions and expressions that the workflow has; another one has to be added here. */
const CONDITIONS: Readonly<Record<string, (event: string) => boolean>> = {
  "github.event_name == 'pull_request'": (event) => event === 'pull_request',
  "github.event_name != 'pull_request'": (event) => event !== 'pull_request',
};
const EXPRESSIONS: Readonly<Record<string, string>> = {
  "${{ inputs.version || 'latest' }}": 'latest',
};

/**
 * Runs the shell steps of the only job of a GitHub workflow, until one fails.
 *
 * @param temporary an empty folder, for the files of the runner.
 */
export async function runGitHubJob(
  text: string,
  { cwd, event, temporary }: { cwd: string; event: string; temporary: string },
): Promise<GitHubRun> {
  const { jobs } = parse(text) as { jobs: Readonly<Record<string, { steps: readonly Step[] }>> };
  const [environment, summary] = ['env', 'summary'].map((name) => join(temporary, name)) as [
    string,
    string,
  ];
  mkdirSync(temporary, { recursive: true });
  for (const file of [environment, summary]) writeFileSync(file, '');
  const steps = new Map<string, Ended>();
  for (const { name, if: condition, run, env = {} } of Object.values(jobs)[0]?.steps ?? []) {
    if (run === undefined) continue;
    if (condition !== undefined && !getKnown(CONDITIONS, condition)(event)) continue;
    const own = Object.entries(env).map(([key, value]) => [
      key,
      value.includes('${{') ? getKnown(EXPRESSIONS, value) : value,
    ]);
    const ended = await runShell(run, cwd, {
      GITHUB_EVENT_NAME: event,
      GITHUB_ENV: environment,
      GITHUB_STEP_SUMMARY: summary,
      RUNNER_TEMP: temporary,
      ...readVariables(environment),
      ...(Object.fromEntries(own) as Readonly<Record<string, string>>),
    });
    steps.set(name ?? run, ended);
    if (ended.code !== 0) break;
  }
  return { steps, summary: readFileSync(summary, 'utf8') };
}

/** Runs the script of the only job of a file for GitLab. @param variables those that GitLab sets. */
export function runGitLabJob(
  text: string,
  cwd: string,
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  type Job = { script: readonly string[]; variables: Readonly<Record<string, string>> };
  const [job] = Object.values(parse(text) as Readonly<Record<string, Job>>);
  const own = Object.entries(job?.variables ?? {}).map(([key, value]) => [
    key,
    value.replace('$CI_PROJECT_DIR', cwd),
  ]);
  return runShell(job?.script.join('\n') ?? '', cwd, {
    ...(Object.fromEntries(own) as Readonly<Record<string, string>>),
    ...variables,
  });
}

function runShell(script: string, cwd: string, variables: Readonly<Record<string, string>>) {
  return runProcess('bash', ['-eo', 'pipefail', '-c', script], cwd, variables);
}

function readVariables(file: string): Readonly<Record<string, string>> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

function getKnown<T>(known: Readonly<Record<string, T>>, text: string): T {
  const found = known[text];
  if (found === undefined) throw new Error(`The test does not know ${text}.`);
  return found;
}
