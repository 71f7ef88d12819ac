// Commands as a person types them: each is one line of the system's shell.
import { exec, spawn } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(exec);

/** Nothing of this run's npm or of its terminal, and no telemetry of Next.js. */
export const env = {
  ...Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(?!config_cache)/.test(name)),
  ),
  NEXT_TELEMETRY_DISABLED: '1',
  NO_COLOR: '1',
};

/** @returns what it printed. @throws Error with everything that it printed when it fails. */
export async function run(folder, line) {
  try {
    return (await execute(line, { cwd: folder, env, maxBuffer: 1e8 })).stdout;
  } catch ({ code, stdout, stderr }) {
    throw new Error(`${line} ended with ${code} in ${folder}:\n${stdout}\n${stderr}`);
  }
}

/** Starts a command that runs until it is stopped, and waits until its URL answers. */
export async function startServer(folder, line, url) {
  // A group of its own, since a shell does not pass a signal on.
  const child = spawn(line, { cwd: folder, env, shell: true, detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let isRunning = true;
  void ended.then(() => (isRunning = false));
  while (!(await answers(url))) {
    if (!isRunning) throw new Error(`${line} ended:\n${output}`);
    await pause();
  }
  return {
    stop: async () => {
      if (isRunning) process.kill(-child.pid, 'SIGTERM');
      await ended;
      // The shell may end before what it started.
      while (await answers(url)) await pause();
    },
  };
}

function pause() {
  return new Promise((resolve) => setTimeout(resolve, 50));
}

/** The printed programs call it at its usual port. */
export async function startSandbox(folder, line) {
  const url = 'http://127.0.0.1:4010/swagger/index.html';
  if (await answers(url)) throw new Error('Port 4010 is in use: stop what uses it.');
  return startServer(folder, line, url);
}

async function answers(url) {
  try {
    await (await fetch(url)).body?.cancel();
    return true;
  } catch {
    // Nothing listens there yet.
    return false;
  }
}
