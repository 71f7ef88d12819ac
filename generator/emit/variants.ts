import type {
  ApiModel,
  DeclarationId,
  Discriminator,
  InterfaceDeclaration,
  TypeRef,
} from '../model/model.js';
import { findProperty, getLineage } from '../model/walk.js';
import type { TypeOfKind } from '../model/type-refs.js';
import { isReadonly, printType } from './print-type.js';
import { RUNTIME, toPropertyKey, toStringLiteral } from './structures.js';
import type { FileTypeOptions } from './type-options.js';

/**
 * Prints the members of a union, each with its discriminator as a literal, so that a program can narrow the union. In
 * responses one more member has a value that the document does not have: a variant added later must not be taken for a
 * known one. In requests a base stays as it is, so that any value can be sent.
 */
export function printUnionMembers(
  union: TypeOfKind<'union'>,
  options: FileTypeOptions,
  print: (type: TypeRef) => string,
): readonly string[] {
  const { model } = options;
  const members = removeCovered(union.members, model);
  const discriminator = getDiscriminator({ ...union, members }, model);
  const ids = getReferences(members);
  if (discriminator === undefined || ids.length === 0) return members.map(print);
  const { propertyName } = discriminator;
  const hasOwn = (id: DeclarationId) => hasOwnDiscriminator(model, id, propertyName);
  const discriminated = members.map((member) =>
    member.kind === 'reference' && !hasOwn(member.id)
      ? printMember(member.id, discriminator, options)
      : print(member),
  );
  if (ids.some(hasOwn)) return discriminated;
  const base = findCommonBase(model, ids, propertyName);
  return [...discriminated, ...printOthers(ids, base, discriminator, options)];
}

/** Whether the members of a declaration have values of this property themselves: it is a union, or a base with variants. */
function hasOwnDiscriminator(model: ApiModel, id: DeclarationId, propertyName: string): boolean {
  const declaration = model.declarations.get(id);
  const discriminator =
    declaration?.kind === 'alias' && declaration.type.kind === 'union'
      ? declaration.type.discriminator
      : getVariants(model, id);
  return discriminator?.propertyName === propertyName;
}

/** Prints the union of a declaration's variants. The last member is for unknown variants, or in requests the base itself. */
export function printVariants(
  declaration: InterfaceDeclaration,
  variants: Discriminator,
  options: FileTypeOptions,
): string {
  const ids = [...new Set(variants.mapping.map(({ id }) => id))].sort();
  if (options.direction !== 'response') {
    const others = ids.filter((id) => id !== declaration.id).map(options.base);
    return [...others, options.base(declaration.id)].join(' | ');
  }
  return [
    ...ids.map((id) => printMember(id, variants, options)),
    ...printOthers(ids, declaration.id, variants, options),
  ].join(' | ');
}

/** Prints the type of values that no member of these has; none if one of them is the fallback. */
function printOthers(
  ids: readonly DeclarationId[],
  base: DeclarationId | undefined,
  discriminator: Discriminator,
  options: FileTypeOptions,
): readonly string[] {
  const { fallback } = discriminator;
  if (fallback !== undefined)
    return ids.includes(fallback) ? [] : [printMember(fallback, discriminator, options)];
  return options.direction === 'response' ? [printUnrecognized(base, discriminator, options)] : [];
}

/** Prints a variant. The literal discriminator is added if the declaration does not have it, or may lack it. */
function printMember(
  id: DeclarationId,
  discriminator: Discriminator,
  options: FileTypeOptions,
): string {
  const { propertyName, mapping, fallback } = discriminator;
  const property = findProperty(options.model.declarations, id, propertyName);
  const isResponse = options.direction === 'response';
  const values = mapping.filter((entry) => entry.id === id).map(({ value }) => value);
  const literals = values.map((value) => toStringLiteral(value));
  if (id === fallback) {
    if (!isResponse) return options.base(id);
    literals.push(options.imports.type('UnrecognizedDiscriminator', RUNTIME));
    return property === undefined
      ? intersectDiscriminator(id, discriminator, `?: ${literals.join(' | ')}`, options)
      : addDiscriminator(id, discriminator, literals.join(' | '), options);
  }
  if (property === undefined)
    return intersectDiscriminator(id, discriminator, `: ${literals.join(' | ')}`, options);
  if (hasOnlyLiterals(property.type))
    return property.required || !discriminator.required
      ? options.base(id)
      : intersectDiscriminator(
          id,
          discriminator,
          `: ${printType(property.type, options)}`,
          options,
        );
  return isResponse
    ? addDiscriminator(id, discriminator, literals.join(' | '), options)
    : options.base(id);
}

/** Prints a variant with a discriminator that its declaration does not have, or has as an optional property. */
function intersectDiscriminator(
  id: DeclarationId,
  discriminator: Discriminator,
  property: string,
  options: FileTypeOptions,
): string {
  return `(${options.base(id)} & ${printProperty(discriminator, property, options)})`;
}

function printProperty(
  discriminator: Discriminator,
  property: string,
  options: FileTypeOptions,
): string {
  const name = toPropertyKey(getDiscriminatorName(options.model, discriminator));
  return `{ ${isReadonly(options) ? 'readonly ' : ''}${name}${property} }`;
}

function printUnrecognized(
  base: DeclarationId | undefined,
  discriminator: Discriminator,
  options: FileTypeOptions,
): string {
  const value = options.imports.type('UnrecognizedDiscriminator', RUNTIME);
  return base === undefined
    ? printProperty(discriminator, `: ${value}`, options)
    : addDiscriminator(base, discriminator, value, options);
}

function addDiscriminator(
  id: DeclarationId,
  discriminator: Discriminator,
  value: string,
  options: FileTypeOptions,
): string {
  const key = toStringLiteral(getDiscriminatorName(options.model, discriminator, id));
  return `${options.imports.type('WithDiscriminator', RUNTIME)}<${options.base(id)}, ${key}, ${value}>`;
}

/** The name of the discriminator property in TypeScript, taken from one of the variants. */
export function getDiscriminatorName(
  { declarations }: ApiModel,
  { propertyName, mapping }: Discriminator,
  variant = mapping[0]?.id,
): string {
  const property =
    variant === undefined ? undefined : findProperty(declarations, variant, propertyName);
  return property?.name ?? propertyName;
}

function hasOnlyLiterals(type: TypeRef): boolean {
  if (type.kind !== 'union') return type.kind === 'literal';
  return type.members.every(({ kind }) => kind === 'literal' || kind === 'null');
}

/** Finds the nearest declaration with the property that all of these are or extend. */
export function findCommonBase(
  model: ApiModel,
  ids: readonly DeclarationId[],
  propertyName: string,
): DeclarationId | undefined {
  const [first, ...others] = ids.map((id) => getLineage(model.declarations, id));
  return [...(first ?? [])].find(
    (base) =>
      others.every((lineage) => lineage.has(base)) &&
      findProperty(model.declarations, base, propertyName) !== undefined,
  );
}

function getVariants(model: ApiModel, id: DeclarationId): Discriminator | undefined {
  const declaration = model.declarations.get(id);
  return declaration?.kind === 'interface' ? declaration.variants : undefined;
}

/** Removes the variants of a base that is a member itself: its type is already their union. */
function removeCovered(members: readonly TypeRef[], model: ApiModel): readonly TypeRef[] {
  const covered = new Set(
    getReferences(members).flatMap((base) =>
      (getVariants(model, base)?.mapping ?? []).map(({ id }) => id).filter((id) => id !== base),
    ),
  );
  return members.filter((member) => member.kind !== 'reference' || !covered.has(member.id));
}

/** The discriminator of a union: its own, or that of a base that all members extend. */
export function getDiscriminator(
  union: TypeOfKind<'union'>,
  model: ApiModel,
): Discriminator | undefined {
  return union.discriminator ?? findCommonDiscriminator(union.members, model);
}

function findCommonDiscriminator(
  members: readonly TypeRef[],
  model: ApiModel,
): Discriminator | undefined {
  const ids = getReferences(members);
  if (ids.length < 2) return undefined;
  const [first, ...others] = ids.map((id) => getLineage(model.declarations, id));
  for (const base of first ?? []) {
    const variants = getVariants(model, base);
    const known = new Set(variants?.mapping.map(({ id }) => id));
    if (others.every((lineage) => lineage.has(base)) && ids.every((id) => known.has(id)))
      return variants;
  }
  return undefined;
}

export function getReferences(members: readonly TypeRef[]): readonly DeclarationId[] {
  return members.flatMap((member) => (member.kind === 'reference' ? [member.id] : []));
}
