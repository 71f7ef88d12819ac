import { own, type JsonObject } from './json.js';
import type { OpenApiDocument } from './openapi.js';
import { Origins } from './origins.js';
import { escapeSegment } from './pointers.js';
import { visitNodes, type ReferenceTable } from './references.js';
import { byCodeUnit } from '../util/order.js';

/** The kinds of components that references of the normal form lead to. */
export type Section = 'schemas' | 'parameters' | 'requestBodies' | 'responses' | 'headers';

const SECTIONS: ReadonlySet<string> = new Set<Section>([
  'schemas',
  'parameters',
  'requestBodies',
  'responses',
  'headers',
]);

/** The node that a kind of reference leads to, in normal form. */
export type Maker = (section: Section, published: JsonObject) => object;

/**
 * Where references lead in the normal form. To a component: spelt one way, never percent-encoded.
 * Anywhere else (Microsoft.AspNetCore.OpenApi points into properties and operations): the upgrade may
 * have moved the target, so these are settled when the whole document has been made.
 */
export class Destinations {
  readonly #table: ReferenceTable;
  readonly #isVersion2: boolean;
  /** As published; the object it leads to, and the kind of node that is expected there. */
  readonly #deep = new Map<string, { readonly section: Section; readonly target: JsonObject }>();

  constructor(table: ReferenceTable, isVersion2: boolean) {
    this.#table = table;
    this.#isVersion2 = isVersion2;
  }

  /** Whether all references lead to components: what holds others depends on the whole document. */
  get areComponents(): boolean {
    return this.#deep.size === 0;
  }

  /**
   * What to write for a published `$ref`; undefined when it leads nowhere, which was complained of, or to a schema
   * `true` or `false` inside another: no object, of which nobody could say where it is in the end.
   */
  of(ref: string, section: Section): string | undefined {
    const target = this.#table.find(ref)?.value;
    if (target === undefined) return undefined;
    const component = this.component(ref);
    if (component !== undefined) return component;
    if (typeof target === 'object') this.#deep.set(ref, { section, target: target as JsonObject });
    else if (section === 'schemas') return undefined;
    return ref;
  }

  /** Whether a published `$ref` leads to the schema `false`, inside another. */
  isToFalse(ref: string): boolean {
    return this.#table.find(ref)?.value === false && this.component(ref) === undefined;
  }

  /** The reference in normal form, when it leads to a component. */
  component(ref: string): string | undefined {
    const [top, section = '', name, ...deeper] = this.#table.find(ref)?.segments ?? [];
    if (this.#isVersion2)
      return top === 'definitions' && name === undefined
        ? `#/components/schemas/${escapeSegment(section)}`
        : undefined;
    if (top !== 'components' || name === undefined || deeper.length > 0) return undefined;
    return SECTIONS.has(section) ? `#/components/${section}/${escapeSegment(name)}` : undefined;
  }

  /** Rewrites the references that lead into other nodes, in place: the document is not out of our hands yet. */
  settle(document: OpenApiDocument, origins: Origins, make: Maker): void {
    if (this.#deep.size === 0) return;
    const made = this.#makeAll(make);
    let places = new Origins(document, Infinity);
    const homeless = made.filter(({ node }) => !places.stands(node));
    for (const { ref, section, node } of homeless) {
      const components = document.components[section] as Record<string, unknown>;
      const name = this.#nameFor(ref, components);
      Object.defineProperty(components, name, {
        value: node,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    if (homeless.length > 0) places = new Origins(document, Infinity);
    const settled = new Map(made.map(({ ref, node }) => [ref, `#${places.pointerOf(node)}`]));
    visitNodes(document as unknown as JsonObject, (node) => {
      const ref = own(node, '$ref');
      const pointer = typeof ref === 'string' ? settled.get(ref) : undefined;
      if (pointer !== undefined && origins.isMade(node))
        (node as Record<string, unknown>)['$ref'] = pointer;
    });
  }

  /** Making a target may find further references. Sorted, so that the order of keys does not show. */
  #makeAll(make: Maker): readonly { ref: string; section: Section; node: object }[] {
    const nodes = new Map<string, { ref: string; section: Section; node: object }>();
    while (nodes.size < this.#deep.size) {
      for (const [ref, { section, target }] of this.#deep)
        if (!nodes.has(ref)) nodes.set(ref, { ref, section, node: make(section, target) });
    }
    return [...nodes.values()].sort((a, b) => byCodeUnit(a.ref, b.ref));
  }

  /** `#/definitions/Pet` becomes `Pet`; what has no name of its own, or one that is taken, its whole pointer. */
  #nameFor(ref: string, taken: Readonly<Record<string, unknown>>): string {
    const segments = this.#table.find(ref)?.segments ?? [];
    const name = segments.at(-1);
    const isNamed = ['definitions', '$defs'].includes(segments.at(-2) ?? '');
    return isNamed && name !== undefined && !Object.hasOwn(taken, name) ? name : segments.join(' ');
  }
}
