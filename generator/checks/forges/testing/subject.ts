import type { BareRepository, Files } from '../bare-repository.js';
import { startGitHub, type GitHubOptions } from '../github/index.js';
import { startGitLab } from '../gitlab/index.js';
import type { RestServer } from '../rest-server.js';
import type { BranchRule } from '../rules.js';

/** A pull or merge request, in the words of neither forge. */
export interface SeenRequest {
  readonly number: number;
  /** Whether it is that of a fork. */
  readonly isFork: boolean;
  readonly branch: string;
  readonly base: string;
  readonly title: string;
  readonly text: string;
  readonly state: 'open' | 'closed' | 'merged';
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly reviewers: readonly string[];
  readonly comments: readonly string[];
}

export interface SeenIssue {
  readonly number: number;
  readonly title: string;
  readonly text: string;
  readonly state: 'open' | 'closed';
  readonly labels: readonly string[];
  readonly assignees: readonly string[];
  readonly comments: readonly string[];
}

export interface SeenRelease {
  readonly tag: string;
  readonly title: string;
  readonly text: string;
}

/** A forge on loopback, and what its jobs have in their variables. */
export interface Subject {
  readonly name: 'github' | 'gitlab';
  readonly gitUrl: string;
  /** What git logs in with. */
  readonly login: { readonly user: string; readonly token: string };
  /** A token that does not have the permissions. */
  readonly weakToken: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The variable with the token. */
  readonly tokenVariable: string;
  readonly server: RestServer;
  readonly repository: BareRepository;
  readonly listRequests: () => Promise<readonly SeenRequest[]>;
  readonly listIssues: () => Promise<readonly SeenIssue[]>;
  readonly listReleases: () => readonly SeenRelease[];
  readonly proposeFromFork: (from: {
    readonly owner: string;
    readonly branch: string;
    readonly files: Files;
  }) => Promise<unknown>;
  readonly merge: (
    number: number,
    how?: { readonly method?: 'merge' | 'squash'; readonly deleteBranch?: boolean },
  ) => Promise<unknown>;
}

export interface SubjectOptions {
  readonly files: Files;
  readonly rules?: readonly BranchRule[];
  readonly canActionsPropose?: boolean;
}

export const SUBJECTS = { GitHub: startGitHubSubject, GitLab: startGitLabSubject };

const APP = {
  token: 'ghs_hushHushOfTheWorkflow',
  login: 'github-actions[bot]',
  kind: 'app',
} as const;
const READER = { ...APP, token: 'ghs_readsOnly', permissions: { contents: 'read' } } as const;

/** Of a person, whose commits GitHub does not sign. */
export const PERSON = { token: 'ghp_hushHushOfAPerson', login: 'carol', kind: 'personal' } as const;

/** GitHub Enterprise Server: its API is at `/api/v3` of its host. */
async function startGitHubSubject(options: SubjectOptions): Promise<Subject> {
  const forge = await startGitHub({
    ...(options satisfies GitHubOptions),
    tokens: [APP, READER, PERSON],
    teams: ['backend'],
  });
  return {
    name: 'github',
    gitUrl: forge.gitUrl,
    login: { user: 'x-access-token', token: APP.token },
    weakToken: READER.token,
    tokenVariable: 'GH_TOKEN',
    variables: {
      GH_TOKEN: APP.token,
      GITHUB_API_URL: forge.apiUrl,
      GITHUB_REPOSITORY: forge.fullName,
      GITHUB_SERVER_URL: forge.origin,
      GITHUB_RUN_ID: '7',
    },
    server: forge,
    repository: forge.repository,
    listRequests: async () =>
      (await forge.listPulls()).map((one) => ({
        number: one.number,
        isFork: one.pull.owner !== 'acme',
        branch: one.pull.head,
        base: one.pull.base,
        title: one.title,
        text: one.body ?? '',
        state: one.pull.mergedAt === undefined ? one.state : 'merged',
        labels: one.labels,
        assignees: one.assignees,
        reviewers: [...one.pull.reviewers, ...one.pull.teams],
        comments: one.comments.map(({ body }) => body),
      })),
    listIssues: async () =>
      (await forge.listIssues()).map((one) => ({
        number: one.number,
        title: one.title,
        text: one.body ?? '',
        state: one.state,
        labels: one.labels,
        assignees: one.assignees,
        comments: one.comments.map(({ body }) => body),
      })),
    listReleases: () =>
      forge.releases.map(({ tag, name, body }) => ({ tag, title: name ?? '', text: body ?? '' })),
    proposeFromFork: forge.proposeFromFork,
    merge: forge.merge,
  };
}

const BOT = {
  token: 'glpat-hushHushOfTheProject',
  username: 'project_42_bot_1',
  kind: 'project',
} as const;
const GUEST = { ...BOT, token: 'glpat-ofAGuest', role: 'reporter' } as const;

/** GitLab on a host of one's own, below a path. */
async function startGitLabSubject({ files, rules = [] }: SubjectOptions): Promise<Subject> {
  const forge = await startGitLab({ files, rules, tokens: [BOT, GUEST], prefix: '/tools/gitlab' });
  const stateOf = (state: 'opened' | 'closed' | 'merged') => (state === 'opened' ? 'open' : state);
  return {
    name: 'gitlab',
    gitUrl: forge.gitUrl,
    login: { user: 'oauth2', token: BOT.token },
    weakToken: GUEST.token,
    tokenVariable: 'NIGHTLY_TOKEN',
    variables: {
      NIGHTLY_TOKEN: BOT.token,
      CI_API_V4_URL: forge.apiUrl,
      CI_PROJECT_ID: String(forge.projectId),
      CI_JOB_URL: `${forge.origin}/tools/gitlab/acme/fleet-sdk/-/jobs/7`,
    },
    server: forge,
    repository: forge.repository,
    listRequests: async () =>
      (await forge.listMergeRequests()).map((one) => ({
        number: one.iid,
        isFork: one.sourceProject !== forge.projectId,
        branch: one.sourceBranch,
        base: one.targetBranch,
        title: one.title,
        text: one.description ?? '',
        state: stateOf(one.state),
        labels: one.labels,
        assignees: one.assignees.map(({ username }) => username),
        reviewers: one.reviewers.map(({ username }) => username),
        comments: one.notes.map(({ body }) => body),
      })),
    listIssues: () =>
      Promise.resolve(
        forge.issues.map((one) => ({
          number: one.iid,
          title: one.title,
          text: one.description ?? '',
          state: one.state === 'opened' ? ('open' as const) : ('closed' as const),
          labels: one.labels,
          assignees: one.assignees.map(({ username }) => username),
          comments: one.notes.map(({ body }) => body),
        })),
      ),
    listReleases: () =>
      forge.releases.map(({ tag, name, description }) => ({
        ...{ tag, title: name },
        text: description ?? '',
      })),
    proposeFromFork: forge.proposeFromFork,
    merge: forge.merge,
  };
}
