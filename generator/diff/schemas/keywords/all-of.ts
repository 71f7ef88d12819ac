import { defined } from '../../../util/defined.js';
import type { LoadedDocument, SchemaObject } from '../../raw-openapi.js';
import type { KeywordContext } from '../difference.js';
import { getLabel } from '../matching.js';
import { ANYTHING, getReferencedName, resolve, SCHEMA_REFERENCE, type Schema } from '../resolve.js';
import { Shapes } from '../digest.js';
import type { Inherited } from './objects-and-arrays.js';
import type { NamedSchema } from './variants.js';

/** Two schemas with the keywords of their parts, without the parts that both have. */
export interface Composed {
  readonly before: SchemaObject;
  readonly after: SchemaObject;
  readonly inherited: Inherited;
  /** The properties of the parts that were added, and of those that were removed. */
  readonly addedWithParts: ReadonlySet<string>;
  readonly removedWithParts: ReadonlySet<string>;
}

/**
 * Compares `allOf`. The keywords of a part count as the schema's own, so that moving them changes nothing; a part that
 * both sides have is paired instead.
 */
export function compareAllOf(
  before: NamedSchema,
  after: NamedSchema,
  context: KeywordContext,
): Composed {
  const was = getParts(before.schema);
  const is = getParts(after.schema);
  const whole = {
    before: before.schema,
    after: after.schema,
    inherited: { before: new Set<string>(), after: new Set<string>() },
    addedWithParts: new Set<string>(),
    removedWithParts: new Set<string>(),
  };
  if (was.length === 0 && is.length === 0) return whole;
  const older = split(before, (name) =>
    is.some((part) => isReferenceTo(part, context.matcher.getNewName(name))),
  );
  const newer = split(after, (name) =>
    was.some((part) => isReferenceTo(part, name, (key) => context.matcher.getNewName(key))),
  );
  const matched = context.matcher.matchMembers(older.parts, newer.parts);
  for (const [left, right] of matched.pairs)
    context.pair(left, right, { path: [`allOf ${getLabel(right, context.after)}`] });
  const inherited = {
    before: getPropertyNames(older.parts, context.before),
    after: getPropertyNames(newer.parts, context.after),
  };
  const views = {
    before: mergeParts(older.own, matched.removed, context.before),
    after: mergeParts(newer.own, matched.added, context.after),
  };
  const haveSameShape = context.matcher.haveSameShape(views.before, views.after);
  addParts('removed', matched.removed, haveSameShape, context.before, context);
  addParts('added', matched.added, haveSameShape, context.after, context);
  if (haveSameShape) return { ...whole, ...views, inherited };
  return {
    ...views,
    inherited,
    addedWithParts: getPropertyNames(matched.added, context.after),
    removedWithParts: getPropertyNames(matched.removed, context.before),
  };
}

function getParts({ $ref, allOf = [] }: SchemaObject): readonly Schema[] {
  return $ref === undefined ? allOf : [{ $ref }, ...allOf];
}

interface OwnAndParts {
  readonly own: SchemaObject;
  readonly parts: readonly Schema[];
}

/** If the other side has this schema as a part, the schema counts as that part and nothing else. */
function split(
  { schema, name }: NamedSchema,
  isPartOfOther: (name: string) => boolean,
): OwnAndParts {
  return name !== undefined && isPartOfOther(name)
    ? { own: ANYTHING, parts: [{ $ref: SCHEMA_REFERENCE + name }] }
    : { own: withoutParts(schema), parts: getParts(schema) };
}

function isReferenceTo(
  part: Schema,
  name: string,
  rename: (name: string) => string = (key) => key,
): boolean {
  return (
    typeof part === 'object' &&
    part.$ref !== undefined &&
    rename(getReferencedName(part.$ref)) === name
  );
}

function withoutParts(schema: SchemaObject): SchemaObject {
  return defined({ ...schema, $ref: undefined, allOf: undefined });
}

function addParts(
  change: 'added' | 'removed',
  parts: readonly Schema[],
  annotationsOnly: boolean,
  document: LoadedDocument,
  context: KeywordContext,
): void {
  const shapes = new Shapes();
  const empty = shapes.digest(ANYTHING);
  const limitsValues = (part: Schema): boolean =>
    shapes.digest(resolve(part, document).core) !== empty;
  const side = change === 'added' ? 'after' : 'before';
  const add = (what: 'all-of-' | 'all-of-notes-', some: readonly Schema[]): void => {
    if (some.length === 0) return;
    context.add(`${what}${change}`, { [side]: some.map((part) => getLabel(part, document)) });
  };
  if (!annotationsOnly) add('all-of-', parts.filter(limitsValues));
  add(
    'all-of-notes-',
    parts.filter((part) => !limitsValues(part)),
  );
}

function getPropertyNames(parts: readonly Schema[], document: LoadedDocument): ReadonlySet<string> {
  return new Set(Object.keys(mergeParts(ANYTHING, parts, document).properties ?? {}));
}

/** Adds the keywords of parts to a schema; its own keywords replace those of parts. */
function mergeParts(
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
    waiting.push(...[...getParts(core)].reverse());
    const rest = withoutParts(core);
    const properties = { ...rest.properties, ...whole.properties };
    const required = [...new Set([...(whole.required ?? []), ...(rest.required ?? [])])];
    whole = {
      ...rest,
      ...whole,
      ...defined({
        properties: Object.keys(properties).length > 0 ? properties : undefined,
        required: required.length > 0 ? required : undefined,
      }),
    };
  }
  return whole;
}
