import type { Declaration, DeclarationId, Operation, TypeRef } from '../model.js';
import { visitDeclarationReferences, visitReferences } from '../walk.js';

/** The declarations that these operations take, give or answer errors with, and all that those are made of. */
export function reachable(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  operations: readonly Operation[],
): ReadonlySet<DeclarationId> {
  const seen = new Set<DeclarationId>();
  const add = (id: DeclarationId): void => void seen.add(id);
  for (const type of operations.flatMap(typesOf)) visitReferences(type, add);
  // A Set's iteration also visits what is added on the way.
  for (const id of seen) {
    const declaration = declarations.get(id);
    if (declaration !== undefined) visitDeclarationReferences(declaration, add);
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
