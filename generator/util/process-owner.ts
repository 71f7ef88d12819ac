import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';

/** Milliseconds after which something of another machine or container, that nobody touched, is taken for left behind. */
export const FOREIGN_OWNER_TIMEOUT_MS = 120_000;

/** What this very process has named after itself: after a restart in a container another run may have had its number. */
const own = new Set<string>();

/** A name for what this process leaves on disk while it works: `machine-1234-0123456789ab`. */
export function ownerName(): string {
  const name = `${thisHost()}-${process.pid}-${randomBytes(6).toString('hex')}`;
  own.add(name);
  return name;
}

/** Nothing of that name is in use any more. */
export function releaseOwnerName(name: string): void {
  own.delete(name);
}

/**
 * Whether the process still runs that something is named after; `elsewhere` when it runs on another machine, where it
 * cannot be asked, and undefined for what is no such name.
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
