import { isDeepStrictEqual } from 'node:util';
import { byCodeUnit } from '../../util/order.js';
import type { LoadedDocument, SchemaObject } from '../raw-openapi.js';
import type { Finding, Side } from '../finding.js';
import type { KindId } from '../kinds/index.js';
import { getContainingName, SCHEMA_REFERENCE, type Schema } from './resolve.js';
import { Shapes } from './digest.js';

type NamedSchemas = Readonly<Record<string, Schema>>;

/** Keys under `components/schemas` that only one of two documents has. */
export interface AddedAndRemoved {
  readonly removed: ReadonlySet<string>;
  readonly added: ReadonlySet<string>;
}

export function findAddedAndRemoved(
  before: LoadedDocument,
  after: LoadedDocument,
): AddedAndRemoved {
  const was = before.document.components.schemas;
  const is = after.document.components.schemas;
  return { removed: getKeysMissingIn(is, was), added: getKeysMissingIn(was, is) };
}

function getKeysMissingIn(others: NamedSchemas, schemas: NamedSchemas): ReadonlySet<string> {
  const missing = Object.keys(schemas).filter((name) => !Object.hasOwn(others, name));
  return new Set(missing.sort(byCodeUnit));
}

/** Maps the old names of schemas to the new names that have the same shape, unless two schemas share a shape. */
export function findRenames(
  before: LoadedDocument,
  after: LoadedDocument,
  { removed, added }: AddedAndRemoved,
): Map<string, string> {
  const renames = new Map<string, string>();
  const left = { removed: new Set(removed), added: new Set(added) };
  // Shapes contain the names that they refer to, so the renames of one round let the next find more.
  for (let grew = left.removed.size > 0 && left.added.size > 0; grew;) {
    const older = groupByShape(before, left.removed, renames);
    const newer = groupByShape(after, left.added, new Map());
    grew = false;
    for (const [shape, name] of older) {
      const other = newer.get(shape);
      if (name === undefined || other === undefined) continue;
      renames.set(name, other);
      left.removed.delete(name);
      left.added.delete(other);
      grew = left.removed.size > 0;
    }
  }
  return renames;
}

/** Maps shapes to names; to undefined if two share one. A reference of a schema to itself has no name in its shape. */
function groupByShape(
  { document }: LoadedDocument,
  names: ReadonlySet<string>,
  renames: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const name of names) {
    const shapes = new Shapes((key) => (key === name ? '#' : (renames.get(key) ?? key)));
    const shape = shapes.digest(document.components.schemas[name] ?? true);
    found.set(shape, found.has(shape) ? undefined : name);
  }
  return found;
}

/** Whether two schemas that are used in the same position are probably one schema with a new name. */
export function areSimilar(before: SchemaObject, after: SchemaObject): boolean {
  const was = getFeatures(before);
  const is = getFeatures(after);
  const shared = [...was].filter((feature) => is.has(feature)).length;
  return shared * 2 >= Math.max(was.size, is.size) && shared > 0;
}

function getFeatures({ properties, enum: values }: SchemaObject): ReadonlySet<string> {
  return new Set([
    ...Object.keys(properties ?? {}),
    ...(values ?? []).map((one) => `= ${String(one)}`),
  ]);
}

/** Returns the findings for the schemas that were added, removed or renamed. */
export function createNameFindings(
  { removed, added }: AddedAndRemoved,
  renames: ReadonlyMap<string, string>,
  documents: { readonly before: LoadedDocument; readonly after: LoadedDocument },
): readonly Finding[] {
  const newNames = new Set(renames.values());
  const gone = [...removed].filter((name) => !renames.has(name));
  const used = gone.length > 0 ? findUsedNames(documents.before) : new Set<string>();
  const before = (name: string): Side => createSide(documents.before, name);
  const after = (name: string): Side => createSide(documents.after, name);
  return [
    ...gone.map((name) =>
      createNameFinding(name, used.has(name) ? 'schema-removed' : 'unused-schema-removed', {
        before: before(name),
      }),
    ),
    ...[...renames].map(([old, name]) =>
      createNameFinding(name, 'schema-renamed', { before: before(old), after: after(name) }),
    ),
    ...[...added]
      .filter((name) => !newNames.has(name))
      .map((name) => createNameFinding(name, 'schema-added', { after: after(name) })),
  ];
}

function createSide({ document, getPointer }: LoadedDocument, name: string): Side {
  const schema = document.components.schemas[name];
  return { pointer: typeof schema === 'object' ? getPointer(schema) : '', value: name };
}

/** A name reaches no operation: the operations that use its schema have findings of their own. */
function createNameFinding(
  wireName: string,
  kind: KindId,
  sides: Pick<Finding, 'before' | 'after'>,
): Finding {
  return {
    what: kind,
    subject: { kind: 'schema', wireName, path: [] },
    ...sides,
    reaches: [],
  };
}

/** The names of the new document whose schema changed, or refers to one that did, at any depth. */
export function findChangedNames(
  before: LoadedDocument,
  after: LoadedDocument,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const was = before.document.components.schemas;
  const is = after.document.components.schemas;
  const changed = new Set(renames.values());
  for (const name of Object.keys(is))
    if (!Object.hasOwn(was, name) || !isDeepStrictEqual(was[name], is[name])) changed.add(name);
  const users = findUsers(is);
  // The iteration of a Set also visits what is added meanwhile.
  for (const name of changed) for (const user of users.get(name) ?? []) changed.add(user);
  return changed;
}

/** Maps each name to the names of the schemas that refer to it. */
function findUsers(schemas: NamedSchemas): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const [user, schema] of Object.entries(schemas))
    for (const name of findReferences(schema)) {
      const known = users.get(name);
      if (known === undefined) users.set(name, [user]);
      else known.push(user);
    }
  return users;
}

/** The names to which a node refers at any depth. Not recursive, since documents may be deep. */
function findReferences(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const nodes = new Set<object>();
  const add = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) nodes.add(value);
  };
  add(node);
  for (const next of nodes) {
    const { $ref } = next as { readonly $ref?: unknown };
    if (typeof $ref === 'string' && $ref.startsWith(SCHEMA_REFERENCE))
      found.add(getContainingName($ref));
    Object.values(next).forEach(add);
  }
  return found;
}

/** The names to which an operation, or a component that operations share, refers at any depth. */
function findUsedNames({ document }: LoadedDocument): ReadonlySet<string> {
  const { schemas, ...otherComponents } = document.components;
  const used = new Set(findReferences({ ...document, components: otherComponents }));
  for (const name of used) for (const other of findReferences(schemas[name])) used.add(other);
  return used;
}
