/** What a text parses to: objects are read through `Object.hasOwn`, since any key may be there, `__proto__` too. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value under the object's own key. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Gives an object a property of its own, whatever its name: to assign `__proto__` would do something else. */
export function define<T>(object: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') object[key] = value;
  else
    Object.defineProperty(object, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}

/** The given keys of an object that are there, as an object of their own. */
export function picked(object: JsonObject, keys: readonly string[]): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const key of keys) if (Object.hasOwn(object, key)) found[key] = object[key];
  return found;
}

/** `a list`, `null`, `5`: what stands where something else was expected; texts only by their kind, as they may be long. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return value.length > 0 ? 'a list' : 'an empty list';
  switch (typeof value) {
    case 'object':
      return 'an object';
    case 'string':
      return 'a text';
    default:
      return String(value);
  }
}
