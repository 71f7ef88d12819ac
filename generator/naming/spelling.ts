import { createHash } from 'node:crypto';
import { hasStrangers, isAscii, withoutStrangers } from './letters.js';
import { splitWords, type Words } from './words.js';

/** What a sign is called, for names that differ, or consist, in nothing else. */
const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'space',
  '!': 'bang',
  '"': 'quote',
  '#': 'sharp',
  $: 'dollar',
  '%': 'percent',
  '&': 'and',
  "'": 'apostrophe',
  '(': 'open',
  ')': 'close',
  '*': 'star',
  '+': 'plus',
  ',': 'comma',
  '-': 'dash',
  '.': 'dot',
  '/': 'slash',
  ':': 'colon',
  ';': 'semicolon',
  '<': 'less',
  '=': 'equals',
  '>': 'greater',
  '?': 'question',
  '@': 'at',
  '[': 'bracket',
  ']': 'bracket',
  '\\': 'backslash',
  '^': 'caret',
  _: 'underscore',
  '`': 'tick',
  '{': 'brace',
  '|': 'bar',
  '}': 'brace',
  '~': 'tilde',
  '€': 'euro',
  '£': 'pound',
  '°': 'degree',
  '≤': 'at most',
  '≥': 'at least',
};

const LONE_SURROGATE = /\p{Surrogate}/u;

/** Words with every sign named: `a.b` → `a dot b`, `***` → `star star star`. */
export function spelledWords(text: string): Words {
  const name = (sign: string): string => ` ${SIGNS[sign] ?? 'sign'} `;
  return splitWords(
    isAscii(text)
      ? text.replace(/[^A-Za-z0-9]/g, name)
      : withoutStrangers(text, ' sign ').replace(/[^\p{L}\p{Nd}\p{Mn}\p{Mc}]/gu, name),
  );
}

/**
 * How a text is written, as words: what tells `/Vehicles` from `/vehicles`. For names that are otherwise equal.
 */
export function caseWords(text: string): Words {
  const [upper, lower] = isAscii(text) ? [/[A-Z]/, /[a-z]/] : [/\p{Lu}/u, /\p{Ll}/u];
  if (!upper.test(text)) return ['lower', 'case'];
  return lower.test(text) ? ['mixed', 'case'] : ['upper', 'case'];
}

/**
 * A word of eight letters that stands for the text: the last resort of a name, where words cannot tell two
 * apart. It comes from the text alone, so it is the same whatever else the document holds.
 */
export function letterCode(text: string): string {
  // In UTF-8 all surrogates without a partner are one; in JSON each is itself.
  const bytes = LONE_SURROGATE.test(text) ? JSON.stringify(text) : text;
  const digest = createHash('sha256').update(bytes).digest();
  return [...digest.subarray(0, 8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

/**
 * ECMAScript 2023, section 12.7: IdentifierName, as old compilers know it and people see it. Reserved words pass:
 * property names may be reserved.
 */
export function isIdentifierName(text: string): boolean {
  if (isAscii(text)) return /^[A-Za-z$_][A-Za-z0-9$_]*$/.test(text);
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) && !hasStrangers(text);
}

/** Disks take 255 bytes a name, and the compiler makes `.d.ts.map` of it. */
const MOST_FILE_BYTES = 240;
/** Longer names of files are cut: Windows stops at 260 letters for the whole path. */
const LONGEST_FILE = 100;

/** A file's name without extension that is the same everywhere and leads out of no folder: letters, digits and dashes. */
export function isFileName(text: string): boolean {
  if (isAscii(text))
    return text.length <= MOST_FILE_BYTES && /^[A-Za-z0-9][A-Za-z0-9_$-]*$/.test(text);
  return (
    Buffer.byteLength(text) <= MOST_FILE_BYTES &&
    !hasStrangers(text) &&
    /^[\p{L}\p{Nd}\p{Mn}\p{Mc}][\p{L}\p{Nd}\p{Mn}\p{Mc}_$-]*$/u.test(text)
  );
}

/** A file's name with a code of what it is named for; cut in letters and in bytes, never within a character. */
export function codedFileName(name: string, of: string): string {
  const code = `-${letterCode(of)}`;
  let cut = '';
  for (const character of name.slice(0, LONGEST_FILE)) {
    const isHalf = LONE_SURROGATE.test(character);
    if (isHalf || Buffer.byteLength(cut + character + code) > MOST_FILE_BYTES) break;
    cut += character;
  }
  return cut + code;
}

/** Whether a file's name is longer than anyone reads. */
export function isLongFileName(name: string): boolean {
  return name.length > LONGEST_FILE || !isFileName(name);
}
