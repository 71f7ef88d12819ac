import type { Docs } from '../model/model.js';

interface Documented {
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
  return {
    ...(summary !== undefined && { summary }),
    ...(description !== undefined && { description }),
    ...(node.deprecated === true && { deprecated: true }),
    ...(format !== undefined && { format }),
    ...(node.default !== undefined && { defaultValue: node.default }),
    ...(example !== undefined && { example }),
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
