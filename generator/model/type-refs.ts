import { byCodeUnit } from '../util/order.js';
import type { Property, TypeRef } from './model.js';

export const UNKNOWN: TypeRef = { kind: 'unknown' };
export const NEVER: TypeRef = { kind: 'never' };
export const NULL: TypeRef = { kind: 'null' };
export const STRING: TypeRef = { kind: 'scalar', scalar: 'string' };
export const BINARY: TypeRef = { kind: 'binary' };

/** The types of one kind, such as unions. */
export type TypeOfKind<K extends TypeRef['kind']> = Extract<TypeRef, { readonly kind: K }>;

const LEAF_KINDS: ReadonlySet<TypeRef['kind']> = new Set([
  'unknown',
  'never',
  'null',
  'scalar',
  'literal',
  'binary',
]);

/** Whether a type contains no other type and refers to none. */
export function isLeaf({ kind }: TypeRef): boolean {
  return LEAF_KINDS.has(kind);
}

/**
 * A key that two types share if and only if they mean the same, docs aside. Sorted by it, references and scalars come
 * before literals and null comes last, so that a union prints the same whatever order it was written in.
 */
export function typeKey(type: TypeRef): string {
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'binary':
      return type.kind;
    case 'null':
      return '~null';
    case 'scalar':
      return `scalar:${type.scalar}:${type.format ?? ''}${type.as ? `=${type.as}` : ''}${type.sendsText ? '+text' : ''}`;
    case 'literal':
      return `value:${typeof type.value}:${JSON.stringify(type.value)}`;
    case 'array':
      return `array<${typeKey(type.items)}>`;
    case 'record':
      return `record<${typeKey(type.values)}>`;
    case 'tuple':
      return `tuple<${type.required ?? ''}:${type.items.map(typeKey).join()}${type.rest ? `...${typeKey(type.rest)}` : ''}>`;
    case 'union':
      return `(${type.members.map(typeKey).join('|')})`;
    case 'intersection':
      return `(${type.members.map(typeKey).join('&')})`;
    case 'object':
      return `{${type.properties.map(propertyKey).join()}${type.additional ? `...${typeKey(type.additional)}` : ''}}`;
    case 'reference':
      return `reference:${type.id}`;
    default:
      return unreachable(type);
  }
}

function propertyKey(property: Property): string {
  const { wireName, name, required, access, type } = property;
  return `${JSON.stringify(wireName)}${name ? `=${name}` : ''}${required ? '' : '?'}${access}:${typeKey(type)}`;
}

/** The union of types: nested unions are flattened, duplicates dropped, members sorted. An empty union is `never`. */
export function union(members: readonly TypeRef[]): TypeRef {
  const [only, other] = members;
  if (only !== undefined && other === undefined) return only;
  const flat = members.flatMap((member) =>
    member.kind === 'union' && member.discriminator === undefined ? member.members : [member],
  );
  const distinct = distinctTypes(flat.filter(({ kind }) => kind !== 'never'));
  if (distinct.some((member) => member.kind === 'unknown')) return UNKNOWN;
  const [first] = distinct;
  if (first === undefined) return NEVER;
  return distinct.length === 1 ? first : { kind: 'union', members: distinct };
}

/** The intersection of types: nested ones are flattened, duplicates and `unknown` dropped, members sorted. */
export function intersection(members: readonly TypeRef[]): TypeRef {
  const [only, other] = members;
  if (only !== undefined && other === undefined) return only;
  const flat = members.flatMap((member) =>
    member.kind === 'intersection' ? member.members : [member],
  );
  const distinct = distinctTypes(flat.filter(({ kind }) => kind !== 'unknown'));
  if (distinct.some((member) => member.kind === 'never')) return NEVER;
  const [first] = distinct;
  if (first === undefined) return UNKNOWN;
  return distinct.length === 1 ? first : { kind: 'intersection', members: distinct };
}

export function nullable(type: TypeRef): TypeRef {
  return union([type, NULL]);
}

export function allowsNull(type: TypeRef): boolean {
  return (
    type.kind === 'null' ||
    type.kind === 'unknown' ||
    (type.kind === 'union' && type.members.some(allowsNull))
  );
}

function distinctTypes(types: readonly TypeRef[]): readonly TypeRef[] {
  if (types.length < 2) return types;
  const byKey = new Map(types.map((type) => [typeKey(type), type]));
  return [...byKey].sort(([a], [b]) => byCodeUnit(a, b)).map(([, type]) => type);
}

/** For the `default` of an exhaustive switch: the compiler proves that it is never called. */
export function unreachable(value: never): never {
  throw new Error(`Not a case: ${JSON.stringify(value)}`);
}
