/** Lists whose order means nothing in an OpenAPI document, by the key that holds them. */
const SETS = new Set([
  ...['required', 'tags', 'parameters', 'oneOf', 'anyOf', 'allOf', 'security', 'schemes'],
  ...['consumes', 'produces'],
]);

/** An enum and the lists that go with it are shuffled alike. */
const ENUM_LISTS = [
  ...['enum', 'x-enumNames', 'x-enum-varnames'],
  ...['x-enumDescriptions', 'x-enum-descriptions'],
];

/** Keys whose values are data of the API: their lists mean what they say, and the order of their keys nothing. */
const DATA = new Set(['example', 'examples', 'default', 'const']);

/**
 * The same document in another order: the keys of every object, and every list that is a set. What
 * people named (a property called `tags`) is distinguished from a keyword by its value.
 *
 * @param random Gives numbers from 0 up to, not including, 1.
 */
export function shuffled(node: unknown, random: () => number): unknown {
  if (Array.isArray(node)) return node.map((item) => shuffled(item, random));
  if (typeof node !== 'object' || node === null) return node;
  const entries = permuted(Object.entries(node), random);
  const order = enumOrder(node, random);
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of entries) {
    if (DATA.has(key) || key.startsWith('x-') || key === 'enum')
      result[key] = withShuffledKeys(value, random);
    else if (isSet(key, value))
      result[key] = permuted(value, random).map((item) => shuffled(item, random));
    else result[key] = shuffled(value, random);
    if (order !== undefined && ENUM_LISTS.includes(key) && Array.isArray(value))
      result[key] = inOrder(value, order).map((item) => withShuffledKeys(item, random));
  }
  return result;
}

/** The same data with the keys of every object in another order; lists stay as they are. */
function withShuffledKeys(data: unknown, random: () => number): unknown {
  if (Array.isArray(data)) return data.map((item) => withShuffledKeys(item, random));
  if (typeof data !== 'object' || data === null) return data;
  const result = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of permuted(Object.entries(data), random))
    result[key] = withShuffledKeys(value, random);
  return result;
}

/** Numbers from a seed, the same on every machine (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function isSet(key: string, value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && (SETS.has(key) || key === 'type');
}

/** Undefined where lists that name the values are not as long: names then belong to values by position. */
function enumOrder(node: object, random: () => number): readonly number[] | undefined {
  const values: unknown = (node as Readonly<Record<string, unknown>>)['enum'];
  if (!Array.isArray(values)) return undefined;
  return permuted([...values.keys()], random);
}

function inOrder(items: readonly unknown[], order: readonly number[]): readonly unknown[] {
  return items.length === order.length ? order.map((from) => items[from]) : items;
}

function permuted<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const [a, b] = [result[last], result[other]];
    if (a !== undefined && b !== undefined) [result[last], result[other]] = [b, a];
  }
  return result;
}
