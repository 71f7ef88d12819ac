import type { EmitContext, Imports, Side } from '../../emit/index.js';
import type { ApiModel, Declaration, DeclarationId, Property, TypeRef } from '../../model/model.js';
import { declarationOf } from './correspondence.js';
import { visitReferences } from '../../model/walk.js';
import { placedProperties } from './surface.js';
import type { Emit, World } from './world.js';

export const MODELS = '../models/';

/** One of the two models, as probes print it; what is printed is imported. */
export class Half {
  readonly model: ApiModel;
  readonly #emit: Emit;
  readonly #context: EmitContext;
  readonly #imports: Imports;
  /** The new half, where this is the old one. */
  readonly #other: Half | undefined;
  readonly #found: World['found']['declarations'];

  constructor(world: World, side: 'before' | 'after', imports: Imports) {
    this.#emit = world.emit;
    this.#context = world[side];
    this.model = world[side].model;
    this.#imports = imports;
    this.#found = world.found.declarations;
    this.#other = side === 'before' ? new Half(world, 'after', imports) : undefined;
  }

  /** The type as TypeScript, on one line. */
  text(type: TypeRef, side: Side): string {
    return oneLine(this.#emit.typeText(type, this.#scope(side)));
  }

  /** Where an old declaration lives on: in the new model if it is there, else here. */
  living(id: DeclarationId): { readonly half: Half; readonly id: DeclarationId } {
    const counterpart = this.#found.get(id);
    if (this.#other === undefined || counterpart === undefined) return { half: this, id };
    return { half: this.#other, id: counterpart.id };
  }

  /** Tells this half's declarations from the other's. */
  key(id: DeclarationId): string {
    return `${this.#other === undefined ? 'new' : 'old'} ${id}`;
  }

  /** The keys of all that a type names. */
  named(type: TypeRef): ReadonlySet<string> {
    const keys = new Set<string>();
    visitReferences(type, (id) => keys.add(this.key(id)));
    return keys;
  }

  declaration(id: DeclarationId): Declaration {
    return declarationOf(this.model, id);
  }

  /** The declaration's name on a side; imported. */
  name(id: DeclarationId, side: Side): string {
    return this.#scope(side).reference(id);
  }

  /** The name of what others extend; imported. */
  base(id: DeclarationId, side: Side): string {
    return this.#scope(side).base(id);
  }

  /** A type's property as a whole: its text, with what may be absent. */
  read({ type, required }: Pick<Property, 'type' | 'required'>, side: Side): string {
    return required ? this.text(type, side) : `${this.text(type, side)} | undefined`;
  }

  /** Those that travel this way, as the declaration is printed. */
  visible(properties: readonly Property[], side: Side): readonly Property[] {
    return this.#emit.visibleProperties(properties, side);
  }

  /** All properties of an object that travel this way, inherited ones too. */
  properties(id: DeclarationId, side: Side): readonly Property[] {
    return this.visible(
      placedProperties(this.model, id).map(({ property }) => property),
      this.printedSide(id, side),
    );
  }

  /** The side from which a declaration is printed where a value of this side is meant. */
  printedSide(id: DeclarationId, side: Side): Side {
    const declaration = this.declaration(id);
    return declaration.splits ? side : (this.#emit.sidesOf(declaration)[0] ?? side);
  }

  #scope(side: Side) {
    return this.#emit.typeScope(this.#context, side, this.#imports, MODELS);
  }
}

/** Texts of types may have comments with line ends; none of them is a comment to the end of its line. */
export function oneLine(text: string): string {
  return text.replaceAll('\n', ' ');
}
