/** What stands in an instance where the type is a `Blob`, which JSON has no word for. */
export const BLOB = '\u0001blob';

/** Where a tag stands that the document does not name: the package has a type for it that no text is of. */
export const UNRECOGNIZED = '\u0001unrecognizedTag';
