import type { Terminal } from './terminal.js';

/** What a command is given by the process that runs it. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** `2026-11-24`, in UTC: nothing further in reads a clock for what it writes. */
  readonly today: string;
}
