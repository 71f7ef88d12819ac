import type { Diagnostics } from '../diagnostics.js';
import type { Declaration, DeclarationId } from '../model/model.js';
import { visitDeclarationReferences } from '../model/walk.js';

/**
 * TypeScript follows imports by calling itself, and its stack ends somewhere after 1 200 files that each import the
 * next. The longest such way in the published documents known to us has 19.
 */
const MAX_CHAIN = 500;

/**
 * Complains with `nesting-too-deep` of a schema that stands at the end of too long a chain of references, as the compiler
 * comes by: each file once. Not recursive.
 */
export function checkChains(
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
