/**
 * What an API's schemas are, in no language: declarations, their properties, and the types they are made of.
 */
/** Where a node comes from: the JSON pointer in the document as published, e.g. `/paths/~1Vehicles/get`. */
export interface Origin {
  readonly pointer: string;
}

/** What the document says for people. Texts are as published: untrusted, possibly several lines. */
export interface Docs {
  readonly summary?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  /** The schema's `format`, where the type alone does not say it (`date-time`, `date-span`, `int64`). */
  readonly format?: string;
  /** Where a switch has it so: what a program holds for it. */
  readonly heldAs?: HeldAs;
  readonly defaultValue?: unknown;
  readonly example?: unknown;
  readonly constraints?: Constraints;
}

/** What a value must keep to and a type cannot say (JSON Schema 2020-12 validation, section 6). */
export interface Constraints {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** A regular expression, as published. */
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: true;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

/** An original pointer such as `#/components/schemas/VehicleDto`: the identity of a schema, whatever it is called. */
export type DeclarationId = string;

/** In which directions a declaration travels. Both false: no operation reaches it. */
export interface Use {
  readonly request: boolean;
  readonly response: boolean;
}

interface DeclarationBase {
  readonly id: DeclarationId;
  /** The schema's key in the document. */
  readonly wireName: string;
  readonly use: Use;
  /**
   * True when the request's shape and the response's differ, here or in anything it refers to
   * (`readOnly`, `writeOnly`) and both are used: it is then printed as two types.
   */
  readonly splits: boolean;
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface InterfaceDeclaration extends DeclarationBase {
  readonly kind: 'interface';
  readonly extends: readonly DeclarationId[];
  /** Sorted by wire name. */
  readonly properties: readonly Property[];
  /**
   * The variants that inherit from it, where the document has a discriminator on the base (OpenAPI 3.1, section
   * 4.8.25): whoever is given this one is given a variant.
   */
  readonly variants?: Discriminator;
  /** What any property holds, named or not: TypeScript's index signatures cover the named ones too. */
  readonly additional?: TypeRef;
}

export interface EnumDeclaration extends DeclarationBase {
  readonly kind: 'enum';
  readonly valueType: 'string' | 'number';
  /** Sorted by value; values are distinct. */
  readonly members: readonly EnumMember[];
  readonly nullable: boolean;
}

export interface EnumMember {
  readonly value: string | number;
  /** From `x-enumNames` or `x-enum-varnames`, as published. */
  readonly name?: string;
  readonly description?: string;
}

export interface AliasDeclaration extends DeclarationBase {
  readonly kind: 'alias';
  readonly type: TypeRef;
}

export type Declaration = InterfaceDeclaration | EnumDeclaration | AliasDeclaration;

/** `read`: only in answers (`readOnly`); `write`: only in requests (`writeOnly`). */
export type Access = 'both' | 'read' | 'write';

export interface Property {
  readonly wireName: string;
  /** What TypeScript calls it, where the user says otherwise than the wire. */
  readonly name?: string;
  readonly type: TypeRef;
  readonly required: boolean;
  readonly access: Access;
  readonly docs: Docs;
  readonly origin: Origin;
}

export interface Discriminator {
  readonly propertyName: string;
  /** Wire value to declaration; sorted by value. */
  readonly mapping: readonly { readonly value: string; readonly id: DeclarationId }[];
}

/** A type as it is used. Nullability is a union with `null`. */
export type TypeRef =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'never' }
  | { readonly kind: 'null' }
  | {
      readonly kind: 'scalar';
      readonly scalar: Scalar;
      readonly format?: string;
      /** What a program holds in its place; undefined: what is on the wire. */
      readonly as?: HeldAs;
    }
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  /** Raw bytes: a file in a form, an octet stream. Base64 text is a scalar with format `byte`. */
  | { readonly kind: 'binary' }
  | { readonly kind: 'array'; readonly items: TypeRef }
  | {
      readonly kind: 'tuple';
      readonly items: readonly TypeRef[];
      readonly rest?: TypeRef;
      /** How many of the first items are always there; all of them when it is not said. */
      readonly required?: number;
    }
  | { readonly kind: 'record'; readonly values: TypeRef }
  | {
      readonly kind: 'union';
      readonly members: readonly TypeRef[];
      readonly discriminator?: Discriminator;
      /** A variant's tags, by which it is told from the others: these values and no more, whatever the API adds. */
      readonly closed?: true;
    }
  | { readonly kind: 'intersection'; readonly members: readonly TypeRef[] }
  | {
      readonly kind: 'object';
      readonly properties: readonly Property[];
      readonly additional?: TypeRef;
    }
  | { readonly kind: 'reference'; readonly id: DeclarationId };

export type Scalar = 'string' | 'number' | 'integer' | 'boolean';

/**
 * A `Date`, a `bigint`, a string of digits. Answers hold it; requests take it, or what stands on the wire, so the two sides
 * of what holds one differ.
 */
export type HeldAs = 'date' | 'bigint' | 'digits';
