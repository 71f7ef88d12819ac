import { planNames } from '../naming/index.js';
import { documentOf, readModel } from '../pipeline/testing/read-model.js';
import { findRangeExample } from './example-range.js';
import { createEmitContext } from './index.js';

const list = { type: 'array', items: { type: 'string' } };
const time = { type: 'string', format: 'date-time' };
const day = { type: 'string', format: 'date' };

function read(parameters: object, schema: object = list, method = 'get') {
  const content = { 'application/json': { schema } };
  return {
    [method]: {
      tags: ['Trips'],
      parameters: Object.entries(parameters).map(([name, each]) => ({
        ...{ name, in: 'query', schema: each as object },
      })),
      responses: { 200: { description: 'OK', content } },
    },
  };
}

async function rangeOf(paths: Readonly<Record<string, unknown>>) {
  const { model } = await readModel(documentOf(paths));
  const { names } = planNames(model, { reservedExports: new Set() });
  return findRangeExample(createEmitContext(model, names));
}

describe('findRangeExample', () => {
  it.each<[what: string, item: object, want: string | undefined]>([
    [
      'start and end',
      read({ startDate: time, endDate: time }),
      '{ endDate: end, startDate: start }',
    ],
    ['from and to', read({ From: day, To: day }), '{ from: start, to: end }'],
    ['from and until', read({ from: day, until: day }), '{ from: start, until: end }'],
    [
      'after and before',
      read({ created_after: time, created_before: time }),
      'createdAfter: start',
    ],
    ['one end', read({ from: day }), undefined],
    ['ends of two formats', read({ from: day, to: time }), undefined],
    [
      'ends that are no times',
      read({ from: { type: 'string' }, to: { type: 'string' } }),
      undefined,
    ],
    ['an object', read({ from: day, to: day }, { type: 'object' }), undefined],
    ['a write', read({ from: day, to: day }, list, 'post'), undefined],
  ])('%s', async (_, item, want) => {
    const { call } = (await rangeOf({ '/trips': item })) ?? {};
    if (want === undefined) expect(call).toBeUndefined();
    else expect(call).toContain(want);
  });

  it('takes a call that needs both ends, rather than a simpler one', async () => {
    const strict = read({ from: time, to: time });
    const parameters = strict['get']?.parameters.map((each) => ({ ...each, required: true }));
    const paths = {
      '/trips': read({ from: day, to: day }),
      '/trips/long': { get: { ...strict['get'], parameters } },
    };
    expect(await rangeOf(paths)).toEqual({
      call: 'trips.getLong({ from: start, to: end }, { signal })',
      from: '2026-01-01T00:00:00Z',
      to: '2026-02-01T00:00:00Z',
      imports: [],
    });
  });
});
