/** What may stand behind a backslash in what is printed, and within a template. */
const SPECIAL = {
  escape: /\\(?:['"\\bfnrtv`$]|u[\da-fA-F]{4}|u\{[\da-fA-F]{1,6}\})/y,
  reference: /\$(?!\{)|\$\{[A-Za-z_$][\w$]*(?:\.#?[A-Za-z_$][\w$]*)*\}/y,
};

/**
 * The string or template that begins here, with its quotes. Read by hand: an expression that goes over megabytes runs
 * out of its stack.
 *
 * @returns undefined where none begins, or where it has no end or anything else in it than what is printed.
 */
export function quotedAt(text: string, start: number): string | undefined {
  const quote = text.charAt(start);
  if (quote !== "'" && quote !== '"' && quote !== '`') return undefined;
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === quote) return text.slice(start, at + 1);
    if (quote !== '`' && (character === '\n' || character === '\r')) return undefined;
    const special = specialOf(character, quote);
    if (special === undefined) continue;
    special.lastIndex = at;
    const found = special.exec(text);
    if (found === null) return undefined;
    at += found[0].length - 1;
  }
  return undefined;
}

function specialOf(character: string, quote: string): RegExp | undefined {
  if (character === '\\') return SPECIAL.escape;
  return character === '$' && quote === '`' ? SPECIAL.reference : undefined;
}
