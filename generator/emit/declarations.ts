import type { InterfaceDeclarationStructure } from 'ts-morph';
import type {
  Declaration,
  EnumDeclaration,
  EnumMember,
  InterfaceDeclaration,
} from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { getFileType } from '../model/walk.js';
import type { DeclarationNames } from '../naming/names.js';
import { getDeclarationNames, type EmitContext, type EnumStyle } from './context.js';
import {
  createDocsComment,
  createPropertyComment,
  printComment,
  toDocs,
  type Comment,
} from './jsdoc.js';
import {
  EMPTY_OBJECT,
  getPropertyName,
  getVisibleProperties,
  isOptional,
  isReadonly,
  printIndexType,
  printType,
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
  getTypeName,
  type FileTypeOptions,
  type TypeDirection,
} from './type-options.js';
import { printVariants } from './variants.js';

/** Emits `src/models/`: a file for each declaration, and an index. */
export function emitDeclarations(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  for (const declaration of listNamed(context)) {
    const { fileName } = getDeclarationNames(context, declaration.id);
    files.set(`src/models/${fileName}.ts`, emitDeclaration(context, declaration));
  }
  files.set(
    'src/models/index.ts',
    createSourceFile(context.header, new Imports(), createIndexStatements(context)),
  );
  return files;
}

/** The declarations that programs have a name for. */
export function listNamed({ model: { declarations } }: EmitContext): readonly Declaration[] {
  return [...declarations.values()].filter(({ id }) => !getFileType(declarations, id));
}

/**
 * Emits the file of one declaration.
 *
 * @param names The names it is declared with. References to it, its own too, still use the names in `context`.
 */
export function emitDeclaration(
  context: EmitContext,
  declaration: Declaration,
  names = getDeclarationNames(context, declaration.id),
): EmittedFile {
  const imports = new Imports();
  const statements = getDirections(declaration).flatMap((direction) =>
    createStatements(context, declaration, names, direction, imports),
  );
  return createSourceFile(context.header, imports, statements);
}

/** The directions to print a declaration for: one if both have the same type, or only one is used. */
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
  direction: TypeDirection,
  imports: Imports,
): readonly Statement[] {
  const name = getTypeName(names, direction);
  const { id } = declaration;
  const own = names === getDeclarationNames(context, id) ? id : undefined;
  const options = createTypeOptions(context, direction, imports, './', own);
  const notes = createDirectionNote(declaration, names, direction);
  const docs = toDocs(createDocsComment(declaration.docs, { notes }));
  switch (declaration.kind) {
    case 'alias':
      return [createTypeAlias(name, printType(declaration.type, options), docs)];
    case 'enum':
      return createEnumStatements(declaration, names, context.enums, docs);
    case 'interface':
      return createInterfaceStatements(declaration, names, options, docs);
    default:
      return unreachable(declaration);
  }
}

function createDirectionNote(
  declaration: Declaration,
  names: DeclarationNames,
  direction: TypeDirection,
): readonly string[] {
  if (!declaration.splits) return [];
  return [
    direction === 'request'
      ? `Sent in requests; responses contain {@link ${names.type}}.`
      : `Received in responses; requests take {@link ${names.inputType}}.`,
  ];
}

/** An interface. With variants: an interface for the base, and a type for the union of the variants. */
function createInterfaceStatements(
  declaration: InterfaceDeclaration,
  names: DeclarationNames,
  options: FileTypeOptions,
  docs: string[],
): readonly Statement[] {
  const name = getTypeName(names, options.direction);
  const { variants } = declaration;
  if (variants === undefined) return [createInterface(declaration, name, options, docs)];
  const baseDocs = toDocs({
    paragraphs: [],
    notes: [`The properties that all variants of {@link ${name}} share.`],
  });
  return [
    createInterface(declaration, getBaseName(names, options.direction), options, baseDocs),
    createTypeAlias(name, printVariants(declaration, variants, options), docs),
  ];
}

function createInterface(
  declaration: InterfaceDeclaration,
  name: string,
  options: FileTypeOptions,
  docs: string[],
): Statement {
  const bases = declaration.extends.filter((id) => !options.isEmpty(id));
  if (options.isEmpty(declaration.id)) return createTypeAlias(name, EMPTY_OBJECT, docs);
  return {
    kind: KIND.Interface,
    isExported: true,
    name,
    docs,
    extends: bases.map(options.base),
    ...createMembers(declaration, options, bases.length > 0),
  };
}

/**
 * The members of an interface.
 *
 * @param extendsOthers True if the interface has members of other interfaces, which may be optional.
 */
export function createMembers(
  { properties: all, additional }: Pick<InterfaceDeclaration, 'properties' | 'additional'>,
  options: FileTypeOptions,
  extendsOthers = false,
): Pick<InterfaceDeclarationStructure, 'properties' | 'indexSignatures'> {
  const properties = getVisibleProperties(all, options.direction);
  return {
    properties: properties.map((property): PropertySignature => ({
      name: toPropertyKey(getPropertyName(property)),
      isReadonly: isReadonly(options),
      hasQuestionToken: !property.required,
      type: printType(property.type, options),
      docs: toDocs(createPropertyComment(property)),
    })),
    ...(additional && {
      indexSignatures: [
        {
          isReadonly: isReadonly(options),
          keyName: 'key',
          keyType: 'string',
          returnType: printIndexType(
            additional,
            extendsOthers || properties.some(isOptional),
            options,
          ),
        },
      ],
    }),
  };
}

/** Types are exported with `export type`, so that no empty module is loaded at run time. */
function createIndexStatements(context: EmitContext): readonly Statement[] {
  const declarations = listNamed(context);
  if (declarations.length === 0) return ['export {};'];
  return declarations.map((declaration) => {
    const names = getDeclarationNames(context, declaration.id);
    const directions: readonly TypeDirection[] = declaration.splits
      ? ['response', 'request']
      : ['response'];
    const exported = directions.flatMap((direction) => [
      ...new Set([getTypeName(names, direction), getBaseName(names, direction)]),
    ]);
    return {
      kind: KIND.ExportDeclaration,
      isTypeOnly: declaration.kind !== 'enum' || !isEnumValue(context.enums),
      moduleSpecifier: `./${names.fileName}.js`,
      namedExports: exported,
    };
  });
}

/** True if an enum is also a value at run time. */
function isEnumValue(style: EnumStyle): boolean {
  return style !== 'union';
}

function createEnumStatements(
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

/** A constant object with the members, and the union of its values. */
function createConstStatements(
  declaration: EnumDeclaration,
  names: DeclarationNames,
  docs: string[],
): readonly Statement[] {
  const members = declaration.members.map((member) => {
    const comment = printComment(createMemberComment(member));
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

/** The union of the values; the names and descriptions of the document are in the comment. */
function createUnionType(declaration: EnumDeclaration, names: DeclarationNames): Statement {
  const memberTexts = declaration.members.flatMap(({ value, name, description }) => {
    const texts = [name, description].filter((text) => text !== undefined && text !== '');
    return texts.length === 0 ? [] : [`\`${toLiteral(value)}\`: ${texts.join(', ')}`];
  });
  const comment = createDocsComment(declaration.docs);
  const docs = toDocs({ ...comment, paragraphs: [...comment.paragraphs, ...memberTexts] });
  const values = declaration.members.map(({ value }) => toLiteral(value));
  return createTypeAlias(names.type, printEnumValues(values, declaration), docs);
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
    members: declaration.members.map((member) => ({
      name: toPropertyKey(getMemberKey(declaration, names, member)),
      initializer: toLiteral(member.value),
      docs: toDocs(createMemberComment(member)),
    })),
  };
}

/** Prints the union of the values. It is open if the enum is in a response: a server may add values. */
function printEnumValues(
  values: readonly string[],
  { use, valueType, nullable }: EnumDeclaration,
): string {
  const open = use.response ? [`(${valueType} & {})`] : [];
  return [...values, ...open, ...(nullable ? ['null'] : [])].join(' | ');
}

function createMemberComment({ description }: EnumMember): Comment {
  return { paragraphs: [description ?? ''] };
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
