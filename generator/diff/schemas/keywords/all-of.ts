import { defined } from '../../../util/defined.js';
import type { LoadedDocument, SchemaObject } from '../../raw-openapi.js';
import type { KeywordContext } from '../difference.js';
import { getLabel, type NamedSchema } from '../matching.js';
import { ANYTHING, isAnnotation, resolve, SCHEMA_REFERENCE, type Schema } from '../resolve.js';
import { mergeKeywords } from './merge.js';
import { listTypes } from './types.js';

/** Two schemas with the keywords of their parts, except for named parts that both have. */
export interface Composed {
  readonly before: SchemaObject;
  readonly after: SchemaObject;
  /** The properties that came or went with a named part, which is reported instead. */
  readonly withParts: {
    readonly added: ReadonlySet<string>;
    readonly removed: ReadonlySet<string>;
  };
}

const NO_NAMES: ReadonlySet<string> = new Set();

/**
 * Compares `allOf`. The keywords of a part count as the schema's own, so that moving them changes nothing; a named part
 * that both sides have is paired instead.
 */
export function compareAllOf(
  before: NamedSchema,
  after: NamedSchema,
  context: KeywordContext,
): Composed {
  if (getParts(before.schema).length === 0 && getParts(after.schema).length === 0)
    return {
      before: before.schema,
      after: after.schema,
      withParts: { added: NO_NAMES, removed: NO_NAMES },
    };
  const { matcher } = context;
  const getNewName = (name: string) => matcher.getNewName(name);
  const was = new Composition(before, context.before, getNewName);
  const is = new Composition(after, context.after, (name) => name);
  // A schema that became a part of the other counts as that part and nothing else.
  if (before.name !== undefined && is.named.has(getNewName(before.name)))
    was.becomePart(before.name);
  if (after.name !== undefined && was.named.has(after.name)) is.becomePart(after.name);
  const all = { before: was.expandAll().names, after: is.expandAll().names };
  while (was.expandUnless(all.after) || is.expandUnless(all.before));
  const bases = { before: was.expandAll().own, after: is.expandAll().own };
  const filled = {
    before: fill(was.own, is.own, bases.before),
    after: fill(is.own, was.own, bases.after),
  };
  const moved = new Set([...filled.before.moved, ...filled.after.moved]);
  for (const [name, part] of was.named)
    context.pair(part, is.named.get(name) ?? true, { path: [`allOf ${name}`], moved });
  const { pairs, removed, added } = matcher.matchMembers(was.others, is.others);
  for (const [left, right] of pairs)
    context.pair(left, right, { path: [`allOf ${getLabel(right, context.after)}`] });
  addOthers('removed', removed, context);
  addOthers('added', added, context);
  const known = { before: filled.before.schema, after: filled.after.schema };
  return {
    ...known,
    withParts: {
      removed: addBases('removed', was.expanded, known, [is.own, bases.after], context),
      added: addBases('added', is.expanded, known, [was.own, bases.before], context),
    },
  };
}

function getParts({ $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  return $ref === undefined ? allOf : [{ $ref }, ...allOf];
}

function withoutParts(schema: SchemaObject): SchemaObject {
  return defined({ ...schema, $ref: undefined, allOf: undefined });
}

/** A schema as its own keywords, its named parts, and the parts whose keywords conflict with others. */
class Composition {
  readonly #document: LoadedDocument;
  readonly #getNewName: (name: string) => string;
  /** The names that were seen, so that cycles end. */
  readonly #seen = new Set<string>();
  own: SchemaObject = ANYTHING;
  /** By today's name. */
  named = new Map<string, Schema>();
  readonly others: Schema[] = [];
  /** The keywords of named parts that only this side has, by the name under which they came. */
  readonly expanded = new Map<string, SchemaObject>();
  /** The names under which parts of expanded parts came. */
  readonly #origins = new Map<string, string>();

  constructor(
    { schema, name }: NamedSchema,
    document: LoadedDocument,
    getNewName: (name: string) => string,
  ) {
    this.#document = document;
    this.#getNewName = getNewName;
    if (name !== undefined) this.#seen.add(getNewName(name));
    this.own = withoutParts(schema);
    for (const part of getParts(schema)) this.#addPart(part);
  }

  becomePart(name: string): void {
    this.own = ANYTHING;
    this.others.length = 0;
    this.named = new Map([[this.#getNewName(name), { $ref: SCHEMA_REFERENCE + name }]]);
  }

  /** Replaces named parts that the other side has not by their keywords; true if there were any. */
  expandUnless(others: ReadonlySet<string>): boolean {
    const alone = [...this.named].filter(([name]) => !others.has(name));
    for (const [name, part] of alone) {
      this.named.delete(name);
      const origin = this.#origins.get(name) ?? name;
      const { core } = resolve(part, this.#document);
      const content = withoutParts(core);
      this.#merge(content, part, origin);
      for (const inner of getParts(core)) this.#addPart(inner, origin);
    }
    return alone.length > 0;
  }

  /** What the named parts bring together, and their names and those of their parts. */
  expandAll(): { readonly own: SchemaObject; readonly names: ReadonlySet<string> } {
    const all = new Composition(
      { schema: ANYTHING, name: undefined },
      this.#document,
      this.#getNewName,
    );
    for (const part of this.named.values()) all.#addPart(part);
    while (all.expandUnless(NO_NAMES));
    return { own: all.own, names: all.#seen };
  }

  #addPart(part: Schema, origin?: string): void {
    const { core, name } = resolve(part, this.#document);
    if (name === undefined) {
      const parts = getParts(core);
      if (this.#merge(withoutParts(core), part, origin))
        for (const inner of parts) this.#addPart(inner, origin);
      return;
    }
    const today = this.#getNewName(name);
    if (this.#seen.has(today)) return;
    this.#seen.add(today);
    this.named.set(today, part);
    if (origin !== undefined) this.#origins.set(today, origin);
  }

  /** False: the keywords conflict, so the part is compared on its own. */
  #merge(keywords: SchemaObject, part: Schema, origin?: string): boolean {
    if (origin !== undefined) {
      const brought = this.expanded.get(origin) ?? ANYTHING;
      this.expanded.set(origin, mergeKeywords(brought, keywords) ?? brought);
    }
    const merged = mergeKeywords(this.own, keywords);
    if (merged === undefined) this.others.push(part);
    else this.own = merged;
    return merged !== undefined;
  }
}

interface Filled {
  readonly schema: SchemaObject;
  /** The properties that the other side has itself, and this one from its bases. */
  readonly moved: readonly string[];
}

/** Adds the keywords and properties that the other side has itself, and this one from its bases. */
function fill(own: SchemaObject, other: SchemaObject, bases: SchemaObject): Filled {
  const moved = Object.keys(other.properties ?? {}).filter(
    (name) =>
      !Object.hasOwn(own.properties ?? {}, name) && Object.hasOwn(bases.properties ?? {}, name),
  );
  const inherited = Object.entries(bases).filter(
    ([key]) =>
      !(key in own) &&
      (key === 'type' ? listTypes(other).length > 0 : key in other) &&
      key !== 'properties' &&
      key !== 'required',
  );
  const names = new Set([
    ...Object.keys({ ...own.properties, ...other.properties }),
    ...(own.required ?? []),
    ...(other.required ?? []),
  ]);
  const required = [
    ...(own.required ?? []),
    ...(bases.required ?? []).filter((name) => names.has(name)),
  ];
  return {
    moved,
    schema: {
      ...Object.fromEntries(inherited),
      ...own,
      ...(moved.length > 0 && {
        properties: {
          ...own.properties,
          ...Object.fromEntries(moved.map((name) => [name, bases.properties?.[name] ?? true])),
        },
      }),
      ...(required.length > 0 && { required: [...new Set(required)] }),
    },
  };
}

/** Reports parts whose keywords conflict with those of others. */
function addOthers(
  change: 'added' | 'removed',
  parts: readonly Schema[],
  context: KeywordContext,
): void {
  const [document, side] =
    change === 'added' ? [context.after, 'after' as const] : [context.before, 'before' as const];
  if (parts.length > 0)
    context.add(`all-of-${change}`, { [side]: parts.map((part) => getLabel(part, document)) });
}

/**
 * Reports the named parts that came or went, each once, with the properties that are reported with it. Not those of which
 * the schema itself has the properties on the other side: they moved.
 *
 * @param known Both sides.
 * @param own What the other side has itself.
 * @param bases What it has from named parts.
 */
function addBases(
  change: 'added' | 'removed',
  expanded: ReadonlyMap<string, SchemaObject>,
  known: Pick<Composed, 'before' | 'after'>,
  [own, bases]: readonly [own: SchemaObject, bases: SchemaObject],
  context: KeywordContext,
): ReadonlySet<string> {
  const side = change === 'added' ? 'after' : 'before';
  const reported = new Set<string>();
  for (const [label, { properties = {}, required = [], ...rest }] of expanded) {
    const isIn = (name: string, { properties: others = {} }: SchemaObject) =>
      Object.hasOwn(others, name) || reported.has(name);
    const brought = Object.keys(properties).filter((name) => !isIn(name, own));
    const names = brought.filter((name) => !isIn(name, bases));
    const isEmpty = Object.keys(properties).length + required.length === 0;
    if (isEmpty && Object.keys(rest).every(isAnnotation))
      context.add('documentation-changed', { [side]: label });
    if (names.length === 0 && (change === 'removed' || brought.length === 0)) continue;
    const isRequired = names.some((name) => known[side].required?.includes(name));
    context.add(isRequired ? `required-base-${change}` : `base-${change}`, {
      [side]: `${label}: ${(names.length > 0 ? names : brought).toSorted().join(', ')}`,
    });
    names.forEach((name) => reported.add(name));
  }
  return reported;
}
