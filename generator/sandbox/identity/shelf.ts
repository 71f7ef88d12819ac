import type { Adapter, AdapterConstructor, AdapterPayload } from 'oidc-provider' with {
  'resolution-mode': 'import',
};

/** The oldest is forgotten beyond this many, so that a sandbox can run for weeks. */
const KEPT = 10_000;

/** Where the provider keeps what it issued; what is cleared was never issued. */
export class TokenShelf {
  readonly #kept = new Map<string, AdapterPayload>();

  /** One shelf for every kind of thing, told apart by the key. */
  get adapter(): AdapterConstructor {
    const kept = this.#kept;
    return class ShelfAdapter implements Adapter {
      readonly #kind: string;

      constructor(kind: string) {
        this.#kind = kind;
      }

      async upsert(id: string, payload: AdapterPayload): Promise<void> {
        const [oldest] = kept.keys();
        if (kept.size === KEPT && oldest !== undefined) kept.delete(oldest);
        kept.set(this.#key(id), payload);
      }

      async find(id: string): Promise<AdapterPayload | undefined> {
        return kept.get(this.#key(id));
      }

      async destroy(id: string): Promise<void> {
        kept.delete(this.#key(id));
      }

      /* Of people who log in, whom there are none here. */
      findByUserCode = nobody;
      findByUid = nobody;
      consume = nobody;
      revokeByGrantId = nobody;

      #key(id: string): string {
        return `${this.#kind} ${id}`;
      }
    };
  }

  clear(): void {
    this.#kept.clear();
  }
}

function nobody(): Promise<undefined> {
  return Promise.resolve(undefined);
}
