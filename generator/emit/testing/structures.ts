import {
  Project,
  StructureKind,
  VariableDeclarationKind,
  type ImportDeclarationStructure,
  type ParameterDeclarationStructure,
  type OptionalKind,
  type StatementStructures,
} from 'ts-morph';
import { unreachable } from '../../model/types.js';
import type { Imports } from '../imports.js';
import type { ParameterText, Signed, Statement } from '../statement.js';

const project = new Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });

/** The same file as ts-morph prints it, which knows every structure of TypeScript and nothing of ours. */
export function printedByTsMorph(imports: Imports, statements: readonly Statement[]): string {
  const file = project.createSourceFile('file.ts', {
    statements: [...imports.all.map(importStructure), ...statements.map(structureOf)],
  });
  const text = file.getFullText();
  file.forget();
  return text;
}

function importStructure({
  module,
  names,
  typeOnly,
}: Imports['all'][number]): ImportDeclarationStructure {
  return {
    kind: StructureKind.ImportDeclaration,
    isTypeOnly: typeOnly,
    moduleSpecifier: module,
    namedImports: [...names],
  };
}

function structureOf(statement: Statement): StatementStructures | string {
  if (typeof statement === 'string') return statement;
  const isExported = true;
  switch (statement.kind) {
    case 'export': {
      const { isTypeOnly = false, module, names = [] } = statement;
      return {
        kind: StructureKind.ExportDeclaration,
        isTypeOnly,
        moduleSpecifier: module,
        namedExports: [...names],
      };
    }
    case 'alias': {
      const { name, type, docs } = statement;
      return { kind: StructureKind.TypeAlias, isExported, name, type, docs: [...docs] };
    }
    case 'interface': {
      const { name, docs, properties, index } = statement;
      return {
        kind: StructureKind.Interface,
        isExported,
        name,
        docs: [...docs],
        extends: [...(statement.extends ?? [])],
        properties: properties.map((property) => ({
          name: property.name,
          type: property.type,
          isReadonly: property.isReadonly ?? false,
          hasQuestionToken: property.isOptional,
          docs: [...property.docs],
        })),
        indexSignatures: index
          ? [
              {
                isReadonly: index.isReadonly,
                keyName: 'key',
                keyType: 'string',
                returnType: index.type,
              },
            ]
          : [],
      };
    }
    case 'enum': {
      const { name, docs, members } = statement;
      return {
        kind: StructureKind.Enum,
        isExported,
        name,
        docs: [...docs],
        members: members.map((member) => ({
          name: member.name,
          initializer: member.value,
          docs: [...member.docs],
        })),
      };
    }
    case 'const': {
      const { name, type, value, docs } = statement;
      return {
        kind: StructureKind.VariableStatement,
        isExported,
        declarationKind: VariableDeclarationKind.Const,
        declarations: [{ name, initializer: value, ...(type !== undefined && { type }) }],
        docs: [...docs],
      };
    }
    case 'function':
      return {
        kind: StructureKind.Function,
        isExported,
        docs: [...statement.docs],
        ...signed(statement),
      };
    case 'class': {
      const { name, docs, constructs, methods } = statement;
      return {
        kind: StructureKind.Class,
        isExported,
        name,
        docs: [...docs],
        properties: [{ name: '#client', type: 'ApiCaller', isReadonly: true }],
        ctors: [
          {
            parameters: constructs.parameters.map(parameter),
            statements: [constructs.statement],
          },
        ],
        methods: methods.map((method) => ({ docs: [...method.docs], ...signed(method) })),
      };
    }
    default:
      return unreachable(statement);
  }
}

function signed({ name, parameters, returnType, statement }: Signed) {
  return { name, parameters: parameters.map(parameter), returnType, statements: [statement] };
}

function parameter({
  name,
  type,
  isOptional = false,
  initializer,
}: ParameterText): OptionalKind<ParameterDeclarationStructure> {
  return {
    name,
    type,
    hasQuestionToken: isOptional,
    ...(initializer !== undefined && { initializer }),
  };
}
