import {
  isAdjective,
  isCollectionVerb,
  isIntransitive,
  isPreposition,
  isVerb,
  meansSeveral,
  toPluralWords,
  toSingular,
  toSingularWords,
} from './grammar.js';
import { contains, type Phrase, type Subject } from './operation-phrases.js';
import type { Words } from './words.js';

/**
 * Completes a phrase by its service's name: `list` → `list vehicles`, `get` → `get vehicle`, `get current` →
 * `get current vehicle assignments`, `list trips` → `list geolocation trips`. A phrase that contains the service's name
 * stays: `get all persons`.
 */
export function toStandalone(phrase: Phrase, subject: Subject): Words {
  const { adverb, suffix = [] } = phrase;
  return [...(adverb === undefined ? [] : [adverb]), ...addService(phrase, subject), ...suffix];
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
  // What is marked comes before what it is marked as: `mark reader unread`.
  if (verb === 'mark') {
    const all = rest.slice(0, meansSeveral(rest.slice(0, 1)) ? 1 : 0);
    const noun = all.length > 0 ? toPluralWords(service) : toSingularWords(service);
    return [verb, ...all, ...noun, ...rest.slice(all.length)];
  }
  if (isIntransitive(verb) && rest.length === 0) return [...toSingularWords(service), verb];
  if (others.length === 0 || isPreposition(next)) {
    const noun = matchNumber(verb, rest, subject);
    return [verb, ...adjectives, ...dropVerb(noun, verb), ...others];
  }
  if (next === 'or' || next === 'and') return [verb, ...rest, ...matchNumber(verb, rest, subject)];
  // Adjectives go before the service when they describe it: `add new request` of BookRequest.
  if (countOverlap(service, others) > 0)
    return [verb, ...adjectives, ...joinCompounds(service, others)];
  // `receive sms` of SmsAdaptiveProfile says it already.
  if (contains(service.slice(0, others.length), others)) return [verb, ...rest];
  const quantity = adjectives.slice(0, meansSeveral(adjectives.slice(0, 1)) ? 1 : 0);
  return [verb, ...quantity, ...toSingularWords(service), ...rest.slice(quantity.length)];
}

/** The service's noun without the verb at its beginning or end: `rename` of RenameMovie → `movie`. */
function dropVerb(noun: Words, verb: string): Words {
  if (noun.length < 2 || verb === 'list') return noun;
  if (noun[0] === verb) return noun.slice(1);
  return toSingular(noun.at(-1) ?? '') === verb ? noun.slice(0, -1) : noun;
}

function getLeadingAdjectives(words: Words): Words {
  const end = words.findIndex((word) => !isAdjective(word));
  return end === -1 ? words : words.slice(0, end);
}

/** The service's words in the grammatical number of the phrase. */
function matchNumber(verb: string, rest: Words, subject: Subject): Words {
  const { service, path, cardinality, item, reads } = subject;
  const noun = service.slice(-1);
  // The calendar is a list of movies: there are no calendars.
  if (verb === 'list' && cardinality === 'many' && item && !contains(item, noun)) return service;
  if (verb === 'save') return service;
  if (verb === 'list' || meansSeveral(rest)) return toPluralWords(service);
  const isOfAll = path.parameters.length === 0 || verb === 'search';
  if (isCollectionVerb(verb) && isOfAll) return toPluralWords(service);
  if (reads) {
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
  const overlap = countOverlap(head, tail);
  return [...head.slice(0, head.length - overlap), ...tail];
}

function countOverlap(head: Words, tail: Words): number {
  for (let length = Math.min(head.length, tail.length); length > 0; length -= 1) {
    const end = head.slice(-length);
    if (end.every((word, index) => toSingular(word) === toSingular(tail[index] ?? '')))
      return length;
  }
  return 0;
}

/** Whether the words contain the service's, in order, singular or plural; words after `by` do not count. */
function containsService(words: Words, service: Words): boolean {
  const by = words.indexOf('by');
  let found = 0;
  for (const word of by === -1 ? words : words.slice(0, by))
    if (toSingular(word) === toSingular(service[found] ?? '')) found += 1;
  return service.length > 0 && found === service.length;
}
