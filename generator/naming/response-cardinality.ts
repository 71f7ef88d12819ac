import type {
  ApiModel,
  Declaration,
  DeclarationId,
  Operation,
  Property,
  TypeRef,
} from '../model/model.js';
import { isStream } from '../model/result.js';
import { splitWords } from './words.js';

/** Whether an operation returns one thing or many; `unknown` when the document does not declare it. */
export type Cardinality = 'many' | 'one' | 'unknown';

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
export function getResponseCardinality(operation: Operation, model: ApiModel): Cardinality {
  const success = operation.responses.find(
    ({ status, body }) => status.startsWith('2') && body !== undefined,
  );
  if (success?.body === undefined) return 'unknown';
  const { encoding, type } = success.body;
  return isStream(encoding) ? 'many' : getCardinality(type, { model, seen: new Set() });
}

function getCardinality(type: TypeRef, search: Search): Cardinality {
  switch (type.kind) {
    case 'array':
      return 'many';
    case 'unknown':
    case 'never':
    case 'null':
      return 'unknown';
    case 'scalar':
    case 'literal':
    case 'binary':
    case 'tuple':
    case 'record':
      return 'one';
    case 'object':
      return getObjectCardinality(type.properties, search);
    case 'reference': {
      const declaration = search.model.declarations.get(type.id);
      if (declaration === undefined || search.seen.has(type.id)) return 'unknown';
      search.seen.add(type.id);
      return getDeclarationCardinality(declaration, search);
    }
    case 'intersection':
    case 'union': {
      const counts = type.members.map((member) => getCardinality(member, search));
      return counts.includes('many') ? 'many' : counts.includes('one') ? 'one' : 'unknown';
    }
    default:
      return type satisfies never;
  }
}

function getDeclarationCardinality(declaration: Declaration, search: Search): Cardinality {
  switch (declaration.kind) {
    case 'enum':
      return 'one';
    case 'alias':
      return getCardinality(declaration.type, search);
    case 'interface': {
      const inherited = declaration.extends.map((id) =>
        getCardinality({ kind: 'reference', id }, search),
      );
      return inherited.includes('many')
        ? 'many'
        : getObjectCardinality(declaration.properties, search);
    }
    default:
      return declaration satisfies never;
  }
}

/** `{ name, items: [] }` is one thing with items; `{ items: [], total }` is a page of many. */
function getObjectCardinality(properties: readonly Property[], search: Search): Cardinality {
  const words = properties.map(({ wireName }) => splitWords(wireName));
  const isThing = words.some((name) => name.length === 1 && IDENTITY_WORDS.has(name[0] ?? ''));
  const lists = properties.filter(
    ({ type }, index) => type.kind === 'array' && !EXTRA_WORDS.has(words[index]?.at(-1) ?? ''),
  );
  if (isThing || lists.length > 1) return 'one';
  const counts = properties
    .filter((_, index) => CONTENT_WORDS.has(words[index]?.at(-1) ?? ''))
    .map(({ type }) => getCardinality(type, search));
  if (counts.includes('many')) return 'many';
  return counts.length > 0 && counts.every((count) => count === 'unknown') ? 'unknown' : 'one';
}
