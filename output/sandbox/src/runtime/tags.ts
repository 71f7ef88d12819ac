/**
 * A tag that the document does not name: the API grew a variant after this package was made. It is
 * text. As an enum that has no value of its own, it stays out when a program narrows by a tag it
 * knows, and is what is left when all of them are dealt with; plain `string` would do neither.
 */
declare enum UnrecognizedDiscriminator {
  Unrecognized = '(a tag that the document does not name)',
}

export type { UnrecognizedDiscriminator };

/** The same object with another type for its tag; what is optional or may be null stays so. */
export type WithDiscriminator<Base, Key extends PropertyKey, Tag> = {
  [K in keyof Base]: K extends Key ? Tag | Extract<Base[K], null> : Base[K];
};
