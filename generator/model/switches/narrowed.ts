import { lineage, ownProperties } from '../lineage.js';
import type { Declaration, DeclarationId, TypeRef } from '../model.js';

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** The properties, by what is inherited from, that a variant has again with literals alone: its tag. */
export function narrowedIn(
  declarations: Declarations,
): ReadonlyMap<DeclarationId, ReadonlySet<string>> {
  const narrowed = new Map<DeclarationId, Set<string>>();
  for (const declaration of declarations.values()) {
    const tags = ownProperties(declaration).filter(({ type }) => isLiteral(type));
    if (tags.length === 0) continue;
    for (const base of lineage(declarations, declaration.id)) {
      if (base === declaration.id) continue;
      const names = narrowed.get(base) ?? new Set();
      for (const { wireName } of tags) names.add(wireName);
      narrowed.set(base, names);
    }
  }
  return narrowed;
}

function isLiteral(type: TypeRef): boolean {
  if (type.kind !== 'union') return type.kind === 'literal';
  return type.members.every(({ kind }) => kind === 'literal' || kind === 'null');
}
