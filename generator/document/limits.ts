import type { Diagnostics } from '../diagnostics.js';
import type { JsonObject } from './json.js';
import { Origins, type KeyOf } from './origins.js';

/** Levels of objects and arrays. The deepest of the published documents that we know has 31. */
export const MAX_DEPTH = 500;

/** How many values YAML's aliases or merge keys may add to the written ones. */
export const MAX_ALIASED = 1_000_000;

/**
 * Checks the size of a document before anything recursive reads it; nothing here is recursive.
 *
 * @param before The origins of a version that this document shares objects with, which has been checked.
 * @returns the origins of its nodes; undefined after reporting `nesting-too-deep`.
 */
export function measureDocument(
  root: JsonObject,
  diagnostics: Diagnostics,
  publishedKey?: KeyOf,
  before?: Origins,
): Origins | undefined {
  const origins = new Origins(root, MAX_DEPTH, publishedKey, before);
  const excess = findExcess(root, origins);
  if (excess === undefined) return origins;
  // A pointer of 500 segments is unreadable; the first few say where to look.
  const pointer = origins.getPointer(excess.node).split('/').slice(0, 9).join('/');
  diagnostics.report('nesting-too-deep', pointer, excess.message);
  return undefined;
}

/** The node at which the document exceeds a limit, and what to report. */
function findExcess(
  root: JsonObject,
  { tooDeep, shared }: Origins,
): { readonly node: object; readonly message: string } | undefined {
  if (tooDeep !== undefined)
    return { node: tooDeep, message: `The document has more than ${MAX_DEPTH} levels.` };
  if (!shared) return undefined;
  const aliased = measureAliases(root);
  if (aliased.kind === 'endless')
    return { node: aliased.node, message: 'An alias contains itself.' };
  const expanded = "The document's aliases expand to more than";
  if (aliased.height > MAX_DEPTH)
    return { node: root, message: `${expanded} ${MAX_DEPTH} levels.` };
  if (aliased.added > MAX_ALIASED)
    return { node: root, message: `${expanded} ${MAX_ALIASED} values.` };
  return undefined;
}

type AliasMeasure =
  | { readonly kind: 'endless'; readonly node: object }
  | { readonly kind: 'sized'; readonly height: number; readonly added: number };

/** Measures the document with aliases expanded ("billion laughs"), visiting each object once. */
function measureAliases(root: object): AliasMeasure {
  const sizes = new Map<object, { readonly size: number; readonly height: number }>();
  const open = new Set<object>();
  const stack: object[] = [root];
  for (let node = stack.at(-1); node !== undefined; node = stack.at(-1)) {
    const children = (Object.values(node) as unknown[]).filter(
      (child): child is object => typeof child === 'object' && child !== null,
    );
    if (sizes.has(node)) {
      stack.pop();
    } else if (open.has(node)) {
      let size = 1;
      let height = 0;
      for (const child of children) {
        size += sizes.get(child)?.size ?? 0;
        height = Math.max(height, sizes.get(child)?.height ?? 0);
      }
      sizes.set(node, { size, height: height + 1 });
      stack.pop();
    } else {
      open.add(node);
      const cyclic = children.find((child) => open.has(child) && !sizes.has(child));
      if (cyclic !== undefined) return { kind: 'endless', node: cyclic };
      stack.push(...children.filter((child) => !sizes.has(child)));
    }
  }
  const total = sizes.get(root) ?? { size: 1, height: 1 };
  return { kind: 'sized', height: total.height, added: total.size - sizes.size };
}
