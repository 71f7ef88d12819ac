import type { Declaration, InterfaceDeclaration } from '../../model/model.js';
import { unreachable } from '../../model/types.js';
import { Imports } from '../imports.js';
import { declarationNames, type EmitContext } from '../scope.js';
import { constant, sourceFile, type EmittedFile, type Statement } from '../structures.js';
import { taggedText } from './choices.js';
import { allOfText, codecScope, codecText, objectText, type CodecScope } from './codec-text.js';
import { declaredProperties } from './parts.js';

/** `src/codecs/`: a file for each declaration that differs from what is on the wire, itself or in what it refers to. */
export function codecFiles(context: EmitContext): ReadonlyMap<string, EmittedFile> {
  const files = new Map<string, EmittedFile>();
  for (const declaration of context.model.declarations.values()) {
    const name = context.codecs.nameOf(declaration.id);
    if (name === undefined) continue;
    const { fileName } = declarationNames(context, declaration.id);
    const path = `src/codecs/${fileName}.ts`;
    const imports = new Imports();
    const statements = statementsFor(context, declaration, name, imports);
    files.set(path, sourceFile(context.header, imports, statements));
  }
  return files;
}

function statementsFor(
  context: EmitContext,
  declaration: Declaration,
  name: string,
  imports: Imports,
): readonly Statement[] {
  const scope = codecScope(context, imports, './', declaration.id);
  const { type } = declarationNames(context, declaration.id);
  const codec = (
    called: string,
    text: string | undefined,
    docs: readonly string[] = [],
  ): Statement => {
    const type = imports.type('Codec', '../runtime/codecs/index.js');
    return constant({ name: called, type, initializer: text ?? '{}' }, docs);
  };
  switch (declaration.kind) {
    case 'enum':
      throw new Error(`${declaration.id} is an enumeration, which has no codec`);
    case 'alias':
      return [codec(name, codecText(declaration.type, scope))];
    case 'interface': {
      const own = interfaceText(declaration, scope);
      if (declaration.variants === undefined) return [codec(name, own)];
      const base = context.codecs.baseNameOf(declaration.id) ?? name;
      const choice = taggedText(
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

function interfaceText(declaration: InterfaceDeclaration, scope: CodecScope): string | undefined {
  const declared = () => declaredProperties(declaration.id, scope.model.declarations);
  return allOfText([
    ...declaration.extends.map(scope.base),
    objectText(declaration, declared, scope),
  ]);
}
