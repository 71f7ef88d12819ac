import type { SchemaObject } from '../../document/openapi.js';
import type { Mismatch } from '../finding.js';
import {
  compile,
  correctDocument,
  finding,
  type FindSchema,
  type Published,
} from './testing/corrected.js';
import { shapeOf, times } from './testing/shape-of.js';

/** Overlays that are proposed, applied to documents of each version, and read: what was answered is accepted. */

const VERSIONS = ['2.0', '3.0.4', '3.1.1', '3.2.0'] as const;
type Version = (typeof VERSIONS)[number];

/** A document with schemas, and an operation that answers a list of `V`. */
function documentWith(version: Version, schemas: object): Published {
  const info = { title: 'T', version: 'v1' };
  const ref = (name: string) => ({
    $ref: version === '2.0' ? `#/definitions/${name}` : `#/components/schemas/${name}`,
  });
  const printed = JSON.parse(
    JSON.stringify(schemas).replaceAll(/"#(\w+)"/g, (_, name: string) =>
      JSON.stringify(ref(name).$ref),
    ),
  ) as object;
  const schema = { type: 'array', items: ref('V') };
  const response =
    version === '2.0'
      ? { description: 'OK', schema }
      : { description: 'OK', content: { 'application/json': { schema } } };
  const paths = { '/v': { get: { tags: ['V'], responses: { 200: response } } } };
  return version === '2.0'
    ? { swagger: '2.0', info, produces: ['application/json'], paths, definitions: printed }
    : { openapi: version, info, paths, components: { schemas: printed } };
}

const at = (version: Version, path: string) =>
  `${version === '2.0' ? '/definitions' : '/components/schemas'}${path}`;

const schemaOf =
  (name: string): FindSchema =>
  ({ components }) =>
    components.schemas[name];

const bodyOf =
  (status: string, mediaType = 'application/json'): FindSchema =>
  ({ paths }) => {
    const responses = paths['/v']?.get?.responses ?? {};
    const response = responses[status] as
      { content?: Record<string, { schema?: SchemaObject }> } | undefined;
    return response?.content?.[mediaType]?.schema;
  };

interface Case {
  readonly schemas: object;
  /** The schema of the finding, below the schemas. */
  readonly path: string;
  readonly mismatch: Mismatch;
  readonly count?: number;
  readonly seen?: number;
  /** Values of `V` that are accepted from now on. */
  readonly now: readonly unknown[];
  /** Values that were accepted before, and still are. */
  readonly still: readonly unknown[];
  /** Values that are refused from now on, where the finding claims something of all values. */
  readonly no?: readonly unknown[];
  readonly versions?: readonly Version[];
}

const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };

const CASES: Readonly<Record<string, Case>> = {
  'null for text': {
    schemas: { V: object({ p: { ...text, format: 'date-time' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: '2026-01-01T00:00:00Z' }, {}],
    no: [{ p: 1 }],
  },
  'null for a reference': {
    schemas: { V: object({ p: { $ref: '#W' } }), W: object({ q: text }) },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: { q: 'x' } }],
    no: [{ p: { q: 1 } }, { p: 1 }],
  },
  'null for a reference with a description': {
    schemas: {
      V: object({ p: { description: 'D', allOf: [{ $ref: '#W' }] } }),
      W: object({ q: text }),
    },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: { q: 'x' } }],
    no: [{ p: 1 }],
  },
  'null for an enumeration': {
    schemas: { V: object({ p: { type: 'integer', enum: [1, 2], 'x-enumNames': ['A', 'B'] } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: 1 }, { p: 2 }],
    no: [{ p: 3 }],
  },
  'null for the items of a list': {
    schemas: { V: object({ p: { type: 'array', items: { $ref: '#W' } } }), W: object({ q: text }) },
    path: '/V/properties/p/items',
    mismatch: { kind: 'null' },
    now: [{ p: [null] }],
    still: [{ p: [{ q: 'x' }] }],
  },
  'null for a component': {
    schemas: { V: object({ p: { $ref: '#W' } }), W: { type: 'integer', enum: [1, 2] } },
    path: '/W',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: 1 }],
    no: [{ p: 3 }],
  },
  'null in a part of allOf': {
    schemas: { V: { allOf: [{ $ref: '#W' }, object({ p: text })] }, W: object({ q: text }) },
    path: '/V/allOf/1/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: 'x', q: 'y' }],
    no: [{ q: null }],
  },
  'null for one of several schemas': {
    schemas: { V: object({ p: { oneOf: [text, { type: 'integer' }] } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: 'x' }, { p: 1 }],
    no: [{ p: true }],
    versions: ['3.0.4', '3.1.1', '3.2.0'],
  },
  'null for a constant': {
    schemas: { V: object({ p: { const: 'x' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: 'x' }],
    no: [{ p: 'y' }],
    versions: ['3.1.1', '3.2.0'],
  },
  'null for a list of types': {
    schemas: { V: object({ p: { type: ['string', 'boolean'] } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'null' },
    now: [{ p: null }],
    still: [{ p: 'x' }, { p: true }],
    no: [{ p: 1 }],
    versions: ['3.1.1', '3.2.0'],
  },
  'a missing property': {
    schemas: { V: object({ p: text, q: text }, { required: ['p', 'q'] }) },
    path: '/V/properties/p',
    mismatch: { kind: 'missing', property: 'p', requiredBy: '/V' },
    now: [{ q: 'x' }],
    still: [{ p: 'x', q: 'x' }],
    no: [{ p: 'x' }],
  },
  'the only required property': {
    schemas: { V: object({ p: text }, { required: ['p'] }) },
    path: '/V/properties/p',
    mismatch: { kind: 'missing', property: 'p', requiredBy: '/V' },
    now: [{}],
    still: [{ p: 'x' }],
  },
  'text for a number': {
    schemas: { V: object({ p: { type: 'integer', format: 'int32', minimum: 1 } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['integer'], shape: shapeOf('n/a') },
    now: [{ p: 'n/a' }],
    still: [{ p: 3 }],
  },
  'always text for a number': {
    schemas: { V: object({ p: { type: 'integer', format: 'int32', minimum: 1, default: 5 } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['integer'], shape: times(20, shapeOf('n/a')) },
    count: 20,
    seen: 20,
    now: [{ p: 'n/a' }],
    still: [],
    no: [{ p: 3 }],
  },
  'always text, seen too seldom': {
    schemas: { V: object({ p: { type: 'integer' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['integer'], shape: times(19, shapeOf('n/a')) },
    count: 19,
    seen: 19,
    now: [{ p: 'n/a' }],
    still: [{ p: 3 }],
  },
  'a fraction for a whole number': {
    schemas: { V: object({ p: { type: 'integer', format: 'int32' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['integer'], shape: shapeOf(1.5) },
    now: [{ p: 1.5 }],
    still: [{ p: 1 }],
    no: [{ p: 'x' }],
  },
  'an object for a text': {
    schemas: { V: object({ p: { ...text, description: 'D', nullable: true } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['string'], shape: shapeOf({ a: 1 }) },
    now: [{ p: { a: 1 } }],
    still: [{ p: 'x' }],
  },
  'a list for a reference': {
    schemas: { V: object({ p: { $ref: '#W' } }), W: object({ q: text }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['object'], shape: shapeOf([]) },
    now: [{ p: [] }],
    still: [{ p: { q: 'x' } }],
  },
  'true for a text': {
    schemas: { V: object({ p: text }) },
    path: '/V/properties/p',
    mismatch: { kind: 'type', declared: ['string'], shape: shapeOf(true) },
    now: [{ p: true }],
    still: [{ p: 'x' }],
  },
  'a number as text': {
    schemas: { V: object({ p: { type: 'number', format: 'double', maximum: 5 } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'number-as-text' },
    now: [{ p: '1.5' }],
    still: [{ p: 1.5 }],
  },
  'always a number as text': {
    schemas: {
      V: object({ p: { type: 'integer', format: 'int32', minimum: 1, description: 'D' } }),
    },
    path: '/V/properties/p',
    mismatch: { kind: 'number-as-text' },
    count: 30,
    seen: 30,
    now: [{ p: '15' }],
    still: [],
    no: [{ p: 15 }],
  },
  'a number as text, as .NET 10 documents it': {
    schemas: {
      V: object({
        p: { type: ['null', 'integer', 'string'], pattern: '^-?(?:0|[1-9]\\d*)$', format: 'int32' },
      }),
    },
    path: '/V/properties/p',
    mismatch: { kind: 'number-as-text' },
    now: [],
    still: [{ p: 15 }, { p: null }],
    versions: ['3.1.1', '3.2.0'],
  },
  'a value that is not listed': {
    schemas: { V: object({ p: { ...text, enum: ['a'], 'x-enumNames': ['A'] } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'enum' },
    now: [{ p: 'b' }],
    still: [{ p: 'a' }],
    no: [{ p: 1 }],
  },
  'a value that a referenced component does not list': {
    schemas: { V: object({ p: { $ref: '#W' } }), W: { type: 'integer', enum: [1] } },
    path: '/V/properties/p',
    mismatch: { kind: 'enum' },
    now: [{ p: 2 }],
    still: [{ p: 1 }],
    no: [{ p: 'x' }],
  },
  'another value than the constant': {
    schemas: { V: object({ p: { ...text, const: 'a' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'enum' },
    now: [{ p: 'b' }],
    still: [{ p: 'a' }],
    versions: ['3.1.1', '3.2.0'],
  },
  'a value that no named constant is': {
    schemas: { V: object({ p: { type: 'integer', oneOf: [{ const: 1, title: 'One' }] } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'enum' },
    now: [{ p: 2 }],
    still: [{ p: 1 }],
    no: [{ p: 'x' }],
    versions: ['3.1.1', '3.2.0'],
  },
  'another format': {
    schemas: { V: object({ p: { ...text, format: 'uuid' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'format', declared: 'uuid', shape: shapeOf('x') },
    now: [{ p: 'x' }],
    still: [{ p: '00000000-0000-0000-0000-000000000000' }],
  },
  'always another format': {
    schemas: { V: object({ p: { ...text, format: 'uuid' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'format', declared: 'uuid', shape: times(20, shapeOf('2026-01-01')) },
    count: 20,
    seen: 20,
    now: [{ p: '2026-01-01' }],
    still: [],
    no: [{ p: 'x' }],
  },
  'another pattern': {
    schemas: { V: object({ p: { ...text, pattern: '^a' } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'pattern' },
    now: [{ p: 'b' }],
    still: [{ p: 'a' }],
  },
  'too long a text': {
    schemas: { V: object({ p: { ...text, maxLength: 1 } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'limit', keyword: 'maxLength' },
    now: [{ p: 'bb' }],
    still: [{ p: 'a' }],
  },
  'a bound that is exclusive, up to 3.0': {
    schemas: {
      V: object({ p: { type: 'number', minimum: 1, exclusiveMinimum: true, maximum: 5 } }),
    },
    path: '/V/properties/p',
    mismatch: { kind: 'limit', keyword: 'exclusiveMinimum' },
    now: [{ p: 1 }, { p: 0 }],
    still: [{ p: 2 }],
    no: [{ p: 6 }],
    versions: ['2.0', '3.0.4'],
  },
  'a bound that is exclusive, since 3.1': {
    schemas: { V: object({ p: { type: 'number', exclusiveMinimum: 1 } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'limit', keyword: 'exclusiveMinimum' },
    now: [{ p: 1 }],
    still: [{ p: 2 }],
    versions: ['3.1.1', '3.2.0'],
  },
  'an undeclared property': {
    schemas: { V: object({ p: text }, { additionalProperties: false }) },
    path: '/V',
    mismatch: { kind: 'undeclared-property', property: 'q', shape: shapeOf({ r: [1, null] }) },
    now: [{ q: { r: [1, null] } }],
    still: [{ p: 'x' }],
    no: [{ q: 1 }],
  },
  'an undeclared property behind a reference': {
    schemas: { V: { $ref: '#W' }, W: object({ p: text }, { additionalProperties: false }) },
    path: '/V',
    mismatch: { kind: 'undeclared-property', property: 'q', shape: shapeOf(1) },
    now: [{ q: 1.5 }],
    still: [{ p: 'x' }],
    no: [{ q: 'x' }],
  },
  'an undeclared property called __proto__': {
    schemas: { V: { type: 'object', additionalProperties: false } },
    path: '/V',
    mismatch: { kind: 'undeclared-property', property: '__proto__', shape: shapeOf(1) },
    now: [],
    still: [{}],
  },
  'keys that are data': {
    schemas: { V: object({ p: text }, { additionalProperties: false }) },
    path: '/V',
    mismatch: { kind: 'undeclared-keys', shape: shapeOf(1, 2) },
    now: [{ 'AB-123': 1 }],
    still: [{ p: 'x' }],
    no: [{ 'AB-123': 'x' }],
  },
  'another variant of anyOf': {
    schemas: { V: object({ p: { anyOf: [text, { type: 'boolean' }] } }) },
    path: '/V/properties/p',
    mismatch: { kind: 'no-variant', keyword: 'anyOf', shape: shapeOf({ a: 1 }) },
    now: [{ p: { a: 1 } }],
    still: [{ p: 'x' }, { p: true }],
    no: [{ p: 1 }],
    versions: ['3.0.4', '3.1.1', '3.2.0'],
  },
  'another variant of oneOf, which overlaps': {
    schemas: {
      V: object({
        p: {
          oneOf: [
            object({ a: text }, { required: ['a'] }),
            object({ b: text }, { required: ['b'] }),
          ],
        },
      }),
    },
    path: '/V/properties/p',
    mismatch: { kind: 'no-variant', keyword: 'oneOf', shape: shapeOf({ c: true }) },
    now: [{ p: { c: true } }],
    still: [{ p: { a: 'x' } }, { p: { b: 'x' } }],
    no: [{ p: 1 }],
    versions: ['3.0.4', '3.1.1', '3.2.0'],
  },
  'another value of a discriminator': {
    schemas: {
      V: object({
        p: {
          oneOf: [{ $ref: '#A' }, { $ref: '#B' }],
          discriminator: { propertyName: 'kind', mapping: { a: '#A', b: '#B' } },
        },
      }),
      A: object({ kind: { ...text, enum: ['a'] } }, { required: ['kind'] }),
      B: object({ kind: { ...text, enum: ['b'] } }, { required: ['kind'] }),
    },
    path: '/V/properties/p',
    mismatch: {
      kind: 'unknown-discriminator',
      property: 'kind',
      shape: shapeOf({ kind: 'c', c: 1 }),
    },
    now: [{ p: { kind: 'c', c: 1 } }],
    still: [{ p: { kind: 'a' } }, { p: { kind: 'b' } }],
    versions: ['3.0.4', '3.1.1', '3.2.0'],
  },
  'another value of a discriminator, of which nothing else is known': {
    schemas: {
      V: object({
        p: {
          oneOf: [{ $ref: '#A' }, { $ref: '#B' }],
          discriminator: { propertyName: 'kind', mapping: { a: '#A', b: '#B' } },
        },
      }),
      A: object({ kind: { ...text, enum: ['a'] } }, { required: ['kind'] }),
      B: object({ kind: { ...text, enum: ['b'] } }, { required: ['kind'] }),
    },
    path: '/V/properties/p',
    mismatch: { kind: 'unknown-discriminator', property: 'kind', shape: shapeOf('c') },
    now: [{ p: { kind: 'c', c: 1 } }],
    still: [{ p: { kind: 'a' } }, { p: { kind: 'b' } }],
    versions: ['3.0.4', '3.1.1', '3.2.0'],
  },
};

const cases = Object.entries(CASES).flatMap(([name, { versions = VERSIONS, ...given }]) =>
  versions.map((version) => [`${version}: ${name}`, version, given] as const),
);

it.each(cases)('%s', async (_, version, given) => {
  const { path, schemas, mismatch: raw, count = 1, seen = 2, now, still, no = [] } = given;
  const mismatch =
    raw.kind === 'missing' ? { ...raw, requiredBy: at(version, raw.requiredBy) } : raw;
  const { accepts, document, proposal, reported } = await correctDocument(
    documentWith(version, schemas),
    [finding(at(version, path), mismatch, { count, seen })],
  );
  const about = `${proposal.text}\n${JSON.stringify({ now, still, no })}`;
  expect([about, reported, proposal.remarks]).toEqual([about, [], []]);
  const results = (values: readonly unknown[]) =>
    values.map((value) => accepts(schemaOf('V'), value));
  expect([about, results(now)]).toEqual([about, now.map(() => [false, true])]);
  expect([about, results(still)]).toEqual([about, still.map(() => [true, true])]);
  if (version === '3.1.1') {
    const { components } = document as { components: { schemas: { V: object } } };
    const asWritten = compile(components.schemas.V, { components });
    expect([about, [...now, ...still].filter((value) => !asWritten(value))]).toEqual([about, []]);
  }
  // Without unions, 2.0 accepts any value instead.
  const isLoose = version === '2.0' && ['type', 'number-as-text'].includes(mismatch.kind);
  if (!isLoose || count >= 20)
    expect([about, results(no).map(([, after]) => after)]).toEqual([about, no.map(() => false)]);
});

describe('a response', () => {
  interface ResponseCase {
    readonly versions?: readonly Version[];
    readonly responses?: object;
    readonly pointer: string;
    readonly mismatch: Mismatch;
    readonly count?: number;
    readonly seen?: number;
    readonly status?: string;
    readonly mediaType?: string;
    readonly now?: readonly unknown[];
    readonly no?: readonly unknown[];
    /** What the operation becomes, in some version. */
    readonly want?: object;
  }

  const OPERATION = '/paths/~1v/get';
  const problem = shapeOf({ title: 'x', status: 404 }, { title: 'y', status: 409 });

  it.each<[string, ResponseCase]>([
    [
      'of another status',
      {
        pointer: OPERATION,
        mismatch: {
          kind: 'undeclared-status',
          status: '404',
          mediaType: 'application/json',
          shape: problem,
        },
        status: '404',
        now: [{ title: 'z', status: 400 }],
        no: [[], { title: 1 }],
      },
    ],
    [
      'of another status with problem details',
      {
        pointer: OPERATION,
        mismatch: {
          kind: 'undeclared-status',
          status: '404',
          mediaType: 'application/problem+json',
          shape: problem,
        },
        status: '404',
        mediaType: 'application/problem+json',
        now: [{ title: 'z', status: 400 }],
        no: [{ title: 1 }],
      },
    ],
    [
      'of another status with a list of a component',
      {
        pointer: OPERATION,
        mismatch: {
          kind: 'undeclared-status',
          status: '206',
          mediaType: 'application/json',
          shape: shapeOf([{ p: 'x', q: 1 }]),
        },
        status: '206',
        now: [[{ p: 'x', q: 1 }]],
        no: [[{ p: 1 }]],
      },
    ],
    [
      'of another status without a body',
      {
        pointer: OPERATION,
        mismatch: { kind: 'undeclared-status', status: '304' },
        count: 3,
        want: { 304: { description: 'Seen in 3 answers.' } },
      },
    ],
    [
      'of another media type',
      {
        versions: ['3.0.4', '3.1.1', '3.2.0'],
        pointer: `${OPERATION}/responses/200`,
        mismatch: { kind: 'undeclared-media-type', mediaType: 'text/html' },
        mediaType: 'text/html',
        now: ['x'],
      },
    ],
    [
      'of another media type that is binary',
      {
        versions: ['3.0.4', '3.1.1'],
        pointer: `${OPERATION}/responses/200`,
        mismatch: { kind: 'undeclared-media-type', mediaType: 'application/pdf' },
      },
    ],
    [
      'with a body that is not declared',
      {
        responses: { 200: { description: 'OK' } },
        pointer: `${OPERATION}/responses/200`,
        mismatch: {
          kind: 'undeclared-body',
          mediaType: 'application/json',
          shape: shapeOf([true]),
        },
        now: [[true]],
        no: [['x']],
      },
    ],
    [
      'that never has its body',
      {
        pointer: `${OPERATION}/responses/200`,
        mismatch: { kind: 'empty-body' },
        count: 20,
        seen: 20,
        want: { 200: { description: 'OK' } },
      },
    ],
  ])('%s', async (_, given) => {
    const { versions = VERSIONS, status = '200', mediaType = 'application/json' } = given;
    for (const version of versions) {
      const published = withResponses(
        documentWith(version, {
          V: object({ p: text, q: { type: 'number' } }),
          W: object({ p: text, q: { type: 'number' }, r: text }),
        }),
        given.responses,
      );
      const { count = 1, seen = 2, now = [], no = [], want } = given;
      const made = finding(given.pointer, given.mismatch, { count, seen });
      const { accepts, document, proposal, reported } = await correctDocument(published, [made]);
      const about = `${version}\n${proposal.text}`;
      expect([about, reported, proposal.remarks]).toEqual([about, [], []]);
      const found = (values: readonly unknown[]) =>
        values.map((value) => accepts(bodyOf(status, mediaType), value)[1]);
      expect([about, found(now), found(no)]).toEqual([
        about,
        now.map(() => true),
        no.map(() => false),
      ]);
      const { paths } = document as { paths: { '/v': { get: { responses: object } } } };
      if (want !== undefined) expect(paths['/v'].get.responses).toMatchObject(want);
      if (want !== undefined && 200 in want) expect(paths['/v'].get.responses).toEqual(want);
    }
  });

  function withResponses(published: Published, responses: object | undefined): Published {
    if (responses === undefined) return published;
    return { ...published, paths: { '/v': { get: { tags: ['V'], responses } } } };
  }

  it('in Swagger 2.0 is produced by its operation', async () => {
    const published = documentWith('2.0', { V: object({ p: text }) });
    const shape = shapeOf({ title: 'x' });
    const { document, proposal } = await correctDocument(published, [
      finding(OPERATION, {
        kind: 'undeclared-status',
        status: '404',
        mediaType: 'application/problem+json',
        shape,
      }),
      finding(`${OPERATION}/responses/200`, {
        kind: 'undeclared-media-type',
        mediaType: 'text/csv',
      }),
    ]);
    const { paths } = document as { paths: { '/v': { get: { produces: unknown } } } };
    expect(paths['/v'].get.produces).toEqual([
      'application/json',
      'text/csv',
      'application/problem+json',
    ]);
    expect(proposal.actions).toBe(1);
  });

  it.each<[Version, object, Mismatch, object]>([
    [
      '3.1.1',
      { required: true, schema: { type: 'integer', minimum: 1 } },
      { kind: 'missing-header', header: 'x-total' },
      { required: false, schema: { type: 'integer', minimum: 1 } },
    ],
    [
      '3.0.4',
      { description: 'D', schema: { type: 'integer', minimum: 1 } },
      { kind: 'header-value', header: 'x-total', declared: 'integer' },
      { description: 'D', schema: { type: 'string' } },
    ],
    [
      '2.0',
      { description: 'D', type: 'integer', minimum: 1 },
      { kind: 'header-value', header: 'x-total', declared: 'integer' },
      { description: 'D', type: 'string' },
    ],
  ])('of %s has another header', async (version, header, mismatch, want) => {
    const responses = { 200: { description: 'OK', headers: { 'x-total': header } } };
    const pointer = `${OPERATION}/responses/200/headers/x-total`;
    const published = withResponses(documentWith(version, {}), responses);
    const { document, reported } = await correctDocument(published, [finding(pointer, mismatch)]);
    expect(reported).toEqual([]);
    const { paths } = document as { paths: { '/v': { get: { responses: typeof responses } } } };
    expect(paths['/v'].get.responses[200].headers['x-total']).toEqual(want);
  });
});

describe('a finding without an action', () => {
  const pointer = '/paths/~1v/get/responses/200';
  it.each<[string, Version, string, Mismatch]>([
    ['cannot say that a body may be left out', '3.1.1', pointer, { kind: 'empty-body' }],
    [
      'contradicts its own Content-Type',
      '3.1.1',
      pointer,
      { kind: 'not-json', mediaType: 'application/json' },
    ],
    ['whatever the document says', '3.1.1', pointer, { kind: 'problem-details', member: 'status' }],
    ['how pages follow', '3.1.1', pointer, { kind: 'paging', fault: 'wrong-total' }],
    ['no such place', '3.1.1', '/nowhere', { kind: 'null' }],
    ['does not say otherwise', '3.1.1', '/components/schemas/V', { kind: 'pattern' }],
    ['does not say otherwise', '2.0', '/definitions/V', { kind: 'limit', keyword: 'maxItems' }],
    [
      'which other values a discriminator has',
      '3.0.4',
      '/components/schemas/V',
      { kind: 'unknown-discriminator', property: 'p', shape: shapeOf({}) },
    ],
  ])('says why: %s (%s)', async (why, version, at, mismatch) => {
    const given = finding(at, mismatch);
    const { proposal } = await correctDocument(documentWith(version, { V: object({ p: text }) }), [
      given,
    ]);
    expect(proposal).toEqual({
      text: '',
      actions: 0,
      remarks: [{ finding: given, why: expect.stringContaining(why) }],
    });
  });
});
