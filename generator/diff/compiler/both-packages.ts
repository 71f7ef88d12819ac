import {
  createEmitContext,
  Imports,
  getDirections,
  getTypeName,
  createTypeOptions,
  printType,
  getVisibleProperties,
  type EmitContext,
  type TypeDirection,
} from '../../emit/index.js';
import type {
  ApiModel,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  EnumMember,
  Property,
  TypeRef,
} from '../../model/model.js';
import { getLineage, getOwnProperties } from '../../model/walk.js';
import type { DeclarationNames } from '../../naming/names.js';
import { defined } from '../../util/defined.js';
import type { Direction } from '../finding.js';
import { listExportNames } from './names.js';
import { getDeclaration, getTypeNames, type Counterparts, type Surface } from './surface.js';

export const MODELS = '../models/';

/**
 * Both packages in one program. The old types refer to the new ones wherever these exist, so that a difference is
 * found once, where it is, and not again in everything that refers to it.
 */
export interface BothPackages {
  readonly surfaces: { readonly before: Surface; readonly after: Surface };
  readonly counterparts: Counterparts;
  /** The old model, with references to the new declarations, or to the old ones where no new one exists. */
  readonly before: EmitContext;
  readonly after: EmitContext;
  /** The names under which old declarations are printed beside the new ones. */
  readonly oldNames: ReadonlyMap<DeclarationId, DeclarationNames>;
}

export function combinePackages(
  before: Surface,
  after: Surface,
  counterparts: Counterparts,
): BothPackages {
  const taken = new Set(listExportNames(after));
  const oldNames = new Map<DeclarationId, DeclarationNames>();
  const referenced = new Map<DeclarationId, DeclarationNames>();
  for (const id of before.model.declarations.keys()) {
    const names = getTypeNames(before, id);
    const counterpart = counterparts.declarations.get(id);
    const renamed = renameOld(names, (name) => (counterpart ? `Old${name}` : name), taken);
    oldNames.set(id, renamed);
    referenced.set(id, counterpart ? getTypeNames(after, counterpart.id) : renamed);
  }
  return {
    surfaces: { before, after },
    counterparts,
    before: createEmitContext(
      before.model,
      { ...before.names, declarations: referenced },
      before.switches,
    ),
    after: createEmitContext(after.model, after.names, after.switches),
    oldNames,
  };
}

function renameOld(
  names: DeclarationNames,
  rename: (name: string) => string,
  taken: Set<string>,
): DeclarationNames {
  const chosen = new Map<string, string>();
  const choose = (name: string) => {
    const known = chosen.get(name);
    if (known !== undefined) return known;
    let free = rename(name);
    while (taken.has(free)) free = `${free}_`;
    taken.add(free);
    chosen.set(name, free);
    return free;
  };
  const { type, inputType, baseType, baseInputType } = names;
  return {
    type: choose(type),
    inputType: choose(inputType),
    ...defined({
      baseType: baseType && choose(baseType),
      baseInputType: baseInputType && choose(baseInputType),
    }),
    // No file of the package has a dot in its name.
    fileName: `old.${names.fileName}`,
    enumMembers: names.enumMembers,
  };
}

/** Prints types of one of the two models for the file of probes, and imports what it prints. */
export class ModelPrinter {
  readonly model: ApiModel;
  readonly #context: EmitContext;
  readonly #imports: Imports;

  constructor(packages: BothPackages, version: 'before' | 'after', imports: Imports) {
    this.#context = packages[version];
    this.model = this.#context.model;
    this.#imports = imports;
  }

  /** The type as TypeScript, on one line: comments inside of types are never line comments. */
  printType(type: TypeRef, side: TypeDirection): string {
    return printType(type, this.#scope(side)).replaceAll('\n', ' ');
  }

  /** What a program gets when it reads a property. */
  printRead({ type, required }: Pick<Property, 'type' | 'required'>, side: TypeDirection): string {
    return required ? this.printType(type, side) : `${this.printType(type, side)} | undefined`;
  }

  /** The declaration's name on a side; imported. */
  printName(id: DeclarationId, side: TypeDirection): string {
    return this.#scope(side).reference(id);
  }

  /** The name of what others extend; imported. */
  printBaseName(id: DeclarationId, side: TypeDirection): string {
    return this.#scope(side).base(id);
  }

  getDeclaration(id: DeclarationId): Declaration {
    return getDeclaration(this.model, id);
  }

  /** Those that exist on a side. */
  filterVisible(properties: readonly Property[], side: TypeDirection): readonly Property[] {
    return getVisibleProperties(properties, side);
  }

  /** All properties that an object has on a side, its own before inherited ones. */
  getProperties(id: DeclarationId, side: TypeDirection): readonly Property[] {
    const properties = new Map<string, Property>();
    for (const each of getLineage(this.model.declarations, id))
      for (const property of getOwnProperties(this.model.declarations.get(each)))
        if (!properties.has(property.wireName)) properties.set(property.wireName, property);
    // A declaration that does not split is printed for one side, whichever is meant.
    const declaration = this.getDeclaration(id);
    const printed = declaration.splits ? side : (getDirections(declaration)[0] ?? side);
    return this.filterVisible([...properties.values()], printed);
  }

  #scope(side: TypeDirection) {
    return createTypeOptions(this.#context, side, this.#imports, MODELS);
  }
}

/** What all probes of one comparison share: both models' printers and what was probed already. */
export class ProbeContext {
  readonly packages: BothPackages;
  /** Of the file of probes. */
  readonly imports = new Imports();
  readonly before: ModelPrinter;
  readonly after: ModelPrinter;
  /** For texts that are only compared: nothing is imported for them. */
  readonly compared: { readonly before: ModelPrinter; readonly after: ModelPrinter };
  /** The declarations whose properties were read inside of others: once is enough. */
  readonly read = new Set<DeclarationId>();
  readonly #replacements = new Set<string>();
  /** The new package's file of each type name. */
  readonly #files: ReadonlyMap<string, string>;
  /** The old id of each new declaration that has one. */
  readonly #oldIds: ReadonlyMap<DeclarationId, DeclarationId>;

  constructor(packages: BothPackages) {
    this.packages = packages;
    const unused = new Imports();
    this.before = new ModelPrinter(packages, 'before', this.imports);
    this.after = new ModelPrinter(packages, 'after', this.imports);
    this.compared = {
      before: new ModelPrinter(packages, 'before', unused),
      after: new ModelPrinter(packages, 'after', unused),
    };
    this.#files = new Map(
      [...packages.surfaces.after.names.declarations.values()].flatMap((names) => [
        [names.type, names.fileName],
        [names.inputType, names.fileName],
      ]),
    );
    this.#oldIds = new Map(
      [...packages.counterparts.declarations].map(([oldId, { id }]) => [id, oldId]),
    );
  }

  /** The old id of a new declaration; its own where the old model has none. */
  toOldId(id: DeclarationId): DeclarationId {
    return this.#oldIds.get(id) ?? id;
  }

  /** Whether this type replaces that one for the first time. */
  isFirstReplacement(was: string, is: string): boolean {
    const { size } = this.#replacements;
    return this.#replacements.add(`${was} from ${is}`).size > size;
  }

  /** The name of the old declaration as it was printed; imported. */
  importOld({ id }: Declaration, direction: Direction): string {
    const names = this.packages.oldNames.get(id);
    if (names === undefined) throw new Error(`${id} is not in the old model`);
    return this.imports.type(getTypeName(names, direction), `${MODELS}${names.fileName}.js`);
  }

  /** The name that programs use for the old declaration, imported; undefined where the new package has no such name. */
  importCurrent({ id }: Declaration, direction: Direction): string | undefined {
    const { type, inputType } = getTypeNames(this.packages.surfaces.before, id);
    const name = direction === 'request' ? inputType : type;
    const file = this.#files.get(name);
    return file === undefined ? undefined : this.imports.type(name, `${MODELS}${file}.js`);
  }

  /** The name that programs use for a value of an enumeration. */
  getMemberName({ id }: EnumDeclaration, value: EnumMember['value']): string {
    const names = getTypeNames(this.packages.surfaces.before, id);
    const name = names.enumMembers.get(JSON.stringify(value));
    if (name === undefined) throw new Error(`No name was planned for ${id} = ${value}`);
    return name;
  }
}
