import type { Made } from './alike.js';
import type { Destinations } from './destinations.js';
import { readConditions, type MakeSchema } from './conditions.js';
import { collapsed, digitsAsNumbers, enumNames, nullBesideComposition } from './dialect.js';
import { isList, own, picked, type JsonObject } from './json.js';
import type { SchemaObject } from './openapi.js';
import type { Origins } from './origins.js';
import {
  BOUNDS,
  COMPOSITIONS,
  ENUM_TEXTS,
  FLAGS,
  GROUP,
  groupsOf,
  LISTS,
  NUMBERS,
  TEXTS,
  VALUES,
} from './schema-keywords.js';
import { BOOLEAN, NUMBER, OBJECT, TEXT, type Shapes } from './shapes.js';
import { ONE_OF_THE_TYPES, readTypeWords } from './type-words.js';
import {
  exclusiveBounds,
  isNullable,
  withNull,
  withoutIgnoredSiblings,
  type SchemaDraft,
} from './upgrade-3.0.js';

type Schema = SchemaObject | boolean;

/** Brings schemas of any version to normal form. Each published schema is made once, however often it is asked for. */
export class Schemas {
  readonly #origins: Origins;
  readonly #shapes: Shapes;
  readonly #destinations: Destinations;
  readonly #siblingsCount: boolean;
  readonly #made: Made<SchemaObject>;

  /**
   * @param siblingsCount whether keywords beside `$ref` apply, as from 3.1 on.
   * @param made filled while schemas are made.
   */
  constructor(
    origins: Origins,
    shapes: Shapes,
    destinations: Destinations,
    siblingsCount: boolean,
    made: Made<SchemaObject>,
  ) {
    this.#made = made;
    this.#origins = origins;
    this.#shapes = shapes;
    this.#destinations = destinations;
    this.#siblingsCount = siblingsCount;
  }

  /** A schema under `components`: it keeps an `allOf` of one member, which says what it inherits from. */
  component(value: unknown, name: string, map: object): Schema | undefined {
    if (typeof value === 'boolean') return value;
    const published = this.#shapes.part(map, name, value, OBJECT);
    return published && this.of(published, true);
  }

  /** A schema anywhere else; undefined and a complaint when it is none. */
  part(value: unknown, key: string, owner: object): Schema | undefined {
    if (typeof value === 'boolean') return value;
    const published = this.#shapes.part(owner, key, value, OBJECT);
    return published && this.of(published);
  }

  /** The schema under a key of a node. */
  under(node: JsonObject, key: string): Schema | undefined {
    const value = own(node, key);
    return value === undefined ? undefined : this.part(value, key, node);
  }

  of(published: JsonObject, isComponent = false): SchemaObject {
    const known = this.#made.get(published);
    if (known !== undefined) return known;
    let draft = exclusiveBounds(this.#read(published), published);
    draft = digitsAsNumbers(enumNames(draft, published));
    if (!this.#siblingsCount) draft = withoutIgnoredSiblings(draft);
    const { schema, nullable } = nullBesideComposition(draft);
    draft = isComponent ? schema : collapsed(schema);
    if (nullable || isNullable(published)) draft = withNull(draft);
    const made = this.#origins.adopt<SchemaObject>(draft, published);
    this.#made.set(published, made);
    return made;
  }

  /** The keywords that are known and of the right shape; subschemas in normal form. */
  #read(node: JsonObject): SchemaDraft {
    const shapes = this.#shapes;
    const groups = groupsOf(node);
    const has = (group: number): boolean => (groups & group) !== 0;
    const draft: SchemaDraft = {};
    if (has(GROUP.texts)) Object.assign(draft, shapes.pick(node, TEXTS, TEXT));
    if (has(GROUP.flags)) Object.assign(draft, shapes.pick(node, FLAGS, BOOLEAN));
    if (has(GROUP.numbers)) Object.assign(draft, shapes.pick(node, NUMBERS, NUMBER));
    if (has(GROUP.values)) Object.assign(draft, picked(node, VALUES));
    if (has(GROUP.reference)) Object.assign(draft, this.#readReference(node));
    if (has(GROUP.type)) Object.assign(draft, this.#readType(node));
    if (has(GROUP.bounds)) Object.assign(draft, this.#readBounds(node));
    if (has(GROUP.lists)) Object.assign(draft, this.#readLists(node));
    if (has(GROUP.object)) Object.assign(draft, this.#readObject(node));
    if (has(GROUP.items)) Object.assign(draft, this.#readItems(node));
    if (has(GROUP.composition)) Object.assign(draft, this.#readComposition(node));
    readConditions(draft, shapes, node, this.#make);
    return draft;
  }

  readonly #make: MakeSchema = (value, key, owner) => this.part(value, key, owner);

  #readReference(node: JsonObject): SchemaDraft {
    const ref = this.#shapes.read(node, '$ref', TEXT);
    if (ref === undefined) return {};
    const written = this.#destinations.of(ref, 'schemas');
    return {
      ...(written !== undefined && { $ref: written }),
      ...(this.#destinations.isToFalse(ref) && { not: {} }),
    };
  }

  #readType(node: JsonObject): SchemaDraft {
    const type = own(node, 'type');
    if (type === undefined || type === 'any') return {};
    // Swagger 2.0, section "Response Object", and Swashbuckle where a file is returned.
    if (type === 'file') return { type: 'string', format: 'binary' };
    return readTypeWords(type, () => this.#shapes.complain(node, 'type', ONE_OF_THE_TYPES, type));
  }

  /** Numbers from 3.1 on; the booleans of 3.0 are read with the bounds beside them. */
  #readBounds(node: JsonObject): SchemaDraft {
    return this.#shapes.pick(
      node,
      BOUNDS.filter((key) => typeof own(node, key) !== 'boolean'),
      NUMBER,
    );
  }

  #readLists(node: JsonObject): SchemaDraft {
    const draft: SchemaDraft = {};
    for (const key of LISTS) {
      const list = this.#nonEmpty(node, key, (value) => value);
      if (list !== undefined) draft[key] = list;
    }
    for (const key of ENUM_TEXTS) {
      // Parallel to `enum`: an entry that is no text keeps its place.
      const list = this.#shapes.list(node, key, (text) => (typeof text === 'string' ? text : ''));
      if (list !== undefined) draft[key] = list;
    }
    return draft;
  }

  #readObject(node: JsonObject): SchemaDraft {
    const shapes = this.#shapes;
    const properties = shapes.map(node, 'properties', (value, name, map) =>
      this.part(value, name, map),
    );
    // Draft 3 said `required: true` inside the property; some generators still do. It is not `required` of 3.x.
    const required =
      typeof own(node, 'required') === 'boolean' ? undefined : shapes.texts(node, 'required');
    const additionalProperties = this.under(node, 'additionalProperties');
    return {
      ...(properties && { properties }),
      ...(required && { required }),
      ...(additionalProperties !== undefined && { additionalProperties }),
    };
  }

  #readItems(node: JsonObject): SchemaDraft {
    // A list of items is draft 4's way to say `prefixItems`.
    const tuple = isList(own(node, 'items')) ? 'items' : 'prefixItems';
    const prefixItems = this.#schemaList(node, tuple);
    const items =
      tuple === 'items' ? this.under(node, 'additionalItems') : this.under(node, 'items');
    return { ...(prefixItems && { prefixItems }), ...(items !== undefined && { items }) };
  }

  #readComposition(node: JsonObject): SchemaDraft {
    const draft: SchemaDraft = {};
    for (const key of COMPOSITIONS) {
      const list = this.#schemaList(node, key);
      if (list !== undefined) draft[key] = list;
    }
    const not = this.under(node, 'not');
    if (not !== undefined) draft.not = not;
    const discriminator = this.#readDiscriminator(node);
    if (discriminator !== undefined) draft.discriminator = discriminator;
    return draft;
  }

  #schemaList(node: JsonObject, key: string): readonly Schema[] | undefined {
    return this.#nonEmpty(node, key, (value, index, list) => this.part(value, index, list));
  }

  #nonEmpty<T>(
    node: JsonObject,
    key: string,
    item: (value: unknown, index: string, list: readonly unknown[]) => T | undefined,
  ): readonly T[] | undefined {
    const list = this.#shapes.list(node, key, item);
    if (list === undefined || list.length > 0) return list;
    this.#shapes.complain(node, key, 'a list with something in it', own(node, key));
    return undefined;
  }

  /** An object from 3.0 on (section 4.7.25), the property's name alone in 2.0. */
  #readDiscriminator(node: JsonObject): SchemaObject['discriminator'] {
    const value = own(node, 'discriminator');
    if (typeof value === 'string') return { propertyName: value };
    const published = this.#shapes.read(node, 'discriminator', OBJECT);
    if (published === undefined) return undefined;
    const propertyName = this.#shapes.part(
      published,
      'propertyName',
      own(published, 'propertyName'),
      TEXT,
    );
    if (propertyName === undefined) return undefined;
    const mapping = this.#shapes.map(published, 'mapping', (target, name, map) => {
      const text = this.#shapes.part(map, name, target, TEXT);
      // A bare name, or a reference that leads nowhere, is for the interpretation to judge.
      return text?.startsWith('#') ? (this.#destinations.component(text) ?? text) : text;
    });
    return { propertyName, ...(mapping && { mapping }) };
  }
}
