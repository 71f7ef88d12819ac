import type { Diagnostics } from '../diagnostics.js';
import { unescapeSegment } from '../util/json-pointer.js';
import { findTarget, isArray, isObject, own, type JsonObject } from './json.js';
import type { Origins } from './origins.js';
import { followReferences, type FoundReference, type ReferenceTable } from './references.js';

/** By the schema that has the reference: the one to read instead, undefined where it is not certain. */
export type RelativeReferences = ReadonlyMap<JsonObject, string | undefined>;

/**
 * Reads the references of recursive types as .NET 9 writes them. System.Text.Json refers to a part of the exported type by
 * `#/properties/home`; the OpenAPI printer puts `#/components/schemas/` before it and moves parts of the type to components
 * of their own, so the pointer leads nowhere. It is read from the schema that contains it, unless it leads somewhere else
 * from another schema that refers to that one, which may have been the exported type. Reports `reference-relative`.
 */
export function readRelativeReferences(
  found: readonly FoundReference[],
  root: JsonObject,
  table: ReferenceTable,
  origins: Origins,
  diagnostics: Diagnostics,
): RelativeReferences {
  const broken = found.filter(
    ({ ref }) => RELATIVE.test(ref) && (ref === WHOLE || table.find(ref) === undefined),
  );
  const read = new Map<JsonObject, string | undefined>();
  if (broken.length === 0) return read;
  const users = collectUsers(found, origins);
  for (const { holder, ref } of broken) {
    const path = (RELATIVE.exec(ref)?.[1] ?? '').split('/').slice(1);
    const outer = getOuterSchema(origins.getPointer(holder));
    const target = findFrom(outer, path, root, table, origins);
    const isOnly = [...collectReferrers(outer, users)].every((user) => {
      const other = findFrom(user, path, root, table, origins);
      return other === undefined || other === target;
    });
    const certain = isOnly ? target : undefined;
    read.set(holder, certain);
    const meaning =
      certain === undefined
        ? 'What it means is not certain.'
        : `From '#${outer}', it leads to '${certain}'.`;
    diagnostics.report(
      'reference-relative',
      `${origins.getPointer(holder)}/$ref`,
      `'${ref}' points to no schema of this document. ${meaning}`,
    );
  }
  return read;
}

/** Literally the document, which is no schema. */
const WHOLE = '#';

/** A pointer into a schema: the schema itself, or from one of its keywords on. */
const RELATIVE =
  /^#(?:(?:\/components\/schemas\/#)?$|(?:\/components\/schemas\/#)?((?:\/(?:properties|items|additionalProperties|prefixItems|anyOf|oneOf|allOf)\b).*)$)/;

/** The pointer of the component, or of the whole schema in an operation, that contains a node. */
function getOuterSchema(pointer: string): string {
  return /^\/components\/schemas\/[^/]*|^.*?\/schema(?=\/|$)/.exec(pointer)?.[0] ?? pointer;
}

/** By component: the schemas that refer to it. */
function collectUsers(
  found: readonly FoundReference[],
  origins: Origins,
): ReadonlyMap<string, ReadonlySet<string>> {
  const users = new Map<string, Set<string>>();
  for (const { holder, ref } of found) {
    if (!ref.startsWith('#/components/schemas/')) continue;
    const target = getOuterSchema(ref.slice(1));
    const known = users.get(target) ?? new Set();
    users.set(target, known.add(getOuterSchema(origins.getPointer(holder))));
  }
  return users;
}

/** The schemas that refer to one, directly or through others; without itself. */
function collectReferrers(
  outer: string,
  users: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const reached = new Set([outer]);
  // Iterating a Set also visits the elements added meanwhile.
  for (const each of reached) for (const user of users.get(each) ?? []) reached.add(user);
  reached.delete(outer);
  return reached;
}

/** The reference to what a path leads to from a schema; undefined when it leads nowhere, or to another such reference. */
function findFrom(
  outer: string,
  path: readonly string[],
  root: JsonObject,
  table: ReferenceTable,
  origins: Origins,
): string | undefined {
  let node: unknown = findTarget(root, outer)?.value;
  for (const segment of [...path, undefined]) {
    if (isObject(node)) node = followReferences(node, table);
    if (segment !== undefined)
      node = isObject(node) || isArray(node) ? own(node, unescapeSegment(segment)) : undefined;
  }
  if (!isObject(node)) return undefined;
  const ref = `#${origins.getPointer(node)}`;
  return ref !== WHOLE && table.find(ref)?.value === node ? ref : undefined;
}
