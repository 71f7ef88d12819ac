import type {
  ApiModel,
  Declaration,
  Declarations,
  DeclarationId,
  Operation,
  Property,
  Response,
  TypeRef,
} from './model.js';
import type { Webhook } from './webhook.js';
import { union, unreachable } from './type-refs.js';

/**
 * Calls `visit` for a type and every type in it, at any depth of inline types.
 *
 * @param visit Also gets the type that directly contains the other.
 */
export function visitTypes(
  type: TypeRef,
  visit: (part: TypeRef, parent?: TypeRef) => void,
  parent?: TypeRef,
): void {
  visit(type, parent);
  const inner = (part: TypeRef) => visitTypes(part, visit, type);
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'scalar':
    case 'literal':
    case 'binary':
    case 'reference':
      return;
    case 'array':
      inner(type.items);
      return;
    case 'record':
      inner(type.values);
      return;
    case 'tuple':
      type.items.forEach(inner);
      if (type.rest) inner(type.rest);
      return;
    case 'union':
    case 'intersection':
      type.members.forEach(inner);
      return;
    case 'object':
      type.properties.forEach((property) => inner(property.type));
      if (type.additional) inner(type.additional);
      return;
    default:
      unreachable(type);
  }
}

/** Calls `visit` for every declaration that a type refers to, at any depth of inline types. */
export function visitReferences(type: TypeRef, visit: (id: DeclarationId) => void): void {
  visitTypes(type, (part) => {
    if (part.kind === 'reference') visit(part.id);
  });
}

/** Calls `visit` for every declaration that this one refers to: bases, variants, the types of its properties. */
export function visitDeclarationReferences(
  declaration: Declaration,
  visit: (id: DeclarationId) => void,
): void {
  switch (declaration.kind) {
    case 'interface':
      declaration.extends.forEach(visit);
      declaration.variants?.mapping.forEach(({ id }) => visit(id));
      if (declaration.variants?.fallback !== undefined) visit(declaration.variants.fallback);
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

/**
 * True when the declaration's request and response types differ: a property travels in one direction only, or a value
 * has a runtime type of its own. References are not followed.
 */
function sidesDiffer(declaration: Declaration): boolean {
  switch (declaration.kind) {
    case 'interface':
      return (
        declaration.properties.some(isOneDirection) ||
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

function isOneDirection(property: Property): boolean {
  return property.access !== 'both' || typeSidesDiffer(property.type);
}

function typeSidesDiffer(type: TypeRef): boolean {
  switch (type.kind) {
    case 'scalar':
      return type.as !== undefined || type.sendsText === true;
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
        type.properties.some(isOneDirection) ||
        (type.additional !== undefined && typeSidesDiffer(type.additional))
      );
    case 'unknown':
    case 'never':
    case 'null':
    case 'literal':
    case 'binary':
    case 'reference':
      return false;
    default:
      return unreachable(type);
  }
}

export function getOperations(model: ApiModel): readonly Operation[] {
  return model.services.flatMap((service) => service.operations);
}

export function isSuccess(response: Response): boolean {
  return response.status.startsWith('2');
}

/** 204 and 205 never have a body (RFC 9110, sections 15.3.5 and 15.3.6). */
export function isEmptyStatus(status: string): boolean {
  return status === '204' || status === '205';
}

/** The union of the declared error responses' types; undefined when none of them has a typed body. */
export function getErrorType(operation: Operation): TypeRef | undefined {
  const bodies = operation.responses
    .filter((response) => !isSuccess(response))
    .flatMap((response) => response.body ?? []);
  const typed = bodies.filter((body) => body.type.kind !== 'binary').map((body) => body.type);
  return typed.length === 0 ? undefined : union(typed);
}

/** The type of a declaration that only names a file, or a list of files, as .NET's `IFormFile` does: programs need no name for it. */
export function getFileType(declarations: Declarations, id: DeclarationId): TypeRef | undefined {
  const seen = new Set<DeclarationId>();
  const isFile = (type: TypeRef): boolean => {
    switch (type.kind) {
      case 'binary':
        return true;
      case 'array':
        return isFile(type.items);
      case 'union':
        return (
          type.members.some(({ kind }) => kind !== 'null') &&
          type.members.every((member) => member.kind === 'null' || isFile(member))
        );
      case 'reference': {
        const declaration = declarations.get(type.id);
        if (declaration?.kind !== 'alias' || seen.has(type.id)) return false;
        seen.add(type.id);
        return isFile(declaration.type);
      }
      default:
        return false;
    }
  };
  const declaration = declarations.get(id);
  return declaration?.kind === 'alias' && isFile(declaration.type) ? declaration.type : undefined;
}

/** The declaration itself, then what it inherits from, the nearest first. */
export function getLineage(
  declarations: Declarations,
  id: DeclarationId,
): ReadonlySet<DeclarationId> {
  return getClosure([id], (each) => getBases(declarations.get(each)));
}

/** The declarations that this one extends directly: by `extends`, or by an intersection where TypeScript cannot extend. */
export function getBases(declaration: Declaration | undefined): readonly DeclarationId[] {
  if (declaration?.kind === 'interface') return declaration.extends;
  if (declaration?.kind !== 'alias') return [];
  return getParts(declaration.type).flatMap((part) => (part.kind === 'reference' ? [part.id] : []));
}

/** The properties that a declaration declares itself, without inherited ones. */
export function getOwnProperties(declaration: Declaration | undefined): readonly Property[] {
  if (declaration?.kind === 'interface') return declaration.properties;
  if (declaration?.kind !== 'alias') return [];
  return getParts(declaration.type).flatMap((part) =>
    part.kind === 'object' ? part.properties : [],
  );
}

/** A property by its wire name, own or inherited. */
export function findProperty(
  declarations: Declarations,
  id: DeclarationId,
  wireName: string,
): Property | undefined {
  for (const each of getLineage(declarations, id)) {
    const own = getOwnProperties(declarations.get(each));
    const found = own.find((property) => property.wireName === wireName);
    if (found !== undefined) return found;
  }
  return undefined;
}

function getParts(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'intersection' ? type.members : type.kind === 'object' ? [type] : [];
}

/** A declaration and everything that its type refers to, directly or indirectly. */
export function getReachable(model: ApiModel, id: DeclarationId): ReadonlySet<DeclarationId> {
  return getClosure([id], (each) => getReferences(model.declarations.get(each)));
}

/** Looks up, for any declaration, itself and all that refer to it, directly or indirectly. Walks the model once. */
export function createDependentsLookup(
  model: ApiModel,
): (id: DeclarationId) => ReadonlySet<DeclarationId> {
  const dependents = invert(collectReferences(model.declarations));
  return (id) => getClosure([id], (each) => dependents.get(each) ?? []);
}

/** What uses declarations: operations, and the webhooks whose bodies are read like responses. */
export interface Users {
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Webhook[];
}

/** The declarations that the types use, directly or through other declarations. */
export function collectUsed(
  declarations: Declarations,
  types: readonly TypeRef[],
): ReadonlySet<DeclarationId> {
  return collectReached(collectReferences(declarations), types);
}

/** Sets the `use` and the `splits` of every declaration. */
export function withUse(declarations: Declarations, { operations, webhooks }: Users): Declarations {
  const references = collectReferences(declarations);
  const request = collectReached(references, operations.flatMap(getRequestTypes));
  const response = collectReached(references, [
    ...operations.flatMap(getResponseTypes),
    ...webhooks.flatMap(getWebhookTypes),
  ]);
  const differing = collectDiffering(declarations, references);
  return new Map(
    [...declarations].map(([id, declaration]) => {
      const use = { request: request.has(id), response: response.has(id) };
      return [
        id,
        { ...declaration, use, splits: use.request && use.response && differing.has(id) },
      ];
    }),
  );
}

type References = ReadonlyMap<DeclarationId, readonly DeclarationId[]>;

function collectReferences(declarations: Declarations): References {
  return new Map(
    [...declarations].map(([id, declaration]) => [id, getReferences(declaration)] as const),
  );
}

function getReferences(declaration: Declaration | undefined): readonly DeclarationId[] {
  const ids = new Set<DeclarationId>();
  if (declaration) visitDeclarationReferences(declaration, (id) => ids.add(id));
  return [...ids];
}

/** The types of everything that is sent and received. */
export function getUsedTypes({ operations, webhooks }: Users): readonly TypeRef[] {
  return [
    ...operations.flatMap(getRequestTypes),
    ...operations.flatMap(getResponseTypes),
    ...webhooks.flatMap(getWebhookTypes),
  ];
}

function getRequestTypes(operation: Operation): readonly TypeRef[] {
  const parameters = operation.parameters.map((parameter) => parameter.type);
  return [...parameters, ...(operation.body?.contents ?? []).map((content) => content.type)];
}

function getResponseTypes(operation: Operation): readonly TypeRef[] {
  return operation.responses.flatMap((response) => (response.body ? [response.body.type] : []));
}

function getWebhookTypes({ body }: Webhook): readonly TypeRef[] {
  return body === undefined ? [] : [body.type];
}

function collectReached(
  references: References,
  from: readonly TypeRef[],
): ReadonlySet<DeclarationId> {
  const roots = new Set<DeclarationId>();
  for (const type of from) visitReferences(type, (id) => roots.add(id));
  return getClosure(roots, (id) => references.get(id) ?? []);
}

/** The declarations whose own request and response types differ, and all that refer to one of them. */
function collectDiffering(
  declarations: Declarations,
  references: References,
): ReadonlySet<DeclarationId> {
  const dependents = invert(references);
  const roots = [...declarations.values()].filter(sidesDiffer).map(({ id }) => id);
  return getClosure(roots, (id) => dependents.get(id) ?? []);
}

function invert(references: References): References {
  const inverted = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, targets] of references) {
    for (const target of targets) {
      const dependents = inverted.get(target) ?? [];
      dependents.push(id);
      inverted.set(target, dependents);
    }
  }
  return inverted;
}

function getClosure(
  roots: Iterable<DeclarationId>,
  next: (id: DeclarationId) => readonly DeclarationId[],
): ReadonlySet<DeclarationId> {
  const reached = new Set(roots);
  // A Set's iteration also visits what is added to it meanwhile.
  for (const id of reached) for (const other of next(id)) reached.add(other);
  return reached;
}
