import { filledText, flag, hash, listOf, oneOf, optional, text, textUpTo } from '../fields.js';
import { PAGES } from '../rest-server.js';
import { addIssue, BODY, reopen } from './issues.js';
import {
  close,
  createError,
  createFieldError,
  findPull,
  headRepository,
  isPull,
  repositoryRoute,
  requireToken,
  type GitHubState,
  type Pull,
} from './state.js';
import { replyWithPage, viewPull, viewWholePull } from './views.js';

const READ = { needs: ['pull_requests:read'] };
const WRITE = { needs: ['pull_requests:write'] };
const TITLE = textUpTo(256);

export const PULL_ROUTES = [
  repositoryRoute(
    'GET',
    '/pulls',
    {
      ...READ,
      query: {
        state: optional(oneOf('open', 'closed', 'all')),
        head: optional(text),
        base: optional(text),
        sort: optional(oneOf('created')),
        direction: optional(oneOf('asc', 'desc')),
        ...PAGES,
      },
    },
    (state, call) => {
      const { state: wanted = 'open', head, base, direction } = call.query;
      const found = state.issues
        .filter(isPull)
        .filter((issue) => wanted === 'all' || issue.state === wanted)
        // GitHub ignores a head that names no owner, and gives all.
        .filter(({ pull }) => !head?.includes(':') || head === `${pull.owner}:${pull.head}`)
        .filter(({ pull }) => base === undefined || pull.base === base);
      const ordered = direction === 'asc' ? found : found.toReversed();
      return replyWithPage(ordered, call, (issue) => viewPull(state, issue));
    },
  ),
  repositoryRoute('GET', '/pulls/:number', READ, async (state, { params }) => {
    return { status: 200, body: await viewWholePull(state, findPull(state, params['number'])) };
  }),
  repositoryRoute(
    'POST',
    '/pulls',
    {
      ...WRITE,
      body: {
        title: TITLE,
        head: filledText,
        base: filledText,
        body: optional(BODY),
        draft: optional(flag),
        maintainer_can_modify: optional(flag),
      },
    },
    async (state, call) => {
      const token = requireToken(call);
      if (token.kind === 'app' && !state.canActionsPropose)
        throw createError(
          403,
          'GitHub Actions is not permitted to create or approve pull requests.',
        );
      const { head, base, title, body, draft = false } = call.body;
      const issue = await addPull(state, { head, base, title, body, draft, user: token.login });
      return { status: 201, body: await viewWholePull(state, issue) };
    },
  ),
  repositoryRoute(
    'PATCH',
    '/pulls/:number',
    {
      ...WRITE,
      body: {
        title: optional(TITLE),
        body: optional(BODY),
        state: optional(oneOf('open', 'closed')),
        base: optional(filledText),
        maintainer_can_modify: optional(flag),
      },
    },
    async (state, { params, body: { title, body, state: wanted, base } }) => {
      const issue = findPull(state, params['number']);
      if (base !== undefined && (await state.repository.tip(base)) === undefined)
        throw createFieldError('PullRequest', { field: 'base', code: 'invalid' });
      Object.assign(issue, {
        title: title ?? issue.title,
        body: body ?? issue.body,
        updatedAt: state.tick(),
      });
      if (base !== undefined) issue.pull.base = base;
      if (wanted === 'closed' && issue.state === 'open') close(state, issue);
      if (wanted === 'open' && issue.state === 'closed') await reopenPull(state, issue);
      return { status: 200, body: await viewWholePull(state, issue) };
    },
  ),
  repositoryRoute(
    'POST',
    '/pulls/:number/requested_reviewers',
    {
      ...WRITE,
      body: { reviewers: optional(listOf(text)), team_reviewers: optional(listOf(text)) },
    },
    async (state, { params, body: { reviewers = [], team_reviewers: teams = [] } }) => {
      const issue = findPull(state, params['number']);
      if (reviewers.includes(issue.user))
        throw createError(422, 'Review cannot be requested from pull request author.');
      const isKnown =
        reviewers.every((login) => state.users.includes(login)) &&
        teams.every((slug) => state.teams.includes(slug));
      if (!isKnown)
        throw createError(
          422,
          `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${state.owner}/${state.name} repository.`,
        );
      issue.pull.reviewers = [...new Set([...issue.pull.reviewers, ...reviewers])];
      issue.pull.teams = [...new Set([...issue.pull.teams, ...teams])];
      return { status: 201, body: await viewPull(state, issue) };
    },
  ),
  repositoryRoute(
    'PUT',
    '/pulls/:number/merge',
    {
      needs: ['contents:write'],
      body: {
        commit_title: optional(text),
        commit_message: optional(text),
        sha: optional(hash),
        merge_method: optional(oneOf('merge', 'squash')),
      },
    },
    async (state, { params, body: { sha, merge_method: method = 'merge' } }) => {
      const issue = findPull(state, params['number']);
      if (sha !== undefined && sha !== issue.pull.sha)
        throw createError(409, 'Head branch was modified. Review and try the merge again.');
      const merged = await mergePull(state, issue, method);
      return {
        status: 200,
        body: { sha: merged, merged: true, message: 'Pull Request successfully merged' },
      };
    },
  ),
];

export interface NewPull {
  /** A branch, or `owner:branch` of a fork. */
  readonly head: string;
  readonly base: string;
  readonly title: string;
  readonly body?: string | undefined;
  readonly draft?: boolean;
  readonly user: string;
}

/** @throws Refusal as GitHub refuses one that exists, or that has nothing to merge. */
export async function addPull(state: GitHubState, asked: NewPull): Promise<Pull> {
  const [owner, head] = asked.head.includes(':')
    ? [asked.head.replace(/:.*/s, ''), asked.head.replace(/^[^:]*:/, '')]
    : [state.owner, asked.head];
  const sha = await headRepository(state, owner)?.tip(head);
  const base = await state.repository.tip(asked.base);
  if (sha === undefined) throw createFieldError('PullRequest', { field: 'head', code: 'invalid' });
  if (base === undefined) throw createFieldError('PullRequest', { field: 'base', code: 'invalid' });
  checkIsNew(state, owner, head, asked.base);
  const pull = {
    owner,
    head,
    base: asked.base,
    sha,
    checkedBase: undefined,
    isDraft: asked.draft ?? false,
    mergedAt: undefined,
    mergeCommit: undefined,
    reviewers: [],
    teams: [],
  };
  if (owner === state.owner && (await state.repository.isAncestor(sha, base)))
    throw createPullError(`No commits between ${asked.base} and ${head}`);
  const { title, body, user } = asked;
  const added = addIssue(state, { title, body, user, pull });
  return findPull(state, String(added.number));
}

function checkIsNew(state: GitHubState, owner: string, head: string, base: string): void {
  const isThere = state.issues
    .filter(isPull)
    .some(
      ({ state: now, pull }) =>
        now === 'open' && pull.owner === owner && pull.head === head && pull.base === base,
    );
  if (isThere) throw createPullError(`A pull request already exists for ${owner}:${head}.`);
}

function createPullError(message: string) {
  return createFieldError('PullRequest', { code: 'custom', message });
}

/** Merges a pull request. @returns the commit that the base is at then. @throws Refusal when it cannot be merged. */
export async function mergePull(
  state: GitHubState,
  issue: Pull,
  method: 'merge' | 'squash',
): Promise<string> {
  const { repository } = state;
  const { base, sha, head, owner } = issue.pull;
  const from = await repository.tip(base);
  const tree = from && (await repository.mergeTrees(from, sha));
  if (issue.state === 'closed' || from === undefined || !tree)
    throw createError(405, 'Pull Request is not mergeable');
  const subject =
    method === 'merge'
      ? `Merge pull request #${issue.number} from ${owner}/${head}\n\n${issue.title}`
      : `${issue.title} (#${issue.number})`;
  const web = { name: 'GitHub', email: 'noreply@github.com' };
  const merged = await repository.writeCommit({
    tree,
    parents: method === 'merge' ? [from, sha] : [from],
    message: subject,
    author: web,
    committer: web,
    isSigned: true,
  });
  await repository.setRef(`refs/heads/${base}`, merged, from);
  close(state, issue);
  [issue.pull.mergedAt, issue.pull.mergeCommit] = [issue.updatedAt, merged];
  return merged;
}

async function reopenPull(state: GitHubState, issue: Pull): Promise<void> {
  const { owner, head, base } = issue.pull;
  if ((await headRepository(state, owner)?.tip(head)) === undefined)
    throw createFieldError('PullRequest', { field: 'state', code: 'invalid' });
  checkIsNew(state, owner, head, base);
  reopen(issue);
}
