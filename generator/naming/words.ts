import { isAscii, replaceUnsupported } from './identifier-characters.js';
import { ACRONYMS } from './lexicon.js';

/**
 * The words of a name. They are lower case, so that `VINNumber`, `vin-number` and `vin_number` give the same ones; the
 * case of a name is decided when it is written.
 */
export type Words = readonly string[];

/** Words with inner capitals: they are not split there, and keep the capitals in names. */
const PROPER_WORDS: ReadonlyMap<string, string> = new Map(
  ['OAuth', 'OData', 'IPv4', 'IPv6', 'OpenId', 'GraphQL'].map((word) => [word.toLowerCase(), word]),
);

/** Acronyms before a word in lower case: `VATorCBE`, `VATnumber`. The first kind is known by the word after it. */
const ACRONYM = [
  '[A-Z]{2,}(?=(?:or|and|of|to|by|for|from|in|with)(?:[A-Z]|$))',
  '(?<=[A-Z])(?:or|and|of|to|by|for|from|in|with)(?=[A-Z])',
  `(?<![A-Z])(?:${ACRONYMS.join('|')})(?=[a-z]{2})`,
];

/** In order: words with inner capitals, plural acronyms (`IDs`), acronyms (`VIN`), other words, digits. */
const WORD = new RegExp(
  [
    `(?:${[...PROPER_WORDS.values()].join('|')})(?!\\p{Ll})\\p{Nd}*`,
    '\\p{Lu}{2,}s(?!\\p{Ll})',
    ...ACRONYM,
    '\\p{Lu}+(?!\\p{Ll})\\p{Nd}*',
    '\\p{Lu}?[\\p{Ll}\\p{Lt}\\p{Lo}\\p{Lm}\\p{Mn}\\p{Mc}]+\\p{Nd}*',
    '\\p{Nd}+\\p{Ll}*',
  ].join('|'),
  'gu',
);

/** The same for an ASCII text. */
const ASCII_WORD = new RegExp(
  [
    `(?:${[...PROPER_WORDS.values()].join('|')})(?![a-z])[0-9]*`,
    '[A-Z]{2,}s(?![a-z])',
    ...ACRONYM,
    '[A-Z]+(?![a-z])[0-9]*',
    '[A-Z]?[a-z]+[0-9]*',
    '[0-9]+[a-z]*',
  ].join('|'),
  'g',
);

/**
 * Splits a text at punctuation and at changes of case: `VehicleAssignments`, `vehicle-assignments` and
 * `VEHICLE_ASSIGNMENTS` give the same words. Digits belong to the word before them; an acronym is one word.
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

/** An identifier cannot begin with a combining mark. */
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

/** `['vehicle', 'id']` → `VEHICLE_ID`; letters without an ASCII form are left out, for environment variables. */
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
  // A letter outside the Basic Multilingual Plane has two code units.
  const [first = ''] = text.charCodeAt(0) < 0x80 ? text.charAt(0) : text;
  return first.toUpperCase() + text.slice(first.length);
}

/**
 * PascalCase that keeps inner capitals, for names that the API's authors chose: `vehicleDTO` → `VehicleDTO`,
 * `page_of-X` → `PageOfX`. Several pieces in upper case are not taken for acronyms: `OUT_FLEET` → `OutFleet`.
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

/** Names of signs, for names that consist of signs or differ in nothing else. */
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

/** The words of a text with signs spelled out: `a.b` → `a dot b`, `***` → `star star star`. */
export function spellSigns(text: string): Words {
  const name = (sign: string): string => ` ${SIGN_NAMES[sign] ?? 'sign'} `;
  return splitWords(
    isAscii(text)
      ? text.replace(/[^A-Za-z0-9]/g, name)
      : replaceUnsupported(text, ' sign ').replace(/[^\p{L}\p{Nd}\p{Mn}\p{Mc}]/gu, name),
  );
}

/**
 * Describes the case of a text in words, for names that are otherwise equal, such as `/Vehicles` and `/vehicles`.
 */
export function describeCase(text: string): Words {
  const [upper, lower] = isAscii(text) ? [/[A-Z]/, /[a-z]/] : [/\p{Lu}/u, /\p{Ll}/u];
  if (!upper.test(text)) return ['lower', 'case'];
  return lower.test(text) ? ['mixed', 'case'] : ['upper', 'case'];
}
