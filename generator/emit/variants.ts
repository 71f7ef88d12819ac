import type {
  ApiModel,
  DeclarationId,
  Discriminator,
  InterfaceDeclaration,
  TypeRef,
} from '../model/model.js';
import { findProperty, getLineage } from '../model/walk.js';
import { isReadonly } from './print-type.js';
import { toPropertyKey, toStringLiteral } from './structures.js';
import type { FileTypeOptions } from './type-options.js';

const RUNTIME = '../runtime/index.js';

type Union = TypeRef & { readonly kind: 'union' };

/**
 * Prints the members of a union. In responses each member has its discriminator as a literal, so that a program can
 * narrow the union, and one more member has a value that the document does not have: a variant added later must not be
 * taken for a known one. In requests the members are those of the document.
 */
export function printUnionMembers(
  union: Union,
  options: FileTypeOptions,
  print: (type: TypeRef) => string,
): readonly string[] {
  const { model } = options;
  const members = removeCovered(union.members, model);
  const discriminator = getDiscriminator({ ...union, members }, model);
  const ids = getReferences(members);
  const plain = members.map(print);
  if (options.direction !== 'response' || discriminator === undefined || ids.length === 0)
    return plain;
  const { propertyName } = discriminator;
  // A member without the property cannot be excluded by any value of it.
  if (ids.some((id) => findProperty(model.declarations, id, propertyName) === undefined))
    return plain;
  const hasOwn = (id: DeclarationId) => getVariants(model, id)?.propertyName === propertyName;
  const discriminated = members.map((member) =>
    member.kind === 'reference' && !hasOwn(member.id)
      ? printMember(member.id, discriminator, options)
      : print(member),
  );
  if (ids.some(hasOwn)) return discriminated;
  const base = findCommonBase(model, ids, propertyName);
  return [...discriminated, printUnrecognized(base, discriminator, options)];
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
    printUnrecognized(declaration.id, variants, options),
  ].join(' | ');
}

/** Prints a variant. The literal discriminator is added if the declaration does not have it. */
function printMember(
  id: DeclarationId,
  discriminator: Discriminator,
  options: FileTypeOptions,
): string {
  const type = findProperty(options.model.declarations, id, discriminator.propertyName)?.type;
  if (type !== undefined && hasOnlyLiterals(type)) return options.base(id);
  const values = discriminator.mapping.filter((entry) => entry.id === id);
  return addDiscriminator(
    id,
    discriminator,
    values.map(({ value }) => toStringLiteral(value)).join(' | '),
    options,
  );
}

function printUnrecognized(
  base: DeclarationId | undefined,
  discriminator: Discriminator,
  options: FileTypeOptions,
): string {
  const value = options.imports.type('UnrecognizedDiscriminator', RUNTIME);
  return base === undefined
    ? `{ ${isReadonly(options) ? 'readonly ' : ''}${toPropertyKey(getDiscriminatorName(options.model, discriminator))}: ${value} }`
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
export function getDiscriminator(union: Union, model: ApiModel): Discriminator | undefined {
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
