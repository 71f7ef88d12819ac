import type { OpenApiDocument, SchemaObject } from '../../document/openapi.js';
import type { ApiModel, Declaration } from '../../model/model.js';
import type { OutputSwitches } from '../../model/switches.js';
import { aroundOf, type Around } from './around.js';
import { BLOB, UNRECOGNIZED } from './marks.js';
import {
  hasOwnWords,
  impliedType,
  isBinary,
  isClosable,
  isFreeForm,
  isReadablePattern,
  schemaOf,
  typesOf,
  type Schema,
} from './normal-form.js';
import { sideSeen, type Side } from './sides.js';
import { Switched } from './switched.js';
import type { Tags } from './tags.js';

/** A schema of JSON Schema 2020-12 as ajv and json-schema-faker read it. */
export type JsonSchema = Readonly<Record<string, unknown>> | boolean;

/**
 * `asWritten`: all that the schema says, and nothing undeclared: an object literal of TypeScript may hold
 * no more than its type declares, so a good instance does not either, unless `additionalProperties` asks.
 * `asTyped`: only what a type can express. What that refuses, a type must refuse.
 */
export type Reading = 'asWritten' | 'asTyped';

/** A schema of the normal form, seen from one side. */
export interface View {
  readonly schema: Schema;
  readonly side: Side;
}

/** Whether it is a value's whole schema, a member of a choice, or what other schemas add to. */
type Position = 'whole' | 'member' | 'base';

/** The schemas of a document in normal form, as JSON Schema says them. */
export class JsonSchemas {
  readonly #document: OpenApiDocument;
  readonly #declarations = new Map<object, Declaration>();
  readonly #tags: Tags;
  readonly #reading: Reading;
  readonly #switched: Switched;
  readonly #names = new Map<Schema, Map<string, string>>();
  readonly #definitions = new Map<string, JsonSchema>();
  /** The schemas of the value that is being described: to meet one of them again is a cycle. */
  #composing = new Set<object>();

  constructor(
    document: OpenApiDocument,
    model: ApiModel,
    tags: Tags,
    reading: Reading,
    switches: OutputSwitches,
  ) {
    this.#document = document;
    this.#tags = tags;
    this.#reading = reading;
    this.#switched = new Switched(document, switches);
    for (const declaration of model.declarations.values()) {
      const node = schemaOf(document, declaration.id);
      if (typeof node === 'object') this.#declarations.set(node, declaration);
    }
  }

  /** A reference into {@link definitions}. */
  reference({ schema, side }: View, position: Position = 'whole'): string {
    const views = this.#names.get(schema) ?? new Map<string, string>();
    this.#names.set(schema, views);
    const key = `${side} ${position}`;
    const known = views.get(key);
    if (known !== undefined) return `#/$defs/${known}`;
    const name = `s${this.#definitions.size}`;
    views.set(key, name);
    this.#definitions.set(name, true); // Keeps the name while what it refers to is made.
    this.#definitions.set(name, this.#definition(schema, side, position));
    return `#/$defs/${name}`;
  }

  /** All that has been referred to so far, and what that refers to. */
  get definitions(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries(this.#definitions);
  }

  /** A base that discriminators speak of stands for its variants, but where others inherit from it. */
  #definition(schema: Schema, side: Side, position: Position): JsonSchema {
    const variants = typeof schema === 'object' ? this.#tags.variants.get(schema) : undefined;
    if (variants === undefined || position === 'base')
      return this.#translate(schema, side, position);
    const own = this.#translate(schema, side, 'member');
    const tag = { enum: [...variants.own, UNRECOGNIZED] };
    const anyOf = [
      ...[...variants.members].map((member) => ({ $ref: this.#view(member, side, 'member') })),
      side === 'response'
        ? { allOf: [own, { properties: { [variants.propertyName]: tag } }] }
        : own,
    ];
    const isClosed = this.#reading === 'asWritten' && position === 'whole';
    return { anyOf, ...(isClosed && { unevaluatedProperties: false }) };
  }

  #translate(schema: Schema, side: Side, position: Position, around?: Around): JsonSchema {
    if (typeof schema === 'boolean') return schema;
    if (isBinary(schema))
      return typesOf(schema).includes('null') ? { enum: [BLOB, null] } : { const: BLOB };
    const known = aroundOf(this.#document, schema, side, around);
    return {
      ...this.#values(schema, side),
      ...this.#object(schema, side, position, known),
      ...(schema.items !== undefined && { items: this.#below(schema.items, side) }),
      ...(schema.prefixItems && {
        prefixItems: schema.prefixItems.map((item) => this.#below(item, side)),
      }),
      ...this.#composition(schema, side, position, known),
    };
  }

  /** The schema of a value inside the value. */
  #below(schema: Schema, side: Side): JsonSchema {
    const around = this.#composing;
    this.#composing = new Set();
    const made = this.#translate(schema, side, 'whole');
    this.#composing = around;
    return made;
  }

  #values(schema: SchemaObject, side: Side): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    const type = schema.type ?? impliedType(schema);
    if (type !== undefined) out['type'] = type;
    if (schema.const !== undefined) out['const'] = schema.const;
    if (schema.enum && this.#isOpen(schema, side))
      out['type'] = [...new Set(schema.enum.map((one) => (one === null ? 'null' : typeof one)))];
    else if (schema.enum) out['enum'] = schema.enum;
    if (this.#reading === 'asTyped') {
      if (type !== undefined) out['type'] = this.#switched.typesTold(schema, out['type']);
      return out;
    }
    for (const key of BEYOND_TYPES) if (schema[key] !== undefined) out[key] = schema[key];
    if (schema.pattern !== undefined && isReadablePattern(schema.pattern))
      out['pattern'] = schema.pattern;
    if (schema.not !== undefined) out['not'] = this.#translate(schema.not, side, 'base');
    return out;
  }

  /**
   * Swashbuckle prints `additionalProperties: false` on each part of an inheritance, which taken by the
   * letter lets nothing pass: it is read as said of the whole.
   */
  #object(
    schema: SchemaObject,
    side: Side,
    position: Position,
    { hidden, declared }: Around,
  ): Record<string, unknown> {
    const { properties, required, additionalProperties } = schema;
    const visible = Object.entries(properties ?? {}).filter(([name]) => !hidden.has(name));
    const always = this.#switched.alwaysThere(visible, side);
    const asked = [...new Set([...(required ?? []), ...always])].filter(
      (name) => !hidden.has(name),
    );
    const undeclared = asked.filter((name) => !declared.has(name));
    const isClosed = this.#reading === 'asWritten' && position === 'whole' && isClosable(schema);
    // An index signature of TypeScript covers the named properties too, so beside them it is wider.
    const isSayable = this.#reading === 'asWritten' || declared.size === 0;
    const shape = visible.map(([name, node]) => [name, this.#below(node, side)]);
    return {
      ...(asked.length > 0 && { required: asked }),
      ...((properties || undeclared.length > 0) && {
        properties: Object.fromEntries([...undeclared.map((name) => [name, true]), ...shape]),
      }),
      ...(additionalProperties !== undefined &&
        additionalProperties !== false &&
        isSayable && {
          additionalProperties: this.#below(additionalProperties, side),
        }),
      ...(isFreeForm(schema) && { additionalProperties: true }),
      ...(isClosed && { unevaluatedProperties: false }),
    };
  }

  /**
   * "Exactly one" is read as "one of": types cannot say it, and where a base stands among its own
   * variants, as Swashbuckle prints it, every variant would match twice.
   */
  #composition(
    schema: SchemaObject,
    side: Side,
    position: Position,
    around: Around,
  ): Record<string, unknown> {
    this.#composing.add(schema);
    const parts = (schemas: readonly Schema[] | undefined, as: 'member' | 'base') =>
      (schemas ?? []).map((part) =>
        this.#closesCycle(part) ? as === 'base' : this.#translate(part, side, as, around),
      );
    const tag = this.#tags.of.get(schema);
    const choices = [parts(schema.anyOf, 'member'), parts(schema.oneOf, 'member')].filter(
      (choice) => choice.length > 0,
    );
    const allOf: JsonSchema[] = [
      ...parts(schema.allOf, 'base'),
      ...(tag ? [{ properties: { [tag.propertyName]: { enum: [...tag.values] } } }] : []),
      ...choices.slice(1).map((anyOf) => ({ anyOf })),
    ];
    const isAlone = !hasOwnWords(schema) && allOf.length + choices.length === 0;
    const $ref = schema.$ref && this.#follow(schema.$ref, side, isAlone ? position : 'base');
    this.#composing.delete(schema);
    if ($ref && !isAlone) allOf.push({ $ref });
    return {
      ...($ref && isAlone && { $ref }),
      ...(allOf.length > 0 && { allOf }),
      ...(choices[0] && { anyOf: choices[0] }),
    };
  }

  /** A schema composed of itself adds nothing to a choice, nor to a conjunction; ajv would not end. */
  #closesCycle(part: Schema): boolean {
    if (typeof part === 'boolean') return false;
    const target = part.$ref === undefined ? part : schemaOf(this.#document, part.$ref);
    return typeof target === 'object' && this.#composing.has(target);
  }

  /** Enumerations that a server answers with are open by design: tomorrow's value must not break today's program. */
  #isOpen(schema: SchemaObject, side: Side): boolean {
    if (this.#reading === 'asWritten') return false;
    const values = (schema.enum ?? []).filter((value) => value !== null);
    const isPlain = ['string', 'number'].some((kind) =>
      values.every((value) => typeof value === kind),
    );
    if (!isPlain || values.length === 0) return false;
    const declaration = this.#declarations.get(schema);
    if (declaration?.kind === 'enum') return declaration.use.response;
    return side === 'response' && values.length > 1;
  }

  #follow(ref: string, side: Side, position: Position): string {
    const schema = schemaOf(this.#document, ref);
    if (schema === undefined) throw new Error(`${ref} leads nowhere in the normal form`);
    return this.#view(schema, side, position);
  }

  /** A reference to a schema from a type of this side. */
  #view(schema: Schema, side: Side, position: Position): string {
    const declaration = typeof schema === 'object' ? this.#declarations.get(schema) : undefined;
    const seen = declaration ? sideSeen(declaration, side) : side;
    return this.reference({ schema, side: seen }, position);
  }
}

/** They decide whether an instance is good, never whether it is bad: no type can say them. */
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
