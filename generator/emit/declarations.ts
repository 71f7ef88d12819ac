import type { Declaration, InterfaceDeclaration } from '../model/model.js';
import { unreachable } from '../model/types.js';
import type { DeclarationNames } from '../naming/names.js';
import { enumStatements, isEnumValue } from './enums.js';
import { Imports } from './imports.js';
import { commentText, docsComment, propertyComment } from './jsdoc.js';
import { propertyKey } from './literals.js';
import { baseName, declarationNames, typeName, typeScope, type EmitContext } from './scope.js';
import {
  KIND,
  sourceFile,
  typeAlias,
  type EmittedFile,
  type PropertySignature,
  type Statement,
} from './structures.js';
import {
  indexText,
  isOptional,
  calledName,
  isReadonly,
  NOTHING,
  typeText,
  visibleProperties,
  type Side,
} from './type-text.js';
import { variantsText, type TagScope } from './variants.js';

/** `src/models/`: a file a declaration, and an index of them all. */
export function declarationFiles(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  for (const declaration of context.model.declarations.values()) {
    const { fileName } = declarationNames(context, declaration.id);
    files.set(`src/models/${fileName}.ts`, declarationFile(context, declaration));
  }
  files.set(
    'src/models/index.ts',
    sourceFile(context.header, new Imports(), indexStatements(context)),
  );
  return files;
}

/**
 * The file of one declaration.
 *
 * @param names What it is called there; what refers to it, itself too, goes on meaning the one that is in `context`.
 */
export function declarationFile(
  context: EmitContext,
  declaration: Declaration,
  names = declarationNames(context, declaration.id),
): EmittedFile {
  const imports = new Imports();
  const statements = sidesOf(declaration).flatMap((side) =>
    statementsFor(context, declaration, names, side, imports),
  );
  return sourceFile(context.header, imports, statements);
}

/** One side when both are the same, or when only one is used. */
export function sidesOf(declaration: Declaration): readonly Side[] {
  if (declaration.splits) return ['response', 'request'];
  const { request, response } = declaration.use;
  if (!request && !response) return ['either'];
  return [response ? 'response' : 'request'];
}

function statementsFor(
  context: EmitContext,
  declaration: Declaration,
  names: DeclarationNames,
  side: Side,
  imports: Imports,
): readonly Statement[] {
  const name = typeName(names, side);
  const { id } = declaration;
  const own = names === declarationNames(context, id) ? id : undefined;
  const scope = typeScope(context, side, imports, './', own);
  const comment = commentText(
    docsComment(declaration.docs, { paragraphs: sideNote(declaration, names, side) }),
  );
  const docs = comment === undefined ? [] : [comment];
  switch (declaration.kind) {
    case 'alias':
      return [typeAlias(name, typeText(declaration.type, scope), docs)];
    case 'enum':
      return enumStatements(declaration, names, context.enums, docs);
    case 'interface':
      return interfaceStatements(declaration, names, scope, docs);
    default:
      return unreachable(declaration);
  }
}

function sideNote(
  declaration: Declaration,
  names: DeclarationNames,
  side: Side,
): readonly string[] {
  if (!declaration.splits) return [];
  return [
    side === 'request'
      ? `Sent in requests; responses contain {@link ${names.type}}.`
      : `Received in responses; requests take {@link ${names.inputType}}.`,
  ];
}

/** An interface; one with variants is named for them all, and what they have in common stands beside. */
function interfaceStatements(
  declaration: InterfaceDeclaration,
  names: DeclarationNames,
  scope: TagScope,
  docs: string[],
): readonly Statement[] {
  const name = typeName(names, scope.side);
  const { variants } = declaration;
  if (variants === undefined) return [interfaceStatement(declaration, name, scope, docs)];
  const common = commentText({
    paragraphs: [],
    notes: [`The properties that all variants of {@link ${name}} share.`],
  });
  return [
    interfaceStatement(declaration, baseName(names, scope.side), scope, [common ?? '']),
    typeAlias(name, variantsText(declaration, variants, scope), docs),
  ];
}

function interfaceStatement(
  declaration: InterfaceDeclaration,
  name: string,
  scope: TagScope,
  docs: string[],
): Statement {
  const properties = visibleProperties(declaration.properties, scope.side);
  const bases = declaration.extends.filter((id) => !scope.isEmpty(id));
  if (scope.isEmpty(declaration.id)) return typeAlias(name, NOTHING, docs);
  return {
    kind: KIND.Interface,
    isExported: true,
    name,
    docs,
    extends: bases.map(scope.base),
    properties: properties.map((property): PropertySignature => {
      const comment = commentText(propertyComment(property));
      return {
        name: propertyKey(calledName(property)),
        isReadonly: isReadonly(scope),
        hasQuestionToken: !property.required,
        type: typeText(property.type, scope),
        docs: comment === undefined ? [] : [comment],
      };
    }),
    ...(declaration.additional && {
      indexSignatures: [
        {
          isReadonly: isReadonly(scope),
          keyName: 'key',
          keyType: 'string',
          returnType: indexText(
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
function indexStatements(context: EmitContext): readonly Statement[] {
  const declarations = [...context.model.declarations.values()];
  if (declarations.length === 0) return ['export {};'];
  return declarations.map((declaration) => {
    const names = declarationNames(context, declaration.id);
    const sides: readonly Side[] = declaration.splits ? ['response', 'request'] : ['response'];
    const exported = sides.flatMap((side) => [
      ...new Set([typeName(names, side), baseName(names, side)]),
    ]);
    return {
      kind: KIND.ExportDeclaration,
      isTypeOnly: declaration.kind !== 'enum' || !isEnumValue(context.enums),
      moduleSpecifier: `./${names.fileName}.js`,
      namedExports: exported,
    };
  });
}
