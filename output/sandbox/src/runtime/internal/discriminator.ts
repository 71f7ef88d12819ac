import { isRecord } from './values.js';

/**
 * A discriminator value that the document does not list: the API may gain a variant after this package was
 * generated. The value is a string. Because this is an enum without a value that a program could name, it
 * is excluded when a program narrows by a value it knows, and is what remains when all known values are
 * handled; plain `string` would do neither.
 */
declare enum UnrecognizedDiscriminator {
  Unrecognized = '(a discriminator value that the document does not list)',
}

export type { UnrecognizedDiscriminator };

/** `Base` with another type for its discriminator property `Key`; if optional or nullable, it stays so. */
export type WithDiscriminator<Base, Key extends PropertyKey, Value> = {
  [K in keyof Base]: K extends Key ? Value | Extract<Base[K], null> : Base[K];
};

/**
 * Moves discriminators before the other properties, at any depth: System.Text.Json reads them only there, unless an API
 * sets `AllowOutOfOrderMetadataProperties` of .NET 9.
 *
 * @param names The wire names of the discriminators.
 * @returns A copy; the value itself is not changed. An object with `toJSON` stays as it is.
 */
export function discriminatorsFirst(value: unknown, ...names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => discriminatorsFirst(item, ...names));
  if (!isRecord(value) || typeof value['toJSON'] === 'function') return value;
  const present = names.filter((name) => Object.hasOwn(value, name));
  const ordered = new Set([...present, ...Object.keys(value)]);
  return Object.fromEntries(
    [...ordered].map((name) => [name, discriminatorsFirst(value[name], ...names)]),
  );
}
