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
