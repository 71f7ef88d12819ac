/** A value whose every part counts how often it is read. */
export interface Counted<T> {
  readonly value: T;
  /** How many properties were read, and how many keys were told, so far. */
  readonly count: () => number;
  /** What stands behind a part of the value; anything else is itself. */
  readonly plain: (part: object) => object;
}

/** Counts the work on a value without a hook in what works on it: whoever walks twice reads twice. */
export function counted<T extends object>(value: T): Counted<T> {
  let reads = 0;
  const covers = new WeakMap<object, object>();
  const plains = new WeakMap<object, object>();

  const covered = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null || plains.has(part)) return part;
    const known = covers.get(part);
    if (known !== undefined) return known;
    const cover = part instanceof Map ? coveredMap(part) : proxy(part);
    covers.set(part, cover);
    plains.set(cover, part);
    return cover;
  };
  const coveredMap = (map: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> =>
    new Map([...map].map(([key, member]) => [key, covered(member)] as const));
  const proxy = (part: object): object =>
    new Proxy(part, {
      get: (target, key) => {
        reads += 1;
        return covered(Reflect.get(target, key));
      },
      // `Object.keys` asks for each of them whether it is enumerable.
      getOwnPropertyDescriptor: (target, key) => {
        reads += 1;
        const found = Reflect.getOwnPropertyDescriptor(target, key);
        return found && { ...found, value: covered(found.value) };
      },
    });

  return {
    value: covered(value) as T,
    count: () => reads,
    plain: (part) => plains.get(part) ?? part,
  };
}
