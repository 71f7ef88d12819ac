/** A statement at the top of a file, in parts; all but a text are exported. */
export type Statement =
  | string
  | ExportStatement
  | AliasStatement
  | InterfaceStatement
  | EnumStatement
  | ConstStatement
  | FunctionStatement
  | ClassStatement;

/** The inside of its `/** ... *\/` comments. */
interface Documented {
  readonly docs: readonly string[];
}

export interface ExportStatement {
  readonly kind: 'export';
  readonly module: string;
  /** Left out: everything. */
  readonly names?: readonly string[];
  readonly isTypeOnly?: boolean;
}

export interface AliasStatement extends Documented {
  readonly kind: 'alias';
  readonly name: string;
  readonly type: string;
}

export interface InterfaceStatement extends Documented {
  readonly kind: 'interface';
  readonly name: string;
  readonly extends?: readonly string[];
  readonly properties: readonly PropertySignature[];
  /** The type of all properties that are not named. */
  readonly index?: { readonly type: string; readonly isReadonly: boolean };
}

export interface PropertySignature extends Documented {
  /** As a key: quoted where it must be. */
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
  readonly isReadonly?: boolean;
}

export interface EnumStatement extends Documented {
  readonly kind: 'enum';
  readonly name: string;
  readonly members: readonly (Documented & { readonly name: string; readonly value: string })[];
}

export interface ConstStatement extends Documented {
  readonly kind: 'const';
  readonly name: string;
  readonly type?: string;
  readonly value: string;
}

export interface FunctionStatement extends Documented, Signed {
  readonly kind: 'function';
}

export interface ClassStatement extends Documented {
  readonly kind: 'class';
  readonly name: string;
  /** Whole: `readonly #client: ApiCaller;`. */
  readonly fields: readonly string[];
  readonly constructs: Omit<Signed, 'name' | 'returnType'>;
  readonly methods: readonly (Documented & Signed)[];
}

/** What is called: a function or a method. */
export interface Signed {
  readonly name: string;
  readonly parameters: readonly ParameterText[];
  readonly returnType: string;
  /** Its only statement. */
  readonly statement: string;
}

export interface ParameterText {
  readonly name: string;
  readonly type: string;
  readonly isOptional?: boolean;
  readonly initializer?: string;
}
