import Ajv from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { Direction, Finding } from '../finding.js';
import { KINDS } from '../kinds/index.js';
import { compareSchemas, loadText } from '../testing/findings.js';
import {
  rewritten,
  versions,
  type Json,
  type Named,
  type Versions,
} from './testing/arbitrary-schemas.js';

/**
 * What JSON Schema says of two schemas, by a validator: whether one of them refuses a value that the other accepts. Left
 * out is what OpenAPI means otherwise: formats, `readOnly`, unknown properties in responses.
 */

const RUNS = Number(process.env['ORACLE_RUNS'] ?? 150);
const PARAMETERS = {
  numRuns: RUNS,
  ...(process.env['ORACLE_SEED'] ? { seed: Number(process.env['ORACLE_SEED']) } : { seed: 22 }),
};

function toDocument({ schema, schemas }: Named): string {
  const content = { 'application/json': { schema } };
  return JSON.stringify({
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/things': {
        get: { responses: { 200: { description: 'ok', content } } },
        post: { requestBody: { content }, responses: { 204: { description: 'ok' } } },
      },
    },
    components: { schemas },
  });
}

async function compare({ before, after }: Versions): Promise<readonly Finding[]> {
  const [was, is] = await Promise.all([before, after].map((one) => loadText(toDocument(one))));
  if (was === undefined || is === undefined) throw new Error('Two documents were loaded.');
  return compareSchemas(was, is).findings();
}

/** The findings that do not call the difference safe in this direction. */
function listBreaks(findings: readonly Finding[], direction: Direction): readonly string[] {
  return findings
    .filter(({ what, reaches }) => {
      const kind = KINDS[what];
      return (
        !('always' in kind) &&
        kind[direction].wire !== 'non-breaking' &&
        reaches.some((reach) => reach.direction === direction)
      );
    })
    .map(({ what, subject }) => `${what} ${[subject.wireName, ...subject.path].join('.')}`);
}

type Accepts = (value: unknown) => boolean;

/** Senders know declared properties only; receivers of responses ignore others. */
type Role = 'sender' | 'server' | 'client';

function createValidator({ schema, schemas }: Named, role: Role): Accepts {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    validateSchema: false,
    meta: false,
    logger: false,
  });
  const toRole = (one: unknown): unknown => convert(one, role);
  const defs = Object.fromEntries(
    Object.entries(schemas).map(([key, one]) => [key, convertParts(one, role)]),
  );
  const validate = ajv.compile({
    ...(toRole(schema) as Json),
    components: { schemas: defs },
  });
  return (value) => validate(value);
}

/** A schema where a value stands. */
function convert(one: unknown, role: Role): unknown {
  const converted = convertParts(one, role);
  if (typeof converted !== 'object' || converted === null || role !== 'sender') return converted;
  const isOfObjects = ['properties', '$ref', 'allOf', 'anyOf', 'oneOf'].some(
    (key) => key in converted,
  );
  return isOfObjects ? { ...converted, unevaluatedProperties: false } : converted;
}

/** A schema that may be a part of another. */
function convertParts(one: unknown, role: Role): unknown {
  if (typeof one !== 'object' || one === null) return one;
  const entries = Object.entries(one).flatMap(([key, value]: [string, unknown]) => {
    switch (key) {
      case 'properties':
        return [
          [
            key,
            Object.fromEntries(
              Object.entries(value as Json).map(([name, part]) => [name, convert(part, role)]),
            ),
          ],
        ];
      case 'additionalProperties':
        return role === 'client' && value === false ? [] : [[key, convert(value, role)]];
      case 'items':
        return [[key, convert(value, role)]];
      case 'not':
        return [[key, convertParts(value, 'server')]];
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        // Generators and serializers read `oneOf` as `anyOf`.
        return [
          [
            key === 'oneOf' ? 'anyOf' : key,
            (value as readonly unknown[]).map((part) => convertParts(part, role)),
          ],
        ];
      default:
        return [[key, value]];
    }
  });
  return Object.fromEntries(entries) as Json;
}

const SCALARS: readonly unknown[] = [
  null,
  true,
  false,
  '',
  'a',
  'b',
  'ab',
  'abc',
  'abcdef',
  'bbbb',
  ...[-2, -1, 0, 0.5, 1, 2, 3, 4, 5, 6, 8],
];

/** Evenly spread items of a list. */
function sample<T>(list: readonly T[], most: number): readonly T[] {
  const step = Math.max(1, list.length / most);
  return Array.from(
    { length: Math.min(most, list.length) },
    (_, index) => list[Math.floor(index * step)] as T,
  );
}

/** Values that a schema or one near to it may accept. */
function listValues(one: unknown, schemas: Named['schemas'], depth = 0): readonly unknown[] {
  if (typeof one !== 'object' || one === null || depth > 4)
    return depth > 4 ? [null, 'a'] : SCALARS;
  const schema = one as Json;
  const [, name = ''] = /schemas\/(\w+)$/.exec(String(schema['$ref'])) ?? [];
  const inPlace = [
    schemas[name],
    ...['allOf', 'anyOf', 'oneOf'].flatMap((key) => (schema[key] ?? []) as readonly unknown[]),
    schema['not'],
  ].filter((part) => part !== undefined);
  const inner = inPlace.flatMap((part) => listValues(part, schemas, depth + 1));
  const own = [...listObjects(schema, schemas, depth), ...listArrays(schema, schemas, depth)];
  const all = [...own, ...inner, ...mergeObjects([...own, ...inner])];
  return [...SCALARS, ...sample(all, depth === 0 ? 200 : 40)];
}

/** Objects that have the properties of several parts. */
function mergeObjects(values: readonly unknown[]): readonly unknown[] {
  const objects = values.filter(isObject).slice(0, 60);
  return objects.slice(1).flatMap((value, index) => [
    { ...objects[index], ...value },
    { ...objects[(index * 7) % objects.length], ...value },
  ]);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listObjects(schema: Json, schemas: Named['schemas'], depth: number): readonly unknown[] {
  const properties = Object.entries((schema['properties'] ?? {}) as Json).map(
    ([key, part]) => [key, listValues(part, schemas, depth + 1)] as const,
  );
  const more = schema['additionalProperties'];
  if (more !== undefined && more !== false)
    properties.push(['z', listValues(more, schemas, depth + 1).slice(0, 25)]);
  const longest = Math.max(1, ...properties.map(([, list]) => list.length));
  const all = Array.from({ length: Math.min(longest, 60) }, (_, index) =>
    Object.fromEntries(
      properties.map(([key, list], place) => [key, list[(index * (place + 1)) % list.length]]),
    ),
  );
  // One property varies at a time, beside those of an object that may be accepted.
  const single = properties.flatMap(([key, list]) =>
    list.slice(0, 30).map((value) => ({ [key]: value })),
  );
  return [{}, ...all, ...single];
}

function listArrays(schema: Json, schemas: Named['schemas'], depth: number): readonly unknown[] {
  if (schema['items'] === undefined) return [[]];
  const items = listValues(schema['items'], schemas, depth + 1).slice(0, 40);
  return [
    [],
    ...items.map((item) => [item]),
    ...items.map((item, index) => [item, items[index + 1]]),
    ...items.slice(0, 20).map((item) => [item, item]),
  ];
}

/** Values of which the sender's schema accepts all; from them others are made that differ in one property. */
function findRefused(sender: Accepts, receiver: Accepts, values: readonly unknown[]): unknown {
  const accepted = values.filter(sender);
  return [...accepted, ...mergeObjects(accepted).filter(sender)].find((value) => !receiver(value));
}

async function judge({ before, after }: Versions): Promise<readonly string[]> {
  const findings = await compare({ before, after });
  const faults: string[] = [];
  const check = (direction: Direction, sender: Named, receiver: Named, role: Role): void => {
    if (listBreaks(findings, direction).length > 0) return;
    const values = [before, after].flatMap((one) => listValues(one.schema, one.schemas));
    const refused = findRefused(
      createValidator(sender, 'sender'),
      createValidator(receiver, role),
      values,
    );
    if (refused === undefined) return;
    const told = findings.map(({ what, subject }) => `${what} ${subject.path.join('.')}`);
    faults.push(`${direction} ${JSON.stringify(refused)} is refused; found ${told.join(', ')}`);
  };
  check('request', before, after, 'server');
  check('response', after, before, 'client');
  return faults;
}

describe('a value that one version accepts and the other refuses', () => {
  it('is never called safe', async () => {
    await fc.assert(
      fc.asyncProperty(versions, async (pair) => {
        expect(await judge(pair)).toEqual([]);
      }),
      PARAMETERS,
    );
  });
});

describe('two notations of one schema', () => {
  it('break nothing', async () => {
    await fc.assert(
      fc.asyncProperty(rewritten, async (pair) => {
        const findings = await compare(pair);
        const broken = [...listBreaks(findings, 'request'), ...listBreaks(findings, 'response')];
        expect(broken).toEqual([]);
      }),
      PARAMETERS,
    );
  });
});
