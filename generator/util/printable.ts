/**
 * Controls, what is not displayed (soft hyphen, zero widths, fillers that count as letters, tags), bidirectional marks
 * (CVE-2021-42574), separators of lines, and surrogates without a partner. Of selectors of a sign's look, which can hide
 * any text, one stays after a sign that has several looks.
 */
const UNSAFE =
  /\p{Cc}|(?![\ufe0e\ufe0f](?<=[\p{Extended_Pictographic}\d#*].))(?:\p{Default_Ignorable_Code_Point}|\p{Bidi_Control})|[\p{Zl}\p{Zp}]|\p{Surrogate}/gu;

/** The text with what a reader would not see, or would see elsewhere, as `\u202e`. */
export function escapeUnseen(text: string): string {
  return text.replace(UNSAFE, (hidden) =>
    hidden.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

/** Whether there is more to look at than the letters of ASCII and plain line ends, of which most texts are. */
const UNCOMMON = /[^\n\x20-\x7e]/;

/** The text without what a comment or a page should not carry: controls, bidirectional marks, lone surrogates. */
export function printable(text: string): string {
  if (!UNCOMMON.test(text)) return text;
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

/**
 * A line for a console, of which nothing hides, colours, or speaks to the runner of a job: GitHub's takes `::command::` at
 * the start of a line and `##[command]` anywhere in it, others `##name[command]`.
 */
export function consoleLine(text: string): string {
  return withoutCommands(visibleLine(text));
}

/** The same, line by line: for texts whose line ends are ours as well as a document's. */
export function consoleLines(text: string): string {
  return withoutCommands(visibleLines(text).join('\n'));
}

/** Lines of ours, colours and all, in which no text of a document is a command. */
export function withoutCommands(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replace(/##(?=\w*\[)/g, '## ');
}

/** A value as JSON of several lines, with nothing hidden in it and no command: it may go to a console. */
export function jsonLines(value: unknown): string {
  // The line ends are ours: `JSON.stringify` has escaped those of the texts.
  const lines = JSON.stringify(value, null, 2).split('\n').map(escapeUnseen);
  return lines.join('\n').replace(/##(?=\w*\[)/g, '#\\u0023');
}

function withPlainLines(text: string): string {
  return text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n');
}
