import type { ApiModel, Operation, OperationId } from '../model/model.js';
import { getResourceVerb, isPlural, isVerb, toSingular } from './grammar.js';
import { isIdentifierName, toLetterCode } from './identifier-characters.js';
import type { Names } from './names.js';
import { RESERVED_METHODS } from './reserved.js';
import { splitWords, toCamelCase, type Words } from './words.js';

/** A method whose name a reader would stumble over. */
export interface DoubtfulName {
  readonly id: OperationId;
  /** `user.deleteUser` */
  readonly call: string;
  /** A better method name; the present one, where the rules know none and a person has to choose. */
  readonly better: string;
}

/** A method as it is named, with the words of its resource in the singular. */
interface NamedMethod {
  readonly operation: Operation;
  readonly words: Words;
  readonly resource: Words;
  /** The methods of the resource, this one included. */
  readonly siblings: ReadonlySet<string>;
}

/**
 * Finds the methods whose names are longer or odder than what a person would have written: the resource is repeated, there
 * are two verbs, an `Async` or a version that tells nothing apart, letters that only avoid a collision. None is reported
 * only because it is unusual.
 *
 * @param isChosen whether the user has chosen the name of an operation, which is then not doubted.
 */
export function findDoubtfulNames(
  model: ApiModel,
  names: Names,
  isChosen: (id: OperationId) => boolean = () => false,
): readonly DoubtfulName[] {
  return model.services.flatMap(({ wireName, operations }) => {
    const methodOf = ({ id }: Operation) => names.operations.get(id)?.method ?? '';
    const siblings = new Set(operations.map(methodOf));
    const property = names.services.get(wireName)?.property ?? '';
    const resource = splitWords(property).map(toSingular);
    const proposed = new Set<string>();
    return operations.flatMap((operation) => {
      const method = methodOf(operation);
      const words = splitWords(method);
      const corrected = isChosen(operation.id)
        ? undefined
        : correct({ operation, words, resource, siblings });
      if (corrected === undefined) return [];
      const better = corrected === words ? method : toCamelCase(corrected);
      // What a sibling has already, the longer name tells apart.
      const isFree = better === method || (!siblings.has(better) && !proposed.has(better));
      if (!isFree || !isMethodName(better)) return [];
      proposed.add(better);
      return [{ id: operation.id, call: `${property}.${method}`, better }];
    });
  });
}

/** @returns the words of a better name, the same ones if none is known; undefined for a name that is as it should be. */
function correct(method: NamedMethod): Words | undefined {
  const { words } = method;
  if (isLettered(method) || words.length > MOST_WORDS) return words;
  const corrected = CORRECTIONS.reduce((given, rule) => rule(given, method), words);
  if (corrected.length === words.length) return undefined;
  const [first = '', ...rest] = corrected;
  // `postOrder` is `create`, where it is renamed at all.
  const isMethod = first === method.operation.method.toLowerCase();
  return isMethod && first !== 'get'
    ? [getResourceVerb(method.operation.method), ...rest]
    : corrected;
}

/** A name of more words than this is a sentence. */
const MOST_WORDS = 7;

type Correction = (words: Words, method: NamedMethod) => Words;

const CORRECTIONS: readonly Correction[] = [
  withoutAsync,
  withoutMethodWord,
  withoutVersion,
  withoutFirstVerb,
  withoutResource,
];

/** Letters that tell the operation from another whose words are all the same. */
function isLettered({ operation, words }: NamedMethod): boolean {
  return words.at(-1) === toLetterCode(operation.id);
}

/** The ending of methods in C#. */
function withoutAsync(words: Words): Words {
  return words.length > 1 && words.at(-1) === 'async' ? words.slice(0, -1) : words;
}

/** `listGet`: the HTTP method at the end of an `operationId` says nothing more. */
function withoutMethodWord(words: Words, { operation }: NamedMethod): Words {
  const isRepeated = words.length > 1 && words.at(-1) === operation.method.toLowerCase();
  return isRepeated ? words.slice(0, -1) : words;
}

/** A version that tells no two methods of the resource apart. */
function withoutVersion(words: Words, { siblings }: NamedMethod): Words {
  const rest = words.slice(0, -1);
  const isAlone = rest.length > 0 && !siblings.has(toCamelCase(rest));
  return isAlone && /^v\d+$/.test(words.at(-1) ?? '') ? rest : words;
}

/** `postCreate`, `createGenerateReport`: the second verb is what the operation does. */
function withoutFirstVerb(words: Words): Words {
  const [first = '', second = ''] = words;
  return WEAK_VERBS.has(first) && CLEAR_VERBS.has(second) ? words.slice(1) : words;
}

/** Verbs that follow from the HTTP method alone. */
const WEAK_VERBS = new Set('get list create replace update post put patch'.split(' '));

/** Words that are never nouns. */
const CLEAR_VERBS = new Set(
  `activate add apply approve assign calculate cancel clear create deactivate delete disable edit enable fetch find
   generate get initialize modify promote publish recalculate reject remove rename resend restore retrieve
   revoke save send submit synchronize unassign validate verify`.split(/\s+/),
);

/**
 * `user.deleteUser`, `fileManager.fileManagerDownload`, `roleGroup.createOrEditRoleGroup`. Elsewhere in a name the words
 * may be needed: `products.listDiscountProducts`.
 */
function withoutResource(words: Words, { resource }: NamedMethod): Words {
  const start = words[1] === 'or' ? 3 : 1;
  const at = [0, start].find((index) => isAt(resource, words, index));
  if (at === undefined || resource.length === 0) return words;
  const end = at + resource.length;
  const rest = [...words.slice(0, at), ...words.slice(end)];
  if (!isVerb(rest[0] ?? '')) return words;
  const isList = rest.join() === 'get' && isPlural(words[end - 1] ?? '');
  return isList ? ['list'] : rest;
}

function isAt(resource: Words, words: Words, index: number): boolean {
  return resource.every((word, offset) => toSingular(words[index + offset] ?? '') === word);
}

function isMethodName(name: string): boolean {
  return isIdentifierName(name) && !RESERVED_METHODS.has(name);
}
