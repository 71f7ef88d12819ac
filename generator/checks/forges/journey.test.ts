import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  documentOf,
  startDocumentServer,
  type DocumentServer,
} from '../../nightly/testing/document-server.js';
import type { Files } from './bare-repository.js';
import { createGitClient } from './git-client.js';
import { PERSON, SUBJECTS, type Subject, type SubjectOptions } from './testing/subject.js';
import { checkOut, runProgram, type Checkout, type Ended } from './testing/workflow.js';

/** The way of a change from the documentation to a merged request, as jobs of GitHub and GitLab go it night after night. */

/** It starts many processes, so `make forges` runs it. */
const describeForges = process.env['FORGES'] ? describe : describe.skip;

const PEOPLE = { assignees: ['alice'], reviewers: ['bob'] };
const BRANCH = 'nightly/staging';
const TAGS = ['Vehicles', 'Trips', 'Alerts', 'Zones', 'Drivers', 'Depots', 'Fuel'];
/** What the documentation has: programs break when something is removed. */
const DOCUMENTS = {
  usual: documentOf(TAGS),
  more: documentOf([...TAGS, 'Stops']),
  less: documentOf(TAGS.slice(1)),
};
type DocumentName = keyof typeof DOCUMENTS;

let documentation: DocumentServer;
let forge: Subject;
const checkouts: Checkout[] = [];

beforeAll(async () => {
  documentation = await startDocumentServer();
});
afterAll(() => documentation.close());
afterEach(async () => {
  for (const { remove } of checkouts.splice(0)) remove();
  await forge.server.close();
});

/** A project for the environment `staging` in a folder of the repository. */
function projectIn(folder: string): Files {
  const staging = { documentation: documentation.url, packageName: '@acme/fleet' };
  const config = { nightly: PEOPLE, environments: { staging } };
  return {
    [join(folder, 'sdk.config.json')]: JSON.stringify(config),
    [join(folder, '.gitignore')]: 'reports/\nnode_modules/\n',
  };
}

async function clone(): Promise<Checkout> {
  const checkout = await checkOut(forge);
  checkouts.push(checkout);
  return checkout;
}

const runNightly = (checkout: Pick<Checkout, 'run'>, date: string, folder = '') =>
  checkout.run(['nightly', '--env', 'staging', '--date', date], { folder });

interface Proposal {
  /** Of the project within the repository. */
  readonly folder?: string;
  readonly base?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** `propose` in a clone: it uses the API alone, and shows no token. */
async function propose(checkout: Checkout, { folder = '', base, variables = {} }: Proposal = {}) {
  const words = ['propose', '--env', 'staging', '--forge', forge.name];
  const git = forge.server.gitRequests.length;
  const ended = await checkout.run([...words, ...(base ? ['--base', base] : [])], {
    folder,
    variables,
  });
  expect(forge.server.gitRequests.length).toBe(git);
  expectNoSecrets(ended);
  return ended;
}

/** One run of the workflow: a new clone, `nightly`, and `propose` whatever came of it. */
async function night(date: string, folder = '') {
  const checkout = await clone();
  const nightly = await runNightly(checkout, date, folder);
  const proposed = await propose(checkout, { folder });
  expectNoSecrets(nightly);
  return { checkout, nightly, proposed };
}

async function goodNight(date: string) {
  const { nightly, proposed } = await night(date);
  expect({ what: 'nightly', ...nightly }).toMatchObject({ code: 0 });
  expect({ what: 'propose', ...proposed }).toMatchObject({ code: 0 });
}

/** Folders of projects whose first night had this document: generating takes longer than all the rest. */
const firstNights = new Map<DocumentName, Promise<string>>();
function getFirstNight(name: DocumentName): Promise<string> {
  const known = firstNights.get(name) ?? runFirstNight(name);
  firstNights.set(name, known);
  return known;
}
async function runFirstNight(name: DocumentName): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sdkgen-first-night-'));
  for (const [path, text] of Object.entries(projectIn(''))) writeFileSync(join(folder, path), text);
  documentation.publish(DOCUMENTS[name]);
  const words = ['nightly', '--env', 'staging', '--date', '2026-11-24'];
  expect(await runProgram(folder, words, {})).toMatchObject({ code: 0 });
  return folder;
}
afterAll(async () => {
  for (const folder of firstNights.values()) rmSync(await folder, { recursive: true, force: true });
});

/** A clone as `nightly` leaves it when the project has no package yet. */
async function cloneAfterFirstNight(name: DocumentName, folder = ''): Promise<Checkout> {
  const from = await getFirstNight(name);
  const checkout = await clone();
  for (const part of ['output', 'fixtures', 'reports'])
    cpSync(join(from, part), join(checkout.folder, folder, part), { recursive: true });
  return checkout;
}

/** The same with `propose`, which must succeed. */
async function proposeFirstNight(name: DocumentName, given: Proposal = {}): Promise<Checkout> {
  const checkout = await cloneAfterFirstNight(name, given.folder);
  expect(await propose(checkout, given)).toMatchObject({ code: 0 });
  return checkout;
}

function expectNoSecrets(...ended: readonly Ended[]): void {
  for (const { out, err } of ended) {
    expect(`${out}${err}`).not.toContain(forge.login.token);
    expect(`${out}${err}`).not.toContain(forge.weakToken);
  }
}

const requests = async () => (await forge.listRequests()).filter(({ isFork }) => !isFork);
const tip = (branch = BRANCH) => forge.repository.tip(branch);
const commitsOf = (branch = BRANCH) => forge.repository.log(branch, '--not', 'main');

/** The files that a branch has and `main` has not, or has otherwise. */
async function filesOf(branch = BRANCH): Promise<readonly string[]> {
  const out = await forge.repository.git(['diff', '--name-only', 'main', branch]);
  return out.trim().split('\n');
}

describeForges.each(Object.entries(SUBJECTS))('at %s', (_, startSubject) => {
  const start = async (files: Files, more: Omit<SubjectOptions, 'files'> = {}) => {
    forge = await startSubject({ files, ...more });
  };
  afterEach(() => {
    expect(forge.server.refused).toEqual([]);
  });

  it('proposes, updates, merges and closes, in a private repository with a fork that has the same branch', async () => {
    await start(projectIn(''));
    const anonymous = createGitClient();
    await expect(anonymous.run('/', 'ls-remote', forge.gitUrl)).rejects.toThrow();
    await forge.proposeFromFork({ owner: 'mallory', branch: BRANCH, files: { 'a.txt': 'theirs' } });
    const [foreign] = await forge.listRequests();

    documentation.publish(DOCUMENTS.usual);
    await goodNight('2026-11-24');
    const [first, ...others] = await requests();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      branch: BRANCH,
      base: 'main',
      state: 'open',
      labels: [],
      assignees: ['alice'],
      reviewers: ['bob'],
      text: expect.stringContaining('Fleet'),
    });
    const main = await tip('main');
    const [commit] = await commitsOf();
    expect(commit).toMatchObject({ isSigned: true, parents: [main] });
    expect(commit?.message).toContain(first!.title);
    const paths = await filesOf();
    expect(paths).toContain('output/staging/package.json');
    expect(paths).toContain('fixtures/staging/swagger.json');
    expect(paths.filter((path) => !/^(?:output|fixtures)\/staging\//.test(path))).toEqual([]);

    await goodNight('2026-11-25');
    expect(await commitsOf()).toEqual([commit]);
    documentation.publish(DOCUMENTS.more);
    await goodNight('2026-11-26');
    expect(await commitsOf()).toMatchObject([{ parents: [main] }]);
    expect(await commitsOf()).not.toEqual([commit]);
    expect(await requests()).toHaveLength(1);

    await forge.merge(first!.number, { method: 'squash', deleteBranch: true });
    await goodNight('2026-11-27');
    expect(await requests()).toMatchObject([{ state: 'merged' }]);
    expect(await tip()).toBeUndefined();

    documentation.publish(DOCUMENTS.usual);
    await goodNight('2026-11-28');
    const second = (await requests())[1];
    expect(second).toMatchObject({ state: 'open', labels: ['breaking'] });
    documentation.publish(documentOf([...TAGS, 'Stops', 'Routes']));
    await goodNight('2026-11-29');
    expect((await requests())[1]).toMatchObject({ number: second?.number, labels: [] });
    documentation.publish(DOCUMENTS.more);
    await goodNight('2026-11-30');
    expect(await requests()).toMatchObject([
      { state: 'merged' },
      { number: second?.number, state: 'closed', comments: [expect.any(String)] },
    ]);
    expect(await tip()).toBeUndefined();
    expect((await forge.listRequests())[0]).toEqual(foreign);
  });

  it('opens one issue for failed nights, and closes it when one succeeds', async () => {
    await start(projectIn(''));
    documentation.fail(404);
    const failed = await night('2026-11-24');
    expect(failed.nightly.code).toBe(3);
    expect(failed.proposed).toMatchObject({ code: 0 });
    await night('2026-11-25');
    const [issue, ...others] = await forge.listIssues();
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      state: 'open',
      labels: ['sdk-nightly'],
      assignees: ['alice'],
      comments: [],
    });
    expect(issue?.text).toContain('exit code 3');
    expect(issue?.text).toContain('2026-11-24');
    expect(issue?.text).toMatch(/(?:runs|jobs)\/7/);
    expect(await requests()).toEqual([]);

    await proposeFirstNight('usual');
    expect(await forge.listIssues()).toMatchObject([
      { number: issue?.number, state: 'closed', comments: [expect.stringContaining('2026-11-24')] },
    ]);
    expect(await requests()).toMatchObject([{ state: 'open' }]);
  });

  it('opens the request although somebody who is asked for a review is unknown', async () => {
    const files = Object.entries(projectIn('')).map(
      ([path, text]) => [path, text.toString().replace('bob', 'who-left')] as const,
    );
    await start(Object.fromEntries(files));
    const first = await propose(await cloneAfterFirstNight('usual'));
    expect(first.code).toBe(forge.name === 'github' ? 5 : 2);
    expect(first.err).toContain('reviewers');
    await proposeFirstNight('usual');
    expect(await requests()).toMatchObject([{ state: 'open', reviewers: [] }]);
  });

  it('opens the issue although somebody whom it should be assigned to is unknown', async () => {
    const files = Object.entries(projectIn('')).map(
      ([path, text]) => [path, text.toString().replace('alice', 'who-left')] as const,
    );
    await start(Object.fromEntries(files));
    documentation.fail(404);
    const { proposed } = await night('2026-11-24');
    // GitHub leaves out people who are unknown without a word; GitLab does not find them.
    expect(proposed).toMatchObject({ code: forge.name === 'github' ? 0 : 2 });
    expect(await forge.listIssues()).toMatchObject([{ state: 'open', assignees: [] }]);
  });

  it('follows a changed default branch', async () => {
    await start(projectIn(''));
    await proposeFirstNight('usual');
    await forge.repository.commitFiles('develop', { 'other.txt': 'theirs' });
    await forge.repository.setDefaultBranch('develop');
    await proposeFirstNight('more');
    expect(await requests()).toMatchObject([{ state: 'open', base: 'develop' }]);
    expect(await commitsOf()).toMatchObject([{ parents: [await tip('develop')] }, {}]);
    await proposeFirstNight('more', { base: 'main' });
    expect(await requests()).toMatchObject([{ state: 'open', base: 'main' }]);
  });

  it('keeps two projects in folders of one repository apart', async () => {
    await start({ ...projectIn('apis/fleet'), ...projectIn('apis/shop') });
    await proposeFirstNight('usual', { folder: 'apis/fleet' });
    await proposeFirstNight('usual', { folder: 'apis/shop' });
    const found = await requests();
    expect(found.map(({ branch }) => branch)).toEqual([
      'nightly/apis-fleet-staging',
      'nightly/apis-shop-staging',
    ]);
    const paths = await filesOf('nightly/apis-shop-staging');
    expect(paths.filter((path) => !path.startsWith('apis/shop/'))).toEqual([]);
    await forge.merge(found[0]!.number, { deleteBranch: true });
    documentation.fail(404);
    await night('2026-11-25', 'apis/fleet');
    await night('2026-11-25', 'apis/shop');
    const issues = await forge.listIssues();
    expect(issues.map(({ text }) => /run of ([^;]*);/.exec(text)?.[1])).toEqual([
      'apis/fleet/staging',
      'apis/shop/staging',
    ]);
    expect((await requests()).map(({ state }) => state)).toEqual(['merged', 'open']);
  });

  it('makes signed commits where the rules want them, and pushes nothing', async () => {
    await start(projectIn(''), { rules: [{ pattern: '**', types: ['required_signatures'] }] });
    const { git, folder } = await proposeFirstNight('usual');
    expect((await commitsOf()).map(({ isSigned }) => isSigned)).toEqual([true]);
    await git.run(folder, 'commit', '--quiet', '--allow-empty', '-m', 'By hand');
    await expect(git.run(folder, 'push', '--quiet', 'origin', 'HEAD:by-hand')).rejects.toThrow(
      /sign/,
    );
  });

  it('leaves a branch alone that somebody else committed to, until it is merged', async () => {
    await start(projectIn(''));
    await proposeFirstNight('usual');
    const theirs = await forge.repository.commitFiles(BRANCH, { 'theirs.txt': 'theirs' });
    const refused = await propose(await cloneAfterFirstNight('more'));
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('Someone else') });
    expect(await tip()).toBe(theirs);
    const [request] = await requests();
    await forge.merge(request!.number, { deleteBranch: true });
    await proposeFirstNight('more');
    expect((await requests()).map(({ state }) => state)).toEqual(['merged', 'open']);
  });

  it('waits when it is asked to call less often, and calls again after a broken connection', async () => {
    await start(projectIn(''));
    const slower = (status: number) => ({
      status,
      headers: { 'retry-after': '1' },
      body: { message: 'You have exceeded a secondary rate limit.' },
    });
    forge.server.fail(slower(429), 'disconnect', { status: 502 });
    forge.server.failOn(/^POST .*\/(?:pulls|merge_requests)$/, slower(403));
    await proposeFirstNight('usual');
    expect(await requests()).toMatchObject([{ state: 'open' }]);
  });

  it.each([
    ['is unknown', 'nonsense', 401],
    ['may not do it', undefined, 403],
  ])('says what to do when the token %s, and does not show it', async (_why, token, status) => {
    await start(projectIn(''));
    const used = token ?? forge.weakToken;
    const checkout = await cloneAfterFirstNight('usual');
    const { code, err } = await propose(checkout, { variables: { [forge.tokenVariable]: used } });
    expect({ code, err }).toMatchObject({ code: 5, err: expect.stringContaining(String(status)) });
    expect(err).toContain(forge.tokenVariable);
    expect(err).not.toContain(used);
    expect(await requests()).toEqual([]);
  });

  it('opens an issue when the run left no report', async () => {
    await start(projectIn(''));
    expect(await propose(await clone())).toMatchObject({ code: 0 });
    expect(await forge.listIssues()).toMatchObject([
      { state: 'open', text: expect.stringContaining('left no result') },
    ]);
  });
});

describeForges('what GitHub refuses', () => {
  it.each([
    [
      'the commit of a person, where commits must be signed',
      { rules: [{ pattern: 'nightly/*', types: ['required_signatures'] }] },
      PERSON.token,
      /verified signatures[^]*GITHUB_TOKEN/,
    ],
    [
      'a request of a workflow, where the setting does not allow it',
      { canActionsPropose: false },
      undefined,
      /not permitted to create[^]*Allow GitHub Actions to create/,
    ],
  ] as const)('%s: says why and what to do', async (_, options, token, said) => {
    forge = await SUBJECTS.GitHub({ files: projectIn(''), ...options });
    const variables = token === undefined ? {} : { [forge.tokenVariable]: token };
    const { code, err } = await propose(await cloneAfterFirstNight('usual'), { variables });
    expect({ code, err }).toMatchObject({ code: 5, err: expect.stringMatching(said) });
    expect(err).not.toContain(PERSON.token);
    expect(await requests()).toEqual([]);
    expect(forge.server.refused).toEqual([]);
  });
});
