import fc from 'fast-check';
import { list, object, ref, text, whole, type Json } from './pairs/documents.js';

/** Documents as a server publishes them, and single changes of them. */

type Value = unknown;
type Path = readonly (string | number)[];

const scalar = fc.constantFrom<Json>(
  text,
  whole,
  { type: 'boolean' },
  { ...text, format: 'date-time' },
  { ...text, minLength: 1, maxLength: 20 },
  { ...whole, minimum: 0, maximum: 100, default: 5 },
  { ...text, enum: ['new', 'used', 'sold'] },
  { ...text, nullable: true, description: 'As entered' },
);

const NAMES = ['Car', 'Fleet', 'Trip'] as const;

const property = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: scalar.map(list) },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES).map(ref) },
);

const properties = fc.dictionary(
  fc.constantFrom('id', 'name', 'size', 'state', 'owner'),
  property,
  {
    minKeys: 2,
    noNullPrototype: true,
  },
);

const schema = properties.map((known) => object(known, Object.keys(known).slice(0, 2)));

const parameter = fc.record({
  name: fc.constantFrom('page', 'sort', 'plate', 'since'),
  in: fc.constantFrom('query', 'header'),
  required: fc.boolean(),
  schema: scalar,
});

function operation(id: string): fc.Arbitrary<Json> {
  return fc
    .record({
      parameters: fc.uniqueArray(parameter, { selector: ({ name }) => name, maxLength: 3 }),
      sent: fc.constantFrom(...NAMES),
      returned: fc.constantFrom(...NAMES),
      status: fc.constantFrom('200', '201'),
    })
    .map(({ parameters, sent, returned, status }) => ({
      operationId: id,
      tags: ['Cars', 'Fleets'],
      parameters,
      requestBody: { required: true, content: { 'application/json': { schema: ref(sent) } } },
      responses: {
        [status]: { description: 'OK', content: { 'application/json': { schema: ref(returned) } } },
        404: { description: 'Not found' },
      },
    }));
}

/** OpenAPI 3.0; every schema is in a request and a response. */
export const publishedDocument: fc.Arbitrary<Json> = fc
  .record({
    schemas: fc.record({ Car: schema, Fleet: schema, Trip: schema }),
    operations: fc.tuple(operation('putCar'), operation('putFleet'), operation('putTrip')),
  })
  .map(({ schemas, operations: [car, fleet, trip] }) => ({
    openapi: '3.0.3',
    info: { title: 'Fleet', version: '1.0.0' },
    servers: [{ url: 'https://fleet.test' }],
    security: [{ key: [] }],
    paths: { '/cars': { put: car }, '/fleets': { put: fleet, patch: trip } },
    components: {
      schemas,
      securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } },
    },
  }));

/** Keys of lists without an order. */
const SETS: ReadonlySet<string | undefined> = new Set(['required', 'enum', 'tags', 'parameters']);

/** The same document with keys, and lists that are sets, in another order. */
export function reordered(document: Json, seed: number): Json {
  const random = numbersFrom(seed);
  const shuffled = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  const visit = (value: Value, key?: string): Value => {
    if (Array.isArray(value)) {
      const items = value.map((item: Value) => visit(item));
      return SETS.has(key) ? shuffled(items) : items;
    }
    if (!isObject(value)) return value;
    return Object.fromEntries(
      shuffled(Object.entries(value)).map(([name, inner]) => [name, visit(inner, name)]),
    );
  };
  return visit(document) as Json;
}

/** A document with one change: a keyword that was removed, or has another value. */
export interface Mutation {
  /** `paths/…: before -> after` */
  readonly description: string;
  readonly document: Json;
}

/** Every single change of a document that {@link replacementsOf} has, in the order of the document. */
export function mutationsOf(document: Json): readonly Mutation[] {
  return placesOf(document, []).flatMap(({ path, value }): readonly Mutation[] =>
    replacementsOf(path, value).map((replacement) => ({
      description: `${path.join('/')}: ${JSON.stringify(value)} -> ${JSON.stringify(replacement)}`,
      document: withValue(document, path, replacement) as Json,
    })),
  );
}

/** Undefined removes the value. */
function replacementsOf(path: Path, value: Value): readonly Value[] {
  const key = path.at(-1);
  const owner = path.at(-2);
  if (owner === 'properties' && isObject(value)) return [undefined, { type: 'object' }];
  switch (key) {
    case 'type':
      return value === 'string' ? ['boolean'] : [];
    case 'format':
    case 'description':
    case 'requestBody':
    case 'default':
    case 'servers':
      return path.includes('responses') && key === 'description' ? ['Other'] : [undefined];
    case 'minLength':
    case 'maxLength':
    case 'minimum':
    case 'maximum':
      return [undefined, Number(value) + 1, Number(value) - 1];
    case 'nullable':
    case 'required':
      return Array.isArray(value) ? [value.slice(1)] : [value !== true];
    case 'enum':
      return Array.isArray(value) ? [value.slice(1), [...(value as Value[]), 'more']] : [];
    case 'operationId':
    case 'title':
    case 'version':
      return [`${String(value)}2`];
    case 'put':
    case '404':
      return [undefined];
    case 'tags':
    case 'security':
      return [[]];
    default:
      return [];
  }
}

function placesOf(value: Value, path: Path): readonly { path: Path; value: Value }[] {
  const inside = Array.isArray(value)
    ? value.map((item: Value, index): [number, Value] => [index, item])
    : isObject(value)
      ? Object.entries(value)
      : [];
  return [
    ...(path.length > 0 ? [{ path, value }] : []),
    ...inside.flatMap(([key, inner]) => placesOf(inner, [...path, key])),
  ];
}

function withValue(node: Value, [key, ...rest]: Path, value: Value): Value {
  if (key === undefined) return value;
  if (Array.isArray(node))
    return node.map((item: Value, index) => (index === key ? withValue(item, rest, value) : item));
  const before = node as Json;
  const inner = withValue(before[key], rest, value);
  if (inner !== undefined) return { ...before, [key]: inner };
  return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key));
}

function isObject(value: Value): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Between 0 and 1, the same for the same seed (a linear congruential generator, as in Numerical Recipes). */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
