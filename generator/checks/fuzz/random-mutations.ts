import {
  applyMutation,
  isBranch,
  listPaths,
  toPointer,
  valueAt,
  WRAPPINGS,
  type Mutation,
  type Path,
} from './mutation.js';

/** Pseudorandom numbers that depend only on the seed. */
export interface Random {
  /** An integer from 0 up to, but not including, `limit`. */
  below(limit: number): number;
  /** True `times` of `outOf`. */
  happens(times: number, outOf: number): boolean;
  /** @throws RangeError when there is nothing to pick from. */
  pick<T>(choices: readonly T[]): T;
}

/** Marsaglia's xorshift with 32 bits of state, started from the FNV-1a hash of the seed. Not for secrets. */
export function createRandom(seed: string): Random {
  let state = 0x811c9dc5;
  for (let at = 0; at < seed.length; at++)
    state = Math.imul(state ^ seed.charCodeAt(at), 0x01000193);
  // A state of zero would never change.
  state = state === 0 ? 1 : state;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    // The low bits of consecutive states are similar, so they are mixed.
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return (mixed ^ (mixed >>> 16)) >>> 0;
  };
  for (let warm = 0; warm < 4; warm++) next();
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit);
  return {
    below,
    happens: (times, outOf) => below(outOf) < times,
    pick: (choices) => {
      if (choices.length === 0) throw new RangeError('There is nothing to pick from');
      return choices[below(choices.length)] as (typeof choices)[number];
    },
  };
}

/** Keys that have a meaning in a document: half of all mutations are at one of these. */
const MEANINGFUL = new Set(
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

/** Keys that have a meaning elsewhere, or in JavaScript. */
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

/** Creates between one and six mutations, each for the document as the ones before it leave it. */
export function createMutations(document: unknown, random: Random): readonly Mutation[] {
  const mutations: Mutation[] = [];
  let current = document;
  for (let left = 1 + random.below(6); left > 0; left--) {
    const mutation = createMutation(current, random);
    mutations.push(mutation);
    current = applyMutation(current, mutation);
  }
  return mutations;
}

function createMutation(document: unknown, random: Random): Mutation {
  const paths = listPaths(document);
  if (paths.length === 0 || random.happens(1, 60))
    return { kind: 'cut', left: random.below(1000) / 1000 };
  const meaningful = paths.filter((path) => MEANINGFUL.has(path.at(-1) ?? ''));
  const pickPath = (): Path =>
    random.pick(meaningful.length > 0 && random.happens(1, 2) ? meaningful : paths);
  const at = pickPath();
  switch (random.below(12)) {
    case 0:
    case 1:
      return { kind: 'drop', at };
    case 2:
    case 3:
    case 4:
      return { kind: 'retype', at, value: pickValue(at, document, paths, random) };
    case 5:
    case 6:
      return { kind: 'duplicate', at, as: pickKey(at, document, paths, random) };
    case 7:
    case 8:
      return { kind: 'rename', at, to: pickKey(at, document, paths, random) };
    case 9:
      return { kind: 'nest', at, in: pickWrapping(random) };
    default:
      return { kind: 'swap', at, with: pickPartner(at, paths, pickPath, random) };
  }
}

/** A document that is too deep is refused at once: many of these would hide other faults. */
function pickWrapping(random: Random): (typeof WRAPPINGS)[number] {
  const wrapping = random.pick(WRAPPINGS);
  return wrapping === 'depth' && random.happens(9, 10) ? 'allOf' : wrapping;
}

/** References point at any other value: at themselves, in cycles, into the middle of a schema. */
function pickValue(at: Path, document: unknown, paths: readonly Path[], random: Random): unknown {
  const isReference = at.at(-1) === '$ref';
  if (random.happens(isReference ? 9 : 1, 10)) {
    const ref = `#${toPointer(pickTarget(document, paths, random))}`;
    return isReference ? ref : { $ref: ref };
  }
  return random.happens(1, 4) ? valueAt(document, random.pick(paths)) : random.pick(VALUES);
}

/** Mostly an object: a reference to a string is refused, and then the rest of the document is not tested. */
function pickTarget(document: unknown, paths: readonly Path[], random: Random): Path {
  const nodes = paths.filter((path) => {
    const value = valueAt(document, path);
    return isBranch(value) && !Array.isArray(value);
  });
  return random.pick(nodes.length > 0 && random.happens(19, 20) ? nodes : paths);
}

/** One that resembles the old one, a sibling's (perhaps capitalized), one from elsewhere, or one with a meaning. */
function pickKey(at: Path, document: unknown, paths: readonly Path[], random: Random): string {
  const old = at.at(-1) ?? '';
  const holder = valueAt(document, at.slice(0, -1));
  const siblings = isBranch(holder) ? Object.keys(holder) : [old];
  switch (random.below(6)) {
    case 0:
      return old.toUpperCase() === old ? old.toLowerCase() : old.toUpperCase();
    case 1:
      return random.pick([`${old}2`, `${old}_`, `_${old}`, `${old}/${old}`, `${old} {x}`]);
    case 2:
      return capitalize(random.pick(siblings));
    case 3:
      return random.pick(siblings);
    case 4:
      return random.pick(paths).at(-1) ?? '';
    default:
      return random.pick(KEYS);
  }
}

function capitalize(key: string): string {
  return key.charAt(0).toUpperCase() + key.slice(1);
}

/** Often one of the same name: exchanging a `schema` and a `schema` leaves a document that still makes sense. */
function pickPartner(at: Path, paths: readonly Path[], pickPath: () => Path, random: Random): Path {
  const alike = paths.filter((path) => path.at(-1) === at.at(-1));
  return random.happens(2, 3) ? random.pick(alike) : pickPath();
}
