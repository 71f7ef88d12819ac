import type {
  JSDocableNodeStructure,
  OptionalKind,
  ParameterDeclarationStructure,
  PropertySignatureStructure,
  SourceFileStructure,
  StatementStructures,
  StructureKind,
  TypeAliasDeclarationStructure,
  VariableDeclarationKind,
  VariableStatementStructure,
  WriterFunction,
} from 'ts-morph';
import { byCodeUnit } from '../util/order.js';
import { escapeUnseen } from '../util/printable.js';

/** A file of the package before it is printed and formatted. */
export type EmittedFile =
  | { readonly kind: 'structure'; readonly structure: SourceFileStructure }
  /** Rendered from a template: to be formatted. */
  | { readonly kind: 'template'; readonly text: string }
  /** Formatted already. */
  | { readonly kind: 'final'; readonly text: string };

/** A statement at the top of a file. */
export type Statement = StatementStructures | string;
export type Parameter = OptionalKind<ParameterDeclarationStructure>;
export type PropertySignature = OptionalKind<PropertySignatureStructure>;

/** The kinds that are emitted. ts-morph is imported for its types alone: the compiler compares these values with its own. */
export const KIND: Pick<
  typeof StructureKind,
  | 'Class'
  | 'Enum'
  | 'ExportDeclaration'
  | 'Function'
  | 'ImportDeclaration'
  | 'Interface'
  | 'SourceFile'
  | 'TypeAlias'
  | 'VariableStatement'
> = {
  Class: 2,
  Enum: 8,
  ExportDeclaration: 11,
  Function: 13,
  ImportDeclaration: 16,
  Interface: 19,
  SourceFile: 36,
  TypeAlias: 38,
  VariableStatement: 41,
};

const CONST = 'const' satisfies `${VariableDeclarationKind.Const}` as VariableDeclarationKind.Const;

/** `export type Name = type;` */
export function createTypeAlias(
  name: string,
  type: string,
  docs: readonly string[],
): TypeAliasDeclarationStructure {
  return { kind: KIND.TypeAlias, isExported: true, name, type, docs: [...docs] };
}

/** `export const name: type = initializer;` */
export function createConstant(
  declaration: { readonly name: string; readonly type?: string; readonly initializer: string },
  docs: readonly string[],
): VariableStatementStructure {
  return {
    kind: KIND.VariableStatement,
    isExported: true,
    declarationKind: CONST,
    declarations: [declaration],
    docs: [...docs],
  };
}

/**
 * A file with its imports first and blank lines around what has a body or a comment.
 *
 * @param header the comment that opens the file, with its comment marks and its line's end.
 */
export function createSourceFile(
  header: string,
  imports: Imports,
  statements: readonly Statement[],
): EmittedFile {
  const imported = imports.all.map(({ module, names, typeOnly }): Statement => ({
    kind: KIND.ImportDeclaration,
    isTypeOnly: typeOnly,
    moduleSpecifier: module,
    namedImports: [...names],
  }));
  const all = [...imported, ...statements];
  return {
    kind: 'structure',
    structure: {
      kind: KIND.SourceFile,
      leadingTrivia: header,
      statements: all.map((statement, index) => withBlankLine(statement, all[index - 1])),
    },
  };
}

/** Prettier keeps one blank line of however many there are. */
function withBlankLine(statement: Statement, before: Statement | undefined): Statement {
  if (typeof statement === 'string') return statement;
  const isApart =
    hasBody(statement) || hasBody(before) || (before !== undefined && hasComment(statement));
  return isApart ? { ...statement, leadingTrivia: '\n' } : statement;
}

function hasBody(statement: Statement | undefined): boolean {
  if (statement === undefined || typeof statement === 'string') return false;
  const { kind } = statement;
  return (
    kind === KIND.Interface || kind === KIND.Enum || kind === KIND.Function || kind === KIND.Class
  );
}

function hasComment(statement: StatementStructures): boolean {
  const { docs = [] } = statement as JSDocableNodeStructure;
  return docs.length > 0;
}

/** The modules that a printed file imports. */
export function getImportedModules(file: EmittedFile): readonly string[] {
  const statements = file.kind === 'structure' ? file.structure.statements : undefined;
  if (!Array.isArray(statements)) return [];
  return statements.flatMap((statement: string | WriterFunction | StatementStructures) =>
    typeof statement === 'object' && statement.kind === KIND.ImportDeclaration
      ? [statement.moduleSpecifier]
      : [],
  );
}

/**
 * The imports of one file, collected while its text is printed: to print a name is to import it, so
 * none is missing and none unused.
 */
export class Imports {
  readonly #types = new Map<string, Set<string>>();
  readonly #values = new Map<string, Set<string>>();

  /** Registers a type of another module and returns its name. */
  type(name: string, module: string): string {
    add(this.#types, module, name);
    return name;
  }

  /** Registers a value of another module and returns its name. */
  value(name: string, module: string): string {
    add(this.#values, module, name);
    return name;
  }

  /** Registers what another text names. */
  include(other: Imports): void {
    for (const [module, names] of other.#types) for (const name of names) this.type(name, module);
    for (const [module, names] of other.#values) for (const name of names) this.value(name, module);
  }

  /** One structure a module and kind, sorted: `import type` stands alone, so that it is always erased. */
  get all(): readonly {
    readonly module: string;
    readonly names: readonly string[];
    readonly typeOnly: boolean;
  }[] {
    const list = (modules: Map<string, Set<string>>, typeOnly: boolean) =>
      [...modules].map(([module, names]) => ({
        module,
        names: [...names].sort(byCodeUnit),
        typeOnly,
      }));
    return [...list(this.#types, true), ...list(this.#values, false)].sort(
      (a, b) => byCodeUnit(a.module, b.module) || Number(b.typeOnly) - Number(a.typeOnly),
    );
  }
}

function add(modules: Map<string, Set<string>>, module: string, name: string): void {
  const names = modules.get(module) ?? new Set<string>();
  names.add(name);
  modules.set(module, names);
}

/**
 * A JavaScript literal of a JSON value. Everything that could end a line, a string or the reader's
 * trust is escaped: line separators, other controls, lone surrogates, bidirectional marks.
 */
export function toLiteral(value: unknown): string {
  return escapeUnseen(JSON.stringify(value) ?? 'undefined');
}

/** The text as a single-quoted string literal. */
export function toStringLiteral(text: string): string {
  const inner = toLiteral(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** The text as it stands between the backticks of a template; a carriage return would be read as a line feed there. */
export function escapeTemplate(text: string): string {
  return escapeUnseen(text.replace(/[\\`]|\$\{/g, '\\$&'));
}

/** A property's key: bare when it is an identifier, quoted otherwise. `__proto__` is quoted in brackets, where it is only a name. */
export function toPropertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : toStringLiteral(name);
}

/** Reads a property by name: `x.name` or `x['name']`. */
export function toPropertyAccess(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name)
    ? `${object}.${name}`
    : `${object}[${toStringLiteral(name)}]`;
}
