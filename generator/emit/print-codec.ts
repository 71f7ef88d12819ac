import type { ApiModel, DeclarationId, Discriminator, Property, TypeRef } from '../model/model.js';
import { isTemporal, type TemporalScalar } from '../model/temporal.js';
import { union, unreachable, type TypeOfKind } from '../model/type-refs.js';
import { findProperty } from '../model/walk.js';
import type { Names } from '../naming/names.js';
import { hasDifferences, type CodecPlan } from './codec-plan.js';
import { getProperties } from './properties.js';
import {
  RUNTIME_TEMPORAL,
  toLiteral,
  toPropertyKey,
  toStringLiteral,
  type Imports,
} from './structures.js';
import {
  findCommonBase,
  getDiscriminator,
  getDiscriminatorName,
  getReferences,
} from './variants.js';

/** How a codec is printed. Printing the codec of a declaration imports it. */
export interface CodecOptions {
  readonly model: ApiModel;
  /** True if the type needs a codec. */
  readonly differs: (type: TypeRef) => boolean;
  /** The codec of a declaration, or undefined if it needs none. */
  readonly reference: (id: DeclarationId) => string | undefined;
  /** The codec for what extends a declaration, without its variants. */
  readonly base: (id: DeclarationId) => string | undefined;
  /** The codec of a value of Temporal. */
  readonly temporal: (scalar: TemporalScalar) => string;
}

/**
 * Creates the options for codecs in one file of the package.
 *
 * @param folder The path from the file to the codecs, e.g. `../codecs/`.
 * @param own The declaration that the file is for. Codecs can refer to each other, so such a file uses functions.
 */
export function createCodecOptions(
  { model, names, codecs }: { model: ApiModel; names: Names; codecs: CodecPlan },
  imports: Imports,
  folder: string,
  own?: DeclarationId,
): CodecOptions {
  const importCodec = (id: DeclarationId, name: string | undefined) => {
    if (name === undefined) return undefined;
    const file = names.declarations.get(id)?.fileName ?? '';
    if (id !== own) imports.value(name, `${folder}${file}.js`);
    return own === undefined ? name : `() => ${name}`;
  };
  return {
    model,
    differs: (type) => hasDifferences(codecs.getDifferences(type)),
    reference: (id) => importCodec(id, codecs.getName(id)),
    base: (id) => importCodec(id, codecs.getBaseName(id)),
    temporal: (scalar) => imports.value(TEMPORAL_CODECS[scalar], RUNTIME_TEMPORAL),
  };
}

const TEMPORAL_CODECS: Readonly<Record<TemporalScalar, string>> = {
  duration: 'temporalDuration',
  instant: 'temporalInstant',
  plainDate: 'temporalPlainDate',
  plainDateTime: 'temporalPlainDateTime',
  plainTime: 'temporalPlainTime',
};

/** Prints the codec of a type; undefined if the type is the same in the wire format. */
export function printCodec(type: TypeRef, options: CodecOptions): string | undefined {
  const inner = (part: TypeRef) => printCodec(part, options);
  switch (type.kind) {
    case 'unknown':
    case 'never':
    case 'null':
    case 'literal':
    case 'binary':
      return undefined;
    case 'scalar':
      return isTemporal(type.as) ? options.temporal(type.as) : type.as && toStringLiteral(type.as);
    case 'reference':
      return options.reference(type.id);
    case 'array':
      return printField('items', inner(type.items));
    case 'record':
      return printField('others', inner(type.values));
    case 'tuple':
      return printTuple(type.items.map(inner), type.rest && inner(type.rest));
    case 'union':
      return printUnionCodec(type, options, inner);
    case 'intersection': {
      const getDeclared = () => getProperties(type, options.model);
      return printAllOf(
        type.members.map((member) => {
          if (member.kind === 'reference') return options.base(member.id);
          return member.kind === 'object'
            ? printObjectCodec(member, getDeclared, options)
            : inner(member);
        }),
      );
    }
    case 'object':
      return printObjectCodec(type, () => type.properties, options);
    default:
      return unreachable(type);
  }
}

/** Joins codecs that all apply to the same value. */
export function printAllOf(parts: readonly (string | undefined)[]): string | undefined {
  const all = parts.filter((part) => part !== undefined);
  return all.length > 1 ? `{ allOf: [${all.join(', ')}] }` : all[0];
}

/**
 * Prints the codec of an object's own properties.
 *
 * @param getDeclared Returns all properties, also inherited ones. Called only if additional properties have a codec.
 */
export function printObjectCodec(
  {
    properties,
    additional,
  }: { readonly properties: readonly Property[]; readonly additional?: TypeRef },
  getDeclared: () => readonly Property[],
  options: CodecOptions,
): string | undefined {
  const others = additional && printCodec(additional, options);
  const fields = [
    printTable('properties', properties, ({ type, wireName }) =>
      keepLiteral(wireName, printCodec(type, options)),
    ),
    printNames(properties),
    ...(others === undefined ? [] : [`others: ${others}`, printDeclared(getDeclared())]),
  ].filter((text) => text !== undefined);
  return fields.length === 0 ? undefined : `{ ${fields.join(', ')} }`;
}

/** A property such as `constructor` exists on every object, which makes TypeScript widen a literal to `string`. */
function keepLiteral(name: string, text: string | undefined): string | undefined {
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

type Print = (type: TypeRef) => string | undefined;

/** Selects a member by the discriminator, or without one by the kind and the properties of the value. */
function printUnionCodec(
  type: TypeOfKind<'union'>,
  options: CodecOptions,
  print: Print,
): string | undefined {
  const members = flattenMembers(type, options.model);
  if (!options.differs(type)) return undefined;
  const discriminator = getDiscriminator(type, options.model);
  const ids = getReferences(type.members);
  if (discriminator !== undefined && members.every(({ kind }) => kind === 'reference')) {
    const base = findCommonBase(options.model, ids, discriminator.propertyName);
    const { fallback } = discriminator;
    return printDiscriminatedCodec(
      discriminator,
      options.reference,
      fallback === undefined ? base && options.base(base) : options.reference(fallback),
      options.model,
    );
  }
  return printOneOf(members, options, print);
}

/**
 * Prints a codec that selects a variant by its discriminator.
 *
 * @param fallback The codec for a value that the document does not have.
 */
export function printDiscriminatedCodec(
  discriminator: Discriminator,
  reference: CodecOptions['reference'],
  fallback: string | undefined,
  model: ApiModel,
): string | undefined {
  const { propertyName } = discriminator;
  const variants = [...mapDiscriminatorValues(discriminator, model)].flatMap(([value, id]) => {
    const codec = reference(id);
    return codec === undefined ? [] : [`${toPropertyKey(value)}: ${codec}`];
  });
  if (variants.length === 0) return fallback;
  const name = getDiscriminatorName(model, discriminator);
  const fields = [
    `discriminator: ${toStringLiteral(propertyName)}`,
    ...(name === propertyName ? [] : [`programName: ${toStringLiteral(name)}`]),
    `variants: { ${variants.join(', ')} }`,
    ...(fallback === undefined ? [] : [`fallback: ${fallback}`]),
  ];
  return `{ ${fields.join(', ')} }`;
}

/** The declarations by the values of a discriminator: those of its mapping, and the others that the variants have. */
export function mapDiscriminatorValues(
  { propertyName, mapping }: Discriminator,
  model: ApiModel,
): ReadonlyMap<string, DeclarationId> {
  const idByValue = new Map(mapping.map(({ value, id }) => [value, id]));
  for (const { id } of mapping)
    for (const value of getOwnValues(id, propertyName, model))
      if (!idByValue.has(value)) idByValue.set(value, id);
  return idByValue;
}

/** All values of a variant's discriminator. Its type has those of other mappings too. */
function getOwnValues(
  id: DeclarationId,
  propertyName: string,
  { declarations }: ApiModel,
): readonly string[] {
  const type = findProperty(declarations, id, propertyName)?.type;
  const members = type?.kind === 'union' ? type.members : type ? [type] : [];
  return members.flatMap((member) => (member.kind === 'literal' ? [String(member.value)] : []));
}

function printOneOf(
  members: readonly TypeRef[],
  options: CodecOptions,
  print: Print,
): string | undefined {
  const { model } = options;
  // Midnight of a day is a date too, but a point in time where it may be one.
  const ordered = [...members].sort((a, b) => Number(isPlainDate(a)) - Number(isPlainDate(b)));
  const scalars = new Set(
    ordered.flatMap((member) => (member.kind === 'scalar' ? (print(member) ?? []) : [])),
  );
  if (scalars.size > 0 && members.some((member) => isString(member, model))) scalars.add("'text'");
  const list = printItems(members, options, print);
  const nonObjects = [...scalars, ...(list === undefined ? [] : [list])];
  const objects = members.filter((member) => isObject(member, model));
  const [object, other] = objects;
  if (nonObjects.length === 0 && object !== undefined && other === undefined) return print(object);
  const candidates = objects.some(options.differs)
    ? objects.map((member) => printCandidate(member, options, print))
    : [];
  const parts = [...nonObjects, ...candidates];
  return parts.length === 1 ? parts[0] : `{ oneOf: [${parts.join(', ')}] }`;
}

/** Arrays share one codec, which selects by the items. */
function printItems(
  members: readonly TypeRef[],
  options: CodecOptions,
  print: Print,
): string | undefined {
  const items = members.flatMap((member) => (member.kind === 'array' ? [member.items] : []));
  const tuple = members.find((member) => member.kind === 'tuple' && options.differs(member));
  if (items.length === 0) return tuple && print(tuple);
  return print({ kind: 'array', items: union(items) });
}

function printCandidate(type: TypeRef, options: CodecOptions, print: Print): string {
  const properties = getProperties(type, options.model);
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

/** A property with literal values distinguishes an object from the others. */
function printValues({ type }: Property): string | undefined {
  const members = type.kind === 'union' ? type.members : [type];
  const values = members.flatMap((member) => {
    if (member.kind === 'null') return ['null'];
    return member.kind === 'literal' ? [toLiteral(member.value)] : [];
  });
  const isLiteral =
    values.length === members.length && members.some(({ kind }) => kind === 'literal');
  return isLiteral ? `[${values.join(', ')}]` : undefined;
}

/** The members of a union without null. References to other unions are replaced by the members of these. */
function flattenMembers(type: TypeOfKind<'union'>, model: ApiModel): readonly TypeRef[] {
  const visited = new Set<string>();
  const flatten = (member: TypeRef): readonly TypeRef[] => {
    if (member.kind === 'null') return [];
    if (member.kind === 'union') return member.members.flatMap(flatten);
    const named = member.kind === 'reference' ? model.declarations.get(member.id) : undefined;
    if (named?.kind !== 'alias' || hasDiscriminator(named.type, model)) return [member];
    if (visited.has(named.id)) return [];
    visited.add(named.id);
    const inner = flatten(named.type);
    // A named object has a codec of its own.
    return inner.length === 1 && inner[0] === named.type && isObject(named.type, model)
      ? [member]
      : inner;
  };
  return flatten(type);
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

function isPlainDate(type: TypeRef): boolean {
  return type.kind === 'scalar' && type.as === 'plainDate';
}

function isString(type: TypeRef, model: ApiModel): boolean {
  if (type.kind === 'scalar') return type.scalar === 'string' && type.as === undefined;
  if (type.kind === 'literal') return typeof type.value === 'string';
  const named = type.kind === 'reference' ? model.declarations.get(type.id) : undefined;
  return named?.kind === 'enum' && named.valueType === 'string';
}

/** Prints `names: { ... }`; undefined if all names are the wire names. */
function printNames(properties: readonly Property[]): string | undefined {
  return printTable('names', properties, ({ name }) => name && toStringLiteral(name));
}

/** Prints `field: { wireName: value }` for the properties with a value. */
function printTable(
  field: string,
  properties: readonly Property[],
  printProperty: (property: Property) => string | undefined,
): string | undefined {
  const entries = new Map(
    properties.flatMap((property) => {
      const value = printProperty(property);
      return value === undefined ? [] : [[property.wireName, value] as const];
    }),
  );
  if (entries.size === 0) return undefined;
  const members = [...entries].map(([name, value]) => `${toPropertyKey(name)}: ${value}`);
  return `${field}: { ${members.join(', ')} }`;
}

function printList(names: Iterable<string>): string {
  return `[${[...names].map(toStringLiteral).join(', ')}]`;
}
