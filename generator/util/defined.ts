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
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept[key] = value;
  return kept as Defined<T>;
}
