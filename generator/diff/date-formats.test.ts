import type { OutputSwitches } from '../model/switches.js';
import { diff } from '../pipeline/compare.js';
import { documentOf } from './testing/documents.js';

/** Another format of a date breaks programs where it is another type: the switch of both packages decides. */

const GIVES = 'response';
const TAKES = 'request';

function document(place: string, format: string): string {
  const schema = { type: 'object', properties: { at: { type: 'string', format } } };
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Trip' } } };
  const ok = { description: 'OK', ...(place === GIVES && { content }) };
  const post = {
    tags: ['Trips'],
    operationId: 'Trips_Add',
    ...(place === TAKES && { requestBody: { content } }),
    responses: { 200: ok },
  };
  return JSON.stringify(
    documentOf(
      { '/trips': { post } },
      { openapi: '3.1.1', components: { schemas: { Trip: schema } } },
    ),
  );
}

it.each<
  [
    place: string,
    from: string,
    to: string,
    dates: NonNullable<OutputSwitches['dates']>,
    source: string,
  ]
>([
  [GIVES, 'date-time', 'date', 'string', 'non-breaking'],
  [GIVES, 'date-time', 'date', 'date', 'breaking'],
  [GIVES, 'date-time', 'date', 'temporal', 'breaking'],
  [GIVES, 'date', 'date-time', 'temporal', 'breaking'],
  [GIVES, 'date-time', 'date-time-local', 'temporal', 'breaking'],
  [GIVES, 'time', 'date-span', 'temporal', 'breaking'],
  [GIVES, 'time', 'date-span', 'date', 'non-breaking'],
  [TAKES, 'date-time', 'date', 'temporal', 'breaking'],
  [TAKES, 'date-time', 'date', 'string', 'non-breaking'],
])('a %s: from %s to %s with dates as %s is %s', async (place, from, to, dates, source) => {
  const switches = { dates };
  const { verdict } = await diff(
    { text: document(place, from), location: 'before.json', switches },
    { text: document(place, to), location: 'after.json', switches },
  );
  expect(verdict.source).toBe(source);
});
