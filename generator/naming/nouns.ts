import type { Words } from './words.js';

/** Singular, plural. */
const IRREGULAR: readonly (readonly [string, string])[] = [
  ['person', 'people'],
  ['man', 'men'],
  ['woman', 'women'],
  ['child', 'children'],
  ['foot', 'feet'],
  ['tooth', 'teeth'],
  ['goose', 'geese'],
  ['mouse', 'mice'],
  ['leaf', 'leaves'],
  ['shelf', 'shelves'],
  ['half', 'halves'],
  ['knife', 'knives'],
  ['life', 'lives'],
  ['wolf', 'wolves'],
  ['axis', 'axes'],
  ['analysis', 'analyses'],
  ['basis', 'bases'],
  ['crisis', 'crises'],
  ['diagnosis', 'diagnoses'],
  ['hypothesis', 'hypotheses'],
  ['thesis', 'theses'],
  ['synopsis', 'synopses'],
  ['criterion', 'criteria'],
  ['phenomenon', 'phenomena'],
  ['vertex', 'vertices'],
  ['matrix', 'matrices'],
  ['appendix', 'appendices'],
  ['quiz', 'quizzes'],
  ['movie', 'movies'],
  ['cookie', 'cookies'],
  ['zombie', 'zombies'],
  ['calorie', 'calories'],
  ['selfie', 'selfies'],
  ['cache', 'caches'],
  ['niche', 'niches'],
  ['axe', 'axes'],
  ['shoe', 'shoes'],
  ['toe', 'toes'],
  ['bus', 'buses'],
  ['gas', 'gases'],
  ['lens', 'lenses'],
  ['alias', 'aliases'],
  ['atlas', 'atlases'],
  ['bias', 'biases'],
  ['canvas', 'canvases'],
  ['index', 'indexes'],
  ['menu', 'menus'],
  ['tax', 'taxes'],
];

const PLURAL_OF: ReadonlyMap<string, string> = new Map(IRREGULAR);
const SINGULAR_OF: ReadonlyMap<string, string> = new Map([
  ...[...IRREGULAR].reverse().map(([one, many]) => [many, one] as const),
  ['indices', 'index'],
]);

/** Neither one nor many: said without a plural. The first line ends in -s and is still no plural of things. */
const UNCOUNTABLE = new Set(
  `analytics statistics stats metrics settings preferences details perms credentials means news series species
   dns sms mms gps css https http tls ssh aws ics diagnostics logistics physics mathematics specs
   config configuration data info information health history weather metadata media feedback
   inventory equipment software hardware content access progress status me self root usage audit
   availability connectivity performance revenue traffic evidence money cash`.split(/\s+/),
);

/** `analysis`, `axis`: one thing. `-us` and `-ss` are told by their letters. */
const SINGULAR_IN_S = /[sx]is$/;

/** True for words such as `settings` and `health`, which have no singular or no plural worth the name. */
export function isUncountable(word: string): boolean {
  return UNCOUNTABLE.has(word);
}

/** True for what names several things: `vehicles`, `people`, `ids`; false for `status`, `address`, `settings`. */
export function isPlural(word: string): boolean {
  if (SINGULAR_OF.has(word)) return true;
  if (UNCOUNTABLE.has(word) || PLURAL_OF.has(word)) return false;
  return /[^su]s$/.test(word) && word.length > 2 && !SINGULAR_IN_S.test(word);
}

/** `vehicles` → `vehicle`, `companies` → `company`, `statuses` → `status`; what is singular stays. */
export function singular(word: string): string {
  const irregular = SINGULAR_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (!isPlural(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|[^aeo]us|[^s]o)es$/.test(word) && word.length > 4) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** `vehicle` → `vehicles`, `company` → `companies`; what is plural, or has none, stays. */
export function plural(word: string): string {
  const irregular = PLURAL_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (UNCOUNTABLE.has(word) || isPlural(word) || word === '') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The same words, the last one in the singular. */
export function singularWords(words: Words): Words {
  return withLast(words, singular);
}

/** The same words, the last one in the plural. */
export function pluralWords(words: Words): Words {
  return withLast(words, plural);
}

function withLast(words: Words, change: (word: string) => string): Words {
  return words.map((word, index) => (index === words.length - 1 ? change(word) : word));
}
