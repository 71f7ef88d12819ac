import type { HttpMethod, Operation } from '../model/model.js';
import type { Cardinality } from './response-cardinality.js';
import {
  getResourceVerb,
  isAction,
  isAdjective,
  isCollectionVerb,
  isIntransitive,
  isMethodWord,
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

/** What an operation does, in words: the method's name, and together with the service's words the function's. */
export interface Phrase {
  /** Undefined when the path names no action: `POST /tags/service`. */
  readonly verb: string | undefined;
  /** `['trips']`, `['current']`; empty when the service itself is meant. */
  readonly rest: Words;
  /** Words at the end that distinguish two phrases: `by id`, `v2`. */
  readonly suffix?: Words;
}

/** What a phrase is made from. */
export interface Subject {
  readonly operation: Operation;
  readonly service: Words;
  readonly path: ParsedPath;
  readonly cardinality: Cardinality;
}

/**
 * The `operationId` as a phrase, without the service's name in front: `Vehicles_GetAll` → `getAll`. Undefined without an
 * `operationId` that contains a word.
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

/** The phrase of method and path, for an operation without an `operationId`. */
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

/** For a path that names nothing but the service: `GET /Vehicles` → `list`, `GET /Vehicles/{id}` → `get`. */
function toServicePhrase({ operation, service, path, cardinality }: Subject): Phrase {
  const { method } = operation;
  const [word = ''] = service;
  const isDone =
    method === 'POST' || (isRead(method) && (cardinality !== 'many' || isCollectionVerb(word)));
  if (service.length === 1 && isVerb(word) && isDone) return { verb: word, rest: [] };
  if (method !== 'GET') return { verb: getResourceVerb(method), rest: [] };
  const single = path.endsInParameter || isUncountable(service.at(-1) ?? '');
  const many = cardinality === 'many' || (cardinality === 'unknown' && !single);
  return { verb: many ? 'list' : 'get', rest: [] };
}

function toTailPhrase(subject: Subject): Phrase {
  const { operation, service, path, cardinality } = subject;
  const { method } = operation;
  const words = toNoun(path);
  const head = getHead(words);
  const many = isPlural(head.at(-1) ?? '');
  // In `trips/by-driver/{id}` the parameter identifies a driver, not a trip.
  const atItem = path.endsInParameter && head.length === words.length;
  // When the path does not name the service, its own noun is the resource: `POST /Instance` of the tag Cloud Compute.
  const isResource = !path.namesService && head.length > 0 && !words.every(isAdjective);

  if (service.length === 1 && servesAsVerb(service, method)) {
    return { verb: undefined, rest: words };
  }
  switch (method) {
    case 'GET': {
      const list = isResource
        ? cardinality === 'many' || (cardinality === 'unknown' && many && !atItem)
        : many && (atItem ? cardinality === 'many' : cardinality !== 'one');
      if (list)
        return { verb: 'list', rest: isResource ? changeHead(words, head, toPluralWords) : words };
      return { verb: 'get', rest: atItem ? changeHead(words, head, toSingularWords) : words };
    }
    case 'POST':
      if (many || isResource || meansSeveral(words.slice(-1))) {
        return { verb: getResourceVerb(method), rest: changeHead(words, head, toSingularWords) };
      }
      return toPhrase(words);
    default:
      return {
        verb: getResourceVerb(method),
        rest: atItem ? changeHead(words, head, toSingularWords) : words,
      };
  }
}

/** QUERY reads as GET does, but says in its body what it wants. */
function isRead(method: HttpMethod): boolean {
  return method === 'GET' || method === 'QUERY';
}

/** `POST /Login/google`, `GET /Search/flights`: the service is the verb, the tail its object. */
function servesAsVerb([word = '']: Words, method: HttpMethod): boolean {
  return isVerb(word) && (method === 'POST' || (isRead(method) && isCollectionVerb(word)));
}

/**
 * The segments after the resource as one compound: `Trips/{tripId}/Points` → `trip points`; an adjective goes before its
 * noun: `refunds/pending` → `pending refunds`. When the path does not name the service, leading segments without a
 * parameter are left out: `setting-management/emailing` → `emailing`.
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

/** The nouns before an action, in the singular before a parameter: `refunds/{id}/approve` → one refund. */
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

/** The words before a preposition: `submissions` of `submissions for user`; none of `by name`. */
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

/**
 * Completes a phrase by its service's name: `list` → `list vehicles`, `get` → `get vehicle`, `get current` →
 * `get current vehicle assignments`, `list trips` → `list geolocation trips`. A phrase that contains the service's name
 * stays: `get all persons`.
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
  // Adjectives go before the service when they describe it: `add new request` of BookRequest.
  if (countOverlap(service, others) > 0)
    return [verb, ...adjectives, ...joinCompounds(service, others)];
  const quantity = adjectives.slice(0, meansSeveral(adjectives.slice(0, 1)) ? 1 : 0);
  return [verb, ...quantity, ...toSingularWords(service), ...rest.slice(quantity.length)];
}

function getLeadingAdjectives(words: Words): Words {
  const end = words.findIndex((word) => !isAdjective(word));
  return end === -1 ? words : words.slice(0, end);
}

/** The service's words in the grammatical number of the phrase. */
function matchNumber(
  verb: string,
  rest: Words,
  { operation, service, path, cardinality }: Subject,
): Words {
  if (verb === 'list' || meansSeveral(rest)) return toPluralWords(service);
  if (isCollectionVerb(verb) && path.parameters.length === 0) return toPluralWords(service);
  if (isRead(operation.method)) {
    if (cardinality === 'many') return toPluralWords(service);
    // One response about all of them, or an unknown one: `get permissions`, `get current vehicle assignments`.
    if (rest.length === 0 ? !path.endsInParameter : cardinality === 'unknown') {
      return path.parameters.length === 0 ? service : toSingularWords(service);
    }
  }
  return toSingularWords(service);
}

/** Joins two compounds without repeating the words that they share: `client profile` + `profile pdf`. */
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

/** Whether the words contain the service's, in a row, singular or plural; words after `by` do not count. */
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
