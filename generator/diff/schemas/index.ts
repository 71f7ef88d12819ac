import type { LoadedDocument } from '../raw-openapi.js';
import type { Finding, Subject } from '../finding.js';
import { collectFindings, compareFindings } from './collect.js';
import { SchemaGraph, type SchemaPair, type Visit } from './graph.js';
import { createNameFindings } from './named-schemas.js';
import type { Schema } from './resolve.js';

export type { Visit } from './graph.js';
export type { Schema } from './resolve.js';

/** Compares the schemas of two documents: each pair once, with every operation that uses it. */
export class SchemaComparison {
  readonly #documents: { readonly before: LoadedDocument; readonly after: LoadedDocument };
  readonly #graph: SchemaGraph;
  readonly #roots = new Map<Schema, Map<Schema, SchemaPair>>();

  /** @param sendsText Whether requests may have text for numbers that are accepted as text. */
  constructor(before: LoadedDocument, after: LoadedDocument, sendsText = false) {
    this.#documents = { before, after };
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

  /** The new name of each schema that was renamed, by the old one; complete when the findings are. */
  get newNames(): ReadonlyMap<string, string> {
    return this.#graph.renames;
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
    root.visits.push(visit);
  }

  /** Returns every difference once, with all that it reaches. To be called after all visits. */
  findings(): readonly Finding[] {
    this.#graph.compareWaiting();
    this.#graph.addNamedSchemas();
    this.#graph.compareWaiting();
    const { names, renames, pairs } = this.#graph;
    return [
      ...pairs.flatMap(collectFindings),
      ...createNameFindings(names, renames, this.#documents),
    ].sort(compareFindings);
  }
}
