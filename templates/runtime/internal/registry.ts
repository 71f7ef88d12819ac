/** Holds what all copies of this runtime in a process share: a package's ESM and CommonJS builds, and several packages. */
const REGISTRY = Symbol.for('sdk-runtime.registry.1');

type Registry = Map<string, unknown>;

/**
 * Returns a value that is shared by the whole process. Copies of other versions read it too, so it is data whose form
 * does not change, and no instance of a class of this runtime.
 *
 * @param name The value's name; one name has one type.
 * @param create Makes the value, when no copy has asked for it before.
 */
export function getShared<T>(name: string, create: () => T): T {
  const scope = globalThis as { [REGISTRY]?: Registry };
  // Not enumerable, so that nothing that prints the global object prints tokens.
  if (!scope[REGISTRY]) Object.defineProperty(scope, REGISTRY, { value: new Map() });
  const registry = scope[REGISTRY] as Registry;
  if (!registry.has(name)) registry.set(name, create());
  return registry.get(name) as T;
}
