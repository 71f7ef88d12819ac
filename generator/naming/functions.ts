import { pluralWords, singular, singularWords } from './nouns.js';
import type { Phrase, Subject } from './phrases.js';
import { isAdjective, isCollectionVerb, isPreposition, isVerb, meansSeveral } from './verbs.js';
import type { Words } from './words.js';

/**
 * A phrase that stands without its service: `list` → `list vehicles`, `get` → `get vehicle`, `get current` →
 * `get current vehicle assignments`, `list trips` → `list geolocation trips`. Where the phrase says the service
 * already, it stays: `get all persons`.
 */
export function standingAlone(phrase: Phrase, subject: Subject): Words {
  return [...withService(phrase, subject), ...(phrase.suffix ?? [])];
}

function withService({ verb, rest }: Phrase, subject: Subject): Words {
  const { service } = subject;
  const [first = ''] = service;
  if (verb === undefined) {
    // `search.flights` → `search flights`; `tags.service` → `tag service`.
    if (service.length === 1 && isVerb(first)) return [first, ...rest];
    return mentions(rest, service) ? rest : joined(singularWords(service), rest);
  }
  if (mentions([verb, ...rest], service)) return [verb, ...rest];
  const adjectives = leadingAdjectives(rest);
  const others = rest.slice(adjectives.length);
  const [next = ''] = others;
  if (others.length === 0 || isPreposition(next)) {
    // `renameMovie.rename` → `rename movie`
    const noun = inNumber(verb, rest, subject);
    const object = verb === first && noun.length > 1 ? noun.slice(1) : noun;
    return [verb, ...adjectives, ...object, ...others];
  }
  if (next === 'or' || next === 'and') return [verb, ...rest, ...inNumber(verb, rest, subject)];
  // Adjectives go before the service where it is the noun they speak of: `add new request` of BookRequest.
  if (overlap(service, others) > 0) return [verb, ...adjectives, ...joined(service, others)];
  const quantity = adjectives.slice(0, meansSeveral(adjectives.slice(0, 1)) ? 1 : 0);
  return [verb, ...quantity, ...singularWords(service), ...rest.slice(quantity.length)];
}

function leadingAdjectives(words: Words): Words {
  const end = words.findIndex((word) => !isAdjective(word));
  return end === -1 ? words : words.slice(0, end);
}

/** The service's words in the number that the phrase speaks of. */
function inNumber(verb: string, rest: Words, { operation, service, path, answer }: Subject): Words {
  if (verb === 'list' || meansSeveral(rest)) return pluralWords(service);
  if (isCollectionVerb(verb) && path.parameters.length === 0) return pluralWords(service);
  if (operation.method === 'GET') {
    if (answer === 'many') return pluralWords(service);
    // One answer about all of them, or nobody knows: `get permissions`, `get current vehicle assignments`.
    if (rest.length === 0 ? !path.endsInParameter : answer === 'unknown') {
      return path.parameters.length === 0 ? service : singularWords(service);
    }
  }
  return singularWords(service);
}

/** Two compounds as one, without saying twice what they share: `client profile` + `profile pdf`. */
function joined(head: Words, tail: Words): Words {
  return [...head, ...tail.slice(overlap(head, tail))];
}

function overlap(head: Words, tail: Words): number {
  for (let length = Math.min(head.length, tail.length); length > 0; length -= 1) {
    const end = head.slice(-length);
    if (end.every((word, index) => singular(word) === singular(tail[index] ?? ''))) return length;
  }
  return 0;
}

/** Whether the service's words stand in the phrase, in a row, in either number; `by user id` speaks of an id. */
function mentions(words: Words, service: Words): boolean {
  const by = words.indexOf('by');
  const last = (by === -1 ? words.length : by) - service.length;
  for (let start = 0; start <= last; start += 1) {
    if (service.every((word, index) => singular(word) === singular(words[start + index] ?? ''))) {
      return service.length > 0;
    }
  }
  return false;
}
