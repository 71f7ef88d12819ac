import { resolvePointer } from '../../document/index.js';
import {
  METHODS,
  type MediaTypeObject,
  type OpenApiDocument,
  type OperationObject,
  type ParameterObject,
  type ReferenceObject,
  type SchemaObject,
} from '../../document/openapi.js';
import {
  createTypeOptions,
  printType,
  type EmitContext,
  type Imports,
  type TypeDirection,
} from '../../emit/index.js';
import type { ApiModel, Operation, Parameter, ResponseBody, TypeRef } from '../../model/model.js';
import { isStream } from '../../model/result.js';
import { getOperations } from '../../model/walk.js';
import type { DirectedSchema } from './json-schemas.js';
import { getPrintedDirections, getSchema, type Schema } from './normal-form.js';

/** A schema of the document, and the type that the package has for it. */
export interface Subject extends DirectedSchema {
  /** For people: a declaration's id, or an operation and its body or parameter. */
  readonly name: string;
  /** As a file in a folder of the package's `src/` writes it. */
  readonly type: string;
  readonly ref: TypeRef;
  /** How the value arrives, where that is not as JSON. */
  readonly body?: ResponseBody;
}

/** Prints a type in a direction. */
type Print = (type: TypeRef, direction: TypeDirection) => string;

/**
 * Lists every declaration in each direction for which it is printed, and every body and parameter that is not just a reference to
 * one.
 *
 * @param imports Collects what the types of the subjects name.
 */
export function listSubjects(
  document: OpenApiDocument,
  context: EmitContext,
  imports: Imports,
): readonly Subject[] {
  const print: Print = (type, direction) =>
    printType(type, createTypeOptions(context, direction, imports, '../models/'));
  return [
    ...listDeclarations(document, context, print),
    ...getOperations(context.model).flatMap((operation) => listBodies(document, operation, print)),
    ...listParameters(document, context.model, print),
  ];
}

function listDeclarations(
  document: OpenApiDocument,
  { model }: EmitContext,
  print: Print,
): readonly Subject[] {
  return [...model.declarations.values()].flatMap((declaration) =>
    getPrintedDirections(declaration).map((direction): Subject => {
      const { id } = declaration;
      const schema = getSchema(document, id);
      if (schema === undefined) throw new Error(`${id} is not in the document`);
      const ref: TypeRef = { kind: 'reference', id };
      return { name: id, schema, direction, type: print(ref, direction), ref };
    }),
  );
}

function listBodies(
  document: OpenApiDocument,
  operation: Operation,
  print: Print,
): readonly Subject[] {
  const node = getOperationObject(document, operation);
  const subjects: Subject[] = [];
  const add = (
    what: string,
    owner: ContentOwner | ReferenceObject | undefined,
    body: { readonly mediaType: string; readonly type: TypeRef } | undefined,
    direction: TypeDirection,
  ): void => {
    if (body === undefined || body.type.kind === 'reference') return;
    const schema = getMediaSchema(document, owner, body.mediaType);
    if (schema === undefined) return;
    const name = `${operation.id} ${what}`;
    subjects.push({ name, schema, direction, type: print(body.type, direction), ref: body.type });
  };
  // Text and bytes are sent as the caller made them, whatever their schema says.
  for (const content of operation.body?.contents ?? [])
    if (
      content.encoding === 'json' ||
      content.encoding === 'form' ||
      content.encoding === 'multipart'
    )
      add(`body ${content.mediaType}`, node?.requestBody, content, 'request');
  for (const { status, body } of operation.responses) {
    const owner = node?.responses?.[status];
    if (body?.encoding === 'json') add(status, owner, body, 'response');
    else if (body !== undefined)
      subjects.push(...listResponse(document, operation, status, body, print));
  }
  return subjects;
}

/** A response that is a text or a stream: the values of its schema arrive as such, and are read by the package's runtime. */
function listResponse(
  document: OpenApiDocument,
  operation: Operation,
  status: string,
  body: ResponseBody,
  print: Print,
): readonly Subject[] {
  const { type, encoding, mediaType } = body;
  const owner = getOperationObject(document, operation)?.responses?.[status];
  const media = getMediaType(document, owner, mediaType);
  const schema = getReadSchema(document, media, body);
  // A choice of two media types has no schema of its own, and nothing writes a `Blob` or what is in a string as JSON.
  if (schema === undefined || encoding === 'jsonOrText' || encoding === 'binary') return [];
  const name = `${operation.id} ${status} as ${encoding}`;
  return [{ name, schema, direction: 'response', type: print(type, 'response'), ref: type, body }];
}

/** The schema of what a call gives: that of an item in a stream, and any string for a text that nothing parses. */
function getReadSchema(
  document: OpenApiDocument,
  media: MediaTypeObject | undefined,
  { encoding, type, events }: ResponseBody,
): Schema | undefined {
  const { schema, itemSchema } = media ?? {};
  if (encoding === 'text' && type.kind === 'scalar') return { type: 'string' };
  if (!isStream(encoding)) return schema;
  if (events?.yields === 'event' && type.kind !== 'reference') {
    const item = resolveReference<SchemaObject | boolean>(document, itemSchema ?? schema);
    if (typeof item !== 'object' || JSON.stringify(item).includes('contentSchema'))
      return undefined;
  }
  if (itemSchema !== undefined) return itemSchema;
  const whole = resolveReference<SchemaObject | boolean>(document, schema);
  return typeof whole === 'object' && whole.type === 'array' ? whole.items : schema;
}

/** Parameters in path, query, header and cookie; of equal ones only the first. */
function listParameters(
  document: OpenApiDocument,
  model: ApiModel,
  print: Print,
): readonly Subject[] {
  const distinct = new Map<string, Subject>();
  for (const operation of getOperations(model)) {
    for (const [{ in: location, wireName, type }, schema] of getParameterSchemas(
      document,
      operation,
    )) {
      if (schema === undefined || type.kind === 'reference') continue;
      const printed = print(type, 'request');
      const key = `${JSON.stringify(schema)} ${printed}`;
      const name = `${operation.id} ${location} ${wireName}`;
      if (!distinct.has(key))
        distinct.set(key, { name, schema, direction: 'request', type: printed, ref: type });
    }
  }
  return [...distinct.values()];
}

/** The object of the document that an operation of the model was made from. */
export function getOperationObject(
  document: OpenApiDocument,
  { pathTemplate, method }: Operation,
): OperationObject | undefined {
  const key = METHODS.find((each) => each.toUpperCase() === method);
  return key === undefined ? undefined : document.paths[pathTemplate]?.[key];
}

/** The schema of a request body or a response for a media type. */
export function getMediaSchema(
  document: OpenApiDocument,
  owner: ContentOwner | ReferenceObject | undefined,
  mediaType: string,
): Schema | undefined {
  return getMediaType(document, owner, mediaType)?.schema;
}

function getMediaType(
  document: OpenApiDocument,
  owner: ContentOwner | ReferenceObject | undefined,
  mediaType: string,
): MediaTypeObject | undefined {
  const content = resolveReference<ContentOwner>(document, owner)?.content;
  return content?.[mediaType] ?? getOnlyMediaType(content);
}

/** The schema of each parameter, in the operation's order. */
export function getParameterSchemas(
  document: OpenApiDocument,
  operation: Operation,
): readonly (readonly [Parameter, Schema | undefined])[] {
  const listed = [
    ...(getOperationObject(document, operation)?.parameters ?? []),
    ...(document.paths[operation.pathTemplate]?.parameters ?? []),
  ].map((node) => resolveReference<ParameterObject>(document, node));
  return operation.parameters.map((parameter) => {
    const node = listed.find(
      (each) =>
        each?.in === parameter.in && each.name.toLowerCase() === parameter.wireName.toLowerCase(),
    );
    return [parameter, node?.schema ?? getOnlyMediaType(node?.content)?.schema];
  });
}

export interface ContentOwner {
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

export function resolveReference<T>(
  document: OpenApiDocument,
  node: T | ReferenceObject | undefined,
): T | undefined {
  let current: unknown = node;
  while (typeof current === 'object' && current !== null && '$ref' in current)
    current = resolvePointer(document, String(current.$ref));
  return current as T | undefined;
}

/** A range such as `text/*` is sent under another name; it is found where it is the only one. */
function getOnlyMediaType(content: ContentOwner['content']): MediaTypeObject | undefined {
  const all = Object.values(content ?? {});
  return all.length === 1 ? all[0] : undefined;
}
