import type {
  ApiModel,
  Declaration,
  DeclarationId,
  EnumDeclaration,
  Property,
  TypeRef,
} from '../model.js';
import { NULL, union } from '../types.js';
import { rewriteModel } from './rewrite.js';
import { narrowedIn } from './narrowed.js';

/**
 * What a TypeScript enum cannot do is said beside it. It holds no null: what refers to an enum that admits null admits
 * it in its place. And no literal is one of its values: a property that a variant narrows to its tag has the values.
 */
export function fitForEnums(model: ApiModel): ApiModel {
  const enums = new Map(
    [...model.declarations].flatMap(([id, declaration]) =>
      declaration.kind === 'enum' ? [[id, declaration] as const] : [],
    ),
  );
  const narrowed = narrowedIn(model.declarations);
  return rewriteModel(model, {
    declaration: (declaration) =>
      declaration.kind === 'enum'
        ? { ...declaration, nullable: false }
        : withValues(declaration, narrowed.get(declaration.id), enums),
    reference: (type) => (enums.get(type.id)?.nullable ? union([type, NULL]) : type),
  });
}

type Enums = ReadonlyMap<DeclarationId, EnumDeclaration>;

/** The declaration with the values of an enum, where it refers to one by these properties. */
function withValues(
  declaration: Declaration,
  names: ReadonlySet<string> | undefined,
  enums: Enums,
): Declaration {
  if (names === undefined) return declaration;
  const spelled = (properties: readonly Property[]) =>
    properties.map((property) =>
      names.has(property.wireName)
        ? { ...property, type: valuesOf(property.type, enums) }
        : property,
    );
  const part = (type: TypeRef): TypeRef => {
    if (type.kind === 'object') return { ...type, properties: spelled(type.properties) };
    return type.kind === 'intersection' ? { ...type, members: type.members.map(part) } : type;
  };
  if (declaration.kind === 'interface')
    return { ...declaration, properties: spelled(declaration.properties) };
  return declaration.kind === 'alias'
    ? { ...declaration, type: part(declaration.type) }
    : declaration;
}

function valuesOf(type: TypeRef, enums: Enums): TypeRef {
  if (type.kind === 'union') return union(type.members.map((member) => valuesOf(member, enums)));
  const of = type.kind === 'reference' ? enums.get(type.id) : undefined;
  if (of === undefined) return type;
  const values = of.members.map(({ value }): TypeRef => ({ kind: 'literal', value }));
  return union(of.nullable ? [...values, NULL] : values);
}
