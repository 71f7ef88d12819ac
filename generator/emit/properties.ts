import type { ApiModel, DeclarationId, Property, TypeRef } from '../model/model.js';
import { getLineage, getOwnProperties } from '../model/walk.js';

/** The properties that a value of the type can have. For a union, those of all members. */
export function getProperties(
  type: TypeRef,
  { declarations }: Pick<ApiModel, 'declarations'>,
  visited: ReadonlySet<DeclarationId> = new Set(),
): readonly Property[] {
  switch (type.kind) {
    case 'object':
      return type.properties;
    case 'union':
    case 'intersection':
      return type.members.flatMap((member) => getProperties(member, { declarations }, visited));
    case 'reference': {
      const declaration = declarations.get(type.id);
      if (declaration?.kind !== 'alias') return getDeclaredProperties(type.id, declarations);
      if (visited.has(type.id)) return [];
      return getProperties(declaration.type, { declarations }, new Set([...visited, type.id]));
    }
    default:
      return [];
  }
}

/** The properties of a declaration, including inherited ones. */
export function getDeclaredProperties(
  id: DeclarationId,
  declarations: ApiModel['declarations'],
): readonly Property[] {
  const nearest = new Map<string, Property>();
  for (const each of getLineage(declarations, id))
    for (const property of getOwnProperties(declarations.get(each)))
      if (!nearest.has(property.wireName)) nearest.set(property.wireName, property);
  return [...nearest.values()];
}
