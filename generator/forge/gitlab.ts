import { UsageError } from '../errors.js';
import { USER_AGENT } from '../program.js';
import type { Network } from '../source/index.js';
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

export interface GitLabAccess {
  /** `https://gitlab.com/api/v4`, or that of another host, which may have a path before `/api`. */
  readonly apiUrl: string;
  /** A number, or a path such as `group/project`. */
  readonly project: string;
  readonly token: string;
}

/** GitLab, by its REST API, version 4. Commits are made by the API too: GitLab signs them where it signs those of its pages. */
export function createGitLab(access: GitLabAccess, network: Network): Forge {
  const project = `projects/${encodePart(access.project)}`;
  const api: RestApi = {
    baseUrl: access.apiUrl,
    headers: { 'private-token': access.token, 'user-agent': USER_AGENT },
    secrets: [access.token],
    tokenHint:
      'NIGHTLY_TOKEN is a project access token with the scope api and the role Developer, or Maintainer where the branches nightly/* are protected. Check that it has not expired.',
    network,
  };
  const to = (path: string) => `${project}/${path}`;

  async function findTip(branch: string): Promise<ForgeCommit | undefined> {
    const path = to(`repository/branches/${encodePart(branch)}`);
    const { status, data } = await call(api, { method: 'GET', path, accepts: [404] });
    return status === 404 ? undefined : toCommit(valueAt(data, ['commit']));
  }

  async function readCommit(id: string): Promise<ForgeCommit> {
    return toCommit(
      (await call(api, { method: 'GET', path: to(`repository/commits/${encodePart(id)}`) })).data,
    );
  }

  /** `force` moves a branch that exists; the changes are those since `start_sha`. */
  async function commit(given: NewCommit): Promise<void> {
    const { branch, expected, parent, message, changes } = given;
    const tip = await findTip(branch);
    if (tip?.id !== expected)
      throw new ForgeError(`${branch} has moved while this run was at work.`, {
        hint: 'Another run or a person has written to it. Run again.',
      });
    const body = {
      branch,
      start_sha: parent,
      force: expected !== undefined,
      commit_message: message,
      actions: changes.flatMap(toActions),
    };
    const path = to('repository/commits');
    await call(api, { method: 'POST', path, body, isUnrepeatable: true });
  }

  async function deleteBranch(branch: string): Promise<void> {
    const path = to(`repository/branches/${encodePart(branch)}`);
    await call(api, { method: 'DELETE', path, accepts: [404] });
  }

  /** A fork's branch has the same name, and another project. */
  async function findRequest(branch: string): Promise<ChangeRequest | undefined> {
    const query = { state: 'opened', source_branch: branch };
    const all = await listAll(api, { method: 'GET', path: to('merge_requests'), query });
    const own = all.find(
      (each) => valueAt(each, ['source_project_id']) === valueAt(each, ['target_project_id']),
    );
    return own === undefined ? undefined : toReference(own);
  }

  async function createRequest(request: NewRequest): Promise<ChangeRequest> {
    const body = {
      source_branch: request.branch,
      target_branch: request.base,
      title: request.title,
      description: request.text,
      remove_source_branch: true,
      ...(request.isBreaking && { labels: BREAKING_LABEL }),
    };
    const path = to('merge_requests');
    const { data } = await call(api, { method: 'POST', path, body, isUnrepeatable: true });
    const made = toReference(data);
    const { assignees, reviewers } = request;
    await addPeople(`merge_requests/${made.number}`, {
      assignee_ids: assignees,
      reviewer_ids: reviewers,
    });
    return made;
  }

  async function updateRequest(number: number, request: NewRequest): Promise<void> {
    const body = {
      title: request.title,
      description: request.text,
      target_branch: request.base,
      [request.isBreaking ? 'add_labels' : 'remove_labels']: BREAKING_LABEL,
    };
    await call(api, { method: 'PUT', path: to(`merge_requests/${number}`), body });
  }

  async function closeRequest(number: number, comment: string): Promise<void> {
    await close('merge_requests', number, comment);
  }

  async function close(
    kind: 'merge_requests' | 'issues',
    number: number,
    comment: string,
  ): Promise<void> {
    const notes = to(`${kind}/${number}/notes`);
    const body = { body: comment };
    await call(api, { method: 'POST', path: notes, body, isUnrepeatable: true });
    const event = { state_event: 'close' };
    await call(api, { method: 'PUT', path: to(`${kind}/${number}`), body: event });
  }

  /** After the request or the issue is there, so that somebody who is unknown prevents neither. */
  async function addPeople(
    thread: string,
    people: Readonly<Record<string, readonly string[]>>,
  ): Promise<void> {
    const body: Record<string, readonly number[]> = {};
    for (const [field, names] of Object.entries(people))
      if (names.length > 0) body[field] = await toIds(names);
    if (Object.keys(body).length > 0) await call(api, { method: 'PUT', path: to(thread), body });
  }

  /** GitLab takes people by their numbers. */
  async function toIds(names: readonly string[]): Promise<readonly number[]> {
    const ids: number[] = [];
    for (const username of names) {
      const found = await listAll(api, { method: 'GET', path: 'users', query: { username } });
      if (found[0] === undefined)
        throw new UsageError(`There is no user ${username} at GitLab.`, {
          hint: 'Correct `nightly.assignees` or `nightly.reviewers` in sdk.config.json.',
        });
      ids.push(numberAt(found[0], 'id'));
    }
    return ids;
  }

  async function findIssue(marker: string): Promise<Issue | undefined> {
    const query = { state: 'opened', labels: ISSUE_LABEL };
    const all = await listAll(api, { method: 'GET', path: to('issues'), query });
    return all
      .map((each) => ({
        ...toReference(each),
        text: optionalTextAt(each, 'description'),
      }))
      .find(({ text }) => text.startsWith(marker));
  }

  async function createIssue({ title, text, assignees }: NewIssue): Promise<Issue> {
    const body = { title, description: text, labels: ISSUE_LABEL };
    const path = to('issues');
    const { data } = await call(api, { method: 'POST', path, body, isUnrepeatable: true });
    const made = toReference(data);
    await addPeople(`issues/${made.number}`, { assignee_ids: assignees });
    return { ...made, text };
  }

  async function updateIssue(number: number, { title, text }: NewIssue): Promise<void> {
    const body = { title, description: text };
    await call(api, { method: 'PUT', path: to(`issues/${number}`), body });
  }

  async function closeIssue(number: number, comment: string): Promise<void> {
    await close('issues', number, comment);
  }

  /** GitLab has no pre-releases: the tag says it. */
  async function createRelease({ tag, commit: ref, title, text }: NewRelease): Promise<boolean> {
    const body = { tag_name: tag, ref, name: title, description: text };
    const path = to('releases');
    const { status } = await call(api, { method: 'POST', path, body, accepts: [409] });
    return status !== 409;
  }

  async function readDefaultBranch(): Promise<string> {
    return textAt((await call(api, { method: 'GET', path: project })).data, 'default_branch');
  }

  return {
    ...{ name: 'gitlab', readDefaultBranch, findTip, readCommit, commit, deleteBranch },
    ...{ findRequest, createRequest, updateRequest, closeRequest },
    ...{ findIssue, createIssue, updateIssue, closeIssue, createRelease },
  };
}

function toCommit(data: unknown): ForgeCommit {
  const parents = valueAt(data, ['parent_ids']);
  return {
    id: textAt(data, 'id'),
    message: textAt(data, 'message'),
    parents: Array.isArray(parents) ? parents.map(String) : [],
  };
}

function toActions({ path, kind, content, isExecutable }: FileChange) {
  const file = { file_path: path };
  if (kind === 'removed') return [{ action: 'delete', ...file }];
  const written = {
    action: kind === 'added' ? 'create' : 'update',
    ...file,
    content: Buffer.from(content).toString('base64'),
    encoding: 'base64',
  };
  const chmod = { action: 'chmod', ...file, execute_filemode: true };
  return isExecutable && kind === 'added' ? [written, chmod] : [written];
}

function toReference(data: unknown): ChangeRequest {
  return { number: numberAt(data, 'iid'), url: textAt(data, 'web_url') };
}
