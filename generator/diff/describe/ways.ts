/** The ways through a model that subjects tell of: from a part of an operation or a declaration to what is inside. */
import type { ApiModel, Operation, TypeRef } from '../../model/model.js';
import type { Subject } from '../finding.js';

/** The type of a part: `body application/json`, `200 application/json`, `query:Page`. */
export function partOf(operation: Operation | undefined, part: string): TypeRef | undefined {
  const [place = '', mediaType] = part.split(' ', 2);
  const { parameters = [], body, responses = [] } = operation ?? {};
  if (place === 'body') return body?.mediaType === mediaType ? body?.type : undefined;
  const answer = responses.find(({ status }) => status === place)?.body;
  if (answer !== undefined) return answer.mediaType === mediaType ? answer.type : undefined;
  return parameters.find((parameter) => `${parameter.in}:${parameter.wireName}` === part)?.type;
}

/** One step in, through what may be null and what has a name. */
export function stepInto(model: ApiModel, type: TypeRef, step: string): TypeRef | undefined {
  switch (type.kind) {
    case 'array':
      return step === '[]' ? type.items : undefined;
    case 'record':
      return step === '*' ? type.values : undefined;
    case 'object':
      return step === '*'
        ? type.additional
        : type.properties.find(({ wireName }) => wireName === step)?.type;
    case 'union': {
      const [only, ...others] = type.members.filter(({ kind }) => kind !== 'null');
      return only && others.length === 0 ? stepInto(model, only, step) : undefined;
    }
    case 'reference': {
      const declaration = model.declarations.get(type.id);
      if (declaration?.kind === 'alias') return stepInto(model, declaration.type, step);
      if (declaration?.kind !== 'interface') return undefined;
      return step === '*'
        ? declaration.additional
        : declaration.properties.find(({ wireName }) => wireName === step)?.type;
    }
    default:
      return undefined;
  }
}

/** What a name of a type that is no object stands for. */
export function aliased(model: ApiModel, type: TypeRef): TypeRef {
  const declaration = type.kind === 'reference' ? model.declarations.get(type.id) : undefined;
  return declaration?.kind === 'alias' ? aliased(model, declaration.type) : type;
}

/** A type of which no program names a property that the document describes. */
export const WITHOUT_PROPERTIES: ReadonlySet<TypeRef['kind']> = new Set([
  'unknown',
  'scalar',
  'literal',
  'binary',
  'array',
  'tuple',
  'record',
]);

/** Whether the SDK sends and reads another media type in this place, or nothing. */
export function isUnspoken({ body, responses }: Operation, part: string): boolean {
  const [place = '', mediaType] = part.split(' ', 2);
  // A range is spoken as one of its types.
  if (mediaType === undefined || mediaType === 'header' || mediaType.includes('*')) return false;
  const spoken = place === 'body' ? body : responses.find(({ status }) => status === place)?.body;
  return spoken?.mediaType !== mediaType;
}

/** No SDK has types for where the API calls. */
export function isCalledBack({ kind, part = '' }: Pick<Subject, 'kind' | 'part'>): boolean {
  return kind === 'webhook' || (kind === 'operation' && part.startsWith('callback '));
}
