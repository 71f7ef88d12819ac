/**
 * Letters that no name holds. Some show nothing, and names that look alike must be alike. Others are younger than
 * Unicode 12, which TypeScript 5.4 knows, or beyond the first plane, where every version adds some: a compiler takes
 * them for no letters, though this program's own may know them.
 */
const UNSUPPORTED =
  /\p{Default_Ignorable_Code_Point}|[\u{10000}-\u{10ffff}\u0870-\u089f\u08b5\u08be-\u08d2\u0b55\u0c3c\u0c5c\u0c5d\u0cdc\u0cdd\u0cf3\u0d04\u0d81\u0ece\u170d\u1715\u171f\u180f\u1abf-\u1aff\u1b4c\u1c89\u1c8a\u1dfa\u2c2f\u2c5f\u2e2f\u30fb\u31bb-\u31bf\u4db6-\u4dbf\u9ff0-\u9fff\ua7c0\ua7c1\ua7c7-\ua7dc\ua7f1-\ua7f6\ua82c\uab68\uab69\uff65]/gu;

/**
 * Whether a text is in ASCII, where Unicode's classes are short: an expression with these takes the engine up to 10 ms
 * to make, and most documents need none.
 */
export function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

/** In Unicode's composed form, in which names that look alike are alike. */
export function replaceUnsupported(text: string, instead = ''): string {
  if (isAscii(text)) return text;
  return text.normalize('NFC').replace(UNSUPPORTED, instead);
}

export function hasUnsupported(text: string): boolean {
  return !isAscii(text) && text.search(UNSUPPORTED) !== -1;
}
