import type { Property, TypeRef } from '../../model/model.js';
import { isRecord } from '../inputs.js';
import { presentMembers, propertiesOf, resolved, type Declarations } from '../shapes.js';

/** The value with its properties named as the document does: ASP.NET reads them in any case, a JSON Schema does not. */
export function withWireNames(declarations: Declarations, type: TypeRef, value: unknown): unknown {
  if (Array.isArray(value)) {
    const [list] = membersOf(declarations, type).filter((member) => member.kind === 'array');
    return list?.kind === 'array'
      ? value.map((item) => withWireNames(declarations, list.items, item))
      : value;
  }
  if (!isRecord(value)) return value;
  const members = membersOf(declarations, type);
  const known = new Map<string, Property>();
  for (const property of members.flatMap((member) => declared(declarations, member))) {
    known.set(property.wireName, property);
    known.set(property.wireName.toLowerCase(), property);
  }
  const further = members.find((member) => member.kind === 'record');
  return Object.fromEntries(
    Object.entries(value).map(([name, own]) => {
      const property = known.get(name) ?? known.get(name.toLowerCase());
      const inner = property?.type ?? (further?.kind === 'record' ? further.values : undefined);
      return [
        property?.wireName ?? name,
        inner === undefined ? own : withWireNames(declarations, inner, own),
      ];
    }),
  );
}

/** All that the value may be, choices and parts alike. */
function membersOf(declarations: Declarations, type: TypeRef): readonly TypeRef[] {
  return presentMembers(resolved(declarations, type)).flatMap((member) => {
    const known = resolved(declarations, member);
    if (known.kind === 'union' || known.kind === 'intersection')
      return known.members.flatMap((part) => membersOf(declarations, part));
    return [known];
  });
}

function declared(declarations: Declarations, type: TypeRef): readonly Property[] {
  if (type.kind === 'object') return type.properties;
  return type.kind === 'reference' ? [...propertiesOf(declarations, type.id).values()] : [];
}
