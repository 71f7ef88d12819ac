import type { ApiModel, Declaration, Operation, Property, TypeRef } from '../../model/model.js';
import { UNKNOWN } from '../../model/type-refs.js';
import { visitTypes } from '../../model/walk.js';
import type { Webhook } from '../../model/webhook.js';
import { defined } from '../../util/defined.js';
import { escapeSegment } from '../../util/json-pointer.js';
import { getPayloadType } from '../compiler/webhook-probes.js';

/** What the model has at a location of the published document. */
export interface TypedLocation {
  readonly type: TypeRef;
  readonly required?: boolean;
  readonly access: Property['access'];
}

type Owner = Operation | Webhook | Declaration;
type Locations = ReadonlyMap<string, TypedLocation>;

/**
 * The typed locations of a model, by JSON pointer. A document of some megabytes has 100 000 of them and few are looked
 * up, so those of an operation or a declaration are listed when the first of them is.
 */
export class TypedLocations {
  readonly #model: ApiModel;
  readonly #owners: ReadonlyMap<string, Owner>;
  readonly #byOwner = new Map<Owner, Locations>();
  #all: Locations | undefined;

  constructor(model: ApiModel) {
    this.#model = model;
    this.#owners = new Map(listOwners(model).map((owner) => [owner.origin.pointer, owner]));
  }

  /** What is at a pointer: listed, or inside of the type of the nearest listed location around it. */
  find(pointer: string): TypedLocation | undefined {
    const owner = findAround(pointer, (outer) => this.#owners.get(outer))?.found;
    if (owner === undefined) return this.#findIn(this.#listAll(), pointer);
    const found = this.#findIn(this.#listOwn(owner), pointer);
    // A schema's property may belong to another declaration, such as one that was split from it.
    return found ?? ('kind' in owner ? this.#listAll().get(pointer) : undefined);
  }

  #findIn(locations: Locations, pointer: string): TypedLocation | undefined {
    const outer = findAround(pointer, (each) => locations.get(each));
    if (outer === undefined || outer.inside.length === 0) return outer?.found;
    const type = this.#stepInto(outer.found.type, outer.inside);
    return type && { type, access: outer.found.access };
  }

  /**
   * The type inside of another, through nullable unions and aliases: of a part of a composed type the whole; undefined
   * for what has no type, such as a condition.
   */
  #stepInto(type: TypeRef, [step, ...rest]: readonly string[]): TypeRef | undefined {
    if (step === undefined) return type;
    if (step === 'schema') return this.#stepInto(type, rest);
    const inside = this.#resolve(type);
    const [name = '', ...others] = rest;
    switch (step) {
      case 'items':
        return inside.kind === 'array' ? this.#stepInto(inside.items, rest) : undefined;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        return this.#stepInto(type, others);
      case 'prefixItems': {
        const item = inside.kind === 'tuple' ? inside.items[Number(name)] : undefined;
        return item && this.#stepInto(item, others);
      }
      case 'additionalProperties': {
        const values = inside.kind === 'record' ? inside.values : this.#getAdditional(inside);
        return values && this.#stepInto(values, rest);
      }
      default:
        return undefined;
    }
  }

  #getAdditional(type: TypeRef): TypeRef | undefined {
    if (type.kind === 'object') return type.additional;
    const declaration =
      type.kind === 'reference' ? this.#model.declarations.get(type.id) : undefined;
    return declaration?.kind === 'interface' ? declaration.additional : undefined;
  }

  #resolve(type: TypeRef): TypeRef {
    if (type.kind === 'union') {
      const [only, ...others] = type.members.filter(({ kind }) => kind !== 'null');
      return only && others.length === 0 ? this.#resolve(only) : type;
    }
    const declaration =
      type.kind === 'reference' ? this.#model.declarations.get(type.id) : undefined;
    return declaration?.kind === 'alias' ? this.#resolve(declaration.type) : type;
  }

  #listOwn(owner: Owner): Locations {
    const known = this.#byOwner.get(owner) ?? listLocations([owner]);
    this.#byOwner.set(owner, known);
    return known;
  }

  #listAll(): Locations {
    return (this.#all ??= listLocations(listOwners(this.#model)));
  }
}

/** The nearest location at or around a pointer that something is found for, and the steps from there. */
function findAround<T>(
  pointer: string,
  find: (pointer: string) => T | undefined,
): { readonly found: T; readonly inside: readonly string[] } | undefined {
  for (let end = pointer.length; end > 0; end = pointer.lastIndexOf('/', end - 1)) {
    const found = find(pointer.slice(0, end));
    if (found !== undefined)
      return {
        found,
        inside: pointer
          .slice(end + 1)
          .split('/')
          .filter(Boolean),
      };
  }
  return undefined;
}

function listOwners({ services, webhooks, declarations }: ApiModel): readonly Owner[] {
  return [
    ...services.flatMap(({ operations }) => operations),
    ...webhooks,
    ...declarations.values(),
  ];
}

function listLocations(owners: readonly Owner[]): Locations {
  const locations = new Map<string, TypedLocation>();
  const add = (pointer: string, type: TypeRef, required?: boolean): void => {
    locations.set(pointer, { type, access: 'both', ...defined({ required }) });
    addInside(type);
  };
  const addProperties = (properties: readonly Property[]): void => {
    for (const { origin, type, required, access } of properties)
      locations.set(origin.pointer, { type, required, access });
  };
  const addInside = (type: TypeRef): void =>
    visitTypes(type, (part) => {
      if (part.kind === 'object') addProperties(part.properties);
    });
  const addBody = (pointer: string, mediaType: string, type: TypeRef): void => {
    add(`${pointer}/content/${escapeSegment(mediaType)}`, type);
    // Of Swagger 2.0.
    add(`${pointer}/schema`, type);
  };
  for (const owner of owners) {
    if ('answers' in owner) {
      const { body, origin } = owner;
      if (body)
        addBody(`${origin.pointer}/requestBody`, body.mediaType, getPayloadType(owner) ?? UNKNOWN);
    } else if ('parameters' in owner) {
      const { parameters, body, responses } = owner;
      for (const { origin, type, required } of parameters) add(origin.pointer, type, required);
      for (const { origin, type } of body?.contents ?? [])
        add(origin.pointer, type, body?.required);
      for (const { origin, body: answer } of responses)
        if (answer) addBody(origin.pointer, answer.mediaType, answer.type);
    } else {
      add(owner.origin.pointer, { kind: 'reference', id: owner.id });
      if (owner.kind === 'interface') addInside({ ...owner, kind: 'object' });
      if (owner.kind === 'alias') addInside(owner.type);
    }
  }
  return locations;
}
