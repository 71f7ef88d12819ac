/**
 * Describes where the value that a program holds differs from the one on the wire. What is not described is the same on
 * both sides, and a value of another shape than described passes unchanged: an API that grows breaks no program.
 */
export type Codec =
  | ScalarCodec
  | TextCodec
  | (() => Codec)
  | ListCodec
  | ObjectCodec
  | AllOfCodec
  | DiscriminatedCodec
  | OneOfCodec;

/**
 * `date`: a `Date`, as ISO 8601 on the wire. `bigint`, `digits`: a `bigint` or a string of digits, as an integer on the
 * wire. `text`: a string on both sides, in a choice between this and a `date`.
 */
export type ScalarCodec = 'date' | 'bigint' | 'digits' | 'text';

/** A scalar that is a text on the wire and is converted by its own functions. */
export interface TextCodec {
  /** What the text must be, for the error when it is not: `a date`. */
  readonly what: string;
  /** @returns The program's value; undefined when the text is not one of this type. */
  readonly parse: (text: string) => unknown;
  /** @returns The text; any other value as it is. */
  readonly format: (value: unknown) => unknown;
}

export interface ListCodec {
  /** For every item after those of `first`. */
  readonly items?: Codec | undefined;
  /** For the first items, one by one. */
  readonly first?: readonly (Codec | undefined)[];
}

/** For an object. All property names are those on the wire, unless said otherwise. */
export interface ObjectCodec {
  readonly properties?: Readonly<Record<string, Codec>>;
  /** The program's names of the properties that are renamed, by wire name. */
  readonly names?: Readonly<Record<string, string>>;
  /** For properties that are not declared. */
  readonly others?: Codec;
  /** The declared properties, by wire name and by program name; set together with `others`. */
  readonly declared?: readonly string[];
}

/** All of them apply, in this order: inherited ones first. */
export interface AllOfCodec {
  readonly allOf: readonly Codec[];
}

/** A choice by the value of a discriminator property. */
export interface DiscriminatedCodec {
  readonly discriminator: string;
  /** The program's name of the discriminator property, if it differs from that on the wire. */
  readonly programName?: string;
  /** By the discriminator's value. */
  readonly variants: Readonly<Record<string, Codec>>;
  /** For a value that is not among the variants. */
  readonly fallback?: Codec | undefined;
}

/** A choice without a discriminator: by the kind of the value, and among objects by their properties. */
export interface OneOfCodec {
  readonly oneOf: readonly (ScalarCodec | TextCodec | ListCodec | Candidate)[];
}

/** An object in a {@link OneOfCodec}. The candidate whose properties fit best is selected. */
export interface Candidate {
  /** All its properties. */
  readonly has: readonly string[];
  readonly required?: readonly string[];
  /** The values that a property may have, for those with a fixed set of values. */
  readonly values?: Readonly<Record<string, readonly unknown[]>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly as?: Codec;
}

/**
 * Renames properties, and keeps their order. An undeclared property is dropped when its name is the new name of a
 * declared one.
 *
 * @returns A new object; the same one when it has no property to rename.
 */
export function renameProperties<T>(
  object: Record<string, T>,
  names: Readonly<Record<string, string>>,
): Record<string, T> {
  const changed = Object.keys(names).filter((name) => Object.hasOwn(object, name));
  if (changed.length === 0) return object;
  const taken = new Set(changed.map((name) => names[name]));
  const result: Record<string, T> = {};
  for (const [name, value] of Object.entries(object)) {
    const newName = Object.hasOwn(names, name) ? names[name] : undefined;
    if (newName === undefined && taken.has(name)) continue;
    setProperty(result, newName ?? name, value);
  }
  return result;
}

/** Sets an own property. A plain assignment to `__proto__` would change the prototype instead. */
export function setProperty<T>(object: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  else object[name] = value;
}
