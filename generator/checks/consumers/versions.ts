/** A line, or the first line of a file, that only some versions of the API have: `// since 006 until 007`, inclusive. */
const MARK = /(?:\/\/|\{\/\*) (?:since (\d{3}))? ?(?:until (\d{3}))?(?: \*\/\})?$/;

/**
 * Takes away the lines that a program does not have at a version. Each leaves an empty line, so that the others keep their
 * numbers.
 *
 * @param version the number of a document of the history, from 1.
 * @returns undefined for a file that the program does not have at that version.
 */
export function toVersion(text: string, version: number): string | undefined {
  const lines = text.split('\n');
  const [first = ''] = lines;
  if (first.startsWith('// ') && !isAtVersion(first, version)) return undefined;
  return lines.map((line) => (isAtVersion(line, version) ? line : '')).join('\n');
}

function isAtVersion(line: string, version: number): boolean {
  const [, since, until] = MARK.exec(line) ?? [];
  return (
    (since === undefined || version >= Number(since)) &&
    (until === undefined || version <= Number(until))
  );
}
