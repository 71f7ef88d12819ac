import type { ExternalDocsObject } from '../document/openapi.js';
import type { Constraints, Docs } from '../model/model.js';
import { defined } from '../util/defined.js';
import { isRecord } from '../util/is-record.js';
import { sortedBy, sortKeys } from '../util/order.js';

type Constrained = { readonly [Key in keyof Constraints]?: unknown };

interface Documented extends Constrained {
  readonly type?: unknown;
  readonly summary?: string | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly deprecated?: boolean | undefined;
  readonly externalDocs?: ExternalDocsObject | undefined;
  readonly format?: string | undefined;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly examples?: unknown;
}

/** The documentation of a node; blank texts count as absent. Default and example have sorted keys, since they are printed. */
export function readDocs(node: Documented): Docs {
  const summary = nonBlank(node.summary) ?? nonBlank(node.title);
  const description = nonBlank(node.description);
  const format = nonBlank(node.format);
  const example = node.example ?? getFirstExample(node.examples);
  const constraints = readConstraints(node);
  const docs: { -readonly [Key in keyof Docs]: Docs[Key] } = {};
  if (summary !== undefined) docs.summary = summary;
  if (description !== undefined) docs.description = description;
  if (node.deprecated === true) docs.deprecated = true;
  if (node.externalDocs !== undefined) docs.see = node.externalDocs;
  if (format !== undefined) docs.format = format;
  if (format !== undefined && isDigits(node.type, format)) docs.runtimeType = 'digits';
  if (node.default !== undefined) docs.defaultValue = sortKeys(node.default);
  if (example !== undefined) docs.example = sortKeys(example);
  if (constraints !== undefined) docs.constraints = constraints;
  return docs;
}

/** A 64-bit integer that is written as text (System.Text.Json: `WriteAsString`), which keeps all digits. */
function isDigits(type: unknown, format: string): boolean {
  const types = [type].flat().filter((each) => each !== 'null');
  return /^u?int64$/.test(format) && types.length === 1 && types[0] === 'string';
}

/** The first of a schema's list, or by name the first of a parameter's map (OpenAPI 3.2, section 4.19). */
function getFirstExample(examples: unknown): unknown {
  if (Array.isArray(examples)) return examples[0];
  const named = Object.entries(isRecord(examples) ? examples : {});
  const values = sortedBy(named, ([name]) => name).map(([, node]) => node as { value?: unknown });
  return values.find(({ value }) => value !== undefined)?.value;
}

const NUMERIC_CONSTRAINTS = [
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

function readConstraints(node: Constrained): Constraints | undefined {
  const pattern = nonBlank(node.pattern);
  const numbers = NUMERIC_CONSTRAINTS.filter((key) => Number.isFinite(node[key]));
  const uniqueItems = node.uniqueItems === true;
  if (pattern === undefined && numbers.length === 0 && !uniqueItems) return undefined;
  return {
    ...Object.fromEntries(numbers.map((key) => [key, node[key]])),
    ...defined({ pattern }),
    ...(uniqueItems && { uniqueItems }),
  };
}

function nonBlank(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
