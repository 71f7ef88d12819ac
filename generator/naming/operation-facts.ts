import type {
  ApiModel,
  Declaration,
  DeclarationId,
  Operation,
  Property,
  TypeRef,
} from '../model/model.js';
import { isStream } from '../model/result.js';
import { toSingular, toVerbOfSentence } from './grammar.js';
import { FILTER_WORDS, READING_VERBS } from './lexicon.js';
import { parseTypeId } from './types.js';
import { splitWords, type Words } from './words.js';

/** Whether an operation returns one thing or many; `unknown` when the document does not declare it. */
export type Cardinality = 'many' | 'one' | 'unknown';

/** What a response contains, apart from envelopes, pages and lists. */
interface Content {
  readonly cardinality: Cardinality;
  /** The words of the schema of one item, or of the response itself; undefined when it has no schema of its own. */
  readonly item?: Words;
}

/** What an operation does, as far as its declaration tells. */
export interface OperationFacts extends Content {
  /** Whether it changes nothing: GET, QUERY, and a POST that sends what a list should contain. */
  readonly reads: boolean;
  /** Whether the request names several of the service's things: a list, or an object with a list of their ids. */
  readonly sendsSeveral: boolean;
}

/** @param service The words of the service's name. */
export function getOperationFacts(
  operation: Operation,
  model: ApiModel,
  service: Words,
): OperationFacts {
  const content = getResponseContent(operation, model);
  return {
    ...content,
    reads: isRead(operation, content, model),
    sendsSeveral: sendsSeveral(operation, model, service),
  };
}

/** A summary that begins with a verb decides about a POST; else the list that it answers, and what it is asked with. */
function isRead(operation: Operation, { cardinality }: Content, model: ApiModel): boolean {
  const { method, docs, body, parameters, pagination } = operation;
  if (method !== 'POST') return method === 'GET' || method === 'QUERY';
  const [first = '', second] = splitWords(docs.summary ?? docs.description ?? '');
  const verb = toVerbOfSentence(first);
  if (verb !== undefined && second !== 'or')
    return READING_VERBS.has(verb) && cardinality !== 'unknown';
  if (cardinality !== 'many') return false;
  if (body === undefined) return pagination !== undefined || parameters.some(isOfList);
  const { type } = body.contents[0];
  const words = type.kind === 'reference' ? toSchemaWords(type.id, model) : [];
  return words.some((word) => FILTER_WORDS.has(word));
}

/** `pageNumber`, `take`: a parameter that only lists have. */
function isOfList({ wireName }: { readonly wireName: string }): boolean {
  return splitWords(wireName).some((word) => LIST_WORDS.has(word));
}

const LIST_WORDS = new Set('page take skip limit offset sort sorting filter'.split(' '));

function sendsSeveral({ body }: Operation, model: ApiModel, service: Words): boolean {
  const type = body?.contents[0].type;
  if (type === undefined) return false;
  return (
    type.kind === 'array' || getProperties(type, model).some((each) => isListOfIds(each, service))
  );
}

function isListOfIds({ wireName, type }: Property, service: Words): boolean {
  const members = type.kind === 'union' ? type.members : [type];
  const words = splitWords(wireName);
  const isOfService = words
    .slice(0, -1)
    .every((word) => service.some((each) => toSingular(each) === word));
  return words.at(-1) === 'ids' && isOfService && members.some(({ kind }) => kind === 'array');
}

function getProperties(type: TypeRef, { declarations }: ApiModel): readonly Property[] {
  if (type.kind === 'object') return type.properties;
  const declaration = type.kind === 'reference' ? declarations.get(type.id) : undefined;
  return declaration?.kind === 'interface' ? declaration.properties : [];
}

function toSchemaWords(id: DeclarationId, { declarations }: ApiModel): Words {
  return splitWords(parseTypeId(declarations.get(id)?.wireName ?? '').name);
}

/** Last words of properties that contain the actual data, in envelopes and pages. */
const CONTENT_WORDS = new Set(
  `body content data elements entries items list page payload records response result results rows value
   values`.split(/\s+/),
);
/** Properties of a thing, which an envelope does not have. */
const IDENTITY_WORDS = new Set(['id', 'name', 'title']);
/** Last words of other arrays in envelopes. */
const EXTRA_WORDS = new Set(['errors', 'warnings', 'messages', 'links']);

/** The model, and the declarations that have been visited. */
interface Search {
  readonly model: ApiModel;
  readonly seen: Set<DeclarationId>;
}

/** Many for streams and arrays, and for pages and envelopes that contain one; one for other bodies. */
function getResponseContent(operation: Operation, model: ApiModel): Content {
  const success = operation.responses.find(
    ({ status, body }) => status.startsWith('2') && body !== undefined,
  );
  if (success?.body === undefined) return UNKNOWN;
  const { encoding, type } = success.body;
  const content = getContent(type, { model, seen: new Set() });
  return isStream(encoding) ? { ...content, cardinality: 'many' } : content;
}

const UNKNOWN: Content = { cardinality: 'unknown' };
const ONE: Content = { cardinality: 'one' };

function getContent(type: TypeRef, search: Search): Content {
  switch (type.kind) {
    case 'array':
      return { ...getContent(type.items, search), cardinality: 'many' };
    case 'unknown':
    case 'never':
    case 'null':
      return UNKNOWN;
    case 'scalar':
    case 'literal':
    case 'binary':
    case 'tuple':
    case 'record':
      return ONE;
    case 'object':
      return getObjectContent(type.properties, search);
    case 'reference': {
      const declaration = search.model.declarations.get(type.id);
      if (declaration === undefined || search.seen.has(type.id)) return UNKNOWN;
      search.seen.add(type.id);
      const content = getDeclarationContent(declaration, search);
      return content.cardinality === 'many'
        ? content
        : { item: toSchemaWords(type.id, search.model), ...content };
    }
    case 'intersection':
    case 'union':
      return pickContent(type.members.map((member) => getContent(member, search)));
    default:
      return type satisfies never;
  }
}

/** The first that is many, else one. */
function pickContent(contents: readonly Content[]): Content {
  const pick = (cardinality: Cardinality) =>
    contents.find((content) => content.cardinality === cardinality);
  return pick('many') ?? pick('one') ?? UNKNOWN;
}

function getDeclarationContent(declaration: Declaration, search: Search): Content {
  switch (declaration.kind) {
    case 'enum':
      return ONE;
    case 'alias':
      return getContent(declaration.type, search);
    case 'interface': {
      const inherited = declaration.extends.map((id) =>
        getContent({ kind: 'reference', id }, search),
      );
      const many = inherited.find(({ cardinality }) => cardinality === 'many');
      return many ?? getObjectContent(declaration.properties, search);
    }
    default:
      return declaration satisfies never;
  }
}

/** `{ name, items: [] }` is one thing with items; `{ items: [], total }` is a page of many. */
function getObjectContent(properties: readonly Property[], search: Search): Content {
  const words = properties.map(({ wireName }) => splitWords(wireName));
  const isThing = words.some((name) => name.length === 1 && IDENTITY_WORDS.has(name[0] ?? ''));
  const lists = properties.filter(
    ({ type }, index) => type.kind === 'array' && !EXTRA_WORDS.has(words[index]?.at(-1) ?? ''),
  );
  if (isThing || lists.length > 1) return ONE;
  const contents = properties
    .filter((_, index) => CONTENT_WORDS.has(words[index]?.at(-1) ?? ''))
    .map(({ type }) => getContent(type, search));
  const many = contents.find(({ cardinality }) => cardinality === 'many');
  if (many !== undefined) return many;
  const isUnknown = contents.length > 0 && contents.every((each) => each.cardinality === 'unknown');
  return isUnknown ? UNKNOWN : (contents.find(({ item }) => item !== undefined) ?? ONE);
}
