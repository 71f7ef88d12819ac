import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { UsageError } from '../errors.js';

/** A server over streamable HTTP. */
export interface HttpServer {
  /** `http://127.0.0.1:4020/mcp` */
  readonly url: string;
  close(): Promise<void>;
}

/** Each has its own results; the oldest ends when there are more. */
const MAX_SESSIONS = 32;

/**
 * Serves MCP over streamable HTTP on 127.0.0.1, with a session for each client. A page in a browser cannot use it, not
 * even with a name that leads to this machine: `Host` and `Origin` are checked.
 *
 * @param port 0 for any free one.
 * @throws UsageError when the port is in use.
 */
export async function serveHttp(
  create: () => McpServer,
  port: number,
  log: (line: string) => void,
): Promise<HttpServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      log(error instanceof Error ? error.message : String(error));
      response.destroy();
    });
  });
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refuse(request, (server.address() as AddressInfo).port);
    if (refusal !== undefined) {
      response.writeHead(...refusal).end();
      return;
    }
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : undefined;
    if (id !== undefined && known === undefined) {
      // A session that has ended; clients then start another (MCP 2025-06-18, "Session Management").
      response.writeHead(404).end();
      return;
    }
    // One without a session must start with `initialize`: a transport refuses anything else.
    await (known ?? (await openSession())).handleRequest(request, response);
  };
  const openSession = async () => {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        sessions.set(id, transport);
        const [oldest] = sessions.size > MAX_SESSIONS ? [...sessions.values()] : [];
        void oldest?.close();
      },
    });
    transport.onclose = () => {
      if (transport.sessionId !== undefined) sessions.delete(transport.sessionId);
    };
    await create().connect(transport);
    return transport;
  };
  await listen(server, port);
  const { port: used } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${used}/mcp`,
    close: async () => {
      await Promise.all([...sessions.values()].map((transport) => transport.close()));
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  };
}

/** The status of a request that is none of a client on this machine. */
function refuse({ headers, url = '' }: IncomingMessage, port: number): [number] | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = '', origin } = headers;
  if (!hosts.includes(host.toLowerCase())) return [403];
  if (origin !== undefined && !hosts.some((each) => origin.toLowerCase() === `http://${each}`))
    return [403];
  return url.split('?')[0] === '/mcp' ? undefined : [404];
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  }).catch((error: unknown) => {
    throw new UsageError(`The server cannot listen on port ${port} of 127.0.0.1.`, {
      hint: 'Choose another with --port, or leave it out for any that is free.',
      cause: error,
    });
  });
}
