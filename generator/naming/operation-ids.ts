import { getResourceVerb, isAction, isMethodWord, isPlural, isVerb } from './grammar.js';
import { TOOL_WORDS } from './lexicon.js';
import {
  contains,
  getHead,
  readPathPhrase,
  toList,
  toPhrase,
  toServicePhrase,
  toWords,
  type Phrase,
  type Subject,
} from './operation-phrases.js';
import { dropService, toResourceKey } from './paths.js';
import { splitWords, type Words } from './words.js';

/** What operations are named after; `auto`: the `operationId` where it says more than method and path. */
export type NameSource = 'auto' | 'operationId' | 'path';

interface ReadPhrase {
  readonly phrase: Phrase;
  /** Whether the `operationId` is the phrase. */
  readonly isGiven: boolean;
}

export function readPhrase(subject: Subject, from: NameSource): ReadPhrase {
  const words = from === 'path' ? [] : getIdWords(subject);
  if (words.length === 0) return { phrase: readPathPhrase(subject), isGiven: false };
  if (from === 'operationId') return { phrase: toPhrase(words), isGiven: true };
  const byPath = readPathPhrase(subject);
  const phrase = chooseWords(words, byPath, subject);
  return { phrase, isGiven: phrase !== byPath };
}

/** The words of the `operationId` without the service's name in front: `Vehicles_GetAll` → `get all`. */
function getIdWords({ operation, service }: Subject): Words {
  const id = operation.operationId ?? '';
  const [head = '', ...tail] = id.split(/[_.:/-]+/).filter((part) => part !== '');
  const key = toResourceKey(service);
  if (tail.length > 0 && toResourceKey(splitWords(head)) === key) {
    const words = splitWords(tail.join(' '));
    if (words.length > 0) return words;
  }
  const words = splitWords(id);
  const rest = words.slice(service.length);
  const isService = toResourceKey(words.slice(0, service.length)) === key;
  return isService && isVerb(rest[0] ?? '') ? rest : words;
}

/** The phrase of an `operationId` if it says more than the path's, else the shorter one. */
function chooseWords(words: Words, byPath: Phrase, subject: Subject): Phrase {
  const { service } = subject;
  if (isMadeFromPath(words, subject)) return byPath;
  const { verb, object, isRepeated } = readId(words, subject);
  const rest = dropParameters(dropService(dropAll(object, subject), service), subject);
  const isOfService = words.includes('all') || contains(words.map(dropNumber), service);
  const known = toWords(byPath);
  const saysMore = !contains(known, rest) && !known.includes(rest.join(''));
  const { suffix } = byPath;
  const complete = (phrase: Phrase): Phrase =>
    toList(suffix ? { ...phrase, suffix } : phrase, subject);
  if (verb !== undefined && verb !== byPath.verb) return complete({ verb, rest });
  // `GetMergePolicies` tells that the path `merge-policy` has no verb.
  const isNoun = subject.reads && isRepeated && rest.includes(byPath.verb ?? '');
  const isPathAction = byPath.verb !== undefined && !isPlain(byPath.verb, subject) && !isNoun;
  // `PostToken` tells that the path `token` is a noun.
  if (byPath.verb === undefined && isRepeated) return complete(withPlainVerb(rest, subject));
  // `get-vehicles` of a path that does not name them.
  if (rest.length === 0 && verb === undefined && isOfService && !subject.path.namesService)
    return complete(toServicePhrase(subject));
  if (rest.length === 0 || (verb === undefined && isPathAction)) return byPath;
  if (!saysMore && !isNoun && rest.length >= byPath.rest.length) {
    // `DELETE /participants` with `DeleteParticipant` deletes one.
    const isOne = subject.operation.method === 'DELETE' && isPlural(byPath.rest.at(-1) ?? '');
    return isOne && !isPlural(rest.at(-1) ?? '') ? { ...byPath, rest } : byPath;
  }
  if (verb !== undefined) return complete({ verb, rest });
  // `BatchGetItems`
  const hasVerb = !isRepeated && rest.slice(1).some((word) => isVerb(word) || isMethodWord(word));
  return complete(hasVerb ? { verb, rest } : withPlainVerb(rest, subject));
}

/** Splits the verb off; a word that only repeats the HTTP method is left out. */
function readId(
  words: Words,
  { operation, service, reads, beside }: Subject,
): { readonly verb: string | undefined; readonly object: Words; readonly isRepeated: boolean } {
  const method = operation.method.toLowerCase();
  // Beside a PUT, which may be an update, `patch` tells more than the method.
  const isTold = method === 'patch' && beside('PUT') !== undefined;
  const repeats = (word: string) => !isTold && (word === method || (reads && word === 'get'));
  const said = dropToolWords(words, service);
  const withoutEnd = said.length > 1 && repeats(said.at(-1) ?? '') ? said.slice(0, -1) : said;
  const isRepeated = repeats(withoutEnd[0] ?? '');
  const whole = isRepeated ? withoutEnd.slice(1) : withoutEnd;
  // In `ImportVehicles` of the tag `Imports`, the first word is the verb.
  const [start = '', ...object] = whole;
  const own = dropService(object, service);
  const isVerbFirst = !isRepeated && isVerb(start) && own.length > 0;
  const left = isVerbFirst ? [start, ...own] : dropService(whole, service);
  const [first = '', ...others] = left;
  if (repeats(first)) return { verb: undefined, object: others, isRepeated };
  if (isRepeated && reads) return { verb: undefined, object: left, isRepeated };
  // After the HTTP method, `order` and `book` are nouns.
  const isFirst = isRepeated ? isVerb(first) : isAction(left, operation.method);
  if (isFirst || isMethodWord(first)) return { verb: first, object: others, isRepeated };
  // `TokenRevoke`
  const last = left.at(-1) ?? '';
  const isTurned = !reads && left.length > 1 && first.length > 1 && isVerb(last);
  if (isTurned) return { verb: last, object: left.slice(0, -1), isRepeated };
  // A verb that is not known: `ChallengeExternalAuth`.
  const isUnknown = !reads && !isRepeated && left.length > 1 && first.length > 1;
  return { verb: isUnknown ? first : undefined, object: isUnknown ? others : left, isRepeated };
}

/** Without `Async`, and without the number of an overload: `Get2`. */
function dropToolWords(words: Words, service: Words): Words {
  const version = /^v\d+$/.test(words.at(-1) ?? '');
  const whole = version ? words.slice(0, -1) : words;
  const named = TOOL_WORDS.has(whole.at(-1) ?? '') ? whole.slice(0, -1) : whole;
  const last = named.at(-1) ?? '';
  const plain = dropNumber(last);
  const isOverload =
    plain !== last && (isVerb(plain) || isMethodWord(plain) || contains(service, [plain]));
  return isOverload ? [...named.slice(0, -1), plain] : named;
}

/** Without `all`, where the path does not have it: `GetAll` lists. */
function dropAll(words: Words, { reads, cardinality, path }: Subject): Words {
  const isNews = path.tail.some((segment) => segment.words.includes('all'));
  return reads && cardinality !== 'one' && words[0] === 'all' && !isNews ? words.slice(1) : words;
}

function dropNumber(word: string): string {
  return word.replace(/\d+$/, '');
}

/** Without `by id` at the end, when that is the path's parameter. */
function dropParameters(words: Words, { path }: Subject): Words {
  const by = words.lastIndexOf('by');
  if (by === -1) return words;
  const known = new Set(['id', 'and', ...path.parameters.flat()]);
  return words.slice(by + 1).every((word) => known.has(word)) ? words.slice(0, by) : words;
}

/** `get_api_vehicles_id`: a tool has made the `operationId` of method and path. */
function isMadeFromPath(words: Words, { operation }: Subject): boolean {
  const { operationId = '', pathTemplate, method } = operation;
  if (operationId.endsWith(pathTemplate)) return true;
  const literal = splitWords(pathTemplate.replace(/\{[^{}]*\}/g, ' '));
  const known = [...splitWords(pathTemplate), method.toLowerCase(), 'by', 'and'];
  return literal.length > 1 && contains(words, literal) && contains(known, words);
}

/** A verb that says no more than the HTTP method and the response do. */
function isPlain(verb: string, { operation }: Subject): boolean {
  return ['list', 'get', 'save', getResourceVerb(operation.method)].includes(verb);
}

/** The words of an `operationId` without a verb of its own. */
function withPlainVerb(rest: Words, { operation, reads, cardinality }: Subject): Phrase {
  if (!reads) return { verb: getResourceVerb(operation.method), rest };
  const isList = isPlural(getHead(rest).at(-1) ?? '') && cardinality !== 'one';
  return { verb: isList ? 'list' : 'get', rest };
}
