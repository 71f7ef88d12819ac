import type { LoadedDocument, SchemaObject } from '../../document.js';
import { labelOf } from '../matching.js';
import { ANYTHING, nameOf, resolve, SCHEMA_REFERENCE, type Schema } from '../resolve.js';
import { Shapes } from '../shape.js';
import type { Teller } from '../teller.js';
import type { Inherited } from './objects.js';
import type { Named } from './variants.js';

/** Two schemas as their own keywords, once the parts of `allOf` that both have are taken away. */
export interface Composed {
  readonly before: SchemaObject;
  readonly after: SchemaObject;
  readonly inherited: Inherited;
  /** Names of properties that only a part brings or takes away: told of with the part. */
  readonly brought: ReadonlySet<string>;
  readonly taken: ReadonlySet<string>;
}

/**
 * Compares `allOf`. What a part adds counts as the schema's own, so that only what results is compared; a part
 * that both sides have is compared where it is declared.
 */
export function compareParts(before: Named, after: Named, teller: Teller): Composed {
  const was = partsOf(before.schema);
  const is = partsOf(after.schema);
  const whole = {
    before: before.schema,
    after: after.schema,
    inherited: { before: new Set<string>(), after: new Set<string>() },
    brought: new Set<string>(),
    taken: new Set<string>(),
  };
  if (was.length === 0 && is.length === 0) return whole;
  const older = splitUp(before, (name) =>
    is.some((part) => refersTo(part, teller.matching.renamed(name))),
  );
  const newer = splitUp(after, (name) =>
    was.some((part) => refersTo(part, name, (key) => teller.matching.renamed(key))),
  );
  const matched = teller.matching.members(older.parts, newer.parts);
  for (const [left, right] of matched.pairs)
    teller.relate(left, right, { path: [`allOf ${labelOf(right, teller.after)}`] });
  const inherited = {
    before: propertyNames(older.parts, teller.before),
    after: propertyNames(newer.parts, teller.after),
  };
  const views = {
    before: merged(older.own, matched.removed, teller.before),
    after: merged(newer.own, matched.added, teller.after),
  };
  const isSilent = teller.matching.sameShape(views.before, views.after);
  tellOfParts('removed', matched.removed, isSilent, teller.before, teller);
  tellOfParts('added', matched.added, isSilent, teller.after, teller);
  if (isSilent) return { ...whole, ...views, inherited };
  return {
    ...views,
    inherited,
    brought: propertyNames(matched.added, teller.after),
    taken: propertyNames(matched.removed, teller.before),
  };
}

function partsOf({ $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  return $ref === undefined ? allOf : [{ $ref }, ...allOf];
}

interface OwnAndParts {
  readonly own: SchemaObject;
  readonly parts: readonly Schema[];
}

/** A schema to which the other side refers as a part of its own is one part and nothing else. */
function splitUp({ schema, name }: Named, isPartOfOther: (name: string) => boolean): OwnAndParts {
  return name !== undefined && isPartOfOther(name)
    ? { own: ANYTHING, parts: [{ $ref: SCHEMA_REFERENCE + name }] }
    : { own: withoutParts(schema), parts: partsOf(schema) };
}

function refersTo(
  part: Schema,
  name: string,
  rename: (name: string) => string = (key) => key,
): boolean {
  return typeof part === 'object' && part.$ref !== undefined && rename(nameOf(part.$ref)) === name;
}

function withoutParts(schema: SchemaObject): SchemaObject {
  const own = { ...schema, $ref: undefined, allOf: undefined };
  return Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
}

function tellOfParts(
  change: 'added' | 'removed',
  parts: readonly Schema[],
  isSilent: boolean,
  document: LoadedDocument,
  teller: Teller,
): void {
  const shapes = new Shapes();
  const empty = shapes.of(ANYTHING);
  const says = (part: Schema): boolean => shapes.of(resolve(part, document).core) !== empty;
  const side = change === 'added' ? 'after' : 'before';
  const tell = (what: 'all-of-' | 'all-of-notes-', some: readonly Schema[]): void => {
    if (some.length === 0) return;
    teller.tell(`${what}${change}`, { [side]: some.map((part) => labelOf(part, document)) });
  };
  if (!isSilent) tell('all-of-', parts.filter(says));
  tell(
    'all-of-notes-',
    parts.filter((part) => !says(part)),
  );
}

function propertyNames(parts: readonly Schema[], document: LoadedDocument): ReadonlySet<string> {
  return new Set(Object.keys(merged(ANYTHING, parts, document).properties ?? {}));
}

/** A schema with what its parts say; where both say something, the schema's own word counts. */
function merged(
  own: SchemaObject,
  parts: readonly Schema[],
  document: LoadedDocument,
): SchemaObject {
  const seen = new Set<SchemaObject>();
  let whole = own;
  const waiting = [...parts].reverse();
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    const { core } = resolve(part, document);
    if (seen.has(core)) continue;
    seen.add(core);
    waiting.push(...[...partsOf(core)].reverse());
    const rest = withoutParts(core);
    const properties = { ...rest.properties, ...whole.properties };
    const required = [...new Set([...(whole.required ?? []), ...(rest.required ?? [])])];
    whole = {
      ...rest,
      ...whole,
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
    };
  }
  return whole;
}
