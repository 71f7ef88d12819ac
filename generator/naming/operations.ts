import type { ApiModel, Operation, OperationId, Service } from '../model/model.js';
import { getResponseCardinality } from './response-cardinality.js';
import { assignAround } from './collisions.js';
import type { LockedNames } from './names-lock.js';
import { METHOD_WORD } from './grammar.js';
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
  isIdentifierName,
  spellSigns,
  splitWords,
  toCamelCase,
  toLetterCode,
  toPascalCase,
  type Words,
} from './words.js';

/** An operation with every way it could be called, the shortest first; read where it has no name yet. */
export interface NamedOperation {
  readonly id: OperationId;
  readonly operation: Operation;
  readonly subject: Subject;
  /** The first of the methods, and of the functions. */
  readonly method: string;
  readonly function: string;
  readonly methods: readonly string[];
  readonly functions: readonly string[];
}

/** Reads each operation on its own: what it could be called depends on no other operation. */
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
            const answer = getResponseCardinality(operation, model);
            return { operation, service: tag.words, path, cardinality: answer };
          }),
        ),
      ];
    }),
  );
}

function toNamedOperation(operation: Operation, read: () => Subject): NamedOperation {
  const subject = once(read);
  const wish = once(() => getPreferredName(subject()));
  const names = once(() => getCandidates(subject(), wish()));
  return {
    id: operation.id,
    operation,
    get subject() {
      return subject();
    },
    get method() {
      return toCamelCase(toWords(wish().phrase));
    },
    get function() {
      return toCamelCase(wish().function);
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

/** What an operation would be called if it were alone. */
interface PreferredName {
  readonly phrase: Phrase;
  readonly function: Words;
  /** The operationId, where it says more than the path. */
  readonly given: Words | undefined;
  /** Whether it does not begin with the service's name: it was made to stand alone. */
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
  { phrase, given, standsAlone, function: wish }: PreferredName,
): Pick<NamedOperation, 'methods' | 'functions'> {
  const { operation, service } = subject;
  const phrases = getPhraseVariants(phrase, subject);
  const [plain = [], ...longer] = phrases.map(toWords);
  const last = [...(longer.at(-1) ?? plain), toLetterCode(operation.id)];
  return {
    methods: [plain, ...(given === undefined ? [] : [given]), ...longer, last].map(toCamelCase),
    functions: [
      ...(standsAlone ? [wish] : []),
      ...phrases.map((each) => toStandalone(each, subject)),
      ...[plain, ...longer, last].map((words) => [...service, ...words]),
    ].map(toCamelCase),
  };
}

/**
 * What to say more of an operation when its name is not its own: the path's parameters, more of the path's words,
 * the version, the HTTP method, at last how the path is written. No number, and nothing that another
 * operation decides.
 */
function getPhraseVariants(phrase: Phrase, { operation, path }: Subject): readonly Phrase[] {
  const { verb, rest } = phrase;
  const { version } = path;
  const by = toByWords(path.parameters);
  const said = new Set(rest);
  const led = [...path.lead.filter((word) => !said.has(word)), ...rest];
  const inPath = [...path.lead, ...path.tail.flatMap(({ words }) => words)];
  const httpVerb = METHOD_WORD[operation.method];
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
    // With no parameter this repeats the name: there is nothing to add, so it may be kept.
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

/** Names that are decided before any is made: the user's, and those of an earlier generation. */
export interface GivenOperations {
  readonly methods: ReadonlyMap<OperationId, string>;
  readonly functions: ReadonlyMap<OperationId, string>;
  /** The operations whose method the user chose, and that need a function's name to match. */
  readonly chosen: ReadonlyMap<OperationId, string>;
}

/** The user's methods, and the lock's where they do not clash with these. */
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
      // A method that was renamed takes its function along.
      if (name !== undefined && (!chosen.has(id) || chosen.get(id) === method)) {
        functions.set(id, name);
      }
    }
  }
  return { methods, functions, chosen };
}

/** The methods of one service. Those in `given` stand; the others move around them. */
export function nameMethods(
  operations: readonly NamedOperation[],
  given: ReadonlyMap<OperationId, string>,
): ReadonlyMap<OperationId, string> {
  const open = operations.map((operation) => ({
    key: operation.id,
    get wish() {
      return operation.method;
    },
    get names() {
      return operation.methods;
    },
  }));
  return assignAround(given, open, {
    isFree: (name) => isIdentifierName(name) && !RESERVED_METHODS.has(name),
  });
}

/** The functions of all services: they share the space that the package exports. */
export function nameFunctions(
  operations: readonly NamedOperation[],
  given: GivenOperations,
  isFree: (name: string) => boolean,
): ReadonlyMap<OperationId, string> {
  const open = operations.map((operation) => ({
    key: operation.id,
    get wish() {
      return given.chosen.has(operation.id) ? undefined : operation.function;
    },
    get names() {
      const method = given.chosen.get(operation.id);
      return method === undefined ? operation.functions : getFunctionCandidates(method, operation);
    },
  }));
  return assignAround(given.functions, open, { isFree });
}

/** The function's name for a method that the user chose: `everyOne` of `vehicles` → `everyOneVehicles`. */
function getFunctionCandidates(method: string, { subject }: NamedOperation): readonly string[] {
  const [verb = '', ...rest] = splitWords(method);
  return [
    toCamelCase(toStandalone({ verb, rest }, subject)),
    toCamelCase([...subject.service, verb, ...rest]),
    toCamelCase([...subject.service, verb, ...rest, toLetterCode(subject.operation.id)]),
  ];
}

/** The names of what an operation takes and fails with, after its function's. Those in `locked` stand. */
export function nameCompanionTypes(
  functions: ReadonlyMap<OperationId, string>,
  suffixes: readonly [string, ...string[]],
  locked: ReadonlyMap<OperationId, string>,
  isFree: (name: string) => boolean,
): ReadonlyMap<OperationId, string> {
  const [first] = suffixes;
  const claims = [...functions].map(([id, name]) => {
    const stem = name.replace(/^./u, (letter) => letter.toUpperCase());
    return {
      key: id,
      wish: stem + first,
      get names() {
        const coded = stem + toPascalCase([toLetterCode(id)]) + first;
        return [...suffixes.map((suffix) => stem + suffix), coded];
      },
    };
  });
  return assignAround(locked, claims, { isFree });
}
