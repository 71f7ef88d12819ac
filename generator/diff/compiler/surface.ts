import type {
  ApiModel,
  Declaration,
  DeclarationId,
  Operation,
  Property,
  TypeRef,
} from '../../model/model.js';
import type { OutputSwitches } from '../../model/switches.js';
import type { DeclarationNames, Names, OperationNames } from '../../naming/names.js';

/** What determines the types that a package offers to programs. */
export interface Surface {
  /** After filters and switches. */
  readonly model: ApiModel;
  readonly names: Names;
  readonly switches?: OutputSwitches;
}

/** An operation and the names by which programs call it. */
export interface Call {
  readonly operation: Operation;
  readonly names: OperationNames;
  /** The client's property that holds the operation's service. */
  readonly property: string;
  readonly className: string;
}

/** What the new package has in place of each part of the old one. */
export interface Counterparts {
  /** By the old id: the same schema, else the one that now has the old type's name. */
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** The new calls by `vehicles.list`. */
  readonly methods: ReadonlyMap<string, Call>;
  /** The new calls by the name of their standalone function. */
  readonly functions: ReadonlyMap<string, Call>;
}

/** A property, and the declaration that declares it: the object itself or one of its bases. */
export interface DeclaredProperty {
  readonly property: Property;
  readonly declaredBy: DeclarationId;
}

export function findCounterparts(before: Surface, after: Surface): Counterparts {
  const calls = getCalls(after);
  return {
    declarations: matchDeclarations(before, after),
    methods: new Map(calls.map((call) => [getMethodPath(call), call])),
    functions: new Map(calls.map((call) => [call.names.functionName, call])),
  };
}

function matchDeclarations(
  before: Surface,
  after: Surface,
): ReadonlyMap<DeclarationId, Declaration> {
  const newByType = new Map<string, Declaration>();
  for (const declaration of after.model.declarations.values()) {
    if (before.model.declarations.has(declaration.id)) continue;
    newByType.set(getTypeNames(after, declaration.id).type, declaration);
  }
  const counterparts = new Map<DeclarationId, Declaration>();
  for (const id of before.model.declarations.keys()) {
    const counterpart =
      after.model.declarations.get(id) ?? newByType.get(getTypeNames(before, id).type);
    if (counterpart !== undefined) counterparts.set(id, counterpart);
  }
  return counterparts;
}

/** Every operation with its names, in the order of services. */
export function getCalls({ model, names }: Surface): readonly Call[] {
  return model.services.flatMap((service) => {
    const { property, className } = required(
      names.services.get(service.wireName),
      service.wireName,
    );
    return service.operations.map((operation) => ({
      operation,
      names: required(names.operations.get(operation.id), operation.id),
      property,
      className,
    }));
  });
}

/** `vehicles.list` */
export function getMethodPath({ property, names }: Call): string {
  return `${property}.${names.method}`;
}

/** @throws Error when the surface has no such declaration. */
export function getTypeNames({ names }: Surface, id: DeclarationId): DeclarationNames {
  return required(names.declarations.get(id), id);
}

/** @throws Error when the model has no such declaration. */
export function getDeclaration(model: ApiModel, id: DeclarationId): Declaration {
  return required(model.declarations.get(id), id);
}

function required<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The surface has no ${what}`);
  return found;
}

/** The types of an operation's parameters, bodies and page items. */
export function getOperationTypes({
  parameters,
  body,
  responses,
  pagination,
}: Operation): readonly TypeRef[] {
  return [
    ...parameters.map(({ type }) => type),
    ...(body?.contents ?? []).map(({ type }) => type),
    ...responses.flatMap((response) => response.body?.type ?? []),
    ...(pagination ? [pagination.item] : []),
  ];
}

/** All properties of an object declaration, its own before inherited ones; none for other declarations. */
export function getAllProperties(model: ApiModel, id: DeclarationId): readonly DeclaredProperty[] {
  const properties = new Map<string, DeclaredProperty>();
  for (const declaredBy of withBases(model, id))
    for (const property of getOwnProperties(model, declaredBy))
      if (!properties.has(property.wireName))
        properties.set(property.wireName, { property, declaredBy });
  return [...properties.values()];
}

/** A declaration and what it inherits from, the nearest first. */
export function withBases(model: ApiModel, id: DeclarationId): ReadonlySet<DeclarationId> {
  const ids = new Set([id]);
  // Iterating a Set also visits what is added meanwhile.
  for (const each of ids) getBases(model, each).forEach((base) => ids.add(base));
  return ids;
}

function getOwnProperties(model: ApiModel, id: DeclarationId): readonly Property[] {
  const declaration = model.declarations.get(id);
  if (declaration?.kind === 'interface') return declaration.properties;
  if (declaration?.kind !== 'alias') return [];
  return getParts(declaration.type).flatMap((part) =>
    part.kind === 'object' ? part.properties : [],
  );
}

function getBases(model: ApiModel, id: DeclarationId): readonly DeclarationId[] {
  const declaration = model.declarations.get(id);
  if (declaration?.kind === 'interface') return declaration.extends;
  if (declaration?.kind !== 'alias') return [];
  return getParts(declaration.type).flatMap((part) => (part.kind === 'reference' ? [part.id] : []));
}

function getParts(type: TypeRef): readonly TypeRef[] {
  if (type.kind === 'intersection') return type.members;
  return type.kind === 'object' ? [type] : [];
}
