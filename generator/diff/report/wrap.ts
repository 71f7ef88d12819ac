import { stripVTControlCharacters } from 'node:util';

/**
 * Text broken between words, the first line after `indent`, the rest below its beginning. Words are never cut:
 * one that is longer than a line stands out.
 *
 * @param width Columns; undefined: all on one line.
 * @param hang Where the further lines begin, when not below the first.
 */
export function wrapped(
  indent: string,
  text: string,
  width: number | undefined,
  hang = columnsOf(indent),
): readonly string[] {
  if (width === undefined) return [`${indent}${text}`.trimEnd()];
  const lines: string[] = [];
  let line = indent;
  let used = columnsOf(indent);
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const columns = columnsOf(word);
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

/** On a narrower terminal, one word a line would be worse than what the terminal does itself. */
const MIN_WIDTH = 40;

function columnsOf(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
