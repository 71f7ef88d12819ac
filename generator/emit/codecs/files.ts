import type { Declaration, InterfaceDeclaration } from '../../model/model.js';
import { unreachable } from '../../model/types.js';
import { Imports } from '../imports.js';
import { declarationNames, type EmitContext } from '../scope.js';
import type { Statement } from '../statement.js';
import { taggedText } from './choices.js';
import { allOfText, codecScope, codecText, objectText, type CodecScope } from './codec-text.js';
import { declaredProperties } from './parts.js';

/** `src/codecs/`: a file for each declaration that differs from what is on the wire, itself or in what it refers to. */
export function codecFiles(context: EmitContext): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const declaration of context.model.declarations.values()) {
    const name = context.codecs.nameOf(declaration.id);
    if (name === undefined) continue;
    const { fileName } = declarationNames(context, declaration.id);
    const path = `src/codecs/${fileName}.ts`;
    const imports = new Imports();
    const statements = statementsFor(context, declaration, name, imports);
    files.set(path, context.printer.print(imports, statements));
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
  const constant = (called: string, text: string | undefined, says: string): Statement => ({
    kind: 'const',
    name: called,
    type: imports.type('Codec', '../runtime/codecs/index.js'),
    value: text ?? '{}',
    docs: [says],
  });
  const says = `Where \`${type}\` differs from what is on the wire.`;
  switch (declaration.kind) {
    case 'enum':
      throw new Error(`${declaration.id} is an enumeration, which has no codec`);
    case 'alias':
      return [constant(name, codecText(declaration.type, scope), says)];
    case 'interface': {
      const own = interfaceText(declaration, scope);
      if (declaration.variants === undefined) return [constant(name, own, says)];
      const base = context.codecs.baseNameOf(declaration.id) ?? name;
      const choice = taggedText(
        declaration.variants,
        (id) => (id === declaration.id ? undefined : scope.base(id)),
        scope.base(declaration.id),
        context.model,
      );
      return [
        constant(base, own, `What every \`${type}\` has, whatever its tag.`),
        constant(name, choice, says),
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
