import { isRecord } from '../../util/is-record.js';
import type { Property, TypeRef } from '../../model/model.js';
import { getNonNullMembers, getProperties, resolveType } from '../../model/resolve-types.js';
import type { Declarations } from '../../model/model.js';
import type { Notation } from './model-binding.js';

/**
 * The value as the document describes it. ASP.NET ignores the letter case of properties, and in JSON it reads a number from
 * text where its document says so.
 */
export function toDeclaredValue(
  declarations: Declarations,
  type: TypeRef,
  value: unknown,
  notation: Notation,
): unknown {
  const members = getMembers(declarations, type);
  if (typeof value === 'string') return notation === 'json' ? readNumber(members, value) : value;
  if (Array.isArray(value)) {
    const list = members.find((member) => member.kind === 'array');
    return list
      ? value.map((item) => toDeclaredValue(declarations, list.items, item, notation))
      : value;
  }
  if (!isRecord(value)) return value;
  const properties = new Map<string, Property>();
  for (const property of members.flatMap((member) => getOwnProperties(declarations, member))) {
    properties.set(property.wireName, property);
    properties.set(property.wireName.toLowerCase(), property);
  }
  const record = members.find((member) => member.kind === 'record');
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      const property = properties.get(name) ?? properties.get(name.toLowerCase());
      const fieldType = property?.type ?? record?.values;
      return [
        property?.wireName ?? name,
        fieldType === undefined ? field : toDeclaredValue(declarations, fieldType, field, notation),
      ];
    }),
  );
}

/** A member that is text itself takes the text as it is. */
function readNumber(members: readonly TypeRef[], text: string): unknown {
  const scalars = members.filter((member) => member.kind === 'scalar');
  const isNumber = scalars.some(({ acceptsText }) => acceptsText);
  return isNumber && !scalars.some(({ scalar }) => scalar === 'string') ? Number(text) : text;
}

/** The types that a value may have: members of unions and parts of intersections. */
function getMembers(declarations: Declarations, type: TypeRef): readonly TypeRef[] {
  return getNonNullMembers(resolveType(declarations, type)).flatMap((member) => {
    const resolved = resolveType(declarations, member);
    if (resolved.kind === 'union' || resolved.kind === 'intersection')
      return resolved.members.flatMap((part) => getMembers(declarations, part));
    return [resolved];
  });
}

function getOwnProperties(declarations: Declarations, type: TypeRef): readonly Property[] {
  if (type.kind === 'object') return type.properties;
  return type.kind === 'reference' ? [...getProperties(declarations, type.id).values()] : [];
}
