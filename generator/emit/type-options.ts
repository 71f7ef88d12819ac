import type { ApiModel, TypeRef } from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import type { DeclarationNames } from '../naming/names.js';
import type { TypeOfKind } from '../model/type-refs.js';
import { getDeclarationNames, type TypeContext } from './context.js';
import { getFileType } from '../model/walk.js';
import { getVisibleProperties } from './print-type.js';
import { RUNTIME, RUNTIME_TEMPORAL, type Imports } from './structures.js';
import { printUnionMembers } from './variants.js';

/** The direction in which a value is sent. `either`: no operation uses the type, so it has all properties. */
export type TypeDirection = 'request' | 'response' | 'either';

/** How a type is printed: for which direction, and by which name a declaration is referred to. */
export interface TypeOptions {
  readonly direction: TypeDirection;
  /** `on`: responses are readonly. Arrays are readonly in requests too, so that a received one can be sent. */
  readonly readonly?: OutputSwitches['readonly'];
  /** Returns the name of a declaration; in a file of the package this also imports it. */
  readonly reference: (id: string) => string;
  /** Returns the type of a declaration that is written in place of its name; undefined for one that is named. */
  readonly inline?: (id: string) => TypeRef | undefined;
  /** Returns what raw bytes are; default: `Blob`. */
  readonly bytes?: () => string;
  /** Returns the name of the namespace of Temporal's types; in a file of the package this also imports it. */
  readonly temporal?: () => string;
  /** True if the declaration has no properties and allows no others. */
  readonly isEmpty?: (id: string) => boolean;
  /** Returns the name to extend, where `reference` is the union of the declaration's variants. */
  readonly base?: (id: string) => string;
  /** Prints the members of a union, with literal discriminators that narrow it. */
  readonly members?: (
    union: TypeOfKind<'union'>,
    print: (type: TypeRef) => string,
  ) => readonly string[];
}

/** Options for a type in a file of the package. */
export interface FileTypeOptions
  extends Required<Omit<TypeOptions, 'bytes'>>, Pick<TypeOptions, 'bytes'> {
  readonly model: ApiModel;
  readonly imports: Imports;
}

/**
 * Creates the options for types in one file of the package. Printing the name of a declaration imports it.
 *
 * @param folder The path from the file to the declarations, e.g. `../models/`.
 * @param own The declaration that the file is for; it is not imported.
 */
export function createTypeOptions(
  context: TypeContext,
  direction: TypeDirection,
  imports: Imports,
  folder: string,
  own?: string,
): FileTypeOptions {
  const importName = (id: string, getName: typeof getTypeName) => {
    const names = getDeclarationNames(context, id);
    const name = getName(names, direction);
    return id === own ? name : imports.type(name, `${folder}${names.fileName}.js`);
  };
  const options: FileTypeOptions = {
    direction,
    readonly: context.readonly,
    model: context.model,
    imports,
    reference: (id) => importName(id, getTypeName),
    inline: (id) => getFileType(context.model.declarations, id),
    temporal: () => imports.type('Temporal', RUNTIME_TEMPORAL),
    isEmpty: (id) => isEmpty(context, id, direction),
    base: (id) => importName(id, getBaseName),
    members: (union, print) => printUnionMembers(union, options, print),
    ...(direction === 'request' && { bytes: () => imports.type('BinaryBody', RUNTIME) }),
  };
  return options;
}

/** Extending an empty interface adds nothing, and an interface without members would accept any string and number. */
function isEmpty({ model }: TypeContext, id: string, direction: TypeDirection): boolean {
  const lineage = new Set([id]);
  // Iterating a Set also visits the elements added meanwhile.
  for (const each of lineage) {
    const declaration = model.declarations.get(each);
    if (declaration?.kind !== 'interface' || declaration.variants || declaration.additional)
      return false;
    if (getVisibleProperties(declaration.properties, direction).length > 0) return false;
    declaration.extends.forEach((base) => lineage.add(base));
  }
  return true;
}

/** The exported name of a declaration in this direction. */
export function getTypeName(names: DeclarationNames, direction: TypeDirection): string {
  return direction === 'request' ? names.inputType : names.type;
}

/** The name that other interfaces extend: the type itself, unless it is the union of its variants. */
export function getBaseName(names: DeclarationNames, direction: TypeDirection): string {
  const base = direction === 'request' ? names.baseInputType : names.baseType;
  return base ?? getTypeName(names, direction);
}
