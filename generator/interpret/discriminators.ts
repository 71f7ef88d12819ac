import type {
  Declaration,
  DeclarationId,
  Discriminator,
  Property,
  TypeRef,
} from '../model/model.js';
import { union } from '../model/types.js';
import { byCodeUnit, sortedBy } from '../order.js';

/**
 * Gives each member of a discriminated union its tag as a literal type, so that a program narrows by
 * it. Only a property that the schema declares is made narrower, and only where no other member
 * inherits from this one: a literal on a base would contradict the literal on what extends it.
 */
export function withLiteralTags(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  discriminators: readonly Discriminator[],
  propertiesOf: (id: DeclarationId) => ReadonlyMap<string, Property>,
): ReadonlyMap<DeclarationId, Declaration> {
  const tags = tagsById(discriminators);
  const bases = new Set(
    [...declarations.values()].flatMap((declaration) =>
      declaration.kind === 'interface' ? declaration.extends : [],
    ),
  );
  const result = new Map(declarations);
  for (const [id, { propertyName, values }] of tags) {
    const declaration = declarations.get(id);
    if (declaration?.kind !== 'interface' || bases.has(id)) continue;
    const property = propertiesOf(id).get(propertyName);
    if (property === undefined || !admitsText(declarations, property.type)) continue;
    const type = union([...values].sort(byCodeUnit).map((value) => ({ kind: 'literal', value })));
    const others = declaration.properties.filter((own) => own.wireName !== propertyName);
    result.set(id, {
      ...declaration,
      properties: sortedBy([...others, { ...property, type }], (own) => own.wireName),
    });
  }
  return result;
}

/** The tag's property and values of each member; a member tagged by two different properties is left alone. */
function tagsById(
  discriminators: readonly Discriminator[],
): ReadonlyMap<DeclarationId, { propertyName: string; values: Set<string> }> {
  const tags = new Map<DeclarationId, { propertyName: string; values: Set<string> }>();
  const ambiguous = new Set<DeclarationId>();
  for (const { propertyName, mapping } of discriminators) {
    for (const { value, id } of mapping) {
      const tag = tags.get(id) ?? { propertyName, values: new Set<string>() };
      if (tag.propertyName !== propertyName) ambiguous.add(id);
      tag.values.add(value);
      tags.set(id, tag);
    }
  }
  ambiguous.forEach((id) => tags.delete(id));
  return tags;
}

function admitsText(declarations: ReadonlyMap<DeclarationId, Declaration>, type: TypeRef): boolean {
  if (type.kind === 'scalar') return type.scalar === 'string';
  if (type.kind !== 'reference') return false;
  const declaration = declarations.get(type.id);
  return declaration?.kind === 'enum' && declaration.valueType === 'string';
}
