import type { ApiModel, Declaration, Operation, Property, TypeRef, Use } from '../model/model.js';
import { unreachable } from '../model/types.js';
import { withUse } from '../model/use.js';

/** What becomes of an API's properties and references. `use` says which way they travel. */
export interface Rewrite {
  readonly properties?: (properties: readonly Property[], use: Use) => readonly Property[];
  readonly reference?: (type: Reference) => TypeRef;
  readonly declaration?: (declaration: Declaration) => Declaration;
}

type Reference = TypeRef & { readonly kind: 'reference' };

const REQUEST: Use = { request: true, response: false };
const RESPONSE: Use = { request: false, response: true };

/** The model with every type rewritten, in declarations and in operations; `splits` follows. */
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
  return { ...model, services, declarations: withUse(declarations, operations) };
}

function rewriteOperation(operation: Operation, rewrite: Rewrite): Operation {
  const { body, pagination } = operation;
  const sent = (type: TypeRef) => rewriteType(type, REQUEST, rewrite);
  const answered = (type: TypeRef) => rewriteType(type, RESPONSE, rewrite);
  return {
    ...operation,
    parameters: operation.parameters.map((parameter) => ({
      ...parameter,
      type: sent(parameter.type),
    })),
    ...(body && { body: { ...body, type: sent(body.type) } }),
    responses: operation.responses.map((response) => ({
      ...response,
      ...(response.body && {
        body: { ...response.body, type: answered(response.body.type) },
      }),
    })),
    ...(pagination && { pagination: { ...pagination, item: answered(pagination.item) } }),
  };
}

function rewriteDeclaration(declaration: Declaration, rewrite: Rewrite): Declaration {
  const { use } = declaration;
  switch (declaration.kind) {
    case 'enum':
      return declaration;
    case 'alias':
      return { ...declaration, type: rewriteType(declaration.type, use, rewrite) };
    case 'interface':
      return { ...declaration, ...rewriteParts(declaration, use, rewrite) };
    default:
      return unreachable(declaration);
  }
}

function rewriteType(type: TypeRef, use: Use, rewrite: Rewrite): TypeRef {
  const inner = (part: TypeRef) => rewriteType(part, use, rewrite);
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'scalar':
    case 'literal':
    case 'binary':
      return type;
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
      return { ...type, members: type.members.flatMap((member) => opened(inner(member))) };
    case 'intersection':
      return { ...type, members: type.members.map(inner) };
    case 'object':
      return { ...type, ...rewriteParts(type, use, rewrite) };
    default:
      return unreachable(type);
  }
}

/** A choice in a choice is one, unless it has a tag of its own. */
function opened(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'union' && !type.discriminator && !type.closed ? type.members : [type];
}

function rewriteParts(
  parts: { readonly properties: readonly Property[]; readonly additional?: TypeRef },
  use: Use,
  rewrite: Rewrite,
) {
  const properties = parts.properties.map((property) => ({
    ...property,
    type: rewriteType(property.type, use, rewrite),
  }));
  return {
    properties: rewrite.properties?.(properties, use) ?? properties,
    ...(parts.additional && { additional: rewriteType(parts.additional, use, rewrite) }),
  };
}
