import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deflate, inflate } from 'node:zlib';
import { promisify } from 'node:util';

/** A change of a tree: a file's object and mode, or nothing when it is removed. */
export interface TreeChange {
  readonly path: string;
  readonly file?: { readonly mode: string; readonly id: string };
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly id: string;
  readonly path: string;
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Identity;
  readonly committer: Identity;
  /** Whether the forge signs it. */
  readonly isSigned: boolean;
}

export interface Commit extends NewCommit {
  readonly id: string;
  readonly date: string;
}

/** What files a commit of a person has: their texts by path. */
export type Files = Readonly<Record<string, string | Buffer>>;

const PERSON: Identity = { name: 'Someone', email: 'someone@example.com' };
const NO_OBJECT = '0'.repeat(40);
/** The stand-in's word for a signature: it proves nothing, but travels with the commit as a real one does. */
const SIGNATURE = ['-----BEGIN PGP SIGNATURE-----', '', 'stand-in', '-----END PGP SIGNATURE-----'];

/** Git reads no configuration of whoever runs the tests, and no repository around them. */
export const GIT_ENVIRONMENT: NodeJS.ProcessEnv = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
};

/** Every object and reference is a file of its own, so that they are read without a process. */
const UNPACKED =
  '[gc]\n\tauto = 0\n[transfer]\n\tunpackLimit = 1000000\n[receive]\n\tautogc = false\n';

const execute = promisify(execFile);
const compress = promisify(deflate);
const decompress = promisify(inflate);

/** A repository as a forge keeps it. The methods that write are what a forge does for the calls of its API. */
export class BareRepository {
  /** Seconds since 1970 of the newest commit: each is a minute after the one before, whatever the clock says. */
  private seconds = Date.UTC(2026, 0, 1) / 1000;

  constructor(readonly path: string) {}

  /** @throws Error with what git printed when it fails. */
  async git(words: readonly string[], input = '', env: NodeJS.ProcessEnv = {}): Promise<string> {
    const running = execute('git', [...words], {
      cwd: this.path,
      env: { ...GIT_ENVIRONMENT, ...env },
      maxBuffer: 1 << 28,
    });
    // Git may have ended before it reads: its exit code tells whether that is a fault.
    running.child.stdin?.on('error', () => undefined).end(input);
    return (await running).stdout;
  }

  /** The hash of a commit, tree or blob; undefined if there is none of that name. */
  async resolve(name: string, type = 'commit'): Promise<string | undefined> {
    if ((await this.readObject(name))?.type === type) return name;
    const found = await this.git(['rev-parse', '--verify', '--quiet', `${name}^{${type}}`]).catch(
      () => '',
    );
    return found.trim() || undefined;
  }

  /** Where a branch is. */
  async tip(branch: string): Promise<string | undefined> {
    const text = await readFile(join(this.path, 'refs', 'heads', branch), 'utf8').catch(() => '');
    return text.trim() || undefined;
  }

  /** All references below a prefix, with what they refer to. */
  async refs(prefix = 'refs/heads/'): Promise<ReadonlyMap<string, string>> {
    const lines = await this.git(['for-each-ref', '--format=%(objectname) %(refname)']);
    const refs = lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(41), line.slice(0, 40)] as const);
    return new Map(refs.filter(([name]) => name.startsWith(prefix)));
  }

  async setRef(name: string, to: string, from?: string): Promise<void> {
    await this.git(['update-ref', name, to, ...(from === undefined ? [] : [from])]);
  }

  async deleteRef(name: string): Promise<void> {
    await this.git(['update-ref', '-d', name]);
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    return (await this.git(['rev-list', '--max-count=1', older, `^${newer}`])) === '';
  }

  /** The commits of a branch or range, newest first. */
  async log(...range: readonly string[]): Promise<readonly Commit[]> {
    const ids = (await this.git(['rev-list', ...range])).split('\n').filter((id) => id !== '');
    return Promise.all(ids.map((id) => this.readCommit(id)));
  }

  async readCommit(id: string): Promise<Commit> {
    const object = await this.readObject(id);
    if (object?.type !== 'commit') throw new Error(`${id} is no commit of ${this.path}.`);
    return parseCommit(id, object.content.toString('utf8'));
  }

  /** A file's text in a branch or commit. @throws Error when it is not there. */
  read(commit: string, path: string): Promise<string> {
    return this.git(['show', `${commit}:${path}`]);
  }

  /** The files of a branch, commit or tree, with those of its folders. */
  async list(commit: string, path = ''): Promise<readonly TreeEntry[]> {
    const out = await this.git([
      'ls-tree',
      '-r',
      '-z',
      '--full-tree',
      commit,
      ...(path ? [path] : []),
    ]);
    return out
      .split('\0')
      .filter((line) => line !== '')
      .map(parseTreeEntry);
  }

  writeBlob(content: Buffer | string): Promise<string> {
    return this.writeObject('blob', Buffer.from(content));
  }

  /** @param base a tree or commit that the changes are applied to. @throws Error when a removed file is not there. */
  async writeTree(base: string | undefined, changes: readonly TreeChange[]): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'sdkgen-index-'));
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    try {
      await this.git(base === undefined ? ['read-tree', '--empty'] : ['read-tree', base], '', env);
      const lines = changes.map(({ path, file }) =>
        file === undefined ? `0 ${NO_OBJECT}\t${path}\0` : `${file.mode} ${file.id}\t${path}\0`,
      );
      await this.git(['update-index', '--replace', '-z', '--index-info'], lines.join(''), env);
      return (await this.git(['write-tree'], '', env)).trim();
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  writeCommit(commit: NewCommit): Promise<string> {
    this.seconds += 60;
    const { tree, parents, author, committer, isSigned, message } = commit;
    const sign = ({ name, email }: Identity) => `${name} <${email}> ${this.seconds} +0000`;
    const lines = [
      `tree ${tree}`,
      ...parents.map((parent) => `parent ${parent}`),
      `author ${sign(author)}`,
      `committer ${sign(committer)}`,
      ...(isSigned ? [`gpgsig ${SIGNATURE.join('\n ')}`] : []),
    ];
    return this.writeObject('commit', Buffer.from(`${lines.join('\n')}\n\n${message}`));
  }

  /** Commits files to a branch as a person's push does, and creates the branch from `from` when it does not exist. */
  async commitFiles(
    branch: string,
    files: Files,
    { message = 'Change files', from = 'HEAD', isSigned = false } = {},
  ): Promise<string> {
    const parent = (await this.tip(branch)) ?? (await this.resolve(from));
    const changes = await Promise.all(
      Object.entries(files).map(async ([path, content]) => {
        return { path, file: { mode: '100644', id: await this.writeBlob(content) } };
      }),
    );
    const tree = await this.writeTree(parent, changes);
    const parents = parent === undefined ? [] : [parent];
    const people = { author: PERSON, committer: PERSON };
    const id = await this.writeCommit({ tree, parents, message, isSigned, ...people });
    await this.setRef(`refs/heads/${branch}`, id);
    return id;
  }

  /** Merges two commits. @returns the tree; undefined when they conflict. */
  async mergeTrees(ours: string, theirs: string): Promise<string | undefined> {
    const merged = await this.git(['merge-tree', '--write-tree', ours, theirs]).catch(() => '');
    return merged.split('\n')[0]?.trim() || undefined;
  }

  async defaultBranch(): Promise<string> {
    const head = await readFile(join(this.path, 'HEAD'), 'utf8');
    return head.replace('ref: refs/heads/', '').trim();
  }

  async setDefaultBranch(branch: string): Promise<void> {
    await this.git(['symbolic-ref', 'HEAD', `refs/heads/${branch}`]);
  }

  /** Writes an object as git stores it, which is far faster than a process for each file. */
  private async writeObject(type: 'blob' | 'commit', content: Buffer): Promise<string> {
    const object = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const id = createHash('sha1').update(object).digest('hex');
    const file = this.getObjectPath(id);
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (isThere) return id;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await compress(object));
    return id;
  }

  /** Undefined if there is no such object. No object is in a pack, as {@link createBareRepository} sets it. */
  private async readObject(
    id: string,
  ): Promise<{ readonly type: string; readonly content: Buffer } | undefined> {
    if (!/^[0-9a-f]{40}$/.test(id)) return undefined;
    const stored = await readFile(this.getObjectPath(id)).catch(() => undefined);
    if (stored === undefined) return undefined;
    const object = await decompress(stored);
    const end = object.indexOf(0);
    const type = object.subarray(0, end).toString('latin1').split(' ')[0] ?? '';
    return { type, content: object.subarray(end + 1) };
  }

  private getObjectPath(id: string): string {
    return join(this.path, 'objects', id.slice(0, 2), id.slice(2));
  }
}

export async function createBareRepository(path: string): Promise<BareRepository> {
  await mkdir(path, { recursive: true });
  const repository = new BareRepository(path);
  await repository.git(['init', '--quiet', '--bare', '--initial-branch=main', '--template=', '.']);
  await mkdir(join(path, 'hooks'));
  await appendFile(join(path, 'config'), UNPACKED);
  return repository;
}

/** @returns a fork: a repository of its own with the same branches. */
export async function forkRepository(from: BareRepository, to: string): Promise<BareRepository> {
  const fork = await createBareRepository(to);
  await fork.git(['fetch', '--quiet', from.path, '+refs/heads/*:refs/heads/*']);
  return fork;
}

function parseTreeEntry(line: string): TreeEntry {
  const [facts = '', path = ''] = line.split('\t');
  const [mode = '', type = '', id = ''] = facts.split(' ');
  return { mode, type, id, path };
}

function parseCommit(id: string, text: string): Commit {
  const end = text.indexOf('\n\n');
  const headers = text.slice(0, end).split('\n');
  const find = (name: string) =>
    headers
      .filter((line) => line.startsWith(`${name} `))
      .map((line) => line.slice(name.length + 1));
  const parse = (line = ''): Identity => {
    const [, name = '', email = ''] = /^(.*) <(.*)>/.exec(line) ?? [];
    return { name, email };
  };
  const [, seconds = '0'] = /> (\d+) /.exec(find('committer')[0] ?? '') ?? [];
  return {
    id,
    tree: find('tree')[0] ?? '',
    parents: find('parent'),
    message: text.slice(end + 2),
    author: parse(find('author')[0]),
    committer: parse(find('committer')[0]),
    isSigned: find('gpgsig').length > 0,
    date: new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z'),
  };
}
