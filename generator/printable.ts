// Controls, soft hyphen and bidirectional marks, line separators, byte order mark, surrogates without a partner.
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text with what a reader would not see, or would see elsewhere, as `\u202e`. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSAFE, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The text without what a comment or a page should not carry: controls, bidirectional marks, lone surrogates. */
export function printable(text: string): string {
  return withPlainLines(text).replace(UNSAFE, (unit) =>
    unit === '\n' ? unit : unit === '\t' ? ' ' : '',
  );
}

/** The text on one line with nothing hidden in it: where two texts are compared, dropping would make them the same. */
export function visibleLine(text: string): string {
  return escapeUnseen(
    withPlainLines(text)
      .replace(/[\n\t ]+/g, ' ')
      .trim(),
  );
}

/** The text line by line, with nothing hidden in it. */
export function visibleLines(text: string): readonly string[] {
  return withPlainLines(text)
    .split('\n')
    .map((line) => escapeUnseen(line.replaceAll('\t', '  ').trimEnd()));
}

function withPlainLines(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
}
