import type { ApiModel, Declaration, Property, TypeRef } from '../../model/model.js';

/** What stands in a place of the published document. */
export interface Typed {
  readonly type: TypeRef;
  readonly required?: boolean;
  readonly access: Property['access'];
  readonly declaration?: Declaration;
}

/** Everything that has a type and a place of its own, by its JSON pointer. */
export function typedPlaces(model: ApiModel): ReadonlyMap<string, Typed> {
  const places = new Map<string, Typed>();
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
  for (const service of model.services) {
    for (const { parameters, body, responses } of service.operations) {
      for (const { origin, type, required } of parameters) {
        places.set(origin.pointer, { type, required, access: 'both' });
        addInside(type);
      }
      if (body) {
        places.set(body.origin.pointer, {
          type: body.type,
          required: body.required,
          access: 'both',
        });
        addInside(body.type);
      }
      for (const response of responses) if (response.body) addInside(response.body.type);
    }
  }
  for (const declaration of model.declarations.values()) {
    const type: TypeRef = { kind: 'reference', id: declaration.id };
    places.set(declaration.origin.pointer, { type, access: 'both', declaration });
    if (declaration.kind === 'interface') addProperties(declaration.properties);
    if (declaration.kind === 'alias') addInside(declaration.type);
  }
  return places;
}
