/**
 * Control characters, invisible characters (soft hyphen, zero width, filler letters, tags), bidirectional controls
 * (CVE-2021-42574), line separators and lone surrogates. Variation selectors can hide text, so only one that follows a
 * character with variants is kept.
 */
const UNSAFE =
  /\p{Cc}|(?![\ufe0e\ufe0f](?<=[\p{Extended_Pictographic}\d#*].))(?:\p{Default_Ignorable_Code_Point}|\p{Bidi_Control})|[\p{Zl}\p{Zp}]|\p{Surrogate}/gu;

/** @returns the text with invisible and bidirectional characters escaped, such as `\u202e`. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSAFE, (hidden) =>
    hidden.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** Most texts are printable ASCII and need no second look. */
const UNCOMMON = /[^\n\x20-\x7e]/;

/** @returns the text without control characters, bidirectional controls and lone surrogates, for comments and pages. */
export function printable(text: string): string {
  if (!UNCOMMON.test(text)) return text;
  return withPlainLines(text).replace(UNSAFE, (unit) =>
    unit === '\n' ? unit : unit === '\t' ? ' ' : '',
  );
}

/** @returns the text on one line; invisible characters are escaped, not dropped, so that different texts stay different. */
export function visibleLine(text: string): string {
  return escapeUnseen(
    withPlainLines(text)
      .replace(/[\n\t ]+/g, ' ')
      .trim(),
  );
}

/** @returns the lines of the text, with invisible characters escaped. */
export function visibleLines(text: string): readonly string[] {
  return withPlainLines(text)
    .split('\n')
    .map((line) => escapeUnseen(line.replaceAll('\t', '  ').trimEnd()));
}

/**
 * @returns one line for a console: no invisible character, no colour, and no command for the runner of a CI job. GitHub's
 * runner takes `::command::` at the start of a line and `##[command]` anywhere in it, others take `##name[command]`.
 */
export function consoleLine(text: string): string {
  return withoutCommands(visibleLine(text));
}

/** As {@link consoleLine}, for a text of several lines. */
export function consoleLines(text: string): string {
  return withoutCommands(visibleLines(text).join('\n'));
}

/** @returns the lines, colours included, with every runner command made harmless. */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '## ');
}

/** @returns the value as indented JSON that may go to a console: no invisible character, no runner command. */
export function jsonLines(value: unknown): string {
  // `JSON.stringify` has escaped the line ends inside texts, so splitting keeps each text whole.
  const lines = JSON.stringify(value, null, 2).split('\n').map(escapeUnseen);
  return lines.join('\n').replace(/##(?=\w*\[)/g, '#\\u0023');
}

/** As {@link jsonLines}, in one line. */
export function jsonLine(value: unknown): string {
  return escapeUnseen(JSON.stringify(value)).replace(/##(?=\w*\[)/g, '#\\u0023');
}

function withPlainLines(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
}
