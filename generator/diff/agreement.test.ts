import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff } from '../pipeline/compare.js';
import { documentOf, OK, type Parts } from './testing/documents.js';

const refers = (name: string): Parts => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: Parts, more: Parts = {}): Parts => ({
  type: 'object',
  properties,
  ...more,
});
const text = { type: 'string' };
const json = (schema: Parts): Parts => ({ content: { 'application/json': { schema } } });

/** `PUT /pets`, which takes or gives what is said, and the schemas that it needs. */
function document(operation: Parts, schemas: Parts = {}, paths: Parts = {}): string {
  const put = { tags: ['Pets'], operationId: 'Pets_Update', responses: OK, ...operation };
  return JSON.stringify(
    documentOf({ '/pets': { put }, ...paths }, { openapi: '3.1.0', components: { schemas } }),
  );
}

const takes = (schema: Parts): Parts => ({ requestBody: json(schema) });
const gives = (schema: Parts): Parts => ({
  responses: { 200: { description: 'OK', ...json(schema) } },
});
const pets = { Dog: object({ name: text }), Cat: object({ name: text }) };
const either = (...names: readonly string[]): Parts => ({ anyOf: names.map(refers) });
const tagged = (mapping: Parts): Parts => ({
  oneOf: [refers('Dog'), refers('Cat')],
  discriminator: { propertyName: 'kind', mapping },
});
const kinds = { Dog: object({ kind: text }), Cat: object({ kind: text }) };
const byName = tagged({ dog: '#/components/schemas/Dog', cat: '#/components/schemas/Cat' });
const byCode = tagged({ d: '#/components/schemas/Dog', cat: '#/components/schemas/Cat' });

const answers = (mediaType: string, schema: Parts, key = 'schema'): string =>
  document(
    { responses: { 200: { description: 'OK', content: { [mediaType]: { [key]: schema } } } } },
    { Tick: object({ at: text, n: { type: 'integer' } }), Longer: object({ at: text }) },
  );
const tick = refers('Tick');

describe('a response in another format', () => {
  it.each<[what: string, before: string, after: string, wire: string, source: string]>([
    [
      'JSON to NDJSON',
      answers('application/json', tick),
      answers('application/x-ndjson', tick),
      'breaking',
      'breaking',
    ],
    [
      'NDJSON to JSON',
      answers('application/x-ndjson', tick),
      answers('application/json', tick),
      'breaking',
      'breaking',
    ],
    [
      'a list to a stream of its items',
      answers('application/json', { type: 'array', items: tick }),
      answers('application/jsonl', { type: 'array', items: tick }),
      'breaking',
      'breaking',
    ],
    [
      'XML to JSON',
      answers('application/xml', tick),
      answers('application/json', tick),
      'breaking',
      'breaking',
    ],
    [
      'JSON to bytes',
      answers('application/json', tick),
      answers('application/cbor', tick),
      'breaking',
      'breaking',
    ],
    [
      'text of a boolean to text of a number',
      answers('text/plain', { type: 'boolean' }),
      answers('text/plain', { type: 'number' }),
      'breaking',
      'breaking',
    ],
    [
      'text of a boolean to JSON of one',
      answers('text/plain', { type: 'boolean' }),
      answers('application/json', { type: 'boolean' }),
      'breaking',
      'non-breaking',
    ],
    [
      'one name of JSON lines to another',
      answers('application/jsonl', tick),
      answers('application/x-ndjson', tick),
      'breaking',
      'non-breaking',
    ],
    [
      'an item that loses a property',
      answers('application/jsonl', tick),
      answers('application/jsonl', refers('Longer')),
      'potentially-breaking',
      'breaking',
    ],
    [
      'an item that gains a property',
      answers('application/jsonl', refers('Longer')),
      answers('application/jsonl', tick),
      'non-breaking',
      'non-breaking',
    ],
    [
      'data to events',
      answers('text/event-stream', tick),
      answers('text/event-stream', object({ data: tick }, { required: ['data'] }), 'itemSchema'),
      'non-breaking',
      'breaking',
    ],
  ])('%s', async (_, before, after, wire, source) => {
    const { verdict } = await diff(
      { text: before, location: 'before.json' },
      { text: after, location: 'after.json' },
    );
    expect(verdict).toMatchObject({ wire, source });
  });
});

describe('the compiler says', () => {
  it.each<[what: string, before: string, after: string, source: string]>([
    [
      'that a choice is what it was without one of two that look alike',
      document(takes(either('Dog', 'Cat')), pets),
      document(takes(either('Dog')), pets),
      'non-breaking',
    ],
    [
      'that an answer with a variant that looks like another is what it was',
      document(gives(either('Dog')), pets),
      document(gives(either('Dog', 'Cat')), pets),
      'non-breaking',
    ],
    [
      "that a mapping's value is part of a type",
      document(takes(byName), kinds),
      document(takes(byCode), kinds),
      'breaking',
    ],
    [
      'that less is asked where a discriminator goes',
      document(takes(byName), kinds),
      document(takes({ oneOf: [refers('Dog'), refers('Cat')] }), kinds),
      'non-breaking',
    ],
    [
      'that what an answer holds without a name of its own may be missing now',
      document(gives(object({ name: text }, { required: ['name'] }))),
      document(gives(object({ name: text }))),
      'breaking',
    ],
    [
      'that a list which becomes a tuple is another type',
      document(takes({ type: 'array', items: text })),
      document(takes({ type: 'array', items: text, prefixItems: [{ type: 'integer' }] })),
      'breaking',
    ],
    [
      'that properties of what is no object are nowhere',
      document(takes({ type: 'array', items: text, properties: { id: text } })),
      document(takes({ type: 'array', items: text, properties: { id: text }, required: ['id'] })),
      'non-breaking',
    ],
    [
      'that a media type which programs can choose concerns them',
      document({
        requestBody: {
          content: { ...(json(text)['content'] as Parts), 'application/xml': { schema: text } },
        },
      }),
      document({
        requestBody: {
          content: {
            ...(json(text)['content'] as Parts),
            'application/xml': { schema: { type: 'integer' } },
          },
        },
      }),
      'breaking',
    ],
    [
      'that what was not answered was not read',
      document(gives(refers('Dog')), {
        Dog: object({ name: text, secret: { ...text, writeOnly: true } }, { required: ['secret'] }),
      }),
      document(gives(refers('Dog')), { Dog: object({ name: text, secret: text }) }),
      'non-breaking',
    ],
    [
      'on each of two names for the same',
      document(gives(refers('Owner')), {
        Owner: object({ one: refers('One'), other: refers('Other') }),
        One: object({ name: text, age: text }, { type: ['object', 'null'] }),
        Other: object({ name: text, age: text }, { type: ['object', 'null'] }),
      }),
      document(gives(refers('Owner')), {
        Owner: object({ one: refers('One'), other: refers('Other') }),
        One: object({ name: text }, { type: ['object', 'null'] }),
        Other: object({ name: text }, { type: ['object', 'null'] }),
      }),
      'breaking',
    ],
    [
      'that a format is no type, though the same property is required now',
      document(gives(refers('Dog')), { Dog: object({ url: text }) }),
      document(gives(refers('Dog')), {
        Dog: object({ url: { ...text, format: 'uri' } }, { required: ['url'] }),
      }),
      'non-breaking',
    ],
    [
      'that the name of a request side goes when a property can be sent',
      document(
        { ...takes(refers('Owner')), ...gives(refers('Owner')) },
        {
          Owner: object({ dog: refers('Dog') }),
          Dog: object({ id: { ...text, readOnly: true }, name: text }),
        },
      ),
      document(
        { ...takes(refers('Owner')), ...gives(refers('Owner')) },
        {
          Owner: object({ dog: refers('Dog') }),
          Dog: object({ id: text, name: text }),
        },
      ),
      'breaking',
    ],
    [
      'that the name of a request side goes with the request',
      document(
        { ...takes(refers('Dog')), ...gives(refers('Dog')) },
        {
          Dog: object({ id: { ...text, readOnly: true }, name: text }),
        },
      ),
      document(gives(refers('Dog')), {
        Dog: object({ id: { ...text, readOnly: true }, name: text }),
      }),
      'breaking',
    ],
    ...['integer', 'string', 'long'].flatMap((type): [string, string, string, string][] => [
      [
        `that a type which nobody knows takes what ${type} took`,
        document(takes(object({ size: { type } }))),
        document(takes(object({ size: { type: 'int' } }))),
        'non-breaking',
      ],
      [
        `that a query parameter of it does, of ${type}`,
        document({ parameters: [{ name: 'size', in: 'query', schema: { type } }] }),
        document({ parameters: [{ name: 'size', in: 'query', schema: { type: 'int' } }] }),
        'non-breaking',
      ],
      [
        `that what was of it is ${type} now`,
        document(gives(refers('Dog')), { Dog: object({ size: { type: 'int' } }) }),
        document(gives(refers('Dog')), { Dog: object({ size: { type } }) }),
        'non-breaking',
      ],
    ]),
    ...['integer', 'string'].flatMap((type): [string, string, string, string][] => [
      [
        `that a type which nobody knows is not asked for as ${type} was`,
        document(takes(refers('Dog')), { Dog: object({ size: { type: 'int' } }) }),
        document(takes(refers('Dog')), { Dog: object({ size: { type } }) }),
        'breaking',
      ],
      [
        `that an answer of it is none of ${type}`,
        document(gives(object({ size: { type } }))),
        document(gives(object({ size: { type: 'int' } }))),
        'breaking',
      ],
    ]),
  ])('%s', async (_, before, after, source) => {
    const report = await diff(
      { text: before, location: 'before.json' },
      { text: after, location: 'after.json' },
    );
    expect(report.verdict.source).toBe(source);
  });
});

/** Test data that is not part of this repository; `make upgrade` goes through all of them. */
const CASES = join(__dirname, '..', '..', '..', 'shared', 'diff', 'oasdiff-cases');
const manifest = join(CASES, 'manifest.json');
const isAsked = process.env['UPGRADE'] === '1' && existsSync(manifest);

interface Pair {
  readonly id: string;
  readonly base: string;
  readonly revision: string;
}

const pairs: readonly Pair[] = isAsked
  ? (JSON.parse(readFileSync(manifest, 'utf8')) as { readonly cases: readonly Pair[] }).cases
  : [];

(isAsked ? describe : describe.skip)("a change explains each break in oasdiff's cases", () => {
  const distinct = [...new Map(pairs.map((pair) => [pair.base + pair.revision, pair])).values()];
  const explains = async ({ base, revision }: Pair) => {
    const [before, after] = [base, revision].map((file) => {
      const location = join(CASES, file);
      return { text: readFileSync(location, 'utf8'), location };
    });
    if (before === undefined || after === undefined) throw new Error('a pair has two sides');
    const { changes } = await diff(before, after);
    expect(changes.filter(({ id }) => id === 'compile-error')).toEqual([]);
  };
  it.each(distinct)('$id', explains);
});
