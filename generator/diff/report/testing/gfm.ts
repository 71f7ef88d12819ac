import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Turns Markdown into HTML as GitHub does. */
export interface MarkdownRenderer {
  html(markdown: string): Promise<string>;
  close(): void;
}

/** micromark is an ES module, which the test runner cannot load: it runs beside it. */
export function startRenderer(): MarkdownRenderer {
  const child = spawn(process.execPath, [join(__dirname, 'micromark.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    html: async (markdown) => {
      child.stdin.write(`${JSON.stringify(markdown)}\n`);
      const line: IteratorResult<string, unknown> = await lines.next();
      if (line.done === true) throw new Error('The renderer ended before it answered.');
      return JSON.parse(line.value) as string;
    },
    close: () => void child.kill(),
  };
}
