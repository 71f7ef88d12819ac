import fc from 'fast-check';
import { parse } from 'yaml';
import type { Finding, Mismatch } from '../finding.js';
import { proposeOverlay } from './index.js';
import { correctDocument, finding } from './testing/corrected.js';
import { shapeOf, times } from './testing/shape-of.js';

/** The text of a proposed overlay: its version, actions, evidence and order. */

const text = { type: 'string' };

function vehicles(version: string, properties: object, more: object = {}) {
  const V = { type: 'object', properties, ...more };
  const paths = { '/v': { get: { tags: ['V'], responses: { 200: { description: 'OK' } } } } };
  return {
    openapi: version,
    info: { title: 'T', version: 'v1' },
    paths,
    components: { schemas: { V, W: { type: 'object', properties: { a: text, b: text } } } },
  };
}

const of = (
  path: string,
  name: string,
  mismatch: Mismatch,
  more: Partial<Finding> = {},
): Finding => ({
  ...finding(`/components/schemas/V${path}`, mismatch, more),
  id: `${name} ${mismatch.kind}`,
  place: { name, pointer: `/components/schemas/V${path}` },
});

const operations = ['GET /a', 'GET /b', 'GET /c', 'GET /d', 'GET /e', 'GET /f', 'GET /g'].map(
  (id) => ({
    id,
    count: 1,
  }),
);

it('has the evidence above each action and in its description, in version 1.0 where that is enough', () => {
  const published = vehicles('3.0.4', { p: text, q: text });
  const findings = [
    of('/properties/p', 'V.p', { kind: 'null' }, { count: 12, seen: 40, operations }),
    of(
      '',
      'V',
      { kind: 'undeclared-property', property: 'w', shape: times(20, shapeOf({ a: 'x', b: 'y' })) },
      { count: 20, seen: 40 },
    ),
    of(
      '',
      'V',
      { kind: 'undeclared-property', property: 'x', shape: shapeOf(1, 2.5) },
      { count: 2, seen: 40 },
    ),
  ];
  expect(proposeOverlay(findings, published, { title: 'What preprod answers' }).text)
    .toBe(`overlay: 1.0.0
info:
  title: What preprod answers
  version: 1.0.0
actions:
  # V.p was null in 12 of 40 values; the document does not allow null: GET /a, GET /b, GET /c, GET /d, GET /e and 2 more
  - target: $['components']['schemas']['V']['properties']['p']
    description: V.p was null in 12 of 40 values; the document does not allow null.
    update:
      nullable: true
  # V had the property 'w' in 20 of 40 objects; the document does not declare it: GET /v
  # V had the property 'x' in 2 of 40 objects; the document does not declare it: GET /v
  - target: $['components']['schemas']['V']
    description: V had the property 'w' in 20 of 40 objects; the document does not declare it. V had the property 'x' in 2 of 40 objects; the document does not declare it.
    update:
      properties:
        w:
          $ref: '#/components/schemas/W'
        x:
          type: number
          x-inferred:
            seen: 2
`);
});

it('is of version 1.1 where a plain value goes, which makes room for one of another kind', () => {
  const published = vehicles(
    '3.1.1',
    { p: { ...text, format: 'uuid' }, q: text },
    { required: ['p', 'q'] },
  );
  const findings = [
    of('/properties/p', 'V.p', { kind: 'null' }),
    of('/properties/p', 'V.p', { kind: 'format', declared: 'uuid', shape: shapeOf('x') }),
    of('/properties/q', 'V.q', {
      kind: 'missing',
      property: 'q',
      requiredBy: '/components/schemas/V',
    }),
  ];
  const { text: yaml, actions } = proposeOverlay(findings, published, { title: 'T' });
  const overlay = parse(yaml) as { overlay: string; actions: readonly { description: string }[] };
  const p = "$['components']['schemas']['V']['properties']['p']";
  expect(overlay.overlay).toBe('1.1.0');
  expect(overlay.actions.map(({ description: _, ...action }) => action)).toEqual([
    { target: `${p}['format','type']`, remove: true },
    { target: p, update: { type: ['string', 'null'] } },
    { target: "$['components']['schemas']['V']['required'][?@=='q']", remove: true },
  ]);
  expect(actions).toBe(3);
});

it('selects an item of a list by what it says, since a recorded document has its lists sorted', async () => {
  const published = {
    ...vehicles('3.0.4', {}),
    components: {
      schemas: {
        V: {
          allOf: [
            { $ref: '#/components/schemas/W' },
            { type: 'object', properties: { p: text }, required: ['p'] },
            { type: 'object', required: ['a'] },
          ],
        },
        W: { type: 'object', properties: { a: text } },
      },
    },
  };
  const findings = [
    of('/allOf/1/properties/p', 'V.p', { kind: 'null' }),
    of('/allOf/1', 'V', {
      kind: 'missing',
      property: 'p',
      requiredBy: '/components/schemas/V/allOf/1',
    }),
    of('/allOf/2', 'V', {
      kind: 'missing',
      property: 'a',
      requiredBy: '/components/schemas/V/allOf/2',
    }),
  ];
  const { proposal, document } = await correctDocument(published, findings);
  const { actions } = parse(proposal.text) as { actions: readonly { target: string }[] };
  expect(
    actions.map(({ target }) => target.slice("$['components']['schemas']['V']".length)),
  ).toEqual([
    "['allOf'][?@['properties']]['properties']['p']",
    "['allOf'][2]['required']",
    "['allOf'][?@['properties']]['required']",
  ]);
  expect((document['components'] as typeof published.components).schemas.V.allOf).toEqual([
    { $ref: '#/components/schemas/W' },
    { type: 'object', properties: { p: { type: 'string', nullable: true } } },
    { type: 'object' },
  ]);
});

it('takes what is within a node into the actions that replace it', async () => {
  const inner = { type: 'object', properties: { a: text } };
  const published = vehicles('3.0.4', { p: inner });
  const { proposal, document } = await correctDocument(published, [
    of('/properties/p', 'V.p', { kind: 'type', declared: ['object'], shape: shapeOf('x') }),
    of('/properties/p/properties/a', 'V.p.a', { kind: 'null' }),
  ]);
  expect((document['components'] as { schemas: { V: object } }).schemas.V).toEqual({
    type: 'object',
    properties: {
      p: {
        anyOf: [
          { type: 'object', properties: { a: { type: 'string', nullable: true } } },
          { type: 'string', 'x-inferred': { seen: 1 } },
        ],
      },
    },
  });
  expect(proposal.actions).toBe(2);
  expect(proposal.text).toContain('# V.p.a was null in 1 of 2 values');
});

it('is the same whatever the order of the findings', () => {
  const published = vehicles('3.1.1', {
    p: { ...text, maxLength: 1 },
    q: { $ref: '#/components/schemas/W' },
  });
  const findings = [
    of('/properties/p', 'V.p', { kind: 'null' }),
    of('/properties/p', 'V.p', { kind: 'limit', keyword: 'maxLength' }),
    of('/properties/p', 'V.p', { kind: 'type', declared: ['string'], shape: shapeOf(1) }),
    of('/properties/q', 'V.q', { kind: 'null' }),
    of('', 'V', { kind: 'undeclared-property', property: 'r', shape: shapeOf({}) }),
    of('', 'V', { kind: 'undeclared-keys', shape: shapeOf(1) }),
  ];
  const { text: want } = proposeOverlay(findings, published, { title: 'T' });
  fc.assert(
    fc.property(fc.shuffledSubarray(findings, { minLength: findings.length }), (shuffled) => {
      expect(proposeOverlay(shuffled, published, { title: 'T' }).text).toBe(want);
    }),
    { numRuns: 20 },
  );
});

it('keeps texts of the document and of answers from being anything but text', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.constantFrom(
          'a\n- target: $',
          "'\\",
          '__proto__',
          '\u202e\u2028',
          '# x',
          '\ud800',
          '*a',
          '!!x',
          '0',
        ),
      ),
      async (name) => {
        const schema = JSON.parse(
          `{"type":"object","properties":{${JSON.stringify(name)}:{"type":"string"}}}`,
        ) as object;
        const published = { ...vehicles('3.0.4', {}), components: { schemas: { V: schema } } };
        const pointer = `/components/schemas/V/properties/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        const place = { name: `V.${name}`, pointer };
        const operations = [{ id: name, count: 1 }];
        const more = { operations };
        const { document, proposal, reported } = await correctDocument(published, [
          finding(pointer, { kind: 'null' }, { place, operations }),
          finding(
            '/components/schemas/V',
            { kind: 'undeclared-property', property: `${name}2`, shape: shapeOf(1) },
            more,
          ),
        ]);
        const { V } = (document['components'] as { schemas: { V: { properties: object } } })
          .schemas;
        expect(reported).toEqual([]);
        const isSayable = !/\p{Cc}|\p{Surrogate}/u.test(name);
        expect(proposal.remarks).toHaveLength(isSayable ? 0 : 1);
        expect(Object.entries(V.properties)).toEqual([
          [name, { type: 'string', ...(isSayable && { nullable: true }) }],
          [`${name}2`, { type: 'number', 'x-inferred': { seen: 1 } }],
        ]);
        expect(proposal.text).not.toMatch(
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/,
        );
      },
    ),
    { numRuns: 15 },
  );
});
