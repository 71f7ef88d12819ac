import type { Diagnostics } from '../diagnostics.js';
import type { JsonObject } from './json.js';
import { Origins, type KeyOf } from './origins.js';

/** Levels of objects and arrays. The deepest of the published documents known to us has 31. */
export const MAX_DEPTH = 500;

/** How many values YAML's aliases, or its merge keys, may add to those that are written. */
export const MAX_ALIASED = 1_000_000;

/**
 * Looks at the size of a document before anything recursive does (none of this is recursive), and
 * returns the way back to its places. Complains with `nesting-too-deep` and returns undefined.
 *
 * @param before those of the document that this one shares objects with; it was looked at.
 */
export function measured(
  root: JsonObject,
  diagnostics: Diagnostics,
  publishedKey?: KeyOf,
  before?: Origins,
): Origins | undefined {
  const origins = new Origins(root, MAX_DEPTH, publishedKey, before);
  const refuse = (node: object, message: string): undefined => {
    // A pointer of 500 segments helps nobody: the first few say where to look.
    const pointer = origins.pointerOf(node).split('/').slice(0, 9).join('/');
    diagnostics.report('nesting-too-deep', pointer, message);
  };
  if (origins.tooDeep !== undefined)
    return refuse(origins.tooDeep, `There are more than ${MAX_DEPTH} levels.`);
  if (!origins.shared) return origins;
  const aliased = aliasedSize(root);
  if (aliased.kind === 'endless') return refuse(aliased.node, 'An alias contains itself.');
  if (aliased.height > MAX_DEPTH)
    return refuse(root, `Its aliases make more than ${MAX_DEPTH} levels.`);
  if (aliased.added > MAX_ALIASED)
    return refuse(root, `Its aliases stand for more than ${MAX_ALIASED} values.`);
  return origins;
}

type Aliased =
  | { readonly kind: 'endless'; readonly node: object }
  | { readonly kind: 'sized'; readonly height: number; readonly added: number };

/** Counts each alias as what it stands for ("billion laughs"), visiting each object once. */
function aliasedSize(root: object): Aliased {
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
  const whole = sizes.get(root) ?? { size: 1, height: 1 };
  return { kind: 'sized', height: whole.height, added: whole.size - sizes.size };
}
