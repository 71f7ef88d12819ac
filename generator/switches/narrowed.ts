import type { Declaration, DeclarationId, Property, TypeRef } from '../model/model.js';

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** The properties, by what is inherited from, that a variant has again with literals alone: its tag. */
export function narrowedIn(
  declarations: Declarations,
): ReadonlyMap<DeclarationId, ReadonlySet<string>> {
  const narrowed = new Map<DeclarationId, Set<string>>();
  for (const declaration of declarations.values()) {
    const tags = partsOf(declaration).properties.filter(({ type }) => isLiteral(type));
    if (tags.length === 0) continue;
    for (const base of basesOf(declaration, declarations)) {
      const names = narrowed.get(base) ?? new Set();
      for (const { wireName } of tags) names.add(wireName);
      narrowed.set(base, names);
    }
  }
  return narrowed;
}

interface Parts {
  readonly properties: readonly Property[];
  readonly bases: readonly DeclarationId[];
}

function partsOf(declaration: Declaration | undefined): Parts {
  if (declaration?.kind === 'interface')
    return { properties: declaration.properties, bases: declaration.extends };
  const parts = declaration?.kind === 'alias' ? inlineParts(declaration.type) : [];
  return {
    properties: parts.flatMap((part) => (part.kind === 'object' ? part.properties : [])),
    bases: parts.flatMap((part) => (part.kind === 'reference' ? [part.id] : [])),
  };
}

function inlineParts(type: TypeRef): readonly TypeRef[] {
  return type.kind === 'intersection' ? type.members : [type];
}

/** All that it inherits from, itself apart. */
function basesOf(declaration: Declaration, declarations: Declarations): ReadonlySet<DeclarationId> {
  const bases = new Set(partsOf(declaration).bases);
  // A Set's iteration also visits what is added on the way.
  for (const id of bases) for (const base of partsOf(declarations.get(id)).bases) bases.add(base);
  return bases;
}

function isLiteral(type: TypeRef): boolean {
  if (type.kind !== 'union') return type.kind === 'literal';
  return type.members.every(({ kind }) => kind === 'literal' || kind === 'null');
}
