import type {
  Declaration,
  EnumDeclaration,
  EnumMember,
  InterfaceDeclaration,
} from '../model/model.js';
import type { OutputSwitches } from '../model/switches.js';
import { unreachable } from '../model/types.js';
import type { DeclarationNames } from '../naming/names.js';
import { createDocsComment, createPropertyComment, printComment } from './jsdoc.js';
import {
  EMPTY_OBJECT,
  getPropertyName,
  getVisibleProperties,
  isOptional,
  isReadonly,
  printIndexType,
  printType,
  type TypeDirection,
} from './print-type.js';
import {
  createConstant,
  createSourceFile,
  createTypeAlias,
  Imports,
  KIND,
  toLiteral,
  toPropertyKey,
  type EmittedFile,
  type PropertySignature,
  type Statement,
} from './structures.js';
import {
  createTypeOptions,
  getBaseName,
  getDeclarationNames,
  getTypeName,
  type EmitContext,
} from './type-options.js';
import { printVariants, type ModelTypeOptions } from './variants.js';

/** `src/models/`: a file a declaration, and an index of them all. */
export function emitDeclarations(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  for (const declaration of context.model.declarations.values()) {
    const { fileName } = getDeclarationNames(context, declaration.id);
    files.set(`src/models/${fileName}.ts`, emitDeclaration(context, declaration));
  }
  files.set(
    'src/models/index.ts',
    createSourceFile(context.header, new Imports(), createIndexStatements(context)),
  );
  return files;
}

/**
 * The file of one declaration.
 *
 * @param names What it is called there; what refers to it, itself too, goes on meaning the one that is in `context`.
 */
export function emitDeclaration(
  context: EmitContext,
  declaration: Declaration,
  names = getDeclarationNames(context, declaration.id),
): EmittedFile {
  const imports = new Imports();
  const statements = getDirections(declaration).flatMap((side) =>
    createStatements(context, declaration, names, side, imports),
  );
  return createSourceFile(context.header, imports, statements);
}

/** One side when both are the same, or when only one is used. */
export function getDirections(declaration: Declaration): readonly TypeDirection[] {
  if (declaration.splits) return ['response', 'request'];
  const { request, response } = declaration.use;
  if (!request && !response) return ['either'];
  return [response ? 'response' : 'request'];
}

function createStatements(
  context: EmitContext,
  declaration: Declaration,
  names: DeclarationNames,
  side: TypeDirection,
  imports: Imports,
): readonly Statement[] {
  const name = getTypeName(names, side);
  const { id } = declaration;
  const own = names === getDeclarationNames(context, id) ? id : undefined;
  const scope = createTypeOptions(context, side, imports, './', own);
  const comment = printComment(
    createDocsComment(declaration.docs, {
      paragraphs: createDirectionNote(declaration, names, side),
    }),
  );
  const docs = comment === undefined ? [] : [comment];
  switch (declaration.kind) {
    case 'alias':
      return [createTypeAlias(name, printType(declaration.type, scope), docs)];
    case 'enum':
      return createEnumStatements(declaration, names, context.enums, docs);
    case 'interface':
      return createInterfaceStatements(declaration, names, scope, docs);
    default:
      return unreachable(declaration);
  }
}

function createDirectionNote(
  declaration: Declaration,
  names: DeclarationNames,
  side: TypeDirection,
): readonly string[] {
  if (!declaration.splits) return [];
  return [
    side === 'request'
      ? `Sent in requests; responses contain {@link ${names.type}}.`
      : `Received in responses; requests take {@link ${names.inputType}}.`,
  ];
}

/** An interface; one with variants is named for them all, and what they have in common stands beside. */
function createInterfaceStatements(
  declaration: InterfaceDeclaration,
  names: DeclarationNames,
  scope: ModelTypeOptions,
  docs: string[],
): readonly Statement[] {
  const name = getTypeName(names, scope.side);
  const { variants } = declaration;
  if (variants === undefined) return [createInterface(declaration, name, scope, docs)];
  const common = printComment({
    paragraphs: [],
    notes: [`The properties that all variants of {@link ${name}} share.`],
  });
  return [
    createInterface(declaration, getBaseName(names, scope.side), scope, [common ?? '']),
    createTypeAlias(name, printVariants(declaration, variants, scope), docs),
  ];
}

function createInterface(
  declaration: InterfaceDeclaration,
  name: string,
  scope: ModelTypeOptions,
  docs: string[],
): Statement {
  const properties = getVisibleProperties(declaration.properties, scope.side);
  const bases = declaration.extends.filter((id) => !scope.isEmpty(id));
  if (scope.isEmpty(declaration.id)) return createTypeAlias(name, EMPTY_OBJECT, docs);
  return {
    kind: KIND.Interface,
    isExported: true,
    name,
    docs,
    extends: bases.map(scope.base),
    properties: properties.map((property): PropertySignature => {
      const comment = printComment(createPropertyComment(property));
      return {
        name: toPropertyKey(getPropertyName(property)),
        isReadonly: isReadonly(scope),
        hasQuestionToken: !property.required,
        type: printType(property.type, scope),
        docs: comment === undefined ? [] : [comment],
      };
    }),
    ...(declaration.additional && {
      indexSignatures: [
        {
          isReadonly: isReadonly(scope),
          keyName: 'key',
          keyType: 'string',
          returnType: printIndexType(
            declaration.additional,
            bases.length > 0 || properties.some(isOptional),
            scope,
          ),
        },
      ],
    }),
  };
}

/** Types are exported as types, so that loading the package loads no empty modules. */
function createIndexStatements(context: EmitContext): readonly Statement[] {
  const declarations = [...context.model.declarations.values()];
  if (declarations.length === 0) return ['export {};'];
  return declarations.map((declaration) => {
    const names = getDeclarationNames(context, declaration.id);
    const sides: readonly TypeDirection[] = declaration.splits
      ? ['response', 'request']
      : ['response'];
    const exported = sides.flatMap((side) => [
      ...new Set([getTypeName(names, side), getBaseName(names, side)]),
    ]);
    return {
      kind: KIND.ExportDeclaration,
      isTypeOnly: declaration.kind !== 'enum' || !isEnumValue(context.enums),
      moduleSpecifier: `./${names.fileName}.js`,
      namedExports: exported,
    };
  });
}

export type EnumStyle = NonNullable<OutputSwitches['enums']>;

/** True when an enum is something at run time too, and not a type alone. */
export function isEnumValue(style: EnumStyle): boolean {
  return style !== 'union';
}

/** An enum in the style that is asked for; its comment, when there is something to say. */
export function createEnumStatements(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  style: EnumStyle,
  docs: string[],
): readonly Statement[] {
  switch (style) {
    case 'const':
      return createConstStatements(declaration, names, docs);
    case 'union':
      return [createUnionType(declaration, names)];
    case 'enum':
      return [createEnum(declaration, names, docs)];
    default:
      return unreachable(style);
  }
}

/** An object for the names, a union for the values. */
function createConstStatements(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  docs: string[],
): readonly Statement[] {
  const members = declaration.members.map((member) => {
    const comment = createMemberDocs(member);
    const lines = comment === undefined ? '' : `/** ${comment.replaceAll('\n', '\n * ')} */\n`;
    return `${lines}${toPropertyKey(getMemberKey(declaration, names, member))}: ${toLiteral(member.value)},`;
  });
  return [
    createConstant({ name: names.type, initializer: `{\n${members.join('\n')}\n} as const` }, docs),
    createTypeAlias(
      names.type,
      printEnumValues([`(typeof ${names.type})[keyof typeof ${names.type}]`], declaration),
      docs,
    ),
  ];
}

/** The values alone; what the document calls them stands in the comment. */
function createUnionType(declaration: EnumDeclaration, names: DeclarationNames): Statement {
  const told = declaration.members.flatMap(({ value, name, description }) => {
    const said = [name, description].filter((text) => text !== undefined && text !== '');
    return said.length === 0 ? [] : [`\`${toLiteral(value)}\`: ${said.join(', ')}`];
  });
  // They are the document's words, in which no link is ours.
  const { paragraphs, notes = [], ...comments } = createDocsComment(declaration.docs);
  const comment = printComment({ ...comments, paragraphs: [...paragraphs, ...notes, ...told] });
  const values = declaration.members.map(({ value }) => toLiteral(value));
  return createTypeAlias(
    names.type,
    printEnumValues(values, declaration),
    comment === undefined ? [] : [comment],
  );
}

function createEnum(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  docs: string[],
): Statement {
  return {
    kind: KIND.Enum,
    isExported: true,
    name: names.type,
    docs,
    members: declaration.members.map((member) => {
      const comment = createMemberDocs(member);
      return {
        name: toPropertyKey(getMemberKey(declaration, names, member)),
        initializer: toLiteral(member.value),
        docs: comment === undefined ? [] : [comment],
      };
    }),
  };
}

/** Open at the end when a server may answer with a new one. */
function printEnumValues(
  values: readonly string[],
  { use, valueType, nullable }: EnumDeclaration,
): string {
  const open = use.response ? [`(${valueType} & {})`] : [];
  return [...values, ...open, ...(nullable ? ['null'] : [])].join(' | ');
}

function createMemberDocs({ description }: EnumMember): string | undefined {
  return printComment({ paragraphs: [description ?? ''] });
}

function getMemberKey(
  { id }: EnumDeclaration,
  names: DeclarationNames,
  { value }: EnumMember,
): string {
  const key = names.enumMembers.get(JSON.stringify(value));
  if (key === undefined)
    throw new Error(`No name was planned for ${id} = ${JSON.stringify(value)}`);
  return key;
}
