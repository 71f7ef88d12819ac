import { WRAPPINGS, mutated, type Mutation } from './mutation.js';
import { isBranch, placesIn, pointerTo, valueAt, type Path } from './places.js';
import type { Random } from './random.js';

/** Keys that give a document its meaning: half of all mutations are at one of these. */
const TELLING = new Set(
  (
    '$ref type format nullable properties required items allOf oneOf anyOf not additionalProperties enum const ' +
    'discriminator propertyName mapping schema schemas definitions content parameters name in style explode ' +
    'requestBody requestBodies responses headers examples example default paths servers url variables security ' +
    'securitySchemes securityDefinitions scopes flows tokenUrl tags operationId title version info openapi swagger ' +
    'consumes produces basePath host schemes prefixItems patternProperties pattern minimum maximum maxLength ' +
    'readOnly writeOnly deprecated description encoding contentType callbacks links components x-enumNames ' +
    'x-enum-varnames collectionFormat'
  ).split(' '),
);

/** Keys that mean something elsewhere, or to JavaScript. */
const KEYS = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  'then',
  'default',
  'class',
  '$ref',
  'allOf',
  'properties',
  'items',
  'enum',
  'type',
  'get',
  'GET',
  'x-anything',
  '200',
  '2XX',
  '999',
  '/',
  '/a/{b}/{b}',
  '/{',
  '*/*',
  'a/b',
  'a~b',
  'a b',
  'é\u0301\u202e',
  '0',
  '-1',
];

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  9007199254740993,
  '',
  ' ',
  'text',
  'object',
  'array',
  'string',
  'integer',
  'number',
  'boolean',
  'null',
  'file',
  'date-time',
  'int64',
  'binary',
  'byte',
  'path',
  'query',
  'body',
  'formData',
  'cookie',
  'deepObject',
  'multi',
  'application/json',
  'multipart/form-data',
  '#',
  '#/',
  '#/paths',
  'other.json#/a',
  'https://example.com/',
  '{a}',
  '*/ `${a}` \\',
  '__proto__',
  'a'.repeat(5000),
  [],
  {},
  [null],
  [[]],
  [{}],
  ['string', 'null'],
  ['string', 'integer', 'null'],
  [1, '1', true, null, { a: 1 }],
  { '': null },
  { type: 'null' },
  { type: [] },
  { allOf: [] },
  { oneOf: [{}] },
  { enum: [] },
  { enum: [null] },
  { properties: { __proto__: { type: 'string' } } },
];

/** Between one and six mutations, each made for what the ones before it left. */
export function mutationsOf(document: unknown, random: Random): readonly Mutation[] {
  const mutations: Mutation[] = [];
  let current = document;
  for (let left = 1 + random.below(6); left > 0; left--) {
    const mutation = mutationOf(current, random);
    mutations.push(mutation);
    current = mutated(current, mutation);
  }
  return mutations;
}

function mutationOf(document: unknown, random: Random): Mutation {
  const places = placesIn(document);
  if (places.length === 0 || random.happens(1, 60))
    return { kind: 'cut', left: random.below(1000) / 1000 };
  const telling = places.filter((path) => TELLING.has(path.at(-1) ?? ''));
  const place = (): Path =>
    random.pick(telling.length > 0 && random.happens(1, 2) ? telling : places);
  const at = place();
  switch (random.below(12)) {
    case 0:
    case 1:
      return { kind: 'drop', at };
    case 2:
    case 3:
    case 4:
      return { kind: 'retype', at, value: valueFor(at, document, places, random) };
    case 5:
    case 6:
      return { kind: 'duplicate', at, as: keyFor(at, document, places, random) };
    case 7:
    case 8:
      return { kind: 'rename', at, to: keyFor(at, document, places, random) };
    case 9:
      return { kind: 'nest', at, in: wrappingFrom(random) };
    default:
      return { kind: 'swap', at, with: partnerOf(at, places, place, random) };
  }
}

/** Depth is refused at once: more than a few of these would hide what else is wrong. */
function wrappingFrom(random: Random): (typeof WRAPPINGS)[number] {
  const wrapping = random.pick(WRAPPINGS);
  return wrapping === 'depth' && random.happens(9, 10) ? 'allOf' : wrapping;
}

/** References lead to any other place: to themselves, around in circles, into the middle of things. */
function valueFor(at: Path, document: unknown, places: readonly Path[], random: Random): unknown {
  const isReference = at.at(-1) === '$ref';
  if (random.happens(isReference ? 9 : 1, 10)) {
    const ref = `#${pointerTo(targetFrom(document, places, random))}`;
    return isReference ? ref : { $ref: ref };
  }
  return random.happens(1, 4) ? valueAt(document, random.pick(places)) : random.pick(VALUES);
}

/** Mostly what can be a node: a reference to a text is refused, and no more is seen of the document. */
function targetFrom(document: unknown, places: readonly Path[], random: Random): Path {
  const nodes = places.filter((path) => {
    const value = valueAt(document, path);
    return isBranch(value) && !Array.isArray(value);
  });
  return random.pick(nodes.length > 0 && random.happens(19, 20) ? nodes : places);
}

/** One that is nearly the old one, one of its siblings' (with another case), one from elsewhere, or one that means something. */
function keyFor(at: Path, document: unknown, places: readonly Path[], random: Random): string {
  const old = at.at(-1) ?? '';
  const holder = valueAt(document, at.slice(0, -1));
  const siblings = isBranch(holder) ? Object.keys(holder) : [old];
  switch (random.below(6)) {
    case 0:
      return old.toUpperCase() === old ? old.toLowerCase() : old.toUpperCase();
    case 1:
      return random.pick([`${old}2`, `${old}_`, `_${old}`, `${old}/${old}`, `${old} {x}`]);
    case 2:
      return capitalised(random.pick(siblings));
    case 3:
      return random.pick(siblings);
    case 4:
      return random.pick(places).at(-1) ?? '';
    default:
      return random.pick(KEYS);
  }
}

function capitalised(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** Often one of the same name: a `schema` for a `schema` leaves a document that still means something. */
function partnerOf(at: Path, places: readonly Path[], place: () => Path, random: Random): Path {
  const alike = places.filter((path) => path.at(-1) === at.at(-1));
  return random.happens(2, 3) ? random.pick(alike) : place();
}
