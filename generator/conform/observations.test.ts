import {
  describe as tell,
  documentOf,
  documentWith,
  openCheck,
  toExchange,
  type Answer,
} from './check/testing/answers.js';
import { createChecker } from './check/index.js';
import { Diagnostics } from '../diagnostics.js';
import { loadDocument } from '../document/index.js';
import { interpret } from '../interpret/index.js';
import { getFindings, mergeObservations, type Observations } from './observations.js';

const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

async function observe(document: unknown, ...answers: readonly Answer[]): Promise<Observations> {
  const { checker, operation } = await openCheck(document);
  for (const answer of answers) checker.observe(toExchange(operation('GET /x'), answer));
  return checker.getObservations();
}

describe('observations', () => {
  const document = documentOf(
    '3.0.3',
    { type: 'array', items: { $ref: '#/components/schemas/A' } },
    {
      A: object({ a: text, b: { type: 'integer' } }, { required: ['a', 'b'] }),
    },
  );
  const first = {
    body: [
      { a: 'x', b: 1 },
      { a: null, b: '5' },
      { b: 1, c: 'y' },
    ],
  };
  const second = {
    body: [
      { a: null, c: 5 },
      { a: 'x', d: 1 },
    ],
  };

  it('say how often a place was seen, and how often it was wrong', async () => {
    const findings = getFindings(await observe(document, first, second));
    expect(findings.map((each) => `${tell(each)}: ${each.count} of ${each.seen}`)).toEqual([
      'undeclared-property A c: 2 of 5',
      'undeclared-property A d: 1 of 5',
      'missing A.a a: 1 of 5',
      'null A.a: 2 of 4',
      'missing A.b b: 2 of 5',
      'number-as-text A.b: 1 of 3',
    ]);
    expect(findings.map(({ place }) => place.pointer)).toEqual([
      ...Array<string>(2).fill('/components/schemas/A'),
      ...Array<string>(2).fill('/components/schemas/A/properties/a'),
      ...Array<string>(2).fill('/components/schemas/A/properties/b'),
    ]);
    expect(findings[2]?.mismatch).toEqual({
      kind: 'missing',
      property: 'a',
      requiredBy: '/components/schemas/A',
    });
    expect(findings[0]?.mismatch).toMatchObject({
      shape: { seen: 2, types: { integer: 1, string: 1 } },
    });
  });

  it('of two runs are those of one run with the answers of both, after a way through a file', async () => {
    const whole = await observe(document, first, second);
    const [one, two] = [await observe(document, first), await observe(document, second)];
    const reread = (run: Observations) => JSON.parse(JSON.stringify(run)) as Observations;
    expect(mergeObservations(one, two)).toEqual(whole);
    expect(mergeObservations(reread(two), reread(one))).toEqual(whole);
    const diagnostics = new Diagnostics();
    const loaded = await loadDocument(
      { text: JSON.stringify(document), location: 'x.json' },
      { allowedOrigins: [] },
      diagnostics,
    );
    const resumed = createChecker(loaded, interpret(loaded, diagnostics), reread(one));
    const { operation } = await openCheck(document);
    resumed.observe(toExchange(operation('GET /x'), second));
    expect(resumed.getObservations()).toEqual(whole);
  });

  it('have findings with the same ids in every run, whatever the counts', async () => {
    const ids = async (...answers: readonly Answer[]) =>
      getFindings(await observe(document, ...answers)).map(({ id }) => id);
    const all = await ids(first, second);
    expect(await ids(second, first, first)).toEqual(all);
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((id) => /^[\da-f]{16}$/.test(id))).toBe(true);
  });

  it('count what pages showed', async () => {
    const { checker, operation } = await openCheck(document);
    checker.observe(toExchange(operation('GET /x'), first));
    checker.observePaging(operation('GET /x'), 'repeats-items');
    const [paging] = getFindings(checker.getObservations()).filter(
      ({ mismatch }) => mismatch.kind === 'paging',
    );
    expect(paging).toMatchObject({
      place: { name: 'GET /x', pointer: '/paths/~1x/get' },
      count: 1,
      seen: 1,
      mismatch: { fault: 'repeats-items' },
    });
  });

  it('have the pointers of a document in Swagger 2.0', async () => {
    const swagger = documentOf('2.0', { $ref: '#/definitions/A' }, { A: object({ a: text }) });
    const [finding] = getFindings(await observe(swagger, { body: { a: 1 } }));
    expect(finding?.place).toEqual({ name: 'A.a', pointer: '/definitions/A/properties/a' });
  });

  it('have the pointer of a shared response, and the names of the operations that have it', async () => {
    const shared = documentWith({ 200: { $ref: '#/components/responses/R' } }, '3.0.3', {
      responses: { R: { description: '', content: { 'application/json': { schema: text } } } },
    });
    const [finding] = getFindings(await observe(shared, { body: 1 }));
    expect(finding?.place).toEqual({
      name: 'GET /x 200',
      pointer: '/components/responses/R/content/application~1json/schema',
    });
  });
});

describe('no value is kept', () => {
  const C = 'cAnArY';
  const schema = object(
    {
      e: { type: 'string', enum: ['a'] },
      f: { type: 'string', format: 'uuid' },
      p: { type: 'string', pattern: '^a', maxLength: 2 },
      n: { type: 'integer' },
      m: { type: 'object', additionalProperties: { type: 'integer' } },
      u: {
        oneOf: [object({ k: { const: 'x' }, q: text }), object({ k: { const: 'y' }, q: text })],
      },
      d: {
        oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }],
        discriminator: { propertyName: 'k' },
      },
      l: { type: 'array', items: { type: 'boolean' } },
      w: { type: 'string', writeOnly: true },
      j: { type: 'string', contentMediaType: 'application/json', contentSchema: object({}) },
    },
    { additionalProperties: false },
  );
  const document = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: {
      '/x': {
        get: {
          responses: {
            200: {
              description: '',
              headers: { 'X-A': { schema: { type: 'integer' } } },
              content: {
                'application/json': { schema },
                'text/plain': { schema: { enum: ['a'] } },
              },
            },
            201: { description: '' },
            400: { description: '', content: { 'application/problem+json': {} } },
          },
        },
      },
    },
    components: { schemas: { A: object({ k: text }), B: object({ k: text }) } },
  };
  const keys = {
    [`12345${C}`]: C,
    [`${C}@example.com`]: C,
    [`AB-123-${C}`]: C,
    [`a b ${C}`]: { [`../${C}`]: C, list: [C, { [`${C}/x`]: C }] },
    [`${C}${'x'.repeat(64)}`]: C,
    [`${C}-00000000-0000-0000-0000-000000000000`]: C,
  };
  const wrong = {
    ...keys,
    e: C,
    f: C,
    p: C,
    n: C,
    m: keys,
    u: { k: C, q: C },
    d: { k: C },
    l: [C, keys],
    w: C,
    j: JSON.stringify(keys),
    added: { inner: keys },
  };
  const headers = { 'x-a': C, 'x-undeclared': C };
  const type = (mediaType: string) => ({ headers: { 'content-type': `${mediaType}; a=${C}` } });

  it('in whatever position of an answer it is', async () => {
    const observations = await observe(
      document,
      { body: wrong, headers },
      { body: [C, wrong], ...type('application/json') },
      { text: C, ...type('text/plain') },
      { text: C, ...type('application/json') },
      { text: C, ...type('text/html') },
      { text: C, ...type(`${C} /`) },
      { status: 201, body: wrong },
      {
        status: 400,
        body: { status: C, title: [C], ...keys },
        ...type('application/problem+json'),
      },
      { status: 500, body: { detail: C, ...keys } },
      { status: 502, text: `<html>${C}`, ...type('text/html') },
    );
    const findings = getFindings(observations);
    expect(new Set(findings.map(({ mismatch }) => mismatch.kind)).size).toBeGreaterThan(14);
    expect(JSON.stringify([observations, findings]).toLowerCase()).not.toContain(C.toLowerCase());
  });

  it.each([
    [false, Array.from({ length: 40 }, (_, index) => [`n${letters(index)}`, 'x'])],
    [true, Array.from({ length: 40 }, (_, index) => [`n${letters(index)}`, index % 2 ? 'x' : 1])],
  ])('of a map: beyond 20 names of one type, keys are data (%j)', async (all, entries) => {
    const body = Object.fromEntries(entries) as object;
    const declared = documentOf('3.0.3', object({ a: text }));
    const found = getFindings(await observe(declared, { body }, { status: 500, body }));
    const names = found.filter(({ mismatch }) => mismatch.kind === 'undeclared-property');
    expect(names).toHaveLength(all ? 40 : 20);
    const others = found.filter(({ mismatch }) => mismatch.kind === 'undeclared-keys');
    expect(others.map(({ count }) => count)).toEqual(all ? [] : [20]);
    const [status] = found.filter(({ mismatch }) => mismatch.kind === 'undeclared-status');
    const shape = (status?.mismatch as { shape: { properties: object; values?: object } }).shape;
    expect(Object.keys(shape.properties)).toHaveLength(all ? 40 : 20);
    expect(shape.values !== undefined).toBe(!all);
  });
});

function letters(index: number): string {
  return String.fromCharCode(97 + (index % 26)) + String.fromCharCode(97 + Math.floor(index / 26));
}
