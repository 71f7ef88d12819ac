import { byCodeUnit } from '../../util/order.js';

/** Keys with text for readers. */
const TEXTS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'summary',
  'example',
  'examples',
  'externalDocs',
]);

/** Keys of lists without an order. */
const SETS: ReadonlySet<string> = new Set(['required', 'enum', 'type', 'tags']);

/** Keys whose value maps names: a property called `title` is not text for readers. */
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
 * Returns a text that is equal for two parts of documents if they mean the same to a program: with sorted keys and
 * without text for readers. References are compared by their target's name.
 */
export function getShape(node: unknown): string {
  return serialize(node, false);
}

export function haveSameShape(before: unknown, after: unknown): boolean {
  return before === after || getShape(before) === getShape(after);
}

function serialize(node: unknown, named: boolean): string {
  if (Array.isArray(node)) return `[${node.map((item) => serialize(item, false)).join()}]`;
  if (typeof node !== 'object' || node === null)
    return node === undefined ? '' : JSON.stringify(node);
  const entries = Object.entries(node)
    .filter(([key, value]) => value !== undefined && (named || !TEXTS.has(key)))
    .sort(([a], [b]) => byCodeUnit(a, b));
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${serializeMember(key, value, named)}`).join()}}`;
}

function serializeMember(key: string, value: unknown, named: boolean): string {
  if (named) return serialize(value, false);
  if (Array.isArray(value) && SETS.has(key))
    return `[${value
      .map((item) => serialize(item, false))
      .sort(byCodeUnit)
      .join()}]`;
  return serialize(value, NAMED.has(key));
}
