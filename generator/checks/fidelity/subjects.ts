import type { OpenApiDocument, ReferenceObject } from '../../document/openapi.js';
import { createTypeOptions, printType, type EmitContext, type Imports } from '../../emit/index.js';
import type { ApiModel, Operation, TypeRef } from '../../model/model.js';
import { getOperations } from '../../model/walk.js';
import type { View } from './json-schemas.js';
import { schemaOf } from './normal-form.js';
import { mediaSchema, nodeOf, parameterSchemas, type Holder } from './operation-schemas.js';
import { sidesPrinted, type Side } from './sides.js';

/** A schema of the document, and the type that the package gives for it. */
export interface Subject extends View {
  /** What a person finds it by: a declaration's id, or an operation and its body or parameter. */
  readonly name: string;
  /** As a file in a folder of the package's `src/` writes it. */
  readonly type: string;
  readonly ref: TypeRef;
}

/** How a type is written on a side. */
type Print = (type: TypeRef, side: Side) => string;

/**
 * Every declaration, on each side that it is printed for, and every body and parameter that is no mere reference to one.
 *
 * @param imports collects what the types of the subjects name.
 */
export function subjectsOf(
  document: OpenApiDocument,
  context: EmitContext,
  imports: Imports,
): readonly Subject[] {
  const print: Print = (type, side) =>
    printType(type, createTypeOptions(context, side, imports, '../models/'));
  return [
    ...declared(document, context, print),
    ...getOperations(context.model).flatMap((operation) => bodies(document, operation, print)),
    ...parameters(document, context.model, print),
  ];
}

function declared(
  document: OpenApiDocument,
  { model }: EmitContext,
  print: Print,
): readonly Subject[] {
  return [...model.declarations.values()].flatMap((declaration) =>
    sidesPrinted(declaration).map((side): Subject => {
      const { id } = declaration;
      const schema = schemaOf(document, id);
      if (schema === undefined) throw new Error(`${id} is not in the document`);
      const ref: TypeRef = { kind: 'reference', id };
      return { name: id, schema, side, type: print(ref, side), ref };
    }),
  );
}

function bodies(document: OpenApiDocument, operation: Operation, print: Print): readonly Subject[] {
  const node = nodeOf(document, operation);
  const subjects: Subject[] = [];
  const add = (
    what: string,
    holder: Holder | ReferenceObject | undefined,
    body: { readonly mediaType: string; readonly type: TypeRef } | undefined,
    side: Side,
  ): void => {
    if (body === undefined || body.type.kind === 'reference') return;
    const schema = mediaSchema(document, holder, body.mediaType);
    if (schema === undefined) return;
    const name = `${operation.id} ${what}`;
    subjects.push({
      ...{ name, schema, side },
      ...{ type: print(body.type, side), ref: body.type },
    });
  };
  add('body', node?.requestBody, operation.body, 'request');
  for (const response of operation.responses)
    add(response.status, node?.responses?.[response.status], response.body, 'response');
  return subjects;
}

/** Parameters in path, query, header and cookie; of those that say the same the first one. */
function parameters(document: OpenApiDocument, model: ApiModel, print: Print): readonly Subject[] {
  const distinct = new Map<string, Subject>();
  for (const operation of getOperations(model)) {
    for (const [{ in: place, wireName, type }, schema] of parameterSchemas(document, operation)) {
      if (schema === undefined || type.kind === 'reference') continue;
      const printed = print(type, 'request');
      const key = `${JSON.stringify(schema)} ${printed}`;
      const name = `${operation.id} ${place} ${wireName}`;
      if (!distinct.has(key))
        distinct.set(key, { name, schema, side: 'request', type: printed, ref: type });
    }
  }
  return [...distinct.values()];
}
