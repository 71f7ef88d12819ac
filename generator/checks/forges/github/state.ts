import type { BareRepository } from '../bare-repository.js';
import { Refusal, route, type Call, type Reply, type Route } from '../rest-server.js';
import { findViolations, rulesOf, type BranchChange, type BranchRule } from '../rules.js';
import type { Shape, Values, Nothing } from '../fields.js';

export type Permission = 'contents' | 'issues' | 'pull_requests';

export interface GitHubToken {
  readonly token: string;
  /** Who it belongs to: `github-actions[bot]`, say. */
  readonly login: string;
  /** An app's token, as GITHUB_TOKEN is one, or that of a person. */
  readonly kind: 'app' | 'personal';
  /** Default: everything may be written. */
  readonly permissions?: Readonly<Partial<Record<Permission, 'read' | 'write'>>>;
}

export interface Comment {
  readonly id: number;
  readonly user: string;
  readonly body: string;
  readonly createdAt: string;
}

export interface PullRequest {
  /** The owner of the branch, who is another one for a fork. */
  readonly owner: string;
  readonly head: string;
  base: string;
  /** The newest commit that the branch was seen at. */
  sha: string;
  /** The newest commit of the base that was compared with it. */
  checkedBase: string | undefined;
  isDraft: boolean;
  mergedAt: string | undefined;
  mergeCommit: string | undefined;
  reviewers: readonly string[];
  teams: readonly string[];
}

/** An issue. At GitHub a pull request is one, too. */
export interface Issue {
  readonly number: number;
  readonly user: string;
  readonly createdAt: string;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: string | null;
  updatedAt: string;
  closedAt: string | null;
  labels: readonly string[];
  assignees: readonly string[];
  readonly comments: Comment[];
  readonly pull: PullRequest | undefined;
}

export interface Pull extends Issue {
  readonly pull: PullRequest;
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string | null;
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly target: string;
  readonly name: string | null;
  readonly body: string | null;
  readonly isDraft: boolean;
  readonly isPrerelease: boolean;
  readonly author: string;
  readonly createdAt: string;
}

/** Everything that the stand-in knows, of one repository and its forks. */
export interface GitHubState {
  readonly owner: string;
  readonly name: string;
  readonly repository: BareRepository;
  /** By owner. */
  readonly forks: Map<string, BareRepository>;
  readonly isPrivate: boolean;
  readonly origin: string;
  /** The URL of the API, with its prefix. */
  readonly apiUrl: string;
  readonly tokens: readonly GitHubToken[];
  /** People who can be assigned and asked for a review. */
  readonly users: readonly string[];
  readonly teams: readonly string[];
  rules: readonly BranchRule[];
  readonly canActionsPropose: boolean;
  readonly issues: Issue[];
  readonly labels: Label[];
  readonly releases: Release[];
  /** The time of the next event: each is a second after the one before. */
  readonly tick: () => string;
  readonly nextId: () => number;
}

export type GitHubRoute = (state: GitHubState) => Route<GitHubToken>;

/** A route whose path is below `/repos/:owner/:repo`. */
export function repositoryRoute<Q extends Shape = Nothing, B extends Shape = Nothing>(
  method: Route<GitHubToken>['method'],
  path: string,
  spec: { readonly needs: readonly string[]; readonly query?: Q; readonly body?: B },
  handle: (
    state: GitHubState,
    call: Call<GitHubToken, Values<Q>, Values<B>>,
  ) => Reply | Promise<Reply>,
): GitHubRoute {
  return (state) =>
    route<GitHubToken, Q, B>(method, `/repos/:owner/:repo${path}`, spec, (call) =>
      handle(state, call),
    );
}

const DOCUMENTATION = 'https://docs.github.com/rest';

export function createError(status: number, message: string, errors?: readonly object[]): Refusal {
  const body = { message, ...(errors && { errors }), documentation_url: DOCUMENTATION };
  return new Refusal({ status, body: { ...body, status: String(status) } });
}

/** 422 as GitHub words it for a field. */
export function createFieldError(
  resource: string,
  problem: {
    readonly field?: string;
    readonly code: string;
    readonly message?: string;
    value?: string;
  },
): Refusal {
  return createError(422, 'Validation Failed', [{ resource, ...problem }]);
}

export function notFound(): Refusal {
  return createError(404, 'Not Found');
}

/** The user that a call is made by. The server has checked that there is one. */
export function requireToken(call: Call<GitHubToken>): GitHubToken {
  if (call.token === undefined) throw createError(401, 'Requires authentication');
  return call.token;
}

/** @throws Refusal when there is no such issue. */
export function findIssue({ issues }: GitHubState, number: string | undefined): Issue {
  const found = issues.find((issue) => String(issue.number) === number);
  if (found === undefined) throw notFound();
  return found;
}

/** @throws Refusal when there is no such pull request. */
export function findPull(state: GitHubState, number: string | undefined): Pull {
  const found = findIssue(state, number);
  if (!isPull(found)) throw notFound();
  return found;
}

export function isPull(issue: Issue): issue is Pull {
  return issue.pull !== undefined;
}

/** The repository that a pull request's branch is in. */
export function headRepository(state: GitHubState, owner: string): BareRepository | undefined {
  return owner === state.owner ? state.repository : state.forks.get(owner);
}

export function close(state: GitHubState, issue: Issue, reason: string | null = null): void {
  issue.state = 'closed';
  issue.closedAt = state.tick();
  issue.updatedAt = issue.closedAt;
  issue.stateReason = reason;
}

/** @throws Refusal when a rule forbids the change. */
export async function checkRules(state: GitHubState, change: BranchChange): Promise<void> {
  const { repository, rules } = state;
  const types = rulesOf(rules, change.branch, await repository.defaultBranch());
  const violations = await findViolations(repository, types, change);
  if (violations.length > 0)
    throw createError(422, `Repository rule violations found\n\n${violations.join('\n\n')}\n\n`);
}

/**
 * Does what GitHub does by itself: a pull request is merged when its base has its commits, and closed when its branch is
 * deleted or moved to where nothing is left to merge.
 */
export async function refresh(state: GitHubState): Promise<void> {
  for (const issue of state.issues.filter(isPull).filter(({ state: now }) => now === 'open')) {
    const { pull } = issue;
    const head = await headRepository(state, pull.owner)?.tip(pull.head);
    const base = await state.repository.tip(pull.base);
    if (head === undefined || base === undefined) close(state, issue);
    else await refreshPull(state, issue, head, base);
  }
}

async function refreshPull(
  state: GitHubState,
  issue: Pull,
  head: string,
  base: string,
): Promise<void> {
  const { pull } = issue;
  if (pull.sha === head && pull.checkedBase === base) return;
  pull.checkedBase = base;
  await fetchHead(state, issue);
  if (!(await state.repository.isAncestor(head, base))) {
    pull.sha = head;
    return;
  }
  close(state, issue);
  if (head === pull.sha) [pull.mergedAt, pull.mergeCommit] = [issue.updatedAt, base];
  else pull.sha = head;
}

/** A pull request's commits can be fetched from the repository itself, also when its branch is in a fork. */
async function fetchHead(state: GitHubState, { number, pull }: Pull): Promise<void> {
  const from = headRepository(state, pull.owner);
  if (from === undefined) return;
  const refs = `+refs/heads/${pull.head}:refs/pull/${number}/head`;
  await state.repository.git(['fetch', '--quiet', '--no-tags', from.path, refs]);
}
