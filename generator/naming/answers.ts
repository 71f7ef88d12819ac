import type { ApiModel, Declaration, Operation, Property, TypeRef } from '../model/model.js';
import { splitWords } from './words.js';

/** What an operation answers with; `unknown` when the document does not say. */
export type Answer = 'many' | 'one' | 'unknown';

/** Properties that hold the answer itself, as envelopes and pages spell them; the last word counts. */
const CONTENTS = new Set(
  `body content data elements entries items list page payload records response result results rows value
   values`.split(/\s+/),
);
/** What tells a thing from an envelope. */
const IDENTITY = new Set(['id', 'name', 'title']);
/** What envelopes carry beside the answer. */
const ASIDES = new Set(['errors', 'warnings', 'messages', 'links']);
/** Envelopes within envelopes: `{ response: { data: { items: [] } } }` and no deeper. */
const MAX_DEPTH = 6;

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

/** `{ name, items: [] }` is one thing that has items; `{ items: [], total }` is a page of many. */
function countOfProperties(
  properties: readonly Property[],
  model: ApiModel,
  depth: number,
): Answer {
  const words = properties.map(({ wireName }) => splitWords(wireName));
  const isThing = words.some((name) => name.length === 1 && IDENTITY.has(name[0] ?? ''));
  const lists = properties.filter(
    ({ type }, index) => type.kind === 'array' && !ASIDES.has(words[index]?.at(-1) ?? ''),
  );
  if (isThing || lists.length > 1) return 'one';
  const counts = properties
    .filter((_, index) => CONTENTS.has(words[index]?.at(-1) ?? ''))
    .map(({ type }) => countOf(type, model, depth + 1));
  if (counts.includes('many')) return 'many';
  return counts.length > 0 && counts.every((count) => count === 'unknown') ? 'unknown' : 'one';
}
