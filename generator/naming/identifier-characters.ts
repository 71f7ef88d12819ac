import { createHash } from 'node:crypto';

/**
 * Letters that names must not contain: invisible ones, since names that look the same must be the same; and letters that
 * an older compiler may not accept, added after Unicode 12 (TypeScript 5.4) or outside the Basic Multilingual Plane.
 */
const UNSUPPORTED =
  /\p{Default_Ignorable_Code_Point}|[\u{10000}-\u{10ffff}\u0870-\u089f\u08b5\u08be-\u08d2\u0b55\u0c3c\u0c5c\u0c5d\u0cdc\u0cdd\u0cf3\u0d04\u0d81\u0ece\u170d\u1715\u171f\u180f\u1abf-\u1aff\u1b4c\u1c89\u1c8a\u1dfa\u2c2f\u2c5f\u2e2f\u30fb\u31bb-\u31bf\u4db6-\u4dbf\u9ff0-\u9fff\ua7c0\ua7c1\ua7c7-\ua7dc\ua7f1-\ua7f6\ua82c\uab68\uab69\uff65]/gu;

/**
 * Whether a text is ASCII. Most texts are, and need no regular expression with Unicode classes, which take up to 10 ms to
 * compile.
 */
export function isAscii(text: string): boolean {
  return !/[\u0080-\uffff]/.test(text);
}

/** Composes the text (NFC), so that names that look the same are the same, and replaces unsupported letters. */
export function replaceUnsupported(text: string, instead = ''): string {
  if (isAscii(text)) return text;
  return text.normalize('NFC').replace(UNSUPPORTED, instead);
}

function hasUnsupported(text: string): boolean {
  return !isAscii(text) && text.search(UNSUPPORTED) !== -1;
}

const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * A code of eight letters for a text, which distinguishes names when words cannot. It depends on the text alone, so it is
 * the same whatever else the document contains.
 */
export function toLetterCode(text: string): string {
  // UTF-8 encodes all lone surrogates alike, JSON does not.
  const bytes = LONE_SURROGATE.test(text) ? JSON.stringify(text) : text;
  const digest = createHash('sha256').update(bytes).digest();
  return [...digest.subarray(0, 8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

/**
 * Whether a text is an IdentifierName (ECMAScript 2023, section 12.7) of supported letters. Reserved words are, since
 * properties may be named so.
 */
export function isIdentifierName(text: string): boolean {
  if (isAscii(text)) return /^[A-Za-z$_][A-Za-z0-9$_]*$/.test(text);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) && !hasUnsupported(text);
}

/** File systems allow 255 bytes a name, and the compiler appends `.d.ts.map`. */
const MAX_FILE_NAME_BYTES = 240;
/** Longer file names are cut, since Windows allows 260 characters for a whole path. */
const MAX_FILE_NAME_LENGTH = 100;

/** Whether a text is a portable file name without extension: letters, digits and dashes, so it cannot leave its folder. */
export function isFileName(text: string): boolean {
  if (isAscii(text))
    return text.length <= MAX_FILE_NAME_BYTES && /^[A-Za-z0-9][A-Za-z0-9_$-]*$/.test(text);
  return (
    Buffer.byteLength(text) <= MAX_FILE_NAME_BYTES &&
    !hasUnsupported(text) &&
    /^[\p{L}\p{Nd}\p{Mn}\p{Mc}][\p{L}\p{Nd}\p{Mn}\p{Mc}_$-]*$/u.test(text)
  );
}

/** Cuts a file name and appends the code of what it is named after; never cuts within a character. */
export function addLetterCode(name: string, of: string): string {
  const code = `-${toLetterCode(of)}`;
  let cut = '';
  for (const character of name.slice(0, MAX_FILE_NAME_LENGTH)) {
    const isCutInside = LONE_SURROGATE.test(character);
    if (isCutInside || Buffer.byteLength(cut + character + code) > MAX_FILE_NAME_BYTES) break;
    cut += character;
  }
  return cut + code;
}

/** Whether a file name is to be cut. */
export function isLongFileName(name: string): boolean {
  return name.length > MAX_FILE_NAME_LENGTH || !isFileName(name);
}
