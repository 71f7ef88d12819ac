import type { Commit } from '../bare-repository.js';
import { formatLinks, paginate, type Reply } from '../rest-server.js';
import { isPull, type GitHubState, type Issue, type Pull, type Release } from './state.js';

/** The bodies of responses, with those fields of GitHub's that a client of this kind reads. */

export function viewUser(state: GitHubState, login: string) {
  const isBot = login.endsWith('[bot]');
  return {
    login,
    type: isBot ? 'Bot' : 'User',
    url: `${state.apiUrl}/users/${login}`,
    html_url: `${state.origin}/${isBot ? 'apps/' : ''}${login.replace('[bot]', '')}`,
  };
}

export async function viewRepository(state: GitHubState, owner = state.owner) {
  const fullName = `${owner}/${state.name}`;
  return {
    id: 1,
    name: state.name,
    full_name: fullName,
    private: state.isPrivate,
    visibility: state.isPrivate ? 'private' : 'public',
    fork: owner !== state.owner,
    owner: viewUser(state, owner),
    url: `${state.apiUrl}/repos/${fullName}`,
    html_url: `${state.origin}/${fullName}`,
    clone_url: `${state.origin}/${fullName}.git`,
    default_branch: await state.repository.defaultBranch(),
  };
}

function viewVerification({ isSigned }: Commit) {
  return {
    verified: isSigned,
    reason: isSigned ? 'valid' : 'unsigned',
    signature: isSigned ? '-----BEGIN PGP SIGNATURE-----' : null,
    payload: null,
    verified_at: null,
  };
}

/** A commit as `git/commits` gives it. */
export function viewGitCommit(state: GitHubState, commit: Commit) {
  const url = `${state.apiUrl}/repos/${state.owner}/${state.name}/git`;
  const { id, date, author, committer } = commit;
  return {
    sha: id,
    url: `${url}/commits/${id}`,
    html_url: `${state.origin}/${state.owner}/${state.name}/commit/${id}`,
    author: { ...author, date },
    committer: { ...committer, date },
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/trees/${commit.tree}` },
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}` })),
    verification: viewVerification(commit),
  };
}

/** A commit as the lists of commits give it. */
export function viewCommit(state: GitHubState, commit: Commit) {
  const { sha, html_url, parents, ...inner } = viewGitCommit(state, commit);
  const url = inner.url.replace('/git/commits/', '/commits/');
  return { sha, url, html_url, parents, commit: inner, author: null, committer: null };
}

export function viewRef(state: GitHubState, ref: string, sha: string) {
  const url = `${state.apiUrl}/repos/${state.owner}/${state.name}/git`;
  return {
    ref,
    url: `${url}/${ref}`,
    object: { type: 'commit', sha, url: `${url}/commits/${sha}` },
  };
}

export function viewLabel(state: GitHubState, name: string) {
  const label = state.labels.find((one) => one.name === name);
  const { id = 0, color = 'ededed', description = null } = label ?? {};
  const url = `${state.apiUrl}/repos/${state.owner}/${state.name}/labels/${encodeURIComponent(name)}`;
  return { id, name, color, description, default: false, url };
}

function viewThread(state: GitHubState, issue: Issue) {
  return {
    id: 1000 + issue.number,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    locked: false,
    user: viewUser(state, issue.user),
    labels: issue.labels.map((name) => viewLabel(state, name)),
    assignee: issue.assignees[0] === undefined ? null : viewUser(state, issue.assignees[0]),
    assignees: issue.assignees.map((login) => viewUser(state, login)),
    created_at: issue.createdAt,
    updated_at: issue.updatedAt,
    closed_at: issue.closedAt,
  };
}

function getUrls(state: GitHubState, issue: Issue) {
  const api = `${state.apiUrl}/repos/${state.owner}/${state.name}`;
  const html = `${state.origin}/${state.owner}/${state.name}`;
  return {
    issue: `${api}/issues/${issue.number}`,
    pull: `${api}/pulls/${issue.number}`,
    html: `${html}/${isPull(issue) ? 'pull' : 'issues'}/${issue.number}`,
  };
}

/** An issue as `issues` gives it, where pull requests are, too. */
export function viewIssue(state: GitHubState, issue: Issue) {
  const urls = getUrls(state, issue);
  return {
    ...viewThread(state, issue),
    state_reason: issue.stateReason,
    comments: issue.comments.length,
    url: urls.issue,
    html_url: urls.html,
    comments_url: `${urls.issue}/comments`,
    ...(isPull(issue) && {
      draft: issue.pull.isDraft,
      pull_request: {
        url: urls.pull,
        html_url: urls.html,
        merged_at: issue.pull.mergedAt ?? null,
      },
    }),
  };
}

/** A pull request as lists give it. */
export async function viewPull(state: GitHubState, issue: Pull) {
  const urls = getUrls(state, issue);
  const { pull } = issue;
  const base = await state.repository.tip(pull.base);
  return {
    ...viewThread(state, issue),
    url: urls.pull,
    html_url: urls.html,
    issue_url: urls.issue,
    comments_url: `${urls.issue}/comments`,
    draft: pull.isDraft,
    merged_at: pull.mergedAt ?? null,
    merge_commit_sha: pull.mergeCommit ?? null,
    requested_reviewers: pull.reviewers.map((login) => viewUser(state, login)),
    requested_teams: pull.teams.map((slug) => ({ slug, name: slug })),
    head: {
      label: `${pull.owner}:${pull.head}`,
      ref: pull.head,
      sha: pull.sha,
      user: viewUser(state, pull.owner),
      repo: await viewRepository(state, pull.owner),
    },
    base: {
      label: `${state.owner}:${pull.base}`,
      ref: pull.base,
      sha: base ?? null,
      user: viewUser(state, state.owner),
      repo: await viewRepository(state),
    },
  };
}

/** A pull request by itself, which has more fields. */
export async function viewWholePull(state: GitHubState, issue: Pull) {
  return {
    ...(await viewPull(state, issue)),
    merged: issue.pull.mergedAt !== undefined,
    mergeable: issue.state === 'open' ? true : null,
    comments: issue.comments.length,
    maintainer_can_modify: false,
  };
}

export function viewRelease(state: GitHubState, release: Release) {
  const api = `${state.apiUrl}/repos/${state.owner}/${state.name}/releases`;
  return {
    id: release.id,
    tag_name: release.tag,
    target_commitish: release.target,
    name: release.name,
    body: release.body,
    draft: release.isDraft,
    prerelease: release.isPrerelease,
    author: viewUser(state, release.author),
    created_at: release.createdAt,
    published_at: release.isDraft ? null : release.createdAt,
    url: `${api}/${release.id}`,
    html_url: `${state.origin}/${state.owner}/${state.name}/releases/tag/${release.tag}`,
    assets: [],
  };
}

/** One page of a list. */
export async function replyWithPage<I>(
  all: readonly I[],
  { query, url }: { readonly query: { per_page?: string; page?: string }; readonly url: URL },
  view: (item: I) => unknown,
): Promise<Reply> {
  const page = paginate(all, query, 30);
  const body = await Promise.all(page.items.map(view));
  return { status: 200, body, headers: formatLinks(page, url) };
}
