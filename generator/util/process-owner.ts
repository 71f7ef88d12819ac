import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** When a file of another machine or container has not been touched for so long, its process counts as ended. */
export const FOREIGN_OWNER_TIMEOUT_MS = 120_000;

/** The names that this process has in use. In a restarted container, another process may have had the same number. */
const own = new Set<string>();

/** Creates a name for a temporary file of this process: `machine-1234-0123456789ab`. */
export function ownerName(): string {
  const name = `${thisHost()}-${process.pid}-${randomBytes(6).toString('hex')}`;
  own.add(name);
  return name;
}

/** Marks a name as no longer in use. */
export function releaseOwnerName(name: string): void {
  own.delete(name);
}

/**
 * Whether the process that created a name still runs; `elsewhere` for one of another machine, which cannot be checked;
 * undefined for any other name.
 */
export function ownerState(name: string): 'lives' | 'dead' | 'elsewhere' | undefined {
  if (own.has(name)) return 'lives';
  const parts = /^([\w.]+)-(\d+)-[0-9a-f]{12}$/.exec(name);
  if (parts === null) return undefined;
  if (parts[1] !== thisHost()) return 'elsewhere';
  return isRunning(Number(parts[2])) ? 'lives' : 'dead';
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and belongs to someone else.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

function thisHost(): string {
  return hostname().replace(/[^\w.]/g, '_');
}
