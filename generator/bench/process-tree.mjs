import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** Between two looks at the memory, in milliseconds. */
const INTERVAL = 40;

/**
 * Runs a program of Node's to its end.
 *
 * @param args What Node is given.
 * @returns Wall seconds; the peak of the resident bytes of it and all its descendants together, looked at every 40 ms
 *   where there is /proc, else undefined; why it failed, undefined when it did not.
 */
export async function run(args, { cwd } = {}) {
  const start = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-4_000)));
  let peak;
  const look = () => {
    const bytes = residentBytes(child.pid);
    if (bytes !== undefined) peak = Math.max(peak ?? 0, bytes);
  };
  const timer = setInterval(look, INTERVAL);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - start) / 1000;
  const failed = code === 0 ? undefined : `exit code ${code}: ${firstLine(said)}`;
  return { seconds, peak, failed };
}

function firstLine(text) {
  return text.split('\n').find((line) => /error/i.test(line)) ?? text.trim().split('\n')[0] ?? '';
}

/** Of the process and its descendants; undefined where there is no /proc. */
function residentBytes(root) {
  let entries;
  try {
    entries = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  const parents = new Map();
  for (const pid of entries) {
    const status = readOf(`/proc/${pid}/stat`);
    const parent = status === undefined ? undefined : /\) \S (\d+)/.exec(status)?.[1];
    if (parent !== undefined) parents.set(pid, parent);
  }
  const isOf = (pid) => {
    for (let at = pid; at !== undefined; at = parents.get(at)) if (at === String(root)) return true;
    return false;
  };
  return entries.filter(isOf).reduce((sum, pid) => sum + residentOf(pid), 0);
}

function residentOf(pid) {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readOf(`/proc/${pid}/status`) ?? '')?.[1];
  return Number(kilobytes ?? 0) * 1024;
}

/** Undefined for a process that has ended meanwhile. */
function readOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
