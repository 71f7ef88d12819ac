import type { Imports } from '../../emit/index.js';
import type { Declaration, EnumDeclaration, EnumMember } from '../../model/model.js';
import { namesOf } from './correspondence.js';
import { Half, MODELS } from './half.js';
import type { Way } from './slots.js';
import type { World } from './world.js';

/** The two models as probes print them. */
export class Printing {
  readonly world: World;
  /** Of the file of probes. */
  readonly imports: Imports;
  readonly before: Half;
  readonly after: Half;
  /** For texts that are only compared: nothing is imported for them. */
  readonly compared: { readonly before: Half; readonly after: Half };
  /** Keys of the declarations that were read, or written out, inside of others: once is enough. */
  readonly read = new Set<string>();
  readonly writtenOut = new Set<string>();
  readonly #replaced = new Set<string>();
  /** The files of the new package's types, by their names. */
  readonly #files: ReadonlyMap<string, string>;

  constructor(world: World) {
    this.world = world;
    this.imports = new world.emit.Imports();
    const unread = new world.emit.Imports();
    this.before = new Half(world, 'before', this.imports);
    this.after = new Half(world, 'after', this.imports);
    this.compared = {
      before: new Half(world, 'before', unread),
      after: new Half(world, 'after', unread),
    };
    this.#files = new Map(
      [...world.surfaces.after.names.declarations.values()].flatMap((names) => [
        [names.type, names.fileName],
        [names.inputType, names.fileName],
      ]),
    );
  }

  /** Whether it is the first time that this type takes the place of that one. */
  firstOf(replacement: string): boolean {
    const { size } = this.#replaced;
    return this.#replaced.add(replacement).size > size;
  }

  /** The old declaration, as it was; imported. */
  beside({ id }: Declaration, way: Way): string {
    const names = this.world.old.get(id);
    if (names === undefined) throw new Error(`${id} is not in the old model`);
    const name = this.world.emit.typeName(names, way);
    return this.imports.type(name, `${MODELS}${names.fileName}.js`);
  }

  /** What programs call the old declaration, where the new package has a type of that name; imported. */
  written({ id }: Declaration, way: Way): string | undefined {
    const { type, inputType } = namesOf(this.world.surfaces.before, id);
    const name = way === 'request' ? inputType : type;
    const file = this.#files.get(name);
    return file === undefined ? undefined : this.imports.type(name, `${MODELS}${file}.js`);
  }

  /** What programs call a value of an enumeration. */
  keyOf({ id }: EnumDeclaration, value: EnumMember['value']): string {
    const key = namesOf(this.world.surfaces.before, id).enumMembers.get(JSON.stringify(value));
    if (key === undefined) throw new Error(`No name was planned for ${id} = ${value}`);
    return key;
  }
}
