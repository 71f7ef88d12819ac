import type { Constraints, Docs } from '../model/model.js';
import { sortKeys } from '../util/order.js';

type Constrained = { readonly [Key in keyof Constraints]?: unknown };

interface Documented extends Constrained {
  readonly summary?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly deprecated?: boolean | undefined;
  readonly format?: string | undefined;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: unknown;
}

/** What a node says for people; blank texts count as absent. Values have their keys sorted, since they are printed. */
export function readDocs(node: Documented): Docs {
  const summary = nonBlank(node.summary) ?? nonBlank(node.title);
  const description = nonBlank(node.description);
  const format = nonBlank(node.format);
  const example = node.example ?? (Array.isArray(node.examples) ? node.examples[0] : undefined);
  const constraints = readConstraints(node);
  const docs: { -readonly [Key in keyof Docs]: Docs[Key] } = {};
  if (summary !== undefined) docs.summary = summary;
  if (description !== undefined) docs.description = description;
  if (node.deprecated === true) docs.deprecated = true;
  if (format !== undefined) docs.format = format;
  if (node.default !== undefined) docs.defaultValue = sortKeys(node.default);
  if (example !== undefined) docs.example = sortKeys(example);
  if (constraints !== undefined) docs.constraints = constraints;
  return docs;
}

const NUMBERS = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const satisfies readonly (keyof Constraints)[];

const CONSTRAINTS: ReadonlySet<string> = new Set([...NUMBERS, 'pattern', 'uniqueItems']);

function readConstraints(node: Constrained): Constraints | undefined {
  // Few schemas have any, and none of them has many keys.
  if (!Object.keys(node).some((key) => CONSTRAINTS.has(key))) return undefined;
  const pattern = nonBlank(node.pattern);
  const numbers = NUMBERS.filter((key) => Number.isFinite(node[key]));
  const uniqueItems = node.uniqueItems === true;
  if (pattern === undefined && numbers.length === 0 && !uniqueItems) return undefined;
  return {
    ...Object.fromEntries(numbers.map((key) => [key, node[key]])),
    ...(pattern !== undefined && { pattern }),
    ...(uniqueItems && { uniqueItems }),
  };
}

function nonBlank(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
