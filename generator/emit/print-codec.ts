import type { ApiModel, DeclarationId, Discriminator, Property, TypeRef } from '../model/model.js';
import { union, unreachable } from '../model/types.js';
import { findProperty, getLineage, getOwnProperties } from '../model/walk.js';
import type { Names } from '../naming/names.js';
import { hasDifferences, type CodecPlan } from './codec-plan.js';
import type { Imports } from './structures.js';
import { toLiteral, toPropertyKey, toStringLiteral } from './structures.js';
import {
  findCommonBase,
  getDiscriminator,
  getDiscriminatorName,
  getReferences,
} from './variants.js';

/** What printing a codec needs to know; naming the codec of a declaration imports it. */
export interface CodecOptions {
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
export function createCodecOptions(
  { model, names, codecs }: { model: ApiModel; names: Names; codecs: CodecPlan },
  imports: Imports,
  folder: string,
  own?: DeclarationId,
): CodecOptions {
  const named = (id: DeclarationId, name: string | undefined) => {
    if (name === undefined) return undefined;
    const file = names.declarations.get(id)?.fileName ?? '';
    if (id !== own) imports.value(name, `${folder}${file}.js`);
    return own === undefined ? name : `() => ${name}`;
  };
  return {
    model,
    differs: (type) => hasDifferences(codecs.getDifferences(type)),
    reference: (id) => named(id, codecs.getName(id)),
    base: (id) => named(id, codecs.getBaseName(id)),
  };
}

/** A codec for a type; undefined where what a program holds is what is on the wire. */
export function printCodec(type: TypeRef, scope: CodecOptions): string | undefined {
  const inner = (part: TypeRef) => printCodec(part, scope);
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'literal':
    case 'binary':
      return undefined;
    case 'scalar':
      return type.as && toStringLiteral(type.as);
    case 'reference':
      return scope.reference(type.id);
    case 'array':
      return printField('items', inner(type.items));
    case 'record':
      return printField('others', inner(type.values));
    case 'tuple':
      return printTuple(type.items.map(inner), type.rest && inner(type.rest));
    case 'union':
      return printUnionCodec(type, scope, inner);
    case 'intersection': {
      let declared: readonly Property[] | undefined;
      const ofAll = () => (declared ??= getProperties(type, scope.model));
      return printAllOf(
        type.members.map((member) => {
          if (member.kind === 'reference') return scope.base(member.id);
          return member.kind === 'object' ? printObjectCodec(member, ofAll, scope) : inner(member);
        }),
      );
    }
    case 'object':
      return printObjectCodec(type, () => type.properties, scope);
    default:
      return unreachable(type);
  }
}

/** Several parts in their order; one that is alone needs no list. */
export function printAllOf(parts: readonly (string | undefined)[]): string | undefined {
  const all = parts.filter((part) => part !== undefined);
  return all.length > 1 ? `{ allOf: [${all.join(', ')}] }` : all[0];
}

/**
 * The codec of an object's own members.
 *
 * @param declared Every property that it has, those that it inherits too; asked for where others have a codec.
 */
export function printObjectCodec(
  {
    properties,
    additional,
  }: { readonly properties: readonly Property[]; readonly additional?: TypeRef },
  declared: () => readonly Property[],
  scope: CodecOptions,
): string | undefined {
  const others = additional && printCodec(additional, scope);
  const fields = [
    printTable('properties', properties, ({ type, wireName }) =>
      widen(wireName, printCodec(type, scope)),
    ),
    printNames(properties),
    ...(others === undefined ? [] : [`others: ${others}`, printDeclared(declared())]),
  ].filter((text) => text !== undefined);
  return fields.length === 0 ? undefined : `{ ${fields.join(', ')} }`;
}

/** What every object inherits, such as `constructor`, has a type by that, and lets a literal widen to `string`. */
function widen(name: string, text: string | undefined): string | undefined {
  const isLiteral = text !== undefined && /^['{]/.test(text);
  return isLiteral && name in Object.prototype ? `${text} as const` : text;
}

function printDeclared(declared: readonly Property[]): string | undefined {
  const known = new Set(
    declared.flatMap(({ wireName, name }) => [wireName, ...(name ? [name] : [])]),
  );
  return known.size === 0 ? undefined : `declared: ${printList(known)}`;
}

function printField(name: string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : `{ ${name}: ${text} }`;
}

function printTuple(
  first: readonly (string | undefined)[],
  rest: string | undefined,
): string | undefined {
  if (rest === undefined && first.every((item) => item === undefined)) return undefined;
  const items = rest === undefined ? '' : `, items: ${rest}`;
  return `{ first: [${first.map((item) => item ?? 'undefined').join(', ')}]${items} }`;
}

type Union = TypeRef & { readonly kind: 'union' };
type Print = (type: TypeRef) => string | undefined;

/** The codec of a choice: by its tag where it has one, else by the kind and the members of the value. */
export function printUnionCodec(
  type: Union,
  scope: CodecOptions,
  print: Print,
): string | undefined {
  const members = flattenMembers(type, scope.model);
  if (!scope.differs(type)) return undefined;
  const discriminator = getDiscriminator(type, scope.model);
  const ids = getReferences(type.members);
  if (discriminator !== undefined && members.every(({ kind }) => kind === 'reference')) {
    const base = findCommonBase(scope.model, ids, discriminator.propertyName);
    return printDiscriminatedCodec(
      discriminator,
      scope.reference,
      base && scope.base(base),
      scope.model,
    );
  }
  return printOneOf(members, scope, print);
}

/** A choice by tag, and what is done where the tag is none of the document's. */
export function printDiscriminatedCodec(
  discriminator: Discriminator,
  reference: CodecOptions['reference'],
  otherwise: string | undefined,
  model: ApiModel,
): string | undefined {
  const { propertyName, mapping } = discriminator;
  const byTag = new Map(mapping.map(({ value, id }) => [value, id]));
  for (const { id } of mapping)
    for (const value of getOwnValues(id, propertyName, model))
      if (!byTag.has(value)) byTag.set(value, id);
  const variants = [...byTag].flatMap(([value, id]) => {
    const codec = reference(id);
    return codec === undefined ? [] : [`${toPropertyKey(value)}: ${codec}`];
  });
  if (variants.length === 0) return otherwise;
  const name = getDiscriminatorName(model, discriminator);
  const fields = [
    `discriminator: ${toStringLiteral(propertyName)}`,
    ...(name === propertyName ? [] : [`programName: ${toStringLiteral(name)}`]),
    `variants: { ${variants.join(', ')} }`,
    ...(otherwise === undefined ? [] : [`fallback: ${otherwise}`]),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** All the tags of a variant: another discriminator may call it otherwise, and its type has them all. */
function getOwnValues(
  id: DeclarationId,
  tag: string,
  { declarations }: ApiModel,
): readonly string[] {
  const type = findProperty(declarations, id, tag)?.type;
  const members = type?.kind === 'union' ? type.members : type ? [type] : [];
  return members.flatMap((member) =>
    member.kind === 'literal' && typeof member.value === 'string' ? [member.value] : [],
  );
}

function printOneOf(
  members: readonly TypeRef[],
  scope: CodecOptions,
  print: Print,
): string | undefined {
  const { model } = scope;
  const scalars = new Set(
    members.flatMap((member) => (member.kind === 'scalar' ? (print(member) ?? []) : [])),
  );
  if (scalars.size > 0 && members.some((member) => isText(member, model))) scalars.add("'text'");
  const list = printItems(members, scope, print);
  const whole = [...scalars, ...(list === undefined ? [] : [list])];
  const objects = members.filter((member) => isObject(member, model));
  const [object, other] = objects;
  if (whole.length === 0 && object !== undefined && other === undefined) return print(object);
  const candidates = objects.some(scope.differs)
    ? objects.map((member) => printCandidate(member, scope, print))
    : [];
  const parts = [...whole, ...candidates];
  return parts.length === 1 ? parts[0] : `{ oneOf: [${parts.join(', ')}] }`;
}

/** Lists are one: what their items are decides. */
function printItems(
  members: readonly TypeRef[],
  scope: CodecOptions,
  print: Print,
): string | undefined {
  const items = members.flatMap((member) => (member.kind === 'array' ? [member.items] : []));
  const tuple = members.find((member) => member.kind === 'tuple' && scope.differs(member));
  if (items.length === 0) return tuple && print(tuple);
  return print({ kind: 'array', items: union(items) });
}

function printCandidate(type: TypeRef, scope: CodecOptions, print: Print): string {
  const properties = getProperties(type, scope.model);
  const required = properties.filter((property) => property.required && property.access === 'both');
  const codec = print(type);
  const fields = [
    `has: ${printList(getWireNames(properties))}`,
    required.length === 0 ? undefined : `required: ${printList(getWireNames(required))}`,
    printTable('values', properties, printValues),
    printNames(properties),
    codec === undefined ? undefined : `as: ${codec}`,
  ];
  return `{ ${fields.filter((text) => text !== undefined).join(', ')} }`;
}

function getWireNames(properties: readonly Property[]): ReadonlySet<string> {
  return new Set(properties.map(({ wireName }) => wireName));
}

/** Where a property has values of its own, they tell this object from the others. */
function printValues({ type }: Property): string | undefined {
  const members = type.kind === 'union' ? type.members : [type];
  const values = members.flatMap((member) => {
    if (member.kind === 'null') return ['null'];
    return member.kind === 'literal' ? [toLiteral(member.value)] : [];
  });
  const saysAll =
    values.length === members.length && members.some(({ kind }) => kind === 'literal');
  return saysAll ? `[${values.join(', ')}]` : undefined;
}

/** The members of a choice without null, and in place of names for other choices the members of these. */
function flattenMembers(type: Union, model: ApiModel): readonly TypeRef[] {
  const visited = new Set<string>();
  const leaves = (member: TypeRef): readonly TypeRef[] => {
    if (member.kind === 'null') return [];
    if (member.kind === 'union') return member.members.flatMap(leaves);
    const named = member.kind === 'reference' ? model.declarations.get(member.id) : undefined;
    if (named?.kind !== 'alias' || hasDiscriminator(named.type, model)) return [member];
    if (visited.has(named.id)) return [];
    visited.add(named.id);
    const inner = leaves(named.type);
    // An object keeps its name, under which its codec stands.
    return inner.length === 1 && inner[0] === named.type && isObject(named.type, model)
      ? [member]
      : inner;
  };
  return leaves(type);
}

function hasDiscriminator(type: TypeRef, model: ApiModel): boolean {
  return type.kind === 'union' && getDiscriminator(type, model) !== undefined;
}

function isObject(type: TypeRef, model: ApiModel): boolean {
  switch (type.kind) {
    case 'object':
    case 'record':
    case 'intersection':
      return true;
    case 'reference':
      return model.declarations.get(type.id)?.kind !== 'enum';
    default:
      return false;
  }
}

function isText(type: TypeRef, model: ApiModel): boolean {
  if (type.kind === 'scalar') return type.scalar === 'string' && type.as !== 'date';
  if (type.kind === 'literal') return typeof type.value === 'string';
  const named = type.kind === 'reference' ? model.declarations.get(type.id) : undefined;
  return named?.kind === 'enum' && named.valueType === 'string';
}

/** `names: { ... }`; undefined where everything is called as on the wire. */
export function printNames(properties: readonly Property[]): string | undefined {
  return printTable('names', properties, ({ name }) => name && toStringLiteral(name));
}

/** `field: { wireName: text }` for the properties that have a text. */
export function printTable(
  field: string,
  properties: readonly Property[],
  text: (property: Property) => string | undefined,
): string | undefined {
  const entries = new Map(
    properties.flatMap((property) => {
      const value = text(property);
      return value === undefined ? [] : [[property.wireName, value] as const];
    }),
  );
  if (entries.size === 0) return undefined;
  const members = [...entries].map(([name, value]) => `${toPropertyKey(name)}: ${value}`);
  return `${field}: { ${members.join(', ')} }`;
}

export function printList(names: Iterable<string>): string {
  return `[${[...names].map(toStringLiteral).join(', ')}]`;
}

/** The properties that a value of this type may have, whichever of a choice it is. */
export function getProperties(
  type: TypeRef,
  { declarations }: Pick<ApiModel, 'declarations'>,
  visited: ReadonlySet<DeclarationId> = new Set(),
): readonly Property[] {
  switch (type.kind) {
    case 'object':
      return type.properties;
    case 'union':
    case 'intersection':
      return type.members.flatMap((member) => getProperties(member, { declarations }, visited));
    case 'reference': {
      const declaration = declarations.get(type.id);
      if (declaration?.kind !== 'alias') return getDeclaredProperties(type.id, declarations);
      if (visited.has(type.id)) return [];
      return getProperties(declaration.type, { declarations }, new Set([...visited, type.id]));
    }
    default:
      return [];
  }
}

/** The properties that a declaration has, here or in what it inherits. */
export function getDeclaredProperties(
  id: DeclarationId,
  declarations: ApiModel['declarations'],
): readonly Property[] {
  const nearest = new Map<string, Property>();
  for (const each of getLineage(declarations, id))
    for (const property of getOwnProperties(declarations.get(each)))
      if (!nearest.has(property.wireName)) nearest.set(property.wireName, property);
  return [...nearest.values()];
}
