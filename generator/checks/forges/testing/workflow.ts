import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitClient, type GitClient } from '../git-client.js';
import type { Subject } from './subject.js';

const PROGRAM = join(__dirname, '..', '..', '..', '..', 'dist', 'cli.js');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a job of a forge does: it clones the repository anew, and runs the program in it. */
export interface Checkout {
  readonly folder: string;
  readonly git: GitClient;
  /** Runs the program, in a folder of the repository. */
  readonly run: (words: readonly string[], more?: RunOptions) => Promise<Ended>;
  readonly remove: () => void;
}

export interface RunOptions {
  /** Within the repository. */
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export async function checkOut(subject: Subject): Promise<Checkout> {
  const work = mkdtempSync(join(tmpdir(), 'sdkgen-checkout-'));
  const folder = join(work, 'repository');
  const git = createGitClient(subject.login);
  // As the workflows check out: one commit, without its history.
  await git.run(work, 'clone', '--quiet', '--depth=1', subject.gitUrl, 'repository');
  const config = readFileSync(join(folder, '.git', 'config'), 'utf8');
  if (config.includes(subject.login.token)) throw new Error('The token is in the clone.');
  return {
    folder,
    git,
    run: (words, { folder: below = '', variables = {} } = {}) =>
      runProgram(join(folder, below), words, { ...subject.variables, ...variables }),
    remove: () => rmSync(work, { recursive: true, force: true }),
  };
}

/** Runs the program. */
export function runProgram(
  cwd: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  return runProcess(process.execPath, [PROGRAM, ...words], cwd, variables);
}

/** The variables are those of the job, without those of whoever runs the tests. */
export function runProcess(
  command: string,
  words: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env: createEnvironment(variables) });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
}

function createEnvironment(variables: Readonly<Record<string, string>>) {
  const { PATH = '', HOME = '', TMPDIR = tmpdir() } = process.env;
  return { PATH, HOME, TMPDIR, ...variables };
}

/** The sandbox of an environment of the project in the folder. */
export interface RunningSandbox {
  readonly url: string;
  /** Stops it. */
  readonly stop: () => Promise<Ended>;
}

/** @throws Error with what it printed, when it ends before it has a URL. */
export async function startSandbox(cwd: string, env: string): Promise<RunningSandbox> {
  const words = [PROGRAM, 'sandbox', '--env', env, '--port', '0', '--json'];
  const child = spawn(process.execPath, words, { cwd, env: createEnvironment({}) });
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, out, err }));
  });
  const url = new Promise<string>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
      const found = /"url": "([^"]+)"/.exec(out)?.[1];
      if (found !== undefined) resolve(found);
    });
  });
  const failed = ended.then(() => Promise.reject(new Error(`The sandbox ended: ${out}${err}`)));
  const stop = () => {
    child.kill();
    return ended;
  };
  return { url: await Promise.race([url, failed]), stop };
}
