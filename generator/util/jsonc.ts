/** JSON as people write it: with comments and trailing commas, which JSON.parse refuses. */

/** Whether a text is JSON, perhaps with comments: its first token opens an object or a list. Such a text is never read as YAML. */
export function isJsonText(text: string): boolean {
  const first = text[skipTrivia(text, text.startsWith('\uFEFF') ? 1 : 0)];
  return first === '{' || first === '[';
}

/** The text with blanks for comments and for commas before a closing bracket. Every other character keeps its offset. */
export function toPlainJson(text: string): string {
  const marks = /"|,|\/[/*]/g;
  let plain = '';
  let copied = 0;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const from = found.index;
    if (found[0] === '"') {
      marks.lastIndex = skipString(text, from);
      continue;
    }
    const end = found[0] === ',' ? from + 1 : skipTrivia(text, from);
    marks.lastIndex = end;
    if (found[0] === ',' && !']}'.includes(text[skipTrivia(text, end)] ?? ' ')) continue;
    plain += text.slice(copied, from) + ' '.repeat(end - from);
    copied = end;
  }
  return plain + text.slice(copied);
}

/** The offset after blanks and comments. A comment without an end takes up the rest. */
export function skipTrivia(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && ' \n\r\t'.includes(text[at] ?? '')) at += 1;
    const end = text.startsWith('//', at)
      ? text.indexOf('\n', at)
      : text.startsWith('/*', at)
        ? text.indexOf('*/', at + 2) + 2
        : at;
    if (end === at) return at;
    // -1, and 1 after adding 2, say that there is no end.
    if (end < at) return text.length;
    at = end;
  }
}

/** The offset after a string. @param from the offset of its first quote. */
export function skipString(text: string, from: number): number {
  let end = text.indexOf('"', from + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end + 1;
}

/** Whether an odd number of backslashes precedes. */
function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text[at - 1 - count] === '\\') count += 1;
  return count % 2 === 1;
}
