import type { Declaration, DeclarationId, Operation, TypeRef } from './model.js';
import { sidesDiffer, visitDeclarationReferences, visitReferences } from './walk.js';

/** Says of each declaration in which directions it travels, and whether its two sides differ. */
export function withUse(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  operations: readonly Operation[],
): ReadonlyMap<DeclarationId, Declaration> {
  const references = new Map(
    [...declarations].map(([id, declaration]) => [id, referencesOf(declaration)] as const),
  );
  const request = reached(references, operations.flatMap(requestTypes));
  const response = reached(references, operations.flatMap(responseTypes));
  const differing = reachingOneWay(declarations, references);
  return new Map(
    [...declarations].map(([id, declaration]) => {
      const use = { request: request.has(id), response: response.has(id) };
      return [
        id,
        { ...declaration, use, splits: use.request && use.response && differing.has(id) },
      ];
    }),
  );
}

function referencesOf(declaration: Declaration): readonly DeclarationId[] {
  const ids = new Set<DeclarationId>();
  visitDeclarationReferences(declaration, (id) => ids.add(id));
  return [...ids];
}

function requestTypes(operation: Operation): readonly TypeRef[] {
  const parameters = operation.parameters.map((parameter) => parameter.type);
  return operation.body ? [...parameters, operation.body.type] : parameters;
}

function responseTypes(operation: Operation): readonly TypeRef[] {
  return operation.responses.flatMap((response) => (response.body ? [response.body.type] : []));
}

function reached(
  references: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
  from: readonly TypeRef[],
): ReadonlySet<DeclarationId> {
  const roots = new Set<DeclarationId>();
  for (const type of from) visitReferences(type, (id) => roots.add(id));
  return closure(roots, (id) => references.get(id) ?? []);
}

/** The declarations whose two sides differ by themselves, and all that name one of them. */
function reachingOneWay(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  references: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
): ReadonlySet<DeclarationId> {
  const namedBy = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, targets] of references) {
    for (const target of targets) {
      const names = namedBy.get(target) ?? [];
      names.push(id);
      namedBy.set(target, names);
    }
  }
  const roots = [...declarations.values()].filter(sidesDiffer).map((declaration) => declaration.id);
  return closure(roots, (id) => namedBy.get(id) ?? []);
}

function closure(
  roots: Iterable<DeclarationId>,
  next: (id: DeclarationId) => readonly DeclarationId[],
): ReadonlySet<DeclarationId> {
  const seen = new Set(roots);
  // A Set's iteration also visits what is added on the way.
  for (const id of seen) for (const other of next(id)) seen.add(other);
  return seen;
}
