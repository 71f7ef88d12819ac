import type {
  ApiModel,
  DeclarationId,
  Discriminator,
  InterfaceDeclaration,
  TypeRef,
} from '../model/model.js';
import { findProperty, getLineage } from '../model/walk.js';
import { isReadonly, type TypeOptions } from './print-type.js';
import type { Imports } from './structures.js';
import { toPropertyKey, toStringLiteral } from './structures.js';

const RUNTIME = '../runtime/index.js';

type Union = TypeRef & { readonly kind: 'union' };

/** What choosing by a tag needs beside the scope of any type. */
export interface ModelTypeOptions extends Required<TypeOptions> {
  readonly model: ApiModel;
  readonly imports: Imports;
}

/**
 * The members of a choice, as an answer gives them. Each has its tag as a literal, so that a program
 * narrows by it, and one more member has any tag that the document does not name: a variant added
 * tomorrow must not be taken for one of today's. Requests are closed and say what the document says.
 */
export function printUnionMembers(
  union: Union,
  scope: ModelTypeOptions,
  print: (type: TypeRef) => string,
): readonly string[] {
  const { model } = scope;
  const members = removeCovered(union.members, model);
  const discriminator = getDiscriminator({ ...union, members }, model);
  const ids = getReferences(members);
  const plain = members.map(print);
  if (scope.side !== 'response' || discriminator === undefined || ids.length === 0) return plain;
  const { propertyName } = discriminator;
  // Where one member has no tag, no tag tells the others from it.
  if (ids.some((id) => findProperty(model.declarations, id, propertyName) === undefined))
    return plain;
  const hasOwn = (id: DeclarationId) => getVariants(model, id)?.propertyName === propertyName;
  const tagged = members.map((member) =>
    member.kind === 'reference' && !hasOwn(member.id)
      ? printMember(member.id, discriminator, scope)
      : print(member),
  );
  if (ids.some(hasOwn)) return tagged;
  const base = findCommonBase(model, ids, propertyName);
  return [...tagged, printUnrecognized(base, discriminator, scope)];
}

/** The type of a declaration with variants: all of them, and at the end what else may come, or may be sent. */
export function printVariants(
  declaration: InterfaceDeclaration,
  variants: Discriminator,
  scope: ModelTypeOptions,
): string {
  const ids = [...new Set(variants.mapping.map(({ id }) => id))].sort();
  if (scope.side !== 'response') {
    const others = ids.filter((id) => id !== declaration.id).map(scope.base);
    return [...others, scope.base(declaration.id)].join(' | ');
  }
  return [
    ...ids.map((id) => printMember(id, variants, scope)),
    printUnrecognized(declaration.id, variants, scope),
  ].join(' | ');
}

/** A member with its tag: as it is where its declaration says the tag, else with the tag put in. */
function printMember(
  id: DeclarationId,
  discriminator: Discriminator,
  scope: ModelTypeOptions,
): string {
  const type = findProperty(scope.model.declarations, id, discriminator.propertyName)?.type;
  if (type !== undefined && hasOnlyLiterals(type)) return scope.base(id);
  const values = discriminator.mapping.filter((entry) => entry.id === id);
  return addDiscriminator(
    id,
    discriminator,
    values.map(({ value }) => toStringLiteral(value)).join(' | '),
    scope,
  );
}

function printUnrecognized(
  base: DeclarationId | undefined,
  discriminator: Discriminator,
  scope: ModelTypeOptions,
): string {
  const tag = scope.imports.type('UnrecognizedDiscriminator', RUNTIME);
  return base === undefined
    ? `{ ${isReadonly(scope) ? 'readonly ' : ''}${toPropertyKey(getDiscriminatorName(scope.model, discriminator))}: ${tag} }`
    : addDiscriminator(base, discriminator, tag, scope);
}

function addDiscriminator(
  id: DeclarationId,
  discriminator: Discriminator,
  tag: string,
  scope: ModelTypeOptions,
): string {
  const key = toStringLiteral(getDiscriminatorName(scope.model, discriminator, id));
  return `${scope.imports.type('WithDiscriminator', RUNTIME)}<${scope.base(id)}, ${key}, ${tag}>`;
}

/** What TypeScript calls the tag, in one of those that have it. */
export function getDiscriminatorName(
  { declarations }: ApiModel,
  { propertyName, mapping }: Discriminator,
  of = mapping[0]?.id,
): string {
  const tag = of === undefined ? undefined : findProperty(declarations, of, propertyName);
  return tag?.name ?? propertyName;
}

function hasOnlyLiterals(type: TypeRef): boolean {
  if (type.kind !== 'union') return type.kind === 'literal';
  return type.members.every(({ kind }) => kind === 'literal' || kind === 'null');
}

/** The nearest declaration that all of these are, or inherit from, and that has the tag. */
export function findCommonBase(
  model: ApiModel,
  ids: readonly DeclarationId[],
  tag: string,
): DeclarationId | undefined {
  const [first, ...others] = ids.map((id) => getLineage(model.declarations, id));
  return [...(first ?? [])].find(
    (base) =>
      others.every((line) => line.has(base)) &&
      findProperty(model.declarations, base, tag) !== undefined,
  );
}

function getVariants(model: ApiModel, id: DeclarationId): Discriminator | undefined {
  const declaration = model.declarations.get(id);
  return declaration?.kind === 'interface' ? declaration.variants : undefined;
}

/** A base that is listed among its own variants stands for them all. */
function removeCovered(members: readonly TypeRef[], model: ApiModel): readonly TypeRef[] {
  const covered = new Set(
    getReferences(members).flatMap((base) =>
      (getVariants(model, base)?.mapping ?? []).map(({ id }) => id).filter((id) => id !== base),
    ),
  );
  return members.filter((member) => member.kind !== 'reference' || !covered.has(member.id));
}

/** What tells a choice's members apart: said of itself, or of a base of them all. */
export function getDiscriminator(union: Union, model: ApiModel): Discriminator | undefined {
  return union.discriminator ?? findCommonDiscriminator(union.members, model);
}

/** The discriminator of the base that all members inherit from, where the choice has none of its own. */
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
    if (others.every((line) => line.has(base)) && ids.every((id) => known.has(id))) return variants;
  }
  return undefined;
}

export function getReferences(members: readonly TypeRef[]): readonly DeclarationId[] {
  return members.flatMap((member) => (member.kind === 'reference' ? [member.id] : []));
}
