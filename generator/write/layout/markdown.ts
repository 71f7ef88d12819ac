import { WIDTH } from './docs.js';

/**
 * True of Markdown as the generator prints it: the texts of a document are escaped in it and on a line each, so that
 * prettier finds nothing to do but in code that is too wide.
 */
export function isLaidOut(text: string): boolean {
  let isCode = false;
  return text.split('\n').every((line) => {
    if (line.startsWith('```')) isCode = !isCode;
    return !isCode || line.length <= WIDTH;
  });
}
