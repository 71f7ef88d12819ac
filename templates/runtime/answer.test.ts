import * as answers from './answer.js';
import { ResponseParseError } from './errors.js';
import { clientFor, GET, rejection } from './testing/client.js';
import { closeServers, serve } from './testing/server.js';

afterEach(closeServers);

type Expectation = Exclude<keyof typeof answers, 'errorBody'>;

const answering = (status: number, type: string | undefined, body: string | Buffer) =>
  serve((response) => {
    response.writeHead(status, type === undefined ? {} : { 'content-type': type });
    response.end(body);
  });

describe('an answer', () => {
  it.each<[Expectation, number, string | undefined, string, unknown]>([
    ['asJson', 200, 'application/json', '{"a":1}', { a: 1 }],
    ['asJson', 200, 'application/json', 'null', null],
    ['asJson', 200, 'application/vnd.api+json; charset=utf-8', '[1]', [1]],
    ['asJson', 200, undefined, '"text"', 'text'],
    ['asJson', 200, 'application/json', '\uFEFF{"a":1}', { a: 1 }],
    ['asJsonOrText', 200, 'application/json', '"quoted"', 'quoted'],
    ['asJsonOrText', 200, 'text/plain; charset=utf-8', '"quoted"', '"quoted"'],
    ['asText', 200, 'text/csv', 'a;b', 'a;b'],
    ['asText', 200, 'application/json', '"quoted"', '"quoted"'],
    ['asNothing', 204, undefined, '', undefined],
    ['asNothing', 200, 'text/html', '<html>', undefined],
    ['asUndeclared', 200, 'application/json', '{"a":1}', { a: 1 }],
    ['asUndeclared', 200, 'text/json', '1', 1],
    ['asUndeclared', 200, 'text/plain', '1', '1'],
    ...(['asJson', 'asJsonOrText', 'asText', 'asBlob', 'asUndeclared'] as const).flatMap((expect) =>
      [200, 202, 204, 205].map((status): [Expectation, number, undefined, string, undefined] => [
        expect,
        status,
        undefined,
        '',
        undefined,
      ]),
    ),
  ])('read %s: %i %s %j is %j', async (expected, status, type, body, want) => {
    const api = await answering(status, type, body);
    expect(await clientFor(api).call({ ...GET, expect: answers[expected] })).toEqual(want);
  });

  it.each<[Expectation, string]>([
    ['asBlob', 'application/pdf'],
    ['asUndeclared', 'application/octet-stream'],
  ])('read %s: %s is a Blob', async (expected, type) => {
    const bytes = Buffer.from([0, 255, 1]);
    const api = await answering(200, type, bytes);
    const blob = await clientFor(api).call<Blob>({ ...GET, expect: answers[expected] });
    expect(blob.type).toBe(type);
    expect(Buffer.from(await blob.arrayBuffer())).toEqual(bytes);
  });

  it.each<[Expectation, string, string]>([
    ['asJson', 'application/json', '{"a":[1,2'],
    ['asJson', 'text/html', '<!doctype html><title>Sign in</title>'],
    ['asJsonOrText', 'text/html', '<!doctype html><title>Sign in</title>'],
    ['asUndeclared', 'application/json', '{"a":'],
  ])('read %s: %s %j is an error, never data', async (expected, type, body) => {
    const api = await answering(200, type, body);
    const error = await rejection(clientFor(api).call({ ...GET, expect: answers[expected] }));
    expect(error).toBeInstanceOf(ResponseParseError);
    expect(error).toMatchObject({ status: 200, snippet: body });
    expect(String(error)).toBe(
      `ResponseParseError: GET ${api.url}/Vehicles answered 200 without JSON`,
    );
    expect(api.requests).toHaveLength(1);
  });

  it('that is no JSON is shown in part, and without the token', async () => {
    const api = await answering(200, 'text/html', `token-secret ${'x'.repeat(500)}`);
    const error = await rejection(clientFor(api, { token: 'token-secret' }).call(GET));
    expect((error as ResponseParseError).snippet).toBe(`*** ${'x'.repeat(196)}`);
  });

  it('to HEAD is empty', async () => {
    const api = await answering(200, 'application/json', '');
    await expect(clientFor(api).call({ ...GET, method: 'HEAD' })).resolves.toBeUndefined();
  });

  it.each<[Expectation | undefined, string]>([
    [undefined, 'application/json'],
    ['asJson', 'application/json'],
    ['asJsonOrText', 'application/json'],
    ['asText', '*/*'],
    ['asBlob', '*/*'],
    ['asUndeclared', '*/*'],
  ])('read %s is asked for as %s', async (expected, want) => {
    const api = await answering(200, 'text/plain', '1');
    await clientFor(api).call({ ...GET, expect: expected && answers[expected] });
    expect(api.requests[0]?.headers.accept).toBe(want);
  });
});
