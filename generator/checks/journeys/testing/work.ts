import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** How often each block of the program's own code ran, by its place: the same in every run, on every machine. */
export type Work = ReadonlyMap<string, number>;

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
 * Runs a script with Node and counts by V8's block coverage: the program has nothing in it for this.
 *
 * @param folder Only what lies in it is counted.
 */
export function workOf(folder: string, args: readonly string[]): Work {
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
            const place = `${path.slice(folder.length)}: ${functionName || 'a function'} at ${startOffset}`;
            work.set(place, (work.get(place) ?? 0) + count);
          }
        }
      }
    }
    return work;
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

export function total(work: Work): number {
  return [...work.values()].reduce((sum, count) => sum + count, 0);
}
