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
import type { Imports } from './imports.js';

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
export function typeAlias(
  name: string,
  type: string,
  docs: readonly string[],
): TypeAliasDeclarationStructure {
  return { kind: KIND.TypeAlias, isExported: true, name, type, docs: [...docs] };
}

/** `export const name: type = initializer;` */
export function constant(
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
export function sourceFile(
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
export function importsOf(file: EmittedFile): readonly string[] {
  const statements = file.kind === 'structure' ? file.structure.statements : undefined;
  if (!Array.isArray(statements)) return [];
  return statements.flatMap((statement: string | WriterFunction | StatementStructures) =>
    typeof statement === 'object' && statement.kind === KIND.ImportDeclaration
      ? [statement.moduleSpecifier]
      : [],
  );
}
