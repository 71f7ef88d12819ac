import { resolvePointer } from '../document/index.js';
import {
  METHODS,
  type MediaTypeObject,
  type OpenApiDocument,
  type ReferenceObject,
} from '../document/openapi.js';
import { typeScope, typeText, type EmitContext, type Imports } from '../emit/index.js';
import type { Operation, TypeRef } from '../model/model.js';
import { operationsOf } from '../model/walk.js';
import type { View } from './json-schemas.js';
import { schemaOf } from './normal-form.js';
import { sidesPrinted, type Side } from './sides.js';

/** A schema of the document, and the type that the package gives for it. */
export interface Subject extends View {
  /** What a person finds it by: a declaration's id, or an operation and its body. */
  readonly name: string;
  /** As a file in a folder of the package's `src/` writes it. */
  readonly type: string;
  readonly ref: TypeRef;
}

/** How a type is written on a side. */
type Print = (type: TypeRef, side: Side) => string;

/**
 * Every declaration, on each side that it is printed for, and every body that is no mere reference to one.
 *
 * @param imports collects what the types of the subjects name.
 */
export function subjectsOf(
  document: OpenApiDocument,
  context: EmitContext,
  imports: Imports,
): readonly Subject[] {
  const print: Print = (type, side) =>
    typeText(type, typeScope(context, side, imports, '../models/'));
  return [
    ...declared(document, context, print),
    ...operationsOf(context.model).flatMap((operation) => bodies(document, operation, print)),
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
  const item = document.paths[operation.pathTemplate];
  const method = METHODS.find((key) => key.toUpperCase() === operation.method);
  const node = method === undefined ? undefined : item?.[method];
  const subjects: Subject[] = [];
  const add = (
    what: string,
    holder: Holder | ReferenceObject | undefined,
    body: { readonly mediaType: string; readonly type: TypeRef } | undefined,
    side: Side,
  ): void => {
    if (body === undefined || body.type.kind === 'reference') return;
    const content = contentOf(document, holder);
    const media = content?.[body.mediaType] ?? only(content);
    if (media?.schema === undefined) return;
    const name = `${operation.id} ${what}`;
    subjects.push({
      ...{ name, schema: media.schema, side },
      ...{ type: print(body.type, side), ref: body.type },
    });
  };
  add('body', node?.requestBody, operation.body, 'request');
  for (const response of operation.responses)
    add(response.status, node?.responses?.[response.status], response.body, 'response');
  return subjects;
}

interface Holder {
  readonly content?: Readonly<Record<string, MediaTypeObject>>;
}

function contentOf(
  document: OpenApiDocument,
  holder: Holder | ReferenceObject | undefined,
): Holder['content'] {
  let current: unknown = holder;
  while (typeof current === 'object' && current !== null && '$ref' in current)
    current = resolvePointer(document, String(current.$ref));
  return (current as Holder | undefined)?.content;
}

/** A range such as `text/*` is sent under another name; it is found where it stands alone. */
function only(content: Holder['content']): MediaTypeObject | undefined {
  const all = Object.values(content ?? {});
  return all.length === 1 ? all[0] : undefined;
}
