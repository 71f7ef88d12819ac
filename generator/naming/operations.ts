import type { ApiModel, Operation, OperationId, Service } from '../model/model.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import { assignAround } from './collisions.js';
import type { LockedNames } from './names-lock.js';
import { getMethodWord, toPluralWords, toSingular } from './grammar.js';
import { learnVocabulary, readPath, readTag } from './paths.js';
import { toStandalone } from './function-names.js';
import { getOperationFacts } from './operation-facts.js';
import { readPhrase, type NameSource } from './operation-ids.js';
import { toWords, type Phrase, type Subject } from './operation-phrases.js';
import { getOperations } from '../model/walk.js';
import { RESERVED_METHODS } from './reserved.js';
import {
  describeCase,
  spellSigns,
  splitWords,
  toCamelCase,
  toPascalCase,
  type Words,
} from './words.js';

/** An operation with its candidate names, the shortest first; read on demand. */
interface NamedOperation {
  readonly id: OperationId;
  readonly operation: Operation;
  readonly subject: Subject;
  /** The first of `methods`. */
  readonly method: string;
  /** The first of `functions`. */
  readonly function: string;
  readonly methods: readonly string[];
  readonly functions: readonly string[];
}

/**
 * Reads each operation on its own: its candidates depend on no other operations than those of the same path.
 *
 * @param from What names are made from.
 */
export function readNamedOperations(
  model: ApiModel,
  from: NameSource = 'auto',
): ReadonlyMap<Service, readonly NamedOperation[]> {
  const vocabulary = learnVocabulary(model);
  const beside = new Map(getOperations(model).map((operation) => [operation.id, operation]));
  return new Map(
    model.services.map((service) => {
      const tag = readTag(service.wireName);
      return [
        service,
        service.operations.map((operation) =>
          toNamedOperation(operation, from, () => ({
            ...getOperationFacts(operation, model, tag.words),
            operation,
            service: tag.words,
            path: readPath(operation.pathTemplate, tag, vocabulary),
            beside: (method) => {
              const other = beside.get(`${method} ${operation.pathTemplate}`);
              return other && getOperationFacts(other, model, tag.words).cardinality;
            },
          })),
        ),
      ];
    }),
  );
}

function toNamedOperation(
  operation: Operation,
  from: NameSource,
  read: () => Subject,
): NamedOperation {
  const subject = once(read);
  const preferred = once(() => getPreferredName(subject(), from));
  const names = once(() => getCandidates(subject(), preferred()));
  return {
    id: operation.id,
    operation,
    get subject() {
      return subject();
    },
    get method() {
      return toCamelCase(toWords(preferred().phrase));
    },
    get function() {
      return toCamelCase(preferred().function);
    },
    get methods() {
      return names().methods;
    },
    get functions() {
      return names().functions;
    },
  };
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** The name of an operation without collisions. */
interface PreferredName {
  readonly phrase: Phrase;
  readonly function: Words;
  /** The words of the `operationId`, if it has any. */
  readonly given: Words | undefined;
  /** Whether the `operationId` does not begin with the service's name, and so can be the function's name. */
  readonly standsAlone: boolean;
}

function getPreferredName(subject: Subject, from: NameSource): PreferredName {
  const { phrase, isGiven } = readPhrase(subject, from);
  const id = from === 'path' ? [] : splitWords(subject.operation.operationId ?? '');
  const standsAlone = toCamelCase(toWords(phrase)) === toCamelCase(id);
  return {
    phrase,
    function: standsAlone ? id : toStandalone(phrase, subject),
    given: isGiven ? id : undefined,
    standsAlone,
  };
}

function getCandidates(
  subject: Subject,
  { phrase, given, standsAlone, function: preferred }: PreferredName,
): Pick<NamedOperation, 'methods' | 'functions'> {
  const { operation, service } = subject;
  const phrases = getPhraseVariants(phrase, subject);
  const [plain = [], ...longer] = phrases.map(toWords);
  const last = [...(longer.at(-1) ?? plain), toLetterCode(operation.id)];
  return {
    methods: [plain, ...(given === undefined ? [] : [given]), ...longer, last].map(toCamelCase),
    functions: [
      ...(standsAlone ? [preferred] : []),
      ...phrases.map((each) => toStandalone(each, subject)),
      ...[plain, ...longer, last].map((words) => [...service, ...words]),
    ].map(toCamelCase),
  };
}

/**
 * Longer phrases for an operation whose name collides: with the path's parameters, more of the path's words, the version,
 * the HTTP method, at last the spelling of the path. None depends on another operation.
 */
function getPhraseVariants(phrase: Phrase, subject: Subject): readonly Phrase[] {
  const { operation, path } = subject;
  const { verb, rest, suffix = [] } = phrase;
  const { version } = path;
  const by = toByWords(path.parameters);
  const used = new Set(rest);
  const led = [...path.lead.filter((word) => !used.has(word)), ...rest];
  const inPath = [...path.lead, ...path.tail.flatMap(({ words }) => words)];
  const httpVerb = getMethodWord(operation.method);
  const whole = verb === undefined || verb === httpVerb ? rest : [verb, ...rest];
  const writing = describeCase(operation.pathTemplate);
  const longer: readonly Phrase[] = [
    { ...phrase, rest: led },
    { ...phrase, rest: led, suffix: [...by, ...suffix] },
    { ...phrase, suffix: [...suffix, ...version] },
    { ...phrase, suffix: [...by, ...suffix, ...version] },
    { verb: httpVerb, rest: whole, suffix },
    { verb: httpVerb, rest: whole, suffix: [...by, ...suffix] },
    { verb: httpVerb, rest: inPath, suffix: [...by, ...suffix, ...version] },
    { verb: httpVerb, rest: inPath, suffix: [...by, ...suffix, ...version, ...writing] },
    { verb: httpVerb, rest: spellSigns(operation.pathTemplate.replace(/[{}]/g, '')) },
  ];
  const name = toCamelCase(toWords(phrase));
  return [
    phrase,
    ...getSecondPhrases(phrase, subject),
    ...longer.filter((each) => toCamelCase(toWords(each)) !== name),
  ];
}

/**
 * The second choice, in most cases by the parameters. What is done to all of a collection gives way to what is done to
 * one of it: `DELETE /Wishlist` beside `DELETE /Wishlist/{id}` is `deleteAll`. A phrase that repeats the name keeps it if
 * no other operation does so: see `Claim.candidates`.
 */
function getSecondPhrases(phrase: Phrase, subject: Subject): readonly Phrase[] {
  const { operation, path, cardinality, reads } = subject;
  const { rest, suffix = [] } = phrase;
  const { method, parameters, body } = operation;
  const by = { ...phrase, suffix: [...toByWords(path.parameters), ...suffix] };
  if (path.endsInParameter) {
    const isPlain = reads ? cardinality === 'unknown' : method !== 'POST' && rest.length === 0;
    return isPlain ? [phrase, by] : [by];
  }
  if (phrase.verb === 'get' && cardinality === 'unknown')
    return [{ ...phrase, verb: 'list', rest: toPluralWords(rest) }, by];
  if (path.parameters.length > 0) return [by];
  if (method === 'POST' && rest.length > 0) return [{ ...phrase, rest: toPathNumber(rest, path) }];
  if (phrase.verb === 'replace' && rest.length === 0) return [{ ...phrase, verb: 'save' }];
  const isWhole = method === 'DELETE' && parameters.length === 0 && body === undefined;
  return [isWhole && rest.length === 0 ? { ...phrase, rest: ['all'] } : phrase];
}

/** The words in the number that the path has: `form files`, beside `form file`. */
function toPathNumber(words: Words, { tail }: Subject['path']): Words {
  const last = tail.at(-1)?.words.at(-1) ?? '';
  const isSame = toSingular(last) === toSingular(words.at(-1) ?? '');
  return isSame ? [...words.slice(0, -1), last] : words;
}

function toByWords(parameters: readonly Words[]): Words {
  return parameters.flatMap((words, index) => [index === 0 ? 'by' : 'and', ...words]);
}

/** Names that are decided before others are assigned: the user's and the locked ones. */
export interface GivenOperations {
  readonly methods: ReadonlyMap<OperationId, string>;
  readonly functions: ReadonlyMap<OperationId, string>;
  /** The methods that the user chose; the functions' names follow them. */
  readonly chosen: ReadonlyMap<OperationId, string>;
}

/** The user's methods, and the locked names that do not collide with them. */
export function mergeGivenOperations(
  model: ApiModel,
  chosen: ReadonlyMap<OperationId, string>,
  lock: Pick<LockedNames, 'methods' | 'functions'>,
): GivenOperations {
  const methods = new Map(chosen);
  const functions = new Map<OperationId, string>();
  for (const { operations } of model.services) {
    const taken = new Set(operations.flatMap(({ id }) => chosen.get(id) ?? []));
    for (const { id } of operations) {
      const method = lock.methods.get(id);
      const name = lock.functions.get(id);
      if (method !== undefined && !chosen.has(id) && !taken.has(method)) methods.set(id, method);
      // When the user renames a method, its function is named anew.
      if (name !== undefined && (!chosen.has(id) || chosen.get(id) === method)) {
        functions.set(id, name);
      }
    }
  }
  return { methods, functions, chosen };
}

/** Names the methods of one service. Names in `given` stay; the others avoid them. */
export function nameMethods(
  operations: readonly NamedOperation[],
  given: ReadonlyMap<OperationId, string>,
): ReadonlyMap<OperationId, string> {
  const open = operations.map((operation) => ({
    key: operation.id,
    get preferred() {
      return operation.method;
    },
    get candidates() {
      return operation.methods;
    },
  }));
  return assignAround(given, open, {
    isFree: (name) => isIdentifierName(name) && !RESERVED_METHODS.has(name),
  });
}

/** Names the functions of all services, distinct among the package's exports. */
export function nameFunctions(
  operations: readonly NamedOperation[],
  given: GivenOperations,
  isFree: (name: string) => boolean,
): ReadonlyMap<OperationId, string> {
  const open = operations.map((operation) => ({
    key: operation.id,
    get preferred() {
      return given.chosen.has(operation.id) ? undefined : operation.function;
    },
    get candidates() {
      const method = given.chosen.get(operation.id);
      return method === undefined ? operation.functions : getFunctionCandidates(method, operation);
    },
  }));
  return assignAround(given.functions, open, { isFree });
}

/** Candidates for the function of a method that the user named: `everyOne` of `vehicles` → `everyOneVehicles`. */
function getFunctionCandidates(method: string, { subject }: NamedOperation): readonly string[] {
  const [verb = '', ...rest] = splitWords(method);
  return [
    toCamelCase(toStandalone({ verb, rest }, subject)),
    toCamelCase([...subject.service, verb, ...rest]),
    toCamelCase([...subject.service, verb, ...rest, toLetterCode(subject.operation.id)]),
  ];
}

/** Names the types of operations' params or bodies after their resource and method. Names in `locked` stay. */
export function nameArgumentTypes(
  stems: ReadonlyMap<OperationId, string>,
  suffixes: readonly [string, ...string[]],
  locked: ReadonlyMap<OperationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<OperationId, string> {
  const [first] = suffixes;
  const claims = [...stems].map(([id, stem]) => ({
    key: id,
    preferred: stem + first,
    get candidates() {
      const coded = stem + toPascalCase([toLetterCode(id)]) + first;
      return [...suffixes.map((suffix) => stem + suffix), coded];
    },
  }));
  return assignAround(locked, claims, { isFree });
}
