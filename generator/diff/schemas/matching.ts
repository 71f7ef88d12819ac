import type { LoadedDocument } from '../document.js';
import { Members, type Matched, type Member } from './members.js';
import { resolve, type Resolved, type Schema } from './resolve.js';
import { Shapes } from './shape.js';

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

  /**
   * Members of two lists whose order says nothing: by name, by shape unless both have names, by title, and the
   * only two that are left.
   */
  members(before: readonly Schema[], after: readonly Schema[]): Matched {
    const members = new Members(
      before.map((schema) => ({ schema, resolved: resolve(schema, this.#before) })),
      after.map((schema) => ({ schema, resolved: resolve(schema, this.#after) })),
    );
    members.matchBy(
      ({ resolved }) => resolved.name && this.renamed(resolved.name),
      ({ resolved }) => resolved.name,
    );
    for (const [namedBefore, namedAfter] of [
      [false, false],
      [false, true],
      [true, false],
    ] as const)
      members.matchBy(
        ({ resolved }) =>
          isNamed(resolved) === namedBefore ? this.#shapeBefore(resolved.core) : undefined,
        ({ resolved }) =>
          isNamed(resolved) === namedAfter ? this.#shapeAfter(resolved.core) : undefined,
      );
    members.matchBy(titleOfInline, titleOfInline);
    members.matchLast((member) => !isNamed(member.resolved) && titleOfInline(member) === undefined);
    return members.matched;
  }

  #shapeBefore(schema: Schema): string {
    return this.#shapesBefore.of(schema);
  }

  #shapeAfter(schema: Schema): string {
    return this.#shapesAfter.of(schema);
  }
}

function isNamed({ name }: Resolved): boolean {
  return name !== undefined;
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
