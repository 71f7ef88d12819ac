import type {
  ApiModel,
  Declaration,
  DeclarationId,
  Operation,
  Property,
  Response,
  TypeRef,
} from './model.js';
import { union, unreachable } from './types.js';

/** Calls `visit` for every declaration that a type names, in or outside of objects. */
export function visitReferences(type: TypeRef, visit: (id: DeclarationId) => void): void {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'scalar':
    case 'literal':
    case 'binary':
      return;
    case 'reference':
      visit(type.id);
      return;
    case 'array':
      visitReferences(type.items, visit);
      return;
    case 'record':
      visitReferences(type.values, visit);
      return;
    case 'tuple':
      type.items.forEach((item) => visitReferences(item, visit));
      if (type.rest) visitReferences(type.rest, visit);
      return;
    case 'union':
    case 'intersection':
      type.members.forEach((member) => visitReferences(member, visit));
      return;
    case 'object':
      type.properties.forEach((property) => visitReferences(property.type, visit));
      if (type.additional) visitReferences(type.additional, visit);
      return;
    default:
      unreachable(type);
  }
}

/** Calls `visit` for every type that a declaration is made of. */
export function visitDeclarationReferences(
  declaration: Declaration,
  visit: (id: DeclarationId) => void,
): void {
  switch (declaration.kind) {
    case 'interface':
      declaration.extends.forEach(visit);
      declaration.variants?.mapping.forEach(({ id }) => visit(id));
      declaration.properties.forEach((property) => visitReferences(property.type, visit));
      if (declaration.additional) visitReferences(declaration.additional, visit);
      return;
    case 'alias':
      visitReferences(declaration.type, visit);
      return;
    case 'enum':
      return;
    default:
      unreachable(declaration);
  }
}

/** True when something here, or in an inline object here, is for one direction only, or is put differently in each. */
export function sidesDiffer(declaration: Declaration): boolean {
  switch (declaration.kind) {
    case 'interface':
      return (
        declaration.properties.some(isOneWay) ||
        (declaration.additional !== undefined && typeSidesDiffer(declaration.additional))
      );
    case 'alias':
      return typeSidesDiffer(declaration.type);
    case 'enum':
      return false;
    default:
      return unreachable(declaration);
  }
}

function isOneWay(property: Property): boolean {
  return property.access !== 'both' || typeSidesDiffer(property.type);
}

function typeSidesDiffer(type: TypeRef): boolean {
  switch (type.kind) {
    case 'scalar':
      return type.as !== undefined;
    case 'array':
      return typeSidesDiffer(type.items);
    case 'record':
      return typeSidesDiffer(type.values);
    case 'tuple':
      return (
        type.items.some(typeSidesDiffer) || (type.rest !== undefined && typeSidesDiffer(type.rest))
      );
    case 'union':
    case 'intersection':
      return type.members.some(typeSidesDiffer);
    case 'object':
      return (
        type.properties.some(isOneWay) ||
        (type.additional !== undefined && typeSidesDiffer(type.additional))
      );
    default:
      return false;
  }
}

export function operationsOf(model: ApiModel): readonly Operation[] {
  return model.services.flatMap((service) => service.operations);
}

export function isSuccess(response: Response): boolean {
  return response.status.startsWith('2');
}

/** True when there is anything to give besides the path: query, headers, cookies, a body. */
export function hasParams(operation: Operation): boolean {
  return (
    operation.body !== undefined ||
    operation.parameters.some((parameter) => parameter.in !== 'path')
  );
}

/** 204 and 205 never have a body (RFC 9110, sections 15.3.5 and 15.3.6). */
export function isEmptyStatus(status: string): boolean {
  return status === '204' || status === '205';
}

/** The type of the answers that the document declares as failures; undefined when none says what it holds. */
export function errorType(operation: Operation): TypeRef | undefined {
  const bodies = operation.responses
    .filter((response) => !isSuccess(response))
    .flatMap((response) => response.body ?? []);
  const typed = bodies.filter((body) => body.type.kind !== 'binary').map((body) => body.type);
  return typed.length === 0 ? undefined : union(typed);
}
