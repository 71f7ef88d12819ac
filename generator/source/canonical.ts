import { fieldUnder, levelOf } from './canonical-order.js';
import type { Field } from './canonical-shapes.js';

/**
 * The canonical form of a published document (2.0 or 3.x): JSON with keys sorted by code unit, two
 * spaces of indentation and a newline at the end. Lists whose order means nothing in OpenAPI are sorted,
 * so that a document printed in another order is no change; all others stay, and so does data (examples,
 * defaults, extensions).
 *
 * Integers beyond 2^53: a `bigint` is printed with all its digits. A `number` is printed as the double
 * that it is; where `JSON.parse` already rounded it (`9223372036854775807`), the rounded value is
 * printed, and two documents that differ in nothing else have the same form.
 *
 * Takes linear time, and time n log n for the keys of an object and the items of a set.
 * @param document parsed; no object may contain itself.
 */
export function canonicalJson(document: unknown): string {
  return printed(document).join('');
}

/**
 * The same as UTF-8, encoded part by part: a text of two bytes a letter, which V8 makes where one letter is beyond
 * Latin-1, is then no longer than the part with that letter.
 */
export function canonicalBytes(document: unknown): Uint8Array<ArrayBuffer> {
  const pieces = printed(document);
  const length = pieces.reduce((sum, piece) => sum + Buffer.byteLength(piece), 0);
  const bytes = Buffer.from(new ArrayBuffer(length));
  let end = 0;
  for (const piece of pieces) end += bytes.write(piece, end);
  return bytes;
}

function printed(document: unknown): readonly string[] {
  const pieces: string[] = [];
  print(pieces, document, { shape: 'document', as: 'one' }, '\n');
  pieces.push('\n');
  return pieces;
}

/**
 * How long the break is before the lines of an operation or a component's schema. Such a part is put together as soon as
 * it is printed: all pieces of a document take more room than its text.
 */
const PART = '\n      '.length;

/** Adds a value's text to the pieces before it. @param lineBreak with the indentation of the line that the value is on. */
function print(pieces: string[], value: unknown, field: Field, lineBreak: string): void {
  const level = levelOf(value, field);
  if (typeof level === 'string') {
    pieces.push(level);
    return;
  }
  const start = pieces.length;
  const inner = `${lineBreak}  `;
  const next = `,${inner}`;
  const isList = 'items' in level;
  pieces.push(isList ? '[' : '{');
  let separator = inner;
  if (isList) {
    for (const item of level.items) {
      pieces.push(separator);
      print(pieces, item, level.field, inner);
      separator = next;
    }
  } else {
    for (const key of level.keys) {
      pieces.push(separator, JSON.stringify(key), ': ');
      print(pieces, level.values[key], fieldUnder(key, level), inner);
      separator = next;
    }
  }
  const isEmpty = separator !== next;
  if (!isEmpty) pieces.push(lineBreak);
  pieces.push(isList ? ']' : '}');
  if (lineBreak.length === PART) pieces.push(pieces.splice(start).join(''));
}
