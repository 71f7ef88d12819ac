import { byCodeUnit } from '../util/order.js';

/**
 * The imports of one file, collected while its text is printed: to print a name is to import it, so
 * none is missing and none unused.
 */
export class Imports {
  readonly #types = new Map<string, Set<string>>();
  readonly #values = new Map<string, Set<string>>();

  /** Registers a type of another module and returns its name. */
  type(name: string, module: string): string {
    add(this.#types, module, name);
    return name;
  }

  /** Registers a value of another module and returns its name. */
  value(name: string, module: string): string {
    add(this.#values, module, name);
    return name;
  }

  /** Registers what another text names. */
  include(other: Imports): void {
    for (const [module, names] of other.#types) for (const name of names) this.type(name, module);
    for (const [module, names] of other.#values) for (const name of names) this.value(name, module);
  }

  /** One structure a module and kind, sorted: `import type` stands alone, so that it is always erased. */
  get all(): readonly {
    readonly module: string;
    readonly names: readonly string[];
    readonly typeOnly: boolean;
  }[] {
    const list = (modules: Map<string, Set<string>>, typeOnly: boolean) =>
      [...modules].map(([module, names]) => ({
        module,
        names: [...names].sort(byCodeUnit),
        typeOnly,
      }));
    return [...list(this.#types, true), ...list(this.#values, false)].sort(
      (a, b) => byCodeUnit(a.module, b.module) || Number(b.typeOnly) - Number(a.typeOnly),
    );
  }
}

function add(modules: Map<string, Set<string>>, module: string, name: string): void {
  const names = modules.get(module) ?? new Set<string>();
  names.add(name);
  modules.set(module, names);
}
