import { resolvePointer } from '../../document/index.js';
import {
  METHODS,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type ReferenceObject,
} from '../../document/openapi.js';
import type { Operation, Parameter } from '../../model/model.js';
import type { Schema } from './normal-form.js';

/** Where an operation of the model stands in the document. */
export function nodeOf(
  document: OpenApiDocument,
  { pathTemplate, method }: Operation,
): OperationObject | undefined {
  const key = METHODS.find((each) => each.toUpperCase() === method);
  return key === undefined ? undefined : document.paths[pathTemplate]?.[key];
}

/** What a body or an answer holds under this media type. */
export function mediaSchema(
  document: OpenApiDocument,
  holder: Holder | ReferenceObject | undefined,
  mediaType: string,
): Schema | undefined {
  const content = resolved<Holder>(document, holder)?.content;
  return (content?.[mediaType] ?? only(content))?.schema;
}

/** The schema of each parameter, in the order of the operation's. */
export function parameterSchemas(
  document: OpenApiDocument,
  operation: Operation,
): readonly (readonly [Parameter, Schema | undefined])[] {
  const listed = [
    ...(nodeOf(document, operation)?.parameters ?? []),
    ...(document.paths[operation.pathTemplate]?.parameters ?? []),
  ].map((node) => resolved<ParameterObject>(document, node));
  return operation.parameters.map((parameter) => {
    const node = listed.find(
      (each) =>
        each?.in === parameter.in && each.name.toLowerCase() === parameter.wireName.toLowerCase(),
    );
    return [parameter, node?.schema ?? only(node?.content)?.schema];
  });
}

export interface Holder {
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

function resolved<T>(
  document: OpenApiDocument,
  node: T | ReferenceObject | undefined,
): T | undefined {
  let current: unknown = node;
  while (typeof current === 'object' && current !== null && '$ref' in current)
    current = resolvePointer(document, String(current.$ref));
  return current as T | undefined;
}

/** A range such as `text/*` is sent under another name; it is found where it stands alone. */
function only(content: Holder['content']): MediaTypeObject | undefined {
  const all = Object.values(content ?? {});
  return all.length === 1 ? all[0] : undefined;
}
