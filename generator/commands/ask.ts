import type { ReadStream, WriteStream } from 'node:tty';
import { UsageError } from '../errors.js';
import type { Ask } from './common.js';

/**
 * Creates what asks the person at a terminal.
 *
 * @param signal Aborted when the run is to stop.
 * @returns undefined unless both streams are a terminal.
 */
export function createAsk(
  input: ReadStream,
  output: WriteStream,
  signal: AbortSignal,
): Ask | undefined {
  if (!input.isTTY || !output.isTTY) return undefined;
  return async (question, byDefault) => {
    // Loaded for the one command that asks.
    const { createInterface } = await import('node:readline/promises');
    const lines = createInterface({ input, output });
    // The terminal is in raw mode, where Ctrl-C is a character and no signal.
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    const ended = new Promise<never>((_, reject) => {
      lines.once('close', () => reject(new UsageError('The input ended before the last answer.')));
    });
    const suffix = byDefault === undefined ? '' : ` (${byDefault})`;
    try {
      const answer = await Promise.race([
        lines.question(`${question}${suffix}: `, { signal }),
        ended,
      ]);
      return answer.trim() || (byDefault ?? '');
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      ended.catch(() => undefined);
      lines.close();
    }
  };
}
