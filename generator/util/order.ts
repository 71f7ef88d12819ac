/** Orders text by UTF-16 code unit: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A copy sorted by the text that `key` gives. */
export function sortedBy<T>(items: Iterable<T>, key: (item: T) => string): T[] {
  const listed = [...items];
  const texts = listed.map((item) => key(item));
  // Much of what is sorted is in order already.
  if (texts.every((text, index) => index === 0 || (texts[index - 1] ?? '') <= text)) return listed;
  return listed
    .map((item, index) => ({ item, text: texts[index] ?? '' }))
    .sort((a, b) => byCodeUnit(a.text, b.text))
    .map(({ item }) => item);
}

/**
 * A copy of a JSON value in which every object has its keys in order of code units, so that two values that say the
 * same print the same. Lists keep their order; what JSON does not know (a date) stays as it is.
 */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const sorted: Record<string, unknown> = {};
  for (const [key, member] of sortedBy(Object.entries(value), ([name]) => name))
    // Not an assignment, which would take `__proto__` for the prototype.
    Object.defineProperty(sorted, key, { value: sortKeys(member), enumerable: true });
  return sorted;
}
