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

/** The modules that generated files import, as seen from the folders in `src/`. */
export const RUNTIME = '../runtime/internal/index.js';
export const RUNTIME_CODECS = '../runtime/internal/codecs/index.js';
export const RUNTIME_TEMPORAL = '../runtime/internal/temporal/index.js';
export const CODECS = '../codecs/';
export const MODELS = '../models/';

/** A file of the package before it is printed and formatted. */
export type EmittedFile =
  | { readonly kind: 'structure'; readonly structure: SourceFileStructure }
  /** Rendered from a template: to be formatted. */
  | { readonly kind: 'template'; readonly text: string }
  /** Formatted already. */
  | { readonly kind: 'final'; readonly text: string };

/** A statement at the top of a file. */
export type Statement = StatementStructures | string;
export type Parameter = OptionalKind<ParameterDeclarationStructure> & { readonly type: string };
export type PropertySignature = Omit<OptionalKind<PropertySignatureStructure>, 'docs'> & {
  readonly type: string;
  docs?: string[];
};

/** The kinds of structures in use. ts-morph is loaded for printing only, so its enums are used here as types. */
export const KIND = {
  Class: toKind<StructureKind.Class>('2'),
  Enum: toKind<StructureKind.Enum>('8'),
  ExportDeclaration: toKind<StructureKind.ExportDeclaration>('11'),
  Function: toKind<StructureKind.Function>('13'),
  ImportDeclaration: toKind<StructureKind.ImportDeclaration>('16'),
  Interface: toKind<StructureKind.Interface>('19'),
  SourceFile: toKind<StructureKind.SourceFile>('36'),
  TypeAlias: toKind<StructureKind.TypeAlias>('38'),
  VariableStatement: toKind<StructureKind.VariableStatement>('41'),
};

/** The parameter type lets the compiler check that the value is that of the enum. */
function toKind<T extends number>(value: `${T}`): T {
  return Number(value) as T;
}

function toDeclarationKind<T extends string>(value: `${T}`): T {
  return value as T;
}

/** Creates `export type Name = type;`. */
export function createTypeAlias(
  name: string,
  type: string,
  docs: readonly string[],
): TypeAliasDeclarationStructure {
  return { kind: KIND.TypeAlias, isExported: true, name, type, docs: [...docs] };
}

/** Creates `export const name: type = initializer;`. */
export function createConstant(
  declaration: { readonly name: string; readonly type?: string; readonly initializer: string },
  docs: readonly string[],
): VariableStatementStructure {
  return {
    kind: KIND.VariableStatement,
    isExported: true,
    declarationKind: toDeclarationKind<VariableDeclarationKind.Const>('const'),
    declarations: [declaration],
    docs: [...docs],
  };
}

/**
 * Creates a file. The imports come first; statements with a body or a comment are separated by blank lines.
 *
 * @param header The comment at the start of the file, including comment marks and the last line break.
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

/** Prettier keeps at most one blank line, so one too many does no harm. */
function withBlankLine(statement: Statement, before: Statement | undefined): Statement {
  if (typeof statement === 'string') return statement;
  const isSeparated =
    hasBody(statement) || hasBody(before) || (before !== undefined && hasComment(statement));
  return isSeparated ? { ...statement, leadingTrivia: '\n' } : statement;
}

function hasBody(statement: Statement | undefined): boolean {
  if (statement === undefined || typeof statement === 'string') return false;
  const { kind } = statement;
  if (kind === KIND.TypeAlias) return String(statement.type).includes('\n');
  return (
    kind === KIND.Interface || kind === KIND.Enum || kind === KIND.Function || kind === KIND.Class
  );
}

function hasComment(statement: StatementStructures): boolean {
  const { docs = [] } = statement as JSDocableNodeStructure;
  return docs.length > 0;
}

/** The module specifiers of a file's imports. */
export function getImportedModules(file: EmittedFile): readonly string[] {
  const statements = file.kind === 'structure' ? file.structure.statements : undefined;
  if (!Array.isArray(statements)) return [];
  return statements.flatMap((statement: string | WriterFunction | StatementStructures) =>
    typeof statement === 'object' && statement.kind === KIND.ImportDeclaration
      ? [statement.moduleSpecifier]
      : [],
  );
}

/** The imports of one file. They are collected while names are printed, so that none is missing or unused. */
export class Imports {
  readonly #types = new Map<string, Set<string>>();
  readonly #values = new Map<string, Set<string>>();
  readonly #declared: ReadonlySet<string>;

  /** @param declared The names that the file declares itself: a type of that name is imported under another one. */
  constructor(declared: ReadonlySet<string> = new Set()) {
    this.#declared = declared;
  }

  /** Imports a type and returns its name in the file. */
  type(name: string, module: string): string {
    const isDeclared = this.#declared.has(name) && module.includes('/models/');
    add(this.#types, module, isDeclared ? `${name} as ${name}_` : name);
    return isDeclared ? `${name}_` : name;
  }

  /** Imports a value, under another name where `alias` is given, and returns its name in the file. */
  value(name: string, module: string, alias = name): string {
    add(this.#values, module, alias === name ? name : `${name} as ${alias}`);
    return alias;
  }

  /** One entry for each module and kind, sorted. Types have an `import type` of their own, which is always erased. */
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
 * Converts a JSON value to a JavaScript literal. Invisible characters are escaped: line separators, control characters,
 * lone surrogates, bidirectional marks.
 */
export function toLiteral(value: unknown): string {
  return escapeUnseen(JSON.stringify(value));
}

/** Converts a text to a string literal in single quotes. */
export function toStringLiteral(text: string): string {
  const inner = toLiteral(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}

/** Escapes a text for a template literal, a carriage return too: a template literal would make it a line feed. */
export function escapeTemplate(text: string): string {
  return escapeUnseen(text.replace(/[\\`]|\$\{/g, '\\$&'));
}

/** Converts a name to a property key, quoted if need be. `__proto__` is computed: else it would set the prototype. */
export function toPropertyKey(name: string): string {
  if (name === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : toStringLiteral(name);
}

/** Prints access to a property: `x.name` or `x['name']`. */
export function toPropertyAccess(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name)
    ? `${object}.${name}`
    : `${object}[${toStringLiteral(name)}]`;
}
