/** Characters of the names of .NET members, of extensions (`$type`, `@odata.type`) and of headers. */
const NAME = /^[\p{L}_$@][\p{L}\p{N}_$.-]{0,63}$/u;

const UUID = /[\da-f]{8}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{4}-?[\da-f]{12}/i;

/**
 * Whether the key of an object looks like the name of a property. Anything that may be data is none: a number, an
 * identifier, a registration number (`AB-123-CD`, `WA18XYZ`), an address. Two cases cannot be told apart by the text: a
 * map by first names, and a property. How many names are kept is therefore limited where they are kept.
 */
export function looksLikeName(key: string): boolean {
  if (!NAME.test(key) || /\p{N}{3}/u.test(key) || UUID.test(key)) return false;
  const groups = key.split(/[-._]/);
  if (groups.length > 1 && groups.some((group) => /^\p{N}+$/u.test(group))) return false;
  const isMixed = /\p{N}/u.test(key) && !/\p{Ll}/u.test(key);
  return !isMixed || key.length < 6;
}
