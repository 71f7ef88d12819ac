import type { ApiModel, DeclarationId, Property, TypeRef } from '../../model/model.js';
import { getLineage, getOwnProperties } from '../../model/walk.js';
import { propertyKey, quoted } from '../literals.js';

/** `names: { ... }`; undefined where everything is called as on the wire. */
export function namesText(properties: readonly Property[]): string | undefined {
  return table('names', properties, ({ name }) => name && quoted(name));
}

/** `field: { wireName: text }` for the properties that have a text. */
export function table(
  field: string,
  properties: readonly Property[],
  text: (property: Property) => string | undefined,
): string | undefined {
  const entries = new Map(
    properties.flatMap((property) => {
      const value = text(property);
      return value === undefined ? [] : [[property.wireName, value] as const];
    }),
  );
  if (entries.size === 0) return undefined;
  const members = [...entries].map(([name, value]) => `${propertyKey(name)}: ${value}`);
  return `${field}: { ${members.join(', ')} }`;
}

export function listText(names: Iterable<string>): string {
  return `[${[...names].map(quoted).join(', ')}]`;
}

/** The properties that a value of this type may have, whichever of a choice it is. */
export function propertiesOf(
  type: TypeRef,
  { declarations }: Pick<ApiModel, 'declarations'>,
  visited: ReadonlySet<DeclarationId> = new Set(),
): readonly Property[] {
  switch (type.kind) {
    case 'object':
      return type.properties;
    case 'union':
    case 'intersection':
      return type.members.flatMap((member) => propertiesOf(member, { declarations }, visited));
    case 'reference': {
      const declaration = declarations.get(type.id);
      if (declaration?.kind !== 'alias') return declaredProperties(type.id, declarations);
      if (visited.has(type.id)) return [];
      return propertiesOf(declaration.type, { declarations }, new Set([...visited, type.id]));
    }
    default:
      return [];
  }
}

/** The properties that a declaration has, here or in what it inherits. */
export function declaredProperties(
  id: DeclarationId,
  declarations: ApiModel['declarations'],
): readonly Property[] {
  const nearest = new Map<string, Property>();
  for (const each of getLineage(declarations, id))
    for (const property of getOwnProperties(declarations.get(each)))
      if (!nearest.has(property.wireName)) nearest.set(property.wireName, property);
  return [...nearest.values()];
}
