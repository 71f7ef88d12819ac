import type { Made } from './alike.js';
import type { Destinations, Section } from './destinations.js';
import { own, picked, type JsonObject } from './json.js';
import type {
  EncodingObject,
  HeaderObject,
  MediaTypeObject,
  ParameterObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
} from './openapi.js';
import type { Origins } from './origins.js';
import type { Schemas } from './schemas.js';
import { BOOLEAN, OBJECT, TEXT, type Shapes } from './shapes.js';

/** Extensions that say how long something stays; of any shape, as nobody specified them. */
export const LIFECYCLE = ['x-sunset', 'x-stability-level'] as const;

const EXAMPLES = ['example', 'examples'] as const;

const PLACES = new Set(['path', 'query', 'header', 'cookie']);

/** Makes what operations are put together from: parameters, bodies, responses. Every published node is made once. */
export class Nodes {
  readonly #origins: Origins;
  readonly #shapes: Shapes;
  readonly #schemas: Schemas;
  readonly #destinations: Destinations;
  readonly #made: Made;

  /** @param made filled while nodes are made. */
  constructor(
    origins: Origins,
    shapes: Shapes,
    schemas: Schemas,
    destinations: Destinations,
    made: Made,
  ) {
    this.#made = made;
    this.#origins = origins;
    this.#shapes = shapes;
    this.#schemas = schemas;
    this.#destinations = destinations;
  }

  parameters(node: JsonObject): readonly (ParameterObject | ReferenceObject)[] | undefined {
    return this.#shapes.list(node, 'parameters', (value, index, list) =>
      this.part<ParameterObject>('parameters', value, index, list),
    );
  }

  /** The part under a key. */
  under<T extends object>(
    section: Section,
    node: JsonObject,
    key: string,
  ): T | ReferenceObject | undefined {
    const value = own(node, key);
    return value === undefined ? undefined : this.part<T>(section, value, key, node);
  }

  /** A node of a kind, or a reference to one; undefined and a complaint when it is neither. */
  part<T extends object>(
    section: Section,
    value: unknown,
    key: string,
    owner: object,
  ): T | ReferenceObject | undefined {
    const published = this.#shapes.part(owner, key, value, OBJECT);
    if (published === undefined) return undefined;
    if (section === 'parameters' && !this.#isParameter(published)) return undefined;
    return this.node(section, published) as T | ReferenceObject;
  }

  /** The normal form of a node of a kind; of a reference, a reference. */
  node(section: Section, published: JsonObject): object {
    if (section === 'schemas') return this.#schemas.of(published);
    return this.once(published, () => {
      const ref = this.#shapes.read(published, '$ref', TEXT);
      const destination = ref === undefined ? undefined : this.#destinations.of(ref, section);
      if (destination !== undefined) return { $ref: destination };
      switch (section) {
        case 'parameters':
          return this.#parameter(published);
        case 'requestBodies':
          return this.#requestBody(published);
        case 'responses':
          return this.#response(published);
        case 'headers':
          return this.#described(published);
        default:
          return section satisfies never;
      }
    });
  }

  /** Without a name and a place there is nothing to send (OpenAPI 3.1, section 4.8.12.2). */
  #isParameter(published: JsonObject): boolean {
    if (own(published, '$ref') !== undefined)
      return this.#shapes.read(published, '$ref', TEXT) !== undefined;
    const name = own(published, 'name');
    const place = own(published, 'in');
    if (typeof name !== 'string') {
      this.#shapes.complain(published, 'name', 'a text', name);
    } else if (typeof place !== 'string' || !PLACES.has(place)) {
      this.#shapes.complain(published, 'in', `one of ${[...PLACES].join(', ')}`, place);
    } else {
      return true;
    }
    return false;
  }

  #parameter(published: JsonObject): ParameterObject {
    return {
      name: String(own(published, 'name')),
      in: String(own(published, 'in')),
      ...this.#shapes.pick(published, ['allowReserved', 'allowEmptyValue'], BOOLEAN),
      ...this.#described(published),
    };
  }

  /** What a parameter and a header have in common. */
  #described(published: JsonObject): HeaderObject {
    const shapes = this.#shapes;
    const schema = this.#schemas.under(published, 'schema');
    const content = this.#content(published);
    return {
      ...shapes.pick(published, ['description', 'style'], TEXT),
      ...shapes.pick(published, ['required', 'deprecated', 'explode'], BOOLEAN),
      ...picked(published, LIFECYCLE),
      ...(schema !== undefined && { schema }),
      ...(content && { content }),
      ...picked(published, EXAMPLES),
    };
  }

  /** What is no header keeps its name: a server sends it, whatever the document says of it. */
  #headers(published: JsonObject): ResponseObject['headers'] {
    return this.#shapes.map(
      published,
      'headers',
      (value, name, map) => this.part<HeaderObject>('headers', value, name, map) ?? {},
    );
  }

  #requestBody(published: JsonObject): RequestBodyObject {
    const content = this.#content(published);
    return {
      ...this.#shapes.pick(published, ['description'], TEXT),
      ...this.#shapes.pick(published, ['required'], BOOLEAN),
      ...(content && { content }),
    };
  }

  #response(published: JsonObject): ResponseObject {
    const headers = this.#headers(published);
    const content = this.#content(published);
    return {
      ...this.#shapes.pick(published, ['description'], TEXT),
      ...(headers && { headers }),
      ...(content && { content }),
    };
  }

  #content(node: JsonObject): Readonly<Record<string, MediaTypeObject>> | undefined {
    return this.#shapes.map(node, 'content', (value, mediaType, map) => {
      const published = this.#shapes.part(map, mediaType, value, OBJECT);
      if (published === undefined) return undefined;
      return this.once(published, (): MediaTypeObject => {
        const schema = this.#schemas.under(published, 'schema');
        const encoding = this.#shapes.map(published, 'encoding', (part, property, parts) => {
          const node = this.#shapes.part(parts, property, part, OBJECT);
          return node && this.#encoding(node);
        });
        return {
          ...(schema !== undefined && { schema }),
          ...picked(published, EXAMPLES),
          ...(encoding && { encoding }),
        };
      });
    });
  }

  #encoding(published: JsonObject): EncodingObject {
    const headers = this.#headers(published);
    return {
      ...this.#shapes.pick(published, ['contentType', 'style'], TEXT),
      ...this.#shapes.pick(published, ['explode', 'allowReserved'], BOOLEAN),
      ...(headers && { headers }),
    };
  }

  /** What `make` makes of a published node, made at the first call. */
  once<T extends object>(published: JsonObject, make: () => T): T {
    const known = this.#made.get(published);
    if (known !== undefined) return known as T;
    const made = this.#origins.derive(make(), published);
    this.#made.set(published, made);
    return made;
  }
}
