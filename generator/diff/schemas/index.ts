import type { LoadedDocument } from '../raw-openapi.js';
import type { Finding, Subject } from '../finding.js';
import { collectFindings, compareFindings } from './collect.js';
import { SchemaGraph, type SchemaPair, type Visit } from './graph.js';
import { createNameFindings } from './named-schemas.js';
import { selectLeadingToDifferences, sortInReversePostorder } from './reach.js';
import type { Schema } from './resolve.js';

export type { Visit } from './graph.js';
export type { Schema } from './resolve.js';

/** Compares the schemas of two documents: each pair once, with every operation that uses it. */
export class SchemaComparison {
  readonly #documents: { readonly before: LoadedDocument; readonly after: LoadedDocument };
  readonly #today: string | undefined;
  readonly #graph: SchemaGraph;
  readonly #visits: Visit[] = [];
  readonly #roots = new Map<Schema, Map<Schema, SchemaPair>>();

  /**
   * @param options `today`: `YYYY-MM-DD`, to compare sunset dates with; without it no date is near. `sendsText`: whether
   *   requests may have text for numbers that are accepted as text.
   */
  constructor(
    before: LoadedDocument,
    after: LoadedDocument,
    { today, sendsText = false }: { readonly today?: string; readonly sendsText?: boolean } = {},
  ) {
    this.#documents = { before, after };
    this.#today = today;
    this.#graph = new SchemaGraph(before, after, sendsText);
  }

  /** How many pairs of schemas were compared so far; it grows with the documents, not with the paths in them. */
  get compared(): number {
    return this.#graph.compared;
  }

  /** Whether a schema of the new document did not change, nor any to which it refers. */
  isUnchanged(name: string): boolean {
    return this.#graph.isUnchanged(name);
  }

  /**
   * Adds two schemas that correspond in an operation. If one is undefined there is nothing to compare; the caller
   * reports that it was added or removed.
   *
   * @param owner the subject of the findings if the schemas are inline; the first visit of a pair decides.
   */
  visit(before: Schema | undefined, after: Schema | undefined, visit: Visit, owner: Subject): void {
    if (before === undefined || after === undefined) return;
    const roots = this.#roots.get(before) ?? new Map<Schema, SchemaPair>();
    this.#roots.set(before, roots);
    const isObject = typeof before === 'object' || typeof after === 'object';
    const known = isObject ? roots.get(after) : undefined;
    const root = known ?? this.#graph.createRoot(before, after, owner);
    roots.set(after, root);
    root.visits.push(this.#visits.length);
    this.#visits.push(visit);
  }

  /** Returns every difference once, with all that it reaches. To be called after all visits. */
  findings(): readonly Finding[] {
    this.#graph.compareWaiting();
    const visited = [...this.#roots.values()].flatMap((roots) => [...roots.values()]);
    const all = [...visited, ...this.#graph.createNamedRoots()];
    this.#graph.compareWaiting();
    const differing = selectLeadingToDifferences(sortInReversePostorder(all));
    const { names, renames } = this.#graph;
    return [
      ...collectFindings(differing, this.#visits, this.#today),
      ...createNameFindings(names, renames, this.#documents),
    ].sort(compareFindings);
  }
}
