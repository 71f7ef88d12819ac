import type { Declaration, InterfaceDeclaration } from '../model/model.js';
import { unreachable } from '../model/type-refs.js';
import { getDeclarationNames, type EmitContext } from './context.js';
import {
  createCodecOptions,
  printAllOf,
  printCodec,
  printDiscriminatedCodec,
  printObjectCodec,
  type CodecOptions,
} from './print-codec.js';
import { getDeclaredProperties } from './properties.js';
import {
  createConstant,
  createSourceFile,
  Imports,
  RUNTIME_CODECS,
  type EmittedFile,
  type Statement,
} from './structures.js';

/** Emits `src/codecs/`: a file for each declaration with values or names that differ from the wire format. */
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
  const options = createCodecOptions(context, imports, './', declaration.id);
  const { type } = getDeclarationNames(context, declaration.id);
  const createCodec = (
    constantName: string,
    text: string | undefined,
    docs: readonly string[] = [],
  ): Statement => {
    const type = imports.type('Codec', RUNTIME_CODECS);
    return createConstant({ name: constantName, type, initializer: text ?? '{}' }, docs);
  };
  switch (declaration.kind) {
    case 'enum':
      throw new Error(`${declaration.id} is an enumeration, which has no codec`);
    case 'alias':
      return [createCodec(name, printCodec(declaration.type, options))];
    case 'interface': {
      const own = printInterfaceCodec(declaration, options);
      if (declaration.variants === undefined) return [createCodec(name, own)];
      const base = context.codecs.getBaseName(declaration.id) ?? name;
      const union = printDiscriminatedCodec(
        declaration.variants,
        (id) => (id === declaration.id ? undefined : options.base(id)),
        options.base(declaration.variants.fallback ?? declaration.id),
        context.model,
      );
      return [
        createCodec(base, own, [`The properties that all variants of \`${type}\` share.`]),
        createCodec(name, union),
      ];
    }
    default:
      return unreachable(declaration);
  }
}

function printInterfaceCodec(
  declaration: InterfaceDeclaration,
  options: CodecOptions,
): string | undefined {
  const getDeclared = () => getDeclaredProperties(declaration.id, options.model.declarations);
  return printAllOf([
    ...declaration.extends.map(options.base),
    printObjectCodec(declaration, getDeclared, options),
  ]);
}
