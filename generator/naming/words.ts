import { createHash } from 'node:crypto';
import { hasUnsupported, isAscii, replaceUnsupported } from './identifier-characters.js';

/**
 * Text as words and words as identifiers. Words are lower-case, so that `VINNumber`, `vin-number` and
 * `vin_number` read alike; a name's case is decided when it is written, never carried along.
 */
export type Words = readonly string[];

/** Words whose inner capitals belong to them: they are not cut there, and keep them inside a name. */
const PROPER_WORDS: ReadonlyMap<string, string> = new Map(
  ['OAuth', 'OData', 'IPv4', 'IPv6', 'OpenId', 'GraphQL'].map((word) => [word.toLowerCase(), word]),
);

/** In order: proper words, plural acronyms (`IDs`), acronyms (`VIN`), words, and what starts with a digit. */
const WORD = new RegExp(
  [
    `(?:${[...PROPER_WORDS.values()].join('|')})(?!\\p{Ll})\\p{Nd}*`,
    '\\p{Lu}{2,}s(?!\\p{Ll})',
    '\\p{Lu}+(?!\\p{Ll})\\p{Nd}*',
    '\\p{Lu}?[\\p{Ll}\\p{Lt}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}]+\\p{Nd}*',
    '\\p{Nd}+\\p{Ll}*',
  ].join('|'),
  'gu',
);

/** The same for a text in ASCII. */
const ASCII_WORD = new RegExp(
  [
    `(?:${[...PROPER_WORDS.values()].join('|')})(?![a-z])[0-9]*`,
    '[A-Z]{2,}s(?![a-z])',
    '[A-Z]+(?![a-z])[0-9]*',
    '[A-Z]?[a-z]+[0-9]*',
    '[0-9]+[a-z]*',
  ].join('|'),
  'g',
);

/**
 * Cuts at punctuation and at changes of case: `VehicleAssignments`, `vehicle-assignments` and
 * `VEHICLE_ASSIGNMENTS` give the same words. Digits stay with the word before them; acronyms are one word.
 */
export function splitWords(text: string): Words {
  if (isAscii(text)) {
    const plain = text.includes("'") ? text.replace(/(?<=[A-Za-z])'(?=[A-Za-z])/g, '') : text;
    return (plain.match(ASCII_WORD) ?? []).map((word) => word.toLowerCase());
  }
  const joined = replaceUnsupported(text).replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
  return (joined.match(WORD) ?? [])
    .map(stripLeadingMarks)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** No identifier begins with a mark, which belongs to the letter before it. */
function stripLeadingMarks(text: string): string {
  return text.replace(/^[\p{Mn}\p{Mc}]+/u, '');
}

/** `['vehicle', 'oauth2']` → `VehicleOAuth2` */
export function toPascalCase(words: Words): string {
  return words.map(capitalize).join('');
}

/** `['vin', 'number']` → `vinNumber` */
export function toCamelCase(words: Words): string {
  return words.map((word, index) => (index === 0 ? word : capitalize(word))).join('');
}

/** `['vehicle', 'dto']` → `vehicle-dto` */
export function toKebabCase(words: Words): string {
  return words.join('-');
}

/** `['vehicle', 'id']` → `VEHICLE_ID`; letters without an ASCII form are left out, as shells want it. */
export function toUpperSnakeCase(words: Words): string {
  return words
    .map((word) =>
      word
        .normalize('NFD')
        .replace(/[^a-z0-9]/g, '')
        .toUpperCase(),
    )
    .filter((word) => word !== '')
    .join('_');
}

/** The first letter in upper case, the rest as it is: `vehicleDTO` → `VehicleDTO`. */
export function upperFirst(text: string): string {
  // A letter beyond the first plane is two units long.
  const [first = ''] = text.charCodeAt(0) < 0x80 ? text.charAt(0) : text;
  return first.toUpperCase() + text.slice(first.length);
}

/**
 * PascalCase that keeps inner capitals, for names that the API's authors chose: `vehicleDTO` → `VehicleDTO`,
 * `page_of-X` → `PageOfX`. Several pieces written in capitals alone are shouting, not acronyms:
 * `OUT_FLEET` → `OutFleet`.
 */
export function capitalizePieces(text: string): string {
  if (isAscii(text)) {
    const plain = text.match(/[A-Za-z0-9]+/g) ?? [];
    return plain.length > 1 && !/[a-z]/.test(text)
      ? toPascalCase(splitWords(text))
      : plain.map(upperFirst).join('');
  }
  const pieces = replaceUnsupported(text).match(/[\p{L}\p{Nd}\p{Mn}\p{Mc}]+/gu) ?? [];
  return pieces.length > 1 && !/\p{Ll}/u.test(text)
    ? toPascalCase(splitWords(text))
    : pieces.map(stripLeadingMarks).map(upperFirst).join('');
}

const PROPER_WITH_DIGITS = new RegExp(`^(${[...PROPER_WORDS.keys()].join('|')})(\\p{Nd}*)$`, 'u');

const PROPER_INITIALS: ReadonlySet<string> = new Set(
  [...PROPER_WORDS.keys()].map((key) => key.charAt(0)),
);

function capitalize(word: string): string {
  if (!PROPER_INITIALS.has(word.charAt(0))) return upperFirst(word);
  const [, letters = '', digits = ''] = PROPER_WITH_DIGITS.exec(word) ?? [];
  const proper = PROPER_WORDS.get(letters);
  return proper === undefined ? upperFirst(word) : proper + digits;
}

/** What a sign is called, for names that differ, or consist, in nothing else. */
const SIGN_NAMES: Readonly<Record<string, string>> = {
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
export function spellSigns(text: string): Words {
  const name = (sign: string): string => ` ${SIGN_NAMES[sign] ?? 'sign'} `;
  return splitWords(
    isAscii(text)
      ? text.replace(/[^A-Za-z0-9]/g, name)
      : replaceUnsupported(text, ' sign ').replace(/[^\p{L}\p{Nd}\p{Mn}\p{Mc}]/gu, name),
  );
}

/**
 * How a text is written, as words: what tells `/Vehicles` from `/vehicles`. For names that are otherwise equal.
 */
export function describeCase(text: string): Words {
  const [upper, lower] = isAscii(text) ? [/[A-Z]/, /[a-z]/] : [/\p{Lu}/u, /\p{Ll}/u];
  if (!upper.test(text)) return ['lower', 'case'];
  return lower.test(text) ? ['mixed', 'case'] : ['upper', 'case'];
}

/**
 * A word of eight letters that stands for the text: the last resort of a name, where words cannot tell two
 * apart. It comes from the text alone, so it is the same whatever else the document holds.
 */
export function toLetterCode(text: string): string {
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
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text) && !hasUnsupported(text);
}

/** Disks take 255 bytes a name, and the compiler makes `.d.ts.map` of it. */
const MAX_FILE_NAME_BYTES = 240;
/** Longer names of files are cut: Windows stops at 260 letters for the whole path. */
const MAX_FILE_NAME_LENGTH = 100;

/** A file's name without extension that is the same everywhere and leads out of no folder: letters, digits and dashes. */
export function isFileName(text: string): boolean {
  if (isAscii(text))
    return text.length <= MAX_FILE_NAME_BYTES && /^[A-Za-z0-9][A-Za-z0-9_$-]*$/.test(text);
  return (
    Buffer.byteLength(text) <= MAX_FILE_NAME_BYTES &&
    !hasUnsupported(text) &&
    /^[\p{L}\p{Nd}\p{Mn}\p{Mc}][\p{L}\p{Nd}\p{Mn}\p{Mc}_$-]*$/u.test(text)
  );
}

/** A file's name with a code of what it is named for; cut in letters and in bytes, never within a character. */
export function addLetterCode(name: string, of: string): string {
  const code = `-${toLetterCode(of)}`;
  let cut = '';
  for (const character of name.slice(0, MAX_FILE_NAME_LENGTH)) {
    const isHalf = LONE_SURROGATE.test(character);
    if (isHalf || Buffer.byteLength(cut + character + code) > MAX_FILE_NAME_BYTES) break;
    cut += character;
  }
  return cut + code;
}

/** Whether a file's name is longer than anyone reads. */
export function isLongFileName(name: string): boolean {
  return name.length > MAX_FILE_NAME_LENGTH || !isFileName(name);
}
