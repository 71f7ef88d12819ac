import type { Operation } from '../model/model.js';

/** One request of an operation, and what the API answered. */
export interface Exchange {
  readonly operation: Operation;
  readonly status: number;
  /** By name in lower case; several headers of one name are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** True when reading stopped at a limit before the body's end. */
  readonly truncated: boolean;
}
