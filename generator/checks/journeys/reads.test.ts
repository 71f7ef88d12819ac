import { Diagnostics } from '../../diagnostics.js';
import { loadDocument, type LoadOptions } from '../../document/index.js';
import { interpret } from '../../interpret/index.js';
import { planNames } from '../../naming/index.js';
import { countReads } from './testing/count-reads.js';

/** A document of four times the size takes four times the reads of its parts. No time is measured. */

type Part = Readonly<Record<string, unknown>>;

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const each = (count: number, make: (index: number) => readonly [string, unknown]): Part =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));

function answering(schema: unknown, tag = 'Things', more: Part = {}): Part {
  const content = { 'application/json': { schema } };
  return { get: { tags: [tag], responses: { 200: { description: 'OK', content } }, ...more } };
}

const documentOf = (paths: Part, schemas: Part = {}): Part => ({
  openapi: '3.0.4',
  info: { title: 'Test', version: 'v1' },
  paths,
  components: { schemas },
});

/** The parts that a document may have many of, each in its own document. */
const MANY: readonly (readonly [string, (count: number) => Part])[] = Object.entries({
  'schemas that refer to each other': (count: number) =>
    documentOf(
      { '/a': answering(ref('Node0')) },
      each(count, (index) => [
        `Node${index}`,
        { type: 'object', properties: { next: ref(`Node${(index * 7 + 1) % count}`) } },
      ]),
    ),
  'properties of a schema': (count: number) =>
    documentOf(
      { '/a': answering(ref('Big')) },
      { Big: { properties: each(count, (index) => [`p${index}`, { type: 'string' }]) } },
    ),
  'values of an enum': (count: number) =>
    documentOf(
      { '/a': answering(ref('Kind')) },
      { Kind: { type: 'string', enum: Array.from({ length: count }, (_, index) => `v-${index}`) } },
    ),
  'members of a choice': (count: number) =>
    documentOf(
      { '/a': answering({ oneOf: Array.from({ length: count }, (_, i) => ref(`Member${i}`)) }) },
      each(count, (index) => [
        `Member${index}`,
        { type: 'object', properties: { [`p${index}`]: { type: 'string' } } },
      ]),
    ),
  'variants of a base': (count: number) =>
    documentOf(
      { '/a': answering(ref('Base')) },
      {
        Base: {
          type: 'object',
          required: ['kind'],
          properties: { kind: { type: 'string' } },
          discriminator: {
            propertyName: 'kind',
            mapping: each(count, (index) => [`k${index}`, ref(`Variant${index}`).$ref]),
          },
        },
        ...each(count, (index) => [
          `Variant${index}`,
          { allOf: [ref('Base'), { properties: { [`p${index}`]: { type: 'string' } } }] },
        ]),
      },
    ),
  'operations of a tag, which want the same name': (count: number) =>
    documentOf(each(count, (index) => [`/things/${index}`, answering({ type: 'string' })])),
  'operations of tags of their own': (count: number) =>
    documentOf(
      each(count, (index) => [`/t${index}/{id}`, answering({ type: 'string' }, `Tag${index}`)]),
    ),
  'parameters of an operation': (count: number) =>
    documentOf({
      '/a': answering({ type: 'string' }, 'Things', {
        parameters: Array.from({ length: count }, (_, index) => ({
          name: `q${index}`,
          in: 'query',
          schema: { type: 'string' },
        })),
      }),
    }),
  'references into other schemas': (count: number) =>
    documentOf(
      each(count, (index) => [`/a${index}`, answering(ref(`Holder/properties/p${index}`))]),
      {
        Holder: {
          properties: each(count, (index) => [
            `p${index}`,
            { type: 'object', properties: { x: { type: 'string' } } },
          ]),
        },
      },
    ),
} satisfies Record<string, (count: number) => Part>);

interface Work {
  readonly load: number;
  readonly interpret: number;
  readonly name: number;
}

async function workOn(document: Part): Promise<Work> {
  const diagnostics = new Diagnostics();
  let reads = () => 0;
  const correct: LoadOptions['correct'] = (published) => {
    const { value, count } = countReads(published);
    reads = count;
    return Promise.resolve({ document: value, publishedKey: (_, key) => key });
  };
  const source = { text: JSON.stringify(document), location: 'test.json' };
  const loaded = await loadDocument(source, { allowedOrigins: [], correct }, diagnostics);
  const load = reads();

  const normal = countReads(loaded.document);
  const getPointer = (node: object) => loaded.getPointer(normal.unwrap(node));
  const model = interpret({ ...loaded, document: normal.value, getPointer }, diagnostics);
  const named = countReads(model);
  planNames(named.value, { reservedExports: new Set() });
  return { load, interpret: normal.count(), name: named.count() };
}

const COUNT = 100;
/** More than four, because sorting takes n log n. */
const MOST = 4.5;

describe.each(MANY)('%s', (_, make) => {
  test('four times as many are four times the work', async () => {
    const few = await workOn(make(COUNT));
    const many = await workOn(make(4 * COUNT));
    const ratios = {
      load: many.load / few.load,
      interpret: many.interpret / few.interpret,
      name: many.name / few.name,
    };
    expect(few.load).toBeGreaterThan(COUNT);
    expect(Object.entries(ratios).filter(([, ratio]) => ratio > MOST)).toEqual([]);
  });
});
