import { interpret } from '../../interpret/index.js';
import { Diagnostics } from '../../diagnostics.js';
import type { LoadedDocument } from '../../document/openapi.js';
import { createAjv } from '../../util/ajv.js';
import { loadAsDocument, openDocument } from '../testing/open.js';
import { describeLie } from './describe-lie.js';
import { LIE_KINDS, type LieKind } from './lie.js';
import { planLies } from './plan-lies.js';

/** What is said of `GET /things`, and of the components that it refers to. */
interface Said {
  readonly schema?: object;
  readonly components?: object;
  readonly operation?: object;
}

function toDocument({ schema, components = {}, operation = {} }: Said): object {
  const content = schema && { content: { 'application/json': { schema } } };
  const responses = { 200: { description: 'OK', ...content }, default: { description: 'Error' } };
  return {
    openapi: '3.1.0',
    info: { title: 'Things', version: 'v1' },
    paths: { '/things': { get: { responses, ...operation } } },
    components: { schemas: components },
  };
}

const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, ...rest });
const required = (name: string, schema: object, rest: object = {}) =>
  object({ [name]: schema }, { required: [name], ...rest });

/** The first seed whose lies include one of this text. */
function findSeed(loaded: LoadedDocument, text: RegExp): string {
  const model = interpret(loaded, new Diagnostics());
  const seeds = Array.from({ length: 300 }, (_, number) => String(number));
  const found = seeds.find((seed) =>
    planLies(model, loaded, seed).some((lie) => text.test(describeLie(lie))),
  );
  if (found === undefined) throw new Error(`No seed lies so: ${text}`);
  return found;
}

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', format: 'int32' };
const OWNER = object({ first: TEXT, last: TEXT });
const to = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const variant = (kind: string) => required('kind', { const: kind });

type Row = readonly [kind: LieKind, text: RegExp, said: Said, body: RegExp];

/** With the text of the answer's body. */
const OF_SCHEMAS: readonly Row[] = [
  ['null', /\.soldAt is null/, { schema: required('soldAt', TEXT) }, /^\{"soldAt":null\}$/],
  ['missing', /\.name is left out/, { schema: required('name', TEXT) }, /^\{\}$/],
  ['type', /\.name is a number/, { schema: required('name', TEXT) }, /^\{"name":42\}$/],
  ['type', /\.size is a text/, { schema: required('size', COUNT) }, /^\{"size":"n\/a"\}$/],
  [
    'type',
    /\.open is a text/,
    { schema: required('open', { type: 'boolean' }) },
    /^\{"open":"(true|false)"\}$/,
  ],
  [
    'type',
    /\.tags is an object/,
    { schema: required('tags', { type: 'array', items: TEXT }) },
    /^\{"tags":\{"items":\[".*\]\}\}$/,
  ],
  ['type', /\.owner is a list/, { schema: required('owner', OWNER) }, /^\{"owner":\[\{"first":/],
  [
    'number-as-text',
    /\.size is the text of/,
    { schema: required('size', { type: 'number' }) },
    /^\{"size":"\d+(\.\d+)?"\}$/,
  ],
  ['fraction', /\.size has a/, { schema: required('size', COUNT) }, /^\{"size":\d+\.5\}$/],
  [
    'enum',
    /^Status is "Unheard_of"/,
    { schema: required('is', to('Status')), components: { Status: { enum: ['on', 'off'] } } },
    /"is":"Unheard_of"/,
  ],
  ['enum', /\.is is 1050/, { schema: required('is', { enum: [10, 50] }) }, /^\{"is":1050\}$/],
  ...Object.entries({
    'date-time': '23/04/2026 07:12',
    date: '23/04/2026',
    time: '7h12',
    'date-span': '2 hours',
    uuid: 'VEH-0042',
    uri: 'not a link',
    email: 'nobody',
    ipv4: 'localhost',
    byte: 'not base64!',
  }).map(([format, written]): Row => [
    'format',
    new RegExp(`it is "${written}", which is no `),
    { schema: required('it', { type: 'string', format }) },
    new RegExp(`^{"it":"${written}"}$`),
  ]),
  [
    'pattern',
    /which its pattern/,
    { schema: required('plate', { type: 'string', pattern: '^[A-Z]{2}-\\d{3}$' }) },
    /^\{"plate":"\?"\}$/,
  ],
  [
    'range',
    /is -1, which its minimum/,
    { schema: required('age', { type: 'integer', minimum: 0, maximum: 9 }) },
    /^\{"age":-1\}$/,
  ],
  [
    'range',
    /is 10, which its exclusiveMaximum/,
    { schema: required('age', { type: 'number', exclusiveMaximum: 9 }) },
    /^\{"age":10\}$/,
  ],
  [
    'length',
    /too short for its minLength, 3/,
    { schema: required('name', { type: 'string', minLength: 3 }) },
    /^\{"name":"..?"\}$/,
  ],
  [
    'length',
    /too long for its maxItems, 2/,
    { schema: required('tags', { type: 'array', items: TEXT, maxItems: 2 }) },
    /^\{"tags":\["[^"]*","[^"]*","[^"]*"\]\}$/,
  ],
  ['null-item', /\[\] is null/, { schema: { type: 'array', items: OWNER } }, /\},null\]$/],
  [
    'undeclared-property',
    /property auditTrail/,
    { schema: required('name', TEXT, { additionalProperties: false }) },
    /,"auditTrail":\{"changedBy":"import","version":2\}\}$/,
  ],
  [
    'undeclared-keys',
    /keys as those of a map/,
    { schema: required('name', TEXT, { additionalProperties: false }) },
    /,"AB-123-CD":1,"EF-456-GH":2,"JK-789-LM":3\}$/,
  ],
  [
    'spelling',
    /written SoldAt/,
    { schema: object({ soldAt: TEXT }, { additionalProperties: false }) },
    /^\{"SoldAt":"[^"]*"\}$/,
  ],
  [
    'no-variant',
    /is "none of these"/,
    { schema: required('it', { oneOf: [{ type: 'boolean' }, OWNER] }) },
    /^\{"it":"none of these"\}$/,
  ],
  [
    'discriminator',
    /^Shape has a discriminator kind/,
    {
      schema: to('Shape'),
      components: {
        Shape: { oneOf: [to('Circle'), to('Square')], discriminator: { propertyName: 'kind' } },
        Circle: variant('Circle'),
        Square: variant('Square'),
      },
    },
    /^\{"kind":"Unheard_of"\}$/,
  ],
  ['body', /is null/, { schema: required('name', TEXT) }, /^null$/],
  [
    'envelope',
    /list under "data"/,
    { schema: { type: 'array', items: TEXT } },
    /^\{"data":\[".*\]\}$/,
  ],
  [
    'envelope',
    /is the list alone/,
    { schema: object({ items: { type: 'array', items: TEXT }, totalCount: COUNT }) },
    /^\[".*"\]$/,
  ],
];

/** What a schema allows and the document does not: properties that it has no word for, or that are only sent. */
const UNSEEN_BY_SCHEMAS: readonly Row[] = [
  [
    'undeclared-property',
    /property migrationBatch/,
    { schema: required('name', TEXT) },
    /,"migrationBatch":42\}$/,
  ],
  ['spelling', /written EndAt/, { schema: object({ endAt: TEXT }) }, /^\{"EndAt":"[^"]*"\}$/],
  [
    'write-only',
    /\.pin is in answers/,
    { schema: object({ name: TEXT, pin: { type: 'string', writeOnly: true } }) },
    /,"pin":"open sesame"\}$/,
  ],
];

async function answer(said: Said, text: RegExp) {
  const document = toDocument(said);
  const loaded = await loadAsDocument(document);
  const honest = await (await openDocument(document)).fetch('/things');
  const sandbox = await openDocument(document, { lies: findSeed(loaded, text) });
  const lying = await sandbox.fetch('/things');
  const lie = sandbox.lies.find((one) => text.test(one.text));
  expect(lie?.told).toBe(1);
  return { honest, lying, lie };
}

const ajv = createAjv();

describe('a lie about a schema', () => {
  it.each([...OF_SCHEMAS, ...UNSEEN_BY_SCHEMAS])('%s: %s', async (kind, text, said, body) => {
    const { honest, lying, lie } = await answer(said, text);
    const [before, after] = [await honest.text(), await lying.text()];
    expect([lie?.kind, before]).toEqual([kind, expect.not.stringMatching(body)]);
    expect(after).toMatch(body);
    const { schema = true, components = {} } = said;
    const validate = ajv.compile({ allOf: [schema], components: { schemas: components } });
    const isSeen = OF_SCHEMAS.some(([, other]) => other === text);
    expect([validate(JSON.parse(before)), validate(JSON.parse(after))]).toEqual([true, !isSeen]);
  });
});

const NAMED = { schema: required('name', TEXT) };
const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';
const problems = { content: { 'application/problem+json': { schema: object({ status: COUNT }) } } };
const answers = (responses: object) => ({ operation: { responses } });
const ok = (rest: object) => ({ 200: { description: 'OK', ...rest } });

describe('a lie about an answer', () => {
  it.each<[LieKind, RegExp, Said, status: number, type: string | null, body: RegExp]>([
    ['body', /has no body/, NAMED, 200, null, /^$/],
    ['undeclared-body', /has a body/, {}, 200, JSON_TYPE, /^\{"message":"Done\."\}$/],
    ['status', /answers 206/, answers(ok({})), 206, null, /^$/],
    ['status', /answers 409/, answers(ok({})), 409, PROBLEM_TYPE, /"status":409/],
    ['media-type', /as text\/html/, NAMED, 200, 'text/html; charset=utf-8', /^\{"name":/],
    [
      'problem-details',
      /of another status/,
      answers({ ...ok({}), 404: problems }),
      404,
      PROBLEM_TYPE,
      /"status":500/,
    ],
    [
      'problem-details',
      /sent as application\/json/,
      answers({ ...ok({}), 404: problems }),
      404,
      JSON_TYPE,
      /"status":404/,
    ],
  ])('%s: %s', async (kind, text, said, status, type, body) => {
    const { honest, lying, lie } = await answer(said, text);
    expect([lie?.kind, lie?.operation, honest.status]).toEqual([kind, 'GET /things', 200]);
    expect([lying.status, lying.headers.get('content-type')]).toEqual([status, type]);
    expect(await lying.text()).toMatch(body);
  });

  it.each<[RegExp, string | null]>([
    [/is missing/, null],
    [/is "soon"/, 'soon'],
  ])('header: %s', async (text, value) => {
    const headers = { 'X-Age': { required: true, schema: { type: 'integer' } } };
    const { honest, lying, lie } = await answer(answers(ok({ headers })), text);
    expect([honest, lying].map((one) => one.headers.get('x-age'))).toEqual(['1', value]);
    expect(lie).toMatchObject({
      kind: 'header',
      place: 'GET /things 200 header x-age',
      pointer: '/paths/~1things/get/responses/200/headers/X-Age',
    });
  });

  const number = (name: string) => ({ name, in: 'query', schema: COUNT });
  const page = object({ items: { type: 'array', items: object({ id: COUNT }) }, total: COUNT });
  const content = { 'application/json': { schema: page } };
  const paged = {
    operation: {
      parameters: [number('page'), number('pageSize')],
      responses: { ...ok({ content }), default: { description: 'Error' } },
    },
  };

  it.each<[RegExp, want: (pages: readonly Page[], other: readonly Page[]) => void]>([
    [/answers with the first page/, ([, second], [first]) => same(second?.items, first?.items)],
    [/default size/, ([first], [, , all]) => same(first?.items, all?.items)],
    [/smaller than the page/, ([first]) => same(first?.total, 1)],
  ])('paging: %s', async (text, want) => {
    const document = toDocument(paged);
    const seed = findSeed(await loadAsDocument(document), text);
    const targets = ['?page=1&pageSize=2', '?page=2&pageSize=2', ''];
    const read = async (options: { readonly lies?: string }) => {
      const sandbox = await openDocument(document, options);
      const pages: Page[] = [];
      for (const target of targets)
        pages.push((await (await sandbox.fetch(`/things${target}`)).json()) as Page);
      return pages;
    };
    const [honest, lying] = [await read({}), await read({ lies: seed })];
    expect(honest[0]?.items).toHaveLength(2);
    want(lying, honest);
  });
});

interface Page {
  readonly items: readonly unknown[];
  readonly total: number;
}

function same(got: unknown, want: unknown): void {
  expect(got).toEqual(want);
  expect(got).toBeDefined();
}

it('has a test of every kind', () => {
  const kinds = [...OF_SCHEMAS, ...UNSEEN_BY_SCHEMAS].map(([kind]) => kind);
  const ofAnswers: readonly LieKind[] = [
    'undeclared-body',
    'status',
    'media-type',
    'problem-details',
    'header',
    'paging',
  ];
  expect([...new Set([...kinds, ...ofAnswers])].sort()).toEqual([...LIE_KINDS].sort());
  expect(LIE_KINDS).toHaveLength(25);
});

describe('what is true stays true', () => {
  it.each<[string, Said, not: RegExp]>([
    [
      'a value that may be null',
      { schema: required('a', { type: ['string', 'null'] }) },
      /a is null/,
    ],
    [
      'a choice with null',
      { schema: required('a', { oneOf: [{ type: 'null' }, OWNER] }) },
      /a is null/,
    ],
    ['a schema without a type', { schema: required('a', {}) }, /a is (null|a )/],
    [
      'a text or a number',
      { schema: required('a', { type: ['string', 'number'] }) },
      /a is (a|the) /,
    ],
    [
      'an enumeration that grows',
      { schema: required('a', { enum: ['x'], 'x-extensible-enum': ['x'] }) },
      /enumeration/,
    ],
    [
      'an object that is open',
      { schema: object({ a: TEXT }, { additionalProperties: true }) },
      /property|written|keys/,
    ],
    [
      'an object of several schemas',
      { schema: { allOf: [object({ a: TEXT }), object({ b: TEXT })] } },
      /property|written|keys/,
    ],
    ['a key', { schema: required('id', TEXT) }, /\.id /],
  ])('%s', async (_what, said, not) => {
    const document = toDocument(said) as { readonly paths: object };
    const item = { '/things/{id}': { delete: answers(ok({})).operation } };
    const loaded = await loadAsDocument({ ...document, paths: { ...document.paths, ...item } });
    const model = interpret(loaded, new Diagnostics());
    const texts = Array.from({ length: 50 }, (_, seed) =>
      planLies(model, loaded, String(seed)).map(describeLie),
    ).flat();
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => not.test(text))).toEqual([]);
  });
});
