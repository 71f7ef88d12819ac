/** An object whose entries may be undefined, as one that has only those that are not. */
export type Defined<T extends object> = {
  readonly [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  readonly [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/**
 * Leaves out the entries that are undefined, for types under `exactOptionalPropertyTypes`.
 *
 * @returns a new object; `{ a: 1, b: undefined }` gives `{ a: 1 }`. `null` and `false` stay.
 */
export function defined<T extends object>(entries: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== undefined),
  ) as Defined<T>;
}
