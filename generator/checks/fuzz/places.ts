/** The way to a place in a document, key by key; a list's index is a key as well. Empty: the document itself. */
export type Path = readonly string[];

type Branch = Readonly<Record<string, unknown>> | readonly unknown[];

/** Every place in a tree but its root, parents first. */
export function placesIn(root: unknown): readonly Path[] {
  const found: Path[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (!isBranch(value)) return;
    for (const [key, child] of Object.entries(value) as [string, unknown][]) {
      const place = [...path, key];
      found.push(place);
      walk(child, place);
    }
  };
  walk(root, []);
  return found;
}

/** Undefined where the way leads nowhere. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const key of path) {
    if (!isBranch(value) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}

/** An entry of an object or a list. */
export type Entry = readonly [key: string, value: unknown];

/**
 * The tree with the entry at `path` replaced by the entries that `change` makes of it: by none, it is gone. All
 * else is shared with the tree that was given; where the way leads nowhere, the tree is that one.
 */
export function changedAt(
  root: unknown,
  path: Path,
  change: (entry: Entry) => readonly Entry[],
): unknown {
  const [key, ...rest] = path;
  if (key === undefined || !isBranch(root) || !Object.hasOwn(root, key)) return root;
  const entries = Object.entries(root).flatMap((entry: Entry): readonly Entry[] => {
    if (entry[0] !== key) return [entry];
    return rest.length === 0 ? change(entry) : [[key, changedAt(entry[1], rest, change)]];
  });
  // Not by assignment: a key may be `__proto__`.
  return Array.isArray(root) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** JSON pointer (RFC 6901). */
export function pointerTo(path: Path): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}
