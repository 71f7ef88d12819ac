import type { Diagnostics } from '../diagnostics.js';
import { byCodeUnit } from '../util/order.js';
import { escapeSegment } from '../util/json-pointer.js';
import { define, findTarget, isObject, own, type JsonObject, type Target } from './json.js';
import type { OpenApiDocument } from './openapi.js';
import { Origins } from './origins.js';
import type { RelativeReferences } from './relative-references.js';

/** What ASP.NET calls `additionalOperations` before OpenAPI 3.2: an extension that contains nodes. */
const ADDITIONAL_OPERATIONS = 'x-oai-additionalOperations';

/** Keywords whose value maps names to nodes: a property called `default` is no keyword. */
const NAME_MAPS = new Set([
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
  'mediaTypes',
  'additionalOperations',
  ADDITIONAL_OPERATIONS,
]);

/** Keywords whose value is data: a `$ref` in it is no reference. */
const DATA_KEYS = new Set(['example', 'examples', 'default', 'enum', 'const']);

/** What an object or array is to its parent: a node of the document, a map from names to nodes, or data. */
export type NodeRole = 'node' | 'names' | 'data';

export function getNodeRole(parent: object, role: NodeRole, key: string, child: object): NodeRole {
  if (Array.isArray(parent) || role === 'names') return 'node';
  const isExtension = key.startsWith('x-') && key !== ADDITIONAL_OPERATIONS;
  if (role === 'data' || DATA_KEYS.has(key) || isExtension) return 'data';
  return NAME_MAPS.has(key) && !Array.isArray(child) ? 'names' : 'node';
}

/**
 * Visits every object that may be a node of the document, once, leaving out data and extensions. Not recursive.
 *
 * @param isTree Whether no object occurs twice, so that visited ones need not be remembered.
 */
export function visitNodes(
  root: JsonObject,
  visit: (node: JsonObject) => void,
  isTree = false,
): void {
  const seen = new Set<object>([root]);
  const waiting: { readonly node: object; readonly role: NodeRole }[] = [
    { node: root, role: 'node' },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, role } = next;
    if (role === 'node' && !Array.isArray(node)) visit(node as JsonObject);
    for (const key of Object.keys(node)) {
      const child = (node as JsonObject)[key];
      if (typeof child !== 'object' || child === null || seen.has(child)) continue;
      const childRole = getNodeRole(node, role, key, child);
      if (childRole === 'data') continue;
      if (!isTree) seen.add(child);
      waiting.push({ node: child, role: childRole });
    }
  }
}

export interface FoundReference {
  readonly holder: JsonObject;
  readonly ref: string;
}

/** @param origins Whose `shared` says whether an object occurs twice: a YAML alias. */
export function findReferences(
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

/** Resolves references in the document as published, each once. */
export class ReferenceTable {
  readonly #root: JsonObject;
  readonly #found = new Map<string, Target | undefined>();

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** Undefined for an external reference, and for a target that is missing or neither an object nor a boolean schema. */
  find(ref: string): Target | undefined {
    if (this.#found.has(ref)) return this.#found.get(ref);
    const target = ref.startsWith('#') ? findTarget(this.#root, ref) : undefined;
    const isValid = isObject(target?.value) || typeof target?.value === 'boolean';
    const found = isValid ? target : undefined;
    this.#found.set(ref, found);
    return found;
  }
}

export function isExternal(ref: string): boolean {
  return !ref.startsWith('#');
}

/**
 * Reports internal references that point nowhere (`reference-unknown`) or only to each other (`reference-cycle`).
 *
 * @param relativeReferences The schemas whose reference has been read otherwise.
 */
export function checkReferences(
  found: readonly FoundReference[],
  table: ReferenceTable,
  origins: Origins,
  diagnostics: Diagnostics,
  relativeReferences: ReadonlyMap<JsonObject, unknown> = new Map(),
): void {
  const known = new Map<object, boolean>();
  for (const { holder, ref } of found) {
    if (isExternal(ref) || relativeReferences.has(holder)) continue;
    const pointer = (): string => `${origins.getPointer(holder)}/$ref`;
    if (table.find(ref) === undefined) {
      diagnostics.report(
        'reference-unknown',
        pointer(),
        `'${ref}' points to nothing in this document.`,
      );
    } else if (!reachesTarget(holder, table, known)) {
      diagnostics.report('reference-cycle', pointer(), `'${ref}' refers back to itself.`);
    }
  }
}

/** Whether a chain of references ends at another node. Remembers each link, so that a long chain is walked once. */
function reachesTarget(
  start: JsonObject,
  table: ReferenceTable,
  known: Map<object, boolean>,
): boolean {
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

/** The published node at the end of a chain of references; the node itself without one, undefined when a link is broken. */
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

/** The kinds of components that references of the normal form point to. */
export type Section = 'schemas' | 'parameters' | 'requestBodies' | 'responses' | 'headers';

const SECTIONS: ReadonlySet<string> = new Set<Section>([
  'schemas',
  'parameters',
  'requestBodies',
  'responses',
  'headers',
]);

/** Makes the normal form of the node that a reference points to. */
type MakeNode = (section: Section, published: JsonObject) => object;

/**
 * Rewrites references for the normal form. A reference to a component is written in one way, never percent-encoded. One to
 * anything else (Microsoft.AspNetCore.OpenApi points into properties and operations) is resolved when the whole document
 * is in normal form, since an upgrade may move its target.
 */
export class NormalReferences {
  readonly #table: ReferenceTable;
  readonly #isVersion2: boolean;
  readonly #relativeReferences: RelativeReferences;
  /** References to anything but components, as published: the target, and the kind of node that is expected there. */
  readonly #deep = new Map<string, { readonly section: Section; readonly target: JsonObject }>();

  constructor(table: ReferenceTable, isVersion2: boolean, relativeReferences: RelativeReferences) {
    this.#table = table;
    this.#isVersion2 = isVersion2;
    this.#relativeReferences = relativeReferences;
  }

  /** Whether all references point to components: others depend on the whole document. */
  get allAreComponents(): boolean {
    return this.#deep.size === 0 && this.#relativeReferences.size === 0;
  }

  /** The reference to read for that of a schema: another one for a relative reference of .NET 9, or none. */
  getSchemaReference(schema: JsonObject, ref: string): string | undefined {
    return this.#relativeReferences.has(schema) ? this.#relativeReferences.get(schema) : ref;
  }

  /**
   * The `$ref` to write for a published one.
   *
   * @returns undefined when it points nowhere, which has been reported, or to a schema `true` or `false` inside another:
   *   its pointer in the normal form cannot be found by its identity.
   */
  toNormal(ref: string, section: Section): string | undefined {
    const target = this.#table.find(ref)?.value;
    if (target === undefined) return undefined;
    const component = this.toComponent(ref);
    if (component !== undefined) return component;
    if (typeof target === 'object') this.#deep.set(ref, { section, target: target as JsonObject });
    else if (section === 'schemas') return undefined;
    return ref;
  }

  /** Whether a published `$ref` points to a schema `false` inside another. */
  pointsToFalse(ref: string): boolean {
    return this.#table.find(ref)?.value === false && this.toComponent(ref) === undefined;
  }

  /** The reference in normal form, when it points to a component. */
  toComponent(ref: string): string | undefined {
    const [top, section = '', name, ...deeper] = this.#table.find(ref)?.segments ?? [];
    if (this.#isVersion2)
      return top === 'definitions' && name === undefined
        ? `#/components/schemas/${escapeSegment(section)}`
        : undefined;
    if (top !== 'components' || name === undefined || deeper.length > 0) return undefined;
    return SECTIONS.has(section) ? `#/components/${section}/${escapeSegment(name)}` : undefined;
  }

  /** Rewrites the references to anything but components, in place; a target that the normal form lacks becomes a component. */
  resolveRemaining(document: OpenApiDocument, origins: Origins, make: MakeNode): void {
    if (this.#deep.size === 0) return;
    const made = this.#makeAll(make);
    let locations = new Origins(document, Infinity);
    const unplaced = made.filter(({ node }) => !locations.contains(node));
    for (const { ref, section, node } of unplaced) {
      const components = document.components[section];
      define(components, this.#nameFor(ref, components), node);
    }
    if (unplaced.length > 0) locations = new Origins(document, Infinity);
    const resolved = new Map(made.map(({ ref, node }) => [ref, `#${locations.getPointer(node)}`]));
    visitNodes(document as unknown as JsonObject, (node) => {
      const ref = own(node, '$ref');
      const pointer = typeof ref === 'string' ? resolved.get(ref) : undefined;
      if (pointer !== undefined && origins.isDerived(node)) define(node, '$ref', pointer);
    });
  }

  /** Making a target may find further references. Sorted, so that the order of keys has no effect. */
  #makeAll(make: MakeNode): readonly { ref: string; section: Section; node: object }[] {
    const nodes = new Map<string, { ref: string; section: Section; node: object }>();
    while (nodes.size < this.#deep.size) {
      for (const [ref, { section, target }] of this.#deep)
        if (!nodes.has(ref)) nodes.set(ref, { ref, section, node: make(section, target) });
    }
    return [...nodes.values()].sort((a, b) => byCodeUnit(a.ref, b.ref));
  }

  /** `#/definitions/Pet` becomes `Pet`; a target without a name, or with one that is taken, is named by its pointer. */
  #nameFor(ref: string, taken: Readonly<Record<string, unknown>>): string {
    const segments = this.#table.find(ref)?.segments ?? [];
    const name = segments.at(-1);
    const isNamed = ['definitions', '$defs'].includes(segments.at(-2) ?? '');
    return isNamed && name !== undefined && !Object.hasOwn(taken, name) ? name : segments.join(' ');
  }
}
