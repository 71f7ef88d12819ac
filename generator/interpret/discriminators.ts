import type { SchemaObject } from '../document/openapi.js';
import type {
  Declaration,
  DeclarationId,
  Discriminator,
  InterfaceDeclaration,
  Property,
  TypeRef,
} from '../model/model.js';
import { allowsNull, NULL, union } from '../model/types.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getOrigin, referenceTo, schemaId, type Context } from './context.js';

type Declarations = ReadonlyMap<DeclarationId, Declaration>;
type PropertiesOf = (id: DeclarationId) => ReadonlyMap<string, Property>;

/**
 * Completes what bases say of their variants: those that inherit without being mapped have their own
 * names as tags (OpenAPI 3.1, section 4.8.25), and a base in the middle has the tag that a base above
 * gives it. A base whose tag could not hold these values keeps none.
 */
export function withVariants(
  declarations: Declarations,
  propertiesOf: PropertiesOf,
): ReadonlyMap<DeclarationId, Declaration> {
  const heirs = collectDerived(declarations);
  const given = collectDiscriminatorValues([...declarations.values()].flatMap(getDiscriminators));
  return new Map(
    [...declarations].map(([id, declaration]) => {
      if (declaration.kind !== 'interface' || declaration.variants === undefined)
        return [id, declaration];
      const { variants: said, ...plain } = declaration;
      const own = withOwnValues(said, id, given.get(id));
      const variants = completeDiscriminator(plain, own, heirs, declarations, propertiesOf);
      return [id, variants === undefined ? plain : { ...plain, variants }];
    }),
  );
}

function getDiscriminators(declaration: Declaration): readonly Discriminator[] {
  return declaration.kind === 'interface' && declaration.variants ? [declaration.variants] : [];
}

function withOwnValues(
  said: Discriminator,
  id: DeclarationId,
  given: DiscriminatorValues | undefined,
): Discriminator {
  if (given?.propertyName !== said.propertyName) return said;
  const known = new Set(said.mapping.map(({ value }) => value));
  const own = [...given.values]
    .filter((value) => !known.has(value))
    .map((value) => ({ value, id }));
  return { ...said, mapping: [...said.mapping, ...own] };
}

function completeDiscriminator(
  { id: base }: InterfaceDeclaration,
  { propertyName, mapping }: Discriminator,
  heirs: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
  declarations: Declarations,
  propertiesOf: PropertiesOf,
): Discriminator | undefined {
  const tag = propertiesOf(base).get(propertyName);
  if (tag === undefined) return undefined;
  const mapped = new Set(mapping.map(({ id }) => id));
  const derived = new Set(heirs.get(base));
  // A Set's iteration also visits what is added on the way.
  for (const id of derived) for (const heir of heirs.get(id) ?? []) derived.add(heir);
  const named = [...derived]
    .filter((id) => id !== base && !mapped.has(id))
    .map((id) => ({ value: getSchemaName(id), id }));
  const all = [...mapping, ...named].filter(
    ({ id }) => isComposed(declarations.get(id)) || propertiesOf(id).has(propertyName),
  );
  if (!all.some(({ id }) => id !== base)) return undefined;
  if (!all.every(({ value }) => canHold(declarations, tag.type, value))) return undefined;
  return { propertyName, mapping: sortedBy(all, ({ value }) => value) };
}

/** Who inherits from whom at once, by `extends` or, where TypeScript cannot say it so, by an intersection. */
function collectDerived(
  declarations: Declarations,
): ReadonlyMap<DeclarationId, readonly DeclarationId[]> {
  const heirs = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, declaration] of declarations) {
    for (const base of basesOf(declaration)) {
      const known = heirs.get(base) ?? [];
      known.push(id);
      heirs.set(base, known);
    }
  }
  return heirs;
}

function basesOf(declaration: Declaration): readonly DeclarationId[] {
  if (declaration.kind === 'interface') return declaration.extends;
  if (declaration.kind === 'enum' || declaration.type.kind !== 'intersection') return [];
  return declaration.type.members.flatMap((member) =>
    member.kind === 'reference' ? [member.id] : [],
  );
}

/** An intersection, which has what it is composed of. */
function isComposed(declaration: Declaration | undefined): boolean {
  return declaration?.kind === 'alias' && declaration.type.kind === 'intersection';
}

/** The last step of a pointer: a schema's key in the document. */
export function getSchemaName(id: DeclarationId): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/**
 * Gives each member of a discriminated union its tag as a literal type, so that a program narrows by
 * it. Only a property that the schema declares is made narrower, and only where no other member
 * inherits from this one: a literal on a base would contradict the literal on what extends it.
 *
 * @param ofUnions The discriminators of unions; those of bases are in the declarations.
 */
export function withLiteralDiscriminators(
  declarations: Declarations,
  ofUnions: readonly Discriminator[],
  propertiesOf: PropertiesOf,
): ReadonlyMap<DeclarationId, Declaration> {
  const interfaces = [...declarations.values()].flatMap((declaration) =>
    declaration.kind === 'interface' ? [declaration] : [],
  );
  const tags = collectDiscriminatorValues([...ofUnions, ...interfaces.flatMap(getDiscriminators)]);
  const bases = new Set(interfaces.flatMap((declaration) => declaration.extends));
  const result = new Map(declarations);
  for (const [id, { propertyName, values }] of tags) {
    const declaration = declarations.get(id);
    if (declaration?.kind !== 'interface' || bases.has(id)) continue;
    const property = propertiesOf(id).get(propertyName);
    if (property === undefined) continue;
    const sorted = [...values].sort(byCodeUnit);
    if (!sorted.every((value) => canHold(declarations, property.type, value))) continue;
    const type = union([
      ...sorted.map((value): TypeRef => ({ kind: 'literal', value })),
      ...(allowsNull(property.type) ? [NULL] : []),
    ]);
    const closed: TypeRef = type.kind === 'union' ? { ...type, closed: true } : type;
    const others = declaration.properties.filter((own) => own.wireName !== propertyName);
    result.set(id, {
      ...declaration,
      properties: sortedBy([...others, { ...property, type: closed }], (own) => own.wireName),
    });
  }
  return result;
}

interface DiscriminatorValues {
  readonly propertyName: string;
  readonly values: ReadonlySet<string>;
}

/** The tag's property and values of each member; a member tagged by two different properties is left alone. */
function collectDiscriminatorValues(
  discriminators: readonly Discriminator[],
): ReadonlyMap<DeclarationId, DiscriminatorValues> {
  const tags = new Map<DeclarationId, { propertyName: string; values: Set<string> }>();
  const ambiguous = new Set<DeclarationId>();
  for (const { propertyName, mapping } of discriminators) {
    for (const { value, id } of mapping) {
      const tag = tags.get(id) ?? { propertyName, values: new Set<string>() };
      if (tag.propertyName !== propertyName) ambiguous.add(id);
      tag.values.add(value);
      tags.set(id, tag);
    }
  }
  ambiguous.forEach((id) => tags.delete(id));
  return tags;
}

/** True when a property of this type can hold the tag; where mapping and enum disagree, the enum is believed. */
function canHold(declarations: Declarations, type: TypeRef, value: string): boolean {
  switch (type.kind) {
    case 'scalar':
      return type.scalar === 'string';
    case 'literal':
      return type.value === value;
    case 'union':
      return type.members.some((member) => canHold(declarations, member, value));
    case 'reference': {
      const declaration = declarations.get(type.id);
      if (declaration?.kind === 'alias') return canHold(declarations, declaration.type, value);
      return (
        declaration?.kind === 'enum' && declaration.members.some((member) => member.value === value)
      );
    }
    default:
      return false;
  }
}

/** OpenAPI 3.1, section 4.8.25: a mapping's value is a reference, or a schema's bare name; without one, names are the values. */
export function readDiscriminator(
  context: Context,
  schema: SchemaObject,
): Discriminator | undefined {
  if (schema.discriminator === undefined) return undefined;
  const mapping = new Map<string, string>();
  for (const [value, target] of Object.entries(schema.discriminator.mapping ?? {})) {
    const id = findMappedDeclaration(context, target);
    if (id === undefined) {
      const { pointer } = getOrigin(context, schema);
      context.diagnostics.report(
        'discriminator-unresolved',
        pointer,
        `The value '${value}' maps to '${target}', which is not there.`,
      );
    } else {
      mapping.set(value, id);
    }
  }
  const mapped = new Set(mapping.values());
  for (const member of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
    if (typeof member === 'boolean' || member.$ref === undefined) continue;
    const type = referenceTo(context, member.$ref);
    if (type.kind === 'reference' && !mapped.has(type.id))
      mapping.set(getSchemaName(type.id), type.id);
  }
  return {
    propertyName: schema.discriminator.propertyName,
    mapping: sortedBy(
      [...mapping].map(([value, id]) => ({ value, id })),
      (entry) => entry.value,
    ),
  };
}

function findMappedDeclaration(context: Context, target: string): DeclarationId | undefined {
  const { schemas } = context.loaded.document.components;
  if (Object.hasOwn(schemas, target)) return schemaId(target);
  if (!target.startsWith('#')) return undefined;
  const type = referenceTo(context, target);
  return type.kind === 'reference' ? type.id : undefined;
}

/**
 * What a schema's discriminator says of itself alone: the tag of a type that stands for no other, as Swashbuckle prints it
 * beside every type that a choice or a base elsewhere lists. Undefined when it says more, or nothing.
 */
export function getOwnDiscriminator(
  context: Context,
  id: DeclarationId,
): Discriminator | undefined {
  const { schemas } = context.loaded.document.components;
  const schema = schemas[id.slice(schemaId('').length)];
  if (typeof schema !== 'object' || schema.discriminator === undefined) return undefined;
  const { propertyName, mapping = {} } = schema.discriminator;
  const values = Object.keys(mapping).sort(byCodeUnit);
  const isAlone = Object.values(mapping).every((to) => findMappedDeclaration(context, to) === id);
  if (!isAlone || values.length === 0) return undefined;
  return { propertyName, mapping: values.map((value) => ({ value, id })) };
}

/** The discriminator of a choice that has none of its own, where each of its members says its own tag by the same property. */
export function getSharedDiscriminator(context: Context, type: TypeRef): Discriminator | undefined {
  if (type.kind !== 'union') return undefined;
  const members = type.members.filter(({ kind }) => kind !== 'null');
  const tags = members.flatMap((member) =>
    member.kind === 'reference' ? (getOwnDiscriminator(context, member.id) ?? []) : [],
  );
  const [first] = tags;
  if (first === undefined || tags.length < members.length) return undefined;
  const mapping = tags.flatMap((tag) => tag.mapping);
  const values = new Set(mapping.map(({ value }) => value));
  const { propertyName } = first;
  if (values.size < mapping.length || tags.some((tag) => tag.propertyName !== propertyName))
    return undefined;
  return { propertyName, mapping: sortedBy(mapping, ({ value }) => value) };
}
