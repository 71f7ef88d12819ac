import type { Diagnostics } from '../diagnostics.js';
import type { Declaration, DeclarationId, TypeRef } from '../model/model.js';
import { intersection, union } from '../model/types.js';

/**
 * TypeScript refuses an alias that names itself with no object between (`type A = A | B`,
 * `type A = B; type B = A`). Such a reference adds nothing to a choice and nothing to a conjunction,
 * so it is left out where the chain of aliases closes, and so is the tag that names it.
 */
export function withoutAliasCycles(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  diagnostics: Diagnostics,
): ReadonlyMap<DeclarationId, Declaration> {
  const result = new Map(declarations);
  const done = new Set<DeclarationId>();
  const path = new Set<DeclarationId>();

  function visit(id: DeclarationId): void {
    const declaration = result.get(id);
    if (declaration?.kind !== 'alias' || done.has(id)) return;
    if (path.size >= MAX_CHAIN) {
      diagnostics.report(
        'nesting-too-deep',
        declaration.origin.pointer,
        `Schemas name each other over more than ${MAX_CHAIN} steps.`,
      );
      return;
    }
    path.add(id);
    for (const next of directReferences(declaration.type)) if (!path.has(next)) visit(next);
    result.set(id, { ...declaration, type: without(declaration.type, path) });
    path.delete(id);
    done.add(id);
  }

  for (const id of declarations.keys()) visit(id);
  return result;
}

const MAX_CHAIN = 500;

function directReferences(type: TypeRef): readonly DeclarationId[] {
  if (type.kind === 'reference') return [type.id];
  if (type.kind !== 'union' && type.kind !== 'intersection') return [];
  const tagged = type.kind === 'union' ? (type.discriminator?.mapping ?? []) : [];
  return [...type.members.flatMap(directReferences), ...tagged.map(({ id }) => id)];
}

function without(type: TypeRef, ids: ReadonlySet<DeclarationId>): TypeRef {
  if (!directReferences(type).some((id) => ids.has(id))) return type;
  if (type.kind !== 'union' && type.kind !== 'intersection') return { kind: 'unknown' };
  const kept = type.members
    .filter((member) => member.kind !== 'reference' || !ids.has(member.id))
    .map((member) => without(member, ids));
  if (type.kind === 'intersection') return intersection(kept);
  const rest = union(kept);
  if (rest.kind !== 'union' || type.discriminator === undefined) return rest;
  const mapping = type.discriminator.mapping.filter(({ id }) => !ids.has(id));
  return { ...rest, discriminator: { ...type.discriminator, mapping } };
}
