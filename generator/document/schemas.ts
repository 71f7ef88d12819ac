import { defined } from '../util/defined.js';
import type { NodeCache } from './reuse.js';
import { isArray, isObject, own, pickOwn, type JsonObject } from './json.js';
import { readAnnotatedEnum } from './annotated-enums.js';
import { readLenientNumber } from './numbers.js';
import type { SchemaObject } from './openapi.js';
import type { Origins } from './origins.js';
import type { NormalReferences } from './references.js';
import {
  BOOLEAN_KEYWORDS,
  BOUND_KEYWORDS,
  COMPOSITION_KEYWORDS,
  ENUM_LABEL_KEYWORDS,
  EXPECTED_TYPE,
  getGroups,
  GROUP,
  LIST_KEYWORDS,
  NUMBER_KEYWORDS,
  readComparedKeywords,
  readTypeNames,
  STRING_KEYWORDS,
  VALUE_KEYWORDS,
  type MakeSchema,
} from './schema-keywords.js';
import {
  BOOLEAN,
  NUMBER,
  OBJECT,
  STRING,
  type ShapeReader,
  readExternalDocs,
} from './value-types.js';
import {
  collapseSingleAllOf,
  hasAllowedValues,
  isNullable,
  isODataNull,
  omitsNull,
  readEnumNames,
  separateNull,
  toNullType,
  toNumericEnum,
  upgradeExclusiveBounds,
  withNull,
  withoutIgnoredSiblings,
  type SchemaDraft,
} from './schema-dialects.js';

type Schema = SchemaObject | boolean;

/** Normalizes schemas of any version. Each published schema is normalized once. */
export class Schemas {
  readonly #origins: Origins;
  readonly #shapes: ShapeReader;
  readonly #references: NormalReferences;
  readonly #siblingsApply: boolean;
  readonly #made: NodeCache<SchemaObject>;

  /**
   * @param siblingsApply Whether keywords beside `$ref` apply, as they do since 3.1.
   * @param made The cache of normalized schemas, filled here.
   */
  constructor(
    origins: Origins,
    shapes: ShapeReader,
    references: NormalReferences,
    siblingsApply: boolean,
    made: NodeCache<SchemaObject>,
  ) {
    this.#made = made;
    this.#origins = origins;
    this.#shapes = shapes;
    this.#references = references;
    this.#siblingsApply = siblingsApply;
  }

  /** A schema under `components`, which keeps an `allOf` with one member: that is inheritance. */
  readComponent(value: unknown, name: string, map: object): Schema | undefined {
    if (typeof value === 'boolean') return value;
    const published = this.#shapes.check(map, name, value, OBJECT);
    return published && this.normalize(published, true);
  }

  /** A schema anywhere else; reports and returns undefined when the value is no schema. */
  readPart(value: unknown, key: string, owner: object): Schema | undefined {
    if (typeof value === 'boolean') return value;
    const published = this.#shapes.check(owner, key, value, OBJECT);
    return published && this.normalize(published);
  }

  /** The schema under a key of a node. */
  readUnder(node: JsonObject, key: string): Schema | undefined {
    const value = own(node, key);
    return value === undefined ? undefined : this.readPart(value, key, node);
  }

  normalize(published: JsonObject, isComponent = false): SchemaObject {
    const known = this.#made.get(published);
    if (known !== undefined) return known;
    let draft = upgradeExclusiveBounds(this.#read(published), published);
    draft = readLenientNumber(readAnnotatedEnum(draft));
    draft = toNumericEnum(readEnumNames(draft, published));
    if (!hasAllowedValues(draft)) this.#shapes.reportValues(published);
    if (!this.#siblingsApply) draft = withoutIgnoredSiblings(draft);
    const { schema, nullable } = separateNull(draft);
    draft = isComponent ? schema : collapseSingleAllOf(schema);
    if (nullable || isNullable(published) || omitsNull(draft)) draft = withNull(draft);
    const made = this.#origins.adopt<SchemaObject>(toNullType(draft), published);
    this.#made.set(published, made);
    return made;
  }

  /** Reads the known keywords that have the right type, with subschemas in normal form. */
  #read(node: JsonObject): SchemaDraft {
    const shapes = this.#shapes;
    const groups = getGroups(node);
    const has = (group: number): boolean => (groups & group) !== 0;
    const draft: SchemaDraft = {};
    if (has(GROUP.texts)) Object.assign(draft, shapes.pick(node, STRING_KEYWORDS, STRING));
    if (has(GROUP.flags)) Object.assign(draft, shapes.pick(node, BOOLEAN_KEYWORDS, BOOLEAN));
    if (has(GROUP.numbers)) Object.assign(draft, shapes.pick(node, NUMBER_KEYWORDS, NUMBER));
    if (has(GROUP.values)) Object.assign(draft, pickOwn(node, VALUE_KEYWORDS));
    if (has(GROUP.reference)) Object.assign(draft, this.#readReference(node));
    if (has(GROUP.type)) Object.assign(draft, this.#readType(node));
    if (has(GROUP.bounds)) Object.assign(draft, this.#readBounds(node));
    if (has(GROUP.lists)) Object.assign(draft, this.#readLists(node));
    if (has(GROUP.object)) Object.assign(draft, this.#readObject(node));
    if (has(GROUP.items)) Object.assign(draft, this.#readItems(node));
    if (has(GROUP.composition)) Object.assign(draft, this.#readComposition(node));
    const externalDocs = readExternalDocs(shapes, node);
    if (externalDocs !== undefined) draft.externalDocs = externalDocs;
    readComparedKeywords(draft, shapes, node, this.#make);
    return draft;
  }

  readonly #make: MakeSchema = (value, key, owner) => this.readPart(value, key, owner);

  #readReference(node: JsonObject): SchemaDraft {
    const published = this.#shapes.read(node, '$ref', STRING);
    const ref = published && this.#references.getSchemaReference(node, published);
    if (ref === undefined) return {};
    const written = this.#references.toNormal(ref, 'schemas');
    return {
      ...defined({ $ref: written }),
      ...(this.#references.pointsToFalse(ref) && { not: {} }),
    };
  }

  #readType(node: JsonObject): SchemaDraft {
    const type = own(node, 'type');
    if (type === undefined || type === 'any') return {};
    // Swagger 2.0, section "Response Object"; Swashbuckle also writes it for files in OpenAPI 3.
    if (type === 'file') return { type: 'string', format: 'binary' };
    return readTypeNames(type, () => this.#shapes.report(node, 'type', EXPECTED_TYPE, type));
  }

  /** Numbers since 3.1; the booleans of 3.0 are handled by `upgradeExclusiveBounds`. */
  #readBounds(node: JsonObject): SchemaDraft {
    return this.#shapes.pick(
      node,
      BOUND_KEYWORDS.filter((key) => typeof own(node, key) !== 'boolean'),
      NUMBER,
    );
  }

  #readLists(node: JsonObject): SchemaDraft {
    const draft: SchemaDraft = {};
    for (const key of LIST_KEYWORDS) {
      const list = this.#nonEmpty(node, key, (value) => value);
      if (list !== undefined) draft[key] = list;
    }
    for (const key of ENUM_LABEL_KEYWORDS) {
      if (isObject(own(node, key))) continue; // By value, for `readEnumNames`.
      // Parallel to `enum`: an entry that is no string still takes up its index.
      const list = this.#shapes.list(node, key, (text) => (typeof text === 'string' ? text : ''));
      if (list !== undefined) draft[key] = list;
    }
    return draft;
  }

  #readObject(node: JsonObject): SchemaDraft {
    const shapes = this.#shapes;
    const properties = shapes.map(node, 'properties', (value, name, map) =>
      this.readPart(value, name, map),
    );
    // Draft 3 had `required: true` inside the property, and some generators still write it. It is not 3.x's `required`.
    const required =
      typeof own(node, 'required') === 'boolean' ? undefined : shapes.strings(node, 'required');
    const additionalProperties = this.readUnder(node, 'additionalProperties');
    return {
      ...defined({ properties, required, additionalProperties }),
    };
  }

  #readItems(node: JsonObject): SchemaDraft {
    // An array under `items` is draft 4's `prefixItems`.
    const tuple = isArray(own(node, 'items')) ? 'items' : 'prefixItems';
    const prefixItems = this.#schemaList(node, tuple);
    const items =
      tuple === 'items' ? this.readUnder(node, 'additionalItems') : this.readUnder(node, 'items');
    return { ...defined({ prefixItems, items }) };
  }

  #readComposition(node: JsonObject): SchemaDraft {
    const draft: SchemaDraft = {};
    for (const key of COMPOSITION_KEYWORDS) {
      const list = this.#schemaList(node, key);
      if (list !== undefined) draft[key] = list;
    }
    const not = this.readUnder(node, 'not');
    if (not !== undefined) draft.not = not;
    const discriminator = this.#readDiscriminator(node);
    if (discriminator !== undefined) draft.discriminator = discriminator;
    return draft;
  }

  #schemaList(node: JsonObject, key: string): readonly Schema[] | undefined {
    return this.#nonEmpty(node, key, (value, index, list) =>
      isODataNull(value, list) ? { type: 'null' } : this.readPart(value, index, list),
    );
  }

  #nonEmpty<T>(
    node: JsonObject,
    key: string,
    item: (value: unknown, index: string, list: readonly unknown[]) => T | undefined,
  ): readonly T[] | undefined {
    const list = this.#shapes.list(node, key, item);
    if (list === undefined || list.length > 0) return list;
    this.#shapes.report(node, key, 'a non-empty array', own(node, key));
    return undefined;
  }

  /** An object since 3.0 (section 4.7.25); in 2.0 the property's name alone. */
  #readDiscriminator(node: JsonObject): SchemaObject['discriminator'] {
    const value = own(node, 'discriminator');
    if (typeof value === 'string') return { propertyName: value };
    const published = this.#shapes.read(node, 'discriminator', OBJECT);
    if (published === undefined) return undefined;
    const propertyName = this.#shapes.check(
      published,
      'propertyName',
      own(published, 'propertyName'),
      STRING,
    );
    if (propertyName === undefined) return undefined;
    // A schema's name, or a reference that points nowhere, is left to interpret/.
    const toTarget = (text: string): string =>
      text.startsWith('#') ? (this.#references.toComponent(text) ?? text) : text;
    const mapping = this.#shapes.map(published, 'mapping', (target, name, map) => {
      const text = this.#shapes.check(map, name, target, STRING);
      return text && toTarget(text);
    });
    const fallback = this.#shapes.read(published, 'defaultMapping', STRING);
    const defaultMapping = fallback && toTarget(fallback);
    return { propertyName, ...defined({ mapping, defaultMapping }) };
  }
}
