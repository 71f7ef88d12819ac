import type { SchemaObject } from '../document/openapi.js';
import type {
  Declaration,
  DeclarationId,
  Discriminator,
  InterfaceDeclaration,
  Property,
  TypeRef,
} from '../model/model.js';
import { allowsNull, NULL, union } from '../model/type-refs.js';
import { getBases } from '../model/walk.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getOrigin, referenceTo, schemaId, type Context } from './context.js';

type Declarations = ReadonlyMap<DeclarationId, Declaration>;
type PropertiesOf = (id: DeclarationId) => ReadonlyMap<string, Property>;

/**
 * Completes the discriminators of bases: a derived schema that is not mapped has its name as its value (OpenAPI 3.1,
 * section 4.8.25), and a base that is derived itself has the value that the base above maps to it. A base whose property
 * cannot hold these values loses its discriminator.
 */
export function withVariants(
  declarations: Declarations,
  propertiesOf: PropertiesOf,
): ReadonlyMap<DeclarationId, Declaration> {
  const derived = collectDerived(declarations);
  const mapped = collectDiscriminatorValues([...declarations.values()].flatMap(getDiscriminators));
  return new Map(
    [...declarations].map(([id, declaration]) => {
      if (declaration.kind !== 'interface' || declaration.variants === undefined)
        return [id, declaration];
      const { variants: declared, ...plain } = declaration;
      const own = withOwnValues(declared, id, mapped.get(id));
      const variants = completeDiscriminator(plain, own, derived, declarations, propertiesOf);
      return [id, variants === undefined ? plain : { ...plain, variants }];
    }),
  );
}

function getDiscriminators(declaration: Declaration): readonly Discriminator[] {
  return declaration.kind === 'interface' && declaration.variants ? [declaration.variants] : [];
}

function withOwnValues(
  declared: Discriminator,
  id: DeclarationId,
  mapped: DiscriminatorValues | undefined,
): Discriminator {
  if (mapped?.propertyName !== declared.propertyName) return declared;
  const known = new Set(declared.mapping.map(({ value }) => value));
  const own = [...mapped.values]
    .filter((value) => !known.has(value))
    .map((value) => ({ value, id }));
  return { ...declared, mapping: [...declared.mapping, ...own] };
}

function completeDiscriminator(
  { id: base }: InterfaceDeclaration,
  { propertyName, mapping }: Discriminator,
  derivedByBase: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
  declarations: Declarations,
  propertiesOf: PropertiesOf,
): Discriminator | undefined {
  const property = propertiesOf(base).get(propertyName);
  if (property === undefined) return undefined;
  const mapped = new Set(mapping.map(({ id }) => id));
  const derived = new Set(derivedByBase.get(base));
  // A Set's iteration also visits what is added to it meanwhile.
  for (const id of derived) for (const deeper of derivedByBase.get(id) ?? []) derived.add(deeper);
  const named = [...derived]
    .filter((id) => id !== base && !mapped.has(id))
    .map((id) => ({ value: getSchemaName(id), id }));
  const all = [...mapping, ...named].filter(
    ({ id }) => isComposed(declarations.get(id)) || propertiesOf(id).has(propertyName),
  );
  if (!all.some(({ id }) => id !== base)) return undefined;
  if (!all.every(({ value }) => canHold(declarations, property.type, value))) return undefined;
  return { propertyName, mapping: sortedBy(all, ({ value }) => value) };
}

/** The declarations that directly inherit from each base. */
function collectDerived(
  declarations: Declarations,
): ReadonlyMap<DeclarationId, readonly DeclarationId[]> {
  const derived = new Map<DeclarationId, DeclarationId[]>();
  for (const [id, declaration] of declarations) {
    for (const base of getBases(declaration)) {
      const known = derived.get(base) ?? [];
      known.push(id);
      derived.set(base, known);
    }
  }
  return derived;
}

/** An intersection has the properties of its members. */
function isComposed(declaration: Declaration | undefined): boolean {
  return declaration?.kind === 'alias' && declaration.type.kind === 'intersection';
}

/** The last segment of an id: the schema's key in the document. */
function getSchemaName(id: DeclarationId): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/**
 * Gives each member of a discriminated union its value of the discriminator as a literal type, so that a program can
 * narrow the union. Bases are left out: a literal on a base would contradict the literals on its derived types.
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
  const valuesById = collectDiscriminatorValues([
    ...ofUnions,
    ...interfaces.flatMap(getDiscriminators),
  ]);
  const bases = new Set(interfaces.flatMap((declaration) => declaration.extends));
  const result = new Map(declarations);
  for (const [id, { propertyName, values }] of valuesById) {
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

/** Each member's property and values; a member that two discriminators identify by different properties is left out. */
function collectDiscriminatorValues(
  discriminators: readonly Discriminator[],
): ReadonlyMap<DeclarationId, DiscriminatorValues> {
  const byId = new Map<DeclarationId, { propertyName: string; values: Set<string> }>();
  const ambiguous = new Set<DeclarationId>();
  for (const { propertyName, mapping } of discriminators) {
    for (const { value, id } of mapping) {
      const known = byId.get(id) ?? { propertyName, values: new Set<string>() };
      if (known.propertyName !== propertyName) ambiguous.add(id);
      known.values.add(value);
      byId.set(id, known);
    }
  }
  ambiguous.forEach((id) => byId.delete(id));
  return byId;
}

/** True when a property of this type can hold the value. Where mapping and enum disagree, the enum wins. */
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

/** OpenAPI 3.1, section 4.8.25: a value maps to a reference or to a schema's name; a member without a mapping has its name. */
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
        `The value '${value}' maps to '${target}', which does not exist.`,
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
 * The discriminator of a schema that maps to itself alone, as Swashbuckle prints it on every member of a union and on
 * every derived schema; undefined when it maps to anything else, or to nothing.
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

/** The discriminator of a union that declares none, where each member maps to itself by the same property. */
export function getSharedDiscriminator(context: Context, type: TypeRef): Discriminator | undefined {
  if (type.kind !== 'union') return undefined;
  const members = type.members.filter(({ kind }) => kind !== 'null');
  const own = members.flatMap((member) =>
    member.kind === 'reference' ? (getOwnDiscriminator(context, member.id) ?? []) : [],
  );
  const [first] = own;
  if (first === undefined || own.length < members.length) return undefined;
  const mapping = own.flatMap((discriminator) => discriminator.mapping);
  const values = new Set(mapping.map(({ value }) => value));
  const { propertyName } = first;
  if (values.size < mapping.length || own.some((other) => other.propertyName !== propertyName))
    return undefined;
  return { propertyName, mapping: sortedBy(mapping, ({ value }) => value) };
}
