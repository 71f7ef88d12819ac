import type { SchemaObject } from '../document/openapi.js';
import type {
  Declaration,
  Declarations,
  DeclarationId,
  Discriminator,
  InterfaceDeclaration,
  Property,
  TypeRef,
} from '../model/model.js';
import { allowsNull, NULL, STRING, union } from '../model/type-refs.js';
import { findProperty, getBases, getUsedTypes, visitTypes, type Users } from '../model/walk.js';
import { defined } from '../util/defined.js';
import { byCodeUnit, sortedBy } from '../util/order.js';
import { getComponent, getOrigin, referenceTo, schemaId, type Context } from './context.js';

type PropertiesOf = (id: DeclarationId) => ReadonlyMap<string, Property>;

/**
 * Completes the discriminators of bases: a derived schema that is not mapped has its name as its value (OpenAPI 3.1,
 * section 4.8.25) or that of `x-ms-discriminator-value`, and a base that is derived itself has the value that the base above
 * maps to it. A base that does not declare the property gets it. One whose property cannot hold these values loses its
 * discriminator.
 */
export function withVariants(
  context: Context,
  declarations: Declarations,
  propertiesOf: PropertiesOf,
): Declarations {
  const derived = collectDerived(declarations);
  const mapped = collectDiscriminatorValues([...declarations.values()].flatMap(getDiscriminators));
  return new Map(
    [...declarations].map(([id, declaration]): [DeclarationId, Declaration] => {
      if (declaration.kind !== 'interface' || declaration.variants === undefined)
        return [id, declaration];
      const { variants: declared, ...plain } = declaration;
      const own = withOwnValues(context, declared, id, mapped.get(id));
      const variants = completeDiscriminator(
        context,
        plain,
        own,
        derived,
        declarations,
        propertiesOf,
      );
      if (variants === undefined) return [id, plain];
      const isDeclared = propertiesOf(id).has(variants.propertyName);
      const implied = isDeclared ? [] : [createImpliedProperty(plain, variants)];
      const properties = sortedBy([...plain.properties, ...implied], (own) => own.wireName);
      return [id, { ...plain, properties, variants }];
    }),
  );
}

function getDiscriminators(declaration: Declaration): readonly Discriminator[] {
  return declaration.kind === 'interface' && declaration.variants ? [declaration.variants] : [];
}

/** A discriminator that is not declared as a property is one all the same: it is what tells the variants apart. */
function createImpliedProperty(
  { origin }: InterfaceDeclaration,
  { propertyName }: Pick<Discriminator, 'propertyName'>,
): Property {
  return { wireName: propertyName, type: STRING, required: true, access: 'both', docs: {}, origin };
}

function withOwnValues(
  context: Context,
  declared: Discriminator,
  id: DeclarationId,
  mapped: DiscriminatorValues | undefined,
): Discriminator {
  const known = new Set(declared.mapping.map(({ value }) => value));
  const values = new Set(mapped?.propertyName === declared.propertyName ? mapped.values : []);
  const extension = readDiscriminatorValue(context, id);
  if (extension !== undefined && !declared.mapping.some((entry) => entry.id === id))
    values.add(extension);
  const own = [...values].filter((value) => !known.has(value)).map((value) => ({ value, id }));
  return { ...declared, mapping: [...declared.mapping, ...own] };
}

function completeDiscriminator(
  context: Context,
  { id: base }: InterfaceDeclaration,
  { propertyName, mapping, ...rest }: Discriminator,
  derivedByBase: ReadonlyMap<DeclarationId, readonly DeclarationId[]>,
  declarations: Declarations,
  propertiesOf: PropertiesOf,
): Discriminator | undefined {
  const property = propertiesOf(base).get(propertyName);
  const mapped = new Set(mapping.map(({ id }) => id));
  const derived = new Set(derivedByBase.get(base));
  // A Set's iteration also visits what is added to it meanwhile.
  for (const id of derived) for (const deeper of derivedByBase.get(id) ?? []) derived.add(deeper);
  const named = [...derived]
    .filter((id) => id !== base && !mapped.has(id))
    .map((id) => ({ value: readDiscriminatorValue(context, id) ?? getSchemaName(id), id }));
  const all = [...mapping, ...named].filter(
    ({ id }) =>
      id === base ||
      derived.has(id) ||
      isComposed(declarations.get(id)) ||
      propertiesOf(id).has(propertyName),
  );
  if (!all.some(({ id }) => id !== base)) return undefined;
  const fits = all.every(
    ({ value }) =>
      property === undefined || toLiteral(declarations, property.type, value) !== undefined,
  );
  if (!fits) return undefined;
  return { ...rest, propertyName, mapping: sortedBy(all, ({ value }) => value) };
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

/** What AutoRest's extension says in place of the schema's name. */
function readDiscriminatorValue(context: Context, id: DeclarationId): string | undefined {
  const schema = getComponent(context, id);
  return typeof schema === 'object' ? schema['x-ms-discriminator-value'] : undefined;
}

/** The last segment of an id: the schema's key in the document. */
function getSchemaName(id: DeclarationId): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/**
 * Gives each member of a discriminated union its value of the discriminator as a literal type, so that a program can
 * narrow the union; the property is added where the member does not declare it. Bases are left out: a literal on a base
 * would contradict the literals on its derived types. So is what a discriminator selects for all other values.
 *
 * @param ofUnions The discriminators of unions; those of bases are in the declarations.
 * @param isUsedAlone Whether a declaration is also used outside of unions, where nothing says that the property is there.
 */
export function withLiteralDiscriminators(
  declarations: Declarations,
  ofUnions: readonly Discriminator[],
  isUsedAlone: (id: DeclarationId) => boolean,
): Declarations {
  const interfaces = [...declarations.values()].flatMap((declaration) =>
    declaration.kind === 'interface' ? [declaration] : [],
  );
  const discriminators = [...ofUnions, ...interfaces.flatMap(getDiscriminators)];
  const valuesById = collectDiscriminatorValues(discriminators);
  const bases = new Set(interfaces.flatMap((declaration) => declaration.extends));
  const fallbacks = new Set(discriminators.map(({ fallback }) => fallback));
  const result = new Map(declarations);
  for (const [id, { propertyName, values, required }] of valuesById) {
    const declaration = declarations.get(id);
    if (declaration?.kind !== 'interface' || bases.has(id) || fallbacks.has(id)) continue;
    const declared = findProperty(declarations, id, propertyName);
    const isAlone = isUsedAlone(id);
    if (declared === undefined && isAlone) continue;
    const property = declared ?? createImpliedProperty(declaration, { propertyName });
    const sorted = [...values].sort(byCodeUnit);
    const literals = sorted.flatMap((value) => toLiteral(declarations, property.type, value) ?? []);
    if (literals.length < sorted.length) continue;
    const type = union([...literals, ...(allowsNull(property.type) ? [NULL] : [])]);
    const narrowed = {
      ...property,
      type: type.kind === 'union' ? ({ ...type, closed: true } as const) : type,
      required: property.required || (required && !isAlone),
    };
    const others = declaration.properties.filter((own) => own.wireName !== propertyName);
    result.set(id, {
      ...declaration,
      properties: sortedBy([...others, narrowed], (own) => own.wireName),
    });
  }
  return result;
}

/** The declarations that anything but a discriminated union refers to. */
export function collectUsedAlone(
  declarations: Declarations,
  users: Users,
): ReadonlySet<DeclarationId> {
  const found = new Set<DeclarationId>();
  const visit = (type: TypeRef) =>
    visitTypes(type, (part, parent) => {
      const isVariant = parent?.kind === 'union' && parent.discriminator !== undefined;
      if (part.kind === 'reference' && !isVariant) found.add(part.id);
    });
  for (const declaration of declarations.values()) {
    if (declaration.kind === 'alias') visit(declaration.type);
    if (declaration.kind !== 'interface') continue;
    declaration.properties.forEach(({ type }) => visit(type));
    if (declaration.additional) visit(declaration.additional);
  }
  getUsedTypes(users).forEach(visit);
  return found;
}

interface DiscriminatorValues {
  readonly propertyName: string;
  readonly values: ReadonlySet<string>;
  /** Whether all discriminators say that the property is always there. */
  readonly required: boolean;
}

/** Each member's property and values; a member that two discriminators identify by different properties is left out. */
function collectDiscriminatorValues(
  discriminators: readonly Discriminator[],
): ReadonlyMap<DeclarationId, DiscriminatorValues> {
  const byId = new Map<
    DeclarationId,
    { propertyName: string; values: Set<string>; required: boolean }
  >();
  const ambiguous = new Set<DeclarationId>();
  for (const { propertyName, mapping, required = false } of discriminators) {
    for (const { value, id } of mapping) {
      const known = byId.get(id) ?? { propertyName, values: new Set<string>(), required };
      if (known.propertyName !== propertyName) ambiguous.add(id);
      known.values.add(value);
      known.required &&= required;
      byId.set(id, known);
    }
  }
  ambiguous.forEach((id) => byId.delete(id));
  return byId;
}

/**
 * The value of a mapping as a property of this type has it: a mapping's keys are texts, the property may be a number.
 * Where mapping and enum disagree, the enum wins.
 */
function toLiteral(declarations: Declarations, type: TypeRef, value: string): TypeRef | undefined {
  switch (type.kind) {
    case 'unknown':
      return { kind: 'literal', value };
    case 'scalar':
      if (type.scalar === 'string') return { kind: 'literal', value };
      return type.scalar !== 'boolean' && String(Number(value)) === value
        ? { kind: 'literal', value: Number(value) }
        : undefined;
    case 'literal':
      return String(type.value) === value ? type : undefined;
    case 'union': {
      const [first] = type.members.flatMap((each) => toLiteral(declarations, each, value) ?? []);
      return first;
    }
    case 'reference': {
      const declaration = declarations.get(type.id);
      if (declaration?.kind === 'alias') return toLiteral(declarations, declaration.type, value);
      const members = declaration?.kind === 'enum' ? declaration.members : [];
      const found = members.find((member) => String(member.value) === value);
      return found && { kind: 'literal', value: found.value };
    }
    default:
      return undefined;
  }
}

/**
 * OpenAPI 3.1, section 4.8.25: a value maps to a reference or to a schema's name; a member without a mapping has its name.
 * OpenAPI 3.2, section 4.25: `defaultMapping` selects a schema for all other values.
 */
export function readDiscriminator(
  context: Context,
  schema: SchemaObject,
): Discriminator | undefined {
  if (schema.discriminator === undefined) return undefined;
  const { propertyName, defaultMapping } = schema.discriminator;
  const find = (what: string, target: string): DeclarationId | undefined => {
    const id = findMappedDeclaration(context, target);
    if (id === undefined)
      context.diagnostics.report(
        'discriminator-unresolved',
        getOrigin(context, schema).pointer,
        `${what} maps to '${target}', which does not exist.`,
      );
    return id;
  };
  const mapping = new Map<string, string>();
  for (const [value, target] of Object.entries(schema.discriminator.mapping ?? {})) {
    const id = find(`The value '${value}'`, target);
    if (id !== undefined) mapping.set(value, id);
  }
  const fallback =
    defaultMapping === undefined ? undefined : find('`defaultMapping`', defaultMapping);
  const mapped = new Set(mapping.values());
  for (const member of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
    if (typeof member === 'boolean' || member.$ref === undefined) continue;
    const type = referenceTo(context, member.$ref);
    if (type.kind === 'reference' && !mapped.has(type.id) && type.id !== fallback)
      mapping.set(readDiscriminatorValue(context, type.id) ?? getSchemaName(type.id), type.id);
  }
  return {
    propertyName,
    mapping: sortedBy(
      [...mapping].map(([value, id]) => ({ value, id })),
      (entry) => entry.value,
    ),
    ...(schema.required?.includes(propertyName) && { required: true }),
    ...defined({ fallback }),
  };
}

function findMappedDeclaration(context: Context, target: string): DeclarationId | undefined {
  const { schemas } = context.loaded.document.components;
  if (Object.hasOwn(schemas, target)) return schemaId(target);
  if (!target.startsWith('#')) {
    // Files have been included, so that the name in a URI is all that still tells which schema it means.
    const name = /([^/#?]+?)(?:\.(?:json|ya?ml))?$/i.exec(target)?.[1];
    return name !== undefined && Object.hasOwn(schemas, name) ? schemaId(name) : undefined;
  }
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
  const schema = getComponent(context, id);
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
