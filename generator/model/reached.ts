import type { ApiModel, DeclarationId } from './model.js';
import { visitDeclarationReferences } from './walk.js';

/** A declaration and all that its type leads to. */
export function reachedFrom(model: ApiModel, id: DeclarationId): ReadonlySet<DeclarationId> {
  return closure(id, (each, visit) => {
    const declaration = model.declarations.get(each);
    if (declaration) visitDeclarationReferences(declaration, visit);
  });
}

/** Tells, of any declaration, itself and all whose types lead to it. The model is walked once. */
export function leadingTo(model: ApiModel): (id: DeclarationId) => ReadonlySet<DeclarationId> {
  const users = new Map<DeclarationId, DeclarationId[]>();
  for (const declaration of model.declarations.values())
    visitDeclarationReferences(declaration, (named) => {
      const known = users.get(named) ?? [];
      users.set(named, known);
      known.push(declaration.id);
    });
  return (id) => closure(id, (each, visit) => users.get(each)?.forEach(visit));
}

type Visit = (id: DeclarationId) => void;

function closure(
  id: DeclarationId,
  next: (each: DeclarationId, visit: Visit) => void,
): ReadonlySet<DeclarationId> {
  const reached = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of reached) next(each, (found) => reached.add(found));
  return reached;
}
