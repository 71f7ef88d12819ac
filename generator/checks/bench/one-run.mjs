import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { work } from './packages.mjs';
import { watchMemory } from './process-tree.mjs';

/** A tool that takes longer is stopped, and has failed. */
const MOST_MINUTES = 10;

/** The line of a failed program's words that tells why: one that begins as an error, or speaks of one, or the first. */
function firstError(words) {
  const lines = stripVTControlCharacters(words)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const named = lines.find((text) => /^\W*\w*error\b/i.test(text));
  const line = named ?? lines.find((text) => /error|cannot|not supported/i.test(text)) ?? lines[0];
  return line?.slice(0, 160);
}

/** What a program said, whole: its errors first. */
function listen(child) {
  const said = { stderr: '', stdout: '' };
  for (const name of Object.keys(said))
    child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
  return () => `${said.stderr}\n${said.stdout}`;
}

/**
 * Generates once, in a process of its own and into a fresh folder.
 *
 * @param tool With `node`, the program that runs it.
 * @param path Of the document.
 * @returns `out` as the folder, and either the wall `seconds` and the `bytes` of memory, or the `error`.
 */
export async function oneRun(tool, path) {
  const out = mkdtempSync(join(work, 'run-'));
  const start = performance.now();
  const child = spawn(tool.node, tool.words(path, out), {
    cwd: work,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MOST_MINUTES * 60_000,
  });
  const words = listen(child);
  const height = watchMemory(child.pid);
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  const bytes = height();
  await closed;
  if (code !== 0) return { out, error: firstError(words()) ?? `ended by ${signal ?? code}` };
  // Some end with 0 whatever happened.
  if (readdirSync(out).length === 0) return { out, error: firstError(words()) ?? 'wrote nothing' };
  return { out, seconds, bytes };
}
