import { holderOf, SCHEMA_REFERENCE, type Schema } from './resolve.js';

/**
 * Tells a schema that two documents share, object for object, and that leads to nothing that changed: there is nothing
 * in it to compare.
 */
export class Steady {
  readonly #changed: ReadonlySet<string>;
  readonly #leads = new Map<object, boolean>();

  /** @param changed names of schemas that are not as they were, or lead to one that is not. */
  constructor(changed: ReadonlySet<string>) {
    this.#changed = changed;
  }

  holds(before: Schema, after: Schema): boolean {
    return before === after && (typeof after === 'boolean' || !this.#leadsToChange(after));
  }

  /** As deep as the document is, and that has a limit. Each object is looked at once. */
  #leadsToChange(node: object): boolean {
    const known = this.#leads.get(node);
    if (known !== undefined) return known;
    // A cycle of objects leads to nothing new.
    this.#leads.set(node, false);
    const leads = Object.entries(node).some(([key, value]: [string, unknown]) => {
      if (typeof value === 'object') return value !== null && this.#leadsToChange(value);
      return key === '$ref' && typeof value === 'string' && this.#isChanged(value);
    });
    this.#leads.set(node, leads);
    return leads;
  }

  #isChanged(reference: string): boolean {
    return !reference.startsWith(SCHEMA_REFERENCE) || this.#changed.has(holderOf(reference));
  }
}
