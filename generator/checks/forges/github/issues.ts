import { filledText, listOf, nullable, oneOf, optional, text, textUpTo } from '../fields.js';
import { PAGES } from '../rest-server.js';
import {
  close,
  createFieldError,
  findIssue,
  isPull,
  notFound,
  repositoryRoute,
  requireToken,
  type GitHubState,
  type Issue,
  type PullRequest,
} from './state.js';
import { replyWithPage, viewIssue, viewLabel, viewUser } from './views.js';

/** Issues with their comments, labels and assignees. Most of it holds for pull requests, too. */

const ANY_WRITE = { needs: ['issues:write', 'pull_requests:write'] };
const TITLE = textUpTo(256);
export const BODY = textUpTo(65_536);
const LABELS = listOf(filledText);

export const ISSUE_ROUTES = [
  repositoryRoute(
    'GET',
    '/issues',
    {
      needs: ['issues:read'],
      query: {
        state: optional(oneOf('open', 'closed', 'all')),
        labels: optional(text),
        creator: optional(text),
        assignee: optional(text),
        sort: optional(oneOf('created')),
        direction: optional(oneOf('asc', 'desc')),
        ...PAGES,
      },
    },
    (state, call) => {
      const { state: wanted = 'open', labels = '', creator, assignee, direction } = call.query;
      const names = labels.split(',').filter((name) => name !== '');
      const found = state.issues
        .filter((issue) => wanted === 'all' || issue.state === wanted)
        .filter((issue) => names.every((name) => issue.labels.includes(name)))
        .filter(({ user }) => creator === undefined || user === creator)
        .filter(({ assignees }) => assignee === undefined || assignees.includes(assignee));
      const ordered = direction === 'asc' ? found : found.toReversed();
      return replyWithPage(ordered, call, (issue) => viewIssue(state, issue));
    },
  ),
  repositoryRoute('GET', '/issues/:number', { needs: ['issues:read'] }, (state, { params }) => {
    return { status: 200, body: viewIssue(state, findIssue(state, params['number'])) };
  }),
  repositoryRoute(
    'POST',
    '/issues',
    {
      needs: ['issues:write'],
      body: {
        title: TITLE,
        body: optional(BODY),
        labels: optional(LABELS),
        assignees: optional(listOf(text)),
      },
    },
    (state, call) => {
      const { title, body, labels = [], assignees = [] } = call.body;
      checkAssignees(state, assignees);
      addLabels(state, labels);
      const user = requireToken(call).login;
      const issue = addIssue(state, { title, body, user, labels, assignees });
      return { status: 201, body: viewIssue(state, issue) };
    },
  ),
  repositoryRoute(
    'PATCH',
    '/issues/:number',
    {
      ...ANY_WRITE,
      body: {
        title: optional(TITLE),
        body: optional(nullable(BODY)),
        state: optional(oneOf('open', 'closed')),
        state_reason: optional(
          nullable(oneOf('completed', 'not_planned', 'duplicate', 'reopened')),
        ),
        labels: optional(LABELS),
        assignees: optional(listOf(text)),
      },
    },
    (state, call) => {
      const issue = findIssue(state, call.params['number']);
      const { title, body, state: wanted, state_reason, labels, assignees } = call.body;
      if (assignees !== undefined) checkAssignees(state, assignees);
      if (labels !== undefined) addLabels(state, labels);
      Object.assign(issue, {
        title: title ?? issue.title,
        body: body === undefined ? issue.body : body,
        labels: labels ?? issue.labels,
        assignees: assignees ?? issue.assignees,
        updatedAt: state.tick(),
      });
      if (wanted === 'closed' && issue.state === 'open')
        close(state, issue, state_reason ?? 'completed');
      if (wanted === 'open' && issue.state === 'closed') reopen(issue);
      return { status: 200, body: viewIssue(state, issue) };
    },
  ),
  repositoryRoute(
    'GET',
    '/issues/:number/comments',
    { needs: ['issues:read', 'pull_requests:read'], query: PAGES },
    (state, call) => {
      const { comments } = findIssue(state, call.params['number']);
      return replyWithPage(comments, call, ({ id, user, body, createdAt }) => ({
        id,
        user: viewUser(state, user),
        body,
        created_at: createdAt,
      }));
    },
  ),
  repositoryRoute(
    'POST',
    '/issues/:number/comments',
    { ...ANY_WRITE, body: { body: BODY } },
    (state, call) => {
      const { comments, number } = findIssue(state, call.params['number']);
      const { body } = call.body;
      const user = requireToken(call).login;
      const comment = { id: state.nextId(), user, body, createdAt: state.tick() };
      comments.push(comment);
      const html_url = `${state.origin}/${state.owner}/${state.name}/issues/${number}#issuecomment-${comment.id}`;
      const { id, createdAt: created_at } = comment;
      return { status: 201, body: { id, body, html_url, created_at, user: viewUser(state, user) } };
    },
  ),
  repositoryRoute(
    'POST',
    '/issues/:number/assignees',
    { ...ANY_WRITE, body: { assignees: listOf(text) } },
    (state, call) => {
      const issue = findIssue(state, call.params['number']);
      // Unlike where an issue is created, users who cannot be assigned are left out without a word.
      const known = call.body.assignees.filter((login) => state.users.includes(login));
      issue.assignees = [...new Set([...issue.assignees, ...known])].slice(0, 10);
      return { status: 201, body: viewIssue(state, issue) };
    },
  ),
  repositoryRoute(
    'POST',
    '/issues/:number/labels',
    { ...ANY_WRITE, body: { labels: LABELS } },
    (state, call) => {
      const issue = findIssue(state, call.params['number']);
      addLabels(state, call.body.labels);
      issue.labels = [...new Set([...issue.labels, ...call.body.labels])];
      return { status: 200, body: issue.labels.map((name) => viewLabel(state, name)) };
    },
  ),
  repositoryRoute(
    'PUT',
    '/issues/:number/labels',
    { ...ANY_WRITE, body: { labels: LABELS } },
    (state, call) => {
      const issue = findIssue(state, call.params['number']);
      addLabels(state, call.body.labels);
      issue.labels = call.body.labels;
      return { status: 200, body: issue.labels.map((name) => viewLabel(state, name)) };
    },
  ),
  repositoryRoute('DELETE', '/issues/:number/labels/:label', ANY_WRITE, (state, { params }) => {
    const issue = findIssue(state, params['number']);
    const { label = '' } = params;
    if (!issue.labels.includes(label)) throw notFound();
    issue.labels = issue.labels.filter((name) => name !== label);
    return { status: 200, body: issue.labels.map((name) => viewLabel(state, name)) };
  }),
  repositoryRoute(
    'GET',
    '/labels',
    { needs: ['issues:read', 'pull_requests:read'], query: PAGES },
    (state, call) => replyWithPage(state.labels, call, ({ name }) => viewLabel(state, name)),
  ),
  repositoryRoute(
    'GET',
    '/labels/:label',
    { needs: ['issues:read', 'pull_requests:read'] },
    (state, { params }) => {
      const { label = '' } = params;
      if (!state.labels.some(({ name }) => name === label)) throw notFound();
      return { status: 200, body: viewLabel(state, label) };
    },
  ),
  repositoryRoute(
    'POST',
    '/labels',
    {
      ...ANY_WRITE,
      body: {
        name: textUpTo(50),
        color: optional(text),
        description: optional(textUpTo(100)),
      },
    },
    (state, { body: { name, color = 'ededed', description = null } }) => {
      if (state.labels.some((label) => label.name.toLowerCase() === name.toLowerCase()))
        throw createFieldError('Label', { field: 'name', code: 'already_exists' });
      if (!/^[0-9a-f]{6}$/i.test(color))
        throw createFieldError('Label', { field: 'color', code: 'invalid', value: color });
      state.labels.push({ id: state.nextId(), name, color, description });
      return { status: 201, body: viewLabel(state, name) };
    },
  ),
];

export interface NewIssue {
  readonly title: string;
  readonly body?: string | undefined;
  readonly user: string;
  readonly labels?: readonly string[];
  readonly assignees?: readonly string[];
  readonly pull?: PullRequest;
}

/** @returns the issue, or the pull request, with the next number. */
export function addIssue(state: GitHubState, issue: NewIssue): Issue {
  const createdAt = state.tick();
  const added: Issue = {
    number: state.issues.length + 1,
    title: issue.title,
    body: issue.body ?? null,
    user: issue.user,
    state: 'open',
    stateReason: null,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    labels: issue.labels ?? [],
    assignees: issue.assignees ?? [],
    comments: [],
    pull: issue.pull,
  };
  state.issues.push(added);
  return added;
}

/** A label that an issue is given is created when it does not exist. */
function addLabels(state: GitHubState, names: readonly string[]): void {
  for (const name of names.filter((one) => !state.labels.some((label) => label.name === one)))
    state.labels.push({ id: state.nextId(), name, color: 'ededed', description: null });
}

function checkAssignees({ users }: GitHubState, logins: readonly string[]): void {
  const value = logins.find((login) => !users.includes(login));
  if (value !== undefined)
    throw createFieldError('Issue', { field: 'assignees', code: 'invalid', value });
}

export function reopen(issue: Issue): void {
  if (isPull(issue) && issue.pull.mergedAt !== undefined)
    throw createFieldError('PullRequest', { field: 'state', code: 'invalid' });
  Object.assign(issue, { state: 'open', closedAt: null, stateReason: 'reopened' });
}
