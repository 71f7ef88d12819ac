import type * as emitRoom from '../../emit/index.js';
import type { DeclarationId } from '../../model/model.js';
import type { DeclarationNames } from '../../naming/names.js';
import { namesOf, type Correspondence } from './correspondence.js';
import { exportedNames } from './exports.js';
import type { Surface } from './surface.js';

export type Emit = typeof emitRoom;

/**
 * The new package, and the old one as a program reads it there: each name that is still given means the
 * new thing. So a difference is found once, where it stands, and not again in all that refers to it.
 */
export interface World {
  readonly emit: Emit;
  readonly surfaces: { readonly before: Surface; readonly after: Surface };
  readonly found: Correspondence;
  /** The old model; what is printed of it refers to the new declarations, and to the old where no new one is. */
  readonly before: emitRoom.EmitContext;
  readonly after: emitRoom.EmitContext;
  /** What an old declaration is printed as, beside the new ones. */
  readonly old: ReadonlyMap<DeclarationId, DeclarationNames>;
}

export function worldOf(emit: Emit, before: Surface, after: Surface, found: Correspondence): World {
  const taken = new Set(exportedNames(after));
  const old = new Map<DeclarationId, DeclarationNames>();
  const seen = new Map<DeclarationId, DeclarationNames>();
  for (const id of before.model.declarations.keys()) {
    const names = namesOf(before, id);
    const counterpart = found.declarations.get(id);
    const own = besideNew(names, (name) => (counterpart ? `Old${name}` : name), taken);
    old.set(id, own);
    seen.set(id, counterpart ? namesOf(after, counterpart.id) : own);
  }
  const make = emit.emitContext;
  return {
    emit,
    surfaces: { before, after },
    found,
    before: make(before.model, { ...before.names, declarations: seen }, before.switches),
    after: make(after.model, after.names, after.switches),
    old,
  };
}

function besideNew(
  names: DeclarationNames,
  renamed: (name: string) => string,
  taken: Set<string>,
): DeclarationNames {
  const chosen = new Map<string, string>();
  const own = (name: string) => {
    const known = chosen.get(name);
    if (known !== undefined) return known;
    let free = renamed(name);
    while (taken.has(free)) free = `${free}_`;
    taken.add(free);
    chosen.set(name, free);
    return free;
  };
  const { type, inputType, baseType, baseInputType } = names;
  return {
    type: own(type),
    inputType: own(inputType),
    ...(baseType !== undefined && { baseType: own(baseType) }),
    ...(baseInputType !== undefined && { baseInputType: own(baseInputType) }),
    // No file of the package has a dot in its name.
    fileName: `old.${names.fileName}`,
    enumMembers: names.enumMembers,
  };
}
