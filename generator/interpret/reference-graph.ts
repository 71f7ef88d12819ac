import type { Diagnostics } from '../diagnostics.js';
import type { Declaration, Declarations, DeclarationId, TypeRef } from '../model/model.js';
import { intersection, union } from '../model/type-refs.js';
import { visitDeclarationReferences } from '../model/walk.js';

/**
 * TypeScript follows imports recursively and overflows its stack at about 1 200 files that each import the next.
 * The longest such chain in the published documents known to us has 19.
 */
const MAX_CHAIN_LENGTH = 500;

/**
 * TypeScript follows every path from a type to its bases, also those that meet again: a lattice of schemas doubles them
 * at each level. It takes 20 s for 2^28 paths.
 */
const MAX_INHERITANCE_PATHS = 10_000;

/** Reports `nesting-too-deep` for schemas whose package no compiler could check. */
export function checkReferenceDepth(declarations: Declarations, diagnostics: Diagnostics): void {
  checkReferences(declarations, diagnostics);
  checkInheritance(declarations, diagnostics);
}

/** Reports the first declaration with too many paths to its bases; `checkReferences` has bounded how deep they are. */
function checkInheritance(declarations: Declarations, diagnostics: Diagnostics): void {
  if (diagnostics.hasErrors) return;
  const counts = new Map<DeclarationId, number>();
  const countPaths = (id: DeclarationId): number => {
    const counted = counts.get(id);
    if (counted !== undefined) return counted;
    // A schema that inherits from itself has been refused, or its cycle removed.
    counts.set(id, 0);
    const declaration = declarations.get(id);
    const bases = declaration?.kind === 'interface' ? declaration.extends : [];
    const paths = bases.reduce((sum, base) => sum + countPaths(base), 1);
    counts.set(id, paths);
    return paths;
  };
  for (const declaration of declarations.values()) {
    if (countPaths(declaration.id) <= MAX_INHERITANCE_PATHS) continue;
    const message = `The schema inherits over more than ${MAX_INHERITANCE_PATHS} paths, which TypeScript cannot check.`;
    diagnostics.report('nesting-too-deep', declaration.origin.pointer, message);
    return;
  }
}

/**
 * Reports a schema at the end of a chain of references that is too long, walking them as the compiler does: each file
 * once. Not recursive itself.
 */
function checkReferences(declarations: Declarations, diagnostics: Diagnostics): void {
  const seen = new Set<DeclarationId>();
  for (const first of declarations.keys()) {
    const open = [[first]];
    for (let level = open.at(-1); level !== undefined; level = open.at(-1)) {
      const id = level.pop();
      if (id === undefined) open.pop();
      else if (!seen.has(id)) {
        seen.add(id);
        const declaration = declarations.get(id);
        if (declaration === undefined) continue;
        if (open.length > MAX_CHAIN_LENGTH) {
          reportChain(declaration, diagnostics);
          return;
        }
        open.push(getReferences(declaration));
      }
    }
  }
}

function getReferences(declaration: Declaration): DeclarationId[] {
  const ids = new Set<DeclarationId>();
  visitDeclarationReferences(declaration, (id) => ids.add(id));
  return [...ids].reverse();
}

function reportChain({ origin }: Declaration, diagnostics: Diagnostics): void {
  diagnostics.report(
    'nesting-too-deep',
    origin.pointer,
    `A chain of references has more than ${MAX_CHAIN_LENGTH} schemas, which TypeScript cannot follow.`,
  );
}

/**
 * Removes the references by which an alias names itself with no object between (`type A = A | B`,
 * `type A = B; type B = A`), which TypeScript refuses. Such a reference adds nothing to a union or an intersection; the
 * discriminator's value that maps to it goes as well.
 */
export function removeAliasCycles(
  declarations: Declarations,
  diagnostics: Diagnostics,
): Declarations {
  const result = new Map(declarations);
  const done = new Set<DeclarationId>();
  const path = new Set<DeclarationId>();

  function visit(id: DeclarationId): void {
    const declaration = result.get(id);
    if (declaration?.kind !== 'alias' || done.has(id)) return;
    if (path.size >= MAX_CHAIN_LENGTH) {
      diagnostics.report(
        'nesting-too-deep',
        declaration.origin.pointer,
        `A chain of aliases has more than ${MAX_CHAIN_LENGTH} schemas.`,
      );
      return;
    }
    path.add(id);
    for (const next of directReferences(declaration.type)) if (!path.has(next)) visit(next);
    result.set(id, { ...declaration, type: removeReferences(declaration.type, path) });
    path.delete(id);
    done.add(id);
  }

  for (const id of declarations.keys()) visit(id);
  return result;
}

function directReferences(type: TypeRef): readonly DeclarationId[] {
  if (type.kind === 'reference') return [type.id];
  if (type.kind !== 'union' && type.kind !== 'intersection') return [];
  const mapped = type.kind === 'union' ? (type.discriminator?.mapping ?? []) : [];
  return [...type.members.flatMap(directReferences), ...mapped.map(({ id }) => id)];
}

function removeReferences(type: TypeRef, ids: ReadonlySet<DeclarationId>): TypeRef {
  if (!directReferences(type).some((id) => ids.has(id))) return type;
  if (type.kind !== 'union' && type.kind !== 'intersection') return { kind: 'unknown' };
  const kept = type.members
    .filter((member) => member.kind !== 'reference' || !ids.has(member.id))
    .map((member) => removeReferences(member, ids));
  if (type.kind === 'intersection') return intersection(kept);
  const rest = union(kept);
  if (rest.kind !== 'union' || type.discriminator === undefined) return rest;
  const mapping = type.discriminator.mapping.filter(({ id }) => !ids.has(id));
  return { ...rest, discriminator: { ...type.discriminator, mapping } };
}
