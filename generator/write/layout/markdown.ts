import { WIDTH } from './docs.js';
import { layOut } from './index.js';

/**
 * Lays out Markdown as the generator prints it: the texts of a document are escaped in it and on a line each, so that
 * prettier finds nothing to do but in code that is too wide.
 *
 * @returns undefined where a line of code is too wide and of no known form: prettier's to lay out.
 */
export function layOutMarkdown(text: string): string | undefined {
  let isCode = false;
  const lines = text.split('\n').map((line) => {
    if (line.startsWith('```')) isCode = !isCode;
    return !isCode || line.length <= WIDTH ? line : layOut(line)?.trimEnd();
  });
  return lines.includes(undefined) ? undefined : lines.join('\n');
}
