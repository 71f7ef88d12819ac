import type { Terminal } from '../terminal.js';

/** What a command is given by the process that runs it. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}
