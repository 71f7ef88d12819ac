import type {
  ApiModel,
  DeclarationId,
  Discriminator,
  Property,
  TypeRef,
} from '../../model/model.js';
import { union } from '../../model/types.js';
import { findProperty } from '../../model/walk.js';
import { literal, propertyKey, quoted } from '../literals.js';
import { commonBase, discriminatorOf, referencesIn, tagName } from '../variants.js';
import type { CodecScope } from './codec-text.js';
import { listText, namesText, propertiesOf, table } from './parts.js';

type Union = TypeRef & { readonly kind: 'union' };
type Print = (type: TypeRef) => string | undefined;

/** The codec of a choice: by its tag where it has one, else by the kind and the members of the value. */
export function choiceText(type: Union, scope: CodecScope, print: Print): string | undefined {
  const members = leavesOf(type, scope.model);
  if (!scope.differs(type)) return undefined;
  const discriminator = discriminatorOf(type, scope.model);
  const ids = referencesIn(type.members);
  if (discriminator !== undefined && members.every(({ kind }) => kind === 'reference')) {
    const base = commonBase(scope.model, ids, discriminator.propertyName);
    return taggedText(discriminator, scope.reference, base && scope.base(base), scope.model);
  }
  return oneOfText(members, scope, print);
}

/** A choice by tag, and what is done where the tag is none of the document's. */
export function taggedText(
  discriminator: Discriminator,
  reference: CodecScope['reference'],
  otherwise: string | undefined,
  model: ApiModel,
): string | undefined {
  const { propertyName, mapping } = discriminator;
  const byTag = new Map(mapping.map(({ value, id }) => [value, id]));
  for (const { id } of mapping)
    for (const value of ownTags(id, propertyName, model))
      if (!byTag.has(value)) byTag.set(value, id);
  const variants = [...byTag].flatMap(([value, id]) => {
    const codec = reference(id);
    return codec === undefined ? [] : [`${propertyKey(value)}: ${codec}`];
  });
  if (variants.length === 0) return otherwise;
  const name = tagName(model, discriminator);
  const fields = [
    `discriminator: ${quoted(propertyName)}`,
    ...(name === propertyName ? [] : [`programName: ${quoted(name)}`]),
    `variants: { ${variants.join(', ')} }`,
    ...(otherwise === undefined ? [] : [`fallback: ${otherwise}`]),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** All the tags of a variant: another discriminator may call it otherwise, and its type has them all. */
function ownTags(id: DeclarationId, tag: string, { declarations }: ApiModel): readonly string[] {
  const type = findProperty(declarations, id, tag)?.type;
  const members = type?.kind === 'union' ? type.members : type ? [type] : [];
  return members.flatMap((member) =>
    member.kind === 'literal' && typeof member.value === 'string' ? [member.value] : [],
  );
}

function oneOfText(
  members: readonly TypeRef[],
  scope: CodecScope,
  print: Print,
): string | undefined {
  const { model } = scope;
  const scalars = new Set(
    members.flatMap((member) => (member.kind === 'scalar' ? (print(member) ?? []) : [])),
  );
  if (scalars.size > 0 && members.some((member) => isText(member, model))) scalars.add("'text'");
  const list = itemsText(members, scope, print);
  const whole = [...scalars, ...(list === undefined ? [] : [list])];
  const objects = members.filter((member) => isObject(member, model));
  const [object, other] = objects;
  if (whole.length === 0 && object !== undefined && other === undefined) return print(object);
  const candidates = objects.some(scope.differs)
    ? objects.map((member) => candidateText(member, scope, print))
    : [];
  const parts = [...whole, ...candidates];
  return parts.length === 1 ? parts[0] : `{ oneOf: [${parts.join(', ')}] }`;
}

/** Lists are one: what their items are decides. */
function itemsText(
  members: readonly TypeRef[],
  scope: CodecScope,
  print: Print,
): string | undefined {
  const items = members.flatMap((member) => (member.kind === 'array' ? [member.items] : []));
  const tuple = members.find((member) => member.kind === 'tuple' && scope.differs(member));
  if (items.length === 0) return tuple && print(tuple);
  return print({ kind: 'array', items: union(items) });
}

function candidateText(type: TypeRef, scope: CodecScope, print: Print): string {
  const properties = propertiesOf(type, scope.model);
  const required = properties.filter((property) => property.required && property.access === 'both');
  const codec = print(type);
  const fields = [
    `has: ${listText(namesIn(properties))}`,
    required.length === 0 ? undefined : `required: ${listText(namesIn(required))}`,
    table('values', properties, valuesText),
    namesText(properties),
    codec === undefined ? undefined : `as: ${codec}`,
  ];
  return `{ ${fields.filter((text) => text !== undefined).join(', ')} }`;
}

function namesIn(properties: readonly Property[]): ReadonlySet<string> {
  return new Set(properties.map(({ wireName }) => wireName));
}

/** Where a property has values of its own, they tell this object from the others. */
function valuesText({ type }: Property): string | undefined {
  const members = type.kind === 'union' ? type.members : [type];
  const values = members.flatMap((member) => {
    if (member.kind === 'null') return ['null'];
    return member.kind === 'literal' ? [literal(member.value)] : [];
  });
  const saysAll =
    values.length === members.length && members.some(({ kind }) => kind === 'literal');
  return saysAll ? `[${values.join(', ')}]` : undefined;
}

/** The members of a choice without null, and in place of names for other choices the members of these. */
function leavesOf(type: Union, model: ApiModel): readonly TypeRef[] {
  const visited = new Set<string>();
  const leaves = (member: TypeRef): readonly TypeRef[] => {
    if (member.kind === 'null') return [];
    if (member.kind === 'union') return member.members.flatMap(leaves);
    const named = member.kind === 'reference' ? model.declarations.get(member.id) : undefined;
    if (named?.kind !== 'alias' || isTagged(named.type, model)) return [member];
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

function isTagged(type: TypeRef, model: ApiModel): boolean {
  return type.kind === 'union' && discriminatorOf(type, model) !== undefined;
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
