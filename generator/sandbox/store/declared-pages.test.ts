import type { Operation, Pagination, Property, TypeRef } from '../../model/model.js';
import { nullable } from '../../model/type-refs.js';
import type { Json } from '../outgoing-response.js';
import { getDeclaredPages, takePage, withoutNext } from './declared-pages.js';

const ITEM = { kind: 'unknown' } as const;
const operation = (pagination: Pagination) => ({ pagination }) as unknown as Operation;
const list = [1, 2, 3, 4, 5];

describe('the pages of an operation', () => {
  it.each<[string, Pagination, boolean]>([
    [
      'with the usual names',
      { kind: 'page', page: 'page', size: 'pageSize', first: 1, items: ['items'], item: ITEM },
      false,
    ],
    [
      'by offset',
      { kind: 'offset', offset: 'skip', size: 'take', items: ['items'], item: ITEM },
      true,
    ],
    ['of a bare list', { kind: 'page', page: 'page', first: 1, items: [], item: ITEM }, true],
    ['from 0', { kind: 'page', page: 'page', first: 0, items: ['items'], item: ITEM }, true],
    [
      'in an envelope',
      { kind: 'page', page: 'page', first: 1, items: ['data', 'items'], item: ITEM },
      true,
    ],
    [
      'by cursor',
      { kind: 'cursor', cursor: 'after', next: ['next'], items: [], item: ITEM },
      false,
    ],
  ])('%s', (_, pagination, isDeclared) => {
    expect(getDeclaredPages(operation(pagination)) !== undefined).toBe(isDeclared);
  });

  it.each<[string, Pagination, Readonly<Record<string, string>>, Json, Json]>([
    [
      'by offset',
      {
        kind: 'offset',
        offset: 'skipCount',
        size: 'maxResultCount',
        items: ['items'],
        total: ['totalCount'],
        item: ITEM,
      },
      { skipcount: '2', maxresultcount: '2' },
      { items: list, totalCount: 99 },
      { items: [3, 4], totalCount: 5 },
    ],
    [
      'by number, in an envelope with all that it says',
      {
        ...{ kind: 'page', page: 'p', size: 'n', first: 0, items: ['data', 'rows'], item: ITEM },
        ...{ number: ['data', 'at'], more: ['hasMore'], pages: ['pages'] },
      },
      { p: '2', n: '2' },
      { data: { rows: list, at: 7 }, hasMore: true, pages: 0 },
      { data: { rows: [5], at: 2 }, hasMore: false, pages: 3 },
    ],
    [
      'of a bare list',
      { kind: 'page', page: 'page', size: 'size', first: 1, items: [], item: ITEM },
      { page: '1', size: '3' },
      list,
      [1, 2, 3],
    ],
    [
      'that a request does not ask for',
      { kind: 'offset', offset: 'skip', items: [], item: ITEM },
      {},
      list,
      list,
    ],
    [
      'of what is no list',
      { kind: 'offset', offset: 'skip', items: ['items'], item: ITEM },
      { skip: '1' },
      { items: null },
      { items: null },
    ],
  ])('%s are cut out of the whole list', (_, pagination, values, whole, want) => {
    const pages = getDeclaredPages(operation(pagination));
    const requested = new Map(Object.entries(values).map(([name, value]) => [name, [value]]));
    expect(takePage(whole, pages!, requested)).toEqual(want);
  });
});

const text: TypeRef = { kind: 'scalar', scalar: 'string' };

it.each<[string, Pagination, Partial<Property>, Json]>([
  [
    'a cursor',
    {
      kind: 'cursor',
      cursor: 'after',
      next: ['next'],
      more: ['more'],
      items: ['items'],
      item: ITEM,
    },
    { type: text, required: false },
    { items: list, more: false },
  ],
  [
    'a link',
    { kind: 'link', next: ['next'], items: ['items'], item: ITEM },
    { type: text, required: false },
    { items: list, more: true },
  ],
  [
    'a required link that may be null',
    { kind: 'link', next: ['next'], items: ['items'], item: ITEM },
    { type: nullable(text), required: true },
    { items: list, next: null, more: true },
  ],
  [
    'a required link',
    { kind: 'link', next: ['next'], items: ['items'], item: ITEM },
    { type: text, required: true },
    { items: list, next: '', more: true },
  ],
])('%s leads nowhere from a whole list', (_, pagination, next, want) => {
  const whole = { items: list, next: 'x', more: true };
  const type = { kind: 'object', properties: [{ wireName: 'next', ...next }] };
  const responses = [{ status: '200', body: { encoding: 'json', type } }];
  const paged = { ...operation(pagination), responses } as unknown as Operation;
  expect(withoutNext(whole, paged, new Map())).toEqual(want);
});
