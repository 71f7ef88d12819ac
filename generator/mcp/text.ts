import { findNearest } from '../util/nearest.js';
import { visibleLine } from '../util/printable.js';

/**
 * A text of the document on one line, cut. It stays a value inside of JSON: quotes and invisible characters are escaped
 * there, and nothing in it can look like a line of this program.
 */
export function quoteLine(text: string, maxLength: number): string {
  const line = visibleLine(text);
  if (line.length <= maxLength) return line;
  // Not between the halves of a character.
  const end = /[\ud800-\udbff]/.test(line[maxLength - 2] ?? '') ? maxLength - 2 : maxLength - 1;
  return `${line.slice(0, end)}…`;
}

/** The time that it takes to compare two names grows with the product of their lengths. */
const MAX_NAME = 100;

/** The name that was probably meant; undefined when none is near, or the name is none that people write. */
export function findNearName(name: string, names: Iterable<string>): string | undefined {
  if (name.length > MAX_NAME) return undefined;
  return findNearest(
    name,
    [...names].filter((each) => each.length <= MAX_NAME),
  );
}
