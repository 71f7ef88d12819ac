import { withoutExcused } from './excused.js';
import { verdictOf } from './prism.js';

/** How Prism's answers are read; `make conformance` runs Prism itself. */

const PROBLEM = { 'content-type': 'application/problem+json' };
const violation = (location: readonly string[], severity = 'Error') =>
  JSON.stringify([{ location, severity, code: 'x', message: 'must be array' }]);
const prism = (name: string, more: object = {}) =>
  JSON.stringify({ type: `https://stoplight.io/prism/errors#${name}`, detail: 'why', ...more });

type Row = readonly [
  title: string,
  answer: Response,
  complaints: readonly string[],
  speechless?: string,
];
const ANSWERS: readonly Row[] = [
  ['a success', new Response('{}', { status: 200 }), []],
  [
    "the document's own error",
    new Response('{"type":"string"}', { status: 400, headers: PROBLEM }),
    [],
  ],
  [
    'a violation of the request, under an error of the document',
    new Response('{}', {
      status: 400,
      headers: { 'sl-violations': violation(['request', 'query']) },
    }),
    ['request.query: must be array'],
  ],
  [
    'a violation of its own answer',
    new Response('{}', { headers: { 'sl-violations': violation(['response', 'body']) } }),
    [],
  ],
  [
    'a warning',
    new Response('{}', { headers: { 'sl-violations': violation(['request'], 'Warning') } }),
    [],
  ],
  [
    'very many violations',
    new Response('{}', { headers: { 'sl-violations': 'Too many violations! [{' } }),
    ['Too many violations! [{'],
  ],
  [
    'a request that nothing in the document is for',
    new Response(prism('NO_PATH_MATCHED_ERROR'), { status: 404, headers: PROBLEM }),
    ['NO_PATH_MATCHED_ERROR why'],
  ],
  [
    'a request that is not as declared',
    new Response(
      prism('UNPROCESSABLE_ENTITY', {
        validation: [{ location: ['body', 'a'], message: 'bad' }],
      }),
      { status: 422, headers: PROBLEM },
    ),
    ['UNPROCESSABLE_ENTITY why; body.a: bad'],
  ],
  [
    'an error that nobody knows yet',
    new Response(prism('NEW_ERROR'), { status: 400, headers: PROBLEM }),
    ['NEW_ERROR why'],
  ],
  ['a refused HEAD', new Response(null, { status: 401, headers: PROBLEM }), ['status 401']],
  [
    'no answer to be made',
    new Response(prism('SCHEMA_TOO_COMPLEX'), { status: 500, headers: PROBLEM }),
    [],
    'SCHEMA_TOO_COMPLEX why',
  ],
  [
    'a failure of its own',
    new Response('{"type":"TypeError","detail":"x"}', { status: 500, headers: PROBLEM }),
    [],
    'TypeError x',
  ],
];

describe("Prism's answer", () => {
  const rows = ANSWERS.map(([title, ...row]) => ({ title, row }));
  it.each(rows)('is read: $title', async ({ row: [answer, complaints, speechless] }) => {
    expect(await verdictOf(answer)).toEqual({ complaints, speechless });
  });
});

describe('an excuse', () => {
  const known = {
    document: 'radarr-v3',
    operation: 'GET /',
    said: "path: Request path must have required property 'path'",
  };

  it('is for one complaint at one place', () => {
    const others = [
      { ...known, said: 'path: something else' },
      { ...known, operation: 'GET /other' },
      { ...known, document: 'another' },
    ];
    const { faults, stale } = withoutExcused([known, ...others], ['radarr-v3', 'another']);
    expect(faults).toEqual(others);
    expect(stale).toEqual([]);
  });

  it('that is not needed any more is told, where its document was judged', () => {
    expect(withoutExcused([], ['radarr-v3']).stale).toEqual([
      expect.stringMatching(/^radarr-v3 GET \/: the path has no place/),
    ]);
    expect(withoutExcused([], ['another']).stale).toEqual([]);
  });
});
