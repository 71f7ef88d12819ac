import fc from 'fast-check';
import type { Dialect } from './dialect.js';
import { createComponentFinder, createProblemFinder } from './find-component.js';
import { inferSchema } from './infer-schema.js';
import { compile, correctDocument, finding } from './testing/corrected.js';
import { shapeOf, times } from './testing/shape-of.js';

/** Schemas of what was seen. */

describe('inferSchema', () => {
  const often = (...values: readonly unknown[]) => times(20, shapeOf(...values));
  it.each<[string, unknown, unknown, object]>([
    ['a whole number, seen too seldom', shapeOf(1), '3.1', { type: 'number' }],
    ['a whole number', often(1), '3.1', { type: 'integer' }],
    ['numbers', often(1, 1.5), '3.1', { type: 'number' }],
    ['a text', shapeOf('2026-01-01'), '3.1', { type: 'string' }],
    ['a date', often('2026-01-01'), '3.1', { type: 'string', format: 'date' }],
    ['a date among texts', often('2026-01-01', 'x'), '3.1', { type: 'string' }],
    ['null alone', often(null), '3.1', {}],
    ['null', shapeOf(null, 'x'), '3.1', { type: ['string', 'null'] }],
    ['null, in 3.0', shapeOf(null, 'x'), '3.0', { type: 'string', nullable: true }],
    ['null, in 2.0', shapeOf(null, 'x'), '2.0', { type: 'string', 'x-nullable': true }],
    ['several types', shapeOf(true, 'x'), '3.1', { type: ['boolean', 'string'] }],
    [
      'several types, one with more to say',
      shapeOf(true, []),
      '3.1',
      { anyOf: [{ type: 'array', items: {} }, { type: 'boolean' }] },
    ],
    [
      'several types, in 3.0',
      shapeOf(true, 'x'),
      '3.0',
      { anyOf: [{ type: 'boolean' }, { type: 'string' }] },
    ],
    ['several types, in 2.0', shapeOf(true, 'x'), '2.0', {}],
    ['a list', shapeOf([1]), '3.1', { type: 'array', items: { type: 'number' } }],
    [
      'an object',
      often({ a: 'x', b: null }, { a: 'x' }),
      '3.1',
      { type: 'object', required: ['a'], properties: { a: { type: 'string' }, b: {} } },
    ],
    [
      'an object, seen too seldom',
      shapeOf({ a: 'x' }),
      '3.1',
      { type: 'object', properties: { a: { type: 'string' } } },
    ],
    [
      'a map',
      { ...shapeOf({}), values: shapeOf(1) },
      '3.1',
      { type: 'object', additionalProperties: { type: 'number' } },
    ],
  ])('of %s', (_, shape, dialect, want) => {
    const given = shape as ReturnType<typeof shapeOf>;
    const options = { seen: 20, dialect: dialect as Dialect };
    const { 'x-inferred': mark, ...schema } = inferSchema(given, options);
    expect(schema).toEqual(want);
    expect(mark).toEqual({ seen: given.seen });
  });

  it('accepts every value that it is inferred from, once or often, and loads without a diagnostic', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 3 }), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('2.0', '3.0.4', '3.1.1', '3.2.0'),
        fc.constantFrom(1, 20),
        async (values, version, count) => {
          const shape = times(count, shapeOf(...values));
          const published = {
            [version === '2.0' ? 'swagger' : 'openapi']: version,
            info: { title: 'T', version: 'v1' },
            paths: { '/v': { get: { responses: { 200: { description: 'OK' } } } } },
          };
          const body = { mediaType: 'application/json', shape };
          const { accepts, reported } = await correctDocument(published, [
            finding('/paths/~1v/get/responses/200', { kind: 'undeclared-body', ...body }),
          ]);
          expect(reported).toEqual([]);
          for (const value of values) {
            const [, after] = accepts(({ paths }) => {
              const response = paths['/v']?.get?.responses?.['200'] as {
                content?: Record<string, { schema: object }>;
              };
              return response.content?.['application/json']?.schema;
            }, value);
            expect([value, after]).toEqual([value, true]);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('the component of a shape', () => {
  const schemas = {
    Full: {
      type: 'object',
      required: ['id'],
      properties: {
        id: { type: 'integer', format: 'int32' },
        at: { type: ['string', 'null'], format: 'date-time' },
        next: { $ref: '#/components/schemas/Full' },
        tags: { type: 'array', items: { type: 'string' } },
      },
    },
    Twin1: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
    Twin2: { type: 'object', properties: { a: { type: 'string' }, b: { type: 'string' } } },
    Enum: { type: 'object', properties: { c: { enum: ['x'] }, d: { type: 'string' } } },
    Small: { type: 'object', properties: { e: { type: 'string' } } },
    Loop: { $ref: '#/components/schemas/Loop' },
  };
  const find = createComponentFinder({ openapi: '3.1.1', components: { schemas } });
  it.each<[string, object, string | undefined]>([
    ['with the same names and types', { id: 1, at: null, next: { id: 1 }, tags: [] }, undefined],
    [
      'with the same names and types',
      { id: 1, at: '2026-01-01T00:00:00Z', next: null, tags: ['x'] },
      undefined,
    ],
    ['of which there are two', { a: 'x', b: 'y' }, undefined],
    ['whose values are listed', { c: 'x', d: 'y' }, undefined],
    ['with one property', { e: 'x' }, undefined],
    ['of another type', { id: 'x', at: null, next: {}, tags: [] }, undefined],
    ['with fewer names', { id: 1, at: null }, undefined],
  ])('%s', (_, value, want) => {
    expect(find(shapeOf(value))).toBe(want);
  });
  it('is one that accepts what was seen', () => {
    const acyclic = {
      ...schemas,
      Full: {
        ...schemas.Full,
        properties: { ...schemas.Full.properties, next: { type: 'boolean' } },
      },
    };
    const components = { schemas: acyclic };
    const finder = createComponentFinder({ openapi: '3.1.1', components });
    const value = { id: 1, at: null, next: true, tags: ['x'] };
    expect(finder(shapeOf(value))).toBe('#/components/schemas/Full');
    expect(finder(shapeOf({ at: null, next: true, tags: ['x'] }))).toBeUndefined();
    expect(compile({ $ref: '#/components/schemas/Full' }, { components })(value)).toBe(true);
  });
});

describe('the component of problem details', () => {
  const text = { type: ['string', 'null'] };
  const status = { type: ['integer', 'null'], format: 'int32' };
  const members = { type: text, title: text, status, detail: text, instance: text };
  const find = (more: object = {}, errors: object = text) =>
    createProblemFinder({
      openapi: '3.1.1',
      components: {
        schemas: {
          ProblemDetails: { type: 'object', properties: members, ...more },
          Validation: { type: 'object', properties: { ...members, errors }, ...more },
          Other: { type: 'object', properties: { title: text } },
        },
      },
    });
  const problem = { title: 'x', status: 404, traceId: 'y' };
  it.each<[string, object, object, string | undefined]>([
    ['is the smallest one', {}, problem, 'ProblemDetails'],
    ['declares most of what was seen', {}, { ...problem, errors: 'x' }, 'Validation'],
    ['accepts extensions', { additionalProperties: {} }, problem, 'ProblemDetails'],
    ['may be closed', { additionalProperties: false }, problem, undefined],
    ['has other types', {}, { ...problem, status: 'x' }, undefined],
    ['requires what was missing', { required: ['detail'] }, problem, undefined],
    ['requires what was there', { required: ['title'] }, problem, 'ProblemDetails'],
    ['is an object', {}, [problem], undefined],
  ])('%s', (_, more, value, want) => {
    const found = find(more)(shapeOf(value));
    expect(found).toBe(want && `#/components/schemas/${want}`);
  });
});
