import type { ApiModel } from '../../model/model.js';
import { escapeSegment, toSegments } from '../../util/json-pointer.js';
import type { Place } from '../finding.js';
import {
  resolvePointer,
  type LoadedDocument,
  type OpenApiDocument,
  type SchemaObject,
} from '../raw-openapi.js';
import type { JsonType } from '../shape.js';

export type Schema = SchemaObject | boolean;

/** A schema, and where it stands. */
export interface Spot {
  readonly schema: Schema;
  readonly place: Place;
}

/** The schemas that a discriminator selects by its value. */
export interface Variants {
  readonly propertyName: string;
  readonly byValue: ReadonlyMap<string, Spot>;
  readonly fallback: Spot | undefined;
}

/** Types of values; `any` where nothing says so. */
export type Admitted = ReadonlySet<JsonType> | 'any';

const SCHEMAS = '#/components/schemas/';

/** The schemas of a document: what they refer to, what they are called, which types they admit. */
export class Schemas {
  readonly document: OpenApiDocument;
  readonly #getPointer: LoadedDocument['getPointer'];
  readonly #places = new Map<string, Place>();
  readonly #children = new Map<Place, Map<string, Place>>();
  readonly #targets = new Map<string, Spot>();
  readonly #types = new WeakMap<SchemaObject, ReadonlySet<JsonType>>();
  readonly #admitted = new WeakMap<SchemaObject, Admitted>();
  readonly #nullable = new WeakMap<SchemaObject, boolean>();
  /** Of bases: the schemas that inherit from them. */
  readonly #derived: ReadonlyMap<SchemaObject, Variants>;

  constructor({ document, getPointer }: LoadedDocument, { declarations }: ApiModel) {
    this.document = document;
    this.#getPointer = getPointer;
    const derived = new Map<SchemaObject, Variants>();
    for (const declaration of declarations.values()) {
      if (declaration.kind !== 'interface' || declaration.variants === undefined) continue;
      const { schema } = this.#getDeclared(declaration.id);
      if (typeof schema !== 'object') continue;
      const { propertyName, mapping, fallback } = declaration.variants;
      derived.set(schema, {
        propertyName,
        byValue: new Map(mapping.map(({ value, id }) => [value, this.#getDeclared(id)])),
        fallback: fallback === undefined ? undefined : this.#getDeclared(fallback),
      });
    }
    this.#derived = derived;
  }

  /** The same object for the same place. */
  at(name: string, node: object | string): Place {
    const pointer = typeof node === 'string' ? node : this.#getPointer(node);
    const key = `${name}\n${pointer}`;
    const place = this.#places.get(key) ?? { name, pointer };
    this.#places.set(key, place);
    return place;
  }

  /** A part of the schema at a place. `path` is its place in the schema, `suffix` what the part's name adds to the schema's. */
  part(place: Place, path: readonly string[], suffix: string, schema: Schema): Spot {
    const children = this.#children.get(place) ?? new Map<string, Place>();
    this.#children.set(place, children);
    const key = path.join('/');
    const made =
      children.get(key) ??
      this.at(
        `${place.name}${suffix}`,
        typeof schema === 'object'
          ? schema
          : `${place.pointer}/${path.map(escapeSegment).join('/')}`,
      );
    children.set(key, made);
    return { schema, place: made };
  }

  /** What a reference points to; `document/` has refused those that point nowhere. */
  follow(ref: string): Spot {
    const known = this.#targets.get(ref);
    if (known !== undefined) return known;
    const schema = resolvePointer(this.document, ref) as Schema | undefined;
    const name = getNameOf(ref);
    const found = { schema: schema ?? true, place: this.at(name, toNode(schema, ref)) };
    this.#targets.set(ref, found);
    return found;
  }

  /** The last of a chain of references. */
  followAll(schema: Schema): Schema {
    let current = schema;
    for (let hops = 0; hops < MAX_HOPS; hops += 1) {
      if (typeof current === 'boolean' || current.$ref === undefined) return current;
      current = this.follow(current.$ref).schema;
    }
    return true;
  }

  /** The schemas that inherit from a base with a discriminator; undefined for any other schema. */
  getDerived(schema: SchemaObject): Variants | undefined {
    return this.#derived.get(schema);
  }

  /**
   * The variants of a union by the value of its discriminator (OpenAPI 3.2, section 4.25): what it maps, and the members
   * by their names.
   */
  getVariants(schema: SchemaObject): Variants | undefined {
    const { discriminator } = schema;
    if (discriminator === undefined) return undefined;
    const { propertyName, mapping = {}, defaultMapping } = discriminator;
    const byValue = new Map<string, Spot>();
    for (const member of [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])]) {
      if (typeof member === 'boolean' || member.$ref === undefined) continue;
      const spot = this.follow(member.$ref);
      const own = typeof spot.schema === 'object' && spot.schema['x-ms-discriminator-value'];
      byValue.set(own || getNameOf(member.$ref), spot);
    }
    for (const [value, target] of Object.entries(mapping)) {
      const spot = this.#getMapped(target);
      if (spot !== undefined) byValue.set(value, spot);
    }
    const fallback = defaultMapping === undefined ? undefined : this.#getMapped(defaultMapping);
    return { propertyName, byValue, fallback };
  }

  /** The members of a union that no value of its discriminator selects. */
  listUnselectable({ byValue, fallback }: Variants, members: readonly Spot[]): readonly Spot[] {
    const selected = [...byValue.values(), ...(fallback ? [fallback] : [])];
    const targets = new Set(selected.map(({ schema }) => this.followAll(schema)));
    return members.filter(({ schema }) => !targets.has(this.followAll(schema)));
  }

  /** The types that a schema itself lists. */
  getOwnTypes(schema: SchemaObject): Admitted {
    if (schema.type === undefined) return 'any';
    const known = this.#types.get(schema) ?? new Set([schema.type].flat() as readonly JsonType[]);
    this.#types.set(schema, known);
    return known;
  }

  /** The types of which a value may be; `any` where nothing says so. */
  getAdmitted(schema: Schema): Admitted {
    if (typeof schema === 'boolean') return schema ? 'any' : NONE;
    const known = this.#admitted.get(schema);
    if (known !== undefined) return known;
    // A schema that contains itself in place says nothing more by that.
    this.#admitted.set(schema, 'any');
    const members = [schema.oneOf, schema.anyOf].filter((list) => list !== undefined);
    const parts: readonly Admitted[] = [
      this.getOwnTypes(schema),
      schema.$ref === undefined ? 'any' : this.getAdmitted(this.follow(schema.$ref).schema),
      ...(schema.allOf ?? []).map((part) => this.getAdmitted(part)),
      ...members.map((list) => unite(list.map((member) => this.getAdmitted(member)))),
    ];
    const admitted = parts.reduce(intersect, 'any');
    this.#admitted.set(schema, admitted);
    return admitted;
  }

  /** Whether null is a value of the schema, or of what it refers to, combines and offers. */
  allowsNull(schema: Schema): boolean {
    if (typeof schema === 'boolean') return schema;
    const known = this.#nullable.get(schema);
    if (known !== undefined) return known;
    this.#nullable.set(schema, true);
    const { type, $ref, allOf = [], oneOf, anyOf } = schema;
    const values = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
    const next = schema.if && this.allowsNull(schema.if) ? schema.then : schema.else;
    const allows =
      (schema.if === undefined || next === undefined || this.allowsNull(next)) &&
      (type === undefined || [type].flat().includes('null')) &&
      (values === undefined || values.includes(null)) &&
      ($ref === undefined || this.allowsNull(this.follow($ref).schema)) &&
      allOf.every((part) => this.allowsNull(part)) &&
      [oneOf, anyOf].every(
        (list) => list === undefined || list.some((one) => this.allowsNull(one)),
      );
    this.#nullable.set(schema, allows);
    return allows;
  }

  #getDeclared(id: string): Spot {
    const name = id.startsWith(SCHEMAS) ? id.slice(SCHEMAS.length) : undefined;
    const isComponent = name !== undefined && Object.hasOwn(this.document.components.schemas, name);
    return this.follow(isComponent ? `${SCHEMAS}${escapeSegment(name)}` : id);
  }

  /** A mapping's target is a reference or a name. */
  #getMapped(target: string): Spot | undefined {
    const { schemas } = this.document.components;
    if (target.startsWith('#'))
      return resolvePointer(this.document, target) === undefined ? undefined : this.follow(target);
    const name = /([^/#?]+?)(?:\.(?:json|ya?ml))?$/i.exec(target)?.[1] ?? target;
    const found = [target, name].find((each) => Object.hasOwn(schemas, each));
    return found === undefined ? undefined : this.follow(`${SCHEMAS}${escapeSegment(found)}`);
  }
}

const NONE: ReadonlySet<JsonType> = new Set();

const MAX_HOPS = 100;

/** A schema `true` or `false` is no node with a pointer of its own. */
function toNode(schema: Schema | undefined, ref: string): object | string {
  return typeof schema === 'object' ? schema : ref.slice(1);
}

function intersect(a: Admitted, b: Admitted): Admitted {
  if (a === 'any') return b;
  if (b === 'any') return a;
  const both = [...a].filter((type) => b.has(type) || (type === 'integer' && b.has('number')));
  return new Set([...both, ...(a.has('number') && b.has('integer') ? (['integer'] as const) : [])]);
}

function unite(all: readonly Admitted[]): Admitted {
  const sets = all.filter((each) => each !== 'any');
  return sets.length < all.length ? 'any' : new Set(sets.flatMap((each) => [...each]));
}

/** Whether a value of this type is one of the admitted. */
export function admits(admitted: Admitted, type: JsonType): boolean {
  return admitted === 'any' || admitted.has(type) || (type === 'integer' && admitted.has('number'));
}

/**
 * The name of what a pointer points to: `VehicleDto`, `VehicleDto.positions[]`, `GET /Vehicles 200[]`. Microsoft's printer
 * refers to places inside of schemas and operations.
 */
function getNameOf(ref: string): string {
  const [first = '', section = '', name = '', ...rest] = toSegments(ref.slice(1));
  if (first === 'components' && section === 'schemas') return `${name}${getSuffix(rest)}`;
  const [responses, status = '', content, , schema, ...inner] = rest;
  if (
    first === 'paths' &&
    responses === 'responses' &&
    content === 'content' &&
    schema === 'schema'
  )
    return `${name.toUpperCase()} ${section} ${status}${getSuffix(inner)}`;
  return ref;
}

function getSuffix(path: readonly string[]): string {
  let suffix = '';
  for (let index = 0; index < path.length; index += 1) {
    const next = path[index + 1] ?? '';
    switch (path[index]) {
      case 'properties':
        suffix += `.${next}`;
        index += 1;
        break;
      case 'patternProperties':
        suffix += '.*';
        index += 1;
        break;
      case 'prefixItems':
        suffix += `[${next}]`;
        index += 1;
        break;
      case 'items':
        suffix += '[]';
        break;
      case 'additionalProperties':
        suffix += '.*';
        break;
      default:
        // A part or a variant is called like the whole.
        break;
    }
  }
  return suffix;
}
