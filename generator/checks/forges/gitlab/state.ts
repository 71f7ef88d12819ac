import type { BareRepository } from '../bare-repository.js';
import type { Nothing, Shape, Values } from '../fields.js';
import { Refusal, route, type Call, type Reply, type Route } from '../rest-server.js';
import type { BranchRule } from '../rules.js';

export type Role = 'guest' | 'reporter' | 'developer' | 'maintainer';
export type Scope = 'api' | 'read_api' | 'read_repository' | 'write_repository';

export interface GitLabToken {
  readonly token: string;
  /** A project access token belongs to a bot: `project_42_bot_1`, say. */
  readonly username: string;
  readonly kind: 'project' | 'personal';
  /** Default: `api`. */
  readonly scopes?: readonly Scope[];
  /** Default: developer. */
  readonly role?: Role;
}

export interface User {
  readonly id: number;
  readonly username: string;
}

export interface Note {
  readonly id: number;
  readonly author: User;
  readonly body: string;
  readonly createdAt: string;
}

/** What issues and merge requests have in common. */
export interface Thread {
  readonly iid: number;
  readonly author: User;
  readonly createdAt: string;
  title: string;
  description: string | null;
  state: 'opened' | 'closed' | 'merged';
  updatedAt: string;
  closedAt: string | null;
  labels: readonly string[];
  assignees: readonly User[];
  readonly notes: Note[];
}

export interface MergeRequest extends Thread {
  readonly sourceProject: number;
  readonly sourceBranch: string;
  targetBranch: string;
  /** The newest commit that the source branch was seen at. */
  sha: string;
  /** The newest commit of the target branch that was compared with it. */
  checkedTarget: string | undefined;
  reviewers: readonly User[];
  removesSourceBranch: boolean;
  isSquashed: boolean;
  mergedAt: string | null;
  mergeCommit: string | null;
}

export interface Release {
  readonly tag: string;
  readonly name: string;
  readonly description: string | null;
  readonly commit: string;
  readonly author: User;
  readonly createdAt: string;
}

/** Everything that the stand-in knows, of one project and its forks. */
export interface GitLabState {
  readonly id: number;
  /** `group/name`. */
  readonly path: string;
  readonly repository: BareRepository;
  /** By id. */
  readonly forks: Map<number, BareRepository>;
  readonly isPrivate: boolean;
  /** The URL of the pages, with a prefix if it is not at the root of its host. */
  readonly webUrl: string;
  readonly apiUrl: string;
  readonly tokens: readonly GitLabToken[];
  readonly users: readonly User[];
  rules: readonly BranchRule[];
  readonly issues: Thread[];
  readonly mergeRequests: MergeRequest[];
  readonly releases: Release[];
  /** What a list of commits of a branch that is not there gives: versions of GitLab differ. */
  readonly missingBranch: 'empty' | 'not found';
  readonly tick: () => string;
  readonly nextId: () => number;
}

export type GitLabRoute = (state: GitLabState) => Route<GitLabToken>;

/** A route whose path is below `/projects/:id`. What it needs is a role. */
export function projectRoute<Q extends Shape = Nothing, B extends Shape = Nothing>(
  method: Route<GitLabToken>['method'],
  path: string,
  spec: { readonly needs: Role; readonly query?: Q; readonly body?: B },
  handle: (
    state: GitLabState,
    call: Call<GitLabToken, Values<Q>, Values<B>>,
  ) => Reply | Promise<Reply>,
): GitLabRoute {
  return (state) =>
    route<GitLabToken, Q, B>(
      method,
      `/projects/:id${path}`,
      { ...spec, needs: [spec.needs] },
      (call) => handle(state, call),
    );
}

/** @param message a text, or what is wrong with each field. */
export function createError(status: number, message: unknown): Refusal {
  return new Refusal({ status, body: { message } });
}

export function notFound(what = ''): Refusal {
  return createError(404, `404 ${what} Not Found`.replace('  ', ' '));
}

/** Who makes a call. The server has checked that there is somebody. */
export function requireUser(state: GitLabState, { token }: Call<GitLabToken>): User {
  const found = state.users.find(({ username }) => username === token?.username);
  if (found === undefined) throw createError(401, '401 Unauthorized');
  return found;
}

/** @throws Refusal when there is none of that number. */
export function findThread<T extends Thread>(threads: readonly T[], iid: string | undefined): T {
  const found = threads.find((thread) => String(thread.iid) === iid);
  if (found === undefined) throw notFound();
  return found;
}

/** Users of the ids, leaving out those that do not exist. */
export function findUsers({ users }: GitLabState, ids: readonly number[]): readonly User[] {
  return users.filter(({ id }) => ids.includes(id));
}

/** The repository that the source branch of a request is in. */
export function sourceRepository(
  state: GitLabState,
  { sourceProject }: MergeRequest,
): BareRepository | undefined {
  return sourceProject === state.id ? state.repository : state.forks.get(sourceProject);
}

export function close(state: GitLabState, thread: Thread): void {
  thread.state = 'closed';
  thread.closedAt = state.tick();
  thread.updatedAt = thread.closedAt;
}

/** `a,b` as GitLab takes and gives labels. */
export function splitLabels(labels: string | undefined): readonly string[] {
  return (labels ?? '')
    .split(',')
    .map((label) => label.trim())
    .filter((label) => label !== '');
}

/** What the labels of something are after a change. */
export function changeLabels(
  labels: readonly string[],
  change: {
    readonly labels?: string | undefined;
    readonly add_labels?: string | undefined;
    readonly remove_labels?: string | undefined;
  },
): readonly string[] {
  const removed = splitLabels(change.remove_labels);
  const kept = change.labels === undefined ? labels : splitLabels(change.labels);
  const all = [...new Set([...kept, ...splitLabels(change.add_labels)])];
  return all.filter((label) => !removed.includes(label));
}

/**
 * Does what GitLab does by itself: a merge request is closed when its source branch is gone, and merged when the target
 * branch has its commits.
 */
export async function refresh(state: GitLabState): Promise<void> {
  for (const request of state.mergeRequests.filter((one) => one.state === 'opened')) {
    const from = sourceRepository(state, request);
    const source = await from?.tip(request.sourceBranch);
    if (from === undefined || source === undefined) {
      close(state, request);
      continue;
    }
    const target = await state.repository.tip(request.targetBranch);
    if (source === request.sha && target === request.checkedTarget) continue;
    request.checkedTarget = target;
    const refs = `+refs/heads/${request.sourceBranch}:refs/merge-requests/${request.iid}/head`;
    await state.repository.git(['fetch', '--quiet', '--no-tags', from.path, refs]);
    const isSame = source === request.sha;
    request.sha = source;
    // A branch that was moved to where nothing is left to merge stays open, without changes.
    if (isSame && target !== undefined && (await state.repository.isAncestor(source, target)))
      setMerged(state, request, target);
  }
}

export function setMerged(state: GitLabState, request: MergeRequest, commit: string): void {
  request.state = 'merged';
  request.mergedAt = state.tick();
  request.updatedAt = request.mergedAt;
  request.mergeCommit = commit;
}
