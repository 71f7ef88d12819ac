import { diff } from '../../pipeline/compare.js';
import { documentOf, json, OK, query, type Parts } from '../testing/documents.js';

const text = { type: 'string' };
const page = {
  type: 'object',
  properties: { items: { type: 'array', items: text }, totalCount: { type: 'integer' } },
};
const number = (name: string): Parts => query(name, { schema: { type: 'integer' } });
const list = (schema: Parts, ...parameters: readonly Parts[]): Parts =>
  documentOf({
    '/names': {
      get: {
        tags: ['Names'],
        parameters,
        responses: { 200: { description: 'OK', content: json(schema) } },
      },
    },
  });
const paged = list(page, number('page'), number('pageSize'));
const unpaged = list(page, number('first'));

const refers = (name: string): Parts => ({
  description: '',
  content: json({ $ref: `#/components/schemas/${name}` }),
});
const failing = (errors: Parts): Parts =>
  documentOf(
    { '/names': { get: { tags: ['Names'], responses: { ...OK, ...errors } } } },
    {
      components: {
        schemas: {
          Problem: { type: 'object' },
          Other: { type: 'object', properties: { a: text } },
        },
      },
    },
  );

describe('what the SDK makes of an operation', () => {
  it.each<[what: string, before: Parts, after: Parts, want: readonly string[]]>([
    ['pages that are lost', paged, unpaged, ['paging-removed names.list: - -> -, breaking']],
    ['pages that are new', unpaged, paged, ['paging-added names.list: - -> -, non-breaking']],
    ['pages that stay', paged, list(page, number('page'), number('pageSize'), number('x')), []],
    [
      'a status with another type of errors',
      failing({ 400: refers('Problem') }),
      failing({ 400: refers('Problem'), 409: refers('Other') }),
      ['error-type-changed names.list: Problem -> Other, Problem, non-breaking'],
    ],
    [
      'a status whose type no other has, removed',
      failing({ 400: refers('Problem'), 409: refers('Other') }),
      failing({ 400: refers('Problem') }),
      ['error-type-changed names.list: Other, Problem -> Problem, non-breaking'],
    ],
    [
      'a status with the same type of errors',
      failing({ 400: refers('Problem') }),
      failing({ 400: refers('Problem'), 404: refers('Problem') }),
      [],
    ],
    ['the first type of errors', failing({}), failing({ 400: refers('Problem') }), []],
  ])('%s', async (_, before, after, want) => {
    const { changes } = await diff(
      { text: JSON.stringify(before), location: 'before.json' },
      { text: JSON.stringify(after), location: 'after.json' },
    );
    const told = changes
      .filter(({ id }) => /^(paging-|error-type-|compile-error)/.test(id))
      .map((change) => {
        const { id, subject, before: was = '-', after: is = '-', source } = change;
        return `${id} ${subject}: ${was} -> ${is}, ${source}`;
      });
    expect(told).toEqual(want);
  });
});
