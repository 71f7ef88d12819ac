import type { Declaration, DeclarationId, Operation, TypeRef } from '../model/model.js';
import { visitDeclarationReferences, visitReferences } from '../model/walk.js';

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** The declarations that these operations take, give or answer errors with, and all that those are made of. */
export function reachable(
  declarations: Declarations,
  operations: readonly Operation[],
): ReadonlySet<DeclarationId> {
  const variants = variantsByBase(declarations);
  const seen = new Set<DeclarationId>();
  const add = (id: DeclarationId): void => void seen.add(id);
  for (const type of operations.flatMap(typesOf)) visitReferences(type, add);
  // A Set's iteration also visits what is added on the way.
  for (const id of seen) {
    const declaration = declarations.get(id);
    if (declaration !== undefined) visitDeclarationReferences(declaration, add);
    variants.get(id)?.forEach(add);
  }
  return seen;
}

function typesOf({ parameters, body, responses }: Operation): readonly TypeRef[] {
  return [
    ...parameters.map(({ type }) => type),
    ...(body ? [body.type] : []),
    ...responses.flatMap((response) => (response.body ? [response.body.type] : [])),
  ];
}

/**
 * A document that says inheritance on the base alone refers to the base and means its variants, which
 * nothing refers to. They are told from what merely inherits by their tag: an inherited property that
 * is a literal there.
 */
function variantsByBase(
  declarations: Declarations,
): ReadonlyMap<DeclarationId, readonly DeclarationId[]> {
  const variants = new Map<DeclarationId, DeclarationId[]>();
  for (const declaration of declarations.values()) {
    if (declaration.kind !== 'interface' || declaration.extends.length === 0) continue;
    const tags = declaration.properties.filter(({ type }) => isTag(type));
    if (tags.length === 0) continue;
    for (const base of basesOf(declaration.id, declarations)) {
      const own = declarations.get(base);
      if (own?.kind !== 'interface' || !own.properties.some(isOneOf(tags))) continue;
      const known = variants.get(base) ?? [];
      known.push(declaration.id);
      variants.set(base, known);
    }
  }
  return variants;
}

function isTag(type: TypeRef): boolean {
  return type.kind === 'literal' || (type.kind === 'union' && type.members.every(isTag));
}

function isOneOf(
  tags: readonly { readonly wireName: string }[],
): (property: { readonly wireName: string }) => boolean {
  return ({ wireName }) => tags.some((tag) => tag.wireName === wireName);
}

/** All that a declaration inherits from, near and far. */
function basesOf(id: DeclarationId, declarations: Declarations): ReadonlySet<DeclarationId> {
  const bases = new Set<DeclarationId>([id]);
  for (const base of bases) {
    const declaration = declarations.get(base);
    if (declaration?.kind === 'interface') declaration.extends.forEach((next) => bases.add(next));
  }
  bases.delete(id);
  return bases;
}
