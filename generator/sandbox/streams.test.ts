import type { ResponseBody, TypeRef } from '../model/model.js';
import { api, BOOLEAN, operation, TEXT } from './testing/fleet-api.js';
import { authorized, openSandbox, openStandIn } from './testing/open.js';

/** The first `count` events of a stream, without waiting for its end. */
async function readEvents(response: Response, count: number): Promise<readonly string[]> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (text.split('\n\n').length <= count) text += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  return text.split('\n\n').slice(0, count);
}

describe('the stand-in', () => {
  it('streams positions as events, and continues after the last one', async () => {
    const sandbox = await openStandIn();
    const url = new URL('/Geolocation/Positions/live?registrationNumber=AB-123-CD', sandbox.url);
    const headers = await authorized(sandbox);
    const response = await fetch(url, { headers });
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream',
    ]);
    const [first = '', second] = await readEvents(response, 2);
    const [, data = ''] = /^(?:event: \w+\n)?data: (.*)\nid: 1$/.exec(first) ?? [];
    expect(JSON.parse(data)).toMatchObject({ registrationNumber: 'AB-123-CD' });
    const next = await fetch(url, { headers: { ...headers, 'Last-Event-ID': '1' } });
    expect(await readEvents(next, 1)).toEqual([second]);
    expect(second).toMatch(/\nid: 2$/);
  });

  it('exports positions, one a line', async () => {
    const sandbox = await openStandIn();
    const query =
      'registrationNumber=AB-123-CD&startDate=2026-04-23T00:00:00&endDate=2026-04-23T12:00:00';
    const url = new URL(`/Geolocation/Positions/export?${query}`, sandbox.url);
    const response = await fetch(url, { headers: await authorized(sandbox) });
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    const lines = (await response.text()).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines)
      expect(JSON.parse(line)).toMatchObject({ registrationNumber: 'AB-123-CD' });
  });
});

describe('a response', () => {
  it.each<[string, Partial<ResponseBody> & { readonly type: TypeRef }, RegExp]>([
    [
      'application/json-seq',
      { encoding: 'jsonSequence', type: BOOLEAN },
      /^(\x1e(true|false)\n)+$/,
    ],
    ['application/jsonl', { encoding: 'jsonLines', type: BOOLEAN }, /^((true|false)\n)+$/],
    ['text/plain', { encoding: 'scalarText', type: BOOLEAN }, /^(True|False)$/],
    ['application/xml', { encoding: 'text', type: TEXT }, /^\w/],
  ])('of %s is what it says', async (mediaType, body, want) => {
    const response = {
      status: '200',
      docs: {},
      origin: { pointer: '' },
      body: {
        encoding: 'json' as const,
        mediaType,
        mediaTypes: [mediaType],
        accept: [mediaType],
        ...body,
      },
    };
    const model = api([
      operation('GET /it', { responses: [response], security: { kind: 'none' } }),
    ]);
    const got = await fetch(new URL('/it', (await openSandbox(model)).url));
    expect(got.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
    expect(await got.text()).toMatch(want);
  });
});
