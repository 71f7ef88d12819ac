import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from '../../pipeline/generate.js';
import { makeOver, readDocument, shuffleDocument } from './testing/another-order.js';

/**
 * Order carries no meaning: a document with all its keys, and all its lists that are sets, in another
 * order gives the same package, byte for byte. So do the documents of the golden trees, which their own test shuffles.
 */
const SPECS = join(__dirname, '..', '..', '..', '..', 'shared', 'specs');

/** One document for each kind of generator and each version; the largest are tested with the corpus. */
const REAL = [
  'aspnet-datatypes',
  'eshop-catalog-msopenapi-31',
  'kafe',
  'nswag-mkair',
  'polar-drive-fleet',
  'sb10-basic-20',
  'sb10-types-304',
  'sb73-nswagclient-poly-301',
  'warehouse',
];

const work = mkdtempSync(join(tmpdir(), 'sdkgen-order-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Values of the API's own, which a package prints: each an object whose keys may come in any order. */
const VALUES = {
  openapi: '3.1.0',
  info: { title: 'Values', version: 'v1' },
  paths: {
    '/routes': {
      post: {
        tags: ['Routes'],
        parameters: [
          {
            name: 'box',
            in: 'query',
            example: { west: 1, north: 2, east: [{ b: 1, a: 2 }] },
            schema: { type: 'object', default: { west: 0, north: 0, east: 0 } },
          },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Route' },
              examples: { one: { value: { stops: [{ y: 1, x: 2 }], name: 'A' } } },
            },
          },
        },
        responses: { 200: { description: 'OK' } },
        'x-limits': { perMinute: 30, burst: { most: 5, least: 1 } },
      },
    },
  },
  components: {
    schemas: {
      Route: {
        type: 'object',
        default: { stops: [], name: '' },
        examples: [{ stops: [{ y: 1, x: 2 }], name: 'A' }],
        properties: {
          kind: { const: { speed: 'fast', by: 'car' } },
          mode: { enum: [{ speed: 'slow', by: 'foot' }, { speed: 'fast', by: 'car' }, 'none'] },
          stops: {
            type: 'array',
            items: { type: 'object' },
            example: [
              { y: 1, x: 2 },
              { y: 3, x: 0 },
            ],
          },
        },
      },
    },
  },
};

describe('another order inside values', () => {
  it('is the same package: examples, defaults, constants, enums and extensions', () =>
    expectSameBytes('values', VALUES));
});

/** Takes long, so only `make upgrade` runs it. */
const describeReal = process.env['UPGRADE'] && existsSync(SPECS) ? describe : describe.skip;
describeReal('another order of a real document', () => {
  it.each(REAL)('is the same package: %s', async (name) =>
    expectSameBytes(name, await readDocument(join(SPECS, `${name}.json`))),
  );
});

async function expectSameBytes(name: string, document: unknown): Promise<void> {
  const input = join(work, `${name}.json`);
  const out = join(work, name);
  writeFileSync(input, JSON.stringify(document));
  await generate({ input, out });
  const lock = readFileSync(join(out, 'sdk.lock.json'), 'utf8');
  const other = shuffleDocument(document);
  expect(await makeOver(out, { document: other })).toEqual({ printed: [], lock });
}
