import type {
  Declaration,
  Discriminator,
  InterfaceDeclaration,
  Property,
  RuntimeScalar,
  TypeRef,
} from '../model/model.js';
import { unreachable, type TypeOfKind } from '../model/type-refs.js';
import { getFileType } from '../model/walk.js';
import { getDeclarationNames, type TypeContext } from './context.js';
import { mapDiscriminatorValues } from './print-codec.js';
import { getVisibleProperties } from './print-type.js';
import { toLiteral, toPropertyKey, toStringLiteral } from './structures.js';
import { getBaseName, getTypeName, type TypeDirection } from './type-options.js';
import { getDiscriminator, getDiscriminatorName } from './variants.js';

/** For which direction a schema is printed. */
export interface SchemaOptions extends TypeContext {
  readonly direction: TypeDirection;
}

/** Prints a type as a JSON Schema, with the keywords of `templates/runtime/internal/conformance/schema.ts`. */
export function printSchema(type: TypeRef, options: SchemaOptions): string {
  const inner = (part: TypeRef) => printSchema(part, options);
  switch (type.kind) {
    case 'unknown':
      return 'true';
    case 'never':
      return 'false';
    case 'null':
    case 'scalar':
    case 'literal':
      return printPlainTypes([type], options).join('');
    case 'binary':
      return "{ 'x-type': 'binary' }";
    case 'reference': {
      const file = getFileType(options.model.declarations, type.id);
      return file ? inner(file) : printReference(getName(type.id, options));
    }
    case 'array':
      return printKeywords({ type: "'array'", items: inner(type.items) });
    case 'tuple': {
      const { items, rest, required = items.length } = type;
      return printKeywords({
        type: "'array'",
        prefixItems: printList(items.map(inner)),
        items: rest ? inner(rest) : 'false',
        minItems: String(required),
      });
    }
    case 'record':
      return printKeywords({ type: "'object'", additionalProperties: inner(type.values) });
    case 'object':
      return printObjectSchema(type, options);
    case 'intersection':
      return printKeywords({
        allOf: printList(
          type.members.map((member) =>
            member.kind === 'reference'
              ? printReference(getBase(member.id, options))
              : inner(member),
          ),
        ),
      });
    case 'union':
      return printUnionSchema(type, options);
    default:
      return unreachable(type);
  }
}

/** Prints the schema of a declared type. That of a base with variants is their union. */
export function printDeclarationSchema(declaration: Declaration, options: SchemaOptions): string {
  switch (declaration.kind) {
    case 'alias':
      return printSchema(declaration.type, options);
    case 'enum':
      return printEnum([
        ...declaration.members.map(({ value }) => value),
        ...(declaration.nullable ? [null] : []),
      ]);
    case 'interface':
      return declaration.variants
        ? printVariantsSchema(declaration, declaration.variants, options)
        : printInterfaceSchema(declaration, options);
    default:
      return unreachable(declaration);
  }
}

/** Prints the schema of an interface, without its variants. */
export function printInterfaceSchema(
  declaration: InterfaceDeclaration,
  options: SchemaOptions,
): string {
  const bases = declaration.extends.map((id) => printReference(getBase(id, options)));
  const own = printObjectSchema(declaration, options);
  return bases.length === 0 ? own : printKeywords({ allOf: printList([...bases, own]) });
}

/** In requests a base stands for every variant that the document does not have, as in its type. */
function printVariantsSchema(
  { id: base }: InterfaceDeclaration,
  variants: Discriminator,
  options: SchemaOptions,
): string {
  const fallback = variants.fallback ?? (options.direction === 'response' ? undefined : base);
  const toReference = (id: string) => `#/$defs/${getBase(id, options)}`;
  const members = new Set(variants.mapping.map(({ id }) => toReference(id)));
  if (fallback !== undefined) members.add(toReference(fallback));
  return printKeywords({
    anyOf: printList([...members].sort().map(printReferenceTo)),
    discriminator: printDiscriminator(
      { ...variants, ...(fallback !== undefined && { fallback }) },
      toReference,
      options,
    ),
  });
}

function printUnionSchema(type: TypeOfKind<'union'>, options: SchemaOptions): string {
  const isPlain = ({ kind }: TypeRef) => kind === 'null' || kind === 'scalar' || kind === 'literal';
  const members = [
    ...type.members
      .filter((member) => !isPlain(member))
      .map((member) => printSchema(member, options)),
    ...printPlainTypes(type.members.filter(isPlain), options),
  ];
  const [only, other] = members;
  if (only !== undefined && other === undefined) return only;
  const isNamed = type.members.every(({ kind }) => kind === 'reference' || kind === 'null');
  const discriminator = isNamed ? getDiscriminator(type, options.model) : undefined;
  const toReference = (id: string) => `#/$defs/${getName(id, options)}`;
  return printKeywords({
    anyOf: printList(members),
    discriminator: discriminator && printDiscriminator(discriminator, toReference, options),
  });
}

function printDiscriminator(
  discriminator: Discriminator,
  toReference: (id: string) => string,
  { model }: SchemaOptions,
): string {
  const { propertyName, fallback } = discriminator;
  const name = getDiscriminatorName(model, discriminator);
  const mapping = [...mapDiscriminatorValues(discriminator, model)].map(
    ([value, id]) => [value, toStringLiteral(toReference(id))] as const,
  );
  return printKeywords({
    propertyName: toStringLiteral(propertyName),
    'x-name': name === propertyName ? undefined : toStringLiteral(name),
    mapping: printTable(mapping),
    defaultMapping: fallback === undefined ? undefined : toStringLiteral(toReference(fallback)),
  });
}

/** Prints one schema for all scalars of a union and one for all its values; null is a part of the last. */
function printPlainTypes(
  types: readonly TypeRef[],
  { direction }: SchemaOptions,
): readonly string[] {
  const hasNull = types.some(({ kind }) => kind === 'null');
  const scalars = types.filter((type) => type.kind === 'scalar');
  const values = types.flatMap((type) => (type.kind === 'literal' ? [type.value] : []));
  const withNull = hasNull && values.length === 0 ? ['null'] : [];
  const wire = printNames([
    ...scalars.flatMap((type) => getWireTypes(type, direction)),
    ...withNull,
  ]);
  const program = printNames([
    ...scalars.flatMap((type) => getProgramTypes(type, direction)),
    ...withNull,
  ]);
  const typesSchema = printKeywords({
    type: wire,
    'x-type': program === wire ? undefined : program,
  });
  return [
    ...(scalars.length + withNull.length > 0 ? [typesSchema] : []),
    ...(values.length > 0 ? [printEnum([...values, ...(hasNull ? [null] : [])])] : []),
  ];
}

function getWireTypes(
  { scalar, sendsText }: TypeOfKind<'scalar'>,
  direction: TypeDirection,
): readonly string[] {
  return sendsText && direction === 'request' ? [scalar, 'string'] : [scalar];
}

/** A request also takes the type on the wire. */
function getProgramTypes(type: TypeOfKind<'scalar'>, direction: TypeDirection): readonly string[] {
  const wire = getWireTypes(type, direction);
  if (type.as === undefined) return wire;
  return [PROGRAM_TYPES[type.as], ...(direction === 'request' ? wire : [])];
}

/** The tags of values (`Object.prototype.toString`), or the types of JSON. */
const PROGRAM_TYPES: Readonly<Record<RuntimeScalar, string>> = {
  date: 'Date',
  bigint: 'BigInt',
  digits: 'string',
  duration: 'Temporal.Duration',
  instant: 'Temporal.Instant',
  plainDate: 'Temporal.PlainDate',
  plainDateTime: 'Temporal.PlainDateTime',
  plainTime: 'Temporal.PlainTime',
};

function printObjectSchema(
  {
    properties: all,
    additional,
  }: { readonly properties: readonly Property[]; readonly additional?: TypeRef },
  options: SchemaOptions,
): string {
  const properties = getVisibleProperties(all, options.direction);
  const required = properties.filter((property) => property.required);
  const named = properties.flatMap(({ wireName, name }) =>
    name === undefined ? [] : [[wireName, toStringLiteral(name)] as const],
  );
  return printKeywords({
    type: "'object'",
    properties:
      properties.length === 0
        ? undefined
        : printTable(
            properties.map(({ wireName, type }) => [wireName, printSchema(type, options)] as const),
          ),
    required:
      required.length === 0
        ? undefined
        : printList(required.map(({ wireName }) => toStringLiteral(wireName))),
    'x-names': named.length === 0 ? undefined : printTable(named),
    additionalProperties: additional && printSchema(additional, options),
  });
}

function getName(id: string, options: SchemaOptions): string {
  return getTypeName(getDeclarationNames(options, id), options.direction);
}

function getBase(id: string, options: SchemaOptions): string {
  return getBaseName(getDeclarationNames(options, id), options.direction);
}

function printReference(name: string): string {
  return printReferenceTo(`#/$defs/${name}`);
}

function printReferenceTo(target: string): string {
  return `{ $ref: ${toStringLiteral(target)} }`;
}

function printEnum(values: readonly (string | number | boolean | null)[]): string {
  return printKeywords({
    enum: printList(
      values.map((value) =>
        typeof value === 'string' ? toStringLiteral(value) : toLiteral(value),
      ),
    ),
  });
}

/** Prints one name as it is, and several as a list. */
function printNames(names: readonly string[]): string {
  const [only, ...others] = new Set(names);
  if (only !== undefined && others.length === 0) return toStringLiteral(only);
  return printList([...new Set(names)].map(toStringLiteral));
}

function printList(texts: readonly string[]): string {
  return `[${texts.join(', ')}]`;
}

/** Prints an object with these keywords; undefined ones are left out. */
function printKeywords(keywords: Readonly<Record<string, string | undefined>>): string {
  return printTable(
    Object.entries(keywords).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, text] as const],
    ),
  );
}

/** Prints an object with these keys; the last of two with the same key. */
export function printTable(entries: readonly (readonly [key: string, text: string])[]): string {
  const members = [...new Map(entries)].map(([key, text]) => `${toPropertyKey(key)}: ${text}`);
  return `{ ${members.join(', ')} }`;
}
