import {
  digits,
  filledText,
  flag,
  hash,
  integer,
  listOf,
  oneOf,
  optional,
  text,
  textUpTo,
} from '../fields.js';
import { Malformed, PAGES } from '../rest-server.js';
import {
  changeLabels,
  close,
  createError,
  findThread,
  findUsers,
  notFound,
  projectRoute,
  requireUser,
  setMerged,
  sourceRepository,
  splitLabels,
  type GitLabState,
  type MergeRequest,
  type Thread,
  type User,
} from './state.js';
import { replyWithPage, viewIssue, viewMergeRequest, viewNote } from './views.js';

/** Issues and merge requests, with their notes. */

const TITLE = textUpTo(255);
const DESCRIPTION = textUpTo(1_048_576);
const CHANGE = {
  description: optional(DESCRIPTION),
  labels: optional(text),
  assignee_ids: optional(listOf(integer)),
};
const UPDATE = {
  ...CHANGE,
  title: optional(TITLE),
  add_labels: optional(text),
  remove_labels: optional(text),
  state_event: optional(oneOf('close', 'reopen')),
};
const OF_REQUESTS = {
  reviewer_ids: optional(listOf(integer)),
  remove_source_branch: optional(flag),
  squash: optional(flag),
};
const LIST = {
  search: optional(text),
  in: optional(oneOf('title', 'description', 'title,description')),
  labels: optional(text),
  author_username: optional(text),
  scope: optional(oneOf('all', 'created_by_me')),
  order_by: optional(oneOf('created_at')),
  sort: optional(oneOf('asc', 'desc')),
  ...PAGES,
};

export const THREAD_ROUTES = [
  projectRoute(
    'GET',
    '/issues',
    { needs: 'guest', query: { ...LIST, state: optional(oneOf('opened', 'closed', 'all')) } },
    (state, call) => {
      const found = filterThreads(state.issues, call.query, call.token?.username);
      return replyWithPage(found, call, (issue) => viewIssue(state, issue));
    },
  ),
  projectRoute('GET', '/issues/:iid', { needs: 'guest' }, (state, { params }) => {
    return { status: 200, body: viewIssue(state, findThread(state.issues, params['iid'])) };
  }),
  projectRoute(
    'POST',
    '/issues',
    { needs: 'guest', body: { title: TITLE, ...CHANGE, confidential: optional(flag) } },
    (state, call) => {
      const { title, description = null, labels, assignee_ids = [] } = call.body;
      const issue = createThread(state, state.issues.length + 1, requireUser(state, call), {
        title,
        description,
        labels: splitLabels(labels),
        assignees: findUsers(state, assignee_ids),
      });
      state.issues.push(issue);
      return { status: 201, body: viewIssue(state, issue) };
    },
  ),
  projectRoute('PUT', '/issues/:iid', { needs: 'reporter', body: UPDATE }, (state, call) => {
    const issue = findThread(state.issues, call.params['iid']);
    updateThread(state, issue, call.body);
    return { status: 200, body: viewIssue(state, issue) };
  }),
  projectRoute(
    'GET',
    '/merge_requests',
    {
      needs: 'reporter',
      query: {
        ...LIST,
        state: optional(oneOf('opened', 'closed', 'locked', 'merged', 'all')),
        source_branch: optional(text),
        target_branch: optional(text),
        source_project_id: optional(digits),
      },
    },
    (state, call) => {
      const { source_branch: source, target_branch: target, source_project_id: from } = call.query;
      const found = filterThreads(state.mergeRequests, call.query, call.token?.username)
        .filter(({ sourceBranch }) => source === undefined || sourceBranch === source)
        .filter(({ targetBranch }) => target === undefined || targetBranch === target)
        .filter(({ sourceProject }) => from === undefined || String(sourceProject) === from);
      return replyWithPage(found, call, (request) => viewMergeRequest(state, request));
    },
  ),
  projectRoute('GET', '/merge_requests/:iid', { needs: 'reporter' }, (state, { params }) => {
    const request = findThread(state.mergeRequests, params['iid']);
    return { status: 200, body: viewMergeRequest(state, request) };
  }),
  projectRoute(
    'POST',
    '/merge_requests',
    {
      needs: 'developer',
      body: {
        title: TITLE,
        source_branch: filledText,
        target_branch: filledText,
        target_project_id: optional(integer),
        ...CHANGE,
        ...OF_REQUESTS,
      },
    },
    async (state, call) => {
      const { body } = call;
      const request = await addMergeRequest(state, {
        sourceProject: state.id,
        sourceBranch: body.source_branch,
        targetBranch: body.target_branch,
        title: body.title,
        author: requireUser(state, call),
        description: body.description ?? null,
        labels: splitLabels(body.labels),
        assignees: findUsers(state, body.assignee_ids ?? []),
        reviewers: findUsers(state, body.reviewer_ids ?? []),
        removesSourceBranch: body.remove_source_branch ?? false,
        isSquashed: body.squash ?? false,
      });
      return { status: 201, body: viewMergeRequest(state, request) };
    },
  ),
  projectRoute(
    'PUT',
    '/merge_requests/:iid',
    {
      needs: 'developer',
      body: { ...UPDATE, ...OF_REQUESTS, target_branch: optional(filledText) },
    },
    async (state, { params, body }) => {
      const request = findThread(state.mergeRequests, params['iid']);
      const { target_branch: target, reviewer_ids: reviewers } = body;
      if (target !== undefined && (await state.repository.tip(target)) === undefined)
        throw createError(400, { target_branch: ['does not exist'] });
      updateThread(state, request, body);
      request.targetBranch = target ?? request.targetBranch;
      if (reviewers !== undefined) request.reviewers = findUsers(state, reviewers);
      request.removesSourceBranch = body.remove_source_branch ?? request.removesSourceBranch;
      request.isSquashed = body.squash ?? request.isSquashed;
      return { status: 200, body: viewMergeRequest(state, request) };
    },
  ),
  projectRoute(
    'PUT',
    '/merge_requests/:iid/merge',
    {
      needs: 'developer',
      body: {
        sha: optional(hash),
        squash: optional(flag),
        should_remove_source_branch: optional(flag),
        merge_commit_message: optional(text),
        squash_commit_message: optional(text),
      },
    },
    async (state, { params, body }) => {
      const request = findThread(state.mergeRequests, params['iid']);
      if (body.sha !== undefined && body.sha !== request.sha)
        throw createError(409, `SHA does not match HEAD of source branch: ${request.sha}`);
      await mergeRequest(state, request, {
        isSquashed: body.squash ?? request.isSquashed,
        deleteBranch: body.should_remove_source_branch ?? request.removesSourceBranch,
      });
      return { status: 200, body: viewMergeRequest(state, request) };
    },
  ),
  ...(['issues', 'merge_requests'] as const).flatMap((kind) => [
    projectRoute(
      'GET',
      `/${kind}/:iid/notes`,
      {
        needs: 'guest',
        query: { sort: optional(oneOf('asc', 'desc')), order_by: optional(text), ...PAGES },
      },
      (state, call) => {
        const { notes } = findThread<Thread>(threadsOf(state, kind), call.params['iid']);
        const ordered = call.query.sort === 'asc' ? notes : notes.toReversed();
        return replyWithPage(ordered, call, (note) => viewNote(state, note));
      },
    ),
    projectRoute(
      'POST',
      `/${kind}/:iid/notes`,
      { needs: 'reporter', body: { body: filledText, internal: optional(flag) } },
      (state, call) => {
        const { notes } = findThread<Thread>(threadsOf(state, kind), call.params['iid']);
        const author = requireUser(state, call);
        const note = { id: state.nextId(), author, body: call.body.body, createdAt: state.tick() };
        notes.push(note);
        return { status: 201, body: viewNote(state, note) };
      },
    ),
  ]),
];

function threadsOf(
  { issues, mergeRequests }: GitLabState,
  kind: 'issues' | 'merge_requests',
): readonly Thread[] {
  return kind === 'issues' ? issues : mergeRequests;
}

interface Filter {
  readonly state?: string;
  readonly search?: string;
  readonly in?: string;
  readonly labels?: string;
  readonly author_username?: string;
  readonly scope?: string;
  readonly sort?: string;
}

/** @param caller whose threads `created_by_me` are. @returns newest first, unless they are asked for the other way round. */
function filterThreads<T extends Thread>(
  threads: readonly T[],
  filter: Filter,
  caller: string | undefined,
): readonly T[] {
  const { state = 'all', search = '', in: where = 'title,description', labels } = filter;
  const author = filter.scope === 'created_by_me' ? caller : filter.author_username;
  const textOf = ({ title, description }: T) => [
    where.includes('title') ? title : '',
    where.includes('description') ? description : '',
  ];
  const found = threads
    .filter((thread) => state === 'all' || thread.state === state)
    .filter((thread) => splitLabels(labels).every((label) => thread.labels.includes(label)))
    .filter((thread) => author === undefined || thread.author.username === author)
    .filter((thread) =>
      textOf(thread).some((one) => one?.toLowerCase().includes(search.toLowerCase())),
    );
  return filter.sort === 'asc' ? found : found.toReversed();
}

type NewThread = Pick<Thread, 'title' | 'description' | 'labels' | 'assignees'>;

function createThread(state: GitLabState, iid: number, author: User, thread: NewThread): Thread {
  const createdAt = state.tick();
  return {
    iid,
    author,
    ...thread,
    state: 'opened',
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    notes: [],
  };
}

interface Update {
  readonly title?: string;
  readonly description?: string;
  readonly labels?: string;
  readonly add_labels?: string;
  readonly remove_labels?: string;
  readonly assignee_ids?: readonly number[];
  readonly state_event?: 'close' | 'reopen';
}

function updateThread(state: GitLabState, thread: Thread, update: Update): void {
  if (Object.keys(update).length === 0) throw new Malformed('nothing is to be changed');
  thread.title = update.title ?? thread.title;
  thread.description = update.description ?? thread.description;
  thread.labels = changeLabels(thread.labels, update);
  if (update.assignee_ids !== undefined) thread.assignees = findUsers(state, update.assignee_ids);
  thread.updatedAt = state.tick();
  if (update.state_event === 'close' && thread.state === 'opened') close(state, thread);
  if (update.state_event === 'reopen' && thread.state === 'closed')
    [thread.state, thread.closedAt] = ['opened', null];
}

export interface NewMergeRequest extends NewThread {
  readonly author: User;
  readonly sourceProject: number;
  readonly sourceBranch: string;
  readonly targetBranch: string;
  readonly reviewers: readonly User[];
  readonly removesSourceBranch: boolean;
  readonly isSquashed: boolean;
}

/** @throws Refusal as GitLab refuses one that exists, or whose branches do not. */
export async function addMergeRequest(
  state: GitLabState,
  asked: NewMergeRequest,
): Promise<MergeRequest> {
  const { sourceProject, sourceBranch, targetBranch, author } = asked;
  if (sourceProject === state.id && sourceBranch === targetBranch)
    throw createError(422, ["You can't use same project/branch for source and target"]);
  const other = state.mergeRequests.find(
    (one) =>
      one.state === 'opened' &&
      one.sourceProject === sourceProject &&
      one.sourceBranch === sourceBranch &&
      one.targetBranch === targetBranch,
  );
  if (other !== undefined)
    throw createError(409, [
      `Another open merge request already exists for this source branch: !${other.iid}`,
    ]);
  const request: MergeRequest = {
    ...createThread(state, state.mergeRequests.length + 1, author, asked),
    sourceProject,
    sourceBranch,
    targetBranch,
    sha: '',
    checkedTarget: undefined,
    reviewers: asked.reviewers,
    removesSourceBranch: asked.removesSourceBranch,
    isSquashed: asked.isSquashed,
    mergedAt: null,
    mergeCommit: null,
  };
  const sha = await sourceRepository(state, request)?.tip(sourceBranch);
  if (sha === undefined)
    throw createError(400, { source_branch: [`"${sourceBranch}" does not exist`] });
  if ((await state.repository.tip(targetBranch)) === undefined)
    throw createError(400, { target_branch: [`"${targetBranch}" does not exist`] });
  state.mergeRequests.push(request);
  request.sha = sha;
  return request;
}

/** Merges a request. @throws Refusal when it cannot be merged. */
export async function mergeRequest(
  state: GitLabState,
  request: MergeRequest,
  how: { readonly isSquashed: boolean; readonly deleteBranch: boolean },
): Promise<void> {
  const { repository } = state;
  const { targetBranch, sourceBranch, sha, title, iid } = request;
  if (request.state !== 'opened') throw createError(405, '405 Method Not Allowed');
  const from = await repository.tip(targetBranch);
  if (from === undefined) throw notFound('Branch');
  const tree = await repository.mergeTrees(from, sha);
  if (tree === undefined) throw createError(422, 'Branch cannot be merged');
  const web = { name: 'GitLab', email: 'noreply@gitlab.example' };
  const subject = `Merge branch '${sourceBranch}' into '${targetBranch}'\n\n${title}\n\nSee merge request ${state.path}!${iid}`;
  const merged = await repository.writeCommit({
    tree,
    parents: how.isSquashed ? [from] : [from, sha],
    message: how.isSquashed ? title : subject,
    author: web,
    committer: web,
    isSigned: true,
  });
  await repository.setRef(`refs/heads/${targetBranch}`, merged, from);
  setMerged(state, request, merged);
  if (how.deleteBranch && request.sourceProject === state.id)
    await repository.deleteRef(`refs/heads/${sourceBranch}`);
}
