import type { HttpMethod, Operation } from '../model/model.js';
import {
  getResourceVerb,
  isAction,
  isAdjective,
  isCollectionVerb,
  isIntransitive,
  isMethodWord,
  isPlural,
  isPreposition,
  isQuestion,
  isSingleton,
  isUncountable,
  isVerb,
  meansOne,
  meansSeveral,
  toPluralWords,
  toSingular,
  toSingularWords,
  toVerbOfDoer,
} from './grammar.js';
import type { Cardinality, OperationFacts } from './operation-facts.js';
import { dropService, type ParsedPath, type Segment } from './paths.js';
import type { Words } from './words.js';

/** What an operation does, in words: the method's name, and together with the service's words the function's. */
export interface Phrase {
  /** `bulk` of `bulk remove bookmarks`. */
  readonly adverb?: string;
  /** Undefined when the path names no action: `POST /tags/service`. */
  readonly verb: string | undefined;
  /** `['trips']`, `['current']`; empty when the service itself is meant. */
  readonly rest: Words;
  /** Words at the end that distinguish two phrases: `by id`, `v2`. */
  readonly suffix?: Words;
}

/** What a phrase is made from. */
export interface Subject extends OperationFacts {
  readonly operation: Operation;
  readonly service: Words;
  readonly path: ParsedPath;
  /** What another method of the same path returns; undefined when the path does not have it. */
  readonly beside: (method: HttpMethod) => Cardinality | undefined;
}

/** The phrase of method and path. */
export function readPathPhrase(subject: Subject): Phrase {
  const { path, service } = subject;
  const phrase =
    toActionPhrase(subject) ??
    (path.tail.length === 0 ? toServicePhrase(subject) : toTailPhrase(subject));
  const { verb, rest } = phrase;
  const own = dropService(rest.at(-1) === 'async' ? rest.slice(0, -1) : rest, service);
  return toList(
    {
      ...phrase,
      // Something must be left to say.
      rest: verb === undefined && own.length === 0 ? rest : own,
      ...(path.ownVersion.length > 0 && { suffix: path.ownVersion }),
    },
    subject,
  );
}

/** `getOwners`, `getArchived`, `getForUser` are `list...` where the response is a list. */
export function toList(phrase: Phrase, { cardinality, operation }: Subject): Phrase {
  const { verb, rest } = phrase;
  if (operation.method !== 'GET' || verb !== 'get' || cardinality !== 'many') return phrase;
  const head = getHead(rest);
  const isMany =
    isPlural(head.at(-1) ?? '') || (rest.every(isAdjective) ? !meansOne(rest) : head.length === 0);
  return isMany ? { ...phrase, verb: 'list' } : phrase;
}

/** The phrase of a path whose first or last segment after the service names an action. */
function toActionPhrase(subject: Subject): Phrase | undefined {
  const { tail } = subject.path;
  const { method } = subject.operation;
  const last = tail.length - 1;
  for (const index of new Set([0, last])) {
    const words = tail[index]?.words ?? [];
    const [first = '', second = ''] = words;
    const isModified = isAdjective(first) && isVerb(second) && isAction(words.slice(1), method);
    if (isModified) {
      return { adverb: first, ...completeAction(words.slice(1), index, subject) };
    }
    if (isAction(words, method)) return completeAction(words, index, subject);
  }
  return changes(method) ? toOtherAction(tail, subject) : undefined;
}

/** `send`; `getAllPersons`; `restore` and `upload` → `restoreUpload`; `refunds` and `approve` → `approveRefund`. */
function completeAction(words: Words, index: number, { operation, path }: Subject): Phrase {
  const { tail } = path;
  const [verb = '', ...object] = words;
  // Nobody reads by PUT.
  if (verb === 'read' && changes(operation.method))
    return { verb: 'mark', rest: [...object, verb] };
  if (index === 0) {
    return { verb, rest: [...object, ...tail.slice(1).flatMap((segment) => segment.words)] };
  }
  const takesObject = object.length === 0 && !isIntransitive(verb);
  return { verb, rest: takesObject ? toCompound(tail.slice(0, index)) : object };
}

/** An action whose segment does not begin with a verb: `failed/{id}`, `editor`, `token-refresh`. */
function toOtherAction(tail: readonly Segment[], { path }: Subject): Phrase | undefined {
  const words = tail.at(-1)?.words ?? [];
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  const object = [...toCompound(tail.slice(0, -1)), ...words.slice(0, -1)];
  const verb = toVerbOfDoer(last);
  if (verb !== undefined) return { verb, rest: object };
  if (words.length > 1 && first.length > 1 && isVerb(last) && !isQuestion(words))
    return { verb: last, rest: object };
  const isState = words.length > 0 && words.every(isAdjective) && !meansSeveral(words);
  if (!isState || path.parameters.length === 0) return undefined;
  if (!meansOne(words)) return { verb: 'mark', rest: [...object, last] };
  const isOfOne = tail.length === 1 || tail.at(-2)?.beforeParameter === true;
  return isOfOne ? { verb: 'set', rest: [...words, ...object] } : undefined;
}

function changes(method: HttpMethod): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

/** For a path that names nothing but the service: `GET /Vehicles` → `list`, `GET /Vehicles/{id}` → `get`. */
export function toServicePhrase(subject: Subject): Phrase {
  const { operation, service, path, cardinality } = subject;
  const { method } = operation;
  const verb = getVerbOfService(subject);
  if (verb !== undefined) return { verb, rest: [] };
  if (!readsAsGet(subject)) {
    const isSet = method === 'PUT' || method === 'PATCH';
    const all = isSet && subject.sendsSeveral && !path.endsInParameter;
    return { verb: getChangingVerb(subject, []), rest: all ? ['all'] : [] };
  }
  const single = path.endsInParameter || isUncountable(service);
  const many = cardinality === 'many' || (cardinality === 'unknown' && !single);
  return { verb: many ? 'list' : 'get', rest: [] };
}

/** A service whose name is what the operation does: `POST /Login`, `POST /movie/import` of MovieImport. */
function getVerbOfService({ operation, service, path, cardinality, reads }: Subject) {
  const { method } = operation;
  const word = service.at(-1) ?? '';
  const [segment, ...more] = path.named;
  if (service.length === 1) {
    const isDone =
      method === 'POST' || (reads && (cardinality !== 'many' || isCollectionVerb(word)));
    return isVerb(word) && isDone ? word : undefined;
  }
  if (segment !== word || more.length > 0 || path.endsInParameter) return undefined;
  if (changes(method)) return isAction([word], method) ? word : toVerbOfDoer(word);
  return reads && isCollectionVerb(word) ? word : undefined;
}

function toTailPhrase(subject: Subject): Phrase {
  const { operation, service, path } = subject;
  const { method } = operation;
  const words = toNoun(path);
  const head = getHead(words);
  // In `trips/by-driver/{id}` the parameter identifies a driver, not a trip.
  const atItem = path.endsInParameter && head.length === words.length;

  if (service.length === 1 && servesAsVerb(service, method)) {
    return { verb: undefined, rest: words };
  }
  if (readsAsGet(subject)) return toReadingPhrase(subject, { words, head, atItem });
  if (method === 'POST') {
    const isThing =
      isPlural(head.at(-1) ?? '') ||
      isResource(subject, words) ||
      (words.every(isAdjective) && meansSeveral(words)) ||
      subject.beside('GET') !== undefined;
    if (isThing || isSingleton(words) || isSingleton(service)) {
      const verb = getChangingVerb(subject, words);
      return { verb, rest: changeHead(words, head, toSingularWords) };
    }
    return toPhrase(words);
  }
  const rest = atItem ? changeHead(words, head, toSingularWords) : words;
  return { verb: getChangingVerb(subject, words), rest };
}

/** When the path does not name the service, its own noun is the resource: `POST /Instance` of the tag Cloud Compute. */
function isResource({ path }: Subject, words: Words): boolean {
  return (
    (!path.namesService || path.isDivided) && getHead(words).length > 0 && !words.every(isAdjective)
  );
}

interface Noun {
  readonly words: Words;
  /** The words before a preposition. */
  readonly head: Words;
  /** Whether the path ends in a parameter that identifies one of them. */
  readonly atItem: boolean;
}

function toReadingPhrase(subject: Subject, { words, head, atItem }: Noun): Phrase {
  const { path, cardinality } = subject;
  if (isQuestion(path.tail.at(-1)?.words ?? [])) return { verb: undefined, rest: words };
  const by = toByParameter(subject);
  const isList = cardinality === 'many';
  if (by !== undefined) return { verb: isList ? 'list' : 'get', rest: by };
  if (head.length === 0 || words.every(isAdjective)) {
    const several = (isList && !meansOne(words)) || (meansSeveral(words) && cardinality !== 'one');
    return { verb: several ? 'list' : 'get', rest: words };
  }
  const many = isPlural(head.at(-1) ?? '');
  const isOwn = isResource(subject, words);
  const list = isOwn
    ? isList || (cardinality === 'unknown' && many && !atItem)
    : many && (atItem ? isList : cardinality !== 'one');
  if (list) return { verb: 'list', rest: isOwn ? changeHead(words, head, toPluralWords) : words };
  return { verb: 'get', rest: atItem ? changeHead(words, head, toSingularWords) : words };
}

/**
 * `by category` for `Discount/category/{categoryId}`, where the parameter is what the segment says: a list of the
 * service's things, or one of them, but not the category.
 */
function toByParameter({ path, cardinality, item = [], service }: Subject): Words | undefined {
  const { tail, parameters, endsInParameter, namesService } = path;
  const { words = [] } = tail.at(-1) ?? {};
  const parameter = parameters.at(-1) ?? [];
  if (!endsInParameter) return undefined;
  if (isPreposition(words.at(-1) ?? '')) return [...words, ...parameter];
  const isNamedSo = words.every((word) => parameter.includes(word));
  if (!namesService || tail.length > 1 || !isNamedSo || isPlural(words.at(-1) ?? ''))
    return undefined;
  const isOfService =
    cardinality === 'many' || parameter.at(-1) !== 'id' || contains(item, service);
  return isOfService ? ['by', ...words] : undefined;
}

/** Whether words contain all of others, singular or plural. */
export function contains(words: Words, others: Words): boolean {
  const known = new Set(words.map(toSingular));
  return others.every((word) => known.has(toSingular(word)));
}

function readsAsGet({ operation, reads }: Subject): boolean {
  return reads && operation.method !== 'QUERY';
}

/** The verb of a method that changes something; what exists once is saved. */
function getChangingVerb(subject: Subject, words: Words): string {
  const { operation, service, path, beside } = subject;
  const { method } = operation;
  const isOnly = isSingleton(words.length > 0 ? words : service);
  if (method === 'POST' && (isOnly || (isSingleton(service) && !isPlural(words.at(-1) ?? ''))))
    return 'save';
  const isAlone = beside('POST') === undefined;
  const isMany = path.endsInParameter || isPlural(words.at(-1) ?? '');
  const isOne = isOnly || (beside('GET') === 'one' && !isMany);
  return method === 'PUT' && isOne && isAlone ? 'save' : getResourceVerb(method);
}

/** `POST /Login/google`, `GET /Search/flights`: the service is the verb, the tail its object. */
function servesAsVerb([word = '']: Words, method: HttpMethod): boolean {
  const reads = method === 'GET' || method === 'QUERY';
  return isVerb(word) && (method === 'POST' || (reads && isCollectionVerb(word)));
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
export function getHead(words: Words): Words {
  const end = words.findIndex(isPreposition);
  return end === -1 ? words : words.slice(0, end);
}

function changeHead(words: Words, head: Words, change: (words: Words) => Words): Words {
  return [...change(head), ...words.slice(head.length)];
}

export function toPhrase(words: Words): Phrase {
  const [first = '', ...rest] = words;
  return isVerb(first) || isMethodWord(first)
    ? { verb: first, rest }
    : { verb: undefined, rest: words };
}

/** The words of a method's name. */
export function toWords({ adverb, verb, rest, suffix = [] }: Phrase): Words {
  return [...[adverb, verb].flatMap((word) => word ?? []), ...rest, ...suffix];
}
