import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import type { TypeDirection } from '../../emit/index.js';
import type { ApiModel, Declaration } from '../../model/model.js';
import type { OutputSwitches } from '../../model/switches.js';
import { findByteSchemas } from './bytes.js';
import { SwitchEffects } from './switch-effects.js';
import type { Discriminators } from './discriminators.js';
import {
  collectProperties,
  getOthers,
  getSchema,
  getTypes,
  hasOwnKeywords,
  impliedType,
  isClosable,
  isFreeForm,
  isJavaScriptPattern,
  resolveDirection,
  type Schema,
  type WholeProperties,
} from './normal-form.js';

/** A schema of JSON Schema 2020-12, for ajv and json-schema-faker. */
export type JsonSchema = Readonly<Record<string, unknown>> | boolean;

/**
 * `asWritten`: everything that the schema says, and no undeclared properties: an object literal of TypeScript may have only
 * what its type declares, so a valid instance does too, unless `additionalProperties` allows others.
 * `asTyped`: only what a type can express. What it refuses, the type must refuse.
 */
export type Strictness = 'asWritten' | 'asTyped';

/** A schema of the normal form, in one direction. */
export interface DirectedSchema {
  readonly schema: Schema;
  readonly direction: TypeDirection;
}

/** Whether a schema describes the whole value, is a member of a union, or a base to which other schemas add. */
type Position = 'whole' | 'member' | 'base';

/** Takes the place of a `Blob` in an instance, which JSON cannot express. */
export const BLOB = '\u0001blob';

/** Takes the place of a discriminator's value that the document does not name: no string is of its type in the package. */
export const UNRECOGNIZED = '\u0001unrecognizedTag';

/** Converts the schemas of a document in normal form to JSON Schema. */
export class JsonSchemas {
  readonly #document: OpenApiDocument;
  readonly #declarations = new Map<object, Declaration>();
  readonly #discriminators: Discriminators;
  readonly #strictness: Strictness;
  /** The schemas whose value is a `Blob`. */
  readonly #bytes: ReadonlySet<Schema>;
  readonly #switches: SwitchEffects;
  readonly #names = new Map<Schema, Map<string, string>>();
  readonly #definitions = new Map<string, JsonSchema>();
  /** The schemas of the value that is being converted: one of them inside itself is a cycle. */
  #composing = new Set<object>();

  constructor(
    document: OpenApiDocument,
    model: ApiModel,
    discriminators: Discriminators,
    strictness: Strictness,
    switches: OutputSwitches,
  ) {
    this.#document = document;
    this.#discriminators = discriminators;
    this.#strictness = strictness;
    this.#bytes = findByteSchemas(document);
    this.#switches = new SwitchEffects(document, switches);
    for (const declaration of model.declarations.values()) {
      const node = getSchema(document, declaration.id);
      if (typeof node === 'object') this.#declarations.set(node, declaration);
    }
  }

  /** A reference into {@link definitions}. */
  reference({ schema, direction }: DirectedSchema, position: Position = 'whole'): string {
    const views = this.#names.get(schema) ?? new Map<string, string>();
    this.#names.set(schema, views);
    const key = `${direction} ${position}`;
    const known = views.get(key);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `s${this.#definitions.size}`;
    views.set(key, name);
    this.#definitions.set(name, true); // Reserves the name while the schemas that it refers to are converted.
    this.#definitions.set(name, this.#toDefinition(schema, direction, position));
    return `#/$defs/${name}`;
  }

  /** Everything that has been referred to so far, with what it refers to. */
  get definitions(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries(this.#definitions);
  }

  /** A base with a discriminator means any of its variants, except where other schemas inherit from it. */
  #toDefinition(schema: Schema, direction: TypeDirection, position: Position): JsonSchema {
    const variants =
      typeof schema === 'object' ? this.#discriminators.variants.get(schema) : undefined;
    if (variants === undefined || position === 'base')
      return this.#convert(schema, direction, position);
    const own = this.#convert(schema, direction, 'member');
    const value = { enum: [...variants.own, UNRECOGNIZED] };
    const anyOf = [
      ...[...variants.members].map((member) => ({
        $ref: this.#toReference(member, direction, 'member'),
      })),
      direction === 'response'
        ? { allOf: [own, { properties: { [variants.propertyName]: value } }] }
        : own,
    ];
    const isClosed = this.#strictness === 'asWritten' && position === 'whole';
    return { anyOf, ...(isClosed && { unevaluatedProperties: false }) };
  }

  #convert(
    schema: Schema,
    direction: TypeDirection,
    position: Position,
    outer?: WholeProperties,
  ): JsonSchema {
    if (typeof schema === 'boolean') return schema;
    if (this.#bytes.has(schema))
      return getTypes(schema).includes('null') ? { enum: [BLOB, null] } : { const: BLOB };
    const whole = collectProperties(this.#document, schema, direction, outer);
    return {
      ...this.#convertValues(schema, direction),
      ...this.#convertObject(schema, direction, position, whole),
      ...(schema.items !== undefined && { items: this.#convertNested(schema.items, direction) }),
      ...(schema.prefixItems && {
        prefixItems: schema.prefixItems.map((item) => this.#convertNested(item, direction)),
      }),
      ...this.#convertComposition(schema, direction, position, whole),
    };
  }

  /** Converts the schema of a value inside the value. */
  #convertNested(schema: Schema, direction: TypeDirection): JsonSchema {
    const outer = this.#composing;
    this.#composing = new Set();
    const converted = this.#convert(schema, direction, 'whole');
    this.#composing = outer;
    return converted;
  }

  #convertValues(schema: SchemaObject, direction: TypeDirection): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    const written = schema.type ?? impliedType(schema);
    const takesText = this.#switches.takesText(schema, direction);
    const type = takesText ? [written, 'string'].flat() : written;
    if (type !== undefined) out['type'] = type;
    if (schema.const !== undefined) out['const'] = schema.const;
    if (schema.enum && this.#isOpenEnum(schema, direction))
      out['type'] = [...new Set(schema.enum.map((one) => (one === null ? 'null' : typeof one)))];
    else if (schema.enum) out['enum'] = schema.enum;
    if (this.#strictness === 'asTyped') {
      if (type !== undefined) out['type'] = this.#switches.getTypes(schema, out['type']);
      return out;
    }
    for (const key of BEYOND_TYPES) if (schema[key] !== undefined) out[key] = schema[key];
    if (schema.pattern !== undefined && isJavaScriptPattern(schema.pattern))
      out['pattern'] = schema.pattern;
    if (takesText) out['pattern'] = '^-?\\d+(\\.\\d+)?$';
    if (schema.not !== undefined) out['not'] = this.#convert(schema.not, direction, 'base');
    return out;
  }

  /**
   * Swashbuckle writes `additionalProperties: false` on each part of an inheritance. Taken literally, no value would be valid:
   * it is read as a statement about the whole.
   */
  #convertObject(
    schema: SchemaObject,
    direction: TypeDirection,
    position: Position,
    { hidden, declared }: WholeProperties,
  ): Record<string, unknown> {
    const { properties, required } = schema;
    const others = getOthers(schema);
    const visible = Object.entries(properties ?? {}).filter(([name]) => !hidden.has(name));
    const always = this.#switches.listAlwaysPresent(visible, direction);
    const needed = [...new Set([...(required ?? []), ...always])].filter(
      (name) => !hidden.has(name),
    );
    const undeclared = needed.filter((name) => !declared.has(name));
    const isClosed = this.#strictness === 'asWritten' && position === 'whole' && isClosable(schema);
    // An index signature of TypeScript also covers the named properties, so beside them it must be wider.
    const isExpressible = this.#strictness === 'asWritten' || declared.size === 0;
    const shape = visible.map(([name, node]) => [name, this.#convertNested(node, direction)]);
    return {
      ...(needed.length > 0 && { required: needed }),
      ...((properties || undeclared.length > 0) && {
        properties: Object.fromEntries([...undeclared.map((name) => [name, true]), ...shape]),
      }),
      ...(others !== undefined && isExpressible && this.#convertOthers(schema, others, direction)),
      ...(isFreeForm(schema) && { additionalProperties: true }),
      ...(isClosed && { unevaluatedProperties: false }),
    };
  }

  /** A type has no patterns: it gives undeclared properties the types of all of them. */
  #convertOthers(
    { patternProperties = {} }: SchemaObject,
    others: Schema,
    direction: TypeDirection,
  ): Record<string, unknown> {
    const named = Object.entries(patternProperties).map(
      ([name, part]) => [name, this.#convertNested(part, direction)] as const,
    );
    const rest = others === false ? [] : [this.#convertNested(others, direction)];
    if (this.#strictness === 'asWritten')
      return {
        ...(named.length > 0 && { patternProperties: Object.fromEntries(named) }),
        ...(rest.length > 0 && { additionalProperties: rest[0] }),
      };
    const all = [...named.map(([, part]) => part), ...rest];
    return all.length === 0 ? {} : { additionalProperties: { anyOf: all } };
  }

  /**
   * `oneOf` is read as `anyOf`: a type cannot express "exactly one", and where a base is among its own variants, as
   * Swashbuckle writes it, every variant would match twice.
   */
  #convertComposition(
    schema: SchemaObject,
    direction: TypeDirection,
    position: Position,
    whole: WholeProperties,
  ): Record<string, unknown> {
    this.#composing.add(schema);
    const parts = (schemas: readonly Schema[] | undefined, as: 'member' | 'base') =>
      (schemas ?? []).map((part) =>
        this.#closesCycle(part) ? as === 'base' : this.#convert(part, direction, as, whole),
      );
    const values = this.#discriminators.values.get(schema);
    const implied = this.#discriminators.implied.get(schema);
    const members = (schemas: readonly Schema[] | undefined) =>
      parts(schemas, 'member').map((converted, index) =>
        this.#withDiscriminator(schema, schemas?.[index] ?? true, converted, direction),
      );
    const fallback = this.#discriminators.unions.get(schema)?.fallback;
    const other = fallback === undefined ? [] : [fallback];
    const unions = [
      members(schema.anyOf && [...schema.anyOf, ...other]),
      members(schema.oneOf && [...schema.oneOf, ...other]),
    ].filter((union) => union.length > 0);
    const allOf: JsonSchema[] = [
      ...parts(schema.allOf, 'base'),
      ...(values ? [toObjectWith(values.propertyName, [...values.values], values.required)] : []),
      ...(implied === undefined
        ? []
        : [{ properties: { [implied]: { type: 'string' } }, required: [implied] }]),
      ...unions.slice(1).map((anyOf) => ({ anyOf })),
    ];
    const isAlone = !hasOwnKeywords(schema) && allOf.length + unions.length === 0;
    const $ref = schema.$ref && this.#follow(schema.$ref, direction, isAlone ? position : 'base');
    this.#composing.delete(schema);
    if ($ref && !isAlone) allOf.push({ $ref });
    return {
      ...($ref && isAlone && { $ref }),
      ...(allOf.length > 0 && { allOf }),
      ...(unions[0] && { anyOf: unions[0] }),
    };
  }

  /** The member of a union, with what the union's discriminator says of it. */
  #withDiscriminator(
    union: SchemaObject,
    part: Schema,
    converted: JsonSchema,
    direction: TypeDirection,
  ): JsonSchema {
    const member =
      typeof part === 'object' && part.$ref !== undefined
        ? getSchema(this.#document, part.$ref)
        : part;
    const rule =
      typeof member === 'object'
        ? this.#discriminators.unions.get(union)?.byMember.get(member)
        : undefined;
    if (rule === undefined || (rule.isOpen && direction !== 'response')) return converted;
    const values = [...rule.values, ...(rule.isOpen ? [UNRECOGNIZED] : [])];
    return { allOf: [converted, toObjectWith(rule.propertyName, values, rule.required)] };
  }

  /** A schema composed of itself adds nothing to a union or an intersection, and ajv would not end. */
  #closesCycle(part: Schema): boolean {
    if (typeof part === 'boolean') return false;
    const target = part.$ref === undefined ? part : getSchema(this.#document, part.$ref);
    return typeof target === 'object' && this.#composing.has(target);
  }

  /** Enums in responses are open by design: a value that the server adds later must not break a program. */
  #isOpenEnum(schema: SchemaObject, direction: TypeDirection): boolean {
    if (this.#strictness === 'asWritten') return false;
    const values = (schema.enum ?? []).filter((value) => value !== null);
    const isPlain = ['string', 'number'].some((kind) =>
      values.every((value) => typeof value === kind),
    );
    if (!isPlain || values.length === 0) return false;
    const declaration = this.#declarations.get(schema);
    if (declaration?.kind === 'enum') return declaration.use.response;
    return direction === 'response' && values.length > 1;
  }

  #follow(ref: string, direction: TypeDirection, position: Position): string {
    const schema = getSchema(this.#document, ref);
    if (schema === undefined) throw new Error(`${ref} does not exist in the normal form`);
    return this.#toReference(schema, direction, position);
  }

  /** A reference to a schema from a type of this direction. */
  #toReference(schema: Schema, direction: TypeDirection, position: Position): string {
    const declaration = typeof schema === 'object' ? this.#declarations.get(schema) : undefined;
    const printed = declaration ? resolveDirection(declaration, direction) : direction;
    return this.reference({ schema, direction: printed }, position);
  }
}

/** They can make an instance invalid, but no type can express them, so a type need not refuse it. */
const BEYOND_TYPES = [
  'format',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minProperties',
  'maxProperties',
] as const;

/**
 * A schema with only the definitions that it needs, since json-schema-faker walks all of them. It does not support
 * `unevaluatedProperties`, so that is left out.
 */
export function toStandaloneSchema(
  definitions: Readonly<Record<string, JsonSchema>>,
  reference: string,
): JsonSchema {
  const needed = new Set([getDefinitionName(reference)]);
  // Iterating over a Set also visits what is added meanwhile.
  for (const name of needed) addReferences(definitions[name], needed);
  const $defs = [...needed].map((name) => [name, definitions[name]]);
  const open = JSON.stringify(Object.fromEntries($defs), (key, value: unknown) =>
    key === 'unevaluatedProperties' && value === false ? undefined : value,
  );
  return { $ref: reference, $defs: JSON.parse(open) as JsonSchema };
}

function getDefinitionName(reference: string): string {
  return reference.slice('#/$defs/'.length);
}

function addReferences(value: unknown, names: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key === '$ref' && typeof inner === 'string') names.add(getDefinitionName(inner));
    else addReferences(inner, names);
  }
}

/** An object whose property has one of these values. */
function toObjectWith(name: string, values: readonly unknown[], required: boolean): JsonSchema {
  return { properties: { [name]: { enum: values } }, ...(required && { required: [name] }) };
}
