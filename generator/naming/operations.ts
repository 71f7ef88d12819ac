import type { ApiModel, Operation, OperationId, Service } from '../model/model.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import { getResponseCardinality } from './response-cardinality.js';
import { assignAround } from './collisions.js';
import type { LockedNames } from './names-lock.js';
import { getMethodWord } from './grammar.js';
import { learnVocabulary, readPath, readTag } from './paths.js';
import {
  readOperationIdPhrase,
  readPathPhrase,
  toStandalone,
  type Phrase,
  type Subject,
} from './operation-phrases.js';
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

/** Reads each operation on its own: its candidates do not depend on other operations. */
export function readNamedOperations(
  model: ApiModel,
): ReadonlyMap<Service, readonly NamedOperation[]> {
  const vocabulary = learnVocabulary(model);
  return new Map(
    model.services.map((service) => {
      const tag = readTag(service.wireName);
      return [
        service,
        service.operations.map((operation) =>
          toNamedOperation(operation, () => {
            const path = readPath(operation.pathTemplate, tag, vocabulary);
            const cardinality = getResponseCardinality(operation, model);
            return { operation, service: tag.words, path, cardinality };
          }),
        ),
      ];
    }),
  );
}

function toNamedOperation(operation: Operation, read: () => Subject): NamedOperation {
  const subject = once(read);
  const preferred = once(() => getPreferredName(subject()));
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

function getPreferredName(subject: Subject): PreferredName {
  const read = readOperationIdPhrase(subject);
  const phrase = read ?? readPathPhrase(subject);
  const id = splitWords(subject.operation.operationId ?? '');
  const standsAlone = read !== undefined && toCamelCase(toWords(phrase)) === toCamelCase(id);
  return {
    phrase,
    function: standsAlone ? id : toStandalone(phrase, subject),
    given: read && id,
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
function getPhraseVariants(phrase: Phrase, { operation, path }: Subject): readonly Phrase[] {
  const { verb, rest } = phrase;
  const { version } = path;
  const by = toByWords(path.parameters);
  const used = new Set(rest);
  const led = [...path.lead.filter((word) => !used.has(word)), ...rest];
  const inPath = [...path.lead, ...path.tail.flatMap(({ words }) => words)];
  const httpVerb = getMethodWord(operation.method);
  const whole = verb === undefined || verb === httpVerb ? rest : [verb, ...rest];
  const writing = describeCase(operation.pathTemplate);
  const longer: readonly Phrase[] = [
    { verb, rest: led },
    { verb, rest: led, suffix: by },
    { verb, rest, suffix: version },
    { verb, rest, suffix: [...by, ...version] },
    { verb: httpVerb, rest: whole },
    { verb: httpVerb, rest: whole, suffix: by },
    { verb: httpVerb, rest: inPath, suffix: [...by, ...version] },
    { verb: httpVerb, rest: inPath, suffix: [...by, ...version, ...writing] },
    { verb: httpVerb, rest: spellSigns(operation.pathTemplate.replace(/[{}]/g, '')) },
  ];
  const name = toCamelCase(toWords(phrase));
  return [
    phrase,
    // Without a parameter this repeats the name, which may then be kept: see `Claim.candidates`.
    { verb, rest, suffix: by },
    ...longer.filter((each) => toCamelCase(toWords(each)) !== name),
  ];
}

function toWords({ verb, rest, suffix = [] }: Phrase): Words {
  return [...(verb === undefined ? [] : [verb]), ...rest, ...suffix];
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

/** Names the types of operations' params or bodies after their class and method. Names in `locked` stay. */
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
