import type { Identity, TreeChange } from '../bare-repository.js';
import {
  filledText,
  flag,
  hash,
  listOf,
  nullable,
  object,
  oneOf,
  optional,
  text,
  type Values,
} from '../fields.js';
import { Malformed, PAGES } from '../rest-server.js';
import { rulesOf } from '../rules.js';
import {
  checkRules,
  createError,
  notFound,
  repositoryRoute,
  requireToken,
  type GitHubState,
  type GitHubToken,
} from './state.js';
import { replyWithPage, viewCommit, viewGitCommit, viewRef, viewRepository } from './views.js';

/** Commits, trees, blobs and references. */

const READ = { needs: ['contents:read'] };
const WRITE = { needs: ['contents:write'] };
const WEB_FLOW: Identity = { name: 'GitHub', email: 'noreply@github.com' };

const PERSON = { name: text, email: text, date: optional(text) };
const TREE_ENTRY = {
  path: filledText,
  mode: oneOf('100644', '100755', '040000', '160000', '120000'),
  type: optional(oneOf('blob', 'tree', 'commit')),
  sha: optional(nullable(hash)),
  content: optional(text),
};
type TreeItem = Values<typeof TREE_ENTRY>;

export const GIT_ROUTES = [
  repositoryRoute('GET', '', { needs: ['metadata:read'] }, async (state) => {
    return { status: 200, body: await viewRepository(state) };
  }),
  repositoryRoute(
    'GET',
    '/commits',
    { ...READ, query: { sha: optional(text), path: optional(text), ...PAGES } },
    async (state, call) => {
      const { repository } = state;
      const { sha = await repository.defaultBranch(), path } = call.query;
      const tip = (await repository.tip(sha)) ?? (await repository.resolve(sha));
      if (tip === undefined) throw notFound();
      const commits = await repository.log(tip, ...(path === undefined ? [] : ['--', path]));
      return replyWithPage(commits, call, (commit) => viewCommit(state, commit));
    },
  ),
  repositoryRoute('GET', '/commits/*ref', READ, async (state, { params }) => {
    const { ref = '' } = params;
    const id = (await state.repository.tip(ref)) ?? (await state.repository.resolve(ref));
    if (id === undefined) throw createError(422, `No commit found for SHA: ${ref}`);
    return { status: 200, body: viewCommit(state, await state.repository.readCommit(id)) };
  }),
  repositoryRoute('GET', '/git/commits/:sha', READ, async (state, { params }) => {
    const id = await state.repository.resolve(params['sha'] ?? '');
    if (id === undefined || id !== params['sha']) throw notFound();
    return { status: 200, body: viewGitCommit(state, await state.repository.readCommit(id)) };
  }),
  repositoryRoute(
    'POST',
    '/git/commits',
    {
      ...WRITE,
      body: {
        message: text,
        tree: hash,
        parents: optional(listOf(hash)),
        author: optional(object(PERSON)),
        committer: optional(object(PERSON)),
      },
    },
    async (state, call) => {
      const { message, tree, parents = [], author, committer } = call.body;
      if ((await state.repository.resolve(tree, 'tree')) !== tree)
        throw createError(422, 'Tree SHA does not exist');
      for (const parent of parents)
        if ((await state.repository.resolve(parent)) !== parent)
          throw createError(422, 'Parent SHA does not exist or is not a commit object');
      const token = requireToken(call);
      // GitHub signs what an app commits in its own name, and only that.
      const isSigned = token.kind === 'app' && author === undefined && committer === undefined;
      const writer = author ?? identify(token);
      const id = await state.repository.writeCommit({
        tree,
        parents,
        message,
        isSigned,
        author: writer,
        committer: isSigned ? WEB_FLOW : (committer ?? writer),
      });
      return { status: 201, body: viewGitCommit(state, await state.repository.readCommit(id)) };
    },
  ),
  repositoryRoute(
    'POST',
    '/git/blobs',
    { ...WRITE, body: { content: text, encoding: optional(oneOf('utf-8', 'base64')) } },
    async (state, { body: { content, encoding } }) => {
      const id = await state.repository.writeBlob(
        Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8'),
      );
      const url = `${state.apiUrl}/repos/${state.owner}/${state.name}/git/blobs/${id}`;
      return { status: 201, body: { sha: id, url } };
    },
  ),
  repositoryRoute(
    'POST',
    '/git/trees',
    { ...WRITE, body: { tree: listOf(object(TREE_ENTRY)), base_tree: optional(hash) } },
    async (state, { body: { tree, base_tree: base } }) => {
      const id = await writeTree(state, tree, base);
      return { status: 201, body: await viewTree(state, id, false) };
    },
  ),
  repositoryRoute(
    'GET',
    '/git/trees/*sha',
    { ...READ, query: { recursive: optional(text) } },
    async (state, { params, query }) => {
      const id = await state.repository.resolve(params['sha'] ?? '', 'tree');
      if (id === undefined) throw notFound();
      return { status: 200, body: await viewTree(state, id, query.recursive !== undefined) };
    },
  ),
  repositoryRoute('GET', '/git/ref/*ref', READ, async (state, { params }) => {
    const ref = `refs/${params['ref'] ?? ''}`;
    const sha = (await state.repository.refs('refs/')).get(ref);
    if (sha === undefined) throw notFound();
    return { status: 200, body: viewRef(state, ref, sha) };
  }),
  repositoryRoute('GET', '/git/matching-refs/*ref', READ, async (state, { params }) => {
    const refs = await state.repository.refs(`refs/${params['ref'] ?? ''}`);
    return { status: 200, body: [...refs].map(([ref, sha]) => viewRef(state, ref, sha)) };
  }),
  repositoryRoute(
    'POST',
    '/git/refs',
    { ...WRITE, body: { ref: text, sha: hash } },
    async (state, { body: { ref, sha } }) => {
      if (!/^refs\/[^/]+\/./.test(ref))
        throw new Malformed('ref does not start with refs/ and have two slashes');
      await moveRef(state, ref, { from: undefined, to: sha, isForced: false });
      return { status: 201, body: viewRef(state, ref, sha) };
    },
  ),
  repositoryRoute(
    'PATCH',
    '/git/refs/*ref',
    { ...WRITE, body: { sha: hash, force: optional(flag) } },
    async (state, { params, body: { sha, force = false } }) => {
      const ref = `refs/${params['ref'] ?? ''}`;
      await moveRef(state, ref, { from: await requireRef(state, ref), to: sha, isForced: force });
      return { status: 200, body: viewRef(state, ref, sha) };
    },
  ),
  repositoryRoute('DELETE', '/git/refs/*ref', WRITE, async (state, { params }) => {
    const ref = `refs/${params['ref'] ?? ''}`;
    const from = await requireRef(state, ref);
    const branch = ref.replace('refs/heads/', '');
    if (branch !== ref) await checkRules(state, { branch, from, to: undefined });
    await state.repository.deleteRef(ref);
    return { status: 204 };
  }),
  repositoryRoute(
    'GET',
    '/rules/branches/*branch',
    { needs: ['metadata:read'], query: PAGES },
    async (state, call) => {
      const branch = call.params['branch'] ?? '';
      const types = rulesOf(state.rules, branch, await state.repository.defaultBranch());
      const source = { ruleset_source_type: 'Repository', ruleset_id: 1 };
      const ruleset_source = `${state.owner}/${state.name}`;
      return replyWithPage(types, call, (type) => ({ type, ...source, ruleset_source }));
    },
  ),
];

function identify({ login, kind }: GitHubToken): Identity {
  const id = kind === 'app' ? 41898282 : 1001;
  return { name: login, email: `${id}+${login}@users.noreply.github.com` };
}

async function requireRef({ repository }: GitHubState, ref: string): Promise<string> {
  const id = (await repository.refs('refs/')).get(ref);
  if (id === undefined) throw createError(422, 'Reference does not exist');
  return id;
}

interface Move {
  /** Undefined when the reference is to be created. */
  readonly from: string | undefined;
  readonly to: string;
  readonly isForced: boolean;
}

async function moveRef(state: GitHubState, ref: string, move: Move): Promise<void> {
  const { repository } = state;
  const { from, to, isForced } = move;
  if (from === undefined && (await repository.refs('refs/')).has(ref))
    throw createError(422, 'Reference already exists');
  if ((await repository.resolve(to)) !== to) throw createError(422, 'Object does not exist');
  const branch = ref.replace('refs/heads/', '');
  if (branch !== ref) await checkRules(state, { branch, from, to });
  if (from !== undefined && !isForced && !(await repository.isAncestor(from, to)))
    throw createError(422, 'Update is not a fast forward');
  await repository.setRef(ref, to, from ?? '');
}

async function writeTree(
  { repository }: GitHubState,
  items: readonly TreeItem[],
  base: string | undefined,
): Promise<string> {
  if (base !== undefined && (await repository.resolve(base, 'tree')) === undefined)
    throw createError(404, 'Not Found');
  if (items.length === 0) throw createError(422, 'Invalid tree info');
  const before = base === undefined ? [] : await repository.list(base);
  const changes = await Promise.all(
    items.map(async (item): Promise<TreeChange> => {
      checkPath(item.path);
      const isThere = before.some(({ path }) => path === item.path);
      if (item.sha === null && !isThere) throw createError(422, 'GitRPC::BadObjectState');
      return toChange(item, await writeContent(repository, item));
    }),
  );
  return repository.writeTree(base, changes);
}

function toChange({ path, mode }: TreeItem, id: string | undefined): TreeChange {
  if (mode === '040000' && id !== undefined)
    throw new Error('The stand-in takes files in a tree, no folders.');
  return id === undefined ? { path } : { path, file: { mode, id } };
}

/** @returns the object of a file; undefined when the file is to be removed. */
async function writeContent(
  repository: GitHubState['repository'],
  { path, sha, content }: TreeItem,
): Promise<string | undefined> {
  if ((sha === undefined) === (content === undefined))
    throw new Malformed(`tree: ${path} must have either sha or content`);
  if (content !== undefined) return repository.writeBlob(content);
  if (sha === null || sha === undefined) return undefined;
  if ((await repository.resolve(sha, 'blob')) !== sha)
    throw createError(422, `tree.sha ${sha} is not a valid blob`);
  return sha;
}

function checkPath(path: string): void {
  if (path.startsWith('/')) throw new Malformed('tree.path cannot start with a slash');
  if (path.split('/').some((part) => ['', '.', '..', '.git'].includes(part)))
    throw new Malformed('tree.path contains a malformed path component');
}

async function viewTree(state: GitHubState, id: string, isRecursive: boolean) {
  const words = ['ls-tree', '-z', '--full-tree', ...(isRecursive ? ['-r', '-t'] : []), id];
  const lines = (await state.repository.git(words)).split('\0').filter((line) => line !== '');
  const tree = lines.map((line) => {
    const [facts = '', path] = line.split('\t');
    const [mode, type, sha] = facts.split(' ');
    return { path, mode, type, sha };
  });
  const url = `${state.apiUrl}/repos/${state.owner}/${state.name}/git/trees/${id}`;
  return { sha: id, url, tree, truncated: false };
}
