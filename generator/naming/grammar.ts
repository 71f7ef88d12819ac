import { isSafe } from '../model/methods.js';
import type { HttpMethod } from '../model/model.js';
import {
  ACRONYMS_IN_S,
  ADJECTIVES,
  COLLECTION_VERBS,
  INTRANSITIVE,
  IRREGULAR,
  NOUNS_WHEN_READ,
  OF_ONE,
  OF_SEVERAL,
  PREPOSITIONS,
  READING_VERBS,
  SINGLETONS,
  UNCOUNTABLE,
  VERBS,
  VERBS_THAT_ARE_NOUNS,
} from './lexicon.js';
import { splitWords, type Words } from './words.js';

const PLURAL_OF: ReadonlyMap<string, string> = new Map(IRREGULAR);
const SINGULAR_OF: ReadonlyMap<string, string> = new Map([
  ...[...IRREGULAR].reverse().map(([one, many]) => [many, one] as const),
  ['indices', 'index'],
]);

/** `analysis`, `axis`: singular. Words in `-us` and `-ss` are recognized by their ending elsewhere. */
const SINGULAR_IN_S = /[sx]is$/;
/** `profesores`, `direcciones`, `ciudades`; no English plural ends so. */
const SPANISH_PLURAL = /(?:[^s]tor|[ae]dor|sor|ion|[iu]dad)es$/;

/** True for words such as `settings`, `health` and `file system`, which have no singular or no plural. */
export function isUncountable(words: Words): boolean {
  const last = words.at(-1) ?? '';
  return hasOneNumber(last) || UNCOUNTABLE.has((words.at(-2) ?? '') + last);
}

function hasOneNumber(word: string): boolean {
  return UNCOUNTABLE.has(word) || ACRONYMS_IN_S.has(word);
}

/** True for `vehicles`, `people`, `ids`; false for `status`, `address`, `settings`. */
export function isPlural(word: string): boolean {
  if (SINGULAR_OF.has(word)) return true;
  if (hasOneNumber(word) || PLURAL_OF.has(word)) return false;
  return /[^su]s$/.test(word) && word.length > 2 && !SINGULAR_IN_S.test(word);
}

/** `vehicles` → `vehicle`, `companies` → `company`, `statuses` → `status`; a singular stays. */
export function toSingular(word: string): string {
  const irregular = SINGULAR_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (!isPlural(word)) return word;
  if (SPANISH_PLURAL.test(word)) return word.slice(0, -2);
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|[^aeo]us|[^s]o)es$/.test(word) && word.length > 4) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** `vehicle` → `vehicles`, `company` → `companies`; a plural or uncountable word stays. */
export function toPlural(word: string): string {
  const irregular = PLURAL_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (hasOneNumber(word) || isPlural(word) || word === '') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The same words, the last one in the singular. */
export function toSingularWords(words: Words): Words {
  return changeLast(words, toSingular);
}

/** The same words, the last one in the plural, if it has one: `missing` stays. */
export function toPluralWords(words: Words): Words {
  return isUncountable(words) || isAdjective(words.at(-1) ?? '')
    ? words
    : changeLast(words, toPlural);
}

function changeLast(words: Words, change: (word: string) => string): Words {
  return words.map((word, index) => (index === words.length - 1 ? change(word) : word));
}

/** The verb for an HTTP method when no better one is known. */
export function getMethodWord(method: HttpMethod): string {
  const word = splitWords(method.toLowerCase()).join('');
  // A method may be any token, such as `~` or `2PUT`.
  return /^[a-z]/.test(word) ? word : `send${word}`;
}

const METHOD_WORDS: ReadonlySet<string> = new Set(
  'get put post delete options head patch trace query'.split(' '),
);

/** True for the word of a method that OpenAPI has a field for. */
export function isMethodWord(word: string): boolean {
  return METHOD_WORDS.has(word);
}

/** The verbs of methods on a resource that are not the methods' own words. GET's verb depends on the response. */
const RESOURCE_VERBS: ReadonlyMap<HttpMethod, string> = new Map([
  ['PUT', 'replace'],
  ['POST', 'create'],
  ['PATCH', 'update'],
]);

/** The verb for a method on a resource, except GET. HEAD stays `head`: it does more than check for existence. */
export function getResourceVerb(method: HttpMethod): string {
  return RESOURCE_VERBS.get(method) ?? getMethodWord(method);
}

/**
 * True for a word that is always a verb, as in `getAllPersons` and `login`; also for one that another verb is made of:
 * `resend`, `unassign`.
 */
export function isVerb(word: string): boolean {
  if (VERBS.has(word)) return true;
  const [, stem = ''] = /^(?:re|un)(.+)$/.exec(word) ?? [];
  const isDerived = VERBS.has(stem) || VERBS_THAT_ARE_NOUNS.has(stem);
  return isDerived && ![VERBS_THAT_ARE_NOUNS, ADJECTIVES, UNCOUNTABLE].some((set) => set.has(word));
}

/** True when words name an action under this method: `send`, `getAllPersons`, and for POST `order` too. */
export function isAction(words: Words, method: HttpMethod): boolean {
  const [first = '', second = ''] = words;
  const reads = isSafe(method);
  // A list of things is a noun.
  if (second === 'of') return false;
  if (isVerb(first)) return !(reads && words.length === 1 && NOUNS_WHEN_READ.has(first));
  return VERBS_THAT_ARE_NOUNS.has(first) && !reads && method !== 'DELETE';
}

/** `name exists`: the words ask a question, whose answer is a boolean. */
export function isQuestion(words: Words): boolean {
  return words.length > 1 && words.at(-1) === 'exists';
}

/** The verb of a noun that names who does it: `editor` → `edit`. */
export function toVerbOfDoer(word: string): string | undefined {
  const [, stem = ''] = /^(.+)or$/.exec(word) ?? [];
  return [stem, `${stem}e`].find((verb) => VERBS.has(verb));
}

/** `Returns` → `return`: the verb at the beginning of a sentence; undefined when that is no verb. */
export function toVerbOfSentence(word: string): string | undefined {
  const stems = [word, word.replace(/s$/, ''), word.replace(/es$/, ''), word.replace(/ies$/, 'y')];
  return stems.find((stem) => isVerb(stem) || READING_VERBS.has(stem) || METHOD_WORDS.has(stem));
}

export function isAdjective(word: string): boolean {
  return ADJECTIVES.has(word);
}

/** Whether the words describe one among several, as `latest` does. */
export function meansOne(words: Words): boolean {
  return words.some((word) => OF_ONE.has(word));
}

/** Whether the words imply several things, as `all` and `bulk` do. */
export function meansSeveral(words: Words): boolean {
  return words.some((word) => OF_SEVERAL.has(word));
}

export function isPreposition(word: string): boolean {
  return PREPOSITIONS.has(word);
}

export function isCollectionVerb(word: string): boolean {
  return COLLECTION_VERBS.has(word);
}

export function isIntransitive(verb: string): boolean {
  return INTRANSITIVE.has(verb);
}

/** True for what exists once, such as settings. */
export function isSingleton(words: Words): boolean {
  return SINGLETONS.has(words.at(-1) ?? '');
}
