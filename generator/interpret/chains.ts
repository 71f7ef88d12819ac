import type { Diagnostics } from '../diagnostics.js';
import type { Declaration, DeclarationId } from '../model/model.js';
import { visitDeclarationReferences } from '../model/walk.js';

/**
 * TypeScript follows imports by calling itself, and its stack ends somewhere after 1 200 files that each import the
 * next. The longest such way in the published documents known to us has 19.
 */
const MAX_CHAIN = 500;

/**
 * TypeScript follows each of the ways from a type to what it inherits, those that meet again too: twice as many for each
 * level at which a schema is composed of two that are composed of the same two. It takes 20 s for 2^28.
 */
const MAX_WAYS = 10_000;

/** Complains with `nesting-too-deep` of schemas whose package no compiler would come to an end with. */
export function checkChains(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  diagnostics: Diagnostics,
): void {
  checkReferences(declarations, diagnostics);
  checkInheritance(declarations, diagnostics);
}

/**
 * Complains of the first declaration that has too many ways to what it inherits. `checkReferences` has bounded how deep
 * they are.
 */
function checkInheritance(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  diagnostics: Diagnostics,
): void {
  if (diagnostics.hasErrors) return;
  const known = new Map<DeclarationId, number>();
  const waysFrom = (id: DeclarationId): number => {
    const ways = known.get(id);
    if (ways !== undefined) return ways;
    // What inherits from itself has been refused, or is left out where it closes.
    known.set(id, 0);
    const declaration = declarations.get(id);
    const bases = declaration?.kind === 'interface' ? declaration.extends : [];
    const all = bases.reduce((sum, base) => sum + waysFrom(base), 1);
    known.set(id, all);
    return all;
  };
  for (const declaration of declarations.values()) {
    if (waysFrom(declaration.id) <= MAX_WAYS) continue;
    const message = `It inherits in more than ${MAX_WAYS} ways, which TypeScript does not come to an end with.`;
    return diagnostics.report('nesting-too-deep', declaration.origin.pointer, message);
  }
}

/**
 * Complains of a schema that stands at the end of too long a chain of references, as the compiler comes by: each file once.
 * Not recursive.
 */
function checkReferences(
  declarations: ReadonlyMap<DeclarationId, Declaration>,
  diagnostics: Diagnostics,
): void {
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
        if (open.length > MAX_CHAIN) return complain(declaration, diagnostics);
        open.push(referencesOf(declaration));
      }
    }
  }
}

function referencesOf(declaration: Declaration): DeclarationId[] {
  const ids = new Set<DeclarationId>();
  visitDeclarationReferences(declaration, (id) => ids.add(id));
  return [...ids].reverse();
}

function complain({ origin }: Declaration, diagnostics: Diagnostics): void {
  diagnostics.report(
    'nesting-too-deep',
    origin.pointer,
    `Schemas refer to each other over more than ${MAX_CHAIN} steps, which TypeScript cannot follow.`,
  );
}
