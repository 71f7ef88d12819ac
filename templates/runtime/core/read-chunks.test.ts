import { AbortError, ConnectionError, NotFoundError, TimeoutError } from './errors.js';
import { readChunks } from './read-chunks.js';
import { readBlob } from '../internal/response.js';
import { clientFor, GET, rejection } from '../testing/client.js';
import { closeServers, serve } from '../testing/server.js';
import { until } from '../testing/time.js';

afterEach(closeServers);

const FILE = { ...GET, reader: readBlob };

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
  return text;
}

/** Sends `a`, and the rest when it is told to. */
const serveSlowly = async (finish: (end: () => void, cut: () => void) => void) =>
  serve((response) => {
    response.writeHead(200, { 'content-type': 'application/pdf' });
    response.write('a');
    finish(
      () => response.end('b'),
      () => response.destroy(),
    );
  });

describe('readChunks', () => {
  it('gives each chunk as it arrives', async () => {
    let end: () => void = () => undefined;
    const api = await serveSlowly((finish) => (end = finish));
    const seen: string[] = [];
    for await (const chunk of readChunks(clientFor(api).call(FILE).asResponse())) {
      seen.push(new TextDecoder().decode(chunk));
      end();
    }
    expect(seen).toEqual(['a', 'b']);
  });

  it('takes a response, of any call', async () => {
    const api = await serve((response) => response.end('[1]'));
    expect(await collect(readChunks(await clientFor(api).call(GET).asResponse()))).toBe('[1]');
  });

  it('gives nothing when there is no body', async () => {
    const api = await serve((response) => response.writeHead(204).end());
    const chunks: Uint8Array[] = [];
    for await (const chunk of readChunks(clientFor(api).call(GET).asResponse())) chunks.push(chunk);
    expect(chunks).toEqual([]);
  });

  it('closes the connection when the loop is left', async () => {
    const api = await serveSlowly(() => undefined);
    for await (const chunk of readChunks(clientFor(api).call(FILE).asResponse())) {
      expect(chunk).toHaveLength(1);
      break;
    }
    await until(() => api.cut.length === 1);
  });

  it('throws a ConnectionError when the body breaks off', async () => {
    const api = await serveSlowly((_end, cut) => setTimeout(cut, 20));
    const error = await rejection(collect(readChunks(clientFor(api).call(FILE).asResponse())));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain('The body of the response broke off');
  });

  it('throws what the call rejects with', async () => {
    const api = await serve((response) => response.writeHead(404).end());
    const error = await rejection(collect(readChunks(clientFor(api).call(FILE).asResponse())));
    expect(error).toBeInstanceOf(NotFoundError);
  });

  it('is ended by the signal of the call', async () => {
    const controller = new AbortController();
    const api = await serveSlowly(() => setTimeout(() => controller.abort(), 20));
    const call = clientFor(api).call(FILE, { signal: controller.signal });
    expect(await rejection(collect(readChunks(call.asResponse())))).toBeInstanceOf(AbortError);
  });

  it('is ended by the total timeout', async () => {
    const api = await serveSlowly(() => undefined);
    const call = clientFor(api, { totalTimeout: 50 }).call(FILE);
    expect(await rejection(collect(readChunks(call.asResponse())))).toBeInstanceOf(TimeoutError);
  });

  it('gives the whole body at once where there are no streams, as in React Native', async () => {
    const response = {
      ok: true,
      status: 200,
      headers: new Headers(),
      arrayBuffer: () => Promise.resolve(new TextEncoder().encode('ab').buffer),
    } as unknown as Response;
    expect(await collect(readChunks(response))).toBe('ab');
  });
});
