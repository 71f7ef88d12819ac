import type { LoadedDocument, SchemaObject } from '../raw-openapi.js';
import { getTypes, resolve, type Resolved, type Schema } from './resolve.js';
import { Shapes } from './digest.js';

/** A compared schema, with its key under `components/schemas` if it has one. */
export interface NamedSchema {
  readonly schema: SchemaObject;
  readonly name: string | undefined;
}

export interface MatchedMembers {
  readonly pairs: readonly (readonly [before: Schema, after: Schema])[];
  readonly removed: readonly Schema[];
  readonly added: readonly Schema[];
}

/** Decides which schemas of two documents correspond. */
export class SchemaMatcher {
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
    this.#shapesBefore = new Shapes((name) => this.getNewName(name));
  }

  /** The name that an old schema has in the new document. */
  getNewName(name: string): string {
    return this.#renames.get(name) ?? name;
  }

  haveSameShape(before: Schema, after: Schema): boolean {
    return this.#shapesBefore.digest(before) === this.#shapesAfter.digest(after);
  }

  /**
   * Matches the members of two lists whose order has no meaning: by name, by shape unless both have names, by title,
   * by type, and finally the only two that are left.
   */
  matchMembers(before: readonly Schema[], after: readonly Schema[]): MatchedMembers {
    const members = new MemberMatching(
      before.map((schema) => ({ schema, resolved: resolve(schema, this.#before) })),
      after.map((schema) => ({ schema, resolved: resolve(schema, this.#after) })),
    );
    members.matchBy(
      ({ resolved }) => resolved.name && this.getNewName(resolved.name),
      ({ resolved }) => resolved.name,
    );
    const [was, is] = [this.#shapesBefore, this.#shapesAfter];
    members.matchUnlessNamed(
      ({ resolved }) => was.digest(resolved.core),
      ({ resolved }) => is.digest(resolved.core),
    );
    members.matchBy(getInlineTitle, getInlineTitle);
    members.matchUnlessNamed(getScalarType, getScalarType);
    members.matchLast(
      (member) => !isNamed(member.resolved) && getInlineTitle(member) === undefined,
    );
    return members.matched;
  }
}

interface Member {
  readonly schema: Schema;
  readonly resolved: Resolved;
}

/** Undefined: the member is not matched by this key. */
type KeyOf = (member: Member) => string | undefined;

class MemberMatching {
  readonly #pairs: (readonly [Schema, Schema])[] = [];
  #before: readonly Member[];
  #after: readonly Member[];

  constructor(before: readonly Member[], after: readonly Member[]) {
    this.#before = before;
    this.#after = after;
  }

  /** Matches members with equal keys, in their order. */
  matchBy(keyBefore: KeyOf, keyAfter: KeyOf): void {
    const waiting = new Map<string, Member[]>();
    for (const member of this.#after) {
      const key = keyAfter(member);
      if (key !== undefined) waiting.set(key, [...(waiting.get(key) ?? []), member]);
    }
    const found = new Map<Member, Member>();
    for (const member of this.#before) {
      const key = keyBefore(member);
      const other = key === undefined ? undefined : waiting.get(key)?.shift();
      if (other !== undefined) found.set(member, other);
    }
    this.#take(found);
  }

  /** Matches members with equal keys, unless both have names: those differ. */
  matchUnlessNamed(keyBefore: KeyOf, keyAfter: KeyOf): void {
    for (const [namedBefore, namedAfter] of [
      [false, false],
      [false, true],
      [true, false],
    ])
      this.matchBy(
        (member) => (isNamed(member.resolved) === namedBefore ? keyBefore(member) : undefined),
        (member) => (isNamed(member.resolved) === namedAfter ? keyAfter(member) : undefined),
      );
  }

  /** Matches the only two members that are left of those that pass `isCandidate`. */
  matchLast(isCandidate: (member: Member) => boolean): void {
    const before = this.#before.filter(isCandidate);
    const after = this.#after.filter(isCandidate);
    const [was] = before;
    const [is] = after;
    if (was && is && before.length + after.length === 2) this.#take(new Map([[was, is]]));
  }

  get matched(): MatchedMembers {
    return {
      pairs: this.#pairs,
      removed: this.#before.map(({ schema }) => schema),
      added: this.#after.map(({ schema }) => schema),
    };
  }

  #take(found: ReadonlyMap<Member, Member>): void {
    const taken = new Set(found.values());
    for (const [was, is] of found) this.#pairs.push([was.schema, is.schema]);
    this.#before = this.#before.filter((member) => !found.has(member));
    this.#after = this.#after.filter((member) => !taken.has(member));
  }
}

function isNamed({ name }: Resolved): boolean {
  return name !== undefined;
}

function getInlineTitle({ resolved }: Member): string | undefined {
  return isNamed(resolved) ? undefined : resolved.annotations.title;
}

/** The types of a member; undefined for objects, since two of them may be two classes. */
function getScalarType({ resolved: { core } }: Member): string | undefined {
  const types = getTypes(core).join();
  return types === '' || types === 'object' ? undefined : types;
}

/** Returns the text that paths show for a member of a list: its name, its title, or its type. */
export function getLabel(schema: Schema, document: LoadedDocument): string {
  const { name, annotations, core } = resolve(schema, document);
  if (name !== undefined) return name;
  if (annotations.title !== undefined) return annotations.title;
  return typeof core.type === 'string' ? core.type : 'inline';
}
