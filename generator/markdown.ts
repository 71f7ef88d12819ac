import { printable } from './printable.js';

/**
 * A document's text as one line of Markdown that says what the text says and does nothing: no link,
 * image, HTML, heading, list, mention or reference to an issue. GitHub's own links (`www.`, `http:`,
 * `@name`, `#1`) have no escape, so the words that they are told by are taken apart.
 */
export function plainText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_[\]<>&#|~$]/g, '\\$&')
    .replace(/^(\d*)([-+.)=])/, '$1\\$2')
    .replace(/(?<=\w):(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/@(?=\S)|\\#(?=\d)|\bGH-(?=\d)/gi, '$&<!-- -->');
}

/** A text as code within a line. */
export function inlineCode(text: string): string {
  const line = oneLine(text);
  const fence = fenceFor(line, 1);
  // Two backticks with nothing between would be text.
  const content = line === '' || /^`|`$/.test(line) ? ` ${line} ` : line;
  return `${fence}${content}${fence}`;
}

/** Lines of code as a block that nothing in them can end. */
export function codeBlock(text: string, language = 'ts'): string {
  const fence = fenceFor(text, 3);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** The anchor that GitHub, GitLab and npm give a heading. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** CommonMark, section 6.1: longer than any run of backticks within. */
function fenceFor(text: string, least: number): string {
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0);
  return '`'.repeat(Math.max(least, longest + 1));
}

function oneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
