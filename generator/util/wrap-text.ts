import { stripVTControlCharacters } from 'node:util';

/**
 * Breaks a text into lines between words: the first after `indent`, the others aligned with it. A word that is longer
 * than a line is not broken.
 *
 * @param width In columns; undefined keeps everything on one line.
 * @param hang The column at which the other lines begin, when not aligned with the first.
 */
export function wrapText(
  indent: string,
  text: string,
  width: number | undefined,
  hang = countColumns(indent),
): readonly string[] {
  if (width === undefined) return [`${indent}${text}`.trimEnd()];
  const lines: string[] = [];
  let line = indent;
  let used = countColumns(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const columns = countColumns(word);
    if (!isEmpty && used + 1 + columns > Math.max(width, MIN_WIDTH)) {
      lines.push(line.trimEnd());
      line = `${' '.repeat(hang)}${word}`;
      used = hang + columns;
      continue;
    }
    line += isEmpty ? word : ` ${word}`;
    used += columns + (isEmpty ? 0 : 1);
    isEmpty = false;
  }
  return [...lines, line.trimEnd()];
}

/** Narrower terminals break lines better themselves. */
const MIN_WIDTH = 40;

function countColumns(text: string): number {
  return Array.from(stripVTControlCharacters(text)).length;
}
