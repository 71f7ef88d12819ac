import type { Declaration, DeclarationId, Property, TypeRef } from './declarations.js';

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** Itself, then what it inherits from, the nearest first. */
export function lineage(declarations: Declarations, id: DeclarationId): ReadonlySet<DeclarationId> {
  const line = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of line) for (const base of basesOf(declarations.get(each))) line.add(base);
  return line;
}

/** What it inherits from at once: by `extends` or, where TypeScript cannot say it so, by an intersection. */
export function basesOf(declaration: Declaration | undefined): readonly DeclarationId[] {
  if (declaration?.kind === 'interface') return declaration.extends;
  if (declaration?.kind !== 'alias') return [];
  return inlineParts(declaration.type).flatMap((part) =>
    part.kind === 'reference' ? [part.id] : [],
  );
}

/** The properties that a declaration names itself. */
export function ownProperties(declaration: Declaration | undefined): readonly Property[] {
  if (declaration?.kind === 'interface') return declaration.properties;
  if (declaration?.kind !== 'alias') return [];
  return inlineParts(declaration.type).flatMap((part) =>
    part.kind === 'object' ? part.properties : [],
  );
}

/** A property, here or in what this one inherits from. */
export function propertyOf(
  declarations: Declarations,
  id: DeclarationId,
  wireName: string,
): Property | undefined {
  for (const each of lineage(declarations, id)) {
    const own = ownProperties(declarations.get(each));
    const found = own.find((property) => property.wireName === wireName);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inlineParts(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'intersection' ? type.members : type.kind === 'object' ? [type] : [];
}
