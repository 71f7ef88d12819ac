import type { Commit } from '../bare-repository.js';
import { formatLinks, paginate, type Reply } from '../rest-server.js';
import type { GitLabState, MergeRequest, Note, Release, Thread, User } from './state.js';

/** The bodies of responses, with those fields of GitLab's that a client of this kind reads. */

export function viewUser(state: GitLabState, { id, username }: User) {
  return {
    id,
    username,
    name: username,
    state: 'active',
    web_url: `${state.webUrl}/${username}`,
  };
}

export async function viewProject(state: GitLabState) {
  const [group = '', name = ''] = state.path.split('/');
  return {
    id: state.id,
    name,
    path: name,
    path_with_namespace: state.path,
    namespace: { path: group, full_path: group },
    visibility: state.isPrivate ? 'private' : 'public',
    default_branch: await state.repository.defaultBranch(),
    web_url: `${state.webUrl}/${state.path}`,
    http_url_to_repo: `${state.webUrl}/${state.path}.git`,
  };
}

export function viewCommit(state: GitLabState, commit: Commit) {
  return {
    id: commit.id,
    short_id: commit.id.slice(0, 8),
    title: commit.message.split('\n')[0] ?? '',
    message: commit.message,
    parent_ids: commit.parents,
    author_name: commit.author.name,
    author_email: commit.author.email,
    authored_date: commit.date,
    committer_name: commit.committer.name,
    committer_email: commit.committer.email,
    committed_date: commit.date,
    created_at: commit.date,
    web_url: `${state.webUrl}/${state.path}/-/commit/${commit.id}`,
  };
}

export async function viewBranch(state: GitLabState, name: string, tip: string) {
  return {
    name,
    merged: false,
    protected: false,
    default: name === (await state.repository.defaultBranch()),
    can_push: true,
    web_url: `${state.webUrl}/${state.path}/-/tree/${name}`,
    commit: viewCommit(state, await state.repository.readCommit(tip)),
  };
}

function viewThread(state: GitLabState, thread: Thread) {
  const assignees = thread.assignees.map((user) => viewUser(state, user));
  return {
    iid: thread.iid,
    project_id: state.id,
    title: thread.title,
    description: thread.description,
    state: thread.state,
    author: viewUser(state, thread.author),
    labels: thread.labels,
    assignees,
    assignee: assignees[0] ?? null,
    user_notes_count: thread.notes.length,
    created_at: thread.createdAt,
    updated_at: thread.updatedAt,
    closed_at: thread.closedAt,
  };
}

export function viewIssue(state: GitLabState, issue: Thread) {
  return {
    id: 5000 + issue.iid,
    ...viewThread(state, issue),
    confidential: false,
    web_url: `${state.webUrl}/${state.path}/-/issues/${issue.iid}`,
  };
}

export function viewMergeRequest(state: GitLabState, request: MergeRequest) {
  return {
    id: 6000 + request.iid,
    ...viewThread(state, request),
    source_branch: request.sourceBranch,
    target_branch: request.targetBranch,
    source_project_id: request.sourceProject,
    target_project_id: state.id,
    reviewers: request.reviewers.map((user) => viewUser(state, user)),
    sha: request.sha,
    draft: request.title.startsWith('Draft:'),
    merge_status: 'can_be_merged',
    detailed_merge_status: request.state === 'opened' ? 'mergeable' : 'not_open',
    merge_commit_sha: request.mergeCommit,
    merged_at: request.mergedAt,
    squash: request.isSquashed,
    should_remove_source_branch: null,
    force_remove_source_branch: request.removesSourceBranch,
    web_url: `${state.webUrl}/${state.path}/-/merge_requests/${request.iid}`,
  };
}

export function viewNote(state: GitLabState, { id, body, author, createdAt }: Note) {
  return { id, body, author: viewUser(state, author), system: false, created_at: createdAt };
}

export async function viewRelease(state: GitLabState, release: Release) {
  return {
    tag_name: release.tag,
    name: release.name,
    description: release.description,
    author: viewUser(state, release.author),
    created_at: release.createdAt,
    released_at: release.createdAt,
    upcoming_release: false,
    commit: viewCommit(state, await state.repository.readCommit(release.commit)),
    _links: { self: `${state.webUrl}/${state.path}/-/releases/${release.tag}` },
  };
}

/** One page of a list. */
export async function replyWithPage<I>(
  all: readonly I[],
  { query, url }: { readonly query: { per_page?: string; page?: string }; readonly url: URL },
  view: (item: I) => unknown,
): Promise<Reply> {
  const found = paginate(all, query, 20);
  const { page, pages, perPage, total } = found;
  const headers = {
    'x-page': String(page),
    'x-per-page': String(perPage),
    'x-next-page': page < pages ? String(page + 1) : '',
    'x-prev-page': page > 1 ? String(page - 1) : '',
    'x-total': String(total),
    'x-total-pages': String(pages),
    ...formatLinks(found, url),
  };
  return { status: 200, body: await Promise.all(found.items.map(view)), headers };
}
