import type { ApiModel } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import type { DeclarationNames, Names } from '../naming/names.js';
import type { CodecPlan } from './codec-plan.js';
import type { EnumStyle } from './declarations.js';
import { getVisibleProperties, type TypeDirection } from './print-type.js';
import type { Imports } from './structures.js';
import { printUnionMembers, type ModelTypeOptions } from './variants.js';

/** What every emitter looks at. */
export interface EmitContext {
  readonly model: ApiModel;
  readonly names: Names;
  /** The comment that opens every file, with its comment marks. */
  readonly header: string;
  readonly enums: EnumStyle;
  readonly readonly: NonNullable<OutputSwitches['readonly']>;
  readonly codecs: CodecPlan;
}

/** What a type's text depends on. */
export type TypeContext = Pick<EmitContext, 'model' | 'names' | 'readonly'>;

/** The scope to print types in a file of the package; naming a declaration imports it, but for the file's own. */
export function createTypeOptions(
  context: TypeContext,
  side: TypeDirection,
  imports: Imports,
  folder: string,
  own?: string,
): ModelTypeOptions {
  const named = (id: string, nameOf: (names: DeclarationNames) => string) => {
    const names = getDeclarationNames(context, id);
    const name = nameOf(names);
    return id === own ? name : imports.type(name, `${folder}${names.fileName}.js`);
  };
  const scope: ModelTypeOptions = {
    side,
    readonly: context.readonly,
    model: context.model,
    imports,
    reference: (id) => named(id, (names) => getTypeName(names, side)),
    isEmpty: (id) => isEmpty(context, id, side),
    base: (id) => named(id, (names) => getBaseName(names, side)),
    members: (union, print) => printUnionMembers(union, scope, print),
  };
  return scope;
}

/**
 * Whether nothing is left of an object on this side, here or in what it inherits. To extend it adds
 * nothing, and an interface without members would let every text and number pass.
 */
function isEmpty({ model }: TypeContext, id: string, side: TypeDirection): boolean {
  const line = new Set([id]);
  // A Set's iteration also visits what is added on the way.
  for (const each of line) {
    const declaration = model.declarations.get(each);
    if (declaration?.kind !== 'interface' || declaration.variants || declaration.additional)
      return false;
    if (getVisibleProperties(declaration.properties, side).length > 0) return false;
    declaration.extends.forEach((base) => line.add(base));
  }
  return true;
}

export function getTypeName(names: DeclarationNames, side: TypeDirection): string {
  return side === 'request' ? names.inputType : names.type;
}

/** What others extend: the type itself, unless that is the union of its variants. */
export function getBaseName(names: DeclarationNames, side: TypeDirection): string {
  const base = side === 'request' ? names.baseInputType : names.baseType;
  return base ?? getTypeName(names, side);
}

export function getDeclarationNames(context: TypeContext, id: string): DeclarationNames {
  const names = context.names.declarations.get(id);
  if (names === undefined) throw new Error(`No name was planned for ${id}`);
  return names;
}
