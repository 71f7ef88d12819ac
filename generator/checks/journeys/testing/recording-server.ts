import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type SendResponse = (response: ServerResponse) => void;

/** A server on loopback that records its requests. It sends the queued responses, or else `{"ok":true}`. */
export interface RecordingServer {
  /** Known once it listens. */
  readonly baseUrl: () => string;
  readonly received: Received[];
  /** The queued responses. */
  readonly responses: SendResponse[];
  readonly listen: () => Promise<void>;
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export function createRecordingServer(): RecordingServer {
  const received: Received[] = [];
  const responses: SendResponse[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request;
      received.push({ method, target, headers, body: Buffer.concat(chunks) });
      const send = responses.shift() ?? respondWith(200, 'application/json', '{"ok":true}');
      send(response);
    });
  });
  return {
    baseUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    responses,
    listen: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    reset: () => {
      received.length = 0;
      responses.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function respondWith(
  status: number,
  type: string | undefined,
  body: string | Uint8Array = '',
  headers: Readonly<Record<string, string>> = {},
): SendResponse {
  return (response) => {
    response.writeHead(status, { ...headers, ...(type && { 'content-type': type }) });
    response.end(body);
  };
}

/** Responds with JSON. */
export function json(body: string, status = 200): SendResponse {
  return respondWith(status, 'application/json; charset=utf-8', body);
}
