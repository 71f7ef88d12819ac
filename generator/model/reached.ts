import type { ApiModel, DeclarationId } from './model.js';
import { visitDeclarationReferences } from './walk.js';

/** A declaration and all that its type leads to. */
export function reachedFrom(model: ApiModel, id: DeclarationId): ReadonlySet<DeclarationId> {
  const reached = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of reached) {
    const declaration = model.declarations.get(each);
    if (declaration) visitDeclarationReferences(declaration, (inner) => reached.add(inner));
  }
  return reached;
}
