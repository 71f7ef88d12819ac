import { levelOf } from './canonical-order.js';
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
  return `${printed('', document, { shape: 'document', as: 'one' }, '')}\n`;
}

/** The text so far and a value's, indented. It only ever grows at its end, which takes linear time. */
function printed(before: string, value: unknown, field: Field, indent: string): string {
  const level = levelOf(value, field);
  if (typeof level === 'string') return before + level;
  const inner = `${indent}  `;
  const next = `,\n${inner}`;
  const isList = 'items' in level;
  let text = before + (isList ? '[' : '{');
  let separator = `\n${inner}`;
  if (isList) {
    for (const item of level.items) {
      text = printed(text + separator, item, level.field, inner);
      separator = next;
    }
  } else {
    for (const [name, member, of] of level.entries) {
      text = printed(`${text}${separator}${JSON.stringify(name)}: `, member, of, inner);
      separator = next;
    }
  }
  const isEmpty = separator !== next;
  return text + (isEmpty ? '' : `\n${indent}`) + (isList ? ']' : '}');
}
