import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { defined } from '../../util/defined.js';
import { createImpactWorkflow } from '../../pipeline/impact-workflow.js';
import { createProjectFiles } from '../../pipeline/project-files.js';

/** The jobs for GitHub and GitLab, ours and those that `init` writes: validated as GitHub does it, and by rules of our own. */

const ROOT = join(__dirname, '..', '..', '..');
const PROGRAM = join(ROOT, 'dist', 'cli.js');
const OURS = join(ROOT, '.github', 'workflows');

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-workflows-'));
  mkdirSync(join(work, '.git'));
  writeFileSync(join(work, '.git', 'HEAD'), 'ref: refs/heads/main\n');
  writeFileSync(join(work, 'package-lock.json'), '{}');
  // A repository that uses a package: a workspace, and a folder with a lock file of its own.
  for (const folder of [work, join(work, 'apps', 'my web')]) {
    const installed = join(folder, 'node_modules', '@acme', 'fleet');
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, 'sdk.lock.json'), '{}');
    writeFileSync(join(folder, 'package.json'), '{"dependencies":{"@acme/fleet":"1.0.0"}}');
    writeFileSync(join(folder, 'package-lock.json'), '{}');
  }
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** What `init` writes for a project in a folder of a repository, by the names of the files. */
async function renderFor(
  nightly: 'github' | 'gitlab',
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  const choice = { env: 'production', documentation: 'https://api.example.com/', nightly };
  const files = await createProjectFiles({ ...choice, publishes: true }, join(work, folder));
  return new Map([...files].map(([path, text]) => [basename(path), text]));
}

/** What `impact --workflow` writes for a project in a folder of a repository. */
async function renderImpact(
  forge: 'github' | 'gitlab',
  folder: string,
  document?: string,
): Promise<string> {
  const project = join(work, folder);
  const [, text] = await createImpactWorkflow({ forge, project, ...defined({ document }) });
  return text;
}

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
const read = (text: string) => parse(text) as Workflow;
const stepsOf = (text: string) => Object.values(read(text).jobs).flatMap(({ steps }) => steps);
const runsOf = (text: string) => stepsOf(text).flatMap(({ run }) => (run === undefined ? [] : run));
const ours = (name: string) => readFileSync(join(OURS, name), 'utf8');

type Find = () => Promise<string | undefined>;
describe.each<[name: string, find: Find]>([
  ...readdirSync(OURS).map((name): [string, Find] => [name, () => Promise.resolve(ours(name))]),
  ...[
    ['', 'sdk-nightly.yml'],
    ['', 'sdk-publish.yml'],
    ['packages/my sdk', 'sdk-nightly-packages-my-sdk.yml'],
    ['packages/my sdk', 'sdk-publish-packages-my-sdk.yml'],
  ].map(([folder = '', name = '']): [string, Find] => [
    name,
    async () => (await renderFor('github', folder)).get(name),
  ]),
  ['sdk-impact.yml', () => renderImpact('github', '')],
  ['sdk-impact.yml for a document', () => renderImpact('github', '', 'https://a.example/$v1')],
  ['sdk-impact.yml of a workspace', () => renderImpact('github', 'packages/my app')],
  ['sdk-impact.yml of a folder with a lock file', () => renderImpact('github', 'apps/my web')],
])('%s', (name, find) => {
  let text: string;
  beforeAll(async () => {
    text = (await find()) ?? '';
  });

  it('is valid for GitHub', () => {
    const script = join(__dirname, 'testing', 'check-workflow.mjs');
    const path = join(work, name);
    writeFileSync(path, text);
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, path], {
      encoding: 'utf8',
    });
    expect({ stdout, status, stderr: status === 0 ? '' : stderr }).toEqual({
      stdout: '',
      status: 0,
      stderr: '',
    });
  });

  it('pins every action to a commit, with its version in a comment', () => {
    const uses = text
      .split('\n')
      .filter((line) => /\buses:/.test(line))
      .map((line) => line.replace(/^[\s-]*uses:\s*/, ''));
    expect(uses.length).toBeGreaterThan(0);
    for (const use of uses) expect(use).toMatch(/^[\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it('declares permissions and a timeout, keeps no credentials, and runs no text of an event', () => {
    const { permissions, jobs } = read(text);
    for (const job of Object.values(jobs)) {
      expect(job.permissions ?? permissions).toEqual(expect.any(Object));
      expect(job['timeout-minutes']).toEqual(expect.any(Number));
      expect(job.steps[0]?.with).toMatchObject({ 'persist-credentials': false });
    }
    for (const run of runsOf(text)) expect(run).not.toContain('${{');
  });

  it('installs without running scripts, and starts only what is installed', () => {
    const commands = runsOf(text).flatMap((run) => run.split(/\n|&&/));
    const installs = commands.filter((command) => /\bnpm (?:ci|install)\b/.test(command));
    for (const command of installs) expect(command).toContain('--ignore-scripts');
    for (const command of commands.filter((each) => each.includes('npx')))
      expect(command).toMatch(/\bnpx --no (?:--prefix "[^"]+" )?optimum-sdkgen /);
  });
});

it('uses one version of each action everywhere', async () => {
  const texts = [
    ...readdirSync(OURS).map(ours),
    ...(await renderFor('github', '')).values(),
    await renderImpact('github', ''),
  ];
  const uses = new Set(texts.flatMap((text) => text.match(/\buses: .*/g) ?? []));
  const names = [...uses].map((use) => use.split('@')[0]);
  expect(names).toHaveLength(new Set(names).size);
});

/** What differs from the workflows that `init` writes: this repository builds the program, and has secrets of its own. */
const DIFFERENCES: readonly (readonly [template: RegExp, ours: string])[] = [
  [/sdk-(nightly|publish)/g, '$1'],
  [/sdk-night-/g, 'night-'],
  [/^ +cache-dependency-path: .*\n/gm, ''],
  [/\bnpm ci --ignore-scripts$/gm, 'make build'],
  [/npx --no optimum-sdkgen (environments|publish)/g, 'node dist/cli.js $1'],
  [
    /npx --no optimum-sdkgen nightly --env ("\$ENVIRONMENT") --summary "(.*?)" (.*)$/gm,
    'make nightly ENV=$1 ARGS="--summary $2 $3"',
  ],
  [
    /npx --no optimum-sdkgen nightly --env ("\$ENVIRONMENT") (\$ACCEPT_SHRINK)/g,
    'make nightly ENV=$1 ARGS="$2"',
  ],
  [
    /npx --no optimum-sdkgen propose --env ("\$ENVIRONMENT") --forge (\w+) --base ("\$\w+")/g,
    'make propose ENV=$1 FORGE=$2 BASE=$3',
  ],
  [/(?<=BASE="\$\w+" )--report-url ("\$REPORT_URL")/g, 'ARGS="--report-url=$REPORT_URL"'],
  [
    /Of prod-eu: SDKGEN_PROD_EU_CLIENT_ID, or the same one for all environments\./g,
    'Of preprod: OPTIMUM_PREPROD_CLIENT_ID.',
  ],
  [/ \|\| secrets\.SDKGEN_CLIENT_(?:ID|SECRET)/g, ''],
  [/SDKGEN_(CLIENT|\{0\})/g, 'OPTIMUM_$1'],
  [/(?<=paths: \['output\/\*\*')\]/g, ", '!output/sandbox/**']"],
  [/\.gitlab\/(?=nightly|publish)/g, '.ci/gitlab-'],
  [/\[production\]/g, '[preprod, prod]'],
  [/"package-lock\.json"/g, 'package-lock.json'],
];

it.each([
  ['.github/workflows/nightly.yml', 'github', 'sdk-nightly.yml'],
  ['.github/workflows/publish.yml', 'github', 'sdk-publish.yml'],
  ['.ci/gitlab-nightly.yml', 'gitlab', 'sdk-nightly.yml'],
  ['.ci/gitlab-publish.yml', 'gitlab', 'sdk-publish.yml'],
] as const)('%s differs from what init writes only where it must', async (path, forge, name) => {
  const template = (await renderFor(forge, '')).get(name) ?? '';
  const want = DIFFERENCES.reduce((text, [from, to]) => text.replace(from, to), template);
  expect(readFileSync(join(ROOT, path), 'utf8')).toBe(want);
});

describe('nightly.yml', () => {
  const text = ours('nightly.yml');
  const { on, permissions, jobs } = read(text);
  const { night, environments } = jobs;
  const step = (name: string) => stepsOf(text).find((each) => each.name === name);

  it('runs on a schedule and on demand, one run an environment at a time', () => {
    expect(Object.keys(on).sort()).toEqual(['schedule', 'workflow_dispatch']);
    expect(night?.concurrency).toEqual({
      group: 'nightly-${{ matrix.environment }}',
      'cancel-in-progress': false,
    });
  });

  it('may write only the branch, the pull request and the issue', () => {
    expect(permissions).toEqual({});
    expect(environments?.permissions).toEqual({ contents: 'read' });
    expect(night?.permissions).toEqual({
      contents: 'write',
      'pull-requests': 'write',
      issues: 'write',
    });
  });

  it('passes a secret only to the step that needs it', () => {
    const holders = stepsOf(text).flatMap(({ name = '', ...each }) =>
      Object.entries(each.env ?? {})
        .filter(([, value]) => /secrets|github\.token/.test(value))
        .map(([variable]) => `${name}: ${variable}`),
    );
    expect(holders).toEqual([
      'Night: SDKGEN_WEBHOOK',
      'Night: OPTIMUM_CLIENT_ID',
      'Night: OPTIMUM_CLIENT_SECRET',
      'Propose: GH_TOKEN',
    ]);
    expect(text.match(/secrets[.[]/g) ?? []).toHaveLength(holders.length);
  });

  it.each(['Save the night', 'Reports', 'Page', 'Propose'])(
    'after a failed night goes on: %s',
    (name) => {
      const condition = "${{ !cancelled() && steps.night.conclusion != 'skipped' }}";
      expect(step(name)).toMatchObject({ if: condition });
    },
  );
});

describe('publish.yml', () => {
  const { permissions, jobs } = read(ours('publish.yml'));

  it('needs no token of npm: it proves which workflow it is', () => {
    expect(permissions).toEqual({});
    expect(jobs['publish']?.permissions).toEqual({
      contents: 'write',
      'id-token': 'write',
      attestations: 'write',
    });
    expect(ours('publish.yml')).not.toMatch(/secrets|NPM_TOKEN|NODE_AUTH_TOKEN/);
  });
});

describe('the workflow that impact writes', () => {
  it('reads the repository, and writes alerts alone', async () => {
    const { on, permissions, jobs } = read(await renderImpact('github', ''));
    expect(Object.keys(on).sort()).toEqual(['pull_request', 'schedule', 'workflow_dispatch']);
    expect(permissions).toEqual({});
    expect(jobs['impact']?.permissions).toEqual({
      contents: 'read',
      'security-events': 'write',
    });
  });

  it.each([
    ['', 'npm ci --ignore-scripts', '', 'optimum-sdkgen impact "$SIDE" --out'],
    [
      'packages/my app',
      'npm ci --ignore-scripts',
      '',
      'optimum-sdkgen impact "$SIDE" --project "packages/my app" --out',
    ],
    [
      'packages/my app/tsconfig.app.json',
      'npm ci --ignore-scripts',
      '',
      'optimum-sdkgen impact "$SIDE" --project "packages/my app/tsconfig.app.json" --out',
    ],
    [
      'apps/my web',
      'npm ci --ignore-scripts --prefix "apps/my web"',
      '/apps/my web',
      'optimum-sdkgen impact "$SIDE" --project "apps/my web" --out',
    ],
  ])('of "%s" installs where the lock file is', async (folder, install, below, impact) => {
    const text = await renderImpact('github', folder);
    expect(runsOf(text)[0]).toBe(install);
    expect(text).toContain(`npm ci --ignore-scripts --prefix "$RUNNER_TEMP/before${below}"`);
    expect(text).toContain(`from-package=$RUNNER_TEMP/before${below}/node_modules/@acme/fleet"`);
    expect(text).toContain(impact);
  });

  it.each([
    ['', 'sdk-impact.yml'],
    ['packages/my app/tsconfig.app.json', 'sdk-impact-packages-my-app.yml'],
    ['apps/my web', 'sdk-impact-apps-my-web.yml'],
  ])('of "%s" is %s at the root of the repository', async (folder, name) => {
    const [path] = await createImpactWorkflow({ forge: 'gitlab', project: join(work, folder) });
    expect(path).toBe(join(work, '.gitlab', name));
  });

  it.each([
    ['a {folder}', "for the folder 'a {folder}'"],
    ['..', 'no generated package installed'],
  ])('is refused in %s', async (folder, want) => {
    await expect(renderImpact('github', folder)).rejects.toThrow(want);
  });

  it('takes a document in place of the newest package', async () => {
    const url = 'https://a.example/odata/$openapi?v=1';
    const github = await renderImpact('github', '', url);
    expect(stepsOf(github).map(({ env }) => env)).toContainEqual({ DOCUMENT: url });
    expect(github).not.toMatch(/npm pack|inputs/);
    const gitlab = await renderImpact('gitlab', '', url);
    expect(parse(gitlab)).toMatchObject({
      'sdk-impact': { variables: { DOCUMENT: 'https://a.example/odata/$$openapi?v=1' } },
    });
    for (const wrong of ['fleet.json', 'staging', 'https://a.example/${{ github.token }}'])
      await expect(renderImpact('github', '', wrong)).rejects.toThrow('is not the URL');
  });

  it('has options that the command has', async () => {
    const texts = [await renderImpact('github', 'apps/my web'), await renderImpact('gitlab', '')];
    const commands = texts.flatMap((text) => text.match(/optimum-sdkgen impact .*/g) ?? []);
    expect(commands).toHaveLength(4);
    const sides = texts.flatMap((text) => text.match(/--(?:from|to)-package(?==)/g) ?? []);
    const options = [...commands.flatMap((each) => each.match(/--[a-z-]+/g) ?? []), ...sides];
    const { stdout } = spawnSync(process.execPath, [PROGRAM, 'impact', '--help'], {
      encoding: 'utf8',
    });
    const known = new Set(stdout.match(/--[a-z-]+/g));
    expect(options.filter((option) => !known.has(option))).toEqual([]);
  });

  it('for GitLab has a page and a code quality report, and fails in a merge request alone', async () => {
    const jobs = parse(await renderImpact('gitlab', '')) as Readonly<Record<string, object>>;
    const { 'sdk-impact': job, ...others } = jobs;
    expect(others).toEqual({});
    expect(Object.keys(job ?? {}).filter((key) => !JOB_KEYS.includes(key))).toEqual([]);
    expect(job).toMatchObject({
      rules: [
        { if: expect.stringContaining('"schedule"') as unknown },
        {
          if: '$CI_PIPELINE_SOURCE == "merge_request_event"',
          changes: expect.any(Array) as unknown,
        },
      ],
      timeout: '30 minutes',
      artifacts: {
        expose_as: 'What reaches this project',
        paths: ['sdk-impact.html'],
        reports: { codequality: 'sdk-impact.json' },
      },
    });
  });
});

/** What a job for GitLab may have, and what each must have. */
const JOB_KEYS = [
  ...['artifacts', 'cache', 'environment', 'id_tokens', 'image', 'parallel'],
  ...['resource_group', 'rules', 'script', 'timeout', 'variables'],
];

describe.each(['', 'packages/my sdk'])('the jobs for GitLab of a project in "%s"', (folder) => {
  type GitLabJob = Readonly<Record<string, unknown>> & { readonly script: readonly string[] };
  let jobs: Readonly<Record<string, GitLabJob>>;
  beforeAll(async () => {
    const texts = [...(await renderFor('gitlab', folder)).values()].slice(1);
    jobs = Object.assign({}, ...texts.map((text) => parse(text) as object)) as typeof jobs;
  });

  it('have only keywords that are meant, one run at a time, a limit of time, and rules', () => {
    expect(Object.keys(jobs)).toHaveLength(2);
    for (const job of Object.values(jobs)) {
      expect(Object.keys(job).filter((key) => !JOB_KEYS.includes(key))).toEqual([]);
      expect(job).toMatchObject({
        image: 'node:24-bookworm',
        resource_group: expect.any(String) as unknown,
        rules: [{ if: expect.stringContaining('$CI_PIPELINE_SOURCE ==') as unknown }],
        timeout: '30 minutes',
      });
      for (const line of job.script) expect(line).toEqual(expect.any(String));
    }
  });

  it('run the same commands as those for GitHub, and fail after a failed night', () => {
    const enter = folder === '' ? [] : [`cd "${folder}"`];
    const [nightly, publish] = Object.values(jobs);
    expect(nightly?.script).toEqual([
      ...enter,
      'npm ci --ignore-scripts',
      'npx --no optimum-sdkgen nightly --env "$ENVIRONMENT" $ACCEPT_SHRINK || night=$?',
      'npx --no optimum-sdkgen propose --env "$ENVIRONMENT" --forge gitlab --base "$CI_COMMIT_BRANCH"',
      'exit "${night:-0}"',
    ]);
    expect(publish?.script).toEqual([
      ...enter,
      'npm ci --ignore-scripts',
      'npx --no optimum-sdkgen publish --release gitlab',
    ]);
    expect(publish?.['id_tokens']).toEqual({
      NPM_ID_TOKEN: { aud: 'npm:registry.npmjs.org' },
      SIGSTORE_ID_TOKEN: { aud: 'sigstore' },
    });
  });

  it('keep the reports and how the last night ended, also of a failed one', () => {
    const path = folder === '' ? '' : `${folder}/`;
    const [nightly] = Object.values(jobs);
    expect(nightly).toMatchObject({
      parallel: { matrix: [{ ENVIRONMENT: ['production'] }] },
      artifacts: { when: 'always', paths: [`${path}reports/`] },
      cache: [
        { paths: [`${path}reports/$ENVIRONMENT/night.json`], when: 'always' },
        { key: { files: ['package-lock.json'] }, paths: ['.npm/'] },
      ],
    });
    expect(JSON.stringify(nightly)).not.toMatch(/SECRET|_TOKEN/);
  });
});

const hasShellcheck = spawnSync('shellcheck', ['--version']).status === 0;
(hasShellcheck ? it : it.skip)('shellcheck has nothing to say of the scripts', () => {
  const scripts = ['.ci/run'];
  const { stdout } = spawnSync('shellcheck', ['--external-sources', ...scripts], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});
