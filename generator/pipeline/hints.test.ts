import { withSwitches, type OutputSwitches } from '../model/switches.js';
import type { Rename } from './renames.js';
import { findHints, type HintCode } from './hints.js';
import { readModel } from './testing/read-model.js';

const text = { type: 'string' };
const maybe = { type: 'string', nullable: true };

/** A schema of `count` properties, which are all alike. */
function properties(count: number, schema: object, from = 0): Record<string, object> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`p${from + index}`, schema]),
  );
}

interface Given {
  readonly schema?: object;
  readonly operation?: object;
  readonly more?: object;
  readonly switches?: OutputSwitches;
  readonly renames?: readonly Rename[];
}

async function hintsFor({ schema = {}, operation, more, switches = {}, renames = [] }: Given) {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } };
  const { model: read } = await readModel({
    openapi: '3.0.4',
    info: { title: 'Test', version: 'v1' },
    paths: {
      '/things/{key}': {
        get: {
          tags: ['Things'],
          responses: { 200: { description: 'OK', content } },
          parameters: [{ name: 'key', in: 'path', required: true, schema: text }],
          ...operation,
        },
      },
    },
    components: { schemas: { Thing: { type: 'object', ...schema } } },
    ...more,
  });
  const model = withSwitches(read, switches);
  return findHints({ model, renames, switches, publishedVersion: '3.0.4' });
}

const NULLABILITY = { properties: { ...properties(6, text), ...properties(6, maybe, 6) } };
const INT64 = { type: 'integer', format: 'int64' };
const TIMES = { properties: properties(20, { type: 'string', format: 'date-time' }) };
const parameters = [
  { name: 'key', in: 'path', required: true, schema: text },
  { name: 'ownerId', in: 'query', schema: INT64 },
];
const responses = { 401: { description: 'No' } };
const KEY = { type: 'apiKey', in: 'header', name: 'X-Key' };

function rename(kind: Rename['kind']): Rename {
  return { kind, of: 'GET /things/{key}', from: 'things.getThing', to: 'things.get' };
}

describe('findHints', () => {
  it.each<[what: string, given: Given, want: readonly HintCode[]]>([
    ['nothing to say', {}, []],
    ['nullability alone', { schema: NULLABILITY }, ['requiredness']],
    ['a few properties', { schema: { properties: { a: text, b: maybe } } }, []],
    ['required properties', { schema: { ...NULLABILITY, required: ['p0', 'p1'] } }, []],
    ['no nullability', { schema: { properties: properties(12, text) } }, []],
    ['only what may be null', { schema: { properties: properties(12, maybe) } }, []],
    [
      'the switch',
      { schema: NULLABILITY, switches: { requiredness: 'nonNullableIsRequired' } },
      [],
    ],
    [
      'the switch as it is by default',
      { schema: NULLABILITY, switches: { requiredness: 'asWritten' } },
      [],
    ],
    ['an id of 64 bits', { schema: { properties: { id: INT64 } } }, ['int64']],
    [
      'ids of 64 bits',
      { schema: { properties: { roleIds: { type: 'array', items: INT64 } } } },
      ['int64'],
    ],
    ['a parameter of 64 bits', { operation: { parameters } }, ['int64']],
    ['a size of 64 bits', { schema: { properties: { size: INT64, paid: INT64 } } }, []],
    [
      'ids that keep their digits',
      { operation: { parameters }, switches: { int64: 'bigint' } },
      [],
    ],
    ['many times', { schema: TIMES }, ['dates']],
    ['many times as objects', { schema: TIMES, switches: { dates: 'date' } }, []],
    [
      'some times',
      { schema: { properties: properties(19, { type: 'string', format: 'date-time' }) } },
      [],
    ],
    ['401 without credentials', { operation: { responses } }, ['credentials']],
    [
      '401 with credentials',
      { operation: { responses }, more: { components: { securitySchemes: { KEY } } } },
      [],
    ],
    ['a name that the rules would change', { renames: [rename('call')] }, ['names']],
    ['other names alone', { renames: [rename('function')] }, []],
  ])('%s', async (_, given, want) => {
    expect((await hintsFor(given)).map(({ code }) => code)).toEqual(want);
  });
});
