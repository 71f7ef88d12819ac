import { isSafe } from '../model/methods.js';
import type { HttpMethod } from '../model/model.js';
import { splitWords, type Words } from './words.js';

/** Pairs of singular and plural. */
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

/** Words without a plural. Those in the first lines end in -s, but are not plurals of things. */
const UNCOUNTABLE = new Set(
  `analytics statistics stats metrics settings preferences details perms credentials means news series species
   dns sms mms gps css https http tls ssh aws ics diagnostics logistics physics mathematics specs
   config configuration data info information health history weather metadata media feedback
   inventory equipment software hardware content access progress status me self root usage audit
   availability connectivity performance revenue traffic evidence money cash`.split(/\s+/),
);

/** `analysis`, `axis`: singular. Words in `-us` and `-ss` are recognized by their ending elsewhere. */
const SINGULAR_IN_S = /[sx]is$/;

/** True for words such as `settings` and `health`, which have no singular or no plural. */
export function isUncountable(word: string): boolean {
  return UNCOUNTABLE.has(word);
}

/** True for `vehicles`, `people`, `ids`; false for `status`, `address`, `settings`. */
export function isPlural(word: string): boolean {
  if (SINGULAR_OF.has(word)) return true;
  if (UNCOUNTABLE.has(word) || PLURAL_OF.has(word)) return false;
  return /[^su]s$/.test(word) && word.length > 2 && !SINGULAR_IN_S.test(word);
}

/** `vehicles` → `vehicle`, `companies` → `company`, `statuses` → `status`; a singular stays. */
export function toSingular(word: string): string {
  const irregular = SINGULAR_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (!isPlural(word)) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x|zz|[^aeo]us|[^s]o)es$/.test(word) && word.length > 4) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** `vehicle` → `vehicles`, `company` → `companies`; a plural or uncountable word stays. */
export function toPlural(word: string): string {
  const irregular = PLURAL_OF.get(word);
  if (irregular !== undefined) return irregular;
  if (UNCOUNTABLE.has(word) || isPlural(word) || word === '') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** The same words, the last one in the singular. */
export function toSingularWords(words: Words): Words {
  return changeLast(words, toSingular);
}

/** The same words, the last one in the plural. */
export function toPluralWords(words: Words): Words {
  return changeLast(words, toPlural);
}

function changeLast(words: Words, change: (word: string) => string): Words {
  return words.map((word, index) => (index === words.length - 1 ? change(word) : word));
}

/** Verbs in the names of controllers' actions. A path segment that begins with one names the operation. */
const VERBS = new Set(
  `accept acknowledge activate add adjust allocate allow analyze analyse append apply approve assign associate attach
   authenticate authorize ban begin bind build calculate call cancel checkout claim clean clear clone
   close compare complete compress compute configure confirm connect contains control convert copy count create
   deactivate debit decline decrease decrypt delete deny deploy detach detect disable disassociate disconnect
   discover dispatch dismiss download edit enable encrypt enqueue ensure enroll evaluate exchange execute exists exit
   expire explore export extend extract fetch fill find finalize finish flush follow forget forgot
   generate geocode get grant handle has hide impersonate import increase increment decrement init initialize
   insert install invalidate invoke is join kick leave list load login logoff logon logout lookup
   lock make mark merge migrate modify move mute notify open parse pause perform ping post predict preview
   process provision publish purge put query quit read rebuild recalculate receive recompute recover redeem redirect
   reboot refresh refuse regenerate register reindex reinstall reject reload remind remove rename renew reopen reorder
   replace replay reprocess resend reset resize resolve respond restart restore resume retrieve retry revert revoke
   rollback rotate run save scan search seed select send set shutdown sign signin signout signup simulate
   skip start stop store submit subscribe suspend swap switch sync synchronize terminate toggle train transform
   translate trigger try unapprove unarchive unassign unban unblock unbind undo unfollow uninstall unlike unlink unlock
   unmute unpin unpublish unregister unsubscribe unsuspend update upgrade upload upsert use validate verify vote
   withdraw write`.split(/\s+/),
);

/** Verbs that are as often nouns: they name actions of POST and PUT, but not of reads. */
const VERBS_THAT_ARE_NOUNS = new Set(
  `archive block book bookmark broadcast buy change charge check comment deposit duplicate email escalate
   filter flag grab grade guess invite issue like link log map match order pay pin print rate refund release
   reply report request reserve return review schedule share stream subscribe support test track trade transfer
   transition unread view visit watch`.split(/\s+/),
);

/** Verbs that are nouns or adjectives when they stand alone in the path of a read: `open`, `set`, `process`. */
const NOUNS_WHEN_READ = new Set(
  'call close control open process read set sign store use vote'.split(' '),
);

const ADJECTIVES = new Set(
  `active advanced all allowed approved archived assignable attachable attached available basic best blocked bulk
   cancelled canceled closed completed connected current default deleted disabled draft due duplicate enabled
   expired external failed favorite featured first free full global inactive internal invalid last latest live local
   locked main many missing most multiple my new newest next old oldest online open overdue own paged paginated
   pending personal popular possible present previous primary private public published random recent
   recommended rejected related remaining single slowest soft suggested supported today top total trending unassigned
   unpaid unread unused upcoming valid visible`.split(/\s+/),
);

const PREPOSITIONS = new Set(
  'by for with without from to in on of at as since until per via under'.split(' '),
);

/** Adjectives that imply several things, whatever the response is. */
const OF_SEVERAL = new Set(['all', 'bulk', 'many', 'multiple', 'paged', 'paginated']);

/** Verbs without an object: `/account/logout` logs out the caller, not an account. */
const INTRANSITIVE = new Set('login logoff logon logout ping signin signout signup'.split(' '));

/** Verbs that apply to a collection: `searchFlights`, but `lockUser`. */
const COLLECTION_VERBS = new Set(
  'count export fetch find import list lookup query reindex reorder search sync synchronize'.split(
    ' ',
  ),
);

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

/** True for a word that is always a verb, as in `getAllPersons` and `login`. */
export function isVerb(word: string): boolean {
  return VERBS.has(word);
}

/** True when words name an action under this method: `send`, `getAllPersons`, and for POST `order` too. */
export function isAction(words: Words, method: HttpMethod): boolean {
  const [first = ''] = words;
  const reads = isSafe(method);
  if (VERBS.has(first)) return !(reads && words.length === 1 && NOUNS_WHEN_READ.has(first));
  return VERBS_THAT_ARE_NOUNS.has(first) && !reads && method !== 'DELETE';
}

export function isAdjective(word: string): boolean {
  return ADJECTIVES.has(word);
}

export function isPreposition(word: string): boolean {
  return PREPOSITIONS.has(word);
}

export function meansSeveral(words: Words): boolean {
  return words.some((word) => OF_SEVERAL.has(word));
}

export function isCollectionVerb(word: string): boolean {
  return COLLECTION_VERBS.has(word);
}

export function isIntransitive(verb: string): boolean {
  return INTRANSITIVE.has(verb);
}
