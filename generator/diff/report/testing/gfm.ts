import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Renders Markdown as GitHub does. */
export interface MarkdownRenderer {
  html(markdown: string): Promise<string>;
  close(): void;
}

/** Starts micromark in a process of its own, since the test runner cannot load ES modules. */
export function startRenderer(): MarkdownRenderer {
  const child = spawn(process.execPath, [join(__dirname, 'micromark.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    html: async (markdown) => {
      child.stdin.write(`${JSON.stringify(markdown)}\n`);
      const line: IteratorResult<string, unknown> = await lines.next();
      if (line.done === true) throw new Error('The renderer ended without a result.');
      return JSON.parse(line.value) as string;
    },
    close: () => void child.kill(),
  };
}
