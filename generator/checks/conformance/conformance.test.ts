import { readVerdict, removeFalsePositives } from './prism.js';

/** How Prism's responses are read; `make conformance` runs Prism itself. */

const PROBLEM = { 'content-type': 'application/problem+json' };
const violation = (location: readonly string[], severity = 'Error') =>
  JSON.stringify([{ location, severity, code: 'x', message: 'must be array' }]);
const prism = (name: string, more: object = {}) =>
  JSON.stringify({ type: `https://stoplight.io/prism/errors#${name}`, detail: 'why', ...more });

type Row = readonly [
  title: string,
  response: Response,
  faults: readonly string[],
  unanswered?: string,
];
const RESPONSES: readonly Row[] = [
  ['a success', new Response('{}', { status: 200 }), []],
  [
    'an error that the document describes',
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
    'a violation in its own response',
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
    'a request to a path that is not in the document',
    new Response(prism('NO_PATH_MATCHED_ERROR'), { status: 404, headers: PROBLEM }),
    ['NO_PATH_MATCHED_ERROR why'],
  ],
  [
    'a request that does not match its declaration',
    new Response(
      prism('UNPROCESSABLE_ENTITY', {
        validation: [{ location: ['body', 'a'], message: 'bad' }],
      }),
      { status: 422, headers: PROBLEM },
    ),
    ['UNPROCESSABLE_ENTITY why; body.a: bad'],
  ],
  [
    'an unknown error',
    new Response(prism('NEW_ERROR'), { status: 400, headers: PROBLEM }),
    ['NEW_ERROR why'],
  ],
  ['a refused HEAD', new Response(null, { status: 401, headers: PROBLEM }), ['status 401']],
  [
    'no response can be created',
    new Response(prism('SCHEMA_TOO_COMPLEX'), { status: 500, headers: PROBLEM }),
    [],
    'SCHEMA_TOO_COMPLEX why',
  ],
  [
    'an exception inside Prism',
    new Response('{"type":"TypeError","detail":"x"}', { status: 500, headers: PROBLEM }),
    [],
    'TypeError x',
  ],
];

describe("Prism's response", () => {
  const rows = RESPONSES.map(([title, ...row]) => ({ title, row }));
  it.each(rows)('is read: $title', async ({ row: [response, faults, unanswered] }) => {
    expect(await readVerdict(response)).toEqual({ faults, unanswered });
  });
});

describe('a false positive', () => {
  const known = {
    document: 'radarr-v3',
    operation: 'GET /',
    message: "path: Request path must have required property 'path'",
  };

  it('is one message for one operation', () => {
    const others = [
      { ...known, message: 'path: something else' },
      { ...known, operation: 'GET /other' },
      { ...known, document: 'another' },
    ];
    const { faults, stale } = removeFalsePositives([known, ...others], ['radarr-v3', 'another']);
    expect(faults).toEqual(others);
    expect(stale).toEqual([]);
  });

  it('that does not occur any more is reported if its document was checked', () => {
    expect(removeFalsePositives([], ['radarr-v3']).stale).toEqual([
      expect.stringMatching(/^radarr-v3 GET \/: the path template lacks/),
    ]);
    expect(removeFalsePositives([], ['another']).stale).toEqual([]);
  });
});
