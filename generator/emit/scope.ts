import type { ApiModel } from '../model/model.js';
import type { DeclarationNames, Names } from '../naming/names.js';
import type { OutputSwitches } from '../switches/index.js';
import type { EnumStyle } from './enums.js';
import type { Imports } from './imports.js';
import type { SourceFilePrinter } from './source-file.js';
import type { Side } from './type-text.js';
import { unionMembers, type TagScope } from './variants.js';

/** What every emitter looks at. */
export interface EmitContext {
  readonly model: ApiModel;
  readonly names: Names;
  readonly printer: SourceFilePrinter;
  /** Interfaces that others extend; they must be interfaces even when they are empty. */
  readonly bases: ReadonlySet<string>;
  readonly enums: EnumStyle;
  readonly readonly: NonNullable<OutputSwitches['readonly']>;
}

/** The scope to print types in a file of the package; naming a declaration imports it, but for the file's own. */
export function typeScope(
  context: EmitContext,
  side: Side,
  imports: Imports,
  folder: string,
  own?: string,
): TagScope {
  const named = (id: string, nameOf: (names: DeclarationNames) => string) => {
    const names = declarationNames(context, id);
    const name = nameOf(names);
    return id === own ? name : imports.type(name, `${folder}${names.fileName}.js`);
  };
  const scope: TagScope = {
    side,
    readonly: context.readonly,
    model: context.model,
    imports,
    reference: (id) => named(id, (names) => typeName(names, side)),
    base: (id) => named(id, (names) => baseName(names, side)),
    members: (union, print) => unionMembers(union, scope, print),
  };
  return scope;
}

export function typeName(names: DeclarationNames, side: Side): string {
  return side === 'request' ? names.inputType : names.type;
}

/** What others extend: the type itself, unless that is the union of its variants. */
export function baseName(names: DeclarationNames, side: Side): string {
  const base = side === 'request' ? names.baseInputType : names.baseType;
  return base ?? typeName(names, side);
}

export function declarationNames(context: EmitContext, id: string): DeclarationNames {
  const names = context.names.declarations.get(id);
  if (names === undefined) throw new Error(`No name was planned for ${id}`);
  return names;
}
