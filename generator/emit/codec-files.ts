import type { Declaration, InterfaceDeclaration } from '../model/model.js';
import { unreachable } from '../model/types.js';
import {
  createCodecOptions,
  getDeclaredProperties,
  printAllOf,
  printCodec,
  printDiscriminatedCodec,
  printObjectCodec,
  type CodecOptions,
} from './print-codec.js';
import {
  createConstant,
  createSourceFile,
  Imports,
  type EmittedFile,
  type Statement,
} from './structures.js';
import { getDeclarationNames, type EmitContext } from './type-options.js';

/** `src/codecs/`: a file for each declaration that differs from what is on the wire, itself or in what it refers to. */
export function emitCodecs(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  for (const declaration of context.model.declarations.values()) {
    const name = context.codecs.getName(declaration.id);
    if (name === undefined) continue;
    const { fileName } = getDeclarationNames(context, declaration.id);
    const path = `src/codecs/${fileName}.ts`;
    const imports = new Imports();
    const statements = createCodecStatements(context, declaration, name, imports);
    files.set(path, createSourceFile(context.header, imports, statements));
  }
  return files;
}

function createCodecStatements(
  context: EmitContext,
  declaration: Declaration,
  name: string,
  imports: Imports,
): readonly Statement[] {
  const scope = createCodecOptions(context, imports, './', declaration.id);
  const { type } = getDeclarationNames(context, declaration.id);
  const codec = (
    called: string,
    text: string | undefined,
    docs: readonly string[] = [],
  ): Statement => {
    const type = imports.type('Codec', '../runtime/codecs/index.js');
    return createConstant({ name: called, type, initializer: text ?? '{}' }, docs);
  };
  switch (declaration.kind) {
    case 'enum':
      throw new Error(`${declaration.id} is an enumeration, which has no codec`);
    case 'alias':
      return [codec(name, printCodec(declaration.type, scope))];
    case 'interface': {
      const own = printInterfaceCodec(declaration, scope);
      if (declaration.variants === undefined) return [codec(name, own)];
      const base = context.codecs.getBaseName(declaration.id) ?? name;
      const choice = printDiscriminatedCodec(
        declaration.variants,
        (id) => (id === declaration.id ? undefined : scope.base(id)),
        scope.base(declaration.id),
        context.model,
      );
      return [
        codec(base, own, [`The properties that all variants of \`${type}\` share.`]),
        codec(name, choice),
      ];
    }
    default:
      return unreachable(declaration);
  }
}

function printInterfaceCodec(
  declaration: InterfaceDeclaration,
  scope: CodecOptions,
): string | undefined {
  const declared = () => getDeclaredProperties(declaration.id, scope.model.declarations);
  return printAllOf([
    ...declaration.extends.map(scope.base),
    printObjectCodec(declaration, declared, scope),
  ]);
}
