import type { ApiModel, DeclarationId, Property, TypeRef } from '../../model/model.js';
import { unreachable } from '../../model/types.js';
import type { Names } from '../../naming/names.js';
import type { Imports } from '../imports.js';
import { quoted } from '../literals.js';
import { choiceText } from './choices.js';
import { listText, namesText, propertiesOf, table } from './parts.js';
import { differs, type CodecPlan } from './plan.js';

/** What printing a codec needs to know; naming the codec of a declaration imports it. */
export interface CodecScope {
  readonly model: ApiModel;
  /** Whether there is a codec for the type. */
  readonly differs: (type: TypeRef) => boolean;
  readonly reference: (id: DeclarationId) => string | undefined;
  /** The codec of what is inherited, where `reference` means the declaration and its variants. */
  readonly base: (id: DeclarationId) => string | undefined;
}

/**
 * The scope for a file of the package.
 *
 * @param own The declaration whose file this is: codecs that may hold each other are named by functions.
 */
export function codecScope(
  { model, names, codecs }: { model: ApiModel; names: Names; codecs: CodecPlan },
  imports: Imports,
  folder: string,
  own?: DeclarationId,
): CodecScope {
  const named = (id: DeclarationId, name: string | undefined) => {
    if (name === undefined) return undefined;
    const file = names.declarations.get(id)?.fileName ?? '';
    if (id !== own) imports.value(name, `${folder}${file}.js`);
    return own === undefined ? name : `() => ${name}`;
  };
  return {
    model,
    differs: (type) => differs(codecs.differencesOf(type)),
    reference: (id) => named(id, codecs.nameOf(id)),
    base: (id) => named(id, codecs.baseNameOf(id)),
  };
}

/** A codec for a type; undefined where what a program holds is what is on the wire. */
export function codecText(type: TypeRef, scope: CodecScope): string | undefined {
  const inner = (part: TypeRef) => codecText(part, scope);
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'literal':
    case 'binary':
      return undefined;
    case 'scalar':
      return type.as && quoted(type.as);
    case 'reference':
      return scope.reference(type.id);
    case 'array':
      return field('items', inner(type.items));
    case 'record':
      return field('others', inner(type.values));
    case 'tuple':
      return tupleText(type.items.map(inner), type.rest && inner(type.rest));
    case 'union':
      return choiceText(type, scope, inner);
    case 'intersection': {
      let declared: readonly Property[] | undefined;
      const ofAll = () => (declared ??= propertiesOf(type, scope.model));
      return allOfText(
        type.members.map((member) => {
          if (member.kind === 'reference') return scope.base(member.id);
          return member.kind === 'object' ? objectText(member, ofAll, scope) : inner(member);
        }),
      );
    }
    case 'object':
      return objectText(type, () => type.properties, scope);
    default:
      return unreachable(type);
  }
}

/** Several parts in their order; one that is alone needs no list. */
export function allOfText(parts: readonly (string | undefined)[]): string | undefined {
  const all = parts.filter((part) => part !== undefined);
  return all.length > 1 ? `{ allOf: [${all.join(', ')}] }` : all[0];
}

/**
 * The codec of an object's own members.
 *
 * @param declared Every property that it has, those that it inherits too; asked for where others have a codec.
 */
export function objectText(
  {
    properties,
    additional,
  }: { readonly properties: readonly Property[]; readonly additional?: TypeRef },
  declared: () => readonly Property[],
  scope: CodecScope,
): string | undefined {
  const others = additional && codecText(additional, scope);
  const fields = [
    table('properties', properties, ({ type, wireName }) =>
      ofMember(wireName, codecText(type, scope)),
    ),
    namesText(properties),
    ...(others === undefined ? [] : [`others: ${others}`, declaredText(declared())]),
  ].filter((text) => text !== undefined);
  return fields.length === 0 ? undefined : `{ ${fields.join(', ')} }`;
}

/** What every object inherits, such as `constructor`, has a type by that, and lets a literal widen to `string`. */
function ofMember(name: string, text: string | undefined): string | undefined {
  const isLiteral = text !== undefined && /^['{]/.test(text);
  return isLiteral && name in Object.prototype ? `${text} as const` : text;
}

function declaredText(declared: readonly Property[]): string | undefined {
  const known = new Set(
    declared.flatMap(({ wireName, name }) => [wireName, ...(name ? [name] : [])]),
  );
  return known.size === 0 ? undefined : `declared: ${listText(known)}`;
}

function field(name: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `{ ${name}: ${text} }`;
}

function tupleText(
  first: readonly (string | undefined)[],
  rest: string | undefined,
): string | undefined {
  if (rest === undefined && first.every((item) => item === undefined)) return undefined;
  const items = rest === undefined ? '' : `, items: ${rest}`;
  return `{ first: [${first.map((item) => item ?? 'undefined').join(', ')}]${items} }`;
}
