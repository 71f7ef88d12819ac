import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { work } from './packages.mjs';

/** A tool that takes longer is stopped, which counts as a failure. */
const TIMEOUT_MINUTES = 10;

/** The line of a failed program's output that says why: one that starts as an error, or mentions one, or the first. */
function findError(output) {
  const lines = stripVTControlCharacters(output)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const named = lines.find((text) => /^\W*\w*error\b/i.test(text));
  const line = named ?? lines.find((text) => /error|cannot|not supported/i.test(text)) ?? lines[0];
  return line?.slice(0, 160);
}

/** @returns A function that returns the output of a program, errors first. */
function collectOutput(child) {
  const output = { stderr: '', stdout: '' };
  for (const name of Object.keys(output))
    child[name].setEncoding('utf8').on('data', (text) => (output[name] += text));
  return () => `${output.stderr}\n${output.stdout}`;
}

/** A new folder for a tool's output. */
export const createOutputFolder = () => mkdtempSync(join(work, 'run-'));

/**
 * Runs a program once, in a process of its own.
 *
 * @param node The Node that runs it.
 * @param out The folder into which it writes.
 * @returns The wall `seconds` and the `bytes` of memory, or the `error`.
 */
export async function measureRun(node, args, out) {
  const start = performance.now();
  const child = spawn(node, args, {
    cwd: work,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: TIMEOUT_MINUTES * 60_000,
  });
  const getOutput = collectOutput(child);
  const stopWatching = watchMemory(child.pid);
  const closed = once(child, 'close');
  const [code, signal] = await once(child, 'exit');
  const seconds = (performance.now() - start) / 1000;
  const bytes = stopWatching();
  await closed;
  if (code !== 0) return { error: findError(getOutput()) ?? `ended by ${signal ?? code}` };
  // Some tools end with 0 even when they fail.
  if (readdirSync(out).length === 0) return { error: findError(getOutput()) ?? 'wrote nothing' };
  return { seconds, bytes };
}

/** Whether the system has /proc, as Linux does; elsewhere memory is not measured. */
export const CAN_MEASURE_MEMORY = existsSync('/proc/self/status');

const INTERVAL_MS = 50;

/** The text of a file of /proc; undefined when its process has just ended. */
function readProc(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}

/** The ids of a process and its descendants. */
function listProcesses(root) {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name of the program is in parentheses and may contain spaces; state and parent follow it.
    const stat = readProc(`/proc/${name}/stat`);
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Resident bytes of a process now (VmRSS) and at its peak (VmHWM); 0 when it has ended. */
function readMemory(pid) {
  const status = readProc(`/proc/${pid}/status`) ?? '';
  const bytes = (field) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') };
}

/**
 * Measures the resident memory of a process and its descendants every 50 ms. The peak that the system records for each process
 * covers the time between two measurements, except for the last moments of a process.
 *
 * @returns A function that stops measuring and returns the maximum in bytes; undefined where there is no /proc.
 */
function watchMemory(root) {
  if (!CAN_MEASURE_MEMORY) return () => undefined;
  let max = 0;
  const measure = () => {
    const all = listProcesses(root).map(readMemory);
    const together = all.reduce((sum, { now }) => sum + now, 0);
    max = Math.max(max, together, ...all.map(({ peak }) => peak));
  };
  measure();
  const timer = setInterval(measure, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    return max;
  };
}
