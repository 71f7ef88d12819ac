import { ExitCode, SdkgenError } from '../errors.js';

/**
 * What the program asks of a forge: the place of a repository, its requests and its issues. Everything goes through the
 * forge's REST API, with one token: nothing is fetched or pushed with git.
 */
export interface Forge {
  readonly name: 'github' | 'gitlab';
  /** The branch that requests are merged into by default. */
  readDefaultBranch(): Promise<string>;
  /** The newest commit of a branch; undefined when there is no such branch. */
  findTip(branch: string): Promise<ForgeCommit | undefined>;
  readCommit(id: string): Promise<ForgeCommit>;
  /**
   * Makes one commit and moves a branch to it, creating the branch where it does not exist. The forge makes the commit,
   * so it signs it as those of its own pages.
   *
   * @throws ForgeError when the branch is no longer where `expected` says.
   */
  commit(commit: NewCommit): Promise<void>;
  deleteBranch(branch: string): Promise<void>;
  /** The open request of a branch of this repository, not of a fork's, whatever branch it is to be merged into. */
  findRequest(branch: string): Promise<ChangeRequest | undefined>;
  createRequest(request: NewRequest): Promise<ChangeRequest>;
  /** Changes title, text, base and the label `breaking`. People who were asked before are not asked again. */
  updateRequest(number: number, to: NewRequest): Promise<void>;
  /** Closes a request with a comment that says why. */
  closeRequest(number: number, comment: string): Promise<void>;
  /** The open issue with the label {@link ISSUE_LABEL} whose text begins with this marker. */
  findIssue(marker: string): Promise<Issue | undefined>;
  createIssue(issue: NewIssue): Promise<Issue>;
  updateIssue(number: number, to: NewIssue): Promise<void>;
  closeIssue(number: number, comment: string): Promise<void>;
  /** Creates a release and its tag, unless there is one of that tag. @returns whether it was created. */
  createRelease(release: NewRelease): Promise<boolean>;
}

/** What only members of a project can give an issue, so that nobody else's text is taken for the job's. */
export const ISSUE_LABEL = 'sdk-nightly';

/** On requests whose changes may break programs. */
export const BREAKING_LABEL = 'breaking';

/** The forge refused a call, or is not as it was expected to be. */
export class ForgeError extends SdkgenError {
  readonly exitCode = ExitCode.Write;
}

export interface ForgeCommit {
  readonly id: string;
  readonly message: string;
  readonly parents: readonly string[];
}

export interface NewCommit {
  readonly branch: string;
  /** The commit that the branch is at now; undefined where there is no such branch. */
  readonly expected: string | undefined;
  /** A commit that the forge has. */
  readonly parent: string;
  /** The tree of that commit. */
  readonly parentTree: string;
  readonly message: string;
  readonly changes: readonly FileChange[];
}

/** One file that a commit changes, by its path from the root of the repository. */
export interface FileChange {
  readonly path: string;
  readonly kind: 'added' | 'changed' | 'removed';
  /** Empty when the file is removed. */
  readonly content: Uint8Array;
  readonly isExecutable: boolean;
}

export interface ChangeRequest {
  /** As people write it: 7. */
  readonly number: number;
  readonly url: string;
}

export interface NewRequest {
  readonly branch: string;
  /** The branch that is asked to take the changes. */
  readonly base: string;
  readonly title: string;
  /** Markdown. */
  readonly text: string;
  readonly isBreaking: boolean;
  /** User names; at GitHub also teams, as `acme/backend`. */
  readonly reviewers: readonly string[];
  readonly assignees: readonly string[];
}

export interface Issue {
  readonly number: number;
  readonly url: string;
  readonly text: string;
}

export interface NewIssue {
  readonly title: string;
  /** Markdown that begins with the marker, in a comment. */
  readonly text: string;
  readonly assignees: readonly string[];
}

export interface NewRelease {
  readonly tag: string;
  /** The commit that is tagged. */
  readonly commit: string;
  readonly title: string;
  /** Markdown: an entry of a CHANGELOG. */
  readonly text: string;
  readonly isPrerelease: boolean;
}
