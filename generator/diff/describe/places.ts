import type { ApiModel, Declaration, Operation, Property, TypeRef } from '../../model/model.js';

/** What stands in a place of the published document. */
export interface Typed {
  readonly type: TypeRef;
  readonly required?: boolean;
  readonly access: Property['access'];
  readonly declaration?: Declaration;
}

type Owner = Operation | Declaration;
type Places = Map<string, Typed>;

/**
 * What has a type and a place of its own, by its JSON pointer. A document of some megabytes has 100 000 of them,
 * and few are asked for: those of an operation or a declaration are looked through when one of them is.
 */
export class TypedPlaces {
  readonly #model: ApiModel;
  readonly #owners: ReadonlyMap<string, Owner>;
  readonly #placesOf = new Map<Owner, Places>();
  #all: Places | undefined;

  constructor(model: ApiModel) {
    this.#model = model;
    this.#owners = new Map(ownersOf(model).map((owner) => [owner.origin.pointer, owner]));
  }

  at(pointer: string): Typed | undefined {
    const owner = this.#ownerOf(pointer);
    if (owner === undefined) return this.#anywhere(pointer);
    const known = this.#placesOf.get(owner) ?? placesIn([owner]);
    this.#placesOf.set(owner, known);
    const typed = known.get(pointer);
    // What is written in a schema may have come to another one, and have no place in its own.
    return typed ?? (isDeclaration(owner) ? this.#anywhere(pointer) : undefined);
  }

  /** The innermost around a place. */
  #ownerOf(pointer: string): Owner | undefined {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
      const owner = this.#owners.get(pointer.slice(0, end));
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  #anywhere(pointer: string): Typed | undefined {
    this.#all ??= placesIn(ownersOf(this.#model));
    return this.#all.get(pointer);
  }
}

function ownersOf({ services, declarations }: ApiModel): readonly Owner[] {
  return [...services.flatMap(({ operations }) => operations), ...declarations.values()];
}

function isDeclaration(owner: Owner): owner is Declaration {
  return 'kind' in owner;
}

function placesIn(owners: readonly Owner[]): Places {
  const places: Places = new Map();
  const addProperties = (properties: readonly Property[]): void => {
    for (const { origin, type, required, access } of properties) {
      places.set(origin.pointer, { type, required, access });
      addInside(type);
    }
  };
  const addInside = (type: TypeRef): void => {
    switch (type.kind) {
      case 'object':
        addProperties(type.properties);
        if (type.additional) addInside(type.additional);
        return;
      case 'array':
        addInside(type.items);
        return;
      case 'record':
        addInside(type.values);
        return;
      case 'tuple':
        type.items.forEach(addInside);
        return;
      case 'union':
      case 'intersection':
        type.members.forEach(addInside);
        return;
      default:
        return;
    }
  };
  const addOperation = ({ parameters, body, responses }: Operation): void => {
    for (const { origin, type, required } of [...parameters, ...(body ? [body] : [])]) {
      places.set(origin.pointer, { type, required, access: 'both' });
      addInside(type);
    }
    for (const response of responses) if (response.body) addInside(response.body.type);
  };
  const addDeclaration = (declaration: Declaration): void => {
    const type: TypeRef = { kind: 'reference', id: declaration.id };
    places.set(declaration.origin.pointer, { type, access: 'both', declaration });
    if (declaration.kind === 'interface') addProperties(declaration.properties);
    if (declaration.kind === 'alias') addInside(declaration.type);
  };
  for (const owner of owners) {
    if (isDeclaration(owner)) addDeclaration(owner);
    else addOperation(owner);
  }
  return places;
}
