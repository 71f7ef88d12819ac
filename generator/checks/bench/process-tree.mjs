import { existsSync, readFileSync, readdirSync } from 'node:fs';

/** Whether this system tells of its processes in /proc, as Linux does; elsewhere memory is not measured. */
export const SEES_MEMORY = existsSync('/proc/self/status');

const EVERY_MS = 50;

/** The text of a file of /proc; none when its process ended a moment ago. */
function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined;
    throw error;
  }
}

/** A process and all that descend from it, by their numbers. */
function treeOf(root) {
  const children = new Map();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    // The name of the program stands in parentheses and may hold spaces; state and parent follow it.
    const stat = textOf(`/proc/${name}/stat`);
    const parent = Number(stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Bytes of a process now (VmRSS) and at its height (VmHWM); none of one that has ended. */
function memoryOf(pid) {
  const status = textOf(`/proc/${pid}/status`) ?? '';
  const bytes = (field) =>
    Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024;
  return { now: bytes('VmRSS'), height: bytes('VmHWM') };
}

/**
 * Watches the resident memory of a process and its descendants: every 50 ms, what all of them hold together. The height
 * that the system noted for each alone fills what falls between two looks, but for the last moments of a process.
 *
 * @returns A function that stops watching and gives the most that was seen, in bytes; undefined where there is no /proc.
 */
export function watchMemory(root) {
  if (!SEES_MEMORY) return () => undefined;
  let most = 0;
  const look = () => {
    const all = treeOf(root).map(memoryOf);
    const together = all.reduce((sum, { now }) => sum + now, 0);
    most = Math.max(most, together, ...all.map(({ height }) => height));
  };
  look();
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    return most;
  };
}
