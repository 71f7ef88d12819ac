import type {
  ApiModel,
  Declaration,
  Docs,
  Operation,
  Property,
  RequestBody,
  RequestContent,
  TypeRef,
  Use,
} from './model.js';
import { unreachable, type TypeOfKind } from './type-refs.js';
import { withUse } from './walk.js';
import type { Webhook } from './webhook.js';

/** Replacements for the parts of a model's types. `use` is the direction in which a part travels. */
export interface Rewrite {
  readonly properties?: (properties: readonly Property[], use: Use) => readonly Property[];
  readonly reference?: (type: TypeOfKind<'reference'>) => TypeRef;
  readonly scalar?: (type: TypeOfKind<'scalar'>) => TypeRef;
  readonly binary?: () => TypeRef;
  /** Called with a type whose members have been rewritten. */
  readonly intersection?: (type: TypeOfKind<'intersection'>) => TypeRef;
  readonly union?: (type: TypeOfKind<'union'>) => TypeRef;
  /** Called with the docs of a value and its rewritten type. */
  readonly docs?: (docs: Docs, type: TypeRef) => Docs;
  readonly declaration?: (declaration: Declaration) => Declaration;
}

const REQUEST: Use = { request: true, response: false };
const RESPONSE: Use = { request: false, response: true };

/** Rewrites every type in declarations and operations, and sets `use` and `splits` anew. */
export function rewriteModel(model: ApiModel, rewrite: Rewrite): ApiModel {
  const services = model.services.map((service) => ({
    ...service,
    operations: service.operations.map((operation) => rewriteOperation(operation, rewrite)),
  }));
  const declarations = new Map(
    [...model.declarations].map(([id, declaration]) => [
      id,
      rewriteDeclaration(rewrite.declaration?.(declaration) ?? declaration, rewrite),
    ]),
  );
  const operations = services.flatMap((service) => service.operations);
  const webhooks = model.webhooks.map((webhook) => rewriteWebhook(webhook, rewrite));
  return {
    ...model,
    services,
    webhooks,
    declarations: withUse(declarations, { operations, webhooks }),
  };
}

export function rewriteOperation(operation: Operation, rewrite: Rewrite): Operation {
  const { body, pagination } = operation;
  const toRequest = (type: TypeRef) => rewriteType(type, REQUEST, rewrite);
  const toResponse = (type: TypeRef) => rewriteType(type, RESPONSE, rewrite);
  return {
    ...operation,
    parameters: operation.parameters.map((parameter) =>
      withType(parameter, toRequest(parameter.type), rewrite),
    ),
    ...(body && { body: { ...body, contents: rewriteContents(body.contents, toRequest) } }),
    responses: operation.responses.map((response) => ({
      ...response,
      ...(response.body && {
        body: { ...response.body, type: toResponse(response.body.type) },
      }),
    })),
    ...(pagination && { pagination: { ...pagination, item: toResponse(pagination.item) } }),
  };
}

function rewriteContents(
  [first, ...others]: RequestBody['contents'],
  rewriteOne: (type: TypeRef) => TypeRef,
): RequestBody['contents'] {
  const rewriteContent = (content: RequestContent): RequestContent => ({
    ...content,
    type: rewriteOne(content.type),
  });
  return [rewriteContent(first), ...others.map(rewriteContent)];
}

export function rewriteWebhook(webhook: Webhook, rewrite: Rewrite): Webhook {
  const { body } = webhook;
  if (body === undefined) return webhook;
  return { ...webhook, body: { ...body, type: rewriteType(body.type, RESPONSE, rewrite) } };
}

export function rewriteDeclaration(declaration: Declaration, rewrite: Rewrite): Declaration {
  const { use } = declaration;
  switch (declaration.kind) {
    case 'enum':
      return declaration;
    case 'alias':
      return withType(declaration, rewriteType(declaration.type, use, rewrite), rewrite);
    case 'interface':
      return { ...declaration, ...rewriteParts(declaration, use, rewrite) };
    default:
      return unreachable(declaration);
  }
}

function withType<T extends { readonly type: TypeRef; readonly docs: Docs }>(
  node: T,
  type: TypeRef,
  { docs }: Rewrite,
): T {
  return { ...node, type, ...(docs && { docs: docs(node.docs, type) }) };
}

function rewriteType(type: TypeRef, use: Use, rewrite: Rewrite): TypeRef {
  const inner = (part: TypeRef) => rewriteType(part, use, rewrite);
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'literal':
      return type;
    case 'binary':
      return rewrite.binary?.() ?? type;
    case 'scalar':
      return rewrite.scalar?.(type) ?? type;
    case 'reference':
      return rewrite.reference?.(type) ?? type;
    case 'array':
      return { ...type, items: inner(type.items) };
    case 'record':
      return { ...type, values: inner(type.values) };
    case 'tuple':
      return {
        ...type,
        items: type.items.map(inner),
        ...(type.rest && { rest: inner(type.rest) }),
      };
    case 'union':
      return rewriteUnion(type, inner, rewrite);
    case 'intersection': {
      const composed = { ...type, members: type.members.map(inner) };
      return rewrite.intersection?.(composed) ?? composed;
    }
    case 'object':
      return { ...type, ...rewriteParts(type, use, rewrite) };
    default:
      return unreachable(type);
  }
}

function rewriteUnion(
  type: TypeOfKind<'union'>,
  inner: (member: TypeRef) => TypeRef,
  rewrite: Rewrite,
): TypeRef {
  const all = type.members.map(inner).flatMap(flattenUnion);
  const [only, other] = all;
  if (only !== undefined && other === undefined) return only;
  const composed = { ...type, members: all };
  return rewrite.union?.(composed) ?? composed;
}

/** A union with a discriminator of its own stays a member. */
function flattenUnion(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'union' && !type.discriminator && !type.closed ? type.members : [type];
}

function rewriteParts(
  parts: { readonly properties: readonly Property[]; readonly additional?: TypeRef },
  use: Use,
  rewrite: Rewrite,
) {
  const properties = parts.properties.map((property) =>
    withType(property, rewriteType(property.type, use, rewrite), rewrite),
  );
  return {
    properties: rewrite.properties?.(properties, use) ?? properties,
    ...(parts.additional && { additional: rewriteType(parts.additional, use, rewrite) }),
  };
}
