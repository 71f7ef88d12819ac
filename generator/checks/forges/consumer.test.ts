import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { documentOf } from '../../nightly/testing/document-server.js';
import { type Registry, startRegistry } from '../registry/index.js';
import { createGitClient } from './git-client.js';
import { runGitHubJob, runGitLabJob } from './testing/shell-steps.js';
import { runProcess, runProgram } from './testing/workflow.js';

/** The workflows that `impact --workflow` writes, in a repository that uses a package of a registry on loopback. */

const PROGRAM = join(__dirname, '..', '..', '..', 'dist', 'cli.js');
const GITHUB = '.github/workflows/sdk-impact.yml';
const GITLAB = '.gitlab/sdk-impact.yml';

const FILES = {
  'package.json': JSON.stringify({
    ...{ name: 'app', private: true, type: 'module' },
    dependencies: { '@acme/things': '1.0.0' },
    devDependencies: { 'optimum-sdk-generator': 'file:tools/generator' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, types: [] },
    include: ['src'],
  }),
  'src/app.ts': `import { FleetClient } from '@acme/things';
const client = new FleetClient({ baseUrl: 'https://api.example.com/' });
await client.vehicles.get();
await client.drivers.get();
`,
  '.gitignore': 'node_modules\nsdk-impact.*\n.npm\n',
  // What npm installs as the generator is the one that was built here.
  'tools/generator/package.json': JSON.stringify({
    ...{ name: 'optimum-sdk-generator', version: '1.0.0' },
    bin: { 'optimum-sdkgen': 'cli.cjs' },
  }),
  'tools/generator/cli.cjs': `#!/usr/bin/env node\nrequire(${JSON.stringify(PROGRAM)});\n`,
};

(process.env['FORGES'] === '1' ? describe : describe.skip)('the workflow of impact', () => {
  let work: string;
  let folder: string;
  let registry: Registry;
  const git = createGitClient();
  const npm = async (...words: readonly string[]) => {
    const ended = await runProcess('npm', words, folder);
    expect({ words, ...ended }).toMatchObject({ code: 0 });
  };
  const lock = () => npm('install', '--package-lock-only', '--ignore-scripts', '--no-audit');
  const commit = async (message: string) => {
    await git.run(folder, 'add', '--all');
    await git.run(folder, 'commit', '--quiet', '--message', message);
  };
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');

  beforeAll(async () => {
    work = mkdtempSync(join(tmpdir(), 'sdkgen-consumer-'));
    folder = join(work, 'app');
    registry = await startRegistry();
    await publish('1.0.0', ['vehicles', 'drivers']);
    await publish('2.0.0', ['vehicles']);
    for (const [path, text] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    writeFileSync(join(folder, '.npmrc'), `registry=${registry.url}\n`);
    await git.run(folder, 'init', '--quiet', '--initial-branch=main');
    await lock();
    await npm('ci', '--ignore-scripts');
    for (const forge of ['github', 'gitlab'])
      expect(await runProgram(folder, ['impact', '--workflow', forge], {})).toMatchObject({
        code: 0,
      });
    await commit('use the package');
    // As Dependabot does it, and as GitHub merges it for the checks of a pull request.
    await git.run(folder, 'switch', '--quiet', '--create', 'update');
    const updated = FILES['package.json'].replace('1.0.0', '2.0.0');
    writeFileSync(join(folder, 'package.json'), updated);
    await lock();
    await commit('update the package');
    await git.run(folder, 'switch', '--quiet', '--detach', 'main');
    await git.run(folder, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'update');
    await git.run(folder, 'tag', 'merged');
  });
  afterAll(async () => {
    await registry.close();
    rmSync(work, { recursive: true, force: true });
  });

  async function publish(version: string, names: readonly string[]): Promise<void> {
    const own = join(work, version);
    mkdirSync(own);
    writeFileSync(join(own, 'fleet.json'), documentOf(names));
    writeFileSync(join(own, '.npmrc'), registry.npmrc('REGISTRY_TOKEN'));
    const words = ['--package-name', '@acme/things', '--package-version', version, '--pack'];
    const generate = ['generate', '--input', 'fleet.json', '--out', 'sdk', ...words];
    expect(await runProgram(own, generate, {})).toMatchObject({ code: 0 });
    const tarball = join(own, 'sdk', `acme-things-${version}.tgz`);
    const publishing = ['publish', tarball, '--registry', registry.url];
    expect(
      await runProcess('npm', publishing, own, { REGISTRY_TOKEN: registry.token }),
    ).toMatchObject({ code: 0 });
  }

  const runGitHub = (event: string) =>
    runGitHubJob(read(GITHUB), { cwd: folder, event, temporary: join(work, event) });
  const BREAK = /src\/app\.ts:4`.*client\.drivers\.get/;

  it('compares every day with the newest package', async () => {
    await git.run(folder, 'switch', '--quiet', 'main');
    const { steps, summary } = await runGitHub('schedule');
    expect([...steps].map(([name, { code, err }]) => [name, code, code === 0 ? '' : err])).toEqual(
      ['npm ci --ignore-scripts', 'Newest package', 'Impact', 'Summary'].map((name) => [
        ...[name, 0, ''],
      ]),
    );
    expect(summary).toMatch(BREAK);
    expect(read('sdk-impact.html')).toContain('<h1>Breaks this project</h1>');
    expect(JSON.parse(read('sdk-impact.sarif'))).toMatchObject({
      runs: [{ results: [{ level: 'error' }] }],
    });
  });

  it('annotates a pull request that updates the package, and fails', async () => {
    await git.run(folder, 'switch', '--quiet', '--detach', 'merged');
    const { steps, summary } = await runGitHub('pull_request');
    expect([...steps].map(([name, { code }]) => [name, code])).toEqual([
      ['npm ci --ignore-scripts', 0],
      ['Package before', 0],
      ['Impact', 0],
      ['Summary', 0],
      ['Annotations', 1],
    ]);
    expect(summary).toMatch(BREAK);
    expect(steps.get('Annotations')?.out).toMatch(/^::error file=src\/app\.ts,line=4,/m);
    await git.run(folder, 'worktree', 'prune');
  });

  it.each([
    ['every day with the newest package', 'main', 0],
    ['the update of a merge request', 'merged', 1],
  ] as const)('compares on GitLab %s', async (_, at, code) => {
    const clone = join(work, `gitlab-${at}`);
    await git.run(work, 'clone', '--quiet', `file://${folder}`, clone);
    await git.run(clone, 'switch', '--quiet', '--detach', at === 'main' ? 'origin/main' : at);
    const base = await git.run(clone, 'rev-parse', 'origin/main');
    const variables = at === 'main' ? {} : { CI_MERGE_REQUEST_DIFF_BASE_SHA: base };
    const ended = await runGitLabJob(read(GITLAB), clone, variables);
    expect(ended).toMatchObject({ code, out: expect.stringMatching(BREAK) as unknown });
    const text = readFileSync(join(clone, 'sdk-impact.json'), 'utf8');
    expect(JSON.parse(text)).toMatchObject([
      { severity: 'critical', location: { path: 'src/app.ts', lines: { begin: 4 } } },
    ]);
    expect(existsSync(join(clone, 'sdk-impact.html'))).toBe(true);
  });
});
