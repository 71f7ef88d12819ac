import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OutputSwitches } from '../../model/switches.js';
import { documentWith } from '../../pipeline/testing/read-model.js';
import { verdictsOf } from './compile.js';
import { examine, judged, type Truth } from './index.js';
import { InstanceMaker } from './instances.js';
import { mistakeText } from './report.js';
import { TRAPS_30, TRAPS_31 } from './testing/traps.js';
import { trialsOf } from './trials.js';

/** Long compared with what is needed: two cores are shared. */
const MINUTE = 60_000;

async function examined(
  name: string,
  document: unknown,
  switches: OutputSwitches = {},
): Promise<Truth> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const [truth] = await examine([{ name, text }], undefined, switches);
  if (truth === undefined) throw new Error('Nothing was examined');
  return truth;
}

function told({ mistakes }: Truth): readonly string[] {
  return mistakes.map(mistakeText);
}

/** What the check says of a type that somebody else wrote for the schema. */
async function mistakesOf(schema: unknown, type: string): Promise<readonly string[]> {
  const maker = new InstanceMaker();
  try {
    const text = JSON.stringify(documentWith({ Thing: schema, Other: { type: 'string' } }));
    const trials = await trialsOf({ name: 'test', text }, maker);
    const sources = new Map([
      ...trials.file.sources,
      ['src/models/thing.ts', `export type Thing = ${type};`],
    ]);
    const truth = judged(trials, verdictsOf({ ...trials.file, sources }));
    return [...new Set(truth.mistakes.map(({ kind, made }) => `${kind}: ${made}`))].sort();
  } finally {
    await maker.close();
  }
}

describe('a type that does not mean what its schema means is found', () => {
  const plain = { type: 'object', properties: { a: { type: 'string' } } };
  const required = { ...plain, required: ['a'] };
  const nullable = { type: 'object', properties: { a: { type: 'string', nullable: true } } };
  it.each([
    ['the right type', required, '{ a: string }', []],
    [
      'asks for what is optional',
      plain,
      '{ a: string }',
      ['refused: made', 'refused: missing at /a'],
    ],
    ['does not ask for what is required', required, '{ a?: string }', ['accepted: missing at /a']],
    ['another primitive', required, '{ a: number }', expect.arrayContaining(['refused: made'])],
    ['anything', required, 'unknown', expect.arrayContaining(['accepted: wrong type at /a'])],
    ['loses null', nullable, '{ a?: string }', expect.arrayContaining(['refused: null at /a'])],
    ['adds null', required, '{ a: string | null }', ['accepted: null at /a']],
    [
      'an open enumeration',
      { type: 'object', required: ['a'], properties: { a: { type: 'string', enum: ['x', 'y'] } } },
      '{ a: string }',
      ['accepted: outsider at /a'],
    ],
    [
      'a free-form object as an empty one',
      { type: 'object' },
      'Record<string, never>',
      ['refused: added at /'],
    ],
    ['a list of nothing', { type: 'array' }, 'never[]', ['refused: added at /']],
    ['no object at all', { type: 'object' }, '{}', ['accepted: wrong type at /']],
  ])(
    '%s',
    async (_, schema, type, want) => {
      expect(await mistakesOf(schema, type)).toEqual(want);
    },
    MINUTE,
  );
});

describe('types mean what schemas mean', () => {
  it.each([
    ['3.0, on both sides', documentWithUse(TRAPS_30, '3.0.4', true)],
    ['3.0, in no operation', documentWithUse(TRAPS_30, '3.0.4', false)],
    ['3.1, on both sides', documentWithUse(TRAPS_31, '3.1.1', true)],
    ['3.1, in no operation', documentWithUse(TRAPS_31, '3.1.1', false)],
  ])(
    'in the traps of %s',
    async (name, document) => {
      const truth = await examined(name, document);
      expect(told(truth)).toEqual([]);
      expect(truth.withoutInstance).toEqual([]);
      expect(truth.bad.tried).toBeGreaterThan(100);
    },
    MINUTE,
  );

  const CASES = join(__dirname, '..', '..', '..', 'fixtures', 'cases');
  it.each<[name: string, switches: OutputSwitches]>([
    ['enums', {}],
    ['enums', { enums: 'union' }],
    ['inheritance-and-unions', {}],
    ['two-sides', {}],
    ['two-sides', { requiredness: 'nonNullableIsRequired', readonly: 'on' }],
    ['dates-and-long-integers', { dates: 'date', int64: 'bigint' }],
    ['dates-and-long-integers', { int64: 'string' }],
  ])(
    'in the case %s with %j',
    async (name, switches) => {
      const file = readdirSync(join(CASES, name)).find((each) => each.startsWith('document.'));
      const text = readFileSync(join(CASES, name, file ?? ''), 'utf8');
      const truth = await examined(name, text, switches);
      expect(told(truth)).toEqual([]);
      expect(truth.withoutInstance).toEqual([]);
      expect(truth.good.tried).toBeGreaterThan(30);
    },
    MINUTE,
  );
});

/** Real documents, where the machine has them. */
const SPECS = resolve(__dirname, '..', '..', '..', '..', 'shared', 'specs');
const real = ['aspnet-datatypes', 'sb10-basic-31', 'sb73-nswagclient-poly-301', 'didactical-v2'];
/** Long: `make upgrade` asks for them. */
const describeReal = process.env['UPGRADE'] && existsSync(SPECS) ? describe : describe.skip;
describeReal('types mean what schemas mean in real documents', () => {
  it.each(real)(
    '%s',
    async (name) => {
      const truth = await examined(name, readFileSync(join(SPECS, `${name}.json`), 'utf8'));
      expect(told(truth)).toEqual([]);
      expect(truth.withoutInstance).toEqual([]);
    },
    MINUTE,
  );
});

/** A document whose operations send and answer each of the schemas, or none of them. */
function documentWithUse(
  schemas: Readonly<Record<string, unknown>>,
  openapi: string,
  used: boolean,
): unknown {
  const body = (name: string) => ({
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const paths = Object.keys(schemas).map((name, index) => [
    `/${index}`,
    { post: { tags: ['X'], requestBody: body(name), responses: { 200: body(name) } } },
  ]);
  const document = documentWith(schemas, openapi) as Readonly<Record<string, unknown>>;
  return used ? { ...document, paths: Object.fromEntries(paths) } : document;
}
