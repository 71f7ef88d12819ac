import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitClient } from './git-client.js';
import { startGitLab, type GitLab, type GitLabOptions } from './gitlab/index.js';
import { sendCall } from './testing/call.js';

/** What the stand-in of GitLab answers, beside what GitLab's documentation says that it does. */

const BOT = { token: 'glpat-ofTheProject', username: 'project_42_bot_1', kind: 'project' } as const;
const READER = { ...BOT, token: 'glpat-ofAReader', scopes: ['read_api'] } as const;
const GUEST = { ...BOT, token: 'glpat-ofAGuest', role: 'guest' } as const;

/** They start many processes, so `make forges` runs them. */
const describeForges = process.env['FORGES'] ? describe : describe.skip;

let forge: GitLab;
let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-forge-'));
});
afterEach(async () => {
  await forge.close();
  rmSync(work, { recursive: true, force: true });
});

async function start(options: GitLabOptions = {}): Promise<void> {
  forge = await startGitLab({ tokens: [BOT, READER, GUEST], prefix: '/gitlab', ...options });
}
const call = (what: string, body?: unknown, token: string = BOT.token) =>
  sendCall(forge.apiUrl, what.replace(' ', ' /projects/42'), { 'private-token': token }, body);
const statusOf = async (what: string, body?: unknown, token?: string) =>
  (await call(what, body, token)).status;

const COMMITS = 'POST /repository/commits';
const action = (kind: string, file_path: string, more: object = {}) => ({
  action: kind,
  file_path,
  ...more,
});
/** A commit of one new file on a new branch. */
const branchOff = (branch: string, content = 'new') =>
  call(COMMITS, {
    branch,
    start_branch: 'main',
    force: true,
    commit_message: content,
    actions: [action('create', 'client.ts', { content })],
  });

describeForges('calls that are refused', () => {
  it.each([
    ['an unknown path', 'GET /nonsense', undefined, 404],
    ['a branch that is not encoded', 'GET /repository/branches/nightly/preprod', undefined, 404],
    ['an unknown field', 'POST /issues', { title: 'a', body: 'b' }, 400],
    ['a field of another type', 'POST /issues', { title: 'a', labels: ['b'] }, 400],
    ['a field that is missing', 'POST /merge_requests', { title: 'a', source_branch: 'b' }, 400],
    ['an unknown parameter', 'GET /merge_requests?head=a', undefined, 400],
    ['a parameter of another kind', 'GET /issues?state=open', undefined, 400],
    ['a change of nothing', 'PUT /issues/1', {}, 400],
    ['an action without content', COMMITS, commitOf(action('create', 'a.txt')), 400],
    ['chmod without a mode', COMMITS, commitOf(action('chmod', 'README.md')), 400],
    [
      'two starts',
      COMMITS,
      { ...commitOf(), start_branch: 'main', start_sha: '0'.repeat(40) },
      400,
    ],
    ['a token in a body', 'POST /issues', { title: BOT.token }, 400],
  ] as const)('%s: recorded', async (_, what, body, status) => {
    await start();
    await call('POST /issues', { title: 'a' });
    expect({ what, status: await statusOf(what, body) }).toEqual({ what, status });
    expect(forge.refused).toHaveLength(1);
  });
  function commitOf(...actions: readonly object[]) {
    return { branch: 'main', commit_message: 'a', actions };
  }

  it('refuses what the state of the project does not allow, which is no fault of a client', async () => {
    await start();
    const commit = (branch: string, ...actions: readonly object[]) =>
      statusOf(COMMITS, { branch, commit_message: 'a', actions });
    const content = { content: 'a' };
    expect({
      existing: await commit('main', action('create', 'README.md', content)),
      missing: await commit('main', action('update', 'a.txt', content)),
      deleted: await commit('main', action('delete', 'a.txt')),
      branch: await commit('topic', action('create', 'a.txt', content)),
      list: await statusOf('GET /repository/commits?ref_name=topic'),
      project: (await sendCall(forge.apiUrl, 'GET /projects/7', { 'private-token': BOT.token }))
        .status,
      anonymous: (await sendCall(forge.apiUrl, 'GET /projects/42', {})).status,
      token: await statusOf('GET /issues', undefined, 'nonsense'),
      scope: await statusOf('POST /issues', { title: 'a' }, READER.token),
      reader: await statusOf('GET /issues', undefined, READER.token),
      role: await statusOf('GET /merge_requests', undefined, GUEST.token),
    }).toEqual({
      existing: 400,
      missing: 400,
      deleted: 400,
      branch: 400,
      list: 404,
      project: 404,
      anonymous: 404,
      token: 401,
      scope: 403,
      reader: 200,
      role: 403,
    });
    expect(forge.refused).toEqual([]);
  });
});

describeForges('commits and branches', () => {
  it('makes one signed commit of all actions, on top of what it is told', async () => {
    await start({ files: { 'a.txt': 'a', 'b.txt': 'b', 'c.sh': 'c' } });
    const base = await forge.repository.tip('main');
    const made = await call(COMMITS, {
      branch: 'nightly/preprod',
      start_sha: base,
      commit_message: 'A night',
      actions: [
        action('create', 'd/e.bin', { content: 'AAEC', encoding: 'base64' }),
        action('update', 'a.txt', { content: 'new' }),
        action('delete', 'b.txt'),
        action('chmod', 'c.sh', { execute_filemode: true }),
      ],
    });
    expect(made).toMatchObject({ status: 201, body: { parent_ids: [base], title: 'A night' } });
    const files = await forge.repository.list('nightly/preprod');
    expect(files.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
      '100644 a.txt',
      '100755 c.sh',
      '100644 d/e.bin',
    ]);
    expect((await forge.repository.log('nightly/preprod'))[0]).toMatchObject({ isSigned: true });
  });

  it('replaces a branch by force alone, and deletes it', async () => {
    await start({ missingBranch: 'empty' });
    await branchOff('nightly/preprod', 'first');
    const again = { branch: 'nightly/preprod', start_branch: 'main', commit_message: 'a' };
    expect(await statusOf(COMMITS, { ...again, actions: [] })).toBe(400);
    expect((await branchOff('nightly/preprod', 'second')).status).toBe(201);
    const list = 'GET /repository/commits?ref_name=nightly%2Fpreprod&per_page=1';
    const commits = await call(list);
    expect(commits.body).toMatchObject([{ message: 'second' }]);
    expect(commits.headers.get('x-next-page')).toBe('2');
    expect(await statusOf('GET /repository/branches/nightly%2Fpreprod')).toBe(200);
    expect(await statusOf('DELETE /repository/branches/nightly%2Fpreprod')).toBe(204);
    expect(await statusOf('GET /repository/branches/nightly%2Fpreprod')).toBe(404);
    expect((await call(list)).body).toEqual([]);
    expect(forge.refused).toEqual([]);
  });
});

describeForges('merge requests', () => {
  const request = {
    title: 'a',
    source_branch: 'nightly/preprod',
    target_branch: 'main',
    labels: 'nightly,breaking',
    remove_source_branch: true,
  };

  it('tells that of a fork by its project', async () => {
    await start();
    await branchOff('nightly/preprod');
    const fork = { owner: 'mallory', branch: 'nightly/preprod', files: { 'a.txt': 'theirs' } };
    await forge.proposeFromFork(fork);
    expect(await statusOf('POST /merge_requests', request)).toBe(201);
    expect(await statusOf('POST /merge_requests', request)).toBe(409);
    const found = await call('GET /merge_requests?state=opened&source_branch=nightly%2Fpreprod');
    expect(found.body).toMatchObject([
      { iid: 2, source_project_id: 42, labels: ['nightly', 'breaking'] },
      { iid: 1, source_project_id: 43 },
    ]);
  });

  it('changes labels, people, target and state', async () => {
    await start();
    await branchOff('nightly/preprod');
    await call('POST /merge_requests', request);
    const users = await sendCall(forge.apiUrl, 'GET /users?username=Alice', {
      'private-token': BOT.token,
    });
    const [{ id }] = users.body as [{ readonly id: number }];
    const changed = await call('PUT /merge_requests/1', {
      remove_labels: 'breaking',
      add_labels: 'later',
      reviewer_ids: [id, 4711],
      assignee_ids: [id],
      state_event: 'close',
    });
    expect(changed.body).toMatchObject({
      labels: ['nightly', 'later'],
      reviewers: [{ username: 'alice' }],
      assignees: [{ username: 'alice' }],
      state: 'closed',
    });
    expect(await statusOf('POST /merge_requests/1/notes', { body: 'why' })).toBe(201);
    expect(forge.refused).toEqual([]);
  });

  it.each([
    [
      'its branch is deleted',
      () => call('DELETE /repository/branches/nightly%2Fpreprod'),
      'closed',
    ],
    ['it is merged', () => call('PUT /merge_requests/1/merge', { squash: true }), 'merged'],
    ['somebody merges it', () => forge.merge(1), 'merged'],
  ])('is no longer open when %s', async (_, act, state) => {
    await start();
    await branchOff('nightly/preprod');
    await call('POST /merge_requests', request);
    await act();
    expect((await call('GET /merge_requests/1')).body).toMatchObject({ state });
    expect(forge.refused).toEqual([]);
  });
});

describeForges('issues and releases', () => {
  it('opens, finds, changes and closes an issue', async () => {
    await start();
    await call('POST /issues', { title: 'Nightly run failed', description: '<!-- marker -->' });
    const found = await call('GET /issues?state=opened&search=marker&in=description');
    expect(found.body).toMatchObject([{ iid: 1, state: 'opened' }]);
    await call('PUT /issues/1', { add_labels: 'nightly', state_event: 'close' });
    expect((await call('GET /issues?state=opened')).body).toEqual([]);
    expect((await call('GET /issues?labels=nightly')).body).toMatchObject([{ state: 'closed' }]);
  });

  it('tags what it releases, once', async () => {
    await start();
    const release = { tag_name: 'preprod/v1.2.0', ref: 'main', description: 'What changed' };
    expect(await statusOf('GET /releases/preprod%2Fv1.2.0')).toBe(404);
    expect(await statusOf('POST /releases', release)).toBe(201);
    expect(await statusOf('POST /releases', release)).toBe(409);
    expect(await forge.repository.resolve('refs/tags/preprod/v1.2.0')).toBeDefined();
  });
});

describeForges('git over HTTP', () => {
  it('asks for credentials, and wants commits signed if the rules do', async () => {
    await start({ rules: [{ pattern: '~ALL', types: ['required_signatures'] }] });
    const anonymous = createGitClient();
    await expect(anonymous.run(work, 'clone', '--quiet', forge.gitUrl, 'a')).rejects.toThrow(
      /could not read Username/,
    );
    const git = createGitClient({ user: 'oauth2', token: BOT.token });
    await git.run(work, 'clone', '--quiet', forge.gitUrl, 'a');
    const folder = join(work, 'a');
    writeFileSync(join(folder, 'new.txt'), 'new');
    await git.run(folder, 'add', '.');
    await git.run(folder, 'commit', '--quiet', '-m', 'By hand');
    await expect(git.run(folder, 'push', '--quiet', 'origin', 'HEAD:main')).rejects.toThrow(
      /Commit must be signed/,
    );
    expect((await branchOff('nightly/preprod')).status).toBe(201);
  });
});
