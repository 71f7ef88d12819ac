import { Diagnostics } from '../../diagnostics.js';
import { applyOverlays } from '../../document/overlay.js';
import { findIn, type Answer } from '../check/testing/answers.js';
import { proposeOverlay } from './index.js';

/** Answers that contradict a document agree with it once the proposed overlay is applied, or a remark says why not. */

const text = { type: 'string' };
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });

/** A document whose `GET /x` answers a list of `V`. */
function documentIn(version: string): Readonly<Record<string, unknown>> {
  const isSwagger = version === '2.0';
  const ref = (name: string) => ({
    $ref: isSwagger ? `#/definitions/${name}` : `#/components/schemas/${name}`,
  });
  const unions = {
    union: { oneOf: [{ type: 'boolean' }, ref('W')] },
    pet: {
      oneOf: [ref('Cat'), ref('Dog')],
      discriminator: {
        propertyName: 'kind',
        mapping: { cat: ref('Cat').$ref, dog: ref('Dog').$ref },
      },
    },
  };
  const schemas = {
    V: object(
      {
        at: { ...text, format: 'date-time' },
        count: { type: 'integer', format: 'int32' },
        price: { type: 'number', format: 'double' },
        state: ref('State'),
        owner: ref('W'),
        code: { ...text, pattern: '^[A-Z]+$', maxLength: 3 },
        tags: { type: 'array', items: text, maxItems: 2 },
        secret: { ...text, writeOnly: true },
        flag: text,
        ...(isSwagger ? {} : unions),
      },
      { required: ['at', 'count'], additionalProperties: false },
    ),
    W: object({ a: text, b: text }, { required: ['a'] }),
    State: { type: 'integer', enum: [1, 2], 'x-enumNames': ['On', 'Off'] },
    ...(!isSwagger && {
      Cat: object({ kind: text, meow: text }, { required: ['kind'] }),
      Dog: object({ kind: text, bark: text }, { required: ['kind'] }),
    }),
  };
  const schema = { type: 'array', items: ref('V') };
  const response = isSwagger
    ? { description: 'ok', schema }
    : { description: 'ok', content: { 'application/json': { schema } } };
  const empty = { description: 'none' };
  return {
    [isSwagger ? 'swagger' : 'openapi']: version,
    info: { title: 'T', version: '1' },
    ...(isSwagger && { produces: ['application/json'] }),
    paths: { '/x': { get: { responses: { 200: response, 202: empty, 203: response } } } },
    ...(isSwagger ? { definitions: schemas } : { components: { schemas } }),
  };
}

const GOOD = { at: '2026-01-01T00:00:00Z', count: 1 };
const problem = { headers: { 'content-type': 'application/problem+json' } };

const ANSWERS: readonly Answer[] = [
  ...Array.from({ length: 25 }, () => ({ body: [GOOD] })),
  { body: [{ at: null, count: 1.5, price: '1.5', state: 3, owner: null }, { count: 1 }] },
  { body: [{ ...GOOD, owner: 'nobody', code: 'abcd', tags: ['a', null, 'c'], secret: 'x' }] },
  { body: [{ ...GOOD, at: 'yesterday', flag: [true], owner: { a: 'x', b: null, c: 1 } }] },
  { body: [{ ...GOOD, colour: 'red', place: { lat: 1.5, lon: 2 }, 'AB-123-CD': 4 }] },
  { body: [{ ...GOOD, owner: { b: 'x' }, flag: 1, code: null }, null] },
  { body: null },
  { status: 202, body: { id: 1 } },
  { status: 404, body: { title: 'Not found', status: 404 }, ...problem },
  { status: 500 },
  { text: '<html>', headers: { 'content-type': 'text/html' } },
  ...Array.from({ length: 20 }, () => ({ status: 203 })),
];

const UNION_ANSWERS: readonly Answer[] = [
  {
    body: [
      { ...GOOD, union: [1] },
      { ...GOOD, union: { d: 1 } },
      { ...GOOD, union: 'x' },
    ],
  },
  {
    body: [
      { ...GOOD, pet: { kind: 'fish', fins: 2 } },
      { ...GOOD, pet: { kind: 'cat' } },
    ],
  },
];

it.each(['2.0', '3.0.4', '3.1.1', '3.2.0'])('in %s', async (version) => {
  const published = documentIn(version);
  const answers = version === '2.0' ? ANSWERS : [...ANSWERS, ...UNION_ANSWERS];
  const findings = await findIn(published, answers);
  const { text: overlay, remarks } = proposeOverlay(findings, published, { title: 'T' });
  const diagnostics = new Diagnostics();
  const { document } = await applyOverlays(published, [{ file: 'o', text: overlay }], diagnostics);
  const left = await findIn(document, answers);
  expect(diagnostics.all).toEqual([]);
  expect(new Set(findings.map(({ mismatch }) => mismatch.kind)).size).toBeGreaterThan(14);
  expect(remarks).toEqual([]);
  expect([overlay, left.map(show)]).toEqual([overlay, []]);
});

const show = ({ place, mismatch }: Awaited<ReturnType<typeof findIn>>[number]) =>
  `${mismatch.kind} ${place.name}`;
