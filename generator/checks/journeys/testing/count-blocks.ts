import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How often each block of the program's code ran, by location. It is the same in every run and on every machine. */
export type BlockCounts = ReadonlyMap<string, number>;

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly startOffset: number; readonly count: number }[];
    }[];
  }[];
}

/**
 * Runs a script with Node.js and counts with V8's block coverage.
 *
 * @param folder only the code in it is counted.
 */
export function countBlocks(folder: string, args: readonly string[]): BlockCounts {
  const reports = mkdtempSync(join(tmpdir(), 'sdkgen-work-'));
  try {
    execFileSync(process.execPath, args, {
      env: { ...process.env, NODE_V8_COVERAGE: reports },
      stdio: 'pipe',
    });
    const work = new Map<string, number>();
    for (const name of readdirSync(reports)) {
      const { result } = JSON.parse(readFileSync(join(reports, name), 'utf8')) as Coverage;
      for (const { url, functions } of result) {
        const path = url.startsWith('file:') ? fileURLToPath(url) : '';
        if (!path.startsWith(folder)) continue;
        for (const { functionName, ranges } of functions) {
          for (const { startOffset, count } of ranges) {
            const block = `${path.slice(folder.length)}: ${functionName || 'a function'} at ${startOffset}`;
            work.set(block, (work.get(block) ?? 0) + count);
          }
        }
      }
    }
    return work;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

export function total(work: BlockCounts): number {
  return [...work.values()].reduce((sum, count) => sum + count, 0);
}
