import type {
  ApiModel,
  Declaration,
  DeclarationId,
  Docs,
  EnumDeclaration,
  Property,
  RuntimeScalar,
  TypeRef,
  Use,
} from './model.js';
import { NULL, union, unreachable } from './types.js';
import { getLineage, getOwnProperties } from './walk.js';
import { rewriteModel, type ScalarType } from './rewrite.js';

/** How the package puts what the document means; as in `sdk.config.json`. What is left out has the first value. */
export interface OutputSwitches {
  /**
   * `nonNullableIsRequired`: a property that may not be null is always there in answers, `required` or not. ASP.NET
   * writes every property of an answer, and its documents seldom say so. Requests stay as written.
   */
  readonly requiredness?: 'asWritten' | 'nonNullableIsRequired';
  /**
   * `const`: an object for the names and a type of the values; `union`: the type alone; `enum`: a TypeScript enum, which
   * `erasableSyntaxOnly` refuses and which has no place for a value that the API adds.
   */
  readonly enums?: 'const' | 'union' | 'enum';
  /**
   * `date`: `date-time` values are a `Date` in answers, and a `Date` or a string, sent exactly as it is, in requests. A
   * `date`, a `time` and a duration stay strings.
   */
  readonly dates?: 'string' | 'date';
  /**
   * `string`, `bigint`: integers of 64 bits, read and written without losing a digit. A `number` is exact up to
   * `Number.MAX_SAFE_INTEGER` only. The values of enumerations stay numbers.
   */
  readonly int64?: 'number' | 'string' | 'bigint';
  /** `on`: the properties of answers are readonly, and so are all lists. */
  readonly readonly?: 'off' | 'on';
}

/** The model as these switches see it: the same one where nothing is switched that concerns it. */
export function withSwitches(model: ApiModel, switches: OutputSwitches): ApiModel {
  const { requiredness, enums } = switches;
  const required = requiredness === 'nonNullableIsRequired' ? nonNullableIsRequired(model) : model;
  return withRuntimeScalars(
    enums === 'enum' ? adaptToTypeScriptEnums(required) : required,
    switches,
  );
}

/**
 * What a TypeScript enum cannot do is said beside it. It holds no null: what refers to an enum that admits null admits
 * it in its place. And no literal is one of its values: a property that a variant narrows to its tag has the values.
 */
export function adaptToTypeScriptEnums(model: ApiModel): ApiModel {
  const enums = new Map(
    [...model.declarations].flatMap(([id, declaration]) =>
      declaration.kind === 'enum' ? [[id, declaration] as const] : [],
    ),
  );
  const narrowed = collectNarrowedProperties(model.declarations);
  return rewriteModel(model, {
    declaration: (declaration) =>
      declaration.kind === 'enum'
        ? { ...declaration, nullable: false }
        : withEnumValues(declaration, narrowed.get(declaration.id), enums),
    reference: (type) => (enums.get(type.id)?.nullable ? union([type, NULL]) : type),
  });
}

type Enums = ReadonlyMap<DeclarationId, EnumDeclaration>;

/** The declaration with the values of an enum, where it refers to one by these properties. */
function withEnumValues(
  declaration: Declaration,
  names: ReadonlySet<string> | undefined,
  enums: Enums,
): Declaration {
  if (names === undefined) return declaration;
  const spelled = (properties: readonly Property[]) =>
    properties.map((property) =>
      names.has(property.wireName)
        ? { ...property, type: toEnumValues(property.type, enums) }
        : property,
    );
  const part = (type: TypeRef): TypeRef => {
    if (type.kind === 'object') return { ...type, properties: spelled(type.properties) };
    return type.kind === 'intersection' ? { ...type, members: type.members.map(part) } : type;
  };
  if (declaration.kind === 'interface')
    return { ...declaration, properties: spelled(declaration.properties) };
  return declaration.kind === 'alias'
    ? { ...declaration, type: part(declaration.type) }
    : declaration;
}

function toEnumValues(type: TypeRef, enums: Enums): TypeRef {
  if (type.kind === 'union')
    return union(type.members.map((member) => toEnumValues(member, enums)));
  const of = type.kind === 'reference' ? enums.get(type.id) : undefined;
  if (of === undefined) return type;
  const values = of.members.map(({ value }): TypeRef => ({ kind: 'literal', value }));
  return union(of.nullable ? [...values, NULL] : values);
}

type Declarations = ReadonlyMap<DeclarationId, Declaration>;

/** The properties, by what is inherited from, that a variant has again with literals alone: its tag. */
export function collectNarrowedProperties(
  declarations: Declarations,
): ReadonlyMap<DeclarationId, ReadonlySet<string>> {
  const narrowed = new Map<DeclarationId, Set<string>>();
  for (const declaration of declarations.values()) {
    const tags = getOwnProperties(declaration).filter(({ type }) => isLiteral(type));
    if (tags.length === 0) continue;
    for (const base of getLineage(declarations, declaration.id)) {
      if (base === declaration.id) continue;
      const names = narrowed.get(base) ?? new Set();
      for (const { wireName } of tags) names.add(wireName);
      narrowed.set(base, names);
    }
  }
  return narrowed;
}

function isLiteral(type: TypeRef): boolean {
  if (type.kind !== 'union') return type.kind === 'literal';
  return type.members.every(({ kind }) => kind === 'literal' || kind === 'null');
}

/**
 * The model with `date-time` texts and 64-bit integers marked as what a program holds for them. The sides of what contains
 * one then differ: an answer holds the one thing, a request takes the other too.
 */
export function withRuntimeScalars(model: ApiModel, switches: OutputSwitches): ApiModel {
  const heldAs = runtimeTypeChooser(switches);
  if (heldAs === undefined) return model;
  return rewriteModel(model, {
    scalar: (type) => {
      const as = heldAs(type);
      return as === undefined ? type : { ...type, as };
    },
    members: (members) => withoutDigitStrings(members, heldAs),
    docs: withRuntimeType,
  });
}

type ChooseRuntimeType = (type: ScalarType) => RuntimeScalar | undefined;

function runtimeTypeChooser({ dates, int64 }: OutputSwitches): ChooseRuntimeType | undefined {
  const whole = int64 === 'bigint' ? 'bigint' : int64 === 'string' ? 'digits' : undefined;
  const date = dates === 'date' ? 'date' : undefined;
  if (whole === undefined && date === undefined) return undefined;
  return ({ scalar, format = '' }) => {
    if (scalar === 'boolean') return undefined;
    if (scalar === 'string') return format === 'date-time' ? date : undefined;
    return INT64_FORMATS.has(format) ? whole : undefined;
  };
}

/** C#'s `long` and `ulong`. */
const INT64_FORMATS: ReadonlySet<string> = new Set(['int64', 'uint64']);

/** .NET 10 calls a `long` "whole number, or string of digits", since it reads both: that is one thing, written as a number. */
function withoutDigitStrings(
  members: readonly TypeRef[],
  heldAs: ChooseRuntimeType,
): readonly TypeRef[] {
  const scalars = members.filter((member) => member.kind === 'scalar');
  if (!scalars.some((member) => member.scalar !== 'string' && heldAs(member) !== undefined))
    return members;
  return members.filter(
    (member) =>
      member.kind !== 'scalar' ||
      member.scalar !== 'string' ||
      !INT64_FORMATS.has(member.format ?? ''),
  );
}

function withRuntimeType(docs: Docs, type: TypeRef): Docs {
  const members = type.kind === 'union' ? type.members : [type];
  const held = members.flatMap((member) =>
    member.kind === 'scalar' && member.as !== undefined ? [member.as] : [],
  );
  const [heldAs] = held;
  return heldAs === undefined || docs.format === undefined
    ? docs
    : { ...docs, runtimeType: heldAs };
}

/**
 * A property that may not be null counts as required in answers; requests stay as written. A declaration that travels
 * both ways then splits: such a property becomes two of one direction each, required in the answer's alone. What no
 * operation reaches stays as written too.
 */
export function nonNullableIsRequired(model: ApiModel): ApiModel {
  const mayBeNull = createNullabilityCheck(model);
  return rewriteModel(model, {
    properties: (properties, use) =>
      properties.flatMap((property) =>
        property.required || property.access === 'write' || mayBeNull(property.type)
          ? [property]
          : requiredInResponses(property, use),
      ),
  });
}

function requiredInResponses(property: Property, use: Use): readonly Property[] {
  if (!use.response) return [property];
  const always = { ...property, required: true };
  if (!use.request || property.access === 'read') return [always];
  return [
    { ...always, access: 'read' },
    { ...property, access: 'write' },
  ];
}

/** Says whether a type admits null, through whatever it refers to. */
function createNullabilityCheck({ declarations }: ApiModel): (type: TypeRef) => boolean {
  const known = new Map<DeclarationId, boolean>();
  const declared = (id: DeclarationId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // A choice that leads back to itself admits null only if another of its members does.
    known.set(id, false);
    const declaration = declarations.get(id);
    const admits =
      (declaration?.kind === 'enum' && declaration.nullable) ||
      (declaration?.kind === 'alias' && mayBeNull(declaration.type));
    known.set(id, admits);
    return admits;
  };
  const mayBeNull = (type: TypeRef): boolean => {
    switch (type.kind) {
      case 'null':
      case 'unknown':
        return true;
      case 'union':
        return type.members.some(mayBeNull);
      case 'intersection':
        return type.members.every(mayBeNull);
      case 'reference':
        return declared(type.id);
      case 'never':
      case 'scalar':
      case 'literal':
      case 'binary':
      case 'array':
      case 'tuple':
      case 'record':
      case 'object':
        return false;
      default:
        return unreachable(type);
    }
  };
  return mayBeNull;
}
