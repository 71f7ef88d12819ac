/**
 * Where a value that a program holds differs from what is on the wire. What is not said is the same on both sides, and
 * what has another shape than is said here passes as it is: an API that grows breaks no program.
 */
export type Codec =
  | ScalarCodec
  | (() => Codec)
  | ListCodec
  | ObjectCodec
  | AllOfCodec
  | DiscriminatedCodec
  | OneOfCodec;

/**
 * `date`: a `Date` for a text of ISO 8601. `bigint`, `digits`: a `bigint`, or a string of digits, for a whole number.
 * `text`: text as it is, in a choice between this and a `date`.
 */
export type ScalarCodec = 'date' | 'bigint' | 'digits' | 'text';

export interface ListCodec {
  /** Of every item, or of those after the first ones. */
  readonly items?: Codec | undefined;
  /** Of the first items, one by one. */
  readonly first?: readonly (Codec | undefined)[];
}

/** Members are named as on the wire. */
export interface ObjectCodec {
  readonly properties?: Readonly<Record<string, Codec>>;
  /** What a program calls them, where that is not as on the wire. */
  readonly names?: Readonly<Record<string, string>>;
  /** Of the members that are not declared, whatever they are called. */
  readonly others?: Codec;
  /** Those that are declared, by both of their names; said beside `others`. */
  readonly declared?: readonly string[];
}

/** Each in its turn: what is inherited first. */
export interface AllOfCodec {
  readonly allOf: readonly Codec[];
}

/** A choice by the value of a property. */
export interface DiscriminatedCodec {
  readonly discriminator: string;
  /** What a program calls the property, where that is not as on the wire. */
  readonly programName?: string;
  readonly variants: Readonly<Record<string, Codec>>;
  /** For a tag that is none of these. */
  readonly fallback?: Codec | undefined;
}

/** A choice that nothing names: by the kind of the value, and among objects by their members. */
export interface OneOfCodec {
  readonly oneOf: readonly (ScalarCodec | ListCodec | Candidate)[];
}

/** An object in a choice: the one whose members fit best is taken. */
export interface Candidate {
  readonly has: readonly string[];
  readonly required?: readonly string[];
  /** The values that a property may have. */
  readonly values?: Readonly<Record<string, readonly unknown[]>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly as?: Codec;
}
