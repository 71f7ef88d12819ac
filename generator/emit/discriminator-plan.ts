import type { ApiModel, Declaration, DeclarationId, TypeRef } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { createDependentsLookup, visitReferences, visitTypes } from '../model/walk.js';
import { getDiscriminator } from './variants.js';

/** Returns the wire names of the discriminators that a value of the type may contain, at any depth; sorted. */
export type GetDiscriminatorNames = (type: TypeRef) => readonly string[];

/** Finds once, for every declaration, the discriminators in it and in all that it refers to. */
export function planDiscriminators(model: ApiModel): GetDiscriminatorNames {
  const getDependents = createDependentsLookup(model);
  const namesById = new Map<DeclarationId, Set<string>>();
  for (const [id, declaration] of model.declarations) {
    const own = getOwnNames(declaration, model);
    if (own.length === 0) continue;
    for (const dependent of getDependents(id)) {
      const names = namesById.get(dependent) ?? new Set<string>();
      own.forEach((name) => names.add(name));
      namesById.set(dependent, names);
    }
  }
  return (type) => {
    const names = new Set(getTypeNames(type, model));
    visitReferences(type, (id) => namesById.get(id)?.forEach((name) => names.add(name)));
    return [...names].sort();
  };
}

function getOwnNames(declaration: Declaration, model: ApiModel): readonly string[] {
  switch (declaration.kind) {
    case 'enum':
      return [];
    case 'alias':
      return getTypeNames(declaration.type, model);
    case 'interface': {
      const { properties, additional, variants } = declaration;
      const types = [...properties.map(({ type }) => type), ...(additional ? [additional] : [])];
      return [
        ...(variants ? [variants.propertyName] : []),
        ...types.flatMap((type) => getTypeNames(type, model)),
      ];
    }
    default:
      return unreachable(declaration);
  }
}

/** The names in the type itself, without those in the declarations that it refers to. */
function getTypeNames(type: TypeRef, model: ApiModel): readonly string[] {
  const names: string[] = [];
  visitTypes(type, (part) => {
    const discriminator = part.kind === 'union' ? getDiscriminator(part, model) : undefined;
    if (discriminator) names.push(discriminator.propertyName);
  });
  return names;
}
