import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { startDocumentServer, type DocumentServer } from '../../nightly/testing/document-server.js';
import { type Registry, startRegistry } from '../registry/index.js';
import { SUBJECTS, type Subject } from './testing/subject.js';
import { checkOut, runProcess, runProgram, startSandbox, type Ended } from './testing/workflow.js';

/** From the documentation of an API to a program that calls it with the published package, in private places throughout. */

/** It starts many processes, so `make forges` runs it. */
const describeForges = process.env['FORGES'] ? describe : describe.skip;

const PACKAGE = '@acme/fleet';
const VERSION = '0.1.0';
const PROGRAM = `
import { FleetClient } from '${PACKAGE}';

const client = new FleetClient({ baseUrl: process.env.API_URL });
const { id } = await client.vehicles.create({ plate: 'AB-123-CD' });
const { plate } = await client.vehicles.get(id);
console.log(JSON.stringify({ plate }));
`;

let work: string;
let documentation: DocumentServer;
let registry: Registry;
let forge: Subject;
/** What every process of a test has printed. */
const printed: Ended[] = [];

beforeEach(async () => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-end-to-end-'));
  printed.length = 0;
  [documentation, registry] = await Promise.all([startDocumentServer(), startRegistry('@acme')]);
  documentation.publish(createDocument());
});
afterEach(async () => {
  await Promise.all([documentation.close(), registry.close(), forge.server.close()]);
  rmSync(work, { recursive: true, force: true });
});

describeForges.each(Object.entries(SUBJECTS))('at %s', (_, startSubject) => {
  it('proposes, merges, publishes, installs, calls and reproduces a package', async () => {
    forge = await startSubject({ files: createProject(), rules: PROTECTED });

    await runNight('2026-11-24');
    const [request] = await forge.listRequests();
    await forge.merge(request!.number, { method: 'squash', deleteBranch: true });
    const main = await forge.repository.tip('main');

    const published = await publishAfterDryRun();
    expect(published).toMatchObject({ 'dist-tags': { latest: VERSION } });
    expect(await forge.repository.git(['rev-parse', TAG])).toContain(main);
    const [release, ...others] = forge.listReleases();
    expect(others).toEqual([]);
    expect(release).toMatchObject({
      tag: TAG,
      title: `${PACKAGE} ${VERSION}`,
      text: expect.stringContaining('Generated for the first time') as unknown,
    });

    const user = await installPackage();
    expect(await callSandbox(user)).toEqual({ plate: 'AB-123-CD' });
    const tarball = await downloadTarball();
    const [downloaded, installed, flipped] = await Promise.all(
      [
        tarball,
        join(user, 'node_modules', PACKAGE),
        flipFirstByte(tarball, 'package/src/index.ts'),
      ].map(check),
    );
    expect(downloaded).toMatchObject(REPRODUCED);
    expect(installed).toMatchObject(REPRODUCED);
    expect(flipped).toMatchObject({ code: 1, out: expect.stringMatching(FLIPPED) as unknown });

    expect(await publishAgain()).toEqual(published);
    expect(forge.listReleases()).toEqual([release]);

    await runNight('2026-11-25');
    expect(await forge.listRequests()).toMatchObject([{ state: 'merged' }]);
    expect(await forge.listIssues()).toEqual([]);
    expect(await forge.repository.tip('nightly/staging')).toBeUndefined();
    expect(await forge.repository.tip('main')).toBe(main);

    const texts = [request?.text, release?.text, readTarball(tarball)];
    expectNoSecrets([...printed.flatMap(({ out, err }) => [out, err]), ...texts]);
    expect(forge.server.refused).toEqual([]);
  });
});

/** The default branch changes by requests alone, and wants signatures. */
const PROTECTED = [
  { pattern: '~DEFAULT_BRANCH', types: ['pull_request', 'required_signatures'] },
] as const;
const TAG = `staging-v${VERSION}`;
const REPRODUCED = {
  code: 0,
  out: expect.stringContaining(`(${PACKAGE} ${VERSION}) is reproduced: `) as unknown,
  err: '',
};
const FLIPPED = /differs from what [^]*\n {2}differs {3}src\/index\.ts, line 1\n$/;

/** Vehicles that can be created and read. */
function createDocument(): string {
  const Vehicle = {
    type: 'object',
    required: ['id', 'plate'],
    properties: { id: TEXT, plate: TEXT },
  };
  const NewVehicle = { type: 'object', required: ['plate'], properties: { plate: TEXT } };
  const content = (name: string) => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const responses = (status: number) => ({
    [status]: { description: 'The vehicle', ...content('Vehicle') },
  });
  const tags = ['Vehicles'];
  const id = { name: 'id', in: 'path', required: true, schema: TEXT };
  return JSON.stringify({
    openapi: '3.0.4',
    info: { title: 'Fleet', version: '1.0' },
    paths: {
      '/vehicles': {
        post: {
          tags,
          requestBody: { required: true, ...content('NewVehicle') },
          responses: responses(201),
        },
      },
      '/vehicles/{id}': { get: { tags, parameters: [id], responses: responses(200) } },
    },
    components: { schemas: { Vehicle, NewVehicle } },
  });
}
const TEXT = { type: 'string' } as const;

/** As a team commits it: `.npmrc` names the registry and the variable with the token. */
function createProject() {
  const staging = { documentation: documentation.url, packageName: PACKAGE };
  return {
    'sdk.config.json': JSON.stringify({ environments: { staging } }),
    'package.json': '{"private":true}',
    '.gitignore': 'node_modules/\ndist/\n*.tgz\nreports/\n',
    '.npmrc': createNpmrc(),
  };
}

function createNpmrc(): string {
  return `@acme:registry=${registry.url}\n${registry.npmrc('REGISTRY_TOKEN')}`;
}

/** With a cache of its own, since another run's registry may have had the same port. */
const npmVariables = () => ({
  REGISTRY_TOKEN: registry.token,
  npm_config_cache: join(work, 'npm-cache'),
});

async function record(running: Promise<Ended>): Promise<Ended> {
  const ended = await running;
  printed.push(ended);
  return ended;
}

async function succeed(what: string, running: Promise<Ended>): Promise<Ended> {
  const ended = await record(running);
  expect({ what, ...ended }).toMatchObject({ what, code: 0 });
  return ended;
}

/** One run of the nightly workflow, in a clone of its own. */
async function runNight(date: string): Promise<void> {
  const { run, remove } = await checkOut(forge);
  const env = ['--env', 'staging'];
  await succeed('nightly', run(['nightly', ...env, '--date', date]));
  await succeed('propose', run(['propose', ...env, '--forge', forge.name]));
  remove();
}

/** A run of the publishing workflow, in a clone of what is merged. @returns what each `publish` printed. */
async function publish(...runs: readonly (readonly string[])[]): Promise<readonly string[]> {
  const { run, remove, git, folder } = await checkOut(forge);
  const commit = await git.run(folder, 'rev-parse', 'HEAD');
  const variables = { ...npmVariables(), GITHUB_SHA: commit, CI_COMMIT_SHA: commit };
  const lines: string[] = [];
  for (const words of runs) {
    const command = ['publish', '--release', forge.name, ...words];
    lines.push((await succeed('publish', run(command, { variables }))).out);
  }
  expect(await git.run(folder, 'status', '--porcelain')).toBe('');
  remove();
  return lines;
}

async function publishAfterDryRun(): Promise<unknown> {
  const [dry] = await publish(['--dry-run']);
  expect(dry).toContain(`${PACKAGE}@${VERSION} would be published as \`latest\``);
  expect(await readRegistry()).toMatchObject({ status: 404 });
  expect(forge.listReleases()).toEqual([]);
  const [first] = await publish([]);
  expect(first).toContain(`${PACKAGE}@${VERSION} is published as \`latest\``);
  return (await readRegistry()).body;
}

async function publishAgain(): Promise<unknown> {
  const [again] = await publish([]);
  expect(again).toContain(
    `${PACKAGE}@${VERSION} is in the registry already, with the same content`,
  );
  return (await readRegistry()).body;
}

/** Everything that the registry knows of the package. */
async function readRegistry() {
  const headers = { authorization: `Bearer ${registry.token}` };
  const response = await fetch(new URL(PACKAGE, registry.url), { headers });
  return { status: response.status, body: await response.json() };
}

/** @returns the folder of a project of somebody who uses the package. */
async function installPackage(): Promise<string> {
  const user = join(work, 'user');
  mkdirSync(user);
  writeFileSync(join(user, 'package.json'), '{"private":true,"type":"module"}');
  writeFileSync(join(user, '.npmrc'), createNpmrc());
  writeFileSync(join(user, 'program.js'), PROGRAM);
  const words = ['install', PACKAGE, '--no-audit', '--no-fund', '--no-update-notifier'];
  await succeed('npm install', runProcess('npm', words, user, npmVariables()));
  return user;
}

/** Runs the program of the user against the sandbox of the merged document, when the documentation itself is gone. */
async function callSandbox(user: string): Promise<unknown> {
  const { folder, remove } = await checkOut(forge);
  documentation.fail(503);
  const sandbox = await startSandbox(folder, 'staging');
  const variables = { API_URL: sandbox.url };
  const { out } = await succeed(
    'program',
    runProcess(process.execPath, ['program.js'], user, variables),
  );
  await record(sandbox.stop());
  documentation.publish(createDocument());
  remove();
  return JSON.parse(out) as unknown;
}

/** @returns the path of the tarball as the registry has it. */
async function downloadTarball(): Promise<string> {
  const words = ['pack', PACKAGE, '--pack-destination', work];
  await succeed('npm pack', runProcess('npm', words, join(work, 'user'), npmVariables()));
  return join(work, `acme-fleet-${VERSION}.tgz`);
}

const check = (path: string) => record(runProgram(work, ['check', path], {}));
const readTarball = (path: string) => gunzipSync(readFileSync(path)).toString('latin1');

/** @returns the path of a copy, in which one bit of the first byte of a file is another. */
function flipFirstByte(tarball: string, path: string): string {
  const bytes = gunzipSync(readFileSync(tarball));
  const header = bytes.indexOf(`${path}\0`);
  if (header < 0) throw new Error(`${tarball} has no ${path}`);
  const start = header + TAR_BLOCK;
  bytes.writeUInt8(bytes.readUInt8(start) ^ 1, start);
  const copy = join(work, 'flipped.tgz');
  writeFileSync(copy, gzipSync(bytes));
  return copy;
}

/** The length of a file's header in a tarball; its content follows. */
const TAR_BLOCK = 512;

function expectNoSecrets(texts: readonly (string | undefined)[]): void {
  for (const secret of [forge.login.token, forge.weakToken, registry.token])
    expect(texts.filter((text) => text?.includes(secret))).toEqual([]);
}
