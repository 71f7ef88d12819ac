/** A value that counts the reads of its parts. */
export interface CountedValue<T> {
  readonly value: T;
  /** The number of properties read and of keys listed so far. */
  readonly count: () => number;
  /** The original of a part of the value; any other object is returned unchanged. */
  readonly unwrap: (part: object) => object;
}

/** Wraps a value so that each read of its parts is counted. */
export function countReads<T extends object>(value: T): CountedValue<T> {
  let reads = 0;
  const proxies = new WeakMap<object, object>();
  const originals = new WeakMap<object, object>();

  const wrap = (part: unknown): unknown => {
    if (typeof part !== 'object' || part === null || originals.has(part)) return part;
    const existing = proxies.get(part);
    if (existing !== undefined) return existing;
    const wrapped = part instanceof Map ? wrapMap(part) : createProxy(part);
    proxies.set(part, wrapped);
    originals.set(wrapped, part);
    return wrapped;
  };
  const wrapMap = (map: ReadonlyMap<unknown, unknown>): ReadonlyMap<unknown, unknown> =>
    new Map([...map].map(([key, member]) => [key, wrap(member)] as const));
  const createProxy = (part: object): object =>
    new Proxy(part, {
      get: (target, key) => {
        reads += 1;
        return wrap(Reflect.get(target, key));
      },
      // `Object.keys` reads the descriptor of each key.
      getOwnPropertyDescriptor: (target, key) => {
        reads += 1;
        const found = Reflect.getOwnPropertyDescriptor(target, key);
        return found && { ...found, value: wrap(found.value) };
      },
    });

  return {
    value: wrap(value) as T,
    count: () => reads,
    unwrap: (part) => originals.get(part) ?? part,
  };
}
