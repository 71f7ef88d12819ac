import { UsageError } from '../errors.js';
import type { Network } from '../source/index.js';
import { USER_AGENT } from '../program.js';
import {
  BREAKING_LABEL,
  ISSUE_LABEL,
  type ChangeRequest,
  type FileChange,
  type Forge,
  type ForgeCommit,
  ForgeError,
  type Issue,
  type NewCommit,
  type NewIssue,
  type NewRelease,
  type NewRequest,
} from './forge.js';
import {
  call,
  encodePart,
  listAll,
  numberAt,
  optionalTextAt,
  type RestApi,
  textAt,
  valueAt,
} from './rest.js';

export interface GitHubAccess {
  /** `https://api.github.com`, or that of a GitHub Enterprise Server: `https://github.example.com/api/v3`. */
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly token: string;
}

/** The longest text of a request or an issue. */
const MAX_TEXT = 65_000;
/** How much a tree is given at once: files, and bytes of their content. */
const TREE_ENTRIES = 500;
const TREE_BYTES = 4_000_000;

/**
 * GitHub, by its REST API of version 2022-11-28. Commits are made by the API too, without author and committer: GitHub
 * then signs those of GITHUB_TOKEN and of apps, and leaves those of a person's token unsigned.
 *
 * @throws UsageError when `repository` is not `owner/name`.
 */
export function createGitHub(access: GitHubAccess, network: Network): Forge {
  const [owner = '', name = ''] = access.repository.split('/');
  if (owner === '' || name === '')
    throw new UsageError('GITHUB_REPOSITORY is not the name of a repository.', {
      hint: 'GitHub sets it in workflows. Elsewhere, set it to owner/name.',
    });
  const repository = `repos/${encodePart(owner)}/${encodePart(name)}`;
  const api: RestApi = {
    baseUrl: access.apiUrl,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${access.token}`,
      'user-agent': USER_AGENT,
      'x-github-api-version': '2022-11-28',
    },
    secrets: [access.token],
    tokenHint:
      'GH_TOKEN needs the permissions contents, pull-requests and issues (write) for this repository. In a workflow of a repository, also: Settings, Actions, General, "Allow GitHub Actions to create and approve pull requests".',
    network,
  };
  const to = (path: string) => `${repository}/${path}`;
  const refPath = (branch: string) => branch.split('/').map(encodePart).join('/');

  async function findTip(branch: string): Promise<ForgeCommit | undefined> {
    const path = to(`git/ref/heads/${refPath(branch)}`);
    const { status, data } = await call(api, { method: 'GET', path, accepts: [404] });
    return status === 404 ? undefined : readCommit(textAt(data, 'object', 'sha'));
  }

  async function readCommit(id: string): Promise<ForgeCommit> {
    const { data } = await call(api, { method: 'GET', path: to(`git/commits/${id}`) });
    const parents = valueAt(data, ['parents']);
    return {
      id: textAt(data, 'sha'),
      message: textAt(data, 'message'),
      parents: Array.isArray(parents) ? parents.map((parent) => textAt(parent, 'sha')) : [],
    };
  }

  async function createTree(baseTree: string, changes: readonly FileChange[]): Promise<string> {
    let tree = baseTree;
    for (const some of inParts(changes)) {
      const entries: Readonly<Record<string, unknown>>[] = [];
      for (const change of some) entries.push(await toEntry(change));
      const body = { base_tree: tree, tree: entries };
      const { data } = await call(api, { method: 'POST', path: to('git/trees'), body });
      tree = textAt(data, 'sha');
    }
    return tree;
  }

  async function toEntry({ path, kind, content, isExecutable }: FileChange) {
    const entry = { path, mode: isExecutable ? '100755' : '100644', type: 'blob' };
    if (kind === 'removed') return { ...entry, sha: null };
    const text = toText(content);
    if (text !== undefined) return { ...entry, content: text };
    const body = { content: Buffer.from(content).toString('base64'), encoding: 'base64' };
    const { data } = await call(api, { method: 'POST', path: to('git/blobs'), body });
    return { ...entry, sha: textAt(data, 'sha') };
  }

  async function commit(given: NewCommit): Promise<void> {
    const { branch, expected, message, parent } = given;
    const tree = await createTree(given.parentTree, given.changes);
    const body = { message, tree, parents: [parent] };
    const made = await call(api, { method: 'POST', path: to('git/commits'), body });
    const sha = textAt(made.data, 'sha');
    const tip = await findTip(branch);
    if (tip?.id !== expected) throw movedError(branch);
    try {
      await moveBranch(branch, sha, expected === undefined);
    } catch (error) {
      const isSigned = valueAt(made.data, ['verification', 'verified']) === true;
      throw isSigned || !(error instanceof ForgeError) ? error : unsignedError(error);
    }
  }

  async function moveBranch(branch: string, sha: string, isNew: boolean): Promise<void> {
    await call(
      api,
      isNew
        ? {
            method: 'POST',
            path: to('git/refs'),
            body: { ref: `refs/heads/${branch}`, sha },
            isUnrepeatable: true,
          }
        : {
            method: 'PATCH',
            path: to(`git/refs/heads/${refPath(branch)}`),
            body: { sha, force: true },
          },
    );
  }

  async function deleteBranch(branch: string): Promise<void> {
    const path = to(`git/refs/heads/${refPath(branch)}`);
    // 422: there is none, for example because closing the request deleted it.
    await call(api, { method: 'DELETE', path, accepts: [404, 422] });
  }

  /** A fork's branch has the same name, and another owner and repository. */
  async function findRequest(branch: string): Promise<ChangeRequest | undefined> {
    const query = { state: 'open', head: `${owner}:${branch}` };
    const all = await listAll(api, { method: 'GET', path: to('pulls'), query });
    const own = all.find((pull) => {
      const from = valueAt(pull, ['head', 'repo', 'full_name']);
      return (
        valueAt(pull, ['head', 'ref']) === branch &&
        typeof from === 'string' &&
        from.toLowerCase() === access.repository.toLowerCase()
      );
    });
    return own === undefined ? undefined : toReference(own);
  }

  async function createRequest(request: NewRequest): Promise<ChangeRequest> {
    const { branch: head, base, title, text } = request;
    const body = { head, base, title, body: shorten(text) };
    const { data } = await call(api, {
      ...{ method: 'POST', path: to('pulls'), body },
      isUnrepeatable: true,
    });
    const made = toReference(data);
    if (request.isBreaking) await addBreakingLabel(made.number);
    await assign(made.number, request.assignees);
    await askForReviews(made, request.reviewers);
    return made;
  }

  async function updateRequest(number: number, request: NewRequest): Promise<void> {
    const { title, text, base } = request;
    const body = { title, body: shorten(text), base };
    await call(api, { method: 'PATCH', path: to(`pulls/${number}`), body });
    if (request.isBreaking) await addBreakingLabel(number);
    else
      await call(api, {
        method: 'DELETE',
        path: to(`issues/${number}/labels/${BREAKING_LABEL}`),
        accepts: [404],
      });
  }

  async function addBreakingLabel(number: number): Promise<void> {
    const label = {
      name: BREAKING_LABEL,
      color: 'B60205',
      description: 'Programs that use the SDK may break',
    };
    // 422: the repository has it.
    await call(api, { method: 'POST', path: to('labels'), body: label, accepts: [422] });
    const body = { labels: [BREAKING_LABEL] };
    await call(api, { method: 'POST', path: to(`issues/${number}/labels`), body });
  }

  async function assign(number: number, assignees: readonly string[]): Promise<void> {
    if (assignees.length === 0) return;
    const body = { assignees };
    await call(api, { method: 'POST', path: to(`issues/${number}/assignees`), body });
  }

  async function askForReviews(made: ChangeRequest, reviewers: readonly string[]): Promise<void> {
    if (reviewers.length === 0) return;
    const teams = reviewers.filter((each) => each.includes('/'));
    const body = {
      reviewers: reviewers.filter((each) => !each.includes('/')),
      team_reviewers: teams.map((team) => team.slice(team.indexOf('/') + 1)),
    };
    const path = to(`pulls/${made.number}/requested_reviewers`);
    const { status } = await call(api, { method: 'POST', path, body, accepts: [422] });
    if (status === 422)
      throw new ForgeError(`${made.url} was created, but its reviewers were refused.`, {
        hint: '`nightly.reviewers` names people and teams (acme/backend) who may read this repository, and not the owner of GH_TOKEN.',
      });
  }

  async function comment(number: number, text: string): Promise<void> {
    const path = to(`issues/${number}/comments`);
    await call(api, { method: 'POST', path, body: { body: text }, isUnrepeatable: true });
  }

  async function closeRequest(number: number, text: string): Promise<void> {
    await comment(number, text);
    await call(api, { method: 'PATCH', path: to(`pulls/${number}`), body: { state: 'closed' } });
  }

  async function findIssue(marker: string): Promise<Issue | undefined> {
    const query = { state: 'open', labels: ISSUE_LABEL };
    const all = await listAll(api, { method: 'GET', path: to('issues'), query });
    return all
      .filter((issue) => valueAt(issue, ['pull_request']) === undefined)
      .map((issue) => ({ ...toReference(issue), text: optionalTextAt(issue, 'body') }))
      .find(({ text }) => text.startsWith(marker));
  }

  async function createIssue({ title, text, assignees }: NewIssue): Promise<Issue> {
    const body = { title, body: shorten(text), labels: [ISSUE_LABEL] };
    const { data } = await call(api, {
      ...{ method: 'POST', path: to('issues'), body },
      isUnrepeatable: true,
    });
    const made = toReference(data);
    // Where it is created, somebody who cannot be assigned prevents it: the failure would not be heard.
    await assign(made.number, assignees);
    return { ...made, text };
  }

  async function updateIssue(number: number, { title, text }: NewIssue): Promise<void> {
    const body = { title, body: shorten(text) };
    await call(api, { method: 'PATCH', path: to(`issues/${number}`), body });
  }

  async function closeIssue(number: number, text: string): Promise<void> {
    await comment(number, text);
    await call(api, { method: 'PATCH', path: to(`issues/${number}`), body: { state: 'closed' } });
  }

  async function createRelease(release: NewRelease): Promise<boolean> {
    const path = to(`releases/tags/${encodePart(release.tag)}`);
    const found = await call(api, { method: 'GET', path, accepts: [404] });
    if (found.status !== 404) return false;
    const body = {
      tag_name: release.tag,
      target_commitish: release.commit,
      name: release.title,
      body: shorten(release.text),
      prerelease: release.isPrerelease,
    };
    await call(api, { method: 'POST', path: to('releases'), body, isUnrepeatable: true });
    return true;
  }

  async function readDefaultBranch(): Promise<string> {
    return textAt((await call(api, { method: 'GET', path: repository })).data, 'default_branch');
  }

  return {
    ...{ name: 'github', readDefaultBranch, findTip, readCommit, commit, deleteBranch },
    ...{ findRequest, createRequest, updateRequest, closeRequest },
    ...{ findIssue, createIssue, updateIssue, closeIssue, createRelease },
  };
}

/** As many at once as one request may carry. */
function* inParts(changes: readonly FileChange[]): Iterable<readonly FileChange[]> {
  let part: FileChange[] = [];
  let bytes = 0;
  for (const change of changes) {
    if (part.length === TREE_ENTRIES || (part.length > 0 && bytes > TREE_BYTES)) {
      yield part;
      part = [];
      bytes = 0;
    }
    part.push(change);
    bytes += change.content.byteLength;
  }
  if (part.length > 0) yield part;
}

/** Undefined for bytes that are not UTF-8. */
function toText(content: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

function toReference(data: unknown): ChangeRequest {
  return { number: numberAt(data, 'number'), url: textAt(data, 'html_url') };
}

/** Cuts at the end of a line. */
function shorten(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const end = text.lastIndexOf('\n', MAX_TEXT);
  return `${text.slice(0, end)}\n\nThe rest is in the reports of the run.\n`;
}

function movedError(branch: string): ForgeError {
  return new ForgeError(`${branch} has moved while this run was at work.`, {
    hint: 'Another run or a person has written to it. Run again.',
  });
}

/** A rule of the repository is the usual reason for refusing a branch to a commit that exists. */
function unsignedError(error: ForgeError): ForgeError {
  return new ForgeError(error.message, {
    hint: "The commit is not signed, because GH_TOKEN is a person's. Where branches must have signed commits, use GITHUB_TOKEN or the token of an app, whose commits GitHub signs.",
    cause: error,
  });
}
