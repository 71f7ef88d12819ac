import type { Diagnostics } from '../diagnostics.js';
import { isObject, own, type JsonObject } from './json.js';
import type { Origins } from './origins.js';
import { findTarget, type Target } from './pointers.js';

/** Keys whose value maps names that people chose to nodes: a property called `default` is no keyword. */
const NAMED = new Set([
  'properties',
  'patternProperties',
  'dependentSchemas',
  '$defs',
  'definitions',
  'schemas',
  'parameters',
  'requestBodies',
  'responses',
  'headers',
  'securitySchemes',
  'securityDefinitions',
  'links',
  'callbacks',
  'content',
  'encoding',
  'paths',
  'pathItems',
  'webhooks',
]);

/** Keys whose value is data: what looks like a reference in there is none. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** What an object or list is to its parent: a node of the document, a map from names to nodes, or data. */
export type Position = 'node' | 'names' | 'data';

export function positionOf(
  parent: object,
  position: Position,
  key: string,
  child: object,
): Position {
  if (Array.isArray(parent) || position === 'names') return 'node';
  if (position === 'data' || DATA.has(key) || key.startsWith('x-')) return 'data';
  return NAMED.has(key) && !Array.isArray(child) ? 'names' : 'node';
}

/**
 * Visits every object that may be a node of the document, once, leaving out data and extensions. Not recursive.
 *
 * @param isTree Whether no object stands in two places, so that none need be remembered.
 */
export function visitNodes(
  root: JsonObject,
  visit: (node: JsonObject) => void,
  isTree = false,
): void {
  const seen = new Set<object>([root]);
  const waiting: { readonly node: object; readonly position: Position }[] = [
    { node: root, position: 'node' },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, position } = next;
    if (position === 'node' && !Array.isArray(node)) visit(node as JsonObject);
    for (const key of Object.keys(node)) {
      const child = (node as JsonObject)[key];
      if (typeof child !== 'object' || child === null || seen.has(child)) continue;
      const of = positionOf(node, position, key, child);
      if (of === 'data') continue;
      if (!isTree) seen.add(child);
      waiting.push({ node: child, position: of });
    }
  }
}

export interface FoundReference {
  readonly holder: JsonObject;
  readonly ref: string;
}

/** @param shared Whether an object of the document stands in two places: a YAML alias. */
export function referencesIn(
  root: JsonObject,
  { shared }: Pick<Origins, 'shared'>,
): readonly FoundReference[] {
  const found: FoundReference[] = [];
  const visit = (holder: JsonObject): void => {
    const ref = own(holder, '$ref');
    if (typeof ref === 'string') found.push({ holder, ref });
  };
  visitNodes(root, visit, !shared);
  return found;
}

/** Looks references up in the document as published, each text once. */
export class ReferenceTable {
  readonly #root: JsonObject;
  readonly #found = new Map<string, Target | undefined>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** Undefined when it points outside, at nothing, or at what is neither an object nor a boolean schema. */
  find(ref: string): Target | undefined {
    if (this.#found.has(ref)) return this.#found.get(ref);
    const target = ref.startsWith('#') ? findTarget(this.#root, ref) : undefined;
    const sound = isObject(target?.value) || typeof target?.value === 'boolean';
    const found = sound ? target : undefined;
    this.#found.set(ref, found);
    return found;
  }
}

export function isExternal(ref: string): boolean {
  return !ref.startsWith('#');
}

/** Complains of internal references that lead nowhere (`reference-unknown`) or only to each other (`reference-cycle`). */
export function checkReferences(
  found: readonly FoundReference[],
  table: ReferenceTable,
  origins: Origins,
  diagnostics: Diagnostics,
): void {
  const known = new Map<object, boolean>();
  for (const { holder, ref } of found) {
    if (isExternal(ref)) continue;
    const pointer = (): string => `${origins.pointerOf(holder)}/$ref`;
    if (table.find(ref) === undefined) {
      diagnostics.report(
        'reference-unknown',
        pointer(),
        `'${ref}' leads to nothing in this document.`,
      );
    } else if (!arrives(holder, table, known)) {
      diagnostics.report('reference-cycle', pointer(), `'${ref}' leads back to itself.`);
    }
  }
}

/** Does a chain of references end at something else? Remembers each link, so that a long chain is walked once. */
function arrives(start: JsonObject, table: ReferenceTable, known: Map<object, boolean>): boolean {
  const chain = new Set<object>();
  let node: unknown = start;
  while (isObject(node) && !known.has(node) && !chain.has(node)) {
    chain.add(node);
    const ref = own(node, '$ref');
    node = typeof ref === 'string' ? table.find(ref)?.value : undefined;
  }
  const ends = !isObject(node) || known.get(node) === true;
  for (const link of chain) known.set(link, ends);
  return ends;
}

/** What a node's references lead to in the end, as published; the node itself when it has none, undefined when they lead nowhere. */
export function followReferences(node: JsonObject, table: ReferenceTable): JsonObject | undefined {
  const seen = new Set<object>();
  let current: JsonObject = node;
  for (let ref = own(current, '$ref'); typeof ref === 'string'; ref = own(current, '$ref')) {
    const target = table.find(ref)?.value;
    if (!isObject(target) || seen.has(target)) return undefined;
    seen.add(target);
    current = target;
  }
  return current;
}
