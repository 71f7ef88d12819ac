import type { DeclarationId, Declarations, Property, TypeRef } from './model.js';
import { NULL, nullable, union } from './type-refs.js';

/** An interface's own and inherited properties, by wire name. An own property wins. */
export function getProperties(
  declarations: Declarations,
  id: DeclarationId,
  visited: ReadonlySet<DeclarationId> = new Set(),
): ReadonlyMap<string, Property> {
  const declaration = declarations.get(id);
  if (declaration?.kind !== 'interface' || visited.has(id)) return new Map();
  const path = new Set([...visited, id]);
  const inherited = declaration.extends.flatMap((base) => [
    ...getProperties(declarations, base, path),
  ]);
  const own = declaration.properties.map((property) => [property.wireName, property] as const);
  return new Map([...inherited, ...own]);
}

/** The properties of an object type; of a union, those of its first member that has some. */
export function getFields(declarations: Declarations, type: TypeRef): readonly Property[] {
  for (const member of getNonNullMembers(resolveType(declarations, type))) {
    const resolved = resolveType(declarations, member);
    if (resolved.kind === 'object') return resolved.properties;
    if (resolved.kind === 'reference')
      return [...getProperties(declarations, resolved.id).values()];
  }
  return [];
}

/** The type that an alias or enumeration stands for. A reference to an interface is returned unchanged. */
export function resolveType(declarations: Declarations, type: TypeRef): TypeRef {
  const visited = new Set<DeclarationId>();
  let current = type;
  while (current.kind === 'reference' && !visited.has(current.id)) {
    visited.add(current.id);
    const declaration = declarations.get(current.id);
    if (declaration?.kind === 'alias') {
      current = declaration.type;
    } else if (declaration?.kind === 'enum') {
      const members = union(
        declaration.members.map(({ value }) => ({ kind: 'literal' as const, value })),
      );
      return declaration.nullable ? nullable(members) : members;
    } else {
      return current;
    }
  }
  // Aliases that refer to each other in a circle stand for no type.
  return current.kind === 'reference' ? NULL : current;
}

/** The members of a union without null; the type itself if it is not a union. */
export function getNonNullMembers(type: TypeRef): readonly TypeRef[] {
  const members = type.kind === 'union' ? type.members : [type];
  return members.filter((member) => member.kind !== 'null');
}
