import type { Answer } from './answers.js';
import { pluralWords, singular, singularWords } from './nouns.js';
import type { Phrase, Subject } from './phrases.js';
import { isAdjective, isCollectionVerb, isPreposition, isVerb, meansSeveral } from './verbs.js';
import type { Words } from './words.js';

/**
 * A phrase that stands without its service: `list` → `list vehicles`, `get` → `get vehicle`, `get current` →
 * `get current vehicle assignments`, `list trips` → `list geolocation trips`. Where the phrase says the service
 * already, it stays: `get all persons`.
 */
export function standingAlone({ verb, rest }: Phrase, subject: Subject): Words {
  const { service } = subject;
  const [only = ''] = service;
  if (verb === undefined) {
    // `search.flights` → `search flights`; `tags.service` → `tag service`.
    if (service.length === 1 && isVerb(only)) return [only, ...rest];
    return mentions(rest, service) ? rest : [...singularWords(service), ...rest];
  }
  if (mentions([verb, ...rest], service)) return [verb, ...rest];
  const adjectives = leadingAdjectives(rest);
  const others = rest.slice(adjectives.length);
  if (others.length === 0) {
    return [verb, ...adjectives, ...inNumber(verb, adjectives, subject)];
  }
  if (isPreposition(others[0] ?? '')) {
    return [verb, ...adjectives, ...ofAnswer(service, subject.answer), ...others];
  }
  return [verb, ...adjectives, ...singularWords(service), ...others];
}

function leadingAdjectives(words: Words): Words {
  const end = words.findIndex((word) => !isAdjective(word));
  return end === -1 ? words : words.slice(0, end);
}

function inNumber(
  verb: string,
  adjectives: Words,
  { operation, service, path, answer }: Subject,
): Words {
  if (verb === 'list' || meansSeveral(adjectives)) return pluralWords(service);
  if (isCollectionVerb(verb) && !path.endsInParameter && path.parameters.length === 0) {
    return pluralWords(service);
  }
  if (operation.method === 'GET') {
    if (answer === 'many') return pluralWords(service);
    if (answer === 'unknown' && adjectives.length > 0) return service;
  }
  return singularWords(service);
}

function ofAnswer(service: Words, answer: Answer): Words {
  return answer === 'many' ? pluralWords(service) : singularWords(service);
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
