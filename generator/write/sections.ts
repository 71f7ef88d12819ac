/** In UTF-16 code units. A line of 20 000 braces takes prettier ten seconds. */
const LONGEST_LINE = 2_000;

/**
 * Lays a Markdown text out piece by piece: prettier's time grows with the square of a text, or worse, and the text is
 * a document's. No block reaches over a heading but a fenced one; prettier breaks no line, so a long one stands aside.
 *
 * @param format lays out a text of some sections.
 */
export async function bySection(
  text: string,
  format: (section: string) => Promise<string>,
): Promise<string> {
  const aside: string[] = [];
  const sections: string[] = [];
  for (const section of sectionsOf(text, (line) => withoutLong(line, aside)))
    sections.push(await format(section));
  const whole = sections.join('\n');
  return aside.length === 0
    ? whole
    : whole.replace(/\uE000(\d+)\uE001/g, (mark, index: string) => aside[Number(index)] ?? mark);
}

function sectionsOf(text: string, prose: (line: string) => string): readonly string[] {
  const sections: string[][] = [[]];
  let isFenced = false;
  let isEmpty = true;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) isFenced = !isFenced;
    if (!isFenced && !isEmpty && /^#{1,6} /.test(line)) {
      sections.push([]);
      isEmpty = true;
    }
    if (line !== '') isEmpty = false;
    sections.at(-1)?.push(isFenced ? line : prose(line));
  }
  return sections.map((lines) => lines.join('\n'));
}

/** What makes the line an item of a list stays in it. */
function withoutLong(line: string, aside: string[]): string {
  if (line.length <= LONGEST_LINE) return line;
  const [marker = ''] = /^ *(?:[-*] )?/.exec(line) ?? [];
  const mark = `\uE000${aside.length}\uE001`;
  aside.push(line.slice(marker.length));
  return marker + mark;
}
