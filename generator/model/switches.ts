import { defined } from '../util/defined.js';
import type {
  ApiModel,
  Declaration,
  Declarations,
  DeclarationId,
  Docs,
  EnumDeclaration,
  Property,
  RuntimeScalar,
  TypeRef,
  Use,
} from './model.js';
import { NULL, union, unreachable, type TypeOfKind } from './type-refs.js';
import { getLineage, getOwnProperties } from './walk.js';
import { rewriteModel } from './rewrite.js';
import { TEMPORAL_FORMATS } from './temporal.js';

/** Switches of the generated code, as in `sdk.config.json`. A switch that is left out has its first value. */
export interface OutputSwitches {
  /**
   * `nonNullableIsRequired`: a property that cannot be null is required in responses, whatever the document says. ASP.NET
   * writes every property of a response, but its documents seldom declare them required. Requests stay as written.
   */
  readonly requiredness?: 'asWritten' | 'nonNullableIsRequired';
  /**
   * `const`: an object with the names and a type of the values; `union`: the type alone; `enum`: a TypeScript enum, which
   * `erasableSyntaxOnly` refuses and whose type excludes values that the API adds later.
   */
  readonly enums?: 'const' | 'union' | 'enum';
  /**
   * `date`: a `date-time` value is a `Date` in responses; in requests a `Date` or a string, which is sent unchanged. A
   * `date`, a `time` and a duration stay strings. `temporal`: all of them are values of Temporal instead.
   */
  readonly dates?: 'string' | 'date' | 'temporal';
  /**
   * `string`, `bigint`: 64-bit integers are read and written without loss of precision. A `number` is exact up to
   * `Number.MAX_SAFE_INTEGER` only. The values of enums stay numbers.
   */
  readonly int64?: 'number' | 'string' | 'bigint';
  /**
   * `accept`: a number that the API also accepts as text is a `number | string` in requests; in responses it is a `number`
   * in any case.
   */
  readonly numericStrings?: 'reject' | 'accept';
  /** `on`: the properties of responses and all arrays are readonly. */
  readonly readonly?: 'off' | 'on';
  /** `true`: the sources alone, without package.json and tsconfig.json, for the folder of an application. */
  readonly sourceOnly?: boolean;
  /** What relative imports of the sources end in: `.js`, `.ts` or nothing. A package has `js`. */
  readonly importExtension?: 'js' | 'ts' | 'none';
  /** `true`: the package has a program that serves its API to assistants. */
  readonly mcp?: boolean;
}

/** Applies the switches that change types; without one the model is returned as it is. */
export function withSwitches(model: ApiModel, switches: OutputSwitches): ApiModel {
  const { requiredness, enums } = switches;
  const required = requiredness === 'nonNullableIsRequired' ? nonNullableIsRequired(model) : model;
  return withRuntimeScalars(
    enums === 'enum' ? adaptToTypeScriptEnums(required) : required,
    switches,
  );
}

/**
 * Moves what a TypeScript enum cannot express to the places that refer to it. An enum cannot contain null, so references
 * to a nullable enum get it. A literal is not assignable to an enum, so a property that a variant narrows to its
 * discriminator's value has a union of the values instead.
 */
function adaptToTypeScriptEnums(model: ApiModel): ApiModel {
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

/** The declaration with the values of an enum in place of a reference to it, in the named properties. */
function withEnumValues(
  declaration: Declaration,
  names: ReadonlySet<string> | undefined,
  enums: Enums,
): Declaration {
  if (names === undefined) return declaration;
  const rewrite = (properties: readonly Property[]) =>
    properties.map((property) =>
      names.has(property.wireName)
        ? { ...property, type: toEnumValues(property.type, enums) }
        : property,
    );
  const part = (type: TypeRef): TypeRef => {
    if (type.kind === 'object') return { ...type, properties: rewrite(type.properties) };
    return type.kind === 'intersection' ? { ...type, members: type.members.map(part) } : type;
  };
  if (declaration.kind === 'interface')
    return { ...declaration, properties: rewrite(declaration.properties) };
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

/** By base: the properties that a variant redeclares with literals alone, its discriminator. */
function collectNarrowedProperties(
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
 * Marks dates, times and 64-bit integers with their runtime type, and numbers that requests may have as text.
 * Request and response types that contain one then differ.
 */
function withRuntimeScalars(model: ApiModel, switches: OutputSwitches): ApiModel {
  const chooseType = createTypeChooser(switches);
  const acceptsStrings = switches.numericStrings === 'accept';
  if (chooseType === undefined && !acceptsStrings) return model;
  return rewriteModel(model, {
    scalar: (type) => ({
      ...type,
      ...defined({ as: chooseType?.(type) }),
      ...(acceptsStrings && type.acceptsText && { sendsText: true }),
    }),
    docs: withRuntimeType,
  });
}

type ChooseRuntimeType = (type: TypeOfKind<'scalar'>) => RuntimeScalar | undefined;

function createTypeChooser({
  dates = 'string',
  int64,
}: OutputSwitches): ChooseRuntimeType | undefined {
  const whole = int64 === 'bigint' ? 'bigint' : int64 === 'string' ? 'digits' : undefined;
  const formats = dates === 'date' ? DATE_FORMATS : TEMPORAL_FORMATS;
  if (whole === undefined && dates === 'string') return undefined;
  return ({ scalar, format = '' }) => {
    if (scalar === 'boolean') return undefined;
    if (scalar === 'string') return dates === 'string' ? undefined : formats.get(format);
    return INT64_FORMATS.has(format) ? whole : undefined;
  };
}

const DATE_FORMATS: ReadonlyMap<string, RuntimeScalar> = new Map([['date-time', 'date']]);

/** C#'s `long` and `ulong`. */
const INT64_FORMATS: ReadonlySet<string> = new Set(['int64', 'uint64']);

function withRuntimeType(docs: Docs, type: TypeRef): Docs {
  const members = type.kind === 'union' ? type.members : [type];
  const [runtimeType] = members.flatMap((member) =>
    member.kind === 'scalar' && member.as !== undefined ? [member.as] : [],
  );
  return runtimeType === undefined || docs.format === undefined ? docs : { ...docs, runtimeType };
}

/**
 * Makes properties that cannot be null required in responses; requests and unused declarations stay as written. In a
 * declaration that travels in both directions such a property becomes two, one a direction, and the declaration splits.
 */
function nonNullableIsRequired(model: ApiModel): ApiModel {
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
  const required = { ...property, required: true };
  if (!use.request || property.access === 'read') return [required];
  return [
    { ...required, access: 'read' },
    { ...property, access: 'write' },
  ];
}

/** Creates a check whether a type admits null, which follows references. */
function createNullabilityCheck({ declarations }: ApiModel): (type: TypeRef) => boolean {
  const known = new Map<DeclarationId, boolean>();
  const declared = (id: DeclarationId): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    // A union that refers back to itself admits null only if another of its members does.
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
