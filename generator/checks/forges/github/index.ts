import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createBareRepository,
  forkRepository,
  type BareRepository,
  type Files,
} from '../bare-repository.js';
import type { GitAccess } from '../git-http.js';
import { Malformed, startRestServer, type Dialect, type RestServer } from '../rest-server.js';
import { installHook, RULE_MESSAGES, type BranchRule } from '../rules.js';
import { GIT_ROUTES } from './git-data.js';
import { ISSUE_ROUTES } from './issues.js';
import { addPull, mergePull, PULL_ROUTES } from './pulls.js';
import { RELEASE_ROUTES } from './releases.js';
import {
  createError,
  findPull,
  isPull,
  notFound,
  refresh,
  type GitHubState,
  type GitHubToken,
  type Issue,
  type Label,
  type Pull,
  type Release,
} from './state.js';

export type { GitHubToken, Issue, Pull, Release } from './state.js';

/** A stand-in of GitHub with one repository: its REST API, and the repository over HTTP for git. */

export interface GitHubOptions {
  /** `owner/name`. Default: `acme/fleet-sdk`. */
  readonly fullName?: string;
  /** What everybody has is in a public one. Default: private. */
  readonly isPrivate?: boolean;
  /** Files of the first commit, on the branch `main`. */
  readonly files?: Files;
  readonly tokens?: readonly GitHubToken[];
  /** People who can be assigned and asked for a review. Default: alice and bob. */
  readonly users?: readonly string[];
  /** Teams that can be asked for a review, without the owner's name. */
  readonly teams?: readonly string[];
  readonly rules?: readonly BranchRule[];
  /** Whether the setting "Allow GitHub Actions to create and approve pull requests" is on. Default: yes. */
  readonly canActionsPropose?: boolean;
  /** What precedes the paths of the API. Default: `/api/v3`, as at GitHub Enterprise Server. */
  readonly apiPath?: string;
}

export interface GitHub extends RestServer {
  readonly apiUrl: string;
  /** What is cloned. */
  readonly gitUrl: string;
  readonly fullName: string;
  /** The first token. */
  readonly token: string;
  readonly repository: BareRepository;
  readonly labels: readonly Label[];
  readonly releases: readonly Release[];
  /** Every pull request, also those that are closed. */
  readonly listPulls: () => Promise<readonly Pull[]>;
  /** Every issue that is no pull request. */
  readonly listIssues: () => Promise<readonly Issue[]>;
  readonly setRules: (rules: readonly BranchRule[]) => Promise<void>;
  /** Somebody forks the repository, commits to a branch there, and opens a pull request. */
  readonly proposeFromFork: (from: {
    readonly owner: string;
    readonly branch: string;
    readonly base?: string;
    readonly title?: string;
    readonly files: Files;
  }) => Promise<Pull>;
  /** Somebody merges a pull request in the browser. @returns the commit that the base is at then. */
  readonly merge: (
    number: number,
    how?: { readonly method?: 'merge' | 'squash'; readonly deleteBranch?: boolean },
  ) => Promise<string>;
}

const ROUTES = [...GIT_ROUTES, ...PULL_ROUTES, ...ISSUE_ROUTES, ...RELEASE_ROUTES];
const TOKEN: GitHubToken = {
  token: 'ghs_hushHushTokenOfTheStandIn',
  login: 'github-actions[bot]',
  kind: 'app',
};

/** Starts on a free port of loopback. The repository is in a temporary folder until `close`. */
export async function startGitHub(options: GitHubOptions = {}): Promise<GitHub> {
  const { fullName = 'acme/fleet-sdk', apiPath = '/api/v3', isPrivate = true } = options;
  const root = await mkdtemp(join(tmpdir(), 'sdkgen-github-'));
  const repository = await createBareRepository(join(root, `${fullName}.git`));
  await repository.commitFiles('main', options.files ?? { 'README.md': '# Fleet\n' });
  const tokens = options.tokens ?? [TOKEN];
  const git = {
    root,
    prefix: '',
    realm: 'GitHub',
    access: (path: string, wants: 'read' | 'write', password: string | undefined) =>
      path === fullName ? decideAccess(tokens, isPrivate, wants, password) : 'unknown',
  };
  const state = createState({ ...options, fullName, tokens, isPrivate }, repository);
  const server = await startRestServer<GitHubToken>(git, (origin) => {
    Object.assign(state, { origin, apiUrl: `${origin}${apiPath}` });
    return createDialect(state, apiPath);
  });
  await setRules(state, options.rules ?? []);
  return { ...server, ...createControls(state, root), close: () => close(server, root) };
}

async function close(server: RestServer, root: string): Promise<void> {
  await server.close();
  await rm(root, { recursive: true, force: true });
}

type Known = GitHubOptions & {
  readonly fullName: string;
  readonly tokens: readonly GitHubToken[];
  readonly isPrivate: boolean;
};

function createState(options: Known, repository: BareRepository): GitHubState {
  const [owner = '', name = ''] = options.fullName.split('/');
  let seconds = Date.UTC(2026, 0, 2) / 1000;
  let id = 100;
  return {
    owner,
    name,
    repository,
    forks: new Map(),
    isPrivate: options.isPrivate,
    origin: '',
    apiUrl: '',
    tokens: options.tokens,
    users: options.users ?? ['alice', 'bob'],
    teams: options.teams ?? [],
    rules: [],
    canActionsPropose: options.canActionsPropose ?? true,
    issues: [],
    labels: [],
    releases: [],
    tick: () => new Date(++seconds * 1000).toISOString().replace('.000Z', 'Z'),
    nextId: () => ++id,
  };
}

function createDialect(state: GitHubState, prefix: string): Dialect<GitHubToken> {
  return {
    prefix,
    routes: ROUTES.map((createRoute) => createRoute(state)),
    secrets: state.tokens.map(({ token }) => token),
    refresh: () => refresh(state),
    describeToken: ({ kind }) => kind,
    checkHeaders: ({ headers }) => {
      if (headers['user-agent'] === undefined) throw new Malformed('The user-agent is missing');
      const version = headers['x-github-api-version'];
      if (version !== undefined && !/^\d{4}-\d\d-\d\d$/.test(String(version)))
        throw new Malformed(`The API has no version ${String(version)}`);
    },
    authenticate: ({ authorization }) => {
      if (authorization === undefined) return undefined;
      const [, sent] = /^(?:bearer|token) (\S+)$/i.exec(authorization) ?? [];
      const found = state.tokens.find(({ token }) => token === sent);
      if (found === undefined) throw createError(401, 'Bad credentials');
      return found;
    },
    authorize: (call, { needs, method }) => {
      const { owner, repo } = call.params;
      const isHere = owner === state.owner && repo === state.name;
      if (!isHere || (call.token === undefined && state.isPrivate)) throw notFound();
      if (call.token === undefined) {
        if (method !== 'GET') throw createError(401, 'Requires authentication');
        return;
      }
      const { token } = call;
      if (!needs.some((need) => hasPermission(token, need)))
        throw createError(
          403,
          `Resource not accessible by ${token.kind === 'app' ? 'integration' : 'personal access token'}`,
        );
    },
    refuse: (problem, isUnknown) =>
      isUnknown ? notFound().reply : createError(422, `Invalid request.\n\n${problem}.`).reply,
  };
}

function hasPermission({ permissions }: GitHubToken, need: string): boolean {
  const [name = '', access] = need.split(':');
  if (permissions === undefined || name === 'metadata') return true;
  const granted = new Map(Object.entries(permissions)).get(name);
  return granted === 'write' || granted === access;
}

function decideAccess(
  tokens: readonly GitHubToken[],
  isPrivate: boolean,
  wants: 'read' | 'write',
  password: string | undefined,
): GitAccess {
  const token = tokens.find((one) => one.token === password);
  if (token === undefined)
    return password === undefined && wants === 'read' && !isPrivate ? 'allowed' : 'unknown';
  return hasPermission(token, `contents:${wants}`) ? 'allowed' : 'forbidden';
}

async function setRules(state: GitHubState, rules: readonly BranchRule[]): Promise<void> {
  state.rules = rules;
  const headline = 'error: GH013: Repository rule violations found for %s.';
  const branch = await state.repository.defaultBranch();
  await installHook(state.repository, rules, branch, { headline, messages: RULE_MESSAGES });
}

function createControls(state: GitHubState, root: string) {
  const { repository, owner, name } = state;
  const fullName = `${owner}/${name}`;
  return {
    apiUrl: state.apiUrl,
    gitUrl: `${state.origin}/${fullName}.git`,
    fullName,
    token: state.tokens[0]?.token ?? '',
    repository,
    labels: state.labels,
    releases: state.releases,
    setRules: (rules: readonly BranchRule[]) => setRules(state, rules),
    listPulls: async () => {
      await refresh(state);
      return state.issues.filter(isPull);
    },
    listIssues: () => Promise.resolve(state.issues.filter((issue) => !isPull(issue))),
    proposeFromFork: async (from: Parameters<GitHub['proposeFromFork']>[0]) => {
      const path = join(root, `${from.owner}/${name}.git`);
      const fork = state.forks.get(from.owner) ?? (await forkRepository(repository, path));
      state.forks.set(from.owner, fork);
      const base = from.base ?? (await repository.defaultBranch());
      await fork.commitFiles(from.branch, from.files, { from: `refs/heads/${base}` });
      const title = from.title ?? 'A contribution';
      const head = `${from.owner}:${from.branch}`;
      return addPull(state, { head, base, title, user: from.owner });
    },
    merge: async (number: number, { method = 'merge', deleteBranch = false } = {}) => {
      await refresh(state);
      const pull = findPull(state, String(number));
      const merged = await mergePull(state, pull, method as 'merge' | 'squash');
      if (deleteBranch) await repository.deleteRef(`refs/heads/${pull.pull.head}`);
      return merged;
    },
  };
}
