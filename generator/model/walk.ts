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
        type.properties.some(isOneDirection) ||
        (type.additional !== undefined && typeSidesDiffer(type.additional))
      );
    default:
      return false;
  }
}

export function getOperations(model: ApiModel): readonly Operation[] {
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
export function getErrorType(operation: Operation): TypeRef | undefined {
  const bodies = operation.responses
    .filter((response) => !isSuccess(response))
    .flatMap((response) => response.body ?? []);
  const typed = bodies.filter((body) => body.type.kind !== 'binary').map((body) => body.type);
  return typed.length === 0 ? undefined : union(typed);
}

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** Itself, then what it inherits from, the nearest first. */
export function getLineage(
  declarations: Declarations,
  id: DeclarationId,
): ReadonlySet<DeclarationId> {
  const line = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of line) for (const base of getBases(declarations.get(each))) line.add(base);
  return line;
}

/** What it inherits from at once: by `extends` or, where TypeScript cannot say it so, by an intersection. */
export function getBases(declaration: Declaration | undefined): readonly DeclarationId[] {
  if (declaration?.kind === 'interface') return declaration.extends;
  if (declaration?.kind !== 'alias') return [];
  return inlineParts(declaration.type).flatMap((part) =>
    part.kind === 'reference' ? [part.id] : [],
  );
}

/** The properties that a declaration names itself. */
export function getOwnProperties(declaration: Declaration | undefined): readonly Property[] {
  if (declaration?.kind === 'interface') return declaration.properties;
  if (declaration?.kind !== 'alias') return [];
  return inlineParts(declaration.type).flatMap((part) =>
    part.kind === 'object' ? part.properties : [],
  );
}

/** A property, here or in what this one inherits from. */
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

function inlineParts(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'intersection' ? type.members : type.kind === 'object' ? [type] : [];
}

/** A declaration and all that its type leads to. */
export function getReachable(model: ApiModel, id: DeclarationId): ReadonlySet<DeclarationId> {
  return getClosure(id, (each, visit) => {
    const declaration = model.declarations.get(each);
    if (declaration) visitDeclarationReferences(declaration, visit);
  });
}

/** Tells, of any declaration, itself and all whose types lead to it. The model is walked once. */
export function createDependentsLookup(
  model: ApiModel,
): (id: DeclarationId) => ReadonlySet<DeclarationId> {
  const users = new Map<DeclarationId, DeclarationId[]>();
  for (const declaration of model.declarations.values())
    visitDeclarationReferences(declaration, (named) => {
      const known = users.get(named) ?? [];
      users.set(named, known);
      known.push(declaration.id);
    });
  return (id) => getClosure(id, (each, visit) => users.get(each)?.forEach(visit));
}

type Visit = (id: DeclarationId) => void;

function getClosure(
  id: DeclarationId,
  next: (each: DeclarationId, visit: Visit) => void,
): ReadonlySet<DeclarationId> {
  const reached = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of reached) next(each, (found) => reached.add(found));
  return reached;
}

/** Says of each declaration in which directions it travels, and whether its two sides differ. */
export function withUse(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  operations: readonly Operation[],
): ReadonlyMap<DeclarationId, Declaration> {
  const references = new Map(
    [...declarations].map(([id, declaration]) => [id, collectReferences(declaration)] as const),
  );
  const request = collectReached(references, operations.flatMap(getRequestTypes));
  const response = collectReached(references, operations.flatMap(getResponseTypes));
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

function collectReferences(declaration: Declaration): readonly DeclarationId[] {
  const ids = new Set<DeclarationId>();
  visitDeclarationReferences(declaration, (id) => ids.add(id));
  return [...ids];
}

function getRequestTypes(operation: Operation): readonly TypeRef[] {
  const parameters = operation.parameters.map((parameter) => parameter.type);
  return operation.body ? [...parameters, operation.body.type] : parameters;
}

function getResponseTypes(operation: Operation): readonly TypeRef[] {
  return operation.responses.flatMap((response) => (response.body ? [response.body.type] : []));
}

function collectReached(
  references: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
  from: readonly TypeRef[],
): ReadonlySet<DeclarationId> {
  const roots = new Set<DeclarationId>();
  for (const type of from) visitReferences(type, (id) => roots.add(id));
  return closure(roots, (id) => references.get(id) ?? []);
}

/** The declarations whose two sides differ by themselves, and all that name one of them. */
function collectDiffering(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  references: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
): ReadonlySet<DeclarationId> {
  const namedBy = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, targets] of references) {
    for (const target of targets) {
      const names = namedBy.get(target) ?? [];
      names.push(id);
      namedBy.set(target, names);
    }
  }
  const roots = [...declarations.values()].filter(sidesDiffer).map((declaration) => declaration.id);
  return closure(roots, (id) => namedBy.get(id) ?? []);
}

function closure(
  roots: Iterable<DeclarationId>,
  next: (id: DeclarationId) => readonly DeclarationId[],
): ReadonlySet<DeclarationId> {
  const seen = new Set(roots);
  // A Set's iteration also visits what is added on the way.
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}
