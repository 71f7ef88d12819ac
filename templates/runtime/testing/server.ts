import {
  createServer,
  type IncomingHttpHeaders,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query, as received. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Reply = (response: ServerResponse, request: ReceivedRequest) => void;

export interface TestServer {
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  /** Paths of the requests whose connection the client closed. */
  readonly cut: readonly string[];
  /** How many connections were opened. */
  readonly connections: number;
}

const running: (() => Promise<void>)[] = [];
const usedPorts = new Set<number>();

/** Starts a server on loopback that responds with `reply`. {@link closeServers} closes it after the test. */
export async function serve(reply: Reply): Promise<TestServer> {
  const requests: ReceivedRequest[] = [];
  const cut: string[] = [];
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    response.on('close', () => {
      if (!response.writableFinished) cut.push(incoming.url ?? '');
    });
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request = {
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('latin1'),
      };
      requests.push(request);
      reply(response, request);
    });
  });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  const port = await listenOnUnusedPort(server);
  running.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    cut,
    get connections() {
      return connections;
    },
  };
}

/**
 * The system gives the port of a closed server again at times. A test that gets one would find the token that an earlier
 * test obtained from the same URL, since clients of a process share their tokens.
 */
async function listenOnUnusedPort(server: Server): Promise<number> {
  for (;;) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    if (!usedPorts.has(port)) {
      usedPorts.add(port);
      return port;
    }
    await new Promise((resolve) => server.close(resolve));
  }
}

export async function closeServers(): Promise<void> {
  await Promise.all(running.splice(0).map((close) => close()));
}

export function json(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}

/** Responds to each request with the next of these replies, then with the last one again and again. */
export function inTurn(...replies: readonly Reply[]): Reply {
  let next = 0;
  return (response, request) => {
    const reply = replies[Math.min(next, replies.length - 1)];
    next += 1;
    reply?.(response, request);
  };
}

/**
 * Goes on with a body until its connection is closed.
 *
 * @param written Called with the characters of each block.
 */
export function writeWithoutEnd(
  response: ServerResponse,
  block = 'x'.repeat(2 ** 18),
  written?: (length: number) => void,
): void {
  const write = (error?: Error | null) => {
    // In Node 26, a response whose connection is gone does not count as destroyed.
    if (error || response.destroyed) return;
    written?.(block.length);
    response.write(block, (failure) => setImmediate(write, failure));
  };
  write();
}
