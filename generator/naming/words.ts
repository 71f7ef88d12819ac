import { isAscii, withoutStrangers } from './letters.js';

/**
 * Text as words and words as identifiers. Words are lower-case, so that `VINNumber`, `vin-number` and
 * `vin_number` read alike; a name's case is decided when it is written, never carried along.
 */
export type Words = readonly string[];

/** Words whose inner capitals belong to them: they are not cut there, and keep them inside a name. */
const PROPER: ReadonlyMap<string, string> = new Map(
  ['OAuth', 'OData', 'IPv4', 'IPv6', 'OpenId', 'GraphQL'].map((word) => [word.toLowerCase(), word]),
);

/** In order: proper words, plural acronyms (`IDs`), acronyms (`VIN`), words, and what starts with a digit. */
const WORD = new RegExp(
  [
    `(?:${[...PROPER.values()].join('|')})(?!\\p{Ll})\\p{Nd}*`,
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
    `(?:${[...PROPER.values()].join('|')})(?![a-z])[0-9]*`,
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
  const joined = withoutStrangers(text).replace(/(?<=\p{L})['’](?=\p{L})/gu, '');
  return (joined.match(WORD) ?? [])
    .map(withoutFirstMarks)
    .filter(Boolean)
    .map((word) => word.toLowerCase());
}

/** No identifier begins with a mark, which belongs to the letter before it. */
function withoutFirstMarks(text: string): string {
  return text.replace(/^[\p{Mn}\p{Mc}]+/u, '');
}

/** `['vehicle', 'oauth2']` → `VehicleOAuth2` */
export function pascalCase(words: Words): string {
  return words.map(capitalized).join('');
}

/** `['vin', 'number']` → `vinNumber` */
export function camelCase(words: Words): string {
  return words.map((word, index) => (index === 0 ? word : capitalized(word))).join('');
}

/** `['vehicle', 'dto']` → `vehicle-dto` */
export function kebabCase(words: Words): string {
  return words.join('-');
}

/** `['vehicle', 'id']` → `VEHICLE_ID`; letters without an ASCII form are left out, as shells want it. */
export function upperSnakeCase(words: Words): string {
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
export function keepingPascalCase(text: string): string {
  if (isAscii(text)) {
    const plain = text.match(/[A-Za-z0-9]+/g) ?? [];
    return plain.length > 1 && !/[a-z]/.test(text)
      ? pascalCase(splitWords(text))
      : plain.map(upperFirst).join('');
  }
  const pieces = withoutStrangers(text).match(/[\p{L}\p{Nd}\p{Mn}\p{Mc}]+/gu) ?? [];
  return pieces.length > 1 && !/\p{Ll}/u.test(text)
    ? pascalCase(splitWords(text))
    : pieces.map(withoutFirstMarks).map(upperFirst).join('');
}

const PROPER_WITH_DIGITS = new RegExp(`^(${[...PROPER.keys()].join('|')})(\\p{Nd}*)$`, 'u');

const PROPER_INITIALS: ReadonlySet<string> = new Set(
  [...PROPER.keys()].map((key) => key.charAt(0)),
);

function capitalized(word: string): string {
  if (!PROPER_INITIALS.has(word.charAt(0))) return upperFirst(word);
  const [, letters = '', digits = ''] = PROPER_WITH_DIGITS.exec(word) ?? [];
  const proper = PROPER.get(letters);
  return proper === undefined ? upperFirst(word) : proper + digits;
}
