import type { Answer } from './answers.js';
import type { HttpMethod, Operation } from '../model/model.js';
import { isPlural, isUncountable, pluralWords, singularWords } from './nouns.js';
import type { PathReading, Segment } from './paths.js';
import { resourceKey } from './tags.js';
import {
  METHOD_WORD,
  RESOURCE_VERB,
  isAction,
  isAdjective,
  isCollectionVerb,
  isPreposition,
  isIntransitive,
  isVerb,
  meansSeveral,
} from './verbs.js';
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
  readonly path: PathReading;
  readonly answer: Answer;
}

/**
 * The document's own name for the operation, without the service's in front: `Vehicles_GetAll` → `getAll`.
 * Undefined when the document has none that holds a word.
 */
export function phraseOfOperationId({ operation, service }: Subject): Phrase | undefined {
  const id = operation.operationId ?? '';
  const [head = '', ...tail] = id.split(/[_.:/-]+/).filter((part) => part !== '');
  const key = resourceKey(service);
  if (tail.length > 0 && resourceKey(splitWords(head)) === key) {
    const words = splitWords(tail.join(' '));
    if (words.length > 0) return asPhrase(words);
  }
  const words = splitWords(id);
  const rest = words.slice(service.length);
  if (resourceKey(words.slice(0, service.length)) === key && isVerb(rest[0] ?? '')) {
    return asPhrase(rest);
  }
  return words.length === 0 ? undefined : asPhrase(words);
}

/** The phrase that method and path spell, where the document has no name for the operation. */
export function phraseOfPath(subject: Subject): Phrase {
  const { tail } = subject.path;
  const action = tail.findIndex(({ words }) => isAction(words, subject.operation.method));
  if (action !== -1 && (action === 0 || action === tail.length - 1)) return actionOf(tail, action);
  return tail.length === 0 ? phraseOfService(subject) : phraseOfTail(subject);
}

/** `send`; `getAllPersons`; `restore` and `upload` → `restoreUpload`; `refunds` and `approve` → `approveRefund`. */
function actionOf(tail: readonly Segment[], action: number): Phrase {
  const { words = [] } = tail[action] ?? {};
  const [verb, ...object] = words;
  if (action === 0) {
    return { verb, rest: [...object, ...tail.slice(1).flatMap((segment) => segment.words)] };
  }
  const takesObject = object.length === 0 && !isIntransitive(verb ?? '');
  return { verb, rest: takesObject ? compound(tail.slice(0, action)) : object };
}

/** Nothing is left but the service itself: `GET /Vehicles` → `list`, `GET /Vehicles/{id}` → `get`. */
function phraseOfService({ operation, service, path, answer }: Subject): Phrase {
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

function phraseOfTail(subject: Subject): Phrase {
  const { operation, service, path, answer } = subject;
  const { method } = operation;
  const words = nounOf(path);
  const head = headOf(words);
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
        return { verb: 'list', rest: isResource ? inNumber(words, head, pluralWords) : words };
      return { verb: 'get', rest: atItem ? inNumber(words, head, singularWords) : words };
    }
    case 'POST':
      if (many || isResource || meansSeveral(words.slice(-1))) {
        return { verb: RESOURCE_VERB.POST, rest: inNumber(words, head, singularWords) };
      }
      return asPhrase(words);
    default:
      return {
        verb: RESOURCE_VERB[method],
        rest: atItem ? inNumber(words, head, singularWords) : words,
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
function nounOf({ tail, namesService }: PathReading): Words {
  const segments = namesService
    ? tail
    : tail.filter((segment, index) => index === tail.length - 1 || segment.beforeParameter);
  const last = segments.at(-1)?.words ?? [];
  const earlier = segments.slice(0, -1);
  return earlier.length > 0 && last.every(isAdjective)
    ? [...last, ...earlier.slice(0, -1).flatMap(inSingular), ...(earlier.at(-1)?.words ?? [])]
    : [...earlier.flatMap(inSingular), ...last];
}

/** The nouns before an action, the last one in the number it was asked for: `refunds/{id}/approve` → one refund. */
function compound(segments: readonly Segment[]): Words {
  return segments.flatMap((segment, index) =>
    index < segments.length - 1 || segment.beforeParameter ? inSingular(segment) : segment.words,
  );
}

function inSingular({ words }: Segment): Words {
  return singularWords(words);
}

/** What a compound is about: `submissions` of `submissions for user`; nothing in `by name`. */
function headOf(words: Words): Words {
  const end = words.findIndex(isPreposition);
  return end === -1 ? words : words.slice(0, end);
}

function inNumber(words: Words, head: Words, change: (words: Words) => Words): Words {
  return [...change(head), ...words.slice(head.length)];
}

function asPhrase(words: Words): Phrase {
  const [first = '', ...rest] = words;
  return isVerb(first) || isMethodWord(first)
    ? { verb: first, rest }
    : { verb: undefined, rest: words };
}

function isMethodWord(word: string): boolean {
  return Object.values(METHOD_WORD).includes(word);
}
