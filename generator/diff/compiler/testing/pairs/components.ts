import { number, object, ref, text } from '../documents.js';
import { got, type Row } from './rows.js';

export const COMPONENTS: readonly Row[] = [
  [
    'named schema removed (was used)',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    got({ place: object({ a: text }) }),
    ['export Place'],
  ],
  [
    'named schema renamed, same shape',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    { ...got({ place: ref('Site') }), schemas: { Site: object({ a: text }) } },
    ['export Place'],
  ],
  ['named schema added', {}, { schemas: { Place: object({ a: text }) } }, []],
  ['unused schema removed', { schemas: { Place: object({ a: text }) } }, {}, ['export Place']],
  [
    'unused schema changed',
    { schemas: { Place: object({ a: text }) } },
    { schemas: { Place: object({ a: number }) } },
    [],
    'no call takes or gives it: its name is all that a program can count on',
  ],
  [
    'inline -> $ref, same shape',
    got({ place: object({ a: text }) }),
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    [],
  ],
  [
    'allOf-wrap of single $ref, same shape',
    { ...got({ place: ref('Place') }), schemas: { Place: object({ a: text }) } },
    { ...got({ place: { allOf: [ref('Place')] } }), schemas: { Place: object({ a: text }) } },
    [],
  ],
  [
    'key order',
    got({ a: text, b: number }, ['a', 'b']),
    got({ b: number, a: text }, ['b', 'a']),
    [],
  ],
  ['security added to operation', {}, { list: { security: [{ key: [] }] }, more: {} }, []],
  [
    'info.title changed',
    {},
    { title: 'Cars' },
    [],
    'the client is called after the first title, and keeps its name',
  ],
];
