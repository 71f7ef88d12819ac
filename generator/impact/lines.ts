import { diffLines } from 'diff';
import type { ts } from 'ts-morph';

/**
 * Maps the offsets of a file to those in another version of it, line by line. What stands in a line that differs is at the
 * beginning of the line in its place.
 */
export function mapLines(from: ts.SourceFile, to: ts.SourceFile): (offset: number) => number {
  if (from.text === to.text) return (offset) => offset;
  const lines = pairLines(from.text, to.text);
  const starts = to.getLineStarts();
  return (offset) => {
    const { line, character } = from.getLineAndCharacterOfPosition(offset);
    const { at, isSame } = lines[line] ?? { at: starts.length - 1, isSame: false };
    const start = starts[Math.min(at, starts.length - 1)] ?? 0;
    return isSame ? start + character : start;
  };
}

/** For each line of a text: the line of the other one that is the same, or stands in its place. */
function pairLines(
  from: string,
  to: string,
): readonly { readonly at: number; readonly isSame: boolean }[] {
  const lines: { readonly at: number; readonly isSame: boolean }[] = [];
  let at = 0;
  let gone = 0;
  for (const { count, added, removed } of diffLines(from, to)) {
    if (removed) {
      for (let index = 0; index < count; index += 1) lines.push({ at: at + index, isSame: false });
      gone = count;
      continue;
    }
    if (added) {
      // The last lines that stand in for fewer new ones.
      for (let index = count; index < gone; index += 1)
        lines[lines.length - gone + index] = { at: at + count - 1, isSame: false };
    } else
      for (let index = 0; index < count; index += 1) lines.push({ at: at + index, isSame: true });
    at += count;
    gone = 0;
  }
  return lines;
}
