import { byCodeUnit } from '../../util/order.js';

/** Keys that say something to people and nothing to a program. */
const TEXTS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
]);

/** Lists whose order says nothing. */
const SETS: ReadonlySet<string> = new Set(['required', 'enum', 'type', 'tags']);

/** Keys whose value maps names that people chose: a property called `title` is no text. */
const NAMED: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  'dependentRequired',
  'content',
  'headers',
  'responses',
  'mapping',
  'encoding',
]);

/**
 * A text that two parts of documents share if and only if they mean the same to a program: keys sorted, what is
 * written for people left out. References are compared by where they lead.
 */
export function shapeOf(node: unknown): string {
  return text(node, false);
}

export function sameShape(before: unknown, after: unknown): boolean {
  return before === after || shapeOf(before) === shapeOf(after);
}

function text(node: unknown, named: boolean): string {
  if (Array.isArray(node)) return `[${node.map((item) => text(item, false)).join()}]`;
  if (typeof node !== 'object' || node === null) return JSON.stringify(node) ?? '';
  const entries = Object.entries(node)
    .filter(([key, value]) => value !== undefined && (named || !TEXTS.has(key)))
    .sort(([a], [b]) => byCodeUnit(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${member(key, value, named)}`).join()}}`;
}

function member(key: string, value: unknown, named: boolean): string {
  if (named) return text(value, false);
  if (Array.isArray(value) && SETS.has(key))
    return `[${value
      .map((item) => text(item, false))
      .sort(byCodeUnit)
      .join()}]`;
  return text(value, NAMED.has(key));
}
