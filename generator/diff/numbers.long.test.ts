import { diff } from '../pipeline/compare.js';
import { documentOf, type Parts } from './testing/documents.js';

/** Moving to .NET 10, whose documents say that numbers are also read from text, and to strict reading, breaks no numbers. */

const INTEGER = '^-?(?:0|[1-9]\\d*)$';
const DECIMAL = '^-?(?:0|[1-9]\\d*)(?:\\.\\d+)?$';

const text = { type: 'string' };
const object = (properties: Parts): Parts => ({ type: 'object', properties });
const json = (schema: Parts): Parts => ({ content: { 'application/json': { schema } } });
const OK = { description: 'OK' };

function document(version: string, operation: Parts, schemas: Parts = {}): string {
  const post = { tags: ['Pets'], operationId: 'Pets_Add', responses: { 200: OK }, ...operation };
  const paths = { '/pets': { post } };
  return JSON.stringify(documentOf(paths, { openapi: version, components: { schemas } }));
}

type Make = (version: string, schema: Parts) => string;

const takes: Make = (version, schema) =>
  document(version, { parameters: [{ name: 'size', in: 'query', required: true, schema }] });
const takesList: Make = (version, items) =>
  document(version, {
    parameters: [{ name: 'ids', in: 'query', schema: { type: 'array', items } }],
  });
const sends: Make = (version, schema) =>
  document(version, { requestBody: json(object({ size: schema })) });
const sendsForm: Make = (version, schema) =>
  document(version, {
    requestBody: { content: { 'multipart/form-data': { schema: object({ size: schema }) } } },
  });
const sendsNamed: Make = (version, schema) =>
  document(
    version,
    { requestBody: json({ $ref: '#/components/schemas/Pet' }) },
    { Pet: object({ sizes: { type: 'array', items: schema }, name: text }) },
  );
const gives: Make = (version, schema) =>
  document(version, { responses: { 200: { ...OK, ...json(object({ size: schema })) } } });
const givesHeader: Make = (version, schema) =>
  document(version, { responses: { 200: { ...OK, headers: { 'X-Size': { schema } } } } });
const both: Make = (version, schema) =>
  document(
    version,
    {
      requestBody: json({ $ref: '#/components/schemas/Pet' }),
      responses: { 200: { ...OK, ...json({ $ref: '#/components/schemas/Pet' }) } },
    },
    { Pet: object({ map: { type: 'object', additionalProperties: schema } }) },
  );

const REQUESTS: Readonly<Record<string, Make>> = {
  takes,
  takesList,
  sends,
  sendsForm,
  sendsNamed,
  both,
};
const PLACES: Readonly<Record<string, Make>> = { ...REQUESTS, gives, givesHeader };

/** The number read strictly, and as .NET 10 writes it, with their versions of OpenAPI. */
const SPELLINGS: readonly (readonly [string, string, Parts, string, Parts])[] = [
  [
    'an integer',
    '3.1.1',
    { type: 'integer', format: 'int32' },
    '3.1.1',
    { type: ['integer', 'string'], pattern: INTEGER, format: 'int32' },
  ],
  [
    'an integer in 3.0, without its type',
    '3.0.4',
    { type: 'integer', format: 'int64' },
    '3.0.4',
    { pattern: INTEGER, format: 'int64' },
  ],
  [
    'a number from 3.0 to 3.1',
    '3.0.4',
    { type: 'number', format: 'double' },
    '3.1.1',
    { type: ['number', 'string'], pattern: DECIMAL, format: 'double' },
  ],
  [
    'a nullable number',
    '3.0.4',
    { type: 'integer', format: 'int32', nullable: true },
    '3.1.1',
    { type: ['null', 'integer', 'string'], pattern: INTEGER, format: 'int32' },
  ],
];

const run = (before: string, after: string, numericStrings?: 'accept') => {
  const switches = numericStrings === undefined ? {} : { numericStrings };
  return diff(
    { text: before, location: 'before.json', switches },
    { text: after, location: 'after.json', switches },
  );
};

describe.each(Object.entries(PLACES))('numbers (%s)', (place, make) => {
  it.each(SPELLINGS)(
    'are what they were: %s',
    async (_, oldVersion, strict, newVersion, lenient) => {
      const [before, after] = [make(oldVersion, strict), make(newVersion, lenient)];
      expect((await run(before, after)).changes).toEqual([]);
      expect((await run(after, before)).changes).toEqual([]);
    },
  );

  it('may be sent as text where the SDK has the switch, and not where the API no longer reads it', async () => {
    const [[, version, strict, , lenient] = []] = SPELLINGS;
    const [before, after] = [make(version ?? '', strict ?? {}), make(version ?? '', lenient ?? {})];
    const [accepted, refused] = [
      await run(before, after, 'accept'),
      await run(after, before, 'accept'),
    ];
    expect(accepted.verdict).toMatchObject({ wire: 'non-breaking', source: 'non-breaking' });
    const isSent = place in REQUESTS;
    expect(accepted.changes).toHaveLength(isSent ? 1 : 0);
    expect(refused.verdict).toMatchObject(
      isSent ? { source: 'breaking' } : { wire: 'non-breaking', source: 'non-breaking' },
    );
  });
});
