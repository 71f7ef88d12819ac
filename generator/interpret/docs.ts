import type { Constraints, Docs } from '../model/model.js';

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

/** What a node says for people; blank texts count as absent. */
export function docsOf(node: Documented): Docs {
  const summary = text(node.summary) ?? text(node.title);
  const description = text(node.description);
  const format = text(node.format);
  const example = node.example ?? (Array.isArray(node.examples) ? node.examples[0] : undefined);
  const constraints = constraintsOf(node);
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(node.deprecated === true && { deprecated: true }),
    ...(format !== undefined && { format }),
    ...(node.default !== undefined && { defaultValue: node.default }),
    ...(example !== undefined && { example }),
    ...(constraints !== undefined && { constraints }),
  };
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

function constraintsOf(node: Constrained): Constraints | undefined {
  const pattern = text(node.pattern);
  const numbers = NUMBERS.filter((key) => Number.isFinite(node[key]));
  const uniqueItems = node.uniqueItems === true;
  if (pattern === undefined && numbers.length === 0 && !uniqueItems) return undefined;
  return {
    ...Object.fromEntries(numbers.map((key) => [key, node[key]])),
    ...(pattern !== undefined && { pattern }),
    ...(uniqueItems && { uniqueItems }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
