import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBareRepository,
  forkRepository,
  type BareRepository,
  type Files,
} from '../bare-repository.js';
import { optional, text } from '../fields.js';
import type { GitAccess } from '../git-http.js';
import {
  Malformed,
  PAGES,
  Refusal,
  route,
  startRestServer,
  type Dialect,
  type RestServer,
} from '../rest-server.js';
import { installHook, type BranchRule, type HookTexts } from '../rules.js';
import { RELEASE_ROUTES } from './releases.js';
import { REPOSITORY_ROUTES } from './repository.js';
import {
  createError,
  findThread,
  notFound,
  refresh,
  type GitLabState,
  type GitLabToken,
  type MergeRequest,
  type Release,
  type Role,
  type Scope,
  type Thread,
} from './state.js';
import { addMergeRequest, mergeRequest, THREAD_ROUTES } from './threads.js';
import { replyWithPage, viewUser } from './views.js';

export type { GitLabToken, MergeRequest, Release, Thread } from './state.js';

/** A stand-in of GitLab with one project: its REST API, and the repository over HTTP for git. */

export interface GitLabOptions {
  /** Default: 42. */
  readonly projectId?: number;
  /** `group/name`. Default: `acme/fleet-sdk`. */
  readonly path?: string;
  readonly isPrivate?: boolean;
  /** Files of the first commit, on the branch `main`. */
  readonly files?: Files;
  readonly tokens?: readonly GitLabToken[];
  /** Default: alice and bob. */
  readonly users?: readonly string[];
  readonly rules?: readonly BranchRule[];
  /** Where it is on its host: `/gitlab`, say. Default: at the root. */
  readonly prefix?: string;
  /** What a list of commits of a branch that is not there gives. Default: not found. */
  readonly missingBranch?: 'empty' | 'not found';
}

export interface GitLab extends RestServer {
  /** With `/api/v4`. */
  readonly apiUrl: string;
  /** What is cloned. */
  readonly gitUrl: string;
  readonly projectId: number;
  readonly path: string;
  /** The first token. */
  readonly token: string;
  readonly repository: BareRepository;
  readonly issues: readonly Thread[];
  readonly releases: readonly Release[];
  /** Every merge request, also those that are closed. */
  readonly listMergeRequests: () => Promise<readonly MergeRequest[]>;
  readonly setRules: (rules: readonly BranchRule[]) => Promise<void>;
  /** Somebody forks the project, commits to a branch there, and opens a merge request. */
  readonly proposeFromFork: (from: {
    readonly owner: string;
    readonly branch: string;
    readonly base?: string;
    readonly title?: string;
    readonly files: Files;
  }) => Promise<MergeRequest>;
  /** Somebody merges a request in the browser. */
  readonly merge: (
    iid: number,
    how?: { readonly method?: 'merge' | 'squash'; readonly deleteBranch?: boolean },
  ) => Promise<void>;
}

const PROJECT_ROUTES = [...REPOSITORY_ROUTES, ...THREAD_ROUTES, ...RELEASE_ROUTES];
const ROLES: readonly Role[] = ['guest', 'reporter', 'developer', 'maintainer'];
const TOKEN: GitLabToken = {
  token: 'glpat-hushHushTokenOfTheStandIn',
  username: 'project_42_bot_1',
  kind: 'project',
};

const NOT_ALLOWED = 'You are not allowed to push code to protected branches on this project.';
const HOOK_TEXTS: HookTexts = {
  headline: 'GitLab: %s is not changed.',
  messages: {
    creation: NOT_ALLOWED,
    deletion: NOT_ALLOWED,
    non_fast_forward:
      'You are not allowed to force push code to a protected branch on this project.',
    pull_request: NOT_ALLOWED,
    required_signatures: 'Commit must be signed with a GPG key',
  },
};

/** Starts on a free port of loopback. The repository is in a temporary folder until `close`. */
export async function startGitLab(options: GitLabOptions = {}): Promise<GitLab> {
  const { path = 'acme/fleet-sdk', prefix = '', isPrivate = true } = options;
  const root = await mkdtemp(join(tmpdir(), 'sdkgen-gitlab-'));
  const repository = await createBareRepository(join(root, `${path}.git`));
  await repository.commitFiles('main', options.files ?? { 'README.md': '# Fleet\n' });
  const tokens = options.tokens ?? [TOKEN];
  const git = {
    root,
    prefix,
    realm: 'GitLab',
    access: (asked: string, wants: 'read' | 'write', password: string | undefined) =>
      asked === path ? decideAccess(tokens, isPrivate, wants, password) : 'unknown',
  };
  const state = createState({ ...options, path, tokens, isPrivate }, repository);
  const server = await startRestServer<GitLabToken>(git, (origin) => {
    Object.assign(state, { webUrl: `${origin}${prefix}`, apiUrl: `${origin}${prefix}/api/v4` });
    return createDialect(state, `${prefix}/api/v4`);
  });
  await setRules(state, options.rules ?? []);
  return { ...server, ...createControls(state, root), close: () => close(server, root) };
}

async function close(server: RestServer, root: string): Promise<void> {
  await server.close();
  await rm(root, { recursive: true, force: true });
}

type Known = GitLabOptions & {
  readonly path: string;
  readonly tokens: readonly GitLabToken[];
  readonly isPrivate: boolean;
};

function createState(options: Known, repository: BareRepository): GitLabState {
  const { users = ['alice', 'bob'], tokens } = options;
  const names = new Set([...users, ...tokens.map(({ username }) => username)]);
  let seconds = Date.UTC(2026, 0, 2) / 1000;
  let id = 100;
  return {
    id: options.projectId ?? 42,
    path: options.path,
    repository,
    forks: new Map(),
    isPrivate: options.isPrivate,
    webUrl: '',
    apiUrl: '',
    tokens,
    users: [...names].map((username, index) => ({ id: index + 7, username })),
    rules: [],
    issues: [],
    mergeRequests: [],
    releases: [],
    missingBranch: options.missingBranch ?? 'not found',
    tick: () => new Date(++seconds * 1000).toISOString(),
    nextId: () => ++id,
  };
}

/** The one call that is not about a project. */
function createUserRoute(state: GitLabState) {
  const query = { username: optional(text), ...PAGES };
  return route('GET', '/users', { needs: ['guest'], query }, (call) => {
    const wanted = call.query.username?.toLowerCase();
    const found = state.users.filter(
      ({ username }) => wanted === undefined || username.toLowerCase() === wanted,
    );
    return replyWithPage(found, call, (user) => viewUser(state, user));
  });
}

function createDialect(state: GitLabState, prefix: string): Dialect<GitLabToken> {
  return {
    prefix,
    routes: [createUserRoute(state), ...PROJECT_ROUTES.map((createRoute) => createRoute(state))],
    secrets: state.tokens.map(({ token }) => token),
    refresh: () => refresh(state),
    describeToken: ({ kind }) => kind,
    checkHeaders: ({ method, headers }) => {
      const type = headers['content-type'] ?? '';
      const hasBody = method !== 'GET' && (headers['content-length'] ?? '0') !== '0';
      if (hasBody && !type.startsWith('application/json'))
        throw new Malformed('A body is sent that is not application/json');
    },
    authenticate: (headers) => {
      const [, bearer] = /^bearer (\S+)$/i.exec(headers.authorization ?? '') ?? [];
      const sent = headers['private-token'] ?? bearer;
      if (sent === undefined) return undefined;
      const found = state.tokens.find(({ token }) => token === sent);
      if (found === undefined) throw createError(401, '401 Unauthorized');
      return found;
    },
    authorize: (call, { needs: [role], method }) => {
      const { id } = call.params;
      const isHere = id === undefined || id === String(state.id) || id === state.path;
      if (!isHere || (call.token === undefined && state.isPrivate))
        throw id === undefined ? createError(401, '401 Unauthorized') : notFound('Project');
      if (call.token === undefined) {
        if (method !== 'GET') throw createError(401, '401 Unauthorized');
        return;
      }
      const { token } = call;
      if (!hasScope(token, method === 'GET' ? ['api', 'read_api'] : ['api']))
        throw createScopeError();
      if (!hasRole(token, role)) throw createError(403, '403 Forbidden');
    },
    refuse: (problem, isUnknown) =>
      isUnknown
        ? { status: 404, body: { error: '404 Not Found' } }
        : { status: 400, body: { error: problem } },
  };
}

function createScopeError(): Refusal {
  return new Refusal({
    status: 403,
    body: {
      error: 'insufficient_scope',
      error_description:
        'The request requires higher privileges than provided by the access token.',
      scope: 'api',
    },
  });
}

function hasScope({ scopes = ['api'] }: GitLabToken, wanted: readonly Scope[]): boolean {
  return scopes.some((scope) => wanted.includes(scope));
}

function hasRole({ role = 'developer' }: GitLabToken, needed: string | undefined): boolean {
  return ROLES.indexOf(role) >= ROLES.findIndex((one) => one === needed);
}

function decideAccess(
  tokens: readonly GitLabToken[],
  isPrivate: boolean,
  wants: 'read' | 'write',
  password: string | undefined,
): GitAccess {
  const token = tokens.find((one) => one.token === password);
  if (token === undefined)
    return password === undefined && wants === 'read' && !isPrivate ? 'allowed' : 'unknown';
  const scopes: readonly Scope[] =
    wants === 'read' ? ['api', 'read_repository', 'write_repository'] : ['api', 'write_repository'];
  const role = wants === 'read' ? 'reporter' : 'developer';
  return hasScope(token, scopes) && hasRole(token, role) ? 'allowed' : 'forbidden';
}

async function setRules(state: GitLabState, rules: readonly BranchRule[]): Promise<void> {
  state.rules = rules;
  const branch = await state.repository.defaultBranch();
  await installHook(state.repository, rules, branch, HOOK_TEXTS);
}

function createControls(state: GitLabState, root: string) {
  const { repository, path } = state;
  return {
    apiUrl: state.apiUrl,
    gitUrl: `${state.webUrl}/${path}.git`,
    projectId: state.id,
    path,
    token: state.tokens[0]?.token ?? '',
    repository,
    issues: state.issues,
    releases: state.releases,
    setRules: (rules: readonly BranchRule[]) => setRules(state, rules),
    listMergeRequests: async () => {
      await refresh(state);
      return state.mergeRequests;
    },
    proposeFromFork: async (from: Parameters<GitLab['proposeFromFork']>[0]) => {
      const id = state.id + 1 + state.forks.size;
      const folder = join(root, `${from.owner}/${path.replace(/.*\//, '')}.git`);
      const fork = await forkRepository(repository, folder);
      state.forks.set(id, fork);
      const base = from.base ?? (await repository.defaultBranch());
      await fork.commitFiles(from.branch, from.files, { from: `refs/heads/${base}` });
      return addMergeRequest(state, {
        sourceProject: id,
        sourceBranch: from.branch,
        targetBranch: base,
        title: from.title ?? 'A contribution',
        author: { id: 900 + id, username: from.owner },
        description: null,
        labels: [],
        assignees: [],
        reviewers: [],
        removesSourceBranch: false,
        isSquashed: false,
      });
    },
    merge: async (iid: number, { method = 'merge', deleteBranch = false } = {}) => {
      await refresh(state);
      const request = findThread(state.mergeRequests, String(iid));
      await mergeRequest(state, request, { isSquashed: method === 'squash', deleteBranch });
    },
  };
}
