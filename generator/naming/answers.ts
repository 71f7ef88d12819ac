import type { ApiModel, Declaration, Operation, Property, TypeRef } from '../model/model.js';
import { isPlural } from './nouns.js';
import { splitWords } from './words.js';

/** What an operation answers with; `unknown` when the document does not say. */
export type Answer = 'many' | 'one' | 'unknown';

/** Properties that hold the page's elements, as envelopes spell them. */
const ELEMENTS = new Set(
  'content data elements entries items list records result results rows value values'.split(' '),
);
/** Envelopes within envelopes: `{ data: { items: [] } }` and no deeper. */
const MAX_DEPTH = 4;

/** Arrays, and pages and envelopes that hold one, are many; other bodies are one. */
export function answerOf(operation: Operation, model: ApiModel): Answer {
  const success = operation.responses.find(
    ({ status, body }) => status.startsWith('2') && body !== undefined,
  );
  return success?.body === undefined ? 'unknown' : countOf(success.body.type, model, 0);
}

function countOf(type: TypeRef, model: ApiModel, depth: number): Answer {
  if (depth > MAX_DEPTH) return 'one';
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
      return countOfProperties(type.properties, model, depth);
    case 'reference': {
      const declaration = model.declarations.get(type.id);
      return declaration === undefined ? 'unknown' : countOfDeclaration(declaration, model, depth);
    }
    case 'intersection':
    case 'union': {
      const counts = type.members.map((member) => countOf(member, model, depth + 1));
      return counts.includes('many') ? 'many' : counts.includes('one') ? 'one' : 'unknown';
    }
    default:
      return type satisfies never;
  }
}

function countOfDeclaration(declaration: Declaration, model: ApiModel, depth: number): Answer {
  switch (declaration.kind) {
    case 'enum':
      return 'one';
    case 'alias':
      return countOf(declaration.type, model, depth + 1);
    case 'interface': {
      const inherited = declaration.extends.map((id) =>
        countOf({ kind: 'reference', id }, model, depth + 1),
      );
      return inherited.includes('many')
        ? 'many'
        : countOfProperties(declaration.properties, model, depth);
    }
    default:
      return declaration satisfies never;
  }
}

function countOfProperties(
  properties: readonly Property[],
  model: ApiModel,
  depth: number,
): Answer {
  const isPage = properties.some(({ wireName, type }) => {
    const words = splitWords(wireName);
    const [word = ''] = words;
    if (words.length !== 1 || !ELEMENTS.has(word)) return false;
    // `{ name, list: [] }` is one thing that has a list; an envelope holds nothing else that is plural.
    return isEnvelope(properties) && countOf(type, model, depth + 1) === 'many';
  });
  return isPage ? 'many' : 'one';
}

function isEnvelope(properties: readonly Property[]): boolean {
  const identified = properties.some(({ wireName }) => /^(?:id|name|title)$/i.test(wireName));
  const arrays = properties.filter(
    ({ type, wireName }) =>
      type.kind === 'array' &&
      isPlural(splitWords(wireName).at(-1) ?? '') &&
      !isComplaint(wireName),
  );
  return !identified && arrays.length <= 1;
}

function isComplaint(wireName: string): boolean {
  return /^(?:errors|warnings|messages|validationErrors|links)$/i.test(wireName);
}
