import type {
  ApiModel,
  Declaration,
  DeclarationId,
  Operation,
  TypeRef,
} from '../../model/model.js';
import type { OutputSwitches } from '../../model/switches.js';
import {
  createDependentsLookup,
  getOperations,
  getReachable,
  visitReferences,
} from '../../model/walk.js';
import type { DeclarationNames, Names, OperationNames } from '../../naming/names.js';
import type { Reach } from './source-break.js';

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
  /** Without extension: that of its class and that of its function. */
  readonly fileName: string;
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
    const { property, className, fileName } = required(
      names.services.get(service.wireName),
      service.wireName,
    );
    return service.operations.map((operation) => ({
      operation,
      names: required(names.operations.get(operation.id), operation.id),
      property,
      className,
      fileName,
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

/** Looks up what a declaration refers to and what refers to it. The model is walked once, when the first is looked up. */
export function createReachLookup({ model }: Surface): (id: DeclarationId) => Reach {
  const prepare = () => ({
    leading: createDependentsLookup(model),
    operations: getOperations(model).map((operation) => {
      const references = new Set<DeclarationId>();
      for (const type of getOperationTypes(operation))
        visitReferences(type, (id) => references.add(id));
      return { id: operation.id, references: [...references] };
    }),
  });
  let prepared: ReturnType<typeof prepare> | undefined;
  return (id) => {
    const { leading, operations } = (prepared ??= prepare());
    const leads = leading(id);
    const users = operations.filter(({ references }) => references.some((each) => leads.has(each)));
    const pointers = [...getReachable(model, id)].flatMap(
      (each) => model.declarations.get(each)?.origin.pointer ?? [],
    );
    return { pointers, operations: new Set(users.map((operation) => operation.id)) };
  };
}
