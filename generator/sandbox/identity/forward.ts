import { request as ask } from 'node:http';
import type { Reply } from '../reply.js';
import type { ReceivedRequest } from '../request.js';

/** Headers that belong to a connection, not to what is said over it (RFC 9110, section 7.6.1). */
const OF_THE_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
]);

/** Passes a request on to another server on loopback, which sees it as sent to `host`. */
export async function forward(
  { method, query, headers, body }: ReceivedRequest,
  target: { readonly port: number; readonly path: string; readonly host: string },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const passed = Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name));
    const outgoing = ask(
      {
        host: '127.0.0.1',
        port: target.port,
        path: query === '' ? target.path : `${target.path}?${query}`,
        method,
        headers: {
          ...Object.fromEntries(passed),
          host: target.host,
          'content-length': body.byteLength,
        },
      },
      (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 502,
            headers: Object.fromEntries(
              Object.entries(response.headers)
                .filter(([name]) => !OF_THE_CONNECTION.has(name))
                .map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
            ),
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
