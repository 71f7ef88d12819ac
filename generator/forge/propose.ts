import { basename, join } from 'node:path';
import { UsageError } from '../errors.js';
import { readIfExists } from '../source/index.js';
import { createFailureIssue, toMarker } from './failure-issue.js';
import type { Forge, ForgeCommit, NewRequest } from './forge.js';
import { type DoneNight, readNight } from './night.js';
import {
  openProject,
  type Project,
  readCommitted,
  readWorkingChanges,
  type WorkingChanges,
} from './repository.js';

export interface ProposeOptions {
  readonly environment: string;
  /** The folders of the package and of the recorded document, absolute. */
  readonly folders: readonly string[];
  /** The folder of the environment's reports, absolute. */
  readonly reportFolder: string;
  /** The folder of the project, absolute. */
  readonly cwd: string;
  /** The branch that is asked to take the changes. Default: the forge's. */
  readonly base?: string;
  /** Where the report can be read as a page. */
  readonly reportUrl?: string;
  /** Where the run can be read. */
  readonly runUrl?: string;
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
  /** `2026-11-30` */
  readonly today: string;
  readonly say: (text: string) => void;
}

/**
 * Tells the forge how a nightly run ended. A failed one opens an issue, or updates it, and the next one that succeeds
 * closes it. What a run changed goes to one branch and one request an environment, which are updated in place; when
 * nothing is left to propose, the request is closed. A branch with commits of others is left alone.
 *
 * @throws SdkgenError when the forge refuses, or a file is missing. HEAD, index and files stay as they are.
 */
export async function propose(forge: Forge, options: ProposeOptions): Promise<void> {
  const project = await openProject(options.cwd);
  const name = nameProject(project, options.environment);
  const night = await readNight(options.reportFolder, options.today);
  const issue = await forge.findIssue(toMarker(name));
  if (night.status === 'failed') {
    const { assignees } = options;
    const failure = createFailureIssue(name, night, issue, options.runUrl);
    if (issue === undefined) {
      const made = await forge.createIssue({ ...failure, assignees });
      options.say(`the run failed: ${made.url}`);
    } else {
      await forge.updateIssue(issue.number, { ...failure, assignees });
      options.say(`the run failed again: ${issue.url}`);
    }
    return;
  }
  if (issue !== undefined) {
    await forge.closeIssue(issue.number, `The run of ${night.date} succeeded.`);
    options.say(`the run succeeded, and ${issue.url} is closed.`);
  }
  await proposeChanges(forge, options, project, night);
}

/** `staging`, or with the folder of a project that is not at the root: `packages/fleet/staging`. */
function nameProject({ path }: Project, environment: string): string {
  return path === '' ? environment : `${path}/${environment}`;
}

/** Flat below `nightly/`, because a branch cannot be the folder of another. */
function nameBranch({ path }: Project, environment: string): string {
  const prefix = path.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$|\.\.+/g, '');
  return `nightly/${prefix === '' ? '' : `${prefix}-`}${environment}`;
}

async function proposeChanges(
  forge: Forge,
  options: ProposeOptions,
  project: Project,
  night: DoneNight,
): Promise<void> {
  const { environment, folders, say } = options;
  const branch = nameBranch(project, environment);
  const changes = await readWorkingChanges(project, folders);
  const [request, tip] = [await forge.findRequest(branch), await forge.findTip(branch)];
  if ((await hasOnlyValidators(project, changes)) || changes.files.length === 0) {
    if (request === undefined) {
      say('nothing changed.');
      return;
    }
    await forge.closeRequest(
      request.number,
      'The package is again as the base has it: nothing is left to propose.',
    );
    await forge.deleteBranch(branch);
    say(`nothing changed any more; ${request.url} is closed.`);
    return;
  }
  const name = nameProject(project, environment);
  const { title } = night;
  if (title === undefined)
    throw new UsageError('The package differs from the commit, but the run changed nothing.', {
      hint: 'Check out a commit, run `nightly`, then `propose`, with nothing in between.',
    });
  await updateBranch(forge, { branch, name, title, tip, changes, say });
  const asked = await createRequest(forge, options, branch, { ...night, title });
  if (request === undefined) say(`proposed: ${(await forge.createRequest(asked)).url}`);
  else {
    await forge.updateRequest(request.number, asked);
    say(`${request.url} is up to date: ${title}`);
  }
}

interface BranchUpdate {
  readonly branch: string;
  readonly name: string;
  readonly title: string;
  readonly tip: ForgeCommit | undefined;
  readonly changes: WorkingChanges;
  readonly say: (text: string) => void;
}

/** Moves the branch to one commit on top of what is checked out, unless it has the same changes already. */
async function updateBranch(
  forge: Forge,
  { branch, name, title, tip, changes, say }: BranchUpdate,
): Promise<void> {
  if (tip !== undefined) {
    const trailers = readTrailers((await findNewest(forge, tip)).message);
    if (trailers.get('Nightly') !== name)
      throw new UsageError(`Someone else has committed to ${branch}, whose work is kept.`, {
        hint: 'Merge that branch, or delete it.',
      });
    if (trailers.get('Nightly-Content') === changes.digest) {
      say(`${branch} has these changes already.`);
      return;
    }
  }
  const message = `${title}\n\nNightly: ${name}\nNightly-Content: ${changes.digest}\n`;
  const { commit: parent, tree: parentTree, files } = changes;
  const expected = tip?.id;
  await forge.commit({ branch, expected, parent, parentTree, message, changes: files });
  say(`${branch} has a new commit.`);
}

/** How many merges of the base are looked through. */
const MAX_MERGES = 20;

/** The newest commit of a branch that is no merge: merging the base is nobody's work. */
async function findNewest(forge: Forge, tip: ForgeCommit): Promise<ForgeCommit> {
  let commit = tip;
  for (let merges = 0; merges < MAX_MERGES && commit.parents.length > 1; merges++)
    commit = await forge.readCommit(commit.parents[0] ?? '');
  return commit;
}

/** Lines such as `Nightly: staging` at the end of a message. */
function readTrailers(message: string): ReadonlyMap<string, string> {
  const last =
    message
      .trimEnd()
      .split(/\n\s*\n/)
      .at(-1) ?? '';
  const lines = last.matchAll(/^([A-Za-z-]+): (.*)$/gm);
  return new Map([...lines].map(([, name = '', value = '']) => [name, value.trim()]));
}

async function createRequest(
  forge: Forge,
  options: ProposeOptions,
  branch: string,
  { title, isBreaking }: DoneNight & { readonly title: string },
): Promise<NewRequest> {
  const { reportFolder, reportUrl, reviewers, assignees } = options;
  const path = join(reportFolder, 'report.md');
  const report = await readIfExists(path);
  if (report === undefined)
    throw new UsageError(`There is no ${path}.`, {
      hint: 'Run `nightly` first, with the same --report-dir.',
    });
  const link = reportUrl === undefined ? '' : `[The report as a page](${reportUrl})\n\n`;
  const base = options.base ?? (await forge.readDefaultBranch());
  const text = `${link}${report.toString()}`;
  return { branch, base, title, text, isBreaking, reviewers, assignees };
}

/**
 * Whether the server only sends another ETag or date with the same document, as after a restart. That is recorded with
 * the next change, and no reason for a request.
 */
async function hasOnlyValidators(
  project: Project,
  { files: [file, ...others] }: WorkingChanges,
): Promise<boolean> {
  if (file?.kind !== 'changed' || others.length > 0) return false;
  if (basename(file.path) !== 'swagger.lock.json') return false;
  const before = await readCommitted(project, file.path);
  return withoutValidators(before) === withoutValidators(file.content);
}

function withoutValidators(lock: Uint8Array): string {
  const lines = new TextDecoder().decode(lock).split(/\r?\n/);
  return lines.filter((line) => !/^\s*"(?:etag|lastModified)":/.test(line)).join('\n');
}
