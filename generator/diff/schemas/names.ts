import { isDeepStrictEqual } from 'node:util';
import type { LoadedDocument, SchemaObject } from '../document.js';
import { byCodeUnit } from '../../util/order.js';
import { holderOf, SCHEMA_REFERENCE, type Schema } from './resolve.js';
import { Shapes } from './shape.js';

type NamedSchemas = Readonly<Record<string, Schema>>;

/** Keys under `components/schemas` that only one document has. */
export interface Comings {
  readonly gone: ReadonlySet<string>;
  readonly fresh: ReadonlySet<string>;
}

export function comingsOf(before: LoadedDocument, after: LoadedDocument): Comings {
  const was = before.document.components.schemas;
  const is = after.document.components.schemas;
  return {
    gone: new Set(
      Object.keys(was)
        .filter((name) => !Object.hasOwn(is, name))
        .sort(byCodeUnit),
    ),
    fresh: new Set(
      Object.keys(is)
        .filter((name) => !Object.hasOwn(was, name))
        .sort(byCodeUnit),
    ),
  };
}

/** Schemas that have another name and the same shape, from old to new. What is there twice is left out. */
export function renamesOf(
  before: LoadedDocument,
  after: LoadedDocument,
  { gone, fresh }: Comings,
): Map<string, string> {
  const renames = new Map<string, string>();
  const left = { gone: new Set(gone), fresh: new Set(fresh) };
  // Shapes hold the names that they refer to: what was found in one round lets the next find more.
  for (let grew = left.gone.size > 0 && left.fresh.size > 0; grew;) {
    const older = byShape(before, left.gone, renames);
    const newer = byShape(after, left.fresh, new Map());
    grew = false;
    for (const [shape, name] of older) {
      const other = newer.get(shape);
      if (name === undefined || other === undefined) continue;
      renames.set(name, other);
      left.gone.delete(name);
      left.fresh.delete(other);
      grew = left.gone.size > 0;
    }
  }
  return renames;
}

/** Names by shape; undefined where two share one. A schema's own name in it is no part of its shape. */
function byShape(
  { document }: LoadedDocument,
  names: ReadonlySet<string>,
  renames: ReadonlyMap<string, string>,
): ReadonlyMap<string, string | undefined> {
  const found = new Map<string, string | undefined>();
  for (const name of names) {
    const shapes = new Shapes((key) => (key === name ? '#' : (renames.get(key) ?? key)));
    const shape = shapes.of(document.components.schemas[name] ?? true);
    found.set(shape, found.has(shape) ? undefined : name);
  }
  return found;
}

/** Whether two schemas in corresponding places are, most likely, one schema under another name. */
export function areAlike(before: SchemaObject, after: SchemaObject): boolean {
  const was = featuresOf(before);
  const is = featuresOf(after);
  const shared = [...was].filter((feature) => is.has(feature)).length;
  return shared * 2 >= Math.max(was.size, is.size) && shared > 0;
}

function featuresOf({ properties, enum: values }: SchemaObject): ReadonlySet<string> {
  return new Set([
    ...Object.keys(properties ?? {}),
    ...(values ?? []).map((one) => `= ${String(one)}`),
  ]);
}

/**
 * Names of the newer document whose schema, or one that it leads to, is not as it was. Everything else
 * need not be looked at.
 */
export function changedNames(
  before: LoadedDocument,
  after: LoadedDocument,
  renames: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const was = before.document.components.schemas;
  const is = after.document.components.schemas;
  const waiting = [...renames.values()];
  for (const name of Object.keys(is))
    if (!Object.hasOwn(was, name) || !isDeepStrictEqual(was[name], is[name])) waiting.push(name);
  const users = usersOf(is);
  const changed = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const user of users.get(name) ?? []) {
      if (changed.has(user)) continue;
      changed.add(user);
      waiting.push(user);
    }
  }
  return changed;
}

/** By name, the names of the schemas that refer to it. */
function usersOf(schemas: NamedSchemas): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const [user, schema] of Object.entries(schemas))
    for (const name of referencesIn(schema)) {
      const known = users.get(name);
      if (known === undefined) users.set(name, [user]);
      else known.push(user);
    }
  return users;
}

/** The names that are referred to anywhere under a node. Not recursive. */
export function referencesIn(node: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  const seen = new Set<object>();
  const waiting: unknown[] = [node];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    const { $ref } = next as { readonly $ref?: unknown };
    if (typeof $ref === 'string' && $ref.startsWith(SCHEMA_REFERENCE)) found.add(holderOf($ref));
    for (const value of Object.values(next)) waiting.push(value ?? false);
  }
  return found;
}

/** The names that an operation, or a part that operations share, leads to. */
export function usedNames({ document }: LoadedDocument): ReadonlySet<string> {
  const { schemas, ...otherComponents } = document.components;
  const waiting = [...referencesIn({ ...document, components: otherComponents })];
  const used = new Set(waiting);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const other of referencesIn(schemas[name])) {
      if (used.has(other)) continue;
      used.add(other);
      waiting.push(other);
    }
  }
  return used;
}
