import type { ApiModel, Operation, OperationId, Service } from '../model/model.js';
import { answerOf } from './answers.js';
import { resolveAround } from './collisions.js';
import { standingAlone } from './functions.js';
import type { LockedNames } from './lock.js';
import { readPath } from './paths.js';
import { phraseOfOperationId, phraseOfPath, type Phrase, type Subject } from './phrases.js';
import { RESERVED_METHODS } from './reserved.js';
import { caseWords, isIdentifierName, letterCode, spelledWords } from './spelling.js';
import { readTag } from './tags.js';
import { METHOD_WORD } from './verbs.js';
import { vocabularyOf } from './vocabulary.js';
import { camelCase, pascalCase, splitWords, type Words } from './words.js';

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
export function readOperations(model: ApiModel): ReadonlyMap<Service, readonly NamedOperation[]> {
  const vocabulary = vocabularyOf(model);
  return new Map(
    model.services.map((service) => {
      const tag = readTag(service.wireName);
      return [
        service,
        service.operations.map((operation) =>
          named(operation, () => {
            const path = readPath(operation.pathTemplate, tag, vocabulary);
            const answer = answerOf(operation, model);
            return { operation, service: tag.words, path, answer };
          }),
        ),
      ];
    }),
  );
}

function named(operation: Operation, read: () => Subject): NamedOperation {
  const subject = once(read);
  const wish = once(() => wishOf(subject()));
  const names = once(() => namesOf(subject(), wish()));
  return {
    id: operation.id,
    operation,
    get subject() {
      return subject();
    },
    get method() {
      return camelCase(wordsOf(wish().phrase));
    },
    get function() {
      return camelCase(wish().function);
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
interface Wish {
  readonly phrase: Phrase;
  readonly function: Words;
  /** The operationId, where it says more than the path. */
  readonly given: Words | undefined;
  /** Whether it does not begin with the service's name: it was made to stand alone. */
  readonly standsAlone: boolean;
}

function wishOf(subject: Subject): Wish {
  const read = phraseOfOperationId(subject);
  const phrase = read ?? phraseOfPath(subject);
  const id = splitWords(subject.operation.operationId ?? '');
  const standsAlone = read !== undefined && camelCase(wordsOf(phrase)) === camelCase(id);
  return {
    phrase,
    function: standsAlone ? id : standingAlone(phrase, subject),
    given: read && id,
    standsAlone,
  };
}

function namesOf(
  subject: Subject,
  { phrase, given, standsAlone, function: wish }: Wish,
): Pick<NamedOperation, 'methods' | 'functions'> {
  const { operation, service } = subject;
  const phrases = variants(phrase, subject);
  const [plain = [], ...longer] = phrases.map(wordsOf);
  const last = [...(longer.at(-1) ?? plain), letterCode(operation.id)];
  return {
    methods: [plain, ...(given === undefined ? [] : [given]), ...longer, last].map(camelCase),
    functions: [
      ...(standsAlone ? [wish] : []),
      ...phrases.map((each) => standingAlone(each, subject)),
      ...[plain, ...longer, last].map((words) => [...service, ...words]),
    ].map(camelCase),
  };
}

/**
 * What to say more of an operation when its name is not its own: the path's parameters, more of the path's words,
 * the version, the HTTP method, at last how the path is written. No number, and nothing that another
 * operation decides.
 */
function variants(phrase: Phrase, { operation, path }: Subject): readonly Phrase[] {
  const { verb, rest } = phrase;
  const { version } = path;
  const by = byWords(path.parameters);
  const said = new Set(rest);
  const led = [...path.lead.filter((word) => !said.has(word)), ...rest];
  const inPath = [...path.lead, ...path.tail.flatMap(({ words }) => words)];
  const httpVerb = METHOD_WORD[operation.method];
  const whole = verb === undefined || verb === httpVerb ? rest : [verb, ...rest];
  const writing = caseWords(operation.pathTemplate);
  const longer: readonly Phrase[] = [
    { verb, rest: led },
    { verb, rest: led, suffix: by },
    { verb, rest, suffix: version },
    { verb, rest, suffix: [...by, ...version] },
    { verb: httpVerb, rest: whole },
    { verb: httpVerb, rest: whole, suffix: by },
    { verb: httpVerb, rest: inPath, suffix: [...by, ...version] },
    { verb: httpVerb, rest: inPath, suffix: [...by, ...version, ...writing] },
    { verb: httpVerb, rest: spelledWords(operation.pathTemplate.replace(/[{}]/g, '')) },
  ];
  const name = camelCase(wordsOf(phrase));
  return [
    phrase,
    // With no parameter this repeats the name: there is nothing to add, so it may be kept.
    { verb, rest, suffix: by },
    ...longer.filter((each) => camelCase(wordsOf(each)) !== name),
  ];
}

function wordsOf({ verb, rest, suffix = [] }: Phrase): Words {
  return [...(verb === undefined ? [] : [verb]), ...rest, ...suffix];
}

function byWords(parameters: readonly Words[]): Words {
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
export function givenOperations(
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
export function methodNames(
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
  return resolveAround(given, open, {
    isFree: (name) => isIdentifierName(name) && !RESERVED_METHODS.has(name),
  });
}

/** The functions of all services: they share the space that the package exports. */
export function functionNames(
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
      return method === undefined ? operation.functions : functionsOf(method, operation);
    },
  }));
  return resolveAround(given.functions, open, { isFree });
}

/** The function's name for a method that the user chose: `everyOne` of `vehicles` → `everyOneVehicles`. */
function functionsOf(method: string, { subject }: NamedOperation): readonly string[] {
  const [verb = '', ...rest] = splitWords(method);
  return [
    camelCase(standingAlone({ verb, rest }, subject)),
    camelCase([...subject.service, verb, ...rest]),
    camelCase([...subject.service, verb, ...rest, letterCode(subject.operation.id)]),
  ];
}

/** The names of what an operation takes and fails with, after its function's. Those in `locked` stand. */
export function companionNames(
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
        const coded = stem + pascalCase([letterCode(id)]) + first;
        return [...suffixes.map((suffix) => stem + suffix), coded];
      },
    };
  });
  return resolveAround(locked, claims, { isFree });
}
