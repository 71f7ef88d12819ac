import { UnknownText } from './cursor.js';

/**
 * How wide a text is. Letters of Latin, Greek, Cyrillic and Armenian take one column.
 * @throws UnknownText where there may be wider ones, or marks that take none: prettier has a table of them.
 */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
  if (/^[ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u058a]*$/.test(text)) return text.length;
  throw new UnknownText(text);
}
