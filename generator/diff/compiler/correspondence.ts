import type { ApiModel, Declaration, DeclarationId, Operation } from '../../model/model.js';
import type { OperationNames } from '../../naming/names.js';
import type { Surface } from './surface.js';

/** An operation as a program finds it. */
export interface Call {
  readonly operation: Operation;
  readonly names: OperationNames;
  /** The client's property. */
  readonly property: string;
  readonly className: string;
}

/** What stands in the new package where something of the old one stood. */
export interface Correspondence {
  /** By the old id: the same schema, else the one that now has the type's name. */
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** The new calls by `vehicles.list`, and by the name of the function. */
  readonly methods: ReadonlyMap<string, Call>;
  readonly functions: ReadonlyMap<string, Call>;
}

export function correspondenceOf(before: Surface, after: Surface): Correspondence {
  const calls = callsOf(after);
  return {
    declarations: declarationsOf(before, after),
    methods: new Map(calls.map((call) => [methodOf(call), call])),
    functions: new Map(calls.map((call) => [call.names.functionName, call])),
  };
}

function declarationsOf(before: Surface, after: Surface): ReadonlyMap<DeclarationId, Declaration> {
  const byType = new Map<string, Declaration>();
  for (const declaration of after.model.declarations.values()) {
    if (before.model.declarations.has(declaration.id)) continue;
    byType.set(namesOf(after, declaration.id).type, declaration);
  }
  const found = new Map<DeclarationId, Declaration>();
  for (const id of before.model.declarations.keys()) {
    const same = after.model.declarations.get(id) ?? byType.get(namesOf(before, id).type);
    if (same !== undefined) found.set(id, same);
  }
  return found;
}

/** Every operation with its names, in the order of services. */
export function callsOf({ model, names }: Surface): readonly Call[] {
  return model.services.flatMap((service) => {
    const home = planned(names.services.get(service.wireName), service.wireName);
    return service.operations.map((operation) => ({
      operation,
      names: planned(names.operations.get(operation.id), operation.id),
      property: home.property,
      className: home.className,
    }));
  });
}

/** `vehicles.list` */
export function methodOf({ property, names }: Call): string {
  return `${property}.${names.method}`;
}

export function namesOf({ names }: Surface, id: DeclarationId) {
  return planned(names.declarations.get(id), id);
}

export function declarationOf(model: ApiModel, id: DeclarationId): Declaration {
  return planned(model.declarations.get(id), id);
}

function planned<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new Error(`The surface has no ${what}`);
  return found;
}
