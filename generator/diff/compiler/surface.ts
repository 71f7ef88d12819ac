import type { ApiModel, DeclarationId, Operation, Property, TypeRef } from '../../model/model.js';
import type { Names } from '../../naming/names.js';
import type { OutputSwitches } from '../../model/switches/index.js';

/** What a package shows to programs is made from these alone. */
export interface Surface {
  /** As the switches see it. */
  readonly model: ApiModel;
  readonly names: Names;
  readonly switches?: OutputSwitches;
}

/** A property, and the declaration that it is written in: the one asked for, or one that this inherits from. */
export interface Placed {
  readonly property: Property;
  readonly home: DeclarationId;
}

/** What an operation takes and gives. */
export function typesOf({
  parameters,
  body,
  responses,
  pagination,
}: Operation): readonly TypeRef[] {
  return [
    ...parameters.map(({ type }) => type),
    ...(body ? [body.type] : []),
    ...responses.flatMap((response) => response.body?.type ?? []),
    ...(pagination ? [pagination.item] : []),
  ];
}

/** All properties that an object declaration has, its own first. Nothing for what is no object. */
export function placedProperties(model: ApiModel, id: DeclarationId): readonly Placed[] {
  const placed = new Map<string, Placed>();
  for (const home of lineage(model, id))
    for (const property of ownProperties(model, home))
      if (!placed.has(property.wireName)) placed.set(property.wireName, { property, home });
  return [...placed.values()];
}

/** Itself, then what it inherits from, the nearest first. */
export function lineage(model: ApiModel, id: DeclarationId): ReadonlySet<DeclarationId> {
  const line = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of line) basesOf(model, each).forEach((base) => line.add(base));
  return line;
}

function ownProperties(model: ApiModel, id: DeclarationId): readonly Property[] {
  const declaration = model.declarations.get(id);
  if (declaration?.kind === 'interface') return declaration.properties;
  if (declaration?.kind !== 'alias') return [];
  return parts(declaration.type).flatMap((part) => (part.kind === 'object' ? part.properties : []));
}

function basesOf(model: ApiModel, id: DeclarationId): readonly DeclarationId[] {
  const declaration = model.declarations.get(id);
  if (declaration?.kind === 'interface') return declaration.extends;
  if (declaration?.kind !== 'alias') return [];
  return parts(declaration.type).flatMap((part) => (part.kind === 'reference' ? [part.id] : []));
}

function parts(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'intersection' ? type.members : type.kind === 'object' ? [type] : [];
}
