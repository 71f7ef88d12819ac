import { codeBlock, inlineCode, plainText } from '../../../util/markdown.js';
import { visibleLine, visibleLines } from '../../../util/printable.js';
import { proseParts, shortened } from '../wording.js';

/** Texts of a document within a report that GitHub and GitLab show: they say what they say and do nothing. */

/** A sentence; what stands between backticks is code. */
export function prose(text: string, most = 400): string {
  const line = visibleLine(shortened(text, most));
  const parts = proseParts(line).map((part) => {
    if (part.isCode) return inlineCode(part.text);
    const before = part.text.startsWith(' ') ? ' ' : '';
    const after = part.text.trim() !== '' && part.text.endsWith(' ') ? ' ' : '';
    return `${before}${plainText(part.text)}${after}`;
  });
  return parts.join('').trim();
}

/** A name or a value within a line. */
export function code(text: string, most = 200): string {
  return inlineCode(shortened(visibleLine(shortened(text, most)), most));
}

/** What was and what is, line by line, as `diff` writes it. */
export function diffBlock(before: string | undefined, after: string | undefined): string {
  const lines = [...marked('-', before), ...marked('+', after)];
  return lines.length === 0 ? '' : codeBlock(lines.join('\n'), 'diff');
}

const MAX_VALUE = 1200;
const MAX_LINES = 30;

function marked(mark: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  const lines = visibleLines(shortened(value, MAX_VALUE));
  const more = lines.length - MAX_LINES;
  const shown = lines.slice(0, MAX_LINES).map((line) => `${mark} ${shortened(line, MAX_VALUE)}`);
  return more > 0 ? [...shown, `${mark} … ${more} more lines`] : shown;
}
