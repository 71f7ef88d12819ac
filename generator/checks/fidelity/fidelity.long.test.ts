import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { OutputSwitches } from '../../model/switches.js';
import { documentWith } from '../../pipeline/testing/read-model.js';
import { checkAssignments } from './compile.js';
import {
  checkFidelity,
  evaluateTrials,
  formatMistake,
  InstanceMaker,
  type FidelityResult,
} from './index.js';
import { createTrials } from './trials.js';
import { TRAPS_30, TRAPS_31 } from './testing/traps.js';

async function checkDocument(
  name: string,
  document: unknown,
  switches: OutputSwitches = {},
): Promise<FidelityResult> {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const [result] = await checkFidelity([{ name, text }], () => undefined, switches);
  if (result === undefined) throw new Error('Nothing was checked');
  return result;
}

function formatMistakes({ mistakes }: FidelityResult): readonly string[] {
  return mistakes.map(formatMistake);
}

/** What the check finds in a type that another generator could write for the schema. */
async function findMistakes(schema: unknown, type: string): Promise<readonly string[]> {
  const maker = new InstanceMaker();
  try {
    const text = JSON.stringify(documentWith({ Thing: schema, Other: { type: 'string' } }));
    const trials = await createTrials({ name: 'test', text }, maker);
    const sources = new Map([
      ...trials.file.sources,
      ['src/models/thing.ts', `export type Thing = ${type};`],
    ]);
    const { mistakes } = evaluateTrials(trials, checkAssignments({ ...trials.file, sources }));
    return [...new Set(mistakes.map(({ kind, origin }) => `${kind}: ${origin}`))].sort();
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
      'requires what is optional',
      plain,
      '{ a: string }',
      ['refused: made', 'refused: missing at /a'],
    ],
    ['does not require what is required', required, '{ a?: string }', ['accepted: missing at /a']],
    ['another primitive', required, '{ a: number }', expect.arrayContaining(['refused: made'])],
    ['anything', required, 'unknown', expect.arrayContaining(['accepted: wrong type at /a'])],
    ['loses null', nullable, '{ a?: string }', expect.arrayContaining(['refused: null at /a'])],
    ['adds null', required, '{ a: string | null }', ['accepted: null at /a']],
    [
      'an open enum',
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
  ])('%s', async (_, schema, type, want) => {
    expect(await findMistakes(schema, type)).toEqual(want);
  });
});

/** Slow, so only `make upgrade` runs them. */
const isLong = process.env['UPGRADE'] !== undefined;

type Traps = [name: string, document: unknown, switches?: OutputSwitches];
type Case = [name: string, switches: OutputSwitches];

describe('types mean what schemas mean', () => {
  it.each<Traps>([
    ['3.0, in both directions', documentWithUse(TRAPS_30, '3.0.4', true)],
    ['3.1, in both directions', documentWithUse(TRAPS_31, '3.1.1', true)],
    ...(isLong
      ? ([
          ['3.0, in no operation', documentWithUse(TRAPS_30, '3.0.4', false)],
          ['3.1, in no operation', documentWithUse(TRAPS_31, '3.1.1', false)],
          [
            '3.1, with numbers as text',
            documentWithUse(TRAPS_31, '3.1.1', true),
            { numericStrings: 'accept' },
          ],
        ] satisfies Traps[])
      : []),
  ])('in the traps of %s', async (name, document, switches = {}) => {
    const result = await checkDocument(name, document, switches);
    expect(formatMistakes(result)).toEqual([]);
    expect(result.withoutInstance).toEqual([]);
    expect(result.invalid.tried).toBeGreaterThan(100);
  });

  const CASES = join(__dirname, '..', '..', '..', 'fixtures', 'cases');
  it.each<Case>([
    ['enums', {}],
    ['inheritance-and-unions', {}],
    ['two-sides', { requiredness: 'nonNullableIsRequired', readonly: 'on' }],
    ['dates-and-long-integers', { dates: 'temporal', int64: 'bigint' }],
    ['streams', { dates: 'date', int64: 'bigint' }],
    ...(isLong
      ? ([
          ['enums', { enums: 'union' }],
          ['json-polymorphic', {}],
          ['undeclared-discriminators', {}],
          ['two-sides', {}],
          ['dates-and-long-integers', { dates: 'date', int64: 'bigint' }],
          ['dates-and-long-integers', { int64: 'string' }],
          ['streams', {}],
          ['text-responses', {}],
        ] satisfies Case[])
      : []),
  ])('in the case %s with %j', async (name, switches) => {
    const file = readdirSync(join(CASES, name)).find((each) => each.startsWith('document.'));
    const text = readFileSync(join(CASES, name, file ?? ''), 'utf8');
    const result = await checkDocument(name, text, switches);
    expect(formatMistakes(result)).toEqual([]);
    expect(result.withoutInstance).toEqual([]);
    expect(result.valid.tried).toBeGreaterThan(30);
  });
});

/** Real documents, where they are present. */
const SPECS = resolve(__dirname, '..', '..', '..', '..', 'shared', 'specs');
const real = ['aspnet-datatypes', 'sb10-basic-31', 'sb73-nswagclient-poly-301', 'didactical-v2'];
const describeReal = isLong && existsSync(SPECS) ? describe : describe.skip;
describeReal('types mean what schemas mean in real documents', () => {
  it.each(real)('%s', async (name) => {
    const result = await checkDocument(name, readFileSync(join(SPECS, `${name}.json`), 'utf8'));
    expect(formatMistakes(result)).toEqual([]);
    expect(result.withoutInstance).toEqual([]);
  });
});

/** A document whose operations use each of the schemas in requests and responses, or none of them. */
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
  return used ? { ...document, paths: Object.fromEntries(paths) as object } : document;
}
