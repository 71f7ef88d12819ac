import { isRecord } from '../../util/is-record.js';
import { getNode, isSame, own, type JsonObject, type Path } from './json-tree.js';
import { toItemPath, toJsonPath, toKeysPath, type Corrected } from './target.js';

/** An action of an overlay, without its evidence. */
export type Action =
  | { readonly target: string; readonly update: JsonObject }
  /** `isPlain`: a target is a plain value, which Overlay 1.0 cannot remove. */
  | { readonly target: string; readonly remove: true; readonly isPlain: boolean };

/** How a node became its correction. */
interface Differences {
  /** What is merged into it. */
  readonly update: JsonObject;
  /** The keys that go, also to make room for a value of another kind. */
  readonly removed: readonly string[];
  /** The plain items that go from its lists. */
  readonly items: readonly { readonly key: string; readonly value: unknown }[];
}

/** @returns whether a node is corrected by actions of its own. */
type IsOwn = (path: Path) => boolean;

/**
 * The actions by which a node becomes its correction: what goes is removed, then the rest is one update. A value that gets
 * another kind is removed first, since Overlay 1.1 merges values of one kind alone ("Action Object").
 *
 * @returns the actions, and the paths of what they remove or replace as a whole.
 */
export function toActions(
  document: Corrected,
  path: Path,
  isOwn: IsOwn,
): { readonly actions: readonly Action[]; readonly replaced: readonly Path[] } {
  const [before, after] = [getNode(document.before, path), getNode(document.after, path)];
  if (!isRecord(before) || !isRecord(after)) return { actions: [], replaced: [] };
  const { update, removed, items } = compare(before, after, path, isOwn);
  const target = toJsonPath(document, path, removed);
  const isPlain = removed.some((key) => typeof before[key] !== 'object' || before[key] === null);
  const actions: readonly Action[] = [
    ...items.map(({ key, value }) => ({
      target: toItemPath(toKeysPath(target, [key]), value),
      remove: true as const,
      isPlain: true,
    })),
    ...(removed.length > 0
      ? [{ target: toKeysPath(target, removed), remove: true as const, isPlain }]
      : []),
    ...(Object.keys(update).length > 0 ? [{ target, update }] : []),
  ];
  return { actions, replaced: removed.map((key) => [...path, key]) };
}

function compare(before: JsonObject, after: JsonObject, path: Path, isOwn: IsOwn): Differences {
  const update: [string, unknown][] = [];
  const removed = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  const items: Differences['items'][number][] = [];
  for (const [key, value] of Object.entries(after)) {
    const change = compareValues(own(before, key), value, [...path, key], isOwn);
    if (change === 'replaced') removed.push(key);
    if (change === 'replaced') update.push([key, value]);
    else if ('update' in change) update.push([key, change.update]);
    else items.push(...change.removed.map((item) => ({ key, value: item })));
  }
  return { update: Object.fromEntries(update), removed, items };
}

/** What is merged into a value, the items that go from it, or that it is replaced as a whole. */
type Change = 'replaced' | { readonly update: unknown } | { readonly removed: readonly unknown[] };

const UNCHANGED: Change = { removed: [] };

function compareValues(before: unknown, after: unknown, path: Path, isOwn: IsOwn): Change {
  if (before === undefined) return { update: after };
  if (isOwn(path) || isSame(before, after)) return UNCHANGED;
  if (Array.isArray(before) && Array.isArray(after))
    return compareLists(before, after, path, isOwn);
  if (isRecord(before) && isRecord(after)) {
    const { update, removed, items } = compare(before, after, path, isOwn);
    if (removed.length > 0 || items.length > 0) return 'replaced';
    return Object.keys(update).length > 0 ? { update } : UNCHANGED;
  }
  const isKept = isPlainValue(before) && isPlainValue(after);
  return isKept ? { update: after } : 'replaced';
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: Path,
  isOwn: IsOwn,
): Change {
  const isKept = before.every(
    (item, at) => compareValues(item, after[at], [...path, String(at)], isOwn) === UNCHANGED,
  );
  if (isKept) {
    const added = after.slice(before.length);
    return added.length > 0 ? { update: added } : UNCHANGED;
  }
  const kept = before.filter((item) => after.includes(item));
  const isSubset = before.every(isPlainValue) && isSame(kept, after);
  return isSubset ? { removed: before.filter((item) => !after.includes(item)) } : 'replaced';
}

function isPlainValue(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}
