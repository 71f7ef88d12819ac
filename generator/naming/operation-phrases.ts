import type { HttpMethod, Operation } from '../model/model.js';
import type { Cardinality } from './response-cardinality.js';
import {
  METHOD_WORD,
  RESOURCE_VERB,
  isAction,
  isAdjective,
  isCollectionVerb,
  isIntransitive,
  isPlural,
  isPreposition,
  isUncountable,
  isVerb,
  meansSeveral,
  toPluralWords,
  toSingular,
  toSingularWords,
} from './grammar.js';
import type { ParsedPath, Segment } from './paths.js';
import { toResourceKey } from './paths.js';
import { splitWords, type Words } from './words.js';

/** What an operation does, in words: on its service it is the method, with the service's words the function. */
export interface Phrase {
  /** Absent where the path names no action: `POST /tags/service`. */
  readonly verb: string | undefined;
  /** `['trips']`, `['current']`, or nothing where the service itself is meant. */
  readonly rest: Words;
  /** What is said last of all, to tell two apart: `by id`, `v2`. */
  readonly suffix?: Words;
}

export interface Subject {
  readonly operation: Operation;
  readonly service: Words;
  readonly path: ParsedPath;
  readonly cardinality: Cardinality;
}

/**
 * The document's own name for the operation, without the service's in front: `Vehicles_GetAll` → `getAll`.
 * Undefined when the document has none that holds a word.
 */
export function readOperationIdPhrase({ operation, service }: Subject): Phrase | undefined {
  const id = operation.operationId ?? '';
  const [head = '', ...tail] = id.split(/[_.:/-]+/).filter((part) => part !== '');
  const key = toResourceKey(service);
  if (tail.length > 0 && toResourceKey(splitWords(head)) === key) {
    const words = splitWords(tail.join(' '));
    if (words.length > 0) return toPhrase(words);
  }
  const words = splitWords(id);
  const rest = words.slice(service.length);
  if (toResourceKey(words.slice(0, service.length)) === key && isVerb(rest[0] ?? '')) {
    return toPhrase(rest);
  }
  return words.length === 0 ? undefined : toPhrase(words);
}

/** The phrase that method and path spell, where the document has no name for the operation. */
export function readPathPhrase(subject: Subject): Phrase {
  const { tail } = subject.path;
  const action = tail.findIndex(({ words }) => isAction(words, subject.operation.method));
  if (action !== -1 && (action === 0 || action === tail.length - 1))
    return toActionPhrase(tail, action);
  return tail.length === 0 ? toServicePhrase(subject) : toTailPhrase(subject);
}

/** `send`; `getAllPersons`; `restore` and `upload` → `restoreUpload`; `refunds` and `approve` → `approveRefund`. */
function toActionPhrase(tail: readonly Segment[], action: number): Phrase {
  const { words = [] } = tail[action] ?? {};
  const [verb, ...object] = words;
  if (action === 0) {
    return { verb, rest: [...object, ...tail.slice(1).flatMap((segment) => segment.words)] };
  }
  const takesObject = object.length === 0 && !isIntransitive(verb ?? '');
  return { verb, rest: takesObject ? toCompound(tail.slice(0, action)) : object };
}

/** Nothing is left but the service itself: `GET /Vehicles` → `list`, `GET /Vehicles/{id}` → `get`. */
function toServicePhrase({ operation, service, path, cardinality: answer }: Subject): Phrase {
  const { method } = operation;
  const [word = ''] = service;
  const isDone =
    method === 'POST' || (method === 'GET' && (answer !== 'many' || isCollectionVerb(word)));
  if (service.length === 1 && isVerb(word) && isDone) return { verb: word, rest: [] };
  if (method !== 'GET') return { verb: RESOURCE_VERB[method], rest: [] };
  const single = path.endsInParameter || isUncountable(service.at(-1) ?? '');
  const many = answer === 'many' || (answer === 'unknown' && !single);
  return { verb: many ? 'list' : 'get', rest: [] };
}

function toTailPhrase(subject: Subject): Phrase {
  const { operation, service, path, cardinality: answer } = subject;
  const { method } = operation;
  const words = toNoun(path);
  const head = getHead(words);
  const many = isPlural(head.at(-1) ?? '');
  // In `trips/by-driver/{id}` the parameter tells drivers apart, not trips.
  const atItem = path.endsInParameter && head.length === words.length;
  // The service is no resource here, so the path's own noun is: `POST /Instance` of the tag Cloud Compute.
  const isResource = !path.namesService && head.length > 0 && !words.every(isAdjective);

  if (service.length === 1 && servesAsVerb(service, method)) {
    return { verb: undefined, rest: words };
  }
  switch (method) {
    case 'GET': {
      const list = isResource
        ? answer === 'many' || (answer === 'unknown' && many && !atItem)
        : many && (atItem ? answer === 'many' : answer !== 'one');
      if (list)
        return { verb: 'list', rest: isResource ? changeHead(words, head, toPluralWords) : words };
      return { verb: 'get', rest: atItem ? changeHead(words, head, toSingularWords) : words };
    }
    case 'POST':
      if (many || isResource || meansSeveral(words.slice(-1))) {
        return { verb: RESOURCE_VERB.POST, rest: changeHead(words, head, toSingularWords) };
      }
      return toPhrase(words);
    default:
      return {
        verb: RESOURCE_VERB[method],
        rest: atItem ? changeHead(words, head, toSingularWords) : words,
      };
  }
}

/** `POST /Login/google`, `GET /Search/flights`: the service is what is done, the tail what it is done to. */
function servesAsVerb([word = '']: Words, method: HttpMethod): boolean {
  return isVerb(word) && (method === 'POST' || (method === 'GET' && isCollectionVerb(word)));
}

/**
 * What follows the resource, as one compound: `Trips/{tripId}/Points` → `trip points`; an adjective goes before
 * its noun: `refunds/pending` → `pending refunds`. Where the path does not name the service, what merely leads to
 * the noun is left out: `setting-management/emailing` → `emailing`.
 */
function toNoun({ tail, namesService }: ParsedPath): Words {
  const segments = namesService
    ? tail
    : tail.filter((segment, index) => index === tail.length - 1 || segment.beforeParameter);
  const last = segments.at(-1)?.words ?? [];
  const earlier = segments.slice(0, -1);
  return earlier.length > 0 && last.every(isAdjective)
    ? [
        ...last,
        ...earlier.slice(0, -1).flatMap(toSingularSegment),
        ...(earlier.at(-1)?.words ?? []),
      ]
    : [...earlier.flatMap(toSingularSegment), ...last];
}

/** The nouns before an action, the last one in the number it was asked for: `refunds/{id}/approve` → one refund. */
function toCompound(segments: readonly Segment[]): Words {
  return segments.flatMap((segment, index) =>
    index < segments.length - 1 || segment.beforeParameter
      ? toSingularSegment(segment)
      : segment.words,
  );
}

function toSingularSegment({ words }: Segment): Words {
  return toSingularWords(words);
}

/** What a compound is about: `submissions` of `submissions for user`; nothing in `by name`. */
function getHead(words: Words): Words {
  const end = words.findIndex(isPreposition);
  return end === -1 ? words : words.slice(0, end);
}

function changeHead(words: Words, head: Words, change: (words: Words) => Words): Words {
  return [...change(head), ...words.slice(head.length)];
}

function toPhrase(words: Words): Phrase {
  const [first = '', ...rest] = words;
  return isVerb(first) || isMethodWord(first)
    ? { verb: first, rest }
    : { verb: undefined, rest: words };
}

function isMethodWord(word: string): boolean {
  return Object.values(METHOD_WORD).includes(word);
}

/**
 * A phrase that stands without its service: `list` → `list vehicles`, `get` → `get vehicle`, `get current` →
 * `get current vehicle assignments`, `list trips` → `list geolocation trips`. Where the phrase says the service
 * already, it stays: `get all persons`.
 */
export function toStandalone(phrase: Phrase, subject: Subject): Words {
  return [...addService(phrase, subject), ...(phrase.suffix ?? [])];
}

function addService({ verb, rest }: Phrase, subject: Subject): Words {
  const { service } = subject;
  const [first = ''] = service;
  if (verb === undefined) {
    // `search.flights` → `search flights`; `tags.service` → `tag service`.
    if (service.length === 1 && isVerb(first)) return [first, ...rest];
    return containsService(rest, service) ? rest : joinCompounds(toSingularWords(service), rest);
  }
  if (containsService([verb, ...rest], service)) return [verb, ...rest];
  const adjectives = getLeadingAdjectives(rest);
  const others = rest.slice(adjectives.length);
  const [next = ''] = others;
  if (others.length === 0 || isPreposition(next)) {
    // `renameMovie.rename` → `rename movie`
    const noun = matchNumber(verb, rest, subject);
    const object = verb === first && noun.length > 1 ? noun.slice(1) : noun;
    return [verb, ...adjectives, ...object, ...others];
  }
  if (next === 'or' || next === 'and') return [verb, ...rest, ...matchNumber(verb, rest, subject)];
  // Adjectives go before the service where it is the noun they speak of: `add new request` of BookRequest.
  if (countOverlap(service, others) > 0)
    return [verb, ...adjectives, ...joinCompounds(service, others)];
  const quantity = adjectives.slice(0, meansSeveral(adjectives.slice(0, 1)) ? 1 : 0);
  return [verb, ...quantity, ...toSingularWords(service), ...rest.slice(quantity.length)];
}

function getLeadingAdjectives(words: Words): Words {
  const end = words.findIndex((word) => !isAdjective(word));
  return end === -1 ? words : words.slice(0, end);
}

/** The service's words in the number that the phrase speaks of. */
function matchNumber(
  verb: string,
  rest: Words,
  { operation, service, path, cardinality: answer }: Subject,
): Words {
  if (verb === 'list' || meansSeveral(rest)) return toPluralWords(service);
  if (isCollectionVerb(verb) && path.parameters.length === 0) return toPluralWords(service);
  if (operation.method === 'GET') {
    if (answer === 'many') return toPluralWords(service);
    // One answer about all of them, or nobody knows: `get permissions`, `get current vehicle assignments`.
    if (rest.length === 0 ? !path.endsInParameter : answer === 'unknown') {
      return path.parameters.length === 0 ? service : toSingularWords(service);
    }
  }
  return toSingularWords(service);
}

/** Two compounds as one, without saying twice what they share: `client profile` + `profile pdf`. */
function joinCompounds(head: Words, tail: Words): Words {
  return [...head, ...tail.slice(countOverlap(head, tail))];
}

function countOverlap(head: Words, tail: Words): number {
  for (let length = Math.min(head.length, tail.length); length > 0; length -= 1) {
    const end = head.slice(-length);
    if (end.every((word, index) => toSingular(word) === toSingular(tail[index] ?? '')))
      return length;
  }
  return 0;
}

/** Whether the service's words stand in the phrase, in a row, in either number; `by user id` speaks of an id. */
function containsService(words: Words, service: Words): boolean {
  const by = words.indexOf('by');
  const last = (by === -1 ? words.length : by) - service.length;
  for (let start = 0; start <= last; start += 1) {
    if (
      service.every((word, index) => toSingular(word) === toSingular(words[start + index] ?? ''))
    ) {
      return service.length > 0;
    }
  }
  return false;
}
