import type { Declaration, DeclarationId, Property, TypeRef } from '../model/model.js';
import { NULL, nullable, union } from '../model/types.js';

export type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** An object's properties with those it inherits, by wire name; its own win. */
export function propertiesOf(
  declarations: Declarations,
  id: DeclarationId,
  seen: ReadonlySet<DeclarationId> = new Set(),
): ReadonlyMap<string, Property> {
  const declaration = declarations.get(id);
  if (declaration?.kind !== 'interface' || seen.has(id)) return new Map();
  const path = new Set([...seen, id]);
  const inherited = declaration.extends.flatMap((base) => [
    ...propertiesOf(declarations, base, path),
  ]);
  const own = declaration.properties.map((property) => [property.wireName, property] as const);
  return new Map([...inherited, ...own]);
}

/** The type behind aliases and enumerations; an interface stays a reference. */
export function resolved(declarations: Declarations, type: TypeRef): TypeRef {
  const seen = new Set<DeclarationId>();
  let current = type;
  while (current.kind === 'reference' && !seen.has(current.id)) {
    seen.add(current.id);
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
  return current.kind === 'reference' ? NULL : current;
}

/** What the type may be other than null. */
export function presentMembers(type: TypeRef): readonly TypeRef[] {
  const members = type.kind === 'union' ? type.members : [type];
  return members.filter((member) => member.kind !== 'null');
}
