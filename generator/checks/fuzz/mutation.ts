/** What a value may be wrapped in. */
export const WRAPPINGS = [
  'allOf',
  'oneOf',
  'anyOf',
  'not',
  'items',
  'property',
  'additionalProperties',
  'schema',
  'list',
  'object',
  'depth',
] as const;
export type Wrapping = (typeof WRAPPINGS)[number];

/** One change to a document, as data, so that it can be reported, repeated and undone. */
export type Mutation =
  | { readonly kind: 'drop'; readonly at: Path }
  | { readonly kind: 'retype'; readonly at: Path; readonly value: unknown }
  /** In an object under another key; in a list, once more. */
  | { readonly kind: 'duplicate'; readonly at: Path; readonly as: string }
  | { readonly kind: 'rename'; readonly at: Path; readonly to: string }
  | { readonly kind: 'nest'; readonly at: Path; readonly in: Wrapping }
  | { readonly kind: 'swap'; readonly at: Path; readonly with: Path }
  /** Cuts the document's text after the other mutations; `left` is the part that is kept, from 0 to 1. */
  | { readonly kind: 'cut'; readonly left: number };

/** More levels than a document may have, so that the limit is tested too. */
const DEPTH = 600;

/** @returns The document with the mutation; the same document when the path does not exist any more. */
export function applyMutation(document: unknown, mutation: Mutation): unknown {
  switch (mutation.kind) {
    case 'drop':
      return replaceAt(document, mutation.at, () => []);
    case 'retype':
      return replaceAt(document, mutation.at, ([key]) => [[key, mutation.value]]);
    case 'duplicate':
      return replaceAt(document, mutation.at, ([key, value]) => [
        [key, value],
        [mutation.as, value],
      ]);
    case 'rename':
      return replaceAt(document, mutation.at, ([, value]) => [[mutation.to, value]]);
    case 'nest':
      return replaceAt(document, mutation.at, ([key, value]) => [[key, wrap(value, mutation.in)]]);
    case 'swap': {
      const [one, other] = [valueAt(document, mutation.at), valueAt(document, mutation.with)];
      if (one === undefined || other === undefined) return document;
      const partly = replaceAt(document, mutation.at, ([key]) => [[key, other]]);
      return replaceAt(partly, mutation.with, ([key]) => [[key, one]]);
    }
    case 'cut':
      return document;
    default:
      return mutation satisfies never;
  }
}

function wrap(value: unknown, wrapping: Wrapping): unknown {
  switch (wrapping) {
    case 'allOf':
    case 'oneOf':
    case 'anyOf':
      return { [wrapping]: [value] };
    case 'not':
    case 'schema':
      return { [wrapping]: value };
    case 'items':
      return { type: 'array', items: value };
    case 'property':
      return { type: 'object', properties: { value } };
    case 'additionalProperties':
      return { type: 'object', additionalProperties: value };
    case 'list':
      return [value];
    case 'object':
      return { value };
    case 'depth': {
      let deep = value;
      for (let level = 0; level < DEPTH; level++) deep = { type: 'array', items: deep };
      return deep;
    }
    default:
      return wrapping satisfies never;
  }
}

/** `rename /paths/~1cars to "cars"` */
export function formatMutation(mutation: Mutation): string {
  switch (mutation.kind) {
    case 'drop':
      return `drop ${toPointer(mutation.at)}`;
    case 'retype':
      return `retype ${toPointer(mutation.at)} as ${formatValue(mutation.value)}`;
    case 'duplicate':
      return `duplicate ${toPointer(mutation.at)} as ${formatValue(mutation.as)}`;
    case 'rename':
      return `rename ${toPointer(mutation.at)} to ${formatValue(mutation.to)}`;
    case 'nest':
      return `nest ${toPointer(mutation.at)} in ${mutation.in}`;
    case 'swap':
      return `swap ${toPointer(mutation.at)} and ${toPointer(mutation.with)}`;
    case 'cut':
      return `cut the text after ${(mutation.left * 100).toFixed(1)} %`;
    default:
      return mutation satisfies never;
  }
}

function formatValue(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 80
    ? `${isBranch(value) ? 'a value that begins with ' : ''}${text.slice(0, 80)}...`
    : text;
}

/** The keys that lead to a value in a document; a list's index is a key too. Empty for the document itself. */
export type Path = readonly string[];

type Branch = Readonly<Record<string, unknown>> | readonly unknown[];

/** Lists the paths of every value in a tree except its root, parents first. */
export function listPaths(root: unknown): readonly Path[] {
  const found: Path[] = [];
  const walk = (value: unknown, path: Path): void => {
    if (!isBranch(value)) return;
    for (const [key, child] of Object.entries<unknown>(value)) {
      const below = [...path, key];
      found.push(below);
      walk(child, below);
    }
  };
  walk(root, []);
  return found;
}

/** @returns The value at the path; undefined when the path does not exist. */
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
 * Replaces the entry at `path` by the entries that `change` returns for it; none removes it.
 *
 * @returns A tree that shares everything else with the given one; the given one when the path does not exist.
 */
export function replaceAt(
  root: unknown,
  path: Path,
  change: (entry: Entry) => readonly Entry[],
): unknown {
  const [key, ...rest] = path;
  if (key === undefined || !isBranch(root) || !Object.hasOwn(root, key)) return root;
  const entries = Object.entries(root).flatMap((entry: Entry): readonly Entry[] => {
    if (entry[0] !== key) return [entry];
    return rest.length === 0 ? change(entry) : [[key, replaceAt(entry[1], rest, change)]];
  });
  // No assignment, since a key may be `__proto__`.
  return Array.isArray(root) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

/** JSON pointer (RFC 6901). */
export function toPointer(path: Path): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

export function isBranch(value: unknown): value is Branch {
  return typeof value === 'object' && value !== null;
}
