import type { TreeChange } from '../bare-repository.js';
import {
  filledText,
  flag,
  hash,
  listOf,
  object,
  oneOf,
  optional,
  text,
  type Values,
} from '../fields.js';
import { Malformed, PAGES } from '../rest-server.js';
import { findViolations, rulesOf, type BranchChange } from '../rules.js';
import { createError, notFound, projectRoute, requireUser, type GitLabState } from './state.js';
import { replyWithPage, viewBranch, viewCommit, viewProject } from './views.js';

/** Commits and branches. */

const ACTION = {
  action: oneOf('create', 'update', 'delete', 'move', 'chmod'),
  file_path: filledText,
  previous_path: optional(filledText),
  content: optional(text),
  encoding: optional(oneOf('text', 'base64')),
  last_commit_id: optional(text),
  execute_filemode: optional(flag),
};
type Action = Values<typeof ACTION>;

const NEW_COMMIT = {
  branch: filledText,
  commit_message: filledText,
  actions: listOf(object(ACTION)),
  start_branch: optional(filledText),
  start_sha: optional(hash),
  force: optional(flag),
  author_email: optional(text),
  author_name: optional(text),
  stats: optional(flag),
};
type NewCommit = Values<typeof NEW_COMMIT>;

export const REPOSITORY_ROUTES = [
  projectRoute('GET', '', { needs: 'guest' }, async (state) => {
    return { status: 200, body: await viewProject(state) };
  }),
  projectRoute(
    'GET',
    '/repository/commits',
    { needs: 'reporter', query: { ref_name: optional(text), path: optional(text), ...PAGES } },
    async (state, call) => {
      const { repository } = state;
      const { ref_name: ref = await repository.defaultBranch(), path } = call.query;
      const tip = (await repository.tip(ref)) ?? (await repository.resolve(ref));
      if (tip === undefined && state.missingBranch === 'not found') throw notFound('Repository');
      const range =
        tip === undefined ? undefined : [tip, ...(path === undefined ? [] : ['--', path])];
      const commits = range === undefined ? [] : await repository.log(...range);
      return replyWithPage(commits, call, (commit) => viewCommit(state, commit));
    },
  ),
  projectRoute(
    'GET',
    '/repository/commits/:sha',
    { needs: 'reporter' },
    async (state, { params }) => {
      const { sha = '' } = params;
      const id = (await state.repository.tip(sha)) ?? (await state.repository.resolve(sha));
      if (id === undefined) throw notFound('Commit');
      return { status: 200, body: viewCommit(state, await state.repository.readCommit(id)) };
    },
  ),
  projectRoute(
    'POST',
    '/repository/commits',
    { needs: 'developer', body: NEW_COMMIT },
    async (state, call) => {
      const { author_name, author_email } = call.body;
      const { username } = requireUser(state, call);
      const email = `${username}@noreply.gitlab.example`;
      const committer = { name: username, email };
      const author = { name: author_name ?? username, email: author_email ?? email };
      const start = await findStart(state, call.body);
      const tree = await applyActions(state, start, call.body.actions);
      const id = await state.repository.writeCommit({
        tree,
        parents: start === undefined ? [] : [start],
        message: call.body.commit_message,
        author,
        committer,
        // GitLab signs what it commits itself.
        isSigned: true,
      });
      const { branch } = call.body;
      const from = await state.repository.tip(branch);
      await checkRules(state, { branch, from, to: id });
      await state.repository.setRef(`refs/heads/${branch}`, id, from ?? '');
      return { status: 201, body: viewCommit(state, await state.repository.readCommit(id)) };
    },
  ),
  projectRoute(
    'GET',
    '/repository/branches',
    { needs: 'reporter', query: { search: optional(text), ...PAGES } },
    async (state, call) => {
      const { search = '' } = call.query;
      const refs = [...(await state.repository.refs())].filter(([ref]) =>
        ref.slice('refs/heads/'.length).includes(search),
      );
      return replyWithPage(refs, call, ([ref, tip]) =>
        viewBranch(state, ref.slice('refs/heads/'.length), tip),
      );
    },
  ),
  projectRoute(
    'GET',
    '/repository/branches/:branch',
    { needs: 'reporter' },
    async (state, { params }) => {
      const { branch = '' } = params;
      const tip = await state.repository.tip(branch);
      if (tip === undefined) throw notFound('Branch');
      return { status: 200, body: await viewBranch(state, branch, tip) };
    },
  ),
  projectRoute(
    'POST',
    '/repository/branches',
    { needs: 'developer', body: { branch: filledText, ref: filledText } },
    async (state, { body: { branch, ref } }) => {
      const { repository } = state;
      const tip = (await repository.tip(ref)) ?? (await repository.resolve(ref));
      if (tip === undefined) throw createError(400, `Invalid reference name: ${ref}`);
      if ((await repository.tip(branch)) !== undefined)
        throw createError(400, 'Branch already exists');
      await checkRules(state, { branch, from: undefined, to: tip });
      await repository.setRef(`refs/heads/${branch}`, tip, '');
      return { status: 201, body: await viewBranch(state, branch, tip) };
    },
  ),
  projectRoute(
    'DELETE',
    '/repository/branches/:branch',
    { needs: 'developer' },
    async (state, { params }) => {
      const { branch = '' } = params;
      const from = await state.repository.tip(branch);
      if (from === undefined) throw notFound('Branch');
      await checkRules(state, { branch, from, to: undefined });
      await state.repository.deleteRef(`refs/heads/${branch}`);
      return { status: 204 };
    },
  ),
  projectRoute(
    'GET',
    '/repository/tree',
    {
      needs: 'reporter',
      query: {
        ref: optional(text),
        path: optional(text),
        recursive: optional(oneOf('true', 'false')),
        ...PAGES,
      },
    },
    async (state, call) => {
      const { ref = 'HEAD', path = '', recursive } = call.query;
      const tip = await state.repository.resolve(ref);
      if (tip === undefined) throw notFound('Tree');
      const entries = await state.repository.list(tip, path);
      const files = entries.filter(
        (entry) => recursive === 'true' || !entry.path.slice(path.length).includes('/', 1),
      );
      return replyWithPage(files, call, (entry) => ({
        ...entry,
        name: entry.path.split('/').at(-1),
      }));
    },
  ),
];

/** @returns the commit that the new one is made on; undefined in an empty repository. */
async function findStart(state: GitLabState, asked: NewCommit): Promise<string | undefined> {
  const { repository } = state;
  const { branch, start_branch: startBranch, start_sha: startSha, force = false } = asked;
  if (startBranch !== undefined && startSha !== undefined)
    throw new Malformed('start_branch, start_sha are mutually exclusive');
  const tip = await repository.tip(branch);
  const hasStart = startSha !== undefined || (startBranch !== undefined && startBranch !== branch);
  if (tip !== undefined && hasStart && !force)
    throw createError(
      400,
      `A branch called '${branch}' already exists. Switch to that branch in order to make changes`,
    );
  const start = hasStart
    ? await repository.resolve(startSha ?? `refs/heads/${startBranch ?? ''}`)
    : tip;
  if (start === undefined && hasStart)
    throw createError(
      400,
      `Cannot find start_sha or start_branch '${startSha ?? startBranch ?? ''}'`,
    );
  if (start === undefined && (await repository.refs()).size > 0)
    throw createError(400, 'You can only create or edit files when you are on a branch');
  return start;
}

async function applyActions(
  { repository }: GitLabState,
  start: string | undefined,
  actions: readonly Action[],
): Promise<string> {
  const before = start === undefined ? [] : await repository.list(start);
  const files = new Map(before.map(({ path, mode, id }) => [path, { mode, id }]));
  for (const action of actions) {
    checkAction(action);
    const { action: kind, file_path: path, previous_path: previous = path } = action;
    const isThere = files.get(kind === 'move' ? previous : path);
    if (kind === 'create' && isThere)
      throw createError(400, 'A file with this name already exists');
    if (kind !== 'create' && !isThere)
      throw createError(400, "A file with this name doesn't exist");
    if (kind === 'delete') files.delete(path);
    else {
      if (kind === 'move') files.delete(previous);
      files.set(path, await writeFile(repository, action, isThere));
    }
  }
  const changes = [
    ...before.filter(({ path }) => !files.has(path)).map(({ path }): TreeChange => ({ path })),
    ...[...files].map(([path, file]): TreeChange => ({ path, file })),
  ];
  return repository.writeTree(start, changes);
}

async function writeFile(
  repository: GitLabState['repository'],
  { action, content, encoding, execute_filemode: isExecutable }: Action,
  before: { readonly mode: string; readonly id: string } | undefined,
) {
  const mode = before?.mode ?? '100644';
  if (action === 'chmod') return { mode: isExecutable ? '100755' : '100644', id: before?.id ?? '' };
  if (content === undefined) return { mode, id: before?.id ?? '' };
  const bytes = Buffer.from(content, encoding === 'base64' ? 'base64' : 'utf8');
  return { mode, id: await repository.writeBlob(bytes) };
}

/** What an action must have, and must not. */
function checkAction(action: Action): void {
  const { action: kind, file_path: path, content, previous_path, execute_filemode } = action;
  if (path.startsWith('/') || path.split('/').includes('..'))
    throw createError(400, 'Path cannot include directory traversal');
  if ((kind === 'create' || kind === 'update') && content === undefined)
    throw new Malformed('actions[content] is missing');
  if ((kind === 'delete' || kind === 'chmod') && content !== undefined)
    throw new Malformed(`actions[content] is sent to ${kind} ${path}`);
  if ((kind === 'move') !== (previous_path !== undefined))
    throw new Malformed('actions[previous_path] belongs to move, and only to it');
  if ((kind === 'chmod') !== (execute_filemode !== undefined))
    throw new Malformed('actions[execute_filemode] belongs to chmod, and only to it');
}

/** @throws Refusal when the branch is protected against the change. */
async function checkRules(state: GitLabState, change: BranchChange): Promise<void> {
  const { repository, rules } = state;
  const types = rulesOf(rules, change.branch, await repository.defaultBranch());
  const violations = await findViolations(repository, types, change);
  if (violations.length > 0) throw createError(403, 'You are not allowed to push into this branch');
}
