import { escapeSegment, percentDecode, toSegments } from '../../util/json-pointer.js';
import { isRecord } from '../../util/is-record.js';

/** A published document, or a part of one, as a tree that is never changed in place. Any key may occur, `__proto__` too. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Where a node is: the keys and indexes from the root. */
export type Path = readonly string[];

/** The value under an own key of an object or a list; undefined for anything else. */
export function own(node: unknown, key: string): unknown {
  if (Array.isArray(node))
    return /^(?:0|[1-9]\d*)$/.test(key) ? (node[Number(key)] as unknown) : undefined;
  return isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined;
}

export function getNode(root: unknown, path: Path): unknown {
  return path.reduce(own, root);
}

/** A copy of an object with another value under a key; undefined leaves the key out. */
export function withKey(node: JsonObject, key: string, value: unknown): JsonObject {
  const entries = Object.entries(node);
  const kept = entries.flatMap(([name, old]): [string, unknown][] => {
    if (name !== key) return [[name, old]];
    return value === undefined ? [] : [[name, value]];
  });
  const isNew = value !== undefined && !Object.hasOwn(node, key);
  return Object.fromEntries(isNew ? [...kept, [key, value]] : kept);
}

/** A copy of an object without these keys. */
export function withoutKeys(node: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !keys.includes(key)));
}

/** A copy of the tree with another node at a path that exists. What is beside the path is shared. */
export function withNode(root: JsonObject, path: Path, node: JsonObject): JsonObject {
  return replaceNode(root, path, node) as JsonObject;
}

function replaceNode(root: unknown, [key, ...rest]: Path, node: JsonObject): unknown {
  if (key === undefined) return node;
  if (Array.isArray(root))
    return root.map((item: unknown, at) =>
      String(at) === key ? replaceNode(item, rest, node) : item,
    );
  return isRecord(root) ? withKey(root, key, replaceNode(own(root, key), rest, node)) : root;
}

export function toPointer(path: Path): string {
  return path.map((key) => `/${escapeSegment(key)}`).join('');
}

/**
 * Follows the references of a node within the document (`$ref`, OpenAPI 3.1, section 4.8.23).
 *
 * @returns the path of the first node that is none, or where a reference leads nowhere or to itself, the one before.
 */
export function followReferences(root: JsonObject, path: Path): Path {
  const visited = new Set<string>();
  let current = path;
  for (;;) {
    const ref = own(getNode(root, current), '$ref');
    if (typeof ref !== 'string' || !ref.startsWith('#/') || visited.has(ref)) return current;
    visited.add(ref);
    const target = findTarget(root, ref.slice(1));
    if (target === undefined) return current;
    current = target;
  }
}

/** A pointer in a reference is percent-encoded, except by Swashbuckle: as written first. */
function findTarget(root: JsonObject, pointer: string): Path | undefined {
  const written = toSegments(pointer);
  const decoded = written.map((segment) => percentDecode(segment) ?? segment);
  return [written, decoded].find((path) => isRecord(getNode(root, path)));
}

/** Whether two JSON values say the same, whatever the order of their keys. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, at) => isSame(item, b[at]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}
