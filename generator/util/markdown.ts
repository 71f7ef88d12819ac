import { printable } from './printable.js';

/**
 * A document's text as one line of Markdown that says what the text says and does nothing: no link,
 * image, HTML, heading, list, quick action, mention or reference to an issue. The links that GitHub and GitLab make by
 * themselves (`www.`, `http:`, `@name`, `#1`) have no escape, so the patterns that they look for are broken up.
 */
export function plainText(text: string): string {
  const escaped = toOneLine(text)
    .replace(/[\\`*_[\]<>&#|~$]/g, '\\$&')
    .replace(/^(\d*)([-+.)=/])/, '$1\\$2')
    .replace(/(?<=\w):(?=\/\/)/g, '\\:')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`)
    .replace(/@(?=\S)|\\#(?=\d)|\bGH-(?=\d)/gi, `$&${NOTHING}`);
  return withoutReferences(escaped);
}

/**
 * Beside mentions and numbers of issues: what looks like a commit (7 hexadecimal digits or more), an emoji, GitLab's
 * signs for merge requests, milestones, labels, snippets and epics, and addresses, which GitLab looks for when escapes
 * are gone. A time of day stays whole.
 */
function withoutReferences(text: string): string {
  return text
    .split(NOTHING)
    .map((piece) =>
      piece
        .replace(
          /\\:(?=\/\/)|\bwww(?=\\\.)|\\[~$&[](?=[\w"])|(?!(?<=\d):\d)[!%:](?=\\?[\w"+-])/g,
          `$&${NOTHING}`,
        )
        .replace(/\b[0-9a-f]{7,}\b/gi, (digits) => digits.replace(/.{6}(?=.)/g, `$&${NOTHING}`)),
    )
    .join(NOTHING);
}

/** What stands for nothing between two letters, and keeps them from being one word. */
const NOTHING = '<!-- -->';

/** A text as code within a line. */
export function inlineCode(text: string): string {
  const line = toOneLine(text);
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
export function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/** GitHub accepts 65 536 characters for a comment. */
const MAX_CHARACTERS = 60_000;

/** The parts of a comment. Whole parts are left out where there is no room, and counted. */
export function fitParts(parts: readonly string[]): string {
  let length = 0;
  const kept = parts.filter((part) => (length += part.length + 2) <= MAX_CHARACTERS);
  const rest = parts.length - kept.length;
  return [...kept, ...(rest > 0 ? [`${rest} more; the text report has all of them.`] : [])].join(
    '\n\n',
  );
}

/** CommonMark, section 6.1: longer than any run of backticks within. */
function fenceFor(text: string, least: number): string {
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((most, run) => Math.max(most, run.length), 0);
  return '`'.repeat(Math.max(least, longest + 1));
}

export function toOneLine(text: string): string {
  return printable(text).replace(/\s+/g, ' ').trim();
}
