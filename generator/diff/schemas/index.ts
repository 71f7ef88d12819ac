import type { LoadedDocument } from '../document.js';
import type { Finding, Subject } from '../finding.js';
import { tellComings } from './comings.js';
import type { Pair, Visit } from './pair.js';
import { Pairs } from './pairs.js';
import { inReversePostorder, leadingToDifferences } from './reach.js';
import type { Schema } from './resolve.js';
import { bySubject, tellEverything } from './telling.js';

export type { Visit } from './pair.js';
export type { Schema } from './resolve.js';

export interface SchemaComparisonOptions {
  /** `2026-11-24`: what sunset dates are measured by. Without it no date is judged. */
  readonly today?: string;
}

/** Compares the schemas of two documents: each pair once, told with every operation that it reaches. */
export class SchemaComparison {
  readonly #before: LoadedDocument;
  readonly #after: LoadedDocument;
  readonly #today: string | undefined;
  readonly #pairs: Pairs;
  readonly #visits: Visit[] = [];
  readonly #roots = new Map<Schema, Map<Schema, Pair>>();

  constructor(
    before: LoadedDocument,
    after: LoadedDocument,
    { today }: SchemaComparisonOptions = {},
  ) {
    this.#before = before;
    this.#after = after;
    this.#today = today;
    this.#pairs = new Pairs(before, after);
  }

  /** How many pairs of schemas were compared so far: grows with the documents, not with the ways through them. */
  get compared(): number {
    return this.#pairs.compared;
  }

  /** Whether a schema of the newer document is as it was, with all that it leads to. */
  isUnchanged(name: string): boolean {
    return this.#pairs.isUnchanged(name);
  }

  /**
   * A pair of schemas in corresponding places. A side where nothing is has nothing to be compared with: that
   * is told by whoever looks at the place.
   *
   * @param owner names the place when the schema is inline; of several, the first visitor's counts.
   */
  visit(before: Schema | undefined, after: Schema | undefined, visit: Visit, owner: Subject): void {
    if (before === undefined || after === undefined) return;
    const roots = this.#roots.get(before) ?? new Map<Schema, Pair>();
    this.#roots.set(before, roots);
    const isObject = typeof before === 'object' || typeof after === 'object';
    const root = (isObject && roots.get(after)) || this.#pairs.root(before, after, owner);
    roots.set(after, root);
    root.visits.push(this.#visits.length);
    this.#visits.push(visit);
  }

  /** Everything found, each once, with all reaches; call after all visits. */
  findings(): readonly Finding[] {
    this.#pairs.settle();
    const visited = [...this.#roots.values()].flatMap((roots) => [...roots.values()]);
    const all = [...visited, ...this.#pairs.named()];
    this.#pairs.settle();
    const told = tellEverything(
      leadingToDifferences(inReversePostorder(all)),
      this.#visits,
      this.#today,
    );
    return [...told, ...this.#comings()].sort(bySubject);
  }

  #comings(): readonly Finding[] {
    const { comings, renames } = this.#pairs;
    const sides = { before: this.#before, after: this.#after };
    return tellComings(comings, renames, sides);
  }
}
