import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The jobs for GitHub and GitLab: validated as GitHub does it, and by the rules of this repository. */

const ROOT = join(__dirname, '..', '..', '..');
const WORKFLOWS = join(ROOT, '.github', 'workflows');
const workflows = readdirSync(WORKFLOWS);
const textOf = (name: string) => readFileSync(join(WORKFLOWS, name), 'utf8');

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
  readonly concurrency?: unknown;
  readonly 'timeout-minutes'?: number;
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}
const read = (name: string) => parse(textOf(name)) as Workflow;
const stepsOf = (name: string) => Object.values(read(name).jobs).flatMap(({ steps }) => steps);

/** One make target and its variables; no second command, no pipe, no substitution. */
const ONE_MAKE = /^make [a-z]+(?: [A-Z]+=(?:"[^"`;|&]*"|[\w/.-]+))*$/;
const TARGETS = new Set(
  [...readFileSync(join(ROOT, 'Makefile'), 'utf8').matchAll(/^([a-z]+):.*## /gm)].map(
    ([, target]) => target,
  ),
);
const targetOf = (command: string) => command.split(' ')[1];

describe.each(workflows)('%s', (name) => {
  it('is valid for GitHub', () => {
    const script = join(__dirname, 'testing', 'check-workflow.mjs');
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [script, join(WORKFLOWS, name)],
      { encoding: 'utf8' },
    );
    expect({ stdout, status, stderr: status === 0 ? '' : stderr }).toEqual({
      stdout: '',
      status: 0,
      stderr: '',
    });
  });

  it('pins every action to a commit, with its version in a comment', () => {
    const uses = textOf(name)
      .split('\n')
      .filter((line) => /\buses:/.test(line))
      .map((line) => line.replace(/^[\s-]*uses:\s*/, ''));
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('declares permissions and a timeout, and runs no text of an event', () => {
    const { permissions, jobs } = read(name);
    for (const job of Object.values(jobs)) {
      expect(job.permissions ?? permissions).toEqual(expect.any(Object));
      expect(job['timeout-minutes']).toEqual(expect.any(Number));
    }
    for (const { run } of stepsOf(name)) expect(run ?? '').not.toContain('${{');
  });
});

describe('nightly.yml', () => {
  const { on, permissions, jobs } = read('nightly.yml');
  const { night } = jobs;
  const step = (name: string) => stepsOf('nightly.yml').find((each) => each.name === name);

  it('runs on a schedule and on demand, one run an environment at a time', () => {
    expect(Object.keys(on).sort()).toEqual(['schedule', 'workflow_dispatch']);
    expect(night?.concurrency).toEqual({
      group: 'nightly-${{ matrix.environment }}',
      'cancel-in-progress': false,
    });
  });

  it('may write only the branch and the pull request', () => {
    expect(permissions).toEqual({});
    expect(night?.permissions).toEqual({ contents: 'write', 'pull-requests': 'write' });
    expect(night?.steps[0]?.with).toMatchObject({ 'persist-credentials': false });
  });

  it('runs only make', () => {
    const commands = stepsOf('nightly.yml').flatMap(({ run }) => (run === undefined ? [] : [run]));
    for (const command of commands) expect(command).toMatch(ONE_MAKE);
    expect(commands.map(targetOf)).toEqual(['nightly', 'propose']);
    for (const command of commands) expect(TARGETS).toContain(targetOf(command));
  });

  it('passes a secret only to the step that needs it', () => {
    const holders = stepsOf('nightly.yml').flatMap(({ name = '', ...each }) =>
      Object.entries(each.env ?? {})
        .filter(([, value]) => /secrets|github\.token/.test(value))
        .map(([variable]) => `${name}: ${variable}`),
    );
    expect(holders).toEqual([
      'Night: OPTIMUM_CLIENT_ID',
      'Night: OPTIMUM_CLIENT_SECRET',
      'Propose: GH_TOKEN',
    ]);
    const elsewhere = textOf('nightly.yml').match(/secrets[.[]/g) ?? [];
    expect(elsewhere).toHaveLength(holders.length);
    expect(JSON.stringify(night?.env)).not.toContain('secrets');
  });

  it('keeps the report, even if the run failed', () => {
    expect(step('Report')).toMatchObject({ if: 'always()', with: { path: 'reports/' } });
  });
});

describe('gitlab-nightly.yml', () => {
  const text = readFileSync(join(ROOT, '.ci', 'gitlab-nightly.yml'), 'utf8');
  const jobs = parse(text) as Readonly<
    Record<string, Readonly<Record<string, unknown>> & { readonly script: readonly string[] }>
  >;

  it('does the same: runs and merge requests only by make, one at a time, with kept reports', () => {
    expect(Object.keys(jobs)).toEqual(['nightly']);
    const { script, ...job } = jobs['nightly'] ?? { script: [] };
    for (const command of script) expect(command).toMatch(ONE_MAKE);
    expect(script.map(targetOf)).toEqual(['nightly', 'propose']);
    expect(job).toMatchObject({
      resource_group: 'nightly-$ENVIRONMENT',
      parallel: { matrix: [{ ENVIRONMENT: ['preprod', 'prod'] }] },
      artifacts: { when: 'always', paths: ['reports/'] },
      rules: [{ if: expect.stringContaining('"schedule"') }],
    });
    expect(JSON.stringify(job)).not.toMatch(/SECRET|TOKEN/);
  });
});

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
(hasShellcheck ? it : it.skip)('shellcheck has nothing to say of the scripts', () => {
  const scripts = ['.ci/run', '.ci/propose', '.ci/forges/github.sh', '.ci/forges/gitlab.sh'];
  const { stdout } = spawnSync('shellcheck', ['--external-sources', ...scripts], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});
