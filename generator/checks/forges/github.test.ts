import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitClient } from './git-client.js';
import { startGitHub, type GitHub, type GitHubOptions } from './github/index.js';
import { sendCall } from './testing/call.js';

/** What the stand-in of GitHub answers, beside what GitHub's documentation says that it does. */

const PERSON = { token: 'ghp_ofAlice', login: 'alice', kind: 'personal' } as const;
const APP = { token: 'ghs_ofTheWorkflow', login: 'github-actions[bot]', kind: 'app' } as const;
const READER = { ...APP, token: 'ghs_ofAReader', permissions: { contents: 'read' } } as const;
const REPO = '/repos/acme/fleet-sdk';

/** They start many processes, so `make forges` runs them. */
const describeForges = process.env['FORGES'] ? describe : describe.skip;

let forge: GitHub;
let work: string;
beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'sdkgen-forge-'));
});
afterEach(async () => {
  await forge.close();
  rmSync(work, { recursive: true, force: true });
});

async function start(options: GitHubOptions = {}): Promise<void> {
  forge = await startGitHub({ tokens: [APP, PERSON, READER], ...options });
}
const as = (token: string) => ({ authorization: `Bearer ${token}` });
const call = (what: string, body?: unknown, token: string = APP.token) =>
  sendCall(forge.apiUrl, what.replace(' ', ` ${REPO}`), as(token), body);

interface Made {
  readonly sha: string;
  readonly number: number;
  readonly verification: { readonly verified: boolean };
}
const made = async (...words: Parameters<typeof call>) => (await call(...words)).body as Made;
/** A commit on top of a branch, as a client makes one. */
async function commit(content: string, token: string = APP.token, parent = 'main'): Promise<Made> {
  const tip = (await forge.repository.tip(parent)) ?? parent;
  const tree = [{ path: 'client.ts', mode: '100644', type: 'blob', content }];
  const { sha } = await made('POST /git/trees', { base_tree: tip, tree }, token);
  return made('POST /git/commits', { message: content, tree: sha, parents: [tip] }, token);
}
async function branch(name: string, content: string): Promise<string> {
  const { sha } = await commit(content);
  await made('POST /git/refs', { ref: `refs/heads/${name}`, sha });
  return sha;
}

describeForges('calls that are refused', () => {
  it.each([
    ['an unknown path', 'GET /nonsense', undefined, 404],
    ['an unknown method', 'PUT /issues', {}, 404],
    ['an unknown field', 'POST /issues', { title: 'a', titel: 'b' }, 422],
    ['a field of another type', 'POST /issues', { title: 1 }, 422],
    ['a field that is missing', 'POST /pulls', { title: 'a', head: 'b' }, 422],
    ['an unknown parameter', 'GET /pulls?heads=a', undefined, 422],
    ['a parameter of another kind', 'GET /issues?state=opened', undefined, 422],
    ['a body where none belongs', 'DELETE /git/refs/heads/a', { a: 1 }, 422],
    ['a title that is too long', 'POST /issues', { title: 'a'.repeat(257) }, 422],
    ['a token in a body', 'POST /issues', { title: APP.token }, 422],
    ['a short hash', 'POST /git/refs', { ref: 'refs/heads/a', sha: 'abc' }, 422],
  ] as const)('%s: recorded', async (_, what, body, status) => {
    await start();
    expect({ what, status: (await call(what, body)).status }).toEqual({ what, status });
    const [method = '', path = ''] = what.split(' ');
    const recorded = { method, path: `${REPO}${path}` };
    expect(forge.refused).toEqual([{ ...recorded, problem: expect.any(String) }]);
    expect(forge.requests).toEqual([{ ...recorded, body, status, token: 'app' }]);
  });

  it('refuses what the state of the repository does not allow, which is no fault of a client', async () => {
    await start();
    const statusOf = async (what: string, body?: unknown) => (await call(what, body)).status;
    expect({
      branch: await statusOf('GET /git/ref/heads/a'),
      deleted: await statusOf('DELETE /git/refs/heads/a'),
      head: await statusOf('POST /pulls', { title: 'a', head: 'a', base: 'main' }),
      commits: await statusOf('POST /pulls', { title: 'a', head: 'main', base: 'main' }),
      assignee: await statusOf('POST /issues', { title: 'a', assignees: ['eve'] }),
      issue: await statusOf('PATCH /issues/7', { title: 'a' }),
    }).toEqual({ branch: 404, deleted: 422, head: 422, commits: 422, assignee: 422, issue: 404 });
    expect(forge.refused).toEqual([]);
  });

  it.each([
    ['nobody in a private repository', true, 'GET /pulls', {}, 404],
    ['nobody in a public repository', false, 'GET /pulls', {}, 200],
    ['nobody who writes', false, 'POST /issues', {}, 401],
    ['a wrong token', true, 'GET /pulls', as('nonsense'), 401],
    ['a token without the permission', true, 'GET /pulls', as(READER.token), 403],
    ['a token that may only read', true, 'POST /git/blobs', as(READER.token), 403],
    ['another repository', true, 'GET /../other', as(APP.token), 404],
  ] as const)('%s', async (_, isPrivate, what, headers, status) => {
    await start({ isPrivate });
    const [method = '', path = ''] = what.split(' ');
    const body = method === 'GET' ? undefined : { title: 'a', content: 'a' };
    const received = await sendCall(forge.apiUrl, `${method} ${REPO}${path}`, headers, body);
    expect(received.status).toBe(status);
  });

  it('answers the next calls as it is told to, and then as usual', async () => {
    await start();
    forge.fail({ status: 403, headers: { 'retry-after': '1' }, body: { message: 'slower' } });
    const first = await call('GET ');
    expect([first.status, first.headers.get('retry-after')]).toEqual([403, '1']);
    forge.fail('disconnect');
    await expect(call('GET ')).rejects.toThrow();
    expect((await call('GET ')).body).toMatchObject({ default_branch: 'main', private: true });
    expect(forge.requests.map(({ status }) => status)).toEqual([403, 0, 200]);
  });
});

describeForges('commits and branches', () => {
  it('changes, adds and removes files, and leaves the others', async () => {
    await start({ files: { 'a.txt': 'a', 'b/c.txt': 'c', 'd.txt': 'd' } });
    const blob = await made('POST /git/blobs', { content: 'AAEC', encoding: 'base64' });
    const tree = await made('POST /git/trees', {
      base_tree: await forge.repository.tip('main'),
      tree: [
        { path: 'a.txt', mode: '100755', type: 'blob', content: 'new' },
        { path: 'b/c.txt', mode: '100644', type: 'blob', sha: null },
        { path: 'e.bin', mode: '100644', type: 'blob', sha: blob.sha },
      ],
    });
    const files = await forge.repository.list(tree.sha);
    expect(files.map(({ mode, path }) => `${mode} ${path}`)).toEqual([
      '100755 a.txt',
      '100644 d.txt',
      '100644 e.bin',
    ]);
    const absent = [{ path: 'x.txt', mode: '100644', type: 'blob', sha: null }];
    const removed = await call('POST /git/trees', { base_tree: tree.sha, tree: absent });
    expect(removed.status).toBe(422);
    expect(forge.refused).toEqual([]);
  });

  it('signs the commits of an app in its own name, and no others', async () => {
    await start();
    expect((await commit('of an app')).verification.verified).toBe(true);
    expect((await commit('of a person', PERSON.token)).verification.verified).toBe(false);
    const { tree } = (await forge.repository.log('main'))[0] ?? { tree: '' };
    const author = { name: 'nightly', email: 'nightly@example.com' };
    const named = await made('POST /git/commits', { message: 'a', tree, author });
    expect(named.verification.verified).toBe(false);
  });

  it('moves a branch forward, and elsewhere only by force', async () => {
    await start();
    const first = await branch('nightly/preprod', 'first');
    const again = await call('POST /git/refs', { ref: 'refs/heads/nightly/preprod', sha: first });
    expect(again.status).toBe(422);
    const { sha } = await commit('second');
    const patch = (force?: boolean) =>
      call('PATCH /git/refs/heads/nightly/preprod', { sha, ...(force && { force }) });
    expect((await patch()).status).toBe(422);
    expect((await patch(true)).status).toBe(200);
    expect((await call('GET /git/ref/heads/nightly/preprod')).body).toMatchObject({
      object: { sha },
    });
    const commits = await call('GET /commits?sha=nightly/preprod&per_page=1');
    expect(commits.body).toMatchObject([{ sha, commit: { message: 'second' } }]);
    expect(commits.headers.get('link')).toContain('page=2>; rel="next"');
    expect((await call('DELETE /git/refs/heads/nightly/preprod')).status).toBe(204);
    expect((await call('GET /commits?sha=nightly/preprod')).status).toBe(404);
    expect(forge.refused).toEqual([]);
  });

  it('obeys the rules of a branch', async () => {
    await start({ rules: [{ pattern: 'nightly/*', types: ['required_signatures'] }] });
    const rules = await call('GET /rules/branches/nightly/preprod');
    expect(rules.body).toMatchObject([{ type: 'required_signatures' }]);
    expect((await call('GET /rules/branches/main')).body).toEqual([]);
    const { sha } = await commit('of a person', PERSON.token);
    const refused = await call('POST /git/refs', { ref: 'refs/heads/nightly/preprod', sha });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ message: expect.stringContaining('verified signatures') });
    await branch('nightly/preprod', 'of an app');
    expect(await forge.repository.tip('nightly/preprod')).toBeDefined();
  });
});

describeForges('pull requests', () => {
  const request = { title: 'a', head: 'nightly/preprod', base: 'main' };
  const numbers = (body: unknown) => (body as readonly Made[]).map(({ number }) => number);

  it('is found by its owner and branch, and not taken for that of a fork', async () => {
    await start();
    await branch('nightly/preprod', 'ours');
    const fork = { owner: 'mallory', branch: 'nightly/preprod', files: { 'a.txt': 'theirs' } };
    expect((await forge.proposeFromFork(fork)).number).toBe(1);
    expect((await call('POST /pulls', request)).status).toBe(201);
    expect((await call('POST /pulls', request)).body).toMatchObject({
      errors: [{ message: 'A pull request already exists for acme:nightly/preprod.' }],
    });
    const list = async (head: string) => numbers((await call(`GET /pulls?head=${head}`)).body);
    expect(await list('acme:nightly/preprod')).toEqual([2]);
    expect(await list('mallory:nightly/preprod')).toEqual([1]);
    // A head without an owner filters nothing.
    expect(await list('nightly/preprod')).toEqual([2, 1]);
    const issues = await call('GET /issues');
    expect(issues.body).toMatchObject([{ pull_request: {} }, { pull_request: {} }]);
  });

  it.each([
    ['its branch is deleted', () => call('DELETE /git/refs/heads/nightly/preprod'), false],
    ['nothing is left to merge', moveToBase, false],
    ['it is merged', () => call('PUT /pulls/1/merge', { merge_method: 'squash' }), true],
    ['somebody merges it', () => forge.merge(1), true],
  ])('is closed when %s', async (_, act, isMerged) => {
    await start();
    await branch('nightly/preprod', 'ours');
    await call('POST /pulls', request);
    await act();
    const { body } = await call('GET /pulls/1');
    expect(body).toMatchObject({ state: 'closed', merged: isMerged });
    expect(forge.refused).toEqual([]);
  });
  async function moveToBase() {
    const sha = await forge.repository.tip('main');
    return call('PATCH /git/refs/heads/nightly/preprod', { sha, force: true });
  }

  it('asks people for a review, but not its author, and nobody who is unknown', async () => {
    await start();
    await branch('nightly/preprod', 'ours');
    await call('POST /pulls', request, PERSON.token);
    const ask = async (reviewers: readonly string[]) =>
      (await call('POST /pulls/1/requested_reviewers', { reviewers })).status;
    expect([await ask(['bob']), await ask(['alice']), await ask(['eve'])]).toEqual([201, 422, 422]);
    await call('POST /issues/1/assignees', { assignees: ['bob', 'eve'] });
    const { body } = await call('GET /pulls/1');
    expect(body).toMatchObject({
      requested_reviewers: [{ login: 'bob' }],
      assignees: [{ login: 'bob' }],
    });
  });

  it('is not opened by a workflow where the repository does not allow it', async () => {
    await start({ canActionsPropose: false });
    await branch('nightly/preprod', 'ours');
    expect((await call('POST /pulls', request)).status).toBe(403);
    expect((await call('POST /pulls', request, PERSON.token)).status).toBe(201);
  });
});

describeForges('issues and releases', () => {
  it('opens, changes, labels, finds and closes an issue', async () => {
    await start();
    const { number } = await made('POST /issues', { title: 'a', assignees: ['alice'] });
    await call(`POST /issues/${number}/labels`, { labels: ['nightly'] });
    await call(`POST /issues/${number}/comments`, { body: 'again' });
    const found = await call('GET /issues?labels=nightly&creator=github-actions%5Bbot%5D');
    expect(found.body).toMatchObject([{ number, comments: 1, assignees: [{ login: 'alice' }] }]);
    await call(`PATCH /issues/${number}`, { state: 'closed', state_reason: 'completed' });
    expect((await call('GET /issues')).body).toEqual([]);
    expect((await call('POST /labels', { name: 'nightly' })).status).toBe(422);
    expect((await call(`DELETE /issues/${number}/labels/nightly`)).status).toBe(200);
    expect(forge.refused).toEqual([]);
  });

  it('tags what it releases, once', async () => {
    await start();
    const sha = await forge.repository.tip('main');
    const release = { tag_name: 'preprod/v1.2.0', target_commitish: sha, name: '1.2.0' };
    expect((await call('GET /releases/tags/preprod/v1.2.0')).status).toBe(404);
    expect((await call('POST /releases', release)).status).toBe(201);
    expect((await call('POST /releases', release)).status).toBe(422);
    const found = await call('GET /releases/tags/preprod/v1.2.0');
    expect(found.body).toMatchObject({ name: '1.2.0', prerelease: false });
    expect(await forge.repository.resolve('refs/tags/preprod/v1.2.0')).toBe(sha);
  });
});

describeForges('git over HTTP', () => {
  const clone = (token?: string) =>
    createGitClient(token ? { user: 'x-access-token', token } : undefined);

  it('asks for credentials, and takes those that a helper has', async () => {
    await start();
    await expect(clone().run(work, 'clone', '--quiet', forge.gitUrl, 'a')).rejects.toThrow(
      /could not read Username/,
    );
    await expect(
      clone('nonsense').run(work, 'clone', '--quiet', forge.gitUrl, 'a'),
    ).rejects.toThrow(/Authentication failed/);
    await clone(APP.token).run(work, 'clone', '--quiet', forge.gitUrl, 'a');
    expect(forge.gitRequests.map(({ status }) => status)).toContain(401);
    const folder = join(work, 'a');
    writeFileSync(join(folder, 'new.txt'), 'new');
    const git = (...words: readonly string[]) => clone(APP.token).run(folder, ...words);
    await git('add', '.');
    await git('commit', '--quiet', '-m', 'By hand');
    await expect(
      clone(READER.token).run(folder, 'push', '--quiet', 'origin', 'HEAD:topic'),
    ).rejects.toThrow(/403/);
    await git('push', '--quiet', 'origin', 'HEAD:topic');
    expect(await forge.repository.read('topic', 'new.txt')).toBe('new');
    await forge.setRules([{ pattern: '~DEFAULT_BRANCH', types: ['required_signatures'] }]);
    await git('commit', '--quiet', '--allow-empty', '-m', 'Again by hand');
    await expect(git('push', '--quiet', 'origin', 'HEAD:main')).rejects.toThrow(
      /Commits must have verified signatures/,
    );
  });

  it('gives a public repository to everybody', async () => {
    await start({ isPrivate: false });
    await clone().run(work, 'clone', '--quiet', forge.gitUrl, 'a');
    expect(await clone().run(join(work, 'a'), 'log', '--format=%s')).toBe('Change files');
  });
});
