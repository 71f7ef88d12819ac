import { createHash } from 'node:crypto';
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

/** Words with every sign named: `a.b` → `a dot b`, `***` → `star star star`. */
export function spelledWords(text: string): Words {
  const named = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{Nd}\p{Mn}\p{Mc}]/gu, (sign) => ` ${SIGNS[sign] ?? 'sign'} `);
  return splitWords(named);
}

/**
 * How a text is written, as words: what tells `/Vehicles` from `/vehicles`. For names that are otherwise equal.
 */
export function caseWords(text: string): Words {
  if (!/\p{Lu}/u.test(text)) return ['lower', 'case'];
  return /\p{Ll}/u.test(text) ? ['mixed', 'case'] : ['upper', 'case'];
}

/**
 * A word of eight letters that stands for the text: the last resort of a name, where words cannot tell two
 * apart. It comes from the text alone, so it is the same whatever else the document holds.
 */
export function letterCode(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  return [...digest.subarray(0, 8)].map((byte) => String.fromCharCode(97 + (byte % 26))).join('');
}

/** ECMAScript 2023, section 12.7: IdentifierName. Reserved words pass: property names may be reserved. */
export function isIdentifierName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

/** A file's name without extension that is the same everywhere and leads out of no folder: letters, digits and dashes. */
export function isFileName(text: string): boolean {
  return /^[\p{L}\p{Nd}\p{Mn}\p{Mc}][\p{L}\p{Nd}\p{Mn}\p{Mc}_$-]*$/u.test(text);
}
