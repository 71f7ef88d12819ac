import type { Docs } from '../model/model.js';
import { readDocs } from './docs.js';

describe('readDocs', () => {
  it.each<[string, object, Docs]>([
    ['nothing', {}, {}],
    ['blank texts', { summary: ' ', description: '\n', format: '', pattern: '' }, {}],
    ['a title, as a summary', { title: 'T' }, { summary: 'T' }],
    ['a summary before a title', { summary: 'S', title: 'T' }, { summary: 'S' }],
    ['a `deprecated` that is not a boolean', { deprecated: 'true' }, {}],
    ['a default of null', { default: null }, { defaultValue: null }],
    ['the first of several examples', { examples: ['a', 'b'] }, { example: 'a' }],
    [
      'a 64-bit integer that is text',
      { type: ['string', 'null'], format: 'int64' },
      { format: 'int64', runtimeType: 'digits' },
    ],
    [
      'a 64-bit integer that is a number',
      { type: 'integer', format: 'int64' },
      { format: 'int64' },
    ],
    [
      'constraints',
      { minimum: 0, exclusiveMaximum: 5.5, pattern: '^a', uniqueItems: true, maxLength: 9 },
      {
        constraints: {
          minimum: 0,
          exclusiveMaximum: 5.5,
          maxLength: 9,
          pattern: '^a',
          uniqueItems: true,
        },
      },
    ],
    [
      'constraints of a wrong type',
      { minimum: '1', maxLength: null, pattern: 5, uniqueItems: 'yes', maximum: Infinity },
      {},
    ],
  ])('reads %s', (_, given, want) => {
    expect(readDocs(given)).toEqual(want);
  });
});
