import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export type Reply = (response: ServerResponse) => void;

/** A server on loopback that keeps what it received, and answers what it is told to; else `{"ok":true}`. */
export interface RecordingServer {
  /** Known once it listens. */
  readonly baseUrl: () => string;
  readonly received: Received[];
  /** The answers to come, in their order. */
  readonly replies: Reply[];
  readonly listen: () => Promise<void>;
  readonly reset: () => void;
  readonly close: () => Promise<void>;
}

export function recordingServer(): RecordingServer {
  const received: Received[] = [];
  const replies: Reply[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request;
      received.push({ method, target, headers, body: Buffer.concat(chunks) });
      const reply = replies.shift() ?? answers(200, 'application/json', '{"ok":true}');
      reply(response);
    });
  });
  return {
    baseUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    replies,
    listen: () => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)),
    reset: () => {
      received.length = 0;
      replies.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answers(
  status: number,
  type: string | undefined,
  body: string | Uint8Array = '',
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return (response) => {
    response.writeHead(status, { ...headers, ...(type && { 'content-type': type }) });
    response.end(body);
  };
}

/** A success with this JSON. */
export function json(body: string, status = 200): Reply {
  return answers(status, 'application/json; charset=utf-8', body);
}
