/**
 * The object with other names for some of its members, in the same order; the same object when it has none of them. A
 * member that the document does not know must not take the name of one that it does.
 */
export function renamed<T>(
  members: Record<string, T>,
  names: Readonly<Record<string, string>>,
): Record<string, T> {
  const changed = Object.keys(names).filter((name) => Object.hasOwn(members, name));
  if (changed.length === 0) return members;
  const taken = new Set(changed.map((name) => names[name]));
  const result: Record<string, T> = {};
  for (const [name, value] of Object.entries(members)) {
    const called = Object.hasOwn(names, name) ? names[name] : undefined;
    if (called === undefined && taken.has(name)) continue;
    setMember(result, called ?? name, value);
  }
  return result;
}

/** To assign to `__proto__` would change what the object inherits. */
export function setMember<T>(members: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(members, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else members[name] = value;
}
