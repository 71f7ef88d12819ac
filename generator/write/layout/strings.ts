import { UnknownText } from './cursor.js';

/**
 * A string as prettier writes it: in single quotes, or in double ones where it holds more single quotes than double.
 * @param raw with its quotes.
 */
export function stringText(raw: string): string {
  const content = raw.slice(1, -1);
  if (raw.startsWith("'") && !/['"\\]/.test(content)) return raw;
  const singles = content.split("'").length;
  const doubles = content.split('"').length;
  const quote = singles > doubles ? '"' : "'";
  const inner = content.replace(
    /\\([^])|(['"])/g,
    (all, escaped: string | undefined, own: string | undefined) => {
      if (own !== undefined) return own === quote ? `\\${own}` : own;
      return (escaped === '"' || escaped === "'") && escaped !== quote ? escaped : all;
    },
  );
  return `${quote}${inner}${quote}`;
}

/** A property's key as prettier writes it: without quotes where it is a name without them. */
export function keyText(raw: string): string {
  if (!/^['"]/.test(raw)) return raw;
  // Of what letters a name without quotes may be made, prettier has a list of its own.
  if (/[^ -~]/.test(raw)) throw new UnknownText(`the key ${raw}`);
  return /^['"][A-Za-z_$][\w$]*['"]$/.test(raw) ? raw.slice(1, -1) : stringText(raw);
}

/** A comment of stars, as it stands at its place: each line begins under the first. */
export function commentLines(raw: string): readonly string[] {
  const lines = raw.split('\n').map((line) => line.trim());
  return lines.map((line, index) => (index === 0 ? line : ` ${line}`));
}
