import type { LoadedDocument } from '../../document/openapi.js';
import { resolve, type Resolved, type Schema } from './resolve.js';
import { Shapes } from './shape.js';

export interface Matched {
  readonly pairs: readonly (readonly [before: Schema, after: Schema])[];
  readonly removed: readonly Schema[];
  readonly added: readonly Schema[];
}

interface Member {
  readonly schema: Schema;
  readonly resolved: Resolved;
}

/** Knows which schema of the older document is which of the newer. */
export class Matching {
  readonly #before: LoadedDocument;
  readonly #after: LoadedDocument;
  readonly #renames: ReadonlyMap<string, string>;
  readonly #shapesBefore: Shapes;
  readonly #shapesAfter = new Shapes();

  /** @param renames from old names to new ones. */
  constructor(before: LoadedDocument, after: LoadedDocument, renames: ReadonlyMap<string, string>) {
    this.#before = before;
    this.#after = after;
    this.#renames = renames;
    this.#shapesBefore = new Shapes((name) => renames.get(name) ?? name);
  }

  /** The name that a schema has in the newer document. */
  renamed(name: string): string {
    return this.#renames.get(name) ?? name;
  }

  sameShape(before: Schema, after: Schema): boolean {
    return this.#shapeBefore(before) === this.#shapeAfter(after);
  }

  /** Members of two lists whose order says nothing: by name, by shape, by title, and the only two that are left. */
  members(before: readonly Schema[], after: readonly Schema[]): Matched {
    const pairs: (readonly [Schema, Schema])[] = [];
    let older = before.map((schema) => ({ schema, resolved: resolve(schema, this.#before) }));
    let newer = after.map((schema) => ({ schema, resolved: resolve(schema, this.#after) }));
    const match = (
      keyBefore: (member: Member) => string | undefined,
      keyAfter: (member: Member) => string | undefined,
    ): void => {
      const waiting = new Map<string, Member[]>();
      for (const member of newer) {
        const key = keyAfter(member);
        if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), member]);
      }
      const found = new Set<Member>();
      for (const member of older) {
        const other = waiting.get(keyBefore(member) ?? '\0')?.shift();
        if (other === undefined) continue;
        pairs.push([member.schema, other.schema]);
        found.add(member).add(other);
      }
      older = older.filter((member) => !found.has(member));
      newer = newer.filter((member) => !found.has(member));
    };
    match(
      ({ resolved }) => resolved.name && this.renamed(resolved.name),
      ({ resolved }) => resolved.name,
    );
    match(
      ({ resolved }) => this.#shapeBefore(resolved.core),
      ({ resolved }) => this.#shapeAfter(resolved.core),
    );
    match(titleOfInline, titleOfInline);
    const [last, ...otherOlder] = older.filter(isInline);
    const [latest, ...otherNewer] = newer.filter(isInline);
    if (last && latest && otherOlder.length + otherNewer.length === 0) {
      pairs.push([last.schema, latest.schema]);
      older = older.filter((member) => member !== last);
      newer = newer.filter((member) => member !== latest);
    }
    return {
      pairs,
      removed: older.map(({ schema }) => schema),
      added: newer.map(({ schema }) => schema),
    };
  }

  #shapeBefore(schema: Schema): string {
    return this.#shapesBefore.of(schema);
  }

  #shapeAfter(schema: Schema): string {
    return this.#shapesAfter.of(schema);
  }
}

function isInline({ resolved }: Member): boolean {
  return resolved.name === undefined && resolved.notes.title === undefined;
}

function titleOfInline({ resolved }: Member): string | undefined {
  return resolved.name === undefined ? resolved.notes.title : undefined;
}

/** What a member of a list is called: its name, its title, or what it is. */
export function labelOf(schema: Schema, document: LoadedDocument): string {
  const { name, notes, core } = resolve(schema, document);
  if (name !== undefined) return name;
  if (notes.title !== undefined) return notes.title;
  return typeof core.type === 'string' ? core.type : 'inline';
}
